"""The parts of a DOCX beside its text: styles, numbering, notes, title.

Names are compared without their namespace, so that strict OOXML reads like the usual kind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from assistant.ingestion.readers import structure, zips
from assistant.ingestion.readers.cleaning import one_line
from assistant.ingestion.readers.zips import Element, read_xml

_HEADING_NAME = re.compile(r"(?:heading|titolo|überschrift|titre)\s*([1-9])$", re.IGNORECASE)
_TITLE_NAMES = {"title", "titolo"}
_CONTENTS_NAME = re.compile(r"(?:toc|sommario|indice|verzeichnis)\s*\d", re.IGNORECASE)
_OFF = {"0", "false", "off", "none"}


def name(element: Element) -> str:
    """Return the name of an element without its namespace ("" for a comment)."""
    return _local(element.tag)


@cache
def _local(tag: object) -> str:
    """Return a tag without its namespace; cached, for it is asked many times for each element."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child down a path of names."""
    for step in path:
        if element is None:
            return None
        element = next((inner for inner in element if name(inner) == step), None)
    return element


def value(element: Element | None, attribute: str = "val") -> str | None:
    """Return an attribute whatever its namespace."""
    if element is None:
        return None
    for key, content in element.attrib.items():
        if str(key).rpartition("}")[2] == attribute:
            return str(content)
    return None


def number(element: Element | None, default: int = -1) -> int:
    """Return the ``val`` of an element as a whole number."""
    text = value(element) or ""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else default


def is_on(element: Element | None) -> bool:
    """Tell whether a switch like ``w:vanish`` is set."""
    return element is not None and (value(element) or "1").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style, with what it inherits. ``heading``: 0 when it is none."""

    heading: int = 0
    is_title: bool = False
    is_contents: bool = False
    hidden: bool = False
    list_id: int = -1
    list_level: int = 0


def read_styles(path: Path) -> dict[str, Style]:
    """Return the styles by their id; none when the part is missing."""
    root = read_xml(path, "word/styles.xml")
    raw = (
        {value(s, "styleId") or "": s for s in root if name(s) == "style"}
        if root is not None
        else {}
    )
    return {style_id: _style(style_id, raw) for style_id in raw}


def _style(style_id: str, raw: dict[str, Element]) -> Style:
    heading, list_id, list_level, hidden = 0, -1, 0, False
    for element in _ancestry(style_id, raw):
        label = value(child(element, "name")) or ""
        named = _HEADING_NAME.match(label)
        outline = number(child(element, "pPr", "outlineLvl"))
        own = int(named.group(1)) if named else outline + 1 if 0 <= outline < 9 else 0
        heading = heading or own
        numbering = child(element, "pPr", "numPr")
        if list_id < 0 and numbering is not None:
            list_id = number(child(numbering, "numId"))
            list_level = number(child(numbering, "ilvl"), 0)
        hidden = hidden or is_on(child(element, "rPr", "vanish"))
    label = (value(child(raw[style_id], "name")) or "").lower()
    return Style(
        heading,
        label in _TITLE_NAMES,
        bool(_CONTENTS_NAME.match(label)),
        hidden,
        list_id,
        list_level,
    )


def _ancestry(style_id: str, raw: dict[str, Element]) -> Iterator[Element]:
    seen: set[str] = set()
    while style_id in raw and style_id not in seen:
        seen.add(style_id)
        yield raw[style_id]
        style_id = value(child(raw[style_id], "basedOn")) or ""


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered: Word's format name, its pattern, its first number."""

    form: str = "bullet"
    pattern: str = ""
    start: int = 1


