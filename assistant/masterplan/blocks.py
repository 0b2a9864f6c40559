"""A text becomes blocks: headings in any style, paragraphs, items of lists, rows of tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "row", "rule", "hidden"]

_NUMERAL = r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivxIVX]{1,5}|[A-Z])"
_NUMBERED = re.compile(
    rf"(?:(?:capitolo|cap\.|sezione|parte|chapter|section|part)\s+{_NUMERAL}\s*[.:)–—-]?\s+"
    rf"|{_NUMERAL}(?:\s*[.):]\s*|\s+[–—|-]\s+|(?<=\d)\s+))(?=\S)",
    re.IGNORECASE,
)
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)(.+?)(?<=\S)\1\s*:?\s*$")
_RUN_IN = re.compile(r"\s*(\*\*|__)(?=\S)([^*_]{3,80}?)(?:[.:]\1|\1\s?[.:–—-])\s+(?=\S)")
_ITEM = re.compile(r"\s*(?:[-*+•▪●◦–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_QUOTED = re.compile(r" {0,3}>[ \t]?")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_SIGNS = "▶►▸▷➤➜→■◆★✦§# "  # that may open a title without marks
_WRAPPED = 70  # code points: a line that long may be broken by its writer's editor
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NOTE = re.compile(r"\s*\([^()]*\)$")  # after a title
_YEARS = re.compile(r"20\d\d(?:\W+(?:e |and )?20\d\d)*")
_ENDS = (".", ";", ",", "?", "!", ":")
_LEAST_PROSE = 60  # letters of a line of text
_MOST_LETTERS = 45  # of a title with its text on the next line
_MOST_WORDS = 14  # of a heading that only its look tells
RUN_IN = 7  # the level of a bold label that opens a paragraph: below any other
_LEVELS = {"setext=": 1, "setext-": 2, "bold": RUN_IN - 1, "numbered": 3, "capitals": 3, "title": 5}


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the text. ``start``: of its line; ``body``: of its words, marks skipped."""

    kind: BlockKind
    start: int
    body: int
    end: int
    level: int = 0
    style: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text.rstrip())

    @property
    def body(self) -> int:
        return self.start + len(self.text) - len(self.text.lstrip())

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


