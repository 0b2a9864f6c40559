"""How Italian and English acts number their parts: shared by the readers of plain lines."""

import re

_DIVISION = re.compile(
    r"(?:titolo|capo|parte|sezione|allegato|appendice|title|chapter|part|section|annex|appendix)"
    r"\s+(?:[ivxlc]+|\d+|[a-z])\b(?!\s*\))",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:art\.?|articolo|article)\s*\d+(?:[\s-]?(?:bis|ter|quater))?\b", re.I)
_AFTER_ARTICLE = re.compile(r"\s*(?:$|[-–—:.)°]|\(|[A-ZÀ-Ü«“])")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s*(?:[–—-]\s*|\s)(?=[A-ZÀ-Ü«“\"'’‘(])")
_LETTER = re.compile(r"\(?(?:[a-z]{1,2}|[ivx]{1,5})(?:\.?\d{1,2}){0,2}[).]\s+(?=\S)")
_ORDINAL = re.compile(r"\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s+(?=\S)|\(?\d{1,2}\)\s*(?=\S)")
_BULLET = re.compile(r"[•‣▪▫●○◦·➢➤►✓✔❖□■–—*-]\s*(?=\S)|[o§]\s+(?=\S)")
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*\d*$|…{2,}\s*\d*$|_{6,}\s*\d+$")
_SENTENCE_END = tuple(".;:,")


def is_contents_entry(text: str) -> bool:
    """Tell whether a line leads by dots to a page number."""
    return bool(_LEADERS.search(text.rstrip()))


def bullet(text: str) -> str:
    """Return the bullet, with its blanks, that a line starts with."""
    found = _BULLET.match(text)
    return found.group() if found and not re.match(r"-\d", text) else ""


def ordinal(text: str) -> str:
    """Return the letter or number that makes a line an item: ``a)``, ``1.``, ``iv)``."""
    found = _LETTER.match(text) or _ORDINAL.match(text)
    return found.group().strip() if found else ""


def starts_item(text: str) -> bool:
    """Tell whether a line begins an item of a list or a numbered paragraph."""
    return bool(bullet(text) or ordinal(text))


def division_level(text: str) -> int:
    """Return the level of a heading that says what it is ("Capo II", "Art. 5 Title"), or 0."""
    if len(text) > 160 or text.endswith((";", ",", " e", " o")):
        return 0
    if _DIVISION.match(text) and len(text) <= 120 and _reads_as_title(text):
        return 1
    found = _ARTICLE.match(text)
    if found and _AFTER_ARTICLE.match(text, found.end()) and _reads_as_title(text):
        return 2
    return 0


def number_level(text: str) -> int:
    """Return how deep a numbered title is ("5 Title" 1, "5.1 Title" 2), or 0."""
    found = _NUMBER.match(text)
    if not found or len(text) > 160 or not _reads_as_title(text):
        return 0
    return found.group(1).count(".") + 1


def is_capitals(text: str) -> bool:
    """Tell whether a short line is in capitals: at least two words or one long word."""
    letters = [character for character in text if character.isalpha()]
    short = len(letters) >= 5 and len(text) <= 120 and not text.endswith(_SENTENCE_END)
    return short and all(letter.isupper() for letter in letters)


def _reads_as_title(text: str) -> bool:
    """Tell whether a line lacks what sentences have: an end, or a clause after a full stop."""
    inner = text.rstrip()
    if inner.endswith((";", ",")):
        return False
    return not (inner.endswith((".", ":")) and len(inner) > 70)


def roman(count: int) -> str:
    """Return a number from 1 to 399 in Roman figures."""
    signs = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
    )
    text = ""
    for worth, sign in (*signs, (1, "I")):
        times, count = divmod(max(0, min(count, 399)), worth)
        text += sign * times
    return text
