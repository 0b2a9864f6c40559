"""The desk: tickets, its people and their sessions, and the audit."""

import sqlalchemy as sa
from alembic import op

from assistant.journal.append_only import forbid
from assistant.journal.base import Json, Moment, Words

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables; nobody may change the audit afterwards."""
    _tickets()
    _audit()
    _people()
    _sessions()
    forbid("audit", "update", "delete")


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("opened", Moment(), nullable=False),
        sa.Column("changed", Moment(), nullable=False),
        sa.Column("changed_by", sa.String(80), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("question", Words(), nullable=False),
        sa.Column("note", Words(), nullable=False),
        sa.Column("email", Words(), nullable=True),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("turn", sa.String(32), nullable=True),
        sa.Column("answers", Json(), nullable=False),
        sa.Column("assigned", sa.String(80), nullable=False),
        sa.Column("draft", Words(), nullable=False),
        sa.Column("reply", Words(), nullable=False),
        sa.Column("approved", sa.String(80), nullable=False),
        sa.Column("terms", Words(), nullable=False),
        sa.Column("asked", Words(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.UniqueConstraint("reference", name="uq_tickets_reference"),
        sqlite_autoincrement=True,
    )
    for column in ("state", "opened", "topic"):
        op.create_index(f"ix_tickets_{column}", "tickets", [column])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("act", sa.String(30), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("before", Words(), nullable=False),
        sa.Column("after", Words(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    for column in ("at", "ticket"):
        op.create_index(f"ix_audit_{column}", "audit", [column])


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("password", Words(), nullable=False),
        sa.Column("issuer", Words(), nullable=False),
        sa.Column("subject", Words(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created", Moment(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("name", name="uq_people_name"),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("began", Moment(), nullable=False),
        sa.Column("seen", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_sessions"),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name="fk_sessions_person", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_sessions_person", "sessions", ["person"])
