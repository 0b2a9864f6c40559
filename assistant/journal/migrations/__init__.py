"""The revisions of the database, in order; Alembic finds them here."""
