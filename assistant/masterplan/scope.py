"""What each section is about, whether the text is a Masterplan, a part of one or neither."""

import re
from dataclasses import replace

from assistant.masterplan.classify import criteria_of
from assistant.masterplan.draft import Draft, DraftKind, Section
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.meaning import Meaning
from assistant.masterplan.plain import plain
from assistant.masterplan.view import scores_of

_FEW_CRITERIA = 4  # a whole Masterplan speaks of more, however poorly
_FEW_WORDS = 30
_OPENING = 600  # code points in which a draft says that it is a part
_PART = re.compile(r"(?:capitolo|sezione|parte|chapter|section|part)\s+(?:\d+|[ivxlc]+)\b")
_SHORT_PARAGRAPH = 400  # code points
_LEAST_OF_FIRST = 3
_SHORT = 6_000  # code points of a text that may be a section pasted alone
_MOST_MEANT = 60  # sections whose meaning is looked up, at about 0.1 s each
_LEAST_CALL = 3  # words of the call that a whole text has even if it does not name it
_NOTICE_SHARE = 0.2
_SURE = 1.0  # a likeness by which a text is about something, whatever is around it
_CHAPTERS = 4  # below a heading that names no subject: it is the title of them all
_WORD = re.compile(r"\w+")


def in_scope(draft: Draft, meaning: Meaning | None = None) -> Draft:
    """Return the draft with the criteria of its sections, its kind, and the criteria in scope."""
    text = plain(draft.text)
    placed = replace(draft, sections=_told(draft, _affordable(draft, text, meaning)))
    kind = _kind(placed, text)
    return replace(placed, kind=kind, in_scope=_scope(placed, text, kind))


def _affordable(draft: Draft, text: str, meaning: Meaning | None) -> Meaning | None:
    """Return what reads meanings where it tells something and can be had in a few seconds."""
    headed = {name for one in draft.sections for name in heading_criteria(one.heading)}
    is_ours = lexicon().finds("signature.own", text) or len(headed) > _FEW_CRITERIA
    is_ours = is_ours or len(text) < _SHORT
    return meaning if is_ours and len(draft.sections) <= _MOST_MEANT else None


def criteria() -> tuple[str, ...]:
    """Return the ids of the criteria, in the order of the lexicon."""
    return tuple(lexicon().words["topics"])


def heading_criteria(heading: str) -> tuple[str, ...]:
    """Return the criteria that a heading names, the one named by most words first."""
    folded = plain(heading)
    book = lexicon()
    scores = {name: book.count(f"headings.{name}", folded) for name in criteria()}
    return tuple(sorted((n for n in scores if scores[n]), key=lambda n: -scores[n]))


def _told(draft: Draft, meaning: Meaning | None) -> tuple[Section, ...]:
    told: list[Section] = []
    for number, section in enumerate(draft.sections):
        is_title = _is_title(section, number, draft.sections)
        named = () if is_title else _named(draft, number, meaning, told)
        told.append(replace(section, criteria=named))
    return tuple(told)


def _named(
    draft: Draft, number: int, meaning: Meaning | None, before: list[Section]
) -> tuple[str, ...]:
    """Return what a section is about: what it surely means, what it says, what is around it."""
    section = draft.sections[number]
    headed = heading_criteria(section.heading)
    near = meaning.likeness(_body(draft, number)) if meaning else {}
    sure = tuple(name for name, score in near.items() if score >= _SURE)
    if headed:
        meant = max(sure, key=lambda name: near[name], default="")
        is_meant = not meant or (meant not in headed and any(near[name] > 0 for name in headed))
        return headed if is_meant else (meant, *(name for name in headed if name != meant))
    if sure:
        return _by_content(draft, number, meaning) or sure[:1]
    above = _above(section, before) or _by_content(draft, number, meaning)
    return above or _continued(section, before)


