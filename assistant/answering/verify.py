"""Verify: every quotation is located in its passage, or the claim is dropped and reported."""

from dataclasses import replace

from assistant.answering.turn import Knowledge, Statement, Turn, Words
from assistant.model import Claim, Language, Quote
from assistant.quotes import locate


def verify(turn: Turn, knowledge: Knowledge) -> Turn:
    """Keep the statements whose words stand in their passage; report the rest as missing.

    The claims are those of the statements kept, in their order. What is shown as quoted is the
    passage's own text at the span that was found.
    """
    located = [(item, claim_of(item, turn.language, knowledge)) for item in turn.statements]
    kept = [(item, claim) for item, claim in located if claim]
    dropped = tuple(item.text for item, claim in located if not claim)
    return replace(
        turn,
        statements=tuple(item for item, _ in kept),
        claims=tuple(claim for _, claim in kept),
        missing=turn.missing + dropped,
    )


def claim_of(statement: Statement, language: Language, knowledge: Knowledge) -> Claim | None:
    """Return the claim of a statement, or None where words that carry it are not found."""
    quotes = [_quote(words, language, knowledge) for words in statement.carriers]
    found = tuple(quote for quote in quotes if quote)
    if len(found) < len(quotes):
        return None
    return Claim(statement.text, found, statement.basis, statement.certainty)


def _quote(cited: Words, language: Language, knowledge: Knowledge) -> Quote | None:
    passage = cited.passage
    source = knowledge.source(passage.source)
    text = passage.text_in(language)
    span = locate(cited.words, text)
    if span is None or source is None:
        return None
    return Quote(
        passage=passage.id,
        source=source.id,
        locator=passage.locator,
        words=text[span.start : span.end],
        start=span.start,
        end=span.end,
        page=passage.page,
    )
