"""A document as Markdown (CommonMark with tables); text that looks like markup stays text."""

import re
from collections.abc import Iterator

from assistant.export.document import Block, Document, Heading, Listing, Run, Runs, Table, printable

_MARKUP = re.compile(r"([\\`*_\[\]<>|~])")
_LINE_START = re.compile(r"^(\s*)([-+#=]|\d+(?=[.)]))", re.MULTILINE)


def to_markdown(document: Document) -> str:
    """Return the document as Markdown text, ending with a newline."""
    parts = [f"# {_escaped(document.title)}", *map(_block, document.blocks)]
    if document.footer:
        parts += ["---", _escaped(document.footer)]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {_escaped(block.text)}"
    if isinstance(block, Listing):
        return "\n".join(_items(block))
    if isinstance(block, Table):
        return _table(block)
    text = _runs(block.runs)
    return text if block.look == "plain" else "> " + text.replace("\n", "\n> ")


def _items(block: Listing) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        mark = f"{number}." if block.ordered else "-"
        yield f"{mark} {_runs(item)}".replace("\n", "\n" + " " * (len(mark) + 1))


def _table(block: Table) -> str:
    rule = ["--:" if column in block.figures else "---" for column in range(len(block.head))]
    rows = [map(_escaped, block.head), rule, *(map(_runs, row) for row in block.rows)]
    lines = [f"| {' | '.join(row)} |".replace("\n", " ") for row in rows]
    caption = [f"**{_escaped(block.caption)}**", ""] if block.caption else []
    return "\n".join([*caption, *lines])


def _runs(parts: Runs) -> str:
    return _line_start("".join(map(_run, parts)))


def _run(run: Run) -> str:
    text = _marked(printable(run.text))
    bare = text.strip()
    if not bare:
        return text
    mark = "**" * run.bold + "*" * run.italic
    told = f"{mark}{bare}{mark[::-1]}"
    told = f"[{told}](<{_address(run.target)}>)" if run.target else told
    return text.replace(bare, told, 1)


def _address(target: str) -> str:
    return target.replace("<", "%3C").replace(">", "%3E").replace("\n", "")


def _escaped(text: str) -> str:
    return _line_start(_marked(printable(text)))


def _marked(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _line_start(text: str) -> str:
    return _LINE_START.sub(lambda found: f"{found[1]}{_unlisted(found[2])}", text)


def _unlisted(start: str) -> str:
    return f"{start}\\" if start[0].isdigit() else f"\\{start}"
