"""A text folded letter by letter, so that offsets in the fold are offsets in the text."""

import re
import unicodedata

from text_to_num import text2num

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´′"), "'")


_MILLENNIUM = "duemila"
_UNIT = "(?:uno|due|tre|quattro|cinque|sei|sette|otto|nove)"
_TEN = "(?:vent|trent|quarant|cinquant)"
# From 2010 on: what is less is as well a count ("duemilacinque").
_YEAR = re.compile(
    rf"\b{_MILLENNIUM}(?:(?:un|do|quattor|quin|se)dici|tredici|dici(?:assette|otto|annove)"
    rf"|{_TEN}(?:i|a)?(?:{_UNIT})?)\b"
)


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
    folded = text.translate(_FOLD)
    return _YEAR.sub(_digits, folded) if _MILLENNIUM in folded else folded


def _digits(found: re.Match[str]) -> str:
    year = str(text2num(found.group(), "it"))
    return f"{year:<{len(found.group())}}"
