"""A document becomes passages that follow its structure: article, comma, question, table, heading.

Every passage is a run of one page, ``page.text[start:end] == passage.text``, within the token
budget; a sentence is cut only when it exceeds the budget by itself.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.ingestion.joining import whole_sentences
from assistant.ingestion.locate import locator_of, place_of
from assistant.ingestion.outline import Unit, outline
from assistant.ingestion.packing import Atom, atoms_of, pack
from assistant.ingestion.pages import Extraction, Page
from assistant.model import Passage, Source
from assistant.tokens import count_tokens

_SMALL_COMMA = 8  # a comma below this fraction of the budget joins the next one
_ID_DIGITS = 12


def split(extraction: Extraction, source: Source, budget: int) -> tuple[Passage, ...]:
    """Return the passages of a document. ``budget``: cl100k tokens of the longest passage.

    Offsets are those of ``whole_sentences(extraction).pages``.
    """
    whole = whole_sentences(extraction)
    passages: list[Passage] = []
    ids: Counter[str] = Counter()
    for group in _with_small_commas_joined(_groups(outline(whole)), whole, budget):
        page = whole.pages[group[0].page]
        for run in pack(atoms_of(group, page.text, budget), budget):
            passage = _passage(run, page, source)
            ids[passage.id] += 1
            passages.append(_numbered(passage, ids[passage.id]))
    return tuple(passages)


def _groups(units: Sequence[Unit]) -> list[list[Unit]]:
    """Return the units of each passage to be: a place on a page, with the headings before it."""
    groups: list[list[Unit]] = []
    waiting: list[Unit] = []
    for unit in units:
        if waiting and waiting[-1].page != unit.page:
            _settle(groups, waiting, unit.place.path)
            waiting = []
        if unit.is_heading:
            waiting.append(unit)
        elif waiting or not groups or not _belongs(unit, groups[-1][-1]):
            groups.append([*waiting, unit])
            waiting = []
        else:
            groups[-1].append(unit)
    _settle(groups, waiting, ())
    return groups


def _belongs(unit: Unit, last: Unit) -> bool:
    same = unit.page == last.page and unit.place == last.place
    return same and not unit.rows and not last.rows


def _settle(groups: list[list[Unit]], headings: Sequence[Unit], carried: Sequence[str]) -> None:
    """Keep headings that close a page, unless what follows on the next page carries them."""
    if all(unit.place.path[-1] in carried for unit in headings):
        return
    if groups and groups[-1][-1].page == headings[0].page:
        groups[-1] += headings
    else:
        groups.append(list(headings))


def _with_small_commas_joined(
    groups: Iterable[list[Unit]], extraction: Extraction, budget: int
) -> list[list[Unit]]:
    joined: list[list[Unit]] = []
    for group in groups:
        if joined and _are_commas(joined[-1], group):
            text = extraction.pages[group[0].page].text
            sizes = [_tokens(one, text) for one in (joined[-1], group)]
            if min(sizes) * _SMALL_COMMA < budget and sum(sizes) <= budget:
                joined[-1] = [*joined[-1], *group]
                continue
        joined.append(group)
    return joined


def _are_commas(first: Sequence[Unit], second: Sequence[Unit]) -> bool:
    one, other = first[-1], second[0]
    same = one.page == other.page and one.place.path == other.place.path
    return same and bool(one.place.article and other.place.comma) and not (one.rows or other.rows)


def _tokens(group: Sequence[Unit], text: str) -> int:
    return count_tokens(text[group[0].start : group[-1].end])


def _passage(run: Sequence[Atom], page: Page, source: Source) -> Passage:
    start, end = run[0].start, run[-1].end
    main = next((atom.unit for atom in run if not atom.unit.is_heading), run[0].unit)
    text = page.text[start:end]
    place = place_of(run)
    name = hashlib.sha256(f"{place}\n{text}".encode("utf-8", "replace")).hexdigest()[:_ID_DIGITS]
    return Passage(
        id=f"{source.id}:{name}",
        source=source.id,
        text=text,
        language=source.language,
        kind=_kind(main),
        locator=locator_of(place, page.number),
        page=page.number,
        heading=(*main.place.path, *_announced(main, run, page.text)),
        start=start,
        end=end,
        digest=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        finders=(main.place.question,) if main.place.question else (),
    )


def _kind(unit: Unit) -> str:
    if unit.rows:
        return "table"
    if unit.place.question:
        return "faq"
    return "article" if unit.place.article else "paragraph"


def _announced(main: Unit, run: Sequence[Atom], text: str) -> tuple[str, ...]:
    """Return what introduces a passage from outside it: the intro of its list, its table's header.

    The text of a passage is one run of its page, so these are kept with each part as headings.
    """
    words = text[run[0].start : run[-1].end]
    intro = (main.intro,) if main.intro and main.intro not in " ".join(words.split()) else ()
    is_later_part = bool(main.rows) and run[0].start > main.start
    header = (" | ".join(cell for cell in main.rows[0] if cell),) if is_later_part else ()
    return (*intro, *header)


def _numbered(passage: Passage, times: int) -> Passage:
    """Give a repeated passage an id of its own."""
    return passage if times == 1 else replace(passage, id=f"{passage.id}-{times}")
