"""What Alembic runs: the missing revisions, in the transaction that ``journal.upgrade`` began."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
