"""Opening the database: private to its owner, durable, and of this program's version."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from weakref import WeakKeyDictionary

import structlog
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from app.storage import record_events
from app.storage.anchor import Anchor, attach, mark_written
from app.storage.aside import (
    PEOPLE,
    SHOWN,
    first_sequence,
    is_unfinished,
    people_aside,
    shown_aside,
)
from app.storage.durable import flush_folder
from app.storage.errors import StorageError, in_words
from app.storage.record_events import raw_connection
from models.errors import KnownError

APPLICATION_ID = 0x43415354  # "CAST", in the file's header
REVISION = "0021"  # of the newest migration
MANY = 100_000  # inspections; to bring fewer up to date takes no time worth a word
BUSY_MS = 5_000  # how long to wait for another program's transaction
PRAGMAS = (
    f"busy_timeout = {BUSY_MS}",
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL may lose what was committed when the power goes
    "foreign_keys = ON",
    "journal_size_limit = 67108864",
    "temp_store = MEMORY",
)


_FILES = "castwatch_files"
_anchors: WeakKeyDictionary[Engine, Anchor] = WeakKeyDictionary()
_log = structlog.get_logger()

Tell = Callable[[KnownError], None]
"""Hears, on the thread that opens, of what takes long."""


Guard = Callable[[], None]
"""Raises StorageError where a database may not be used; from any thread, at each checkout."""


def open_database(
    file: Path,
    *,
    create: bool = False,
    tell: Tell = lambda _: None,
    guard: Guard = lambda: None,
) -> Engine:
    """Open the database, brought to this program's version; `dispose()` closes it.

    With `create` it is made where there is none. Raises StorageError.
    """
    with in_words(file):
        if is_unfinished(real_path(file)):
            raise StorageError(
                "The database {file} was being set aside: start the station, which finishes it.",
                file=str(file),
            )
        if create:
            make_private(file)
        elif not file.is_file():
            raise StorageError("There is no database {file}.", file=str(file))
        engine = create_engine(
            URL.create("sqlite", database=str(file)),
            creator=partial(_connected, file, guard),
            hide_parameters=True,  # hashes of PINs and names are nothing for a log or a report
        )
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        event.listen(engine, "commit", record_events.on_commit)
        event.listen(engine, "checkout", partial(_on_checkout, guard))
        try:
            bring_up_to_date(engine, file, tell)
            _follow(engine, Anchor(file))
        except BaseException:
            engine.dispose()
            raise
        return engine


def anchor_of(engine: Engine) -> Anchor:
    """Return the anchor that follows what an open database is given."""
    return _anchors[engine]


def _follow(engine: Engine, anchor: Anchor) -> None:
    """Let the anchor follow what is written, where the database is the one written last."""
    with engine.connect() as connection:
        anchor.compare(raw_connection(connection))
    attach(engine, anchor)
    _anchors[engine] = anchor


def writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take the write lock as they begin."""
    return engine.execution_options(castwatch_writes=True)


def real_path(file: Path) -> Path:
    """Where a file lies once symbolic links are followed; it need not be there."""
    return Path(os.path.realpath(file))


def make_private(file: Path) -> None:
    """Make an empty file, and its folder, that only the owner may read; keep what is there.

    Raises StorageError where something lies there that is no file, and OSError.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.exists() and not file.is_file():  # to open a pipe would wait for ever
        raise StorageError(
            "{file} is a folder or a device: give the name of a file for the database.",
            file=str(file),
        )
    with suppress(FileExistsError):  # not even opened: to close it would let go of all locks on it
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        try:
            _give_to_owner_of(file.parent, descriptor)
        finally:
            os.close(descriptor)
        flush_folder(file.parent)


def _give_to_owner_of(folder: Path, descriptor: int) -> None:
    """Let what root makes in somebody's folder be theirs: else their station cannot open it."""
    if sys.platform != "win32" and os.geteuid() == 0:
        owner = folder.stat()
        if owner.st_uid != 0:
            os.fchown(descriptor, owner.st_uid, owner.st_gid)


def _connected(file: Path, guard: Guard) -> sqlite3.Connection:
    """Open the file that is there; SQLite would make an empty one where it was removed."""
    guard()  # before SQLite brings a journal together with a file that it does not belong to
    name = f"{file.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(name, uri=True, check_same_thread=False)


