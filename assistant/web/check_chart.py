"""The money of phase 1 as a drawing: what the grant covers, what it leaves, where the cap is."""

from dataclasses import dataclass
from decimal import Decimal

from assistant.call.funding import Funding
from assistant.model import Language
from assistant.text import euro_words, say

WIDTH = 360  # units of the drawing
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class Chart:
    """Lengths and places in units of the drawing; the words say the same figures."""

    grant: float
    own_share: float
    full: float
    title: str
    description: str
    grant_label: str
    own_label: str
    full_label: str
    full_is_right: bool
    width: int = WIDTH
    margin: int = _MARGIN


def chart(funding: Funding, language: Language) -> Chart | None:
    """Return the drawing of a calculation; None where nothing is spent."""
    result = funding.result
    if not result.spending:
        return None
    longest = max(result.spending, result.full_spending)

    def length(amount: Decimal) -> float:
        return round(float(amount / longest) * (WIDTH - 2 * _MARGIN), 1)

    spending, grant, own, full = (
        euro_words(amount, language)
        for amount in (result.spending, result.grant, result.own_share, result.full_spending)
    )
    return Chart(
        grant=length(result.grant),
        own_share=length(result.own_share),
        full=length(result.full_spending) + _MARGIN,
        title=say(language, "web.check.chart.title", spending=spending),
        description=say(
            language,
            "web.check.chart.description",
            spending=spending,
            grant=grant,
            own=own,
            full=full,
        ),
        grant_label=say(language, "web.check.chart.grant", grant=grant),
        own_label=say(language, "web.check.chart.own", own=own),
        full_label=say(language, "web.check.chart.full", full=full),
        full_is_right=result.full_spending * 2 > longest,
    )
