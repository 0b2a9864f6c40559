"""Triggers that keep a table as it was written, on either database; revisions call them."""

from alembic import op

_SQLITE = """\
CREATE TRIGGER {table}_no_{change} BEFORE {change} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append only'); END"""
_POSTGRESQL = """\
CREATE TRIGGER {table}_no_{change} BEFORE {change} ON {table}
FOR EACH ROW EXECUTE FUNCTION append_only()"""
_FUNCTION = """\
CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append only', TG_TABLE_NAME; END $$"""


def forbid(table: str, *changes: str) -> None:
    """Let a table refuse ``update``, ``delete`` or both; called inside a revision."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if not is_sqlite:
        op.execute(_FUNCTION)
    for change in changes:
        op.execute((_SQLITE if is_sqlite else _POSTGRESQL).format(table=table, change=change))
