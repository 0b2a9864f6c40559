"""How many of what: the counts of a draft with their noun, and what each of them is told of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from assistant.masterplan.consistency.adding import is_measure
from assistant.masterplan.consistency.lexicon import named, pattern
from assistant.masterplan.consistency.numbers import Number, numbers_in
from assistant.masterplan.consistency.roles import Counted, role
from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.plain import plain
from assistant.retrieval.words import analyse, stem

_WORD = re.compile(r"[^\W\d_][\w'-]*")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_RANGE_END = re.compile(r"\d\s?[-–/]\s?$")
_RANGE_START = re.compile(r"\s?[-–/]\s?\d|\s?=")
_OPENING_YEAR = re.compile(r"\W*((?:19|20)\d\d)\b\s?[:.–-]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A count of a noun. ``head``: its stem, or the name of its synonyms.

    ``role``: ``total`` (all there are), ``definite`` ("the 86 firms": all, told before), ``goal``
    (wanted by a date), ``aim`` ("the 130 needed by 2030"), ``sample`` or ``other`` (some of them,
    another place). ``about``: stems of the words that narrow
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


def mentions_in_words(draft: Draft) -> tuple[Mention, ...]:
    """Return the counts that the sentences of a draft, and the cells of its tables, say."""
    found: list[Mention] = []
    for sentence in draft.sentences:
        found += (
            _in_row(draft, sentence) if sentence.kind == "row" else _in_sentence(draft, sentence)
        )
    return tuple(found)


def _in_sentence(draft: Draft, sentence: Sentence) -> Iterator[Mention]:
    numbers = numbers_in(draft, sentence.start, sentence.end)
    if is_flattened(draft, sentence, len(numbers)):
        return
    role_before = ""
    for place, number in enumerate(numbers):
        if number.unit != "count" or is_measure(draft, number, sentence.end):
            continue
        if number.half < Decimal("0.5") or _is_numbering(draft, sentence, number):
            continue
        previous = numbers[place - 1].end if place else sentence.start
        before = plain(draft.text[max(previous, sentence.start) : number.start])
        after = plain(draft.text[number.end : min(sentence.end, number.end + 90)])
        if _is_no_stock(draft, before, after):
            role_before = ""
            continue
        found = list(_mention(Counted(draft, sentence, number, before, after)))
        if role_before in ("total", "definite") and _goes_on(draft, before):
            found = [replace(one, role="total") if one.role == "other" else one for one in found]
        role_before = found[0].role if found else ""
        yield from found


def _is_no_stock(draft: Draft, before: str, after: str) -> bool:
    """Tell the end of a range, a limit ("under 20 staff") and so many a year from a count."""
    if _RANGE_END.search(before) or _RANGE_START.match(after):
        return True
    limit, rate = (pattern(draft.language, f"quantities.{name}") for name in ("limit", "rate"))
    return bool(limit.search(before) or rate.match(after))


def _goes_on(draft: Draft, before: str) -> bool:
    """Tell whether only a noun and an "and" part a count from the one before."""
    return bool(pattern(draft.language, "quantities.continued").fullmatch(before))


def is_flattened(draft: Draft, sentence: Sentence, numbers: int) -> bool:
    """Tell a table that lost its bars, as a reader of files may give it, from a sentence."""
    words = len(draft.words(sentence).split())
    return words > 160 or numbers > 20 or (numbers > 8 and numbers * 3 > words)


def _is_numbering(draft: Draft, sentence: Sentence, number: Number) -> bool:
    """Tell the number of a heading or of a clause ("3 Requirements", "4)") from a count."""
    after = draft.text[number.end : number.end + 3]
    is_first = number.start - sentence.start < 3
    is_marked = after.startswith((")", ".")) and after[1:2] == " "
    return is_marked or (is_first and after[1:2].isupper())


def _mention(count: Counted) -> Iterator[Mention]:
    """Yield a count with the noun after it ("86 firms") or before it ("Firms: 86")."""
    draft, sentence, number = count.draft, count.sentence, count.number
    heads, end = _noun_after(draft, count.after)
    label = None
    if not heads:
        label = pattern(draft.language, "quantities.label").search(count.before)
        if label is None or count.has("uncounted", _noun(label)):
            return
        heads = heads_of(draft, _noun(label))[:1]
    phrase = _noun(label) if label else _narrowed(draft, count.after[:end])
    about = about_of(draft, phrase, heads)
    for head in heads:
        yield Mention(
            head,
            about - {head},
            number.value,
            role(count, label is not None),
            (sentence.start, sentence.end),
            _years_of(count),
            count.slack,
            count.has("partners", count.clause) and not count.has("population", count.after),
        )


def _years_of(count: Counted) -> frozenset[str]:
    """Return the years told near a count; else the one that opens its sentence ("2028: ...")."""
    before = re.sub(r"\([^()]*\)", " ", count.before)  # a note is of what stands before it
    near = years_in(before[-60:] + " " + count.after[:60])
    opening = _OPENING_YEAR.match(count.draft.words(count.sentence))
    return near or (frozenset((opening[1],)) if opening else frozenset())


def _noun(label: re.Match[str]) -> str:
    return label["noun"] or label["noun2"]


def _narrowed(draft: Draft, phrase: str) -> str:
    """Return a noun with the words that go with it, up to the verb that follows."""
    words = phrase.split(" ")
    narrowing = pattern(draft.language, "quantities.narrowing")
    kept = words[:2]
    rest = " ".join(words[2:])
    while rest and (found := narrowing.match(rest)) and rest[found.end() : found.end() + 1] in " ":
        kept.append(found[0])
        rest = rest[found.end() :].lstrip()
        if not found[0].strip():
            break
    return " ".join(kept)


def _noun_after(draft: Draft, after: str) -> tuple[list[str], int]:
    """Return the heads of the noun that follows a number, and where its phrase ends."""
    language = draft.language
    copula = pattern(language, "quantities.copula").match(after)
    if copula is not None:
        return heads_of(draft, copula["noun"]), copula.end()
    phrase = pattern(language, "quantities.phrase").match(after)
    if phrase is None:
        return [], 0
    return heads_of(draft, phrase[0]), phrase.end()


def heads_of(draft: Draft, phrase: str) -> list[str]:
    """Return the stems of the nouns that are counted: one, or two joined by "and"."""
    skipped = pattern(draft.language, "quantities.adjective")
    words = [word for word in _WORD.findall(phrase) if not skipped.fullmatch(word)]
    if draft.language == "en":
        words = [word for word in words if _is_plural(word)][:1]
    if not words or (draft.language == "it" and words[0][-1] in "aou"):
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


def about_of(draft: Draft, phrase: str, heads: list[str]) -> frozenset[str]:
    """Return the stems that narrow a noun, without those of the perimeter and of the sources."""
    bare = pattern(draft.language, "quantities.perimeter").sub(" ", phrase)
    stems = {one for one in analyse(bare, draft.language) if not one[0].isdigit()}
    own = {
        stem(word, draft.language)
        for word in _WORD.findall(phrase)
        if head_of(word, draft.language) in heads
    }
    return frozenset(stems - own - set(heads))


def _in_row(draft: Draft, sentence: Sentence) -> Iterator[Mention]:
    """Yield the counts that the cells of a row tell in words ("a survey of 38 firms")."""
    for found in re.finditer(r"[^|]+", draft.words(sentence)):
        start = sentence.start + found.start()
        cell = Sentence(start, start + len(found[0]), sentence.section, "row", sentence.paragraph)
        for one in _in_sentence(draft, cell):
            span = (sentence.start, sentence.end)
            role = one.role if one.role in ("sample", "definite") else "other"
            yield Mention(one.head, one.about, one.value, role, span, one.years, one.slack)


def years_in(words: str) -> frozenset[str]:
    """Return the years that some words name."""
    return frozenset(_YEAR.findall(words))
