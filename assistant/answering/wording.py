"""Wording: how a claim may reword what it quotes, per language, from ``lexicon/claims_*.toml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from re import Pattern

from assistant.model import LANGUAGES, Language
from assistant.retrieval.lexical import fold, stem, words
from assistant.tables import read_tables

Compiled = Pattern[str]
_ELISION = re.compile(r"['’]")
_COMMA = re.compile(r",(?=\s)")
_ITEM = 2  # words of a piece between commas that is only an item of a list


@dataclass(frozen=True, slots=True)
class Wording:
    """The patterns of one language; all match ``plain`` text, ``units`` also as it is written."""

    light: Compiled
    same: tuple[Compiled, ...]
    actors: Compiled
    strong: Compiled
    orders: Compiled
    moods: Mapping[str, tuple[Compiled, Compiled]]
    hedges: Mapping[str, Compiled]
    negation: Mapping[str, Compiled]
    opposites: tuple[tuple[Compiled, Compiled], ...]
    bounds: Mapping[str, Compiled]
    units: Mapping[str, Compiled]


@cache
def wording(language: Language) -> Wording:
    """Return the patterns of a language."""
    tables = read_tables(f"lexicon/claims_{language}.toml")
    return Wording(
        light=_joined(tables["light"]),
        same=tuple(re.compile(group) for group in tables["same"]),
        actors=_joined(tables["actors"]),
        strong=_joined(tables["strong"]),
        orders=re.compile("".join(tables["orders"].splitlines()), re.MULTILINE),
        moods={
            name: (re.compile(patterns[0]), re.compile(patterns[-1]))
            for name, patterns in tables["moods"].items()
        },
        hedges=_compiled(tables["hedges"]),
        negation=_compiled(tables["negation"]),
        opposites=tuple(
            (re.compile(one), re.compile(other)) for one, other in tables["opposites"]["pairs"]
        ),
        bounds=_compiled(tables["bounds"]),
        units=_compiled(tables["units"]),
    )


def gives_orders(text: str) -> bool:
    """Tell whether a text tells whoever writes an answer what to write."""
    return any(wording(language).orders.search(plain(text)) for language in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, whether it denies, and whether it may: by the way, or as one that does goes on."""

    text: str
    denies: bool = False
    may_deny: bool = False

    @property
    def denies_more(self) -> bool:
        """Tell whether what goes on after it, in a list, may be denied as well."""
        return self.denies or self.may_deny


@dataclass(frozen=True, slots=True)
class Held:
    """The words of a quotation, to ask whether they hold a word of a claim."""

    said: frozenset[str]
    stems: frozenset[str]
    groups: frozenset[int]
    language: Language

    def has(self, word: str) -> bool:
        """Tell whether a folded word stands there, in any of its forms."""
        return word in self.said or stem(word, self.language) in self.stems

    def means(self, word: str) -> bool:
        """Tell whether a folded word, or another that says the same, stands there."""
        return self.has(word) or not self.groups.isdisjoint(_groups(word, self.language))


def plain(text: str) -> str:
    """Return the text folded, with blanks for apostrophes ("dall'avviso" is two words)."""
    return _ELISION.sub(" ", fold(text))


def held(text: str, language: Language) -> Held:
    """Return the words of a text."""
    said = frozenset(words(text))
    groups = frozenset(group for word in said for group in _groups(word, language))
    return Held(said, frozenset(stem(word, language) for word in said), groups, language)


def telling(text: str, language: Language) -> list[str]:
    """Return the folded words of a text that carry what it claims, in order."""
    light = wording(language).light
    return [word for word in words(text) if not light.fullmatch(word)]


def clauses(text: str, language: Language) -> list[Clause]:
    """Return the clauses of a text; an item of a list is denied with the clause beside it."""
    found: list[Clause] = []
    for part in wording(language).negation["cut"].split(plain(text)):
        own: list[Clause] = []
        for piece in (piece for piece in _COMMA.split(part) if words(piece)):
            goes_on = bool(own) and own[-1].denies_more
            one = Clause(piece, _denies(piece, language), goes_on or _says_apart(piece, language))
            if own and any(_takes_in(*pair) for pair in ((own[-1], one), (one, own[-1]))):
                last = own.pop()
                one = Clause(f"{last.text}, {piece}", True, last.may_deny)
            own.append(one)
        found += own
    return found


def is_opposed(told: str, said: str, pair: tuple[Compiled, Compiled]) -> bool:
    """Tell whether a claim has one of two opposite words, and its quotation only the other."""
    has_one, has_other = (bool(word.search(told)) for word in pair)
    if has_one == has_other:
        return False
    mine, its = pair if has_one else (pair[1], pair[0])
    return bool(its.search(said)) and not mine.search(said)


def _takes_in(denying: Clause, item: Clause) -> bool:
    return denying.denies and not item.denies and len(words(item.text)) <= _ITEM


def _says_apart(clause: str, language: Language) -> bool:
    """Tell whether a clause denies something by the way ("non ufficiale", "diverso da")."""
    book = wording(language).negation
    return any(book[name].search(clause) for name in ("apart", "neutral"))


def _denies(clause: str, language: Language) -> bool:
    """Tell whether a clause denies: words that deny in agreement count once."""
    book = wording(language).negation
    clause = book["neutral"].sub(" ", clause)
    agreeing = bool(book["plain"].search(clause))
    is_indifferent = bool(book["whatever"].search(clause))
    return is_indifferent or (agreeing + len(book["inverse"].findall(clause))) % 2 == 1


@cache
def _groups(word: str, language: Language) -> frozenset[int]:
    same = wording(language).same
    return frozenset(n for n, group in enumerate(same) if group.fullmatch(word))


def _joined(pattern: str) -> Compiled:
    return re.compile("".join(pattern.splitlines()))


def _compiled(table: Mapping[str, str]) -> dict[str, Compiled]:
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in table.items()}
