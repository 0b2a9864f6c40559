"""How a PDF document looks, and which of its paragraphs are headings because of it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.ingestion.readers import structure
from assistant.ingestion.readers.pdf_words import Line

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TITLE_LINES, _TITLE_CHARACTERS, _BOLD_CHARACTERS = 3, 200, 120
_LARGER, _LARGE, _LARGEST = 1.08, 1.15, 1.4  # than the body


@dataclass(frozen=True, slots=True)
class Manner:
    """How a document looks: its body size and font, its words, its outline (title to level)."""

    size: float
    font: str
    has_bold: bool
    words: Mapping[str, int]
    outline: Mapping[str, int]


def manner_of(lines: Sequence[Line], outline: Mapping[str, int]) -> Manner:
    """Look at all the lines of a document."""
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
        fonts[line.font] += len(line.text)
        words.update(WORD.findall(line.text.lower()))
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    font = fonts.most_common(1)[0][0] if fonts else ""
    return Manner(size, font, any(line.bold for line in lines), words, outline)


def heading_level(group: Sequence[Line], text: str, manner: Manner) -> int:
    """Return the level of a heading, or 0: by what it says, by the outline, by how it looks."""
    if len(group) > _TITLE_LINES or len(text) > _TITLE_CHARACTERS or not _has_words(text):
        return 0
    if structure.bullet(text):
        return 0
    return (
        structure.division_level(text) or _known_level(text, manner) or _look(group, text, manner)
    )


def _known_level(text: str, manner: Manner) -> int:
    """Return the level of a title of the outline; its own number tells the depth better."""
    known = manner.outline.get(outline_key(text), 0)
    is_sentence = text.endswith((".", ";", ":", ","))
    return 0 if is_sentence or not known else structure.number_level(text) or known


def _look(group: Sequence[Line], text: str, manner: Manner) -> int:
    numbered = structure.number_level(text)
    marked = all(stands_out(line, manner) for line in group)
    larger = min(line.size for line in group) / manner.size
    capitals = structure.is_capitals(text)
    if numbered and (marked or larger > _LARGER or capitals or numbered > 1):
        return numbered
    if text.endswith((".", ";", ",")) or structure.starts_item(text) or text[:1].islower():
        return 0
    if larger >= _LARGE:
        return 1 if larger >= _LARGEST else 2
    is_bold_title = marked and len(text) <= _BOLD_CHARACTERS and not text.endswith(":")
    return 3 if capitals else 4 * is_bold_title


def stands_out(line: Line, manner: Manner) -> bool:
    """Tell whether a line is bold, or (where no font says so) in another font than the body."""
    return line.bold if manner.has_bold else line.font != manner.font


def _has_words(text: str) -> bool:
    return any(len(word) > 2 for word in WORD.findall(text))


def outline_key(text: str) -> str:
    """Return a title as compared with the outline: letters and digits only."""
    return "".join(character for character in text.lower() if character.isalnum())
