"""Blocks that belong together are packed to a token budget, cut where a reader would pause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.ingestion.outline import Unit
from assistant.ingestion.sentences import sentences
from assistant.tokens import count_tokens

_PAUSES = (re.compile(r";\s"), re.compile(r"[,:]\s"), re.compile(r"\s"))
_INK = re.compile(r"\S")
_GAP_TOKENS = 2


@dataclass(frozen=True, slots=True)
class Atom:
    """The least that is never cut: a sentence, a row of a table, a heading.

    ``leads``: it announces what comes next and must not close a passage. ``opens``: first of its
    block. ``number``: of the sentence or row in its block, from 0. ``tokens`` includes the blanks
    after it.
    """

    start: int
    end: int
    tokens: int
    unit: Unit
    leads: bool
    opens: bool
    number: int


def atoms_of(units: Sequence[Unit], text: str, budget: int) -> list[Atom]:
    """Return the atoms of some blocks of one page; a sentence beyond the budget is cut up."""
    return [
        Atom(
            start=start,
            end=end,
            tokens=count_tokens(text[start:end]) + _GAP_TOKENS,
            unit=unit,
            leads=unit.is_heading or text[start:end].rstrip().endswith(":"),
            opens=start == unit.start,
            number=number,
        )
        for unit in units
        for number, start, end in _spans(unit, text, budget)
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


def _spans(unit: Unit, text: str, budget: int) -> Iterator[tuple[int, int, int]]:
    """Return (number, start, end) of the sentences or rows of a block, cut up where too long."""
    body = text[unit.start : unit.end]
    inner = _rows(body) if unit.rows else [(0, len(body))] if unit.is_heading else sentences(body)
    for number, (start, end) in enumerate(inner):
        for first, last in _within(text, unit.start + start, unit.start + end, budget):
            yield number, first, last


def _rows(body: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"\S(?:[^\n]*\S)?", body)]


def _within(text: str, start: int, end: int, budget: int) -> list[tuple[int, int]]:
    """Cut a span that exceeds the budget at the last pause that keeps it within."""
    spans: list[tuple[int, int]] = []
    room = max(1, budget - _GAP_TOKENS)
    while (reach := _reach(text, start, end, room)) < end:
        cut = _pause(text, start, reach)
        spans.append((start, start + len(text[start:cut].rstrip())))
        inked = _INK.search(text, cut, end)
        start = inked.start() if inked else end
    return [span for span in (*spans, (start, end)) if span[0] < span[1]]


def _reach(text: str, start: int, end: int, room: int) -> int:
    """Return how far from ``start`` the text stays within some tokens."""
    # Ten characters a token are more than any real text has; they bound what is counted.
    reach = min(end, start + 10 * room)
    while reach > start + 1 and (tokens := count_tokens(text[start:reach])) > room:
        reach = start + max(1, min((reach - start) * room // tokens, (reach - start) * 9 // 10))
    return reach


def _pause(text: str, start: int, end: int) -> int:
    """Return where to cut between two offsets: past the middle, at the strongest pause."""
    middle = start + (end - start) // 2
    for pause in _PAUSES:
        found = [match.end() for match in pause.finditer(text, middle, end)]
        if found:
            return found[-1]
    return end