def _on_connect(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where sqlite3 guesses
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("SELECT 1 FROM sqlite_master").fetchone()  # opens the journal as well
    file = str(connection.execute("PRAGMA database_list").fetchone()[2])
    entry.info[_FILES] = file, _numbers_of(file)


def _on_checkout(
    guard: Guard, _connection: sqlite3.Connection, entry: ConnectionPoolEntry, _: object
) -> None:
    """Open the record anew where its journal was taken away, and no more is written into nothing.

    POSIX lets go of a process's locks on a file when any part of it closes the file. Whoever then
    looks into the record believes to be alone, and deletes the journal as the last one does.
    """
    guard()
    file, numbers = entry.info[_FILES]
    if numbers != _numbers_of(file):
        _log.warning("The record's journal was taken away; it is opened anew.")
        raise DisconnectionError


def _numbers_of(file: str) -> tuple[int | None, ...]:
    """What tells the record's files, and its journal's, from others of the same name."""
    return tuple(_number_of(f"{file}{end}") for end in ("", "-wal", "-shm"))


def _number_of(file: str) -> int | None:
    try:
        return os.stat(file).st_ino  # noqa: PTH116 - at each checkout: a Path takes as long again
    except FileNotFoundError:
        return None


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("castwatch_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    record_events.on_begin(connection, writes=writes)
    if writes:
        mark_written(connection.info)


def bring_up_to_date(engine: Engine, file: Path, tell: Tell = lambda _: None) -> None:
    """Make the tables, or make them this program's version. Raises StorageError, DBAPIError."""
    with engine.connect() as connection:
        revision = _revision(connection, file)
        if revision == REVISION:
            return
        many = revision is not None and _is_long(connection)
    if many:
        tell(
            StorageError(
                "The record is brought up to this version. With millions of inspections it takes"
                " some minutes; please do not switch off."
            )
        )
    with _sorting_on_disk(engine) as connection:  # another program may have been quicker
        revision = _revision(connection, file)
        if revision != REVISION:
            _migrate(connection, revision, file)
    if many:
        tell(StorageError("The record is up to date."))


@contextmanager
def _sorting_on_disk(engine: Engine) -> Iterator[Connection]:
    """A transaction that sorts a long record without filling the memory."""
    with writing(engine).connect() as connection:
        raw = connection.connection
        raw.cursor().execute("PRAGMA temp_store = FILE")
        try:
            with connection.begin():
                yield connection
        finally:
            raw.cursor().execute("PRAGMA temp_store = MEMORY")


def _is_long(connection: Connection) -> bool:
    return (connection.scalar(text("SELECT max(number) FROM inspections")) or 0) > MANY


def _revision(connection: Connection, file: Path) -> str | None:
    """The version of the database; None where it is empty."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if connection.scalar(text("PRAGMA application_id")) != APPLICATION_ID:
        raise StorageError("The file {file} is the database of another program.", file=str(file))
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def make_empty(file: Path, revision: str | None = None) -> None:
    """Make a database with the tables of a version, by default this one's, and no rows.

    The file must not be there. Raises StorageError, also where the version is a newer one.
    """
    with in_words(file):
        make_private(file)
        engine = create_engine(URL.create("sqlite", database=str(file)))
        try:
            with engine.begin() as connection:
                _upgrade(connection, revision, file, revision or "head")
        finally:
            engine.dispose()


def _migrate(connection: Connection, revision: str | None, file: Path) -> None:
    _upgrade(connection, revision, file)
    if revision is None:
        begin = text("INSERT INTO beginning (sequence) VALUES (:first)")
        connection.execute(begin, {"first": first_sequence(real_path(file))})
        if people := people_aside(real_path(file)):
            places = ", ".join(f":{name}" for name in PEOPLE)
            write = f"INSERT INTO people ({', '.join(PEOPLE)}) VALUES ({places})"  # noqa: S608
            connection.execute(text(write), people)
        _carry_over_shown(connection, real_path(file))


def _upgrade(
    connection: Connection, revision: str | None, file: Path, target: str = "head"
) -> None:
    """Bring the tables from a version to another. Raises StorageError for a newer version."""
    # Imported here: a database that is up to date must not wait for it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    folder = Path(__file__).with_name("migrations")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise StorageError(
            "The database {file} was written by a newer Castwatch: update this program.",
            file=str(file),
        )
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    command.upgrade(config, target)


def _carry_over_shown(connection: Connection, file: Path) -> None:
    """Note in a new database which files were shown before the old one was set aside."""
    for table, columns in SHOWN.items():
        places = ", ".join("?" * len(columns))
        write = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
        for rows in shown_aside(file, table):
            connection.exec_driver_sql(write, rows)
