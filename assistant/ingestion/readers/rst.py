"""reStructuredText by docutils, which may include no file and run no raw markup.

Documents written for Sphinx use directives and roles that docutils does not know: what is inside
an unknown directive is read as text, an unknown role gives its label.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles

from assistant.ingestion.pages import Extraction
from assistant.ingestion.readers import structure
from assistant.ingestion.readers.cleaning import one_line
from assistant.ingestion.readers.composing import Piece, compose, heading, item, paragraph, table
from assistant.ingestion.readers.text import decode

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 5,
    "halt_level": 5,
    "input_encoding": "unicode",
    "doctitle_xform": False,
    "smart_quotes": False,
    "line_length_limit": 1_000_000,
}
_WITHOUT_TEXT = {
    "toctree",
    "contents",
    "index",
    "sectionauthor",
    "codeauthor",
    "include",
    "raw",
    "meta",
}
_MOST_SPAN = 60
_LABELLED = re.compile(r"^(.*?)\s*<[^<>]*>$", re.DOTALL)
_SILENT = (
    nodes.comment,
    nodes.system_message,
    nodes.substitution_definition,
    nodes.target,
    nodes.raw,
    nodes.image,
    nodes.docinfo,
    nodes.decoration,
    nodes.pending,
    nodes.meta,
)


class AnyOptions(dict[str, Any]):
    """Options of which none is unknown."""

    def __missing__(self, _name: str) -> Any:
        """Take an option as it is."""
        return str


class UnknownDirective(Directive):
    """Reads what is inside an unknown directive as text."""

    has_content = True
    optional_arguments = 100
    final_argument_whitespace = True
    option_spec = AnyOptions({"class": str})  # an empty one would be no specification at all

    def run(self) -> list[nodes.Node]:
        """Return the content, with the argument as a title before it."""
        if self.name in _WITHOUT_TEXT:
            return []
        container = nodes.container()
        if self.arguments:
            title, _ = self.state.inline_text(" ".join(self.arguments), self.lineno)
            container += nodes.paragraph("", "", *title)
        self.state.nested_parse(self.content, self.content_offset, container)
        return [container]


def read(path: Path) -> Extraction:
    """Read a reStructuredText file."""
    text = decode(path.read_bytes(), path.name)
    known_directive, known_role = directives.directive, roles.role
    directives.directive = _directive_finder(known_directive)
    roles.role = _role_finder(known_role)
    try:
        settings = {**_SETTINGS, "warning_stream": io.StringIO()}
        document = publish_doctree(text, settings_overrides=settings)
    finally:
        directives.directive, roles.role = known_directive, known_role
    pieces = list(_blocks(document, 0))
    title = next((piece.text for piece in pieces if piece.kind == "heading"), None)
    return Extraction((compose(pieces),), title)


def _directive_finder(known: Any) -> Any:
    def find(name: str, module: Any, document: Any) -> tuple[Any, list[Any]]:
        if name in _WITHOUT_TEXT:
            return UnknownDirective, []
        found, messages = known(name, module, document)
        return (found, messages) if found else (UnknownDirective, [])

    return find


def _role_finder(known: Any) -> Any:
    def find(name: str, module: Any, line: int, reporter: Any) -> tuple[Any, list[Any]]:
        found, messages = known(name, module, line, reporter)
        return (found, messages) if found else (_label, [])

    return find


def _label(
    _name: str, _source: str, text: str, *_: Any, **__: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return what an unknown role shows: the label before its target in angle brackets."""
    labelled = _LABELLED.match(text)
    return [nodes.Text(labelled.group(1) if labelled and labelled.group(1) else text)], []


def _blocks(node: nodes.Node, depth: int) -> Iterator[Piece]:
    """Yield the blocks inside a node in order. ``depth``: of the section or of the list."""
    for child in node.children:
        yield from _block(child, depth)


def _block(node: nodes.Node, depth: int) -> Iterator[Piece]:
    if isinstance(node, _SILENT) or _is_contents(node):
        return
    if isinstance(node, nodes.section):
        yield from _blocks(node, depth + 1)
    elif isinstance(node, nodes.title | nodes.rubric):
        yield heading(_text(node), depth or 1)
    elif isinstance(node, nodes.bullet_list | nodes.enumerated_list):
        yield from _list(node, 1)
    elif isinstance(node, nodes.table):
        yield from _table(node)
    elif isinstance(node, nodes.term):
        yield heading(_text(node), 6)
    elif isinstance(node, nodes.field):
        yield paragraph(": ".join(_text(part) for part in node.children))
    elif isinstance(node, nodes.line_block):
        yield paragraph("\n".join(_text(line) for line in node.findall(nodes.line)))
    elif isinstance(node, nodes.literal_block):
        yield paragraph(node.astext())
    elif isinstance(node, nodes.TextElement | nodes.label):
        yield paragraph(_text(node))
    else:
        yield from _blocks(node, depth + isinstance(node, nodes.Admonition))


def _is_contents(node: nodes.Node) -> bool:
    return isinstance(node, nodes.topic) and "contents" in node["classes"]


def _list(node: nodes.Element, depth: int) -> Iterator[Piece]:
    """Yield the items of a list, each with the lists inside it."""
    for number, entry in enumerate(node.children, node.get("start", 1)):
        mark = _ordinal(node, number) if isinstance(node, nodes.enumerated_list) else ""
        first, *rest = entry.children or [nodes.paragraph()]
        is_text = isinstance(first, nodes.paragraph)
        if is_text:
            yield item(_text(first), depth, mark)
        for inner in rest if is_text else [first, *rest]:
            if isinstance(inner, nodes.bullet_list | nodes.enumerated_list):
                yield from _list(inner, depth + 1)
            else:
                yield from _block(inner, depth)


def _ordinal(node: nodes.Element, number: int) -> str:
    form = node.get("enumtype", "arabic")
    shown = str(number)
    if form in {"loweralpha", "upperalpha"} and number <= 26:
        shown = chr(ord("a") + number - 1)
    elif form in {"lowerroman", "upperroman"}:
        shown = structure.roman(number).lower()
    shown = shown.upper() if form.startswith("upper") else shown
    return f"{node.get('prefix', '')}{shown}{node.get('suffix', '.')}"


def _table(node: nodes.table) -> Iterator[Piece]:
    for title in node.findall(nodes.title):
        yield paragraph(_text(title))
    yield table([_cells(row) for row in node.findall(nodes.row)])


def _cells(row: nodes.row) -> list[str]:
    cells: list[str] = []
    for entry in row.findall(nodes.entry, descend=True):
        cells += [_text(entry), *[""] * min(entry.get("morecols", 0), _MOST_SPAN)]
    return cells


def _text(node: nodes.Node) -> str:
    """Return the text inside a node on one line, without system messages."""
    if isinstance(node, nodes.Text):
        return str(node.astext())
    if isinstance(node, _SILENT):
        return ""
    gap = "" if isinstance(node, nodes.TextElement) else " "
    joined = gap.join(_text(child) for child in node.children)
    return joined if isinstance(node, nodes.Inline) else one_line(joined)
