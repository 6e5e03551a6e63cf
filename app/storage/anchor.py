"""The anchor: what was recorded last, kept outside the database, under a key outside it.

The chains within a database tell whether something in the middle was changed. They do not tell
whether the newest records were cut off, nor whether the database is an older copy of itself:
that does the anchor. After each commit it holds the newest hash of every chain, the epoch and
the sequence number, with an HMAC over all of it. It is a file of the user's, in the folder of the
program's state, one for each database; beside it lies the key.

It is written in place, in one of two slots by turns, and brought to the disk every FLUSH_S seconds
and at the end. The slots are numbered one after the other, and both must be right. So it may be
behind the database, after a power cut, but never before it; and a database that goes on from where
the anchor is fits it. docs/record-hash.md tells what it does not protect against.
"""

import hashlib
import hmac
import json
import os
import re
import secrets
import sqlite3
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import platformdirs
import structlog
from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from models.canonical_json import canonical
from models.epoch import EpochCause

FLUSH_S = 10.0  # how far the anchor may be behind after a power cut
_SLOT = 2_048  # bytes
_KEY_BYTES = 32
_CHAINS = ("seals", "decisions", "challenges", "audit", "record_events")
_WROTE = "castwatch_wrote"
_NEWEST = (
    "(SELECT json_array(number, seal) FROM {table} WHERE seal IS NOT NULL"
    " ORDER BY number DESC LIMIT 1)"
)
_HEADS = (
    "SELECT (SELECT id FROM epochs ORDER BY number LIMIT 1),"  # noqa: S608 - our own tables
    " (SELECT id FROM epochs ORDER BY number DESC LIMIT 1),"
    " (SELECT sequence FROM inspections ORDER BY number DESC LIMIT 1), "
    + ", ".join(_NEWEST.format(table=table) for table in _CHAINS)
)
_COUNT = re.compile(rb'"count":(\d{1,15}),')
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why the database is not the one that was written last, as far as the anchor tells."""

    cause: EpochCause
    epoch: str | None = None  # that was given out last; None where nothing tells it
    sequence: int | None = None  # the highest that was given out; None where nothing tells it


class Anchor:
    """The anchor of one database; from any thread.

    It writes only once the database was seen to be the one that was written last, or a new
    epoch has begun in it (`accept`). It never raises for its own files: what cannot be written is
    logged, and told by `trouble`.
    """

    def __init__(self, database: Path, folder: Path | None = None) -> None:
        """`folder` is where anchors and their key lie; the user's by default."""
        self._database = database
        self._folder = folder or anchor_folder()
        self._lock = threading.Lock()
        self._record: str | None = None  # whose anchor this may write: id of its first epoch
        self._written: dict[str, Any] = {}
        self._place: dict[str, Any] = {}
        self._stream: Any = None  # the anchor's file, open while it is followed
        self._signing_key = b""
        self._flushed_at = float("-inf")
        self.trouble: OSError | None = None  # why it cannot be written; None while it can

    def file(self, record: str) -> Path:
        """Return where the anchor of the database with that first epoch lies."""
        return self._folder / f"{record}.anchor"

    def compare(self, raw: sqlite3.Connection) -> Mismatch | None:
        """Compare the database with what was written last; None where it is the same, or goes on.

        A database without epochs has no anchor, and fits. Where it fits it is accepted.
        """
        heads = _heads(raw)
        if heads is None:
            return None
        try:
            known = self._read(heads["record"])
        except FileNotFoundError:
            return Mismatch(EpochCause.NO_ANCHOR)
        except (OSError, ValueError):
            return Mismatch(EpochCause.BAD_ANCHOR)
        epoch, sequence = known["epoch"], known["sequence"]
        cause = _difference(raw, known["chains"])
        if cause is None and not self._is_in_place(known):
            cause = EpochCause.COPY
        if cause is not None:
            return Mismatch(cause, epoch, sequence)
        self._accept(heads["record"])
        return None

    def accept(self, raw: sqlite3.Connection) -> None:
        """Go on from the database as it is: an epoch has begun in it. Writes it down at once."""
        heads = _heads(raw)
        if heads is not None:
            self._accept(heads["record"])
            with suppress(OSError):
                self.file(heads["record"]).unlink()
            self._write(heads)

    def update(self, raw: sqlite3.Connection) -> None:
        """Write down what a commit has brought, as far as the database was accepted."""
        try:
            heads = _heads(raw)
        except sqlite3.Error:  # whoever uses the database is told of it
            return
        if heads is None:
            return
        if heads["record"] != self._record and self._is_new(raw, heads["record"]):
            self._accept(heads["record"])
        if heads["record"] == self._record:
            self._write(heads)

    def flush(self) -> None:
        """Bring what is written to the disk, and let go of the file."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            with closing(stream), suppress(OSError):
                os.fsync(stream.fileno())

    def _accept(self, record: str) -> None:
        with self._lock:
            self._close()
            self._record, self._written = record, {}
            self._place = _place_of(self._database)

    def _is_new(self, raw: sqlite3.Connection, record: str) -> bool:
        """Whether the first epoch has just begun, and nothing else goes by that name."""
        several = raw.execute("SELECT count(*) FROM epochs").fetchone() != (1,)
        return not several and not self.file(record).exists()

    def _is_in_place(self, known: dict[str, Any]) -> bool:
        place = _place_of(self._database)
        return any(known.get(name) == place[name] for name in place)

    def _read(self, record: str) -> dict[str, Any]:
        """Return the newer of both slots.

        Raises OSError, and ValueError where one of them was changed.
        """
        content, key = self.file(record).read_bytes(), self._key()
        slots = [content[start : start + _SLOT] for start in (0, _SLOT)]
        said = [_verified(slot, key, record) for slot in slots if slot.strip(b"\0")]
        counts = sorted(int(each["count"]) for each in said)
        if counts != [1] and (len(counts) < len(slots) or counts[1] != counts[0] + 1):
            raise ValueError("a slot of the anchor is missing")
        return max(said, key=lambda each: int(each["count"]))

    def _write(self, heads: dict[str, Any]) -> None:
        with self._lock:
            said = heads | self._place
            if said == self._written:
                return
            try:
                self._put_slot(said)
            except OSError as error:
                if self.trouble is None:
                    _log.warning("The anchor cannot be written.", reason=str(error))
                self.trouble = error
                self._close()
            else:
                self._written, self.trouble = said, None

    def _put_slot(self, said: dict[str, Any]) -> None:
        if self._stream is None:
            self._signing_key = self._make_key()
            self._stream = _open_private(self.file(self._record or ""))
        count = self._last_count() + 1
        content = said | {"count": count, "written_at": datetime.now(UTC).isoformat()}
        signed = content | {"mac": _mac(self._signing_key, content)}
        self._stream.seek(count % 2 * _SLOT)
        self._stream.write(canonical(signed).ljust(_SLOT - 1) + b"\n")
        if time.monotonic() >= self._flushed_at + FLUSH_S:
            os.fsync(self._stream.fileno())
            self._flushed_at = time.monotonic()

    def _last_count(self) -> int:
        """Return the number of the newest slot; another program may have written it."""
        self._stream.seek(0)
        counts = _COUNT.findall(self._stream.read(2 * _SLOT))
        return max(map(int, counts), default=0)

    def _key(self) -> bytes:
        """Return the key. Raises OSError, and ValueError where it is none."""
        key = (self._folder / "key").read_bytes()
        if len(key) != _KEY_BYTES:
            raise ValueError("the key of the anchor is damaged")
        return key

    def _make_key(self) -> bytes:
        """Return the key; make one where there is none, or none that serves. Raises OSError."""
        with suppress(FileNotFoundError, ValueError):
            return self._key()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(_open_private(self._folder / "key")) as stream:
            stream.write(secrets.token_bytes(_KEY_BYTES))
            stream.truncate(_KEY_BYTES)
            os.fsync(stream.fileno())
        return (self._folder / "key").read_bytes()


def anchor_folder() -> Path:
    """Return where anchors and their key lie."""
    return platformdirs.user_state_path("castwatch", appauthor=False) / "anchors"


def attach(engine: Engine, anchor: Anchor) -> None:
    """Let the anchor follow whatever is committed through the engine."""

    def on_checkin(raw: Any, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop(_WROTE, False) and raw is not None:
            anchor.update(cast("sqlite3.Connection", raw))

    event.listen(engine, "checkin", on_checkin)
    event.listen(engine, "engine_disposed", lambda _: anchor.flush())


def mark_written(info: dict[Any, Any]) -> None:
    """Note that the connection has written, so that the anchor follows when it is given back."""
    info[_WROTE] = True


def _open_private(file: Path) -> Any:
    """Open a file of the owner's alone to be changed in place; make it where there is none."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(file, flags, 0o600), "r+b", buffering=0)


