"""What the patterns of a language make of people's words."""

import pytest

from assistant.answering.lexicon import lexicon
from assistant.model import Language


@pytest.mark.parametrize(
    ("text", "language", "phase"),
    [
        ("Quanto vale il secondo stadio?", "it", 2),
        ("Una volta passata la prima fase che si fa?", "it", 2),
        ("Qualora superassimo lo stadio 1, chi ci segue?", "it", 2),
        ("Come si passa il primo stadio?", "it", 1),
        ("Once we clear the first stage, who follows us?", "en", 2),
        ("How do we get through the first stage?", "en", 1),
        ("Who leads?", "en", None),
    ],
)
def test_a_phase_that_is_over_means_the_next(
    text: str, language: Language, phase: int | None
) -> None:
    assert lexicon(language).phase_of(text) == phase


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Quanto dura il percorso?", "when"),
        ("In quanto tempo rispondono?", "when"),
        ("Quanto danno?", "amount"),
        ("Quanto costa il percorso?", "amount"),
    ],
)
def test_how_much_time_asks_for_a_date_and_not_for_a_sum(text: str, kind: str) -> None:
    found = lexicon("it").kind_of(text)
    assert found is not None
    assert found.name == kind
