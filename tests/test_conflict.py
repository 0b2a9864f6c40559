"""Where sources disagree, who is newer and who has more authority."""

from assistant.answering.conflict import remarks
from assistant.model import Interval, Language, Passage, Source
from tests.builders import PAPER, REGION, a_fact, a_knowledge, a_statement, an_editorial
from tests.corpora import a_source

TWO = a_fact("two", "Sono due.", status="conflicting", conflicts_with=("ten",))
TEN = a_fact("ten", "Sono dieci.", status="conflicting", conflicts_with=("two",))


def said(
    *told: Passage, two: str = "regione", ten: str = "giornale", language: Language = "it"
) -> tuple[str, ...]:
    """Return the remarks on facts, each based on the source with that id."""
    old = a_source("vecchio", publisher="La Provincia", published=Interval.parse("2025-11"))
    bare = a_source("senza-data", publisher="Lo Studio")
    based: tuple[Source, ...] = (an_editorial(TWO, two), an_editorial(TEN, ten), old, bare)
    knowledge = a_knowledge(*told, sources=based)
    return remarks([a_statement(passage) for passage in told], language, knowledge)


def test_the_newer_and_the_stronger_of_two_versions_are_named() -> None:
    (remark,) = said(TWO, TEN)
    newer, stronger = remark.index(PAPER.publisher), remark.index(REGION.publisher)
    assert newer < stronger
    assert "19 febbraio 2026" in remark
    assert "15 gennaio 2026" in remark


def test_a_version_that_is_both_newer_and_stronger_is_named_once() -> None:
    (remark,) = said(TWO, TEN, ten="vecchio")
    assert remark.count(REGION.publisher) == 1
    assert "La Provincia" not in remark


def test_the_order_of_the_versions_does_not_matter() -> None:
    assert said(TWO, TEN) == said(TEN, TWO)


def test_the_remark_speaks_the_language_of_the_answer() -> None:
    (remark,) = said(TWO, TEN, language="en")
    assert "19 February 2026" in remark


def test_versions_without_a_date_have_no_newer_one() -> None:
    assert said(TWO, TEN, two="senza-data", ten="senza-data") == ()


def test_facts_that_agree_need_no_remark() -> None:
    assert said(a_fact("one", "È uno."), a_fact("other", "È un altro.")) == ()


def test_one_version_alone_needs_no_remark() -> None:
    assert said(TWO) == ()
