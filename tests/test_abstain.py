"""When the corpus does not speak of what is asked."""

from dataclasses import replace

from assistant.answering.abstain import confidence, judge
from assistant.answering.scope import Likeness
from assistant.answering.turn import Asked
from assistant.retrieval.search import Features, Search
from tests.builders import SURE, UNSURE, a_fact, asked, hits_of

VAGUE = Likeness(ours=-2.0, beyond=-3.0, vague=4.0)
FOUND = hits_of(a_fact("found", "Il capofila è un'impresa."))
LEXICAL = Features(coverage=1, top_coverage=1, best_coverage=1)


def searched(features: Features, **more: float) -> Asked:
    text = "Che tempo farà domani in montagna?"
    return Asked(text, search=Search(FOUND, features), **more)  # type: ignore[arg-type]


def test_what_was_never_searched_is_out_of_scope() -> None:
    assert judge(Asked("?")) == "out_of_scope"


def test_a_search_that_finds_nothing_is_out_of_scope() -> None:
    assert judge(asked("?")) == "out_of_scope"


def test_a_question_that_the_corpus_covers_is_answered() -> None:
    assert judge(searched(SURE)) is None


def test_a_question_far_from_the_corpus_is_not() -> None:
    assert judge(searched(UNSURE, beyond=0.9)) == "out_of_scope"


def test_a_question_nearer_to_what_is_not_ours_is_less_sure() -> None:
    assert confidence(searched(SURE, beyond=0.9)) < confidence(searched(SURE, beyond=0.5))


def test_without_vectors_the_words_decide() -> None:
    assert judge(searched(LEXICAL)) is None
    assert judge(searched(Features(coverage=0.1, best_coverage=0.1))) == "out_of_scope"


def test_confidence_is_a_probability() -> None:
    assert 0 <= confidence(searched(UNSURE, beyond=1)) < confidence(searched(SURE)) <= 1


def test_what_was_never_searched_has_no_confidence() -> None:
    assert confidence(Asked("?")) == 0


def test_a_question_too_short_to_tell_what_it_is_about_is_asked_for_more() -> None:
    vague = Asked("E quindi?", search=Search(FOUND, UNSURE), beyond=0.55, likeness=VAGUE)
    assert judge(vague) == "clarify"


def test_a_short_question_in_foreign_words_is_out_of_scope() -> None:
    strange = Features(cosine=0.5, unknown=("carbonara",))
    asked_about = Asked("La carbonara?", search=Search(FOUND, strange), beyond=0.9)
    assert judge(asked_about) == "out_of_scope"


def test_a_question_in_words_of_ours_that_says_too_little_is_asked_back() -> None:
    known = Features(cosine=0.85, best_coverage=1.0)
    unclear = Asked(
        "Qual è il massimo ammesso?", search=Search(FOUND, known), beyond=0.86, likeness=VAGUE
    )
    assert judge(unclear) == "clarify"


def test_a_question_that_names_the_zone_is_ours_even_where_nothing_answers_it() -> None:
    named = Asked(
        "Che gelato si mangia nella ZIS di domani?", search=Search(FOUND, UNSURE), beyond=0.9
    )
    assert judge(named) == "not_in_sources"


def test_what_is_told_with_what_is_around_it_is_never_too_vague() -> None:
    part = Asked(
        "E quindi?", said="E quindi?", search=Search(FOUND, SURE), beyond=0.5, likeness=VAGUE
    )
    assert judge(part) is None


def test_a_few_plain_words_are_asked_back_and_not_turned_away() -> None:
    bare = Asked("Che quota coprite?", search=Search(FOUND, UNSURE), beyond=0.52)
    foreign = replace(UNSURE, unknown=("patente",))
    assert judge(bare) == "clarify"
    assert judge(replace(bare, search=Search(FOUND, foreign))) == "out_of_scope"
    assert judge(replace(bare, beyond=0.9)) == "out_of_scope"
