"""A database as an older version of the program left it."""

import json
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import app.storage.migrations
from app.storage.database import APPLICATION_ID

_ADDED = {"epoch", "taken_s", "outline", "hash_version", "previous_hash"}
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
        for number, payload in run("SELECT number, payload FROM outbox").all():
            said = json.loads(payload) if payload is not None else None
            if said is not None and (then := _as_then(said, revision)) != said:
                run("UPDATE outbox SET payload = ? WHERE number = ?", (json.dumps(then), number))
        connection.commit()
    engine.dispose()


def _as_then(said: dict[str, Any], revision: str) -> dict[str, Any]:
    """A message of an inspection as it was made before hashes of version 2, or any."""
    if revision >= "0016" or "picture" not in said:
        return said
    added = _ADDED if revision >= "0002" else _ADDED | {"seal"}
    then = {name: value for name, value in said.items() if name not in added}
    if said["picture"]:
        then["picture"] = {name: said["picture"][name] for name in ("name", "sha256")}
    return then
