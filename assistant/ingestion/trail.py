"""What a reader remembers while walking down a document: headings, article, comma, question."""

import re
from dataclasses import dataclass, field

DEEPEST = 9
_NUMBER = r"(\d+(?:[\s-]?(?:bis|ter|quater|quinquies|sexies)\b)?)"
_CITATION = r"(?!\d|\s*,?\s*(?:del|dell|dello|della|dei|di|comma|commi|co\.|c\.|lett|e|ss)\b)"
_ARTICLE = re.compile(rf"(?:art(?:icolo)?\.?|article)\s*{_NUMBER}{_CITATION}", re.IGNORECASE)
_ARTICLE_OPENING = re.compile(
    rf"((?i:art(?:icolo|\.)|article)\s*{_NUMBER})\s*(?:[.\-–—:(]|[A-ZÀ-Ü])"
)
_COMMA = re.compile(r"(\d{1,2})((?:[\s-](?:bis|ter|quater))?)([.)])\s+\S")
_HEADING_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\s*[.)°\-–—]*\s+[^\W\d_]")
_DIVISION = re.compile(
    r"(?:titolo|capo|parte|sezione|allegato|appendice|title|chapter|part|annex)"
    r"\s+(?:[ivxlc]+|\d+|[a-z])\b",
    re.IGNORECASE,
)
_QUESTION_MARKS = re.compile(
    r"^(?:[•▪-]\s*|(?:domanda|question|[dq])\s*\d*\s*[.:)\-–]\s*|\d{1,3}\s*[.):\-–]\s*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands. ``path``: the headings above it, outermost first."""

    path: tuple[str, ...] = ()
    article: str | None = None
    comma: str | None = None
    question: str | None = None


@dataclass(slots=True)
class Trail:
    """The memory of one walk down one document; ``enter`` and ``read`` move it on."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    article: str | None = None
    article_level: int = DEEPEST
    blocks_of_article: int = 0
    comma: int = 0
    comma_label: str | None = None
    comma_sign: str | None = None

    def place(self) -> Place:
        """Return where the walk has come to."""
        path = tuple(text for _, text in self.headings)
        question = next((text for text in reversed(path) if text.endswith("?")), None)
        return Place(path, self.article, self.comma_label, question and plain_question(question))

    def enter(self, level: int, heading: str) -> None:
        """Go under a heading: it ends those of its level or below, and perhaps the article."""
        level = self._corrected(level, heading)
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, heading))
        found = _ARTICLE.match(heading)
        if found or level <= self.article_level:
            self.article = found.group(1) if found else None
            self.article_level = level if found else DEEPEST
            self.blocks_of_article = 0
            self.comma, self.comma_label, self.comma_sign = 0, None, None

    def read(self, text: str) -> None:
        """Read a block under the heading: it may open an article or a comma by itself."""
        found = _ARTICLE_OPENING.match(text)
        if found and found.group(2) != self.article:
            level = self.article_level if self.article else DEEPEST - 2
            self.enter(level, " ".join(found.group(1).split()))
        self.blocks_of_article += 1
        self._count_commas(text)

    def _count_commas(self, text: str) -> None:
        """Commas open an article and count up from 1, with one sign after the number."""
        found = _COMMA.match(text) if self.article else None
        if not found:
            return
        number, suffix, sign = int(found.group(1)), found.group(2), found.group(3)
        follows = number == self.comma + 1 or (suffix and number == self.comma)
        begins = self.comma > 0 or self.blocks_of_article == 1
        if follows and begins and self.comma_sign in {None, sign}:
            self.comma, self.comma_sign = number, sign
            self.comma_label = f"{number}{suffix.replace(' ', '-')}"

    def _corrected(self, level: int, heading: str) -> int:
        """Correct a level: 6.5 stands under 6, 7 not under 6.5, both under their title or annex."""
        number = _numbers(heading)
        for above, title in self.headings if is_numbered(heading) else ():
            other = _numbers(title)
            is_above = bool(other) and other == number[: len(other)] and other != number
            if is_above or _DIVISION.match(title):
                level = max(level, above + 1)
            elif other:
                level = min(level, above)
        return level


def is_numbered(heading: str) -> bool:
    """Tell whether a heading is an article or has a number of its own."""
    return bool(_numbers(heading)) or is_article(heading)


def is_article(heading: str) -> bool:
    """Tell whether a heading names an article of this document, not one that it cites."""
    return bool(_ARTICLE.match(heading))


def plain_question(text: str) -> str:
    """Return a question without its number or the ``D:`` before it."""
    return _QUESTION_MARKS.sub("", text).strip() or text


def _numbers(title: str) -> tuple[str, ...]:
    """Return the number of a heading in parts (``6.5 Title`` is 6 and 5); empty without one."""
    found = _HEADING_NUMBER.match(title)
    return tuple(found.group(1).split(".")) if found else ()
