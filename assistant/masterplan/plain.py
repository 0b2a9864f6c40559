"""A text folded letter by letter, so that offsets in the fold are offsets in the text."""

import re
import unicodedata

from assistant.figures import figures

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´′"), "'")
_YEAR = re.compile(r"\bduemila[a-z]+\b")
_YEARS = range(2010, 2060)  # in words, what is less is as well a count ("duemilacinque")


class _Fold(dict[int, str]):
    """A table for ``str.translate``: case and accents go, the length stays."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0].lower()
        self[code] = " " if char.isspace() and char != "\n" else base if len(base) == 1 else char
        return self[code]


_FOLD = _Fold(_APOSTROPHES)


def plain(text: str) -> str:
    """Return the text in lower case without accents; ``len(plain(text)) == len(text)``.

    A year in words ("duemilatrenta") becomes its digits, and blanks in place of the other letters.
    """
    return _YEAR.sub(_digits, text.translate(_FOLD))


def _digits(found: re.Match[str]) -> str:
    words = found.group()
    year = next((int(one.value) for one in figures(words, "it")), 0)
    return f"{year:<{len(words)}}" if year in _YEARS else words
