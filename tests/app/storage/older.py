"""A database as an older version of the program left it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import app.storage.migrations
from app.storage.database import APPLICATION_ID

_TABLES = ("inspections", "seals", "outbox", "decisions")


def copy_to_older(file: Path, older: Path, revision: str) -> None:
    """Copy a database into a new one of an older version, as far as that has its tables."""
    engine = create_engine(f"sqlite:///{older}")
    with engine.connect() as connection:
        run = connection.exec_driver_sql
        run(f"PRAGMA application_id = {APPLICATION_ID}")
        run(f"ATTACH '{file}' AS newer")
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(Path(app.storage.migrations.__path__[0])))
        command.upgrade(config, revision)
        for table in _TABLES:
            columns = ", ".join(str(row[1]) for row in run(f"PRAGMA main.table_info({table})"))
            if columns:
                run(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}")
        connection.commit()
    engine.dispose()
