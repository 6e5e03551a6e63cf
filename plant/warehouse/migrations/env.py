"""Alembic's entry: runs the steps in the transaction that the caller has begun."""

from alembic import context

from plant.warehouse.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    transactional_ddl=True,
    version_table="warehouse_version",
)
context.run_migrations()
