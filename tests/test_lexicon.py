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
