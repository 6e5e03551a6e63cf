"""People and tools that may look at the views for BI, and do nothing else."""

import re
import secrets

from sqlalchemy import Connection, text

from plant.warehouse.database import open_warehouse
from plant.warehouse.errors import WarehouseError, in_words
from plant.warehouse.views import VIEWS

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def make_reader(url: str, name: str) -> str | None:
    """Let a role of PostgreSQL read the views; its new password, or None if the role was there.

    Raises WarehouseError.
    """
    if _NAME.fullmatch(name) is None:
        raise WarehouseError(
            "A reader's name is made of small letters, digits and underscores; “{name}” is not.",
            name=name,
        )
    engine = open_warehouse(url)
    try:
        if engine.dialect.name != "postgresql":
            raise WarehouseError("Readers are for PostgreSQL; a SQLite file is read by its owner.")
        with in_words(engine.url), engine.begin() as connection:
            return _grant(connection, name)
    finally:
        engine.dispose()


def _grant(connection: Connection, name: str) -> str | None:
    known = text("SELECT 1 FROM pg_roles WHERE rolname = :name")
    password = None
    if connection.scalar(known, {"name": name}) is None:
        password = secrets.token_urlsafe(24)
        connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN PASSWORD '{password}'")
    (database,) = connection.execute(text("SELECT quote_ident(current_database())")).one()
    connection.exec_driver_sql(f"GRANT CONNECT ON DATABASE {database} TO {name}")
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {name}")
    connection.exec_driver_sql(f"GRANT SELECT ON {', '.join(VIEWS)} TO {name}")
    return password