def comments(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of HTML comments, which a reader of the page does not see."""
    return tuple(found.span() for found in _COMMENT.finditer(text))


def blocks(text: str) -> list[Block]:
    """Return the blocks of a text in order; blank lines, rules and separators leave none."""
    shown = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    found = list(_joined(_lines(shown)))
    return [block for block in _without_false_headings(found, shown) if block.kind != "rule"]


def _lines(text: str) -> list[_Line]:
    lines = []
    at = 0
    for piece in text.split("\n"):
        lines.append(_Line(at, piece.rstrip("\r")))
        at += len(piece) + 1
    return lines


def _joined(lines: list[_Line]) -> Iterator[Block]:
    """Yield blocks: a line that begins nothing of its own continues the paragraph or item."""
    pending: Block | None = None
    for number, line in enumerate(lines):
        block = _block(lines, number, pending)
        if block is not None and block.style == "continues" and pending is not None:
            pending = replace(pending, end=block.end)
            continue
        if block is not None and block.style.startswith("setext") and pending is not None:
            yield replace(pending, kind="heading", level=_LEVELS[block.style], style="setext")
            pending = None
            continue
        if pending is not None:
            yield pending
        pending = None
        if block is not None and block.kind in ("paragraph", "item"):
            pending = block
        elif block is not None:
            yield from _with_rest(block, line)
    if pending is not None:
        yield pending


def _with_rest(block: Block, line: _Line) -> Iterator[Block]:
    """Yield a heading, and the paragraph that stands on its own line after it (run-in)."""
    yield block
    if block.style == "run-in":
        after = _RUN_IN.match(line.text)
        assert after is not None
        start = line.start + after.end()
        yield Block("paragraph", start, start, line.end)


def _block(lines: list[_Line], number: int, pending: Block | None) -> Block | None:
    """Return what a line begins or continues; None for a blank one."""
    line = lines[number]
    if line.is_blank:
        return None
    if rule := _rule(lines, number, pending):
        return rule
    if heading := _heading(lines, number, pending):
        return heading
    if _is_row(lines, number):
        return Block("row", line.start, line.body, line.end)
    is_apart = pending is not None and _is_apart(lines, number, pending)
    return _prose(line, None if is_apart else pending)


def _is_apart(lines: list[_Line], number: int, pending: Block) -> bool:
    """Tell whether a line after an item is one of its own: not indented, after a short line."""
    text, above = lines[number].text, lines[number - 1].text.rstrip()
    is_closed = above.endswith((".", ")", "!", "?"))
    is_short = len(above) < _WRAPPED and not above.endswith((",", "-", ":", ";"))
    return pending.kind == "item" and text[:1].isupper() and (is_closed or is_short)


def _rule(lines: list[_Line], number: int, pending: Block | None) -> Block | None:
    """Return a line that only parts or underlines what stands around it."""
    line = lines[number]
    if pending is not None and pending.kind == "paragraph" and _is_one_line(pending, lines, number):
        underline = _UNDERLINE.match(line.text)
        if underline:
            return Block("rule", line.start, line.start, line.end, style=f"setext{underline[1][0]}")
    if _RULE.match(line.text) or (_SEPARATOR.match(line.text) and "|" in line.text):
        return Block("rule", line.start, line.start, line.end)
    return None


def _prose(line: _Line, pending: Block | None) -> Block:
    if quoted := _QUOTED.match(line.text):
        style = "continues" if pending and pending.style == "quoted" else "quoted"
        return Block("paragraph", line.start, line.start + quoted.end(), line.end, style=style)
    if item := _ITEM.match(line.text):
        return Block("item", line.start, line.start + item.end(), line.end)
    style = "continues" if pending is not None else ""
    return Block("paragraph", line.start, line.body, line.end, style=style)


def _is_one_line(pending: Block, lines: list[_Line], number: int) -> bool:
    return number > 0 and pending.start == lines[number - 1].start


def _is_row(lines: list[_Line], number: int) -> bool:
    """Tell whether a line is a row: it begins with a bar, or has bars or tabs as one beside it."""
    text = lines[number].text.strip()
    near = [lines[n].text.strip() for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    if text.startswith("|"):
        return True
    if " | " in text:
        return any("|" in other for other in near) or text.count("|") > 1
    tabs = text.count("\t")
    return tabs > 0 and any(other.count("\t") == tabs for other in near)


def _heading(lines: list[_Line], number: int, pending: Block | None) -> Block | None:
    line = lines[number]
    if atx := _ATX.match(line.text):
        start = line.start + atx.start(2)
        return Block("heading", line.start, start, line.start + atx.end(2), len(atx[1]), "atx")
    if bold := _BOLD_LINE.match(line.text):
        if _is_short(bold[2]) and pending is None:
            start = line.start + bold.start(2)
            end = line.start + bold.end(2)
            return Block("heading", line.start, start, end, _LEVELS["bold"], "bold")
        return None
    if pending is None and (run_in := _RUN_IN.match(line.text)):
        start = line.start + run_in.start(2)
        end = line.start + run_in.end(2)
        return Block("heading", line.start, start, end, RUN_IN, "run-in")
    style = _look(lines, number) if pending is None else None
    if style is None:
        return None
    return Block("heading", line.start, line.body, line.end, _LEVELS[style], style)


def _look(lines: list[_Line], number: int) -> str | None:
    """Return the style of a heading without marks: numbered, in capitals, a short line alone."""
    line = lines[number].text.strip()
    text = line.lstrip(_SIGNS)
    if text != line:
        text = text.rstrip("?")  # a sign says that it is a title
    if not text or not _is_short(text) or "\t" in text or _is_row(lines, number):
        return None
    following = lines[number + 1] if number + 1 < len(lines) else _Line(0, "")
    numbered = _NUMBERED.match(text)
    if numbered and not text.endswith(_ENDS) and text[numbered.end()].isalpha():
        return "numbered" if following.is_blank or _is_prose(following.text) else None
    letters = [char for char in _NOTE.sub("", text) if char.isalpha()]
    if len(letters) >= 4 and all(char.isupper() for char in letters):
        return "capitals"
    is_title = text[0].isupper() or bool(_YEARS.fullmatch(text))
    if text.endswith(_ENDS) or not is_title or _ITEM.match(text):
        return None
    if not following.is_blank and len(text) > _MOST_LETTERS:
        return None  # the first line of a wrapped paragraph
    after = _next_ink(lines, number)
    return "title" if after is not None and _is_prose(after.text) else None


def _is_short(text: str) -> bool:
    bare = text.strip().rstrip(":.")
    numbered = _NUMBERED.match(bare)
    words = bare[numbered.end() :] if numbered else bare
    return bool(bare) and len(bare.split()) <= _MOST_WORDS and ". " not in words


def _is_prose(text: str) -> bool:
    """Tell whether a line is the beginning of a paragraph, a list or a table, not of a title."""
    bare = text.strip()
    words = bare.lstrip("*_\"“«'>")
    is_long = len(bare) >= _LEAST_PROSE and words[:1].isupper()
    return is_long or bare.startswith("|") or bool(_ITEM.match(bare))


def _next_ink(lines: list[_Line], number: int) -> _Line | None:
    return next((line for line in lines[number + 1 : number + 4] if not line.is_blank), None)


def _without_false_headings(found: list[Block], text: str) -> Iterator[Block]:
    """Numbered short lines one after the other, with nothing under them, are a list."""
    for number, block in enumerate(found):
        around = [found[n] for n in (number - 1, number + 1) if 0 <= n < len(found)]
        is_bare = number + 1 == len(found) or found[number + 1].kind == "heading"
        twins = [one for one in around if one.style == "numbered" or one.kind == "item"]
        if block.style == "numbered" and twins and is_bare:
            mark = _NUMBERED.match(text, block.body, block.end)
            body = mark.end() if mark else block.body
            yield replace(block, kind="item", body=body, level=0, style="")
        else:
            yield block