def _heads(raw: sqlite3.Connection) -> dict[str, Any] | None:
    """Return what was recorded last, as one transaction sees it; None before the first epoch."""
    record, epoch, sequence, *newest = raw.execute(_HEADS).fetchone()
    if record is None:
        return None
    chains = {
        table: json.loads(each)
        for table, each in zip(_CHAINS, newest, strict=True)
        if each is not None
    }
    return {"record": record, "epoch": epoch, "sequence": sequence, "chains": chains}


def _difference(raw: sqlite3.Connection, chains: dict[str, Any]) -> EpochCause | None:
    """Whether a chain does not reach as far as is known, or holds something else there."""
    for table in _CHAINS:
        if table not in chains:
            continue
        number, known = chains[table]
        one = raw.execute(f"SELECT seal FROM {table} WHERE number = ?", (number,))  # noqa: S608
        found = one.fetchone()
        if found is None:
            return EpochCause.OLDER
        if found[0] != known:
            return EpochCause.OTHER
    return None


def _place_of(database: Path) -> dict[str, Any]:
    """What tells the file from a copy of it: where it lies, and its number there.

    A file that is moved keeps its number, one that is put back in its place keeps that.
    """
    place = hashlib.sha256(os.fsencode(os.path.realpath(database))).hexdigest()
    try:
        return {"place": place, "file_number": str(database.stat().st_ino)}
    except OSError:
        return {"place": place}


def _verified(slot: bytes, key: bytes, record: str) -> dict[str, Any]:
    """Return what a slot says. Raises ValueError where that was changed."""
    try:
        said: dict[str, Any] = json.loads(slot)
        mac = said.pop("mac")
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("a slot of the anchor is damaged") from error
    if not hmac.compare_digest(str(mac), _mac(key, said)) or said["record"] != record:
        raise ValueError("a slot of the anchor was changed")
    return said


def _mac(key: bytes, said: dict[str, Any]) -> str:
    return hmac.new(key, canonical(said), hashlib.sha256).hexdigest()
