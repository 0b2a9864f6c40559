"""How many of what: the counts of a draft with their noun, and what each of them is told of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.masterplan.consistency.adding import is_measure
from assistant.masterplan.consistency.grids import grid
from assistant.masterplan.consistency.lexicon import named, pattern
from assistant.masterplan.consistency.numbers import Number, numbers_in
from assistant.masterplan.consistency.volumes import products
from assistant.masterplan.draft import Draft, Sentence, Table
from assistant.masterplan.plain import plain
from assistant.retrieval.words import analyse, stem

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """A count of a noun. ``head``: its stem, or the name of its synonyms.

    ``role``: ``total`` (all there are), ``definite`` ("the 86 firms": all, told before), ``sample``
    or ``other`` (some of them, a target, another place). ``about``: stems of the words that narrow
    the noun. ``slack``: how far "about" and "over" let the value be, below and above.
    """

    head: str
    about: frozenset[str]
    value: Decimal
    role: str
    span: tuple[int, int]
    years: frozenset[str] = frozenset()
    slack: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))
    partners: bool = False

    def agrees_with(self, other: "Mention") -> bool:
        """Tell whether both may be the same count."""
        low, high = self.value - self.slack[0], self.value + self.slack[1]
        return low <= other.value + other.slack[1] and other.value - other.slack[0] <= high


def mentions(draft: Draft) -> tuple[Mention, ...]:
    """Return the counts of a draft: in sentences, in tables and in rows of volumes."""
    found: list[Mention] = []
    for sentence in draft.sentences:
        if sentence.kind != "row":
            found += _in_sentence(draft, sentence)
        else:
            found += _in_row(draft, sentence)
    found += _in_tables(draft)
    found += _volumes(draft)
    return tuple(found)


def _in_sentence(draft: Draft, sentence: Sentence) -> Iterator[Mention]:
    numbers = numbers_in(draft, sentence.start, sentence.end)
    for place, number in enumerate(numbers):
        if number.unit != "count" or is_measure(draft, number, sentence.end):
            continue
        previous = numbers[place - 1].end if place else sentence.start
        before = plain(draft.text[max(previous, sentence.start) : number.start])
        after = plain(draft.text[number.end : min(sentence.end, number.end + 90)])
        yield from _mention(draft, sentence, number, before, after)


def _mention(
    draft: Draft, sentence: Sentence, number: Number, before: str, after: str
) -> Iterator[Mention]:
    """Yield a count with the noun after it ("86 firms") or before it ("Firms: 86")."""
    language = draft.language
    heads, end = _noun_after(draft, after)
    is_label = not heads
    if is_label:
        label = pattern(language, "quantities.label").search(before)
        if label is None:
            return
        heads = _heads(draft, label["noun"])[:1]
        end = 0
    about = _about(draft, label["noun"] if is_label and label else after[:end], heads)
    role = _role(draft, sentence, number, before, after, is_label)
    span = (sentence.start, sentence.end)
    partners = bool(
        pattern(language, "quantities.partners").search(_clause(draft, sentence, number))
    )
    years = frozenset(_YEAR.findall(before[-60:] + " " + after[:60]))
    for head in heads:
        slack = _slack(draft, number, before)
        yield Mention(head, about - {head}, number.value, role, span, years, slack, partners)


def _noun_after(draft: Draft, after: str) -> tuple[list[str], int]:
    """Return the heads of the noun that follows a number, and where its phrase ends."""
    language = draft.language
    copula = pattern(language, "quantities.copula").match(after)
    if copula is not None:
        return _heads(draft, copula["noun"]), copula.end()
    phrase = pattern(language, "quantities.phrase").match(after)
    if phrase is None:
        return [], 0
    return _heads(draft, phrase[0]), phrase.end()


def _heads(draft: Draft, phrase: str) -> list[str]:
    """Return the stems of the nouns that are counted: one, or two joined by "and"."""
    skipped = pattern(draft.language, "quantities.adjective")
    words = [word for word in _WORD.findall(phrase) if not skipped.fullmatch(word)]
    if draft.language == "en":
        words = [word for word in words if _is_plural(word)][:1]
    if not words:
        return []
    joined = pattern(draft.language, "quantities.joined").match(phrase.strip())
    found = [words[0], *([joined["second"]] if joined else [])]
    return [head_of(word, draft.language) for word in found]


def _is_plural(word: str) -> bool:
    return word in ("people", "staff") or (word.endswith("s") and not word.endswith("ss"))


@lru_cache(maxsize=4096)
def head_of(word: str, language: str) -> str:
    """Return the name of the synonyms of a noun, or its stem."""
    table = named("en" if language == "en" else "it", "heads")
    same = next((name for name, fits in table.items() if fits.fullmatch(word)), None)
    return same or stem(word, language)


def _about(draft: Draft, phrase: str, heads: list[str]) -> frozenset[str]:
    """Return the stems that narrow a noun, without those of the perimeter and of the sources."""
    bare = pattern(draft.language, "quantities.perimeter").sub(" ", phrase)
    stems = {one for one in analyse(bare, draft.language) if not one[0].isdigit()}
    own = {
        stem(word, draft.language)
        for word in _WORD.findall(phrase)
        if head_of(word, draft.language) in heads
    }
    return frozenset(stems - own - set(heads))


def _slack(draft: Draft, number: Number, before: str) -> tuple[Decimal, Decimal]:
    value, near = number.value, before[-24:]
    if pattern(draft.language, "quantities.about").search(near):
        return value / 10, value / 10
    if pattern(draft.language, "quantities.over").search(near):
        return Decimal(0), value / 5
    if pattern(draft.language, "quantities.under").search(near):
        return value / 10, Decimal(0)
    return Decimal(0), Decimal(0)


def _role(
    draft: Draft, sentence: Sentence, number: Number, before: str, after: str, is_label: bool
) -> str:
    """Tell what a count is of, by the words around it."""
    language = draft.language

    def has(key: str, words: str) -> bool:
        return bool(pattern(language, f"quantities.{key}").search(words))

    clause = _clause(draft, sentence, number)
    told = plain(draft.text[sentence.start : number.start]).rpartition(";")[2]
    near = told + re.split(r"[,;]", after)[0]
    if has("some", before[-30:]) or has("goal", near) or has("elsewhere", clause):
        return "other"
    if has("sample", before[-60:]) or has("sample_after", after):
        return "sample"
    if _is_bracketed(draft, sentence, number):
        return "other"
    if has("definite", before[-24:]):
        return "other" if has("subset", after) else "definite"
    is_first = not before.strip(" *") or has("opening", before)
    if is_label or has("exist_before", before[-60:]) or has("exist_after", after):
        return "total"
    return "total" if sentence.kind == "item" and is_first else "other"


def _clause(draft: Draft, sentence: Sentence, number: Number) -> str:
    """Return the words between semicolons around a number, notes in parentheses left out."""
    text = draft.text
    start = max(text.rfind(";", sentence.start, number.start) + 1, sentence.start)
    end = text.find(";", number.end, sentence.end)
    inside = plain(text[start : end if end > 0 else sentence.end])
    return re.sub(r"\([^()]*\)", " ", inside)


def _is_bracketed(draft: Draft, sentence: Sentence, number: Number) -> bool:
    before = draft.text[sentence.start : number.start]
    return before.count("(") > before.count(")")


def _in_row(draft: Draft, sentence: Sentence) -> Iterator[Mention]:
    """Yield the counts that the cells of a row tell in words ("a survey of 38 firms")."""
    for found in re.finditer(r"[^|]+", draft.words(sentence)):
        start = sentence.start + found.start()
        cell = Sentence(start, start + len(found[0]), sentence.section, "row", sentence.paragraph)
        for one in _in_sentence(draft, cell):
            span = (sentence.start, sentence.end)
            role = "sample" if one.role == "sample" else "other"
            yield Mention(one.head, one.about, one.value, role, span, one.years, one.slack)


def _in_tables(draft: Draft) -> Iterator[Mention]:
    for table in draft.tables:
        found = grid(draft, table)
        total = pattern(draft.language, "sums.total")
        for line in found.lines:
            for place, number in enumerate(line.numbers):
                if number is None or number.unit != "count":
                    continue
                is_total = bool(total.search(line.labels[place]))
                head = _head_of_cell(draft, table, found.headings, line.label, place, is_total)
                if head is None:
                    continue
                row = next(r for r in table.rows if r.start <= number.start < r.end)
                about = frozenset() if is_total else _about(draft, line.label, [head])
                years = frozenset(_YEAR.findall(line.label + found.headings[place]))
                role = "total" if is_total or _is_value(draft, found.headings[place]) else "other"
                partners = _is_partners(draft, table)
                span = (row.start, row.end)
                yield Mention(head, about, number.value, role, span, years, partners=partners)


def _is_value(draft: Draft, heading: str) -> bool:
    return bool(pattern(draft.language, "quantities.value").search(heading))


def _is_partners(draft: Draft, table: Table) -> bool:
    words = plain(draft.text[table.start : table.end])
    return bool(pattern(draft.language, "quantities.partner_table").search(words))


def _head_of_cell(
    draft: Draft, table: Table, headings: tuple[str, ...], label: str, place: int, is_total: bool
) -> str | None:
    """Return what a cell counts: its heading, or its label under a heading such as "Value"."""
    heading = headings[place]
    if pattern(draft.language, "quantities.value").search(heading) or not heading.strip():
        if is_total or _is_partners(draft, table):
            return "partner" if _is_partners(draft, table) and is_total else _first(draft, label)
        return _first(draft, label)
    return _first(draft, heading)


def _first(draft: Draft, words: str) -> str | None:
    heads = _heads(draft, re.sub(r"\([^()]*\)", "", words))
    return heads[0] if heads else None


def _volumes(draft: Draft) -> Iterator[Mention]:
    """Yield the volumes of a row "Tests (240, 420, 600)": its first year counts as told."""
    for _, product in products(draft):
        head = _first(draft, product.label)
        for place, volume in enumerate(product.volumes if head else ()):
            role = "volume" if place == 0 else "other"
            span = (product.row.start, product.row.end)
            yield Mention(head or "", frozenset(), volume.value, role, span)
