"""A turn as rows of the journal, and back as the contract of an answer."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from assistant.journal.base import now
from assistant.journal.judgement import NOTE_CHARS, Judgement
from assistant.journal.screening import screened, screened_text
from assistant.journal.tables import ClaimRow, FeedbackRow, QuotationRow, TurnRow
from assistant.model import Answer

Channel = Literal["page", "api"]
_QUOTE = ("passage", "source", "locator", "words", "start", "end", "page")
_COLUMNS = (
    "question",
    "standalone_question",
    "language",
    "outcome",
    "text",
    "sources",
    "mode",
    "as_of",
    "knowledge_as_of",
    "corpus_digest",
    "timings_ms",
)
_APART = (*_COLUMNS, "claims", "made")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a turn comes from: its own handle, its conversation's, the channel, and when."""

    turn: str
    conversation: str
    channel: Channel
    at: dt.datetime


def row_of(answer: Answer, origin: Origin, digests: Mapping[str, str]) -> TurnRow:
    """Return what is written of an answer. ``digests``: passage -> digest of its text."""
    contract, found = screened(answer.as_json())
    return TurnRow(
        id=origin.turn,
        at=origin.at,
        conversation=origin.conversation,
        channel=origin.channel,
        language=answer.language,
        question=contract["question"],
        standalone_question=contract["standalone_question"],
        outcome=answer.outcome,
        text=contract["text"],
        told={key: value for key, value in contract.items() if key not in _APART},
        sources=contract["sources"],
        mode=answer.mode,
        as_of=answer.as_of,
        knowledge_as_of=answer.knowledge_as_of,
        corpus_digest=answer.corpus_digest,
        made=contract["made"],
        timings_ms=contract["timings_ms"],
        found=found,
        claims=list(_claims(contract, origin.turn, digests)),
    )


def feedback_row(turn: str, judgement: Judgement) -> FeedbackRow:
    """Return what is written of a judgement, without personal data."""
    note = screened_text(judgement.note.strip()[:NOTE_CHARS])
    reason = judgement.reason or ""
    return FeedbackRow(turn=turn, at=now(), useful=judgement.useful, reason=reason, note=note)


def answer_json(row: TurnRow) -> dict[str, Any]:
    """Return the contract of the answer as it was given; a quotation with its passage's digest."""
    kept: dict[str, Any] = {name: getattr(row, name) for name in _COLUMNS}
    kept["as_of"] = row.as_of.isoformat()
    kept["knowledge_as_of"] = row.knowledge_as_of.isoformat() if row.knowledge_as_of else None
    return kept | row.told | {"claims": [_claim_json(claim) for claim in row.claims]}


def turn_json(row: TurnRow) -> dict[str, Any]:
    """Return everything that is kept of a turn."""
    return {
        "turn": row.id,
        "conversation": row.conversation,
        "at": row.at.isoformat(),
        "channel": row.channel,
        **answer_json(row),
        "made": row.made,
        "personal_data_removed": row.found,
        "feedback": [
            {
                "at": item.at.isoformat(),
                "useful": item.useful,
                "reason": item.reason,
                "note": item.note,
            }
            for item in row.feedback
        ],
    }


def _claims(
    contract: Mapping[str, Any], turn: str, digests: Mapping[str, str]
) -> Iterator[ClaimRow]:
    sources = {source["id"]: source for source in contract["sources"]}
    for position, claim in enumerate(contract["claims"]):
        quotes = enumerate(claim["quotes"])
        yield ClaimRow(
            turn=turn,
            position=position,
            text=claim["text"],
            basis=claim["basis"],
            certainty=claim["certainty"],
            quotations=[_quotation(quote, number, sources, digests) for number, quote in quotes],
        )


def _quotation(
    quote: Mapping[str, Any], position: int, sources: Mapping[str, Any], digests: Mapping[str, str]
) -> QuotationRow:
    source = sources.get(quote["source"], {})
    return QuotationRow(
        position=position,
        digest=digests.get(quote["passage"], ""),
        title=source.get("title", ""),
        publisher=source.get("publisher", ""),
        **{name: quote[name] for name in _QUOTE},
    )


def _claim_json(claim: ClaimRow) -> dict[str, Any]:
    return {
        "text": claim.text,
        "basis": claim.basis,
        "certainty": claim.certainty,
        "quotes": [
            {name: getattr(quote, name) for name in (*_QUOTE, "digest")}
            for quote in claim.quotations
        ],
    }
