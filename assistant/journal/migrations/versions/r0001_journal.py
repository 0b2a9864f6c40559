"""The journal: turns, their claims and quotations, and what people thought of them."""

import sqlalchemy as sa
from alembic import op

from assistant.journal.append_only import forbid
from assistant.journal.base import Json, Moment, Words

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, which nobody may change afterwards."""
    _turns()
    _claims()
    _quotations()
    _feedback()
    for table in ("turns", "claims", "quotations", "feedback"):
        forbid(table, "update")


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("conversation", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("question", Words(), nullable=False),
        sa.Column("standalone_question", Words(), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.Column("told", Json(), nullable=False),
        sa.Column("sources", Json(), nullable=False),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("knowledge_as_of", sa.Date(), nullable=True),
        sa.Column("corpus_digest", sa.String(64), nullable=False),
        sa.Column("made", Json(), nullable=False),
        sa.Column("timings_ms", Json(), nullable=False),
        sa.Column("found", Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
    )
    op.create_index("ix_turns_at", "turns", ["at"])
    op.create_index("ix_turns_conversation", "turns", ["conversation", "at"])


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("turn", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.Column("basis", sa.String(20), nullable=False),
        sa.Column("certainty", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("turn", "position", name="pk_claims"),
        _of_a_turn("claims"),
    )


def _quotations() -> None:
    op.create_table(
        "quotations",
        sa.Column("turn", sa.String(32), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("passage", Words(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("source", Words(), nullable=False),
        sa.Column("title", Words(), nullable=False),
        sa.Column("publisher", Words(), nullable=False),
        sa.Column("locator", Words(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("words", Words(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("turn", "claim", "position", name="pk_quotations"),
        _of_a_turn("quotations"),
    )


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("turn", sa.String(32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("note", Words(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        _of_a_turn("feedback"),
    )
    op.create_index("ix_feedback_turn", "feedback", ["turn"])


def _of_a_turn(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_turn"
    return sa.ForeignKeyConstraint(["turn"], ["turns.id"], name=name, ondelete="CASCADE")
