"""The conversation as HTML: questions, answers with numbered citations, and what to do next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.journal.judgement import REASONS
from assistant.model import Claim, Interval, Language
from assistant.text import date_words, say, sentences
from assistant.web.contract import AnswerBody
from assistant.web.conversation import Conversation
from assistant.web.made import MadeView, made_view
from assistant.web.pages import page
from assistant.web.sources_panel import cited, source_lines

_CITATION = re.compile(r"\[(\d{1,3})\]")
_BY_PEOPLE = ("approved", "desk")  # outcomes whose words are those of a person
_BULLET = re.compile(r"[-•*] ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, or a citation when ``number`` is set."""

    text: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one line of pieces a line break) or a list (one line an item)."""

    kind: Literal["paragraph", "list"]
    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer ready to be drawn. ``lang`` is the answer's, labels are the page's.

    ``approved``: who approved it and when, with its citations.
    """

    lang: Language
    outcome: str
    blocks: tuple[Block, ...]
    missing: tuple[str, ...]
    choices: tuple[str, ...]
    notices: tuple[str, ...]
    mode: str
    as_of: str
    knowledge: str | None
    sources: int
    copy: str
    approved: tuple[Piece, ...]
    made: MadeView


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that a model is answering, and what it said so far that the sources carry."""

    question: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a form below an answer was refused: which answer, which form, one sentence."""

    exchange: int
    form: str
    sentence: str


def thread_html(
    talk: Conversation,
    pending: Pending | None = None,
    *,
    fault: Fault | None = None,
    desk: bool = False,
) -> str:
    """Return the conversation, or the first message when nothing was said yet.

    ``desk``: whether a question can be taken to the desk.
    """
    rows = [
        (n, exchange, answer_view(exchange.answer, talk.language))
        for n, exchange in enumerate(talk.exchanges)
    ]
    selected = None if pending else talk.selected
    drawn = {"rows": rows, "selected": selected, "pending": pending}
    below = {"fault": fault, "desk": desk, "reasons": REASONS}
    return page("thread.html", talk.language, **drawn, **below)


def answer_view(answer: AnswerBody, language: Language) -> AnswerView:
    """Return what to draw of an answer, on a page in a language."""
    sources = cited(answer)
    until = answer.knowledge_as_of
    text, approval = by_approval(answer)
    mode = answer.outcome if answer.outcome in _BY_PEOPLE else answer.mode
    return AnswerView(
        lang=answer.language,
        outcome=answer.outcome,
        blocks=tuple(blocks(text, len(sources))),
        missing=tuple(item for item in answer.missing if item not in answer.text),
        choices=tuple(answer.choices),
        notices=tuple(notice for notice in answer.notices if notice not in answer.text),
        mode=mode if mode in sentences(language)["web"]["mode"] else "embedded",
        as_of=date_words(Interval(answer.as_of, answer.as_of), language),
        knowledge=date_words(Interval(until, until), language) if until else None,
        sources=len(sources),
        copy=copy_text(answer),
        approved=_pieces(approval, len(sources)),
        made=made_view(answer, language),
    )


def body(answer: AnswerBody) -> str:
    """Return the text of an answer without its list of sources, which the panel shows."""
    head = say(answer.language, "answer.sources_head") + ":\n["
    text, found, _ = answer.text.rpartition("\n\n" + head)
    return text if found else answer.text


def by_approval(answer: AnswerBody) -> tuple[str, str]:
    """Return the text of an answer, and the line that tells who approved it; "" for most."""
    text = body(answer)
    if answer.approved is None:
        return text, ""
    before, label, after = text.rpartition(answer.approved.label)
    return (before, f"{label}{after}") if label else (text, answer.approved.label)


def blocks(text: str, most: int) -> Iterator[Block]:
    """Return the paragraphs and lists of a plain text; ``[n]`` cites up to ``most`` sources."""
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = part.splitlines()
        is_list = [bool(_BULLET.match(line)) for line in lines]
        split = is_list.index(True) if any(is_list) else len(lines)
        if split:
            yield Block("paragraph", tuple(_pieces(line, most) for line in lines[:split]))
        if split < len(lines):
            items = (_BULLET.sub("", line, count=1) for line in lines[split:])
            yield Block("list", tuple(_pieces(item, most) for item in items))


def copy_text(answer: AnswerBody) -> str:
    """Return an answer and its sources as plain text, to paste elsewhere."""
    day = date_words(Interval(answer.as_of, answer.as_of), answer.language)
    parts = [
        answer.question,
        body(answer),
        "\n".join(source_lines(answer)),
        "\n".join(answer.notices),
        say(answer.language, "web.copy_as_of", day=day),
    ]
    return "\n\n".join(part for part in parts if part)


def _pieces(line: str, most: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    end = 0
    for found in _CITATION.finditer(line):
        number = int(found[1])
        if 1 <= number <= most:
            pieces += [Piece(line[end : found.start()]), Piece(found[0], number)]
            end = found.end()
    return tuple(piece for piece in (*pieces, Piece(line[end:])) if piece.text)
