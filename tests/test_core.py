"""What a long message asks, looked for by itself beside the whole."""

import pytest

from assistant.answering.core import both, question_of
from assistant.model import Hit
from assistant.retrieval.search import Features, Search
from tests.builders import a_fact

TOLD = a_fact("told", "L'organismo sta nella ricerca.")
OTHER = a_fact("other", "Il capofila è privato.")
SURE_CORE = Features(cosine=0.9, top_coverage=0.5, best_coverage=0.5)
LOST_CORE = Features(cosine=0.9, top_coverage=0.1, best_coverage=0.5)


def ranked(core: Features) -> list[str]:
    whole = Search((Hit(TOLD, 0.9), Hit(OTHER, 0.2)), Features(cosine=0.8))
    return [hit.passage.id for hit in both(whole, Search((Hit(OTHER, 1.0),), core)).hits]


def test_the_core_of_a_message_weighs_as_much_as_the_whole() -> None:
    assert ranked(SURE_CORE) == ["other", "told"]


def test_a_core_whose_first_passage_holds_little_of_it_does_not_change_the_ranking() -> None:
    assert ranked(LOST_CORE) == ["told", "other"]


def test_the_features_are_those_of_the_nearer_search() -> None:
    whole = Search((Hit(TOLD, 0.9),), Features(cosine=0.8))
    assert both(whole, Search((), LOST_CORE)).features is LOST_CORE


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("Curo un giornale di quartiere e sono di Lodi. Chi guida il gruppo di imprese?", True),
        ("Abbiamo tre soci. E questo va bene?", False),
        ("Chi guida il gruppo di imprese?", False),
    ],
)
def test_a_question_is_looked_for_without_what_leads_up_to_it(text: str, core: bool) -> None:
    assert question_of(text, "it") == ("Chi guida il gruppo di imprese?" if core else "")