@dataclass
class Numbering:
    """Counts list items as Word does. ``lists``: list id to (what it counts with, its levels)."""

    lists: dict[int, tuple[int, dict[int, Level]]]
    counters: dict[int, dict[int, int]] = field(default_factory=dict)

    def next(self, list_id: int, level: int) -> str | None:
        """Return the number of the next item ("" for a bullet), or None when it is no list."""
        if list_id not in self.lists:
            return None
        counted_with, levels = self.lists[list_id]
        counter = self.counters.setdefault(counted_with, {})
        counter[level] = counter.get(level, levels.get(level, Level()).start - 1) + 1
        for deeper in [other for other in counter if other > level]:
            del counter[deeper]
        this = levels.get(level, Level())
        if this.form in {"bullet", "none"}:
            return ""
        return one_line(
            re.sub(r"%(\d)", lambda m: _shown(int(m[1]) - 1, counter, levels), this.pattern)
        )


def _shown(level: int, counter: dict[int, int], levels: dict[int, Level]) -> str:
    form = levels.get(level, Level("decimal"))
    count = counter.get(level, form.start)
    if form.form in {"lowerLetter", "upperLetter"}:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form.form == "upperLetter" else letters
    if form.form in {"lowerRoman", "upperRoman"}:
        return (
            structure.roman(count).lower() if form.form == "lowerRoman" else structure.roman(count)
        )
    return str(count)


def read_numbering(path: Path) -> Numbering:
    """Return how lists are numbered; nothing when the part is missing."""
    root = read_xml(path, "word/numbering.xml")
    if root is None:
        return Numbering({})
    abstract = {
        value(element, "abstractNumId"): {
            int(value(level, "ilvl") or 0): _level(level)
            for level in element
            if name(level) == "lvl"
        }
        for element in root
        if name(element) == "abstractNum"
    }
    lists: dict[int, tuple[int, dict[int, Level]]] = {}
    for element in root:
        if name(element) == "num":
            list_id = int(value(element, "numId") or -1)
            base = value(child(element, "abstractNumId"))
            changed = _overrides(element, abstract.get(base, {}))
            key = -list_id if changed else int(base or 0)
            lists[list_id] = (key, {**abstract.get(base, {}), **changed})
    return Numbering(lists)


def _level(element: Element) -> Level:
    return Level(
        value(child(element, "numFmt")) or "decimal",
        value(child(element, "lvlText")) or "",
        number(child(element, "start"), 1),
    )


def _overrides(element: Element, levels: dict[int, Level]) -> dict[int, Level]:
    changed: dict[int, Level] = {}
    for override in element:
        if name(override) != "lvlOverride":
            continue
        at = int(value(override, "ilvl") or 0)
        own = child(override, "lvl")
        level = _level(own) if own is not None else levels.get(at, Level("decimal", f"%{at + 1}."))
        start = number(child(override, "startOverride"), level.start)
        changed[at] = Level(level.form, level.pattern, start)
    return changed


def read_notes(path: Path) -> dict[tuple[str, str], Element]:
    """Return foot- and endnotes by kind and id."""
    notes: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        root = read_xml(path, f"word/{kind}s.xml")
        for element in root if root is not None else ():
            if name(element) == kind and value(element, "type") in {None, "normal"}:
                notes[kind, value(element, "id") or ""] = element
    return notes


def read_diagrams(path: Path) -> list[str]:
    """Return the labels of each SmartArt drawing: they are kept outside the text."""
    diagrams = []
    for entry in sorted(zips.names(path)):
        if re.fullmatch(r"word/diagrams/data\d*\.xml", entry):
            root = zips.read_xml(path, entry)
            labels = (
                [e.text or "" for e in root.iter() if name(e) == "t"] if root is not None else []
            )
            diagrams.append("\n".join(label for label in labels if label.strip()))
    return diagrams


def read_title(path: Path) -> str | None:
    """Return the title that the document declares."""
    root = read_xml(path, "docProps/core.xml")
    title = child(root, "title")
    text = one_line(title.text or "") if title is not None else ""
    is_file = text.lower().endswith((".doc", ".docx", ".odt"))
    return text if len(text) > 3 and not is_file else None