def _by_content(draft: Draft, number: int, meaning: Meaning | None) -> tuple[str, ...]:
    """Return what a text is about; a first paragraph without a heading mostly only greets."""
    body = _body(draft, number)
    if len(draft.sections) == 1:
        return criteria_of(body, meaning, least=1)
    is_greeting = draft.sections[number].number == 1
    if is_greeting and max(scores_of(plain(body)).values()) < _LEAST_OF_FIRST:
        return ()
    return criteria_of(body, meaning)


def _continued(section: Section, before: list[Section]) -> tuple[str, ...]:
    """Return what the paragraph before is about, for a short one that nothing else tells."""
    is_short = section.number > 1 and section.end - section.body < _SHORT_PARAGRAPH
    return before[-1].criteria[:1] if is_short else ()


def _above(section: Section, before: list[Section]) -> tuple[str, ...]:
    """Return what the nearest section above is about: a part of it is about the same."""
    parents = [one for one in before if one.level < section.level and one.heading]
    return parents[-1].criteria if parents else ()


def _body(draft: Draft, number: int) -> str:
    """Return the text under a heading; that of the sections below it where it has none."""
    section = draft.sections[number]
    text = draft.text[section.body : section.end]
    if text.strip() or number + 1 == len(draft.sections):
        return text
    following = draft.sections[number + 1]
    return draft.text[following.body : following.end] if following.level > section.level else ""


def _is_title(section: Section, number: int, sections: tuple[Section, ...]) -> bool:
    """Tell whether a heading is the name of the whole: first, above the others.

    It names the call, or stands above several chapters and names no subject, or theirs are many.
    """
    if number > 1 or not section.heading:
        return False
    below = sections[number + 1 :]
    if any(other.level <= section.level for other in below):
        return False
    if lexicon().finds("signature.own", plain(section.heading)):
        return True
    named = {one for other in below for one in heading_criteria(other.heading)[:1]}
    is_named = bool(heading_criteria(section.heading)) and len(named) < _CHAPTERS
    return len(below) >= _CHAPTERS and not is_named


def _kind(draft: Draft, text: str) -> DraftKind:
    book = lexicon()
    size = len(_WORD.findall(text))
    touched = _touched(draft)
    own = book.finds("signature.own", text)
    if size < _FEW_WORDS and not touched:
        return "not_a_masterplan"
    if (
        not own
        and book.count("signature.call", text) < _LEAST_CALL
        and not _is_piece(size, touched)
    ):
        return "not_a_masterplan"
    if _is_notice(draft, text):
        return "not_a_masterplan"
    return "partial" if _is_partial(draft, text, touched) else "masterplan"


def _is_piece(size: int, touched: frozenset[str]) -> bool:
    """Tell whether a text is short and about one or two criteria: a section pasted alone."""
    return size < 400 and 1 <= len(touched) <= _FEW_CRITERIA


def _is_notice(draft: Draft, text: str) -> bool:
    """Tell whether a text speaks as a notice or as news: of what others may do."""
    book = lexicon()
    voiced = [book.finds("signature.notice", text[one.start : one.end]) for one in draft.sentences]
    return sum(voiced) >= max(2, _NOTICE_SHARE * len(voiced))


def _is_partial(draft: Draft, text: str, touched: frozenset[str]) -> bool:
    opening = text[:_OPENING]
    if lexicon().finds("partial.says", opening) or len(touched) <= _FEW_CRITERIA:
        return True
    tops = [one for one in draft.sections if one.heading and one.level == 1]
    return len(tops) == 1 and bool(_PART.match(plain(tops[0].heading)))


def _touched(draft: Draft) -> frozenset[str]:
    return frozenset(name for section in draft.sections for name in section.criteria)


def _scope(draft: Draft, text: str, kind: DraftKind) -> frozenset[str]:
    if kind == "not_a_masterplan":
        return frozenset()
    if kind == "masterplan":
        return frozenset(criteria())
    named = frozenset(
        name
        for section in draft.sections
        if _WORD.search(text, section.body, section.end) or section.level == 1
        for name in heading_criteria(section.heading)
    )
    return named or _touched(draft)
