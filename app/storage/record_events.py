"""The chain over the rows of all tables that have none of their own.

Triggers write down in `record_events` which row came or, of people, changed. Before each commit
of this program the new ones get the hash of their row, and one over the event before: so a
row that was changed, removed or added by hand is found out, in whatever table it stands.
docs/record-hash.md tells which tables those are.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.storage.errors import StorageError
from models.seal import FIRST, VERSION, record_hash

_SINCE = "castwatch_events"  # how far the chain went when the transaction began

_Value = str | bytes | int | float | None


def event_hash(number: int, table: str, row: int, row_hash: str, before: str) -> str:
    """Return the hash of an event after the event with that hash."""
    return record_hash(
        {
            "hash_version": VERSION,
            "number": number,
            "table": table,
            "row": row,
            "row_hash": row_hash,
            "previous_hash": before,
        }
    )


def row_hash(row: Mapping[str, _Value]) -> str:
    """Return the hash of a row: its columns as SQLite holds them, without those that are NULL.

    Of bytes their SHA-256 counts.
    """
    plain = {
        name: hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value
        for name, value in row.items()
    }
    return record_hash({"row": plain})


def on_begin(connection: Connection, *, writes: bool) -> None:
    """Remember where the chain ends as a transaction begins that writes."""
    connection.info[_SINCE] = _newest_number(raw_connection(connection)) if writes else None


def on_commit(connection: Connection) -> None:
    """Hash what the transaction has added; an event by another hand, before it, stays without."""
    since = connection.info.pop(_SINCE, None)
    if since is not None:
        _seal(raw_connection(connection), since)


def raw_connection(connection: Connection) -> sqlite3.Connection:
    """Return SQLite's own connection."""
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


def _newest_number(raw: sqlite3.Connection) -> int:
    try:
        newest = raw.execute("SELECT max(number) FROM record_events").fetchone()[0]
    except sqlite3.OperationalError:  # from before there was the table: this transaction makes it
        return 0
    return newest or 0


def _seal(raw: sqlite3.Connection, since: int) -> None:
    try:
        added = raw.execute(
            "SELECT number, table_name, row_number FROM record_events WHERE number > ?"
            " ORDER BY number",
            (since,),
        ).fetchall()
    except sqlite3.OperationalError:  # an older database that is left as it is
        return
    if not added:
        return
    sealed = "SELECT seal FROM record_events WHERE seal IS NOT NULL ORDER BY number DESC LIMIT 1"
    before = (raw.execute(sealed).fetchone() or (FIRST,))[0]
    for number, table, row in added:
        of_row = row_hash(read_row(raw, table, row))
        before = event_hash(number, table, row, of_row, before)
        raw.execute(
            "UPDATE record_events SET row_hash = ?, seal = ? WHERE number = ?",
            (of_row, before, number),
        )


def read_row(raw: sqlite3.Connection, table: str, row: int) -> dict[str, _Value]:
    """Return a row's columns as SQLite holds them; empty where it is not there."""
    # The name is that of one of our own tables: a trigger wrote it down.
    cursor = raw.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (row,))  # noqa: S608
    values = cursor.fetchone()
    names = [str(column[0]) for column in cursor.description]
    return dict(zip(names, values, strict=True)) if values else {}


@contextmanager
def record_events_as_copied(raw: sqlite3.Connection) -> Iterator[None]:
    """Let rows and events be copied into a new database, whose own make room for them.

    What was hashed where it comes from stays as it was hashed there. Where it comes from a
    database of before, it is hashed as it is now.
    """
    guards = raw.execute(
        "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger'"
        " AND (name LIKE '%_recorded' OR tbl_name IN ('record_events', 'beginning'))"
    ).fetchall()
    with raw:
        for name, *_ in guards:
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute("DELETE FROM record_events")
        raw.execute("DELETE FROM beginning")
    try:
        yield
        with raw:
            _hash_older(raw, [table for name, table, _ in guards if name == f"{table}_recorded"])
    finally:
        with raw:
            for *_, sql in guards:
                raw.execute(sql)


def _hash_older(raw: sqlite3.Connection, tables: list[str]) -> None:
    if raw.execute("SELECT 1 FROM record_events LIMIT 1").fetchone() is not None:
        return
    raw.execute(
        "INSERT INTO beginning (sequence) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM beginning)"
    )
    for table in tables:
        raw.execute(
            "INSERT INTO record_events (table_name, row_number)"  # noqa: S608
            f" SELECT '{table}', rowid FROM \"{table}\" ORDER BY rowid"
        )
    _seal(raw, 0)


def check_events(session: Session) -> None:
    """Look whether each row that an event tells of is there, as it was, and no other.

    Raises StorageError with the first table and row that does not fit.
    """
    raw = raw_connection(session.connection())
    newest = _check_chain(raw)
    for table in covered_tables(raw):
        of_table = newest.pop(table, {})
        rows = raw.execute(f'SELECT rowid, * FROM "{table}"')  # noqa: S608 - our own tables
        names = [str(column[0]) for column in rows.description][1:]
        for number, *values in rows:
            if of_table.pop(number, None) != row_hash(dict(zip(names, values, strict=True))):
                raise _changed(table, number)
        for number in of_table:
            raise _changed(table, number)
    for table, of_table in newest.items():
        raise _changed(table, min(of_table))


def covered_tables(raw: sqlite3.Connection) -> list[str]:
    """Return the tables whose rows the chain covers, as their triggers tell."""
    found = raw.execute(
        "SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger'"
        " AND name = tbl_name || '_recorded' ORDER BY 1"
    )
    return [str(row[0]) for row in found]


def _check_chain(raw: sqlite3.Connection) -> dict[str, dict[int, str]]:
    """Return the hash of each row as its newest event tells it, by table."""
    newest: dict[str, dict[int, str]] = {}
    before = FIRST
    events = raw.execute(
        "SELECT number, table_name, row_number, row_hash, seal FROM record_events ORDER BY number"
    )
    for place, (number, table, row, of_row, seal) in enumerate(events, start=1):
        if number != place or seal != event_hash(number, table, row, of_row, before):
            raise _changed(table, row)
        newest.setdefault(table, {})[row] = of_row
        before = seal
    return newest


def _changed(table: str, row: int) -> StorageError:
    return StorageError(
        "The record was changed by hand: row {row} of the table {table}, or what was recorded of"
        " it, is not as it was recorded.",
        table=table,
        row=row,
    )
