"""What is wrong with a draft, and where: the noun that every check yields."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.call.rule import Rules
from assistant.masterplan.draft import Draft

MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect: ``draft.text[start:end] == quote``; an absence has no quote and no offsets.

    ``type`` and ``criterion``: ids of data/masterplan/README.md. ``section``: the heading that the
    quote stands under, ``missing`` for an absence. ``quote2``: the other half of a contradiction.
    ``severity`` and ``rule``: from ``corpus/findings.yaml``; a check leaves them empty. ``params``:
    values for the sentences of ``masterplan.finding.<type>`` in the locales; ``variant`` chooses
    another message.
    """

    type: str
    criterion: str | None
    section: str = MISSING
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    quote2: str | None = None
    start2: int | None = None
    end2: int | None = None
    severity: str = ""
    rule: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[Draft, Rules], Iterable[Finding]]


def at(
    draft: Draft,
    type_: str,
    criterion: str | None,
    span: tuple[int, int],
    other: tuple[int, int] | None = None,
    **params: Any,
) -> Finding:
    """Return a finding about the words of a span (and of another, for a contradiction)."""
    start2, end2 = other or (None, None)
    return Finding(
        type_,
        criterion,
        section=draft.sections[draft.section_at(span[0])].heading,
        quote=draft.text[slice(*span)],
        start=span[0],
        end=span[1],
        quote2=draft.text[start2:end2] if other else None,
        start2=start2,
        end2=end2,
        params=params,
    )


def absent(type_: str, criterion: str, **params: Any) -> Finding:
    """Return a finding about what the draft does not have."""
    return Finding(type_, criterion, params=params)
