"""A text folded letter by letter, so that offsets in the fold are offsets in the text."""

import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´′"), "'")


class _Fold(dict[int, str]):
    """A table for ``str.translate``: case and accents go, the length stays."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0].lower()
        self[code] = " " if char.isspace() and char != "\n" else base if len(base) == 1 else char
        return self[code]


_FOLD = _Fold(_APOSTROPHES)


def plain(text: str) -> str:
    """Return the text in lower case without accents; ``len(plain(text)) == len(text)``."""
    return text.translate(_FOLD)
