"""Opening the warehouse: PostgreSQL, or SQLite for a look without a server."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from models.redaction import shown_url
from plant.warehouse.errors import WarehouseError, in_words

REVISION = "0005"  # of the newest migration
CONNECT_S = 3
PRAGMAS = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL may lose what was committed when the power goes
    "foreign_keys = ON",
)
_MIGRATING = 0x43415354  # the number of PostgreSQL's lock: one program at a time makes tables
_VERSION = "warehouse_version"


def open_warehouse(url: str) -> Engine:
    """Open the warehouse, brought to this program's version; `dispose()` closes it.

    Raises WarehouseError.
    """
    engine = _engine(_parsed(url))
    try:
        with in_words(engine.url):
            _bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take SQLite's write lock as they begin."""
    return engine.execution_options(castwatch_writes=True)


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # a port that is no number, say; they quote the password
        raise WarehouseError(
            "The warehouse's URL is none; write it like postgresql://user@host/database or"
            " sqlite:///file.db."
        ) from None
    match parsed.get_backend_name():
        case "postgresql":
            return parsed.set(drivername="postgresql+psycopg")
        case "sqlite" if parsed.database:
            return parsed.set(drivername="sqlite")
    raise WarehouseError("The warehouse must be PostgreSQL or a SQLite file.")


def _engine(url: URL) -> Engine:
    if url.drivername != "sqlite":
        return create_engine(
            url,
            pool_pre_ping=True,
            connect_args={"connect_timeout": CONNECT_S},
            hide_parameters=True,
        )
    _make_private(Path(url.database or ""))
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _make_private(file: Path) -> None:
    """Make an empty file, and its folder, that only the owner may read; keep what is there."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise WarehouseError(
            "The warehouse {file} cannot be opened: {reason}.",
            file=str(file),
            reason=error.strerror or str(error),
        ) from error


def _on_connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where sqlite3 guesses
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("castwatch_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATING})
        revision = _revision(connection)
        if revision != REVISION:
            _migrate(connection, revision)


def _revision(connection: Connection) -> str | None:
    """The version of the warehouse; None where it is empty."""
    tables = inspect(connection).get_table_names()
    if _VERSION not in tables:
        if "inspections" in tables:
            raise WarehouseError(
                "The database {url} belongs to another program.",
                url=shown_url(connection.engine.url.render_as_string(hide_password=False)),
            )
        return None
    return connection.execute(text(f"SELECT version_num FROM {_VERSION}")).scalar_one_or_none()  # noqa: S608


def _migrate(connection: Connection, revision: str | None) -> None:
    # Imported here: a warehouse that is up to date must not wait for it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    folder = Path(__file__).with_name("migrations")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise WarehouseError("The warehouse was written by a newer Castwatch: update this program.")
    command.upgrade(config, "head")
