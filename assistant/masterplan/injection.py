"""Text that tries to steer whoever judges a draft: reported, and left out of everything else."""

from collections.abc import Iterable
from dataclasses import replace

from assistant.masterplan.draft import Draft, Sentence
from assistant.masterplan.lexicon import lexicon
from assistant.masterplan.plain import plain

SIGN = "injected_instruction"


def injected(draft: Draft) -> tuple[tuple[int, int], ...]:
    """Return the spans of the text that addresses a reviewer instead of describing a project."""
    text = plain(draft.text)
    found = [_reach(draft, one, text) for one in draft.sentences if _is_steering(draft, one, text)]
    found += [span for span in draft.hidden if _is_whispered(text[slice(*span)])]
    return _merged(draft.text, found)


def without(draft: Draft, spans: Iterable[tuple[int, int]]) -> Draft:
    """Return the draft without the sentences, rows and items that touch one of the spans."""
    gone = tuple(spans)
    if not gone:
        return draft
    return replace(
        draft,
        sentences=tuple(one for one in draft.sentences if not _touches(one.start, one.end, gone)),
        tables=tuple(
            replace(
                table,
                rows=tuple(row for row in table.rows if not _touches(row.start, row.end, gone)),
            )
            for table in draft.tables
        ),
        lists=tuple(
            replace(one, items=tuple(item for item in one.items if not _touches(*item, gone)))
            for one in draft.lists
        ),
    )


def _is_steering(draft: Draft, sentence: Sentence, text: str) -> bool:
    """Tell whether a sentence steers by its words, or by what it means."""
    score = draft.readings.score(SIGN, sentence)
    is_meant = score is not None and score >= 1
    return _steers(text, sentence) or (is_meant and may_steer(text[slice(*_span(sentence))]))


def _span(sentence: Sentence) -> tuple[int, int]:
    return sentence.start, sentence.end


def may_steer(words: str) -> bool:
    """Tell whether folded words have anything of an order: whom, what to do, with what."""
    parts = ("addressee", "command", "object")
    return any(lexicon().finds(f"injection.{part}", words) for part in parts)


def _steers(text: str, sentence: Sentence) -> bool:
    words = text[sentence.start : sentence.end]
    book = lexicon()
    if book.finds("injection.alone", words):
        return True
    return book.finds("injection.addressee", words) and _commands(words)


def _is_whispered(words: str) -> bool:
    """Tell whether words that no reader sees steer: two parts of an order are enough."""
    parts = ("addressee", "command", "object")
    told = sum(lexicon().finds(f"injection.{part}", words) for part in parts)
    return told > 1 or lexicon().finds("injection.alone", words)


def _commands(words: str) -> bool:
    """Tell whether words command something about a judgement."""
    book = lexicon()
    if book.finds("injection.alone", words):
        return True
    return book.finds("injection.command", words) and book.finds("injection.object", words)


def _reach(draft: Draft, sentence: Sentence, text: str) -> tuple[int, int]:
    """Return the span of a sentence with those after it, in its paragraph, that still command."""
    after = [
        one
        for one in draft.sentences
        if one.paragraph == sentence.paragraph and one.start >= sentence.end
    ]
    end = sentence.end
    for one in after:
        if not _commands(text[one.start : one.end]):
            break
        end = one.end
    return sentence.start, end


def _merged(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip(" \n>*-")):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _touches(start: int, end: int, spans: tuple[tuple[int, int], ...]) -> bool:
    return any(start < last and first < end for first, last in spans)
