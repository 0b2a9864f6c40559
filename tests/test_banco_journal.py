"""The staff tab of the journal: a day, its answers, and whether their texts stand."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import DatabaseDown, InputError
from assistant.journal.database import open_database
from assistant.journal.days import today
from assistant.journal.journal import Journal
from assistant.journal.judgement import Judgement
from assistant.model import Language, Passage, Question
from assistant.settings import Settings
from assistant.web import banco_journal_view
from assistant.web.banco_act import NO_REFUSAL
from assistant.web.banco_journal import JournalContent
from assistant.web.banco_journal_view import said_html
from tests.databases import settings_with
from tests.desks import done
from tests.fakes_web import ARTICLE, ATTACK, PASSAGES, FakePipeline

TALK = "a" * 32


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_with(tmp_path)


@pytest.fixture
def journal(settings: Settings) -> Iterator[Journal]:
    opened = Journal(open_database(settings), settings.journal_days)
    yield opened
    opened.close()


def keep(journal: Journal, question: str) -> str:
    answer = FakePipeline().answer(Question(question))
    handle = journal.record(answer, "page", TALK, PASSAGES.get)
    assert journal.flush(10)
    return handle


def shown(journal: Journal, find: Any = PASSAGES.get, language: Language = "it") -> str:
    return said_html(journal.on(today()), today(), language, find)


def changed(name: str) -> Passage | None:
    return replace(ARTICLE, digest="f" * 64)


def test_a_day_shows_each_answer_with_the_words_it_rested_on(journal: Journal) -> None:
    keep(journal, "Chi entra nel partenariato?")
    page = shown(journal)
    assert "Chi entra nel partenariato?" in page
    assert "<blockquote" in page
    assert "Avviso di prova" in page
    assert page.count("Il passo è ancora com'era.".replace("'", "&#39;")) == 2


def test_a_text_that_changed_since_is_told(journal: Journal) -> None:
    keep(journal, "Chi entra nel partenariato?")
    page = shown(journal, changed)
    assert "Il passo è cambiato da allora." in page
    assert "2 non più come allora" in page


def test_a_text_that_is_gone_is_told(journal: Journal) -> None:
    keep(journal, "Chi entra nel partenariato?")
    assert "The passage is no longer in the index." in shown(journal, lambda _: None, "en")


def test_what_people_thought_is_shown(journal: Journal) -> None:
    handle = keep(journal, "Chi guida?")
    journal.judge(handle, Judgement(useful=False, reason="unclear", note="Troppe sigle"))
    page = shown(journal)
    assert "Giudicata non utile: poco chiara." in page
    assert "Troppe sigle" in page


def test_markup_in_an_answer_is_inert(journal: Journal) -> None:
    keep(journal, f"ostile {ATTACK}")
    assert "<img" not in shown(journal)


def test_a_long_day_says_that_there_is_more(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(banco_journal_view, "MOST", 1)
    for question in ("Uno?", "Due?"):
        keep(journal, question)
    page = shown(journal)
    assert "le prime 1 risposte" in page
    assert "Due?" not in page


@pytest.fixture
def content(settings: Settings) -> JournalContent:
    return JournalContent(open_database(settings), PASSAGES.get, settings)


def look(content: JournalContent, **sent: Any) -> str:
    """Send the form; return what is shown then."""
    view = done(content, "look", **sent).view
    assert view
    return content.html(view, "it", NO_REFUSAL)


def test_the_form_shows_the_day_it_asks_for(journal: Journal, content: JournalContent) -> None:
    keep(journal, "Chi guida?")
    assert "Chi guida?" in look(content, day=today().isoformat(), words="GUIDA")
    assert "non risulta detto nulla" in look(content, day=today().isoformat(), words="dove")


@pytest.mark.parametrize("day", ["", "ieri", None, ["2026-01-01"]])
def test_a_form_without_a_day_is_told_so(content: JournalContent, day: Any) -> None:
    with pytest.raises(InputError, match="no_day"):
        look(content, day=day)


def test_a_database_that_is_down_is_told(tmp_path: Path, content: JournalContent) -> None:
    (tmp_path / "data").write_bytes(b"a file in the place of the folder")
    with pytest.raises(DatabaseDown):
        look(content, day=today().isoformat())
