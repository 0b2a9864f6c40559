"""Blocks that belong together are packed to a token budget, cut where a reader would pause."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ingestion.outline import Unit
from assistant.ingestion.sentences import sentences
from assistant.ingestion.tokens import count_tokens

_PAUSES = (re.compile(r";\s"), re.compile(r"[,:]\s"), re.compile(r"\s"))
_GAP_TOKENS = 2


@dataclass(frozen=True, slots=True)
class Atom:
    """The least that is never cut: a sentence, a row of a table, a heading.

    ``leads``: it announces what comes next and must not close a passage. ``opens``: first of its
    block. ``tokens`` includes the blanks after it.
    """

    start: int
    end: int
    tokens: int
    unit: Unit
    leads: bool
    opens: bool


def atoms_of(units: Sequence[Unit], text: str, budget: int) -> list[Atom]:
    """Return the atoms of some blocks of one page; a sentence beyond the budget is cut up."""
    return [
        Atom(
            start=start,
            end=end,
            tokens=count_tokens(text[start:end]) + _GAP_TOKENS,
            unit=unit,
            leads=unit.is_heading or text[start:end].rstrip().endswith(":"),
            opens=number == 0,
        )
        for unit in units
        for number, (start, end) in enumerate(_spans(unit, text, budget))
    ]


def pack(atoms: Sequence[Atom], budget: int) -> list[list[Atom]]:
    """Return runs of atoms within the budget; one atom may exceed it alone."""
    packed: list[list[Atom]] = []
    current: list[Atom] = []
    for atom in atoms:
        while current and _size(current) + atom.tokens > budget:
            cut = _best_cut([*current, atom], budget)
            packed.append(current[:cut])
            current = current[cut:]
        current.append(atom)
    packed.append(current)
    return _balanced(packed, budget)


def _balanced(packed: list[list[Atom]], budget: int) -> list[list[Atom]]:
    """Share the last two runs evenly when the last is a crumb."""
    if len(packed) < 2 or _size(packed[-1]) * 5 >= budget:
        return packed
    both = packed[-2] + packed[-1]
    cuts = [cut for cut in range(1, len(both)) if not both[cut - 1].leads]
    fair = [cut for cut in cuts if max(_size(both[:cut]), _size(both[cut:])) <= budget]
    if not fair:
        return packed
    cut = min(fair, key=lambda cut: (abs(_size(both[:cut]) - _size(both[cut:])), cut))
    return [*packed[:-2], both[:cut], both[cut:]]


def _best_cut(atoms: Sequence[Atom], budget: int) -> int:
    """Choose after how many atoms to cut: not after an announcement, rather before a block."""
    cuts = range(1, len(atoms))

    def merit(cut: int) -> tuple[bool, bool, int]:
        between_blocks = atoms[cut].opens and _size(atoms[:cut]) * 3 >= budget
        return not atoms[cut - 1].leads, between_blocks, cut

    return max(cuts, key=merit)


def _size(atoms: Sequence[Atom]) -> int:
    return sum(atom.tokens for atom in atoms)


def _spans(unit: Unit, text: str, budget: int) -> list[tuple[int, int]]:
    body = text[unit.start : unit.end]
    inner = _rows(body) if unit.rows else [(0, len(body))] if unit.is_heading else sentences(body)
    spans = [(unit.start + start, unit.start + end) for start, end in inner]
    return [piece for start, end in spans for piece in _within(text, start, end, budget)]


def _rows(body: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"\S(?:[^\n]*\S)?", body)]


def _within(text: str, start: int, end: int, budget: int) -> list[tuple[int, int]]:
    """Cut a span that exceeds the budget at the last pause that keeps it within."""
    spans: list[tuple[int, int]] = []
    room = max(1, budget - _GAP_TOKENS)
    while (tokens := count_tokens(text[start:end])) > room and end - start > 1:
        reach = max(1, (end - start) * room // tokens)
        while reach > 1 and count_tokens(text[start : start + reach]) > room:
            reach = reach * 4 // 5
        cut = _pause(text, start, start + reach)
        spans.append((start, start + len(text[start:cut].rstrip())))
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    return [span for span in (*spans, (start, end)) if span[0] < span[1]]


def _pause(text: str, start: int, end: int) -> int:
    """Return where to cut between two offsets: past the middle, at the strongest pause."""
    middle = start + (end - start) // 2
    for pause in _PAUSES:
        found = [match.end() for match in pause.finditer(text, middle, end)]
        if found:
            return found[-1]
    return end
