"""The tables of the journal. Rows are written once; only forgetting takes them away.

A turn is one question and its answer; below it the claims, and the quotations copied as they were
shown, so that what was said can be read when its source has changed or gone.
"""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.journal.base import Base, Json, Moment, Words

HANDLE = 32  # characters: 128 random bits in hexadecimal


class TurnRow(Base):
    """One question and its answer. ``id``: random, so that knowing one tells no other.

    ``told``: the other keys of the Answer contract (missing, choices, notices and the like).
    ``made``: what it was made from (passages considered, prompts with their digests, the model).
    ``found``: kind of personal data -> how many were taken out before this was written.
    """

    __tablename__ = "turns"
    __table_args__ = (Index("ix_turns_conversation", "conversation", "at"),)

    id: Mapped[str] = mapped_column(String(HANDLE), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(Moment, index=True)
    conversation: Mapped[str] = mapped_column(String(HANDLE))
    channel: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(2))
    question: Mapped[str] = mapped_column(Words)
    standalone_question: Mapped[str] = mapped_column(Words)
    outcome: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Words)
    told: Mapped[dict[str, Any]] = mapped_column(Json)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    mode: Mapped[str] = mapped_column(String(20))
    as_of: Mapped[dt.date]
    knowledge_as_of: Mapped[dt.date | None]
    corpus_digest: Mapped[str] = mapped_column(String(64))
    made: Mapped[dict[str, Any]] = mapped_column(Json)
    timings_ms: Mapped[dict[str, float]] = mapped_column(Json)
    found: Mapped[dict[str, int]] = mapped_column(Json)

    claims: Mapped[list["ClaimRow"]] = relationship(
        order_by="ClaimRow.position", passive_deletes=True, cascade="all, delete-orphan"
    )
    feedback: Mapped[list["FeedbackRow"]] = relationship(
        order_by="FeedbackRow.id", passive_deletes=True, cascade="all, delete-orphan"
    )


class ClaimRow(Base):
    """One statement of an answer."""

    __tablename__ = "claims"

    turn: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Words)
    basis: Mapped[str] = mapped_column(String(20))
    certainty: Mapped[str] = mapped_column(String(20))

    quotations: Mapped[list["QuotationRow"]] = relationship(
        primaryjoin="and_(ClaimRow.turn == foreign(QuotationRow.turn), "
        "ClaimRow.position == foreign(QuotationRow.claim))",
        order_by="QuotationRow.position",
        passive_deletes=True,
        cascade="all, delete-orphan",
    )


class QuotationRow(Base):
    """Words of a passage, copied. ``start``, ``end``: code points of the passage's text.

    ``digest``: sha256 of the passage as it was; ``title`` and ``publisher``: of its source then.
    """

    __tablename__ = "quotations"

    turn: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    claim: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    passage: Mapped[str] = mapped_column(Words)
    digest: Mapped[str] = mapped_column(String(64))
    source: Mapped[str] = mapped_column(Words)
    title: Mapped[str] = mapped_column(Words)
    publisher: Mapped[str] = mapped_column(Words)
    locator: Mapped[str] = mapped_column(Words)
    page: Mapped[int | None]
    words: Mapped[str] = mapped_column(Words)
    start: Mapped[int]
    end: Mapped[int]


class FeedbackRow(Base):
    """What a person thought of an answer; of several, the last one counts.

    ``reason``: one of ``REASONS``, or "" when none was given; ``note``: in the person's words.
    """

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    turn: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    useful: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Words)
