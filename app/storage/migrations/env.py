"""Alembic's entry: runs the steps in the transaction that the caller has begun."""

from alembic import context

from app.storage.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
