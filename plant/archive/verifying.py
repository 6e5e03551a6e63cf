"""Whether what stations sent is what they recorded: hashes computed anew, numbers without gaps.

docs/record-hash.md tells what a hash covers. Each message is checked by itself; then the
numbers of each station and epoch must be there once each, and each message must name the hash
of the one before.
"""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from models.errors import KnownError
from models.seal import FIRST, VERSION, record_hash
from plant.archive.datasets import CHALLENGES, DATASETS, DECISIONS, INSPECTIONS, Dataset
from plant.archive.names import Folder, live
from plant.archive.shelf import Shelf

_ROW = struct.Struct(">qQQQQ")  # sequence; the first 16 bytes of the hash and of the one before
_FIELDS = [("sequence", ">i8"), *((name, ">u8") for name in ("a", "b", "before_a", "before_b"))]
_ORIGIN = ("kafka_partition", "kafka_offset")
_SHIFT = {"name": "shift", "started_at": "shift_started_at"}
_NETWORK = {"name": "network", "sha256": "network_sha256"}
_PICTURE = {"name": "picture", "sha256": "picture_sha256"}
_NESTED: dict[str, dict[str, dict[str, str]]] = {  # members of messages, by the columns' names
    INSPECTIONS.name: {
        "shift": _SHIFT,
        "thresholds": {"review": "review_threshold", "reject": "reject_threshold"},
        "network": _NETWORK,
        "picture": _PICTURE | {"defect_map": "defect_map", "frames": "frames"},
        "light": {name: name for name in ("brightness", "sharpness", "x", "y")},
    },
    DECISIONS.name: {},
    CHALLENGES.name: {"shift": _SHIFT, "network": _NETWORK},
}
_AS_JSON = (("", "outline"), ("picture", "frames"), ("", "steps"))
_MOST_SAID = 20  # findings of one kind in a station's epoch are told one by one


class VerificationError(KnownError):
    """Something that is not as the station recorded it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What there is of one epoch of a station's inspections."""

    station: str
    epoch: str  # "" in older messages
    first: int
    last: int
    inspections: int
    newest_hash: str


@dataclass(slots=True)
class Verified:
    """What came of it."""

    messages: int = 0  # of all kinds whose hash was computed and fits
    older: int = 0  # whose hash cannot be computed here: of version 1, or without one
    newer: int = 0  # whose hash is of a version that this program does not know
    stretches: list[Stretch] = field(default_factory=list)
    findings: list[VerificationError] = field(default_factory=list)


@dataclass(slots=True)
class _Epoch:
    rows: bytearray = field(default_factory=bytearray)
    newest: tuple[int, str] = (0, "")


class Verifier:
    """Takes the messages of one station, in any order, and says what does not fit."""

    def __init__(self, station: str, result: Verified) -> None:
        self._station = station
        self._result = result
        self._epochs: dict[str, _Epoch] = {}
        self._others: dict[str, tuple[set[str], set[str]]] = {}  # hashes, and those before
        self._heads: set[str] = set()
        self._altered = 0

    def take(self, dataset: Dataset, said: dict[str, Any]) -> None:
        """Take a message as JSON."""
        self._check_hash(said)
        if dataset is INSPECTIONS:
            self._take_inspection(said)
            return
        seals, before = self._others.setdefault(dataset.name, (set(), set()))
        seals.add(said.get("seal") or "")
        if said.get("hash_version"):
            before.add(said.get("previous_hash") or "")
        if said.get("newest_hash"):
            self._heads.add(said["newest_hash"])

    def end(self) -> None:
        """Look at all that has come."""
        for name in sorted(self._epochs):
            self._check_epoch(name, self._epochs[name])
        self._check_heads()
        for name, (seals, before) in self._others.items():
            if missing := before - seals - {FIRST}:
                self._result.findings.append(
                    VerificationError(
                        "Station {station}: {count} of its {dataset} are missing just before"
                        " others.",
                        station=self._station,
                        dataset=name,
                        count=len(missing),
                    )
                )

    def _check_hash(self, said: dict[str, Any]) -> None:
        version = said.get("hash_version")
        if not version:
            self._result.older += 1
        elif version != VERSION:
            self._result.newer += 1
        elif said.get("seal") == record_hash(said):
            self._result.messages += 1
        else:
            self._altered += 1
            if self._altered <= _MOST_SAID:
                self._result.findings.append(
                    VerificationError(
                        "Station {station}: the message {id} is not as it was recorded.",
                        station=self._station,
                        id=said.get("id", "?"),
                    )
                )

    def _take_inspection(self, said: dict[str, Any]) -> None:
        epoch = self._epochs.setdefault(said.get("epoch") or "", _Epoch())
        seal, before = said.get("seal") or "", said.get("previous_hash") or ""
        epoch.rows += _ROW.pack(said["sequence"], *_halves(seal or said["id"]), *_halves(before))
        epoch.newest = max(epoch.newest, (said["sequence"], seal))

    def _check_epoch(self, name: str, epoch: _Epoch) -> None:
        rows = np.sort(np.frombuffer(bytes(epoch.rows), _FIELDS), order=["sequence", "a", "b"])
        rows = np.unique(rows)  # the same message again is no harm
        sequence, step = rows["sequence"], np.diff(rows["sequence"])
        where = {"station": self._station, "epoch": name or "-"}
        findings = self._result.findings
        for number in sequence[1:][step == 0][:_MOST_SAID]:
            findings.append(
                VerificationError(
                    "Station {station}, epoch {epoch}: no. {number} is there twice, and not the"
                    " same.",
                    number=int(number),
                    **where,
                )
            )
        for place in np.flatnonzero(step > 1)[:_MOST_SAID]:
            findings.append(
                VerificationError(
                    "Station {station}, epoch {epoch}: no. {first} to {last} are missing.",
                    first=int(sequence[place]) + 1,
                    last=int(sequence[place + 1]) - 1,
                    **where,
                )
            )
        linked = (step == 1) & ((rows["before_a"][1:] != 0) | (rows["before_b"][1:] != 0))
        fits = (rows["before_a"][1:] == rows["a"][:-1]) & (rows["before_b"][1:] == rows["b"][:-1])
        for number in sequence[1:][linked & ~fits][:_MOST_SAID]:
            findings.append(
                VerificationError(
                    "Station {station}, epoch {epoch}: no. {number} does not go on from the one"
                    " before.",
                    number=int(number),
                    **where,
                )
            )
        self._result.stretches.append(
            Stretch(
                self._station,
                name,
                int(sequence[0]),
                int(sequence[-1]),
                len(np.unique(sequence)),
                epoch.newest[1],
            )
        )

    def _check_heads(self) -> None:
        """What the station knew as its newest when it recorded something else must be here."""
        wanted = {_halves(head) for head in self._heads if head != FIRST}
        for epoch in self._epochs.values():
            rows = np.frombuffer(bytes(epoch.rows), _FIELDS)
            for half in list(wanted):
                if np.any((rows["a"] == half[0]) & (rows["b"] == half[1])):
                    wanted.discard(half)
        if wanted:
            self._result.findings.append(
                VerificationError(
                    "Station {station}: {count} inspections are missing that its decisions and"
                    " challenges name as the newest of their time.",
                    station=self._station,
                    count=len(wanted),
                )
            )


def verify_archive(shelf: Shelf, only: str | None = None) -> Verified:
    """Verify all that the archive holds, or what it holds of one station. Raises ShelfError."""
    result = Verified()
    for station, folders in sorted(_folders(shelf).items()):
        if only in (None, station):
            verifier = Verifier(station, result)
            for dataset, folder in folders:
                for said in _messages(shelf, dataset, folder):
                    verifier.take(dataset, said)
            verifier.end()
    return result


def _folders(shelf: Shelf) -> dict[str, list[tuple[Dataset, Folder]]]:
    found: dict[str, list[tuple[Dataset, Folder]]] = {}
    for dataset in DATASETS:
        for day in shelf.days(dataset):
            for station in shelf.stations(dataset, day):
                folder = _folder(dataset, day, station)
                found.setdefault(station, []).append((dataset, folder))
    return found


def _folder(dataset: Dataset, day: date, station: str) -> Folder:
    return Folder(dataset.name, day, station)


def _messages(shelf: Shelf, dataset: Dataset, folder: Folder) -> Iterator[dict[str, Any]]:
    for span in live(shelf.spans(folder)):
        for row in shelf.read(folder, [span]).to_pylist():
            yield message_of(dataset, row, folder.station)


def message_of(dataset: Dataset, row: dict[str, Any], station: str) -> dict[str, Any]:
    """Return the message that a row of the archive was, as JSON, without members that are null."""
    said: dict[str, Any] = {"schema_version": 1, "station": station} | {
        name: _moment(value) if isinstance(value, datetime) else value
        for name, value in row.items()
        if value is not None and name not in _ORIGIN
    }
    for whole, parts in _NESTED[dataset.name].items():
        within = {name: said.pop(column) for name, column in parts.items() if column in said}
        if within:
            said[whole] = within
    for whole, name in _AS_JSON:
        place = said.get(whole, {}) if whole else said
        if isinstance(place.get(name), str):
            place[name] = json.loads(place[name])
    return said


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _halves(digits: str) -> tuple[int, int]:
    """The first 16 bytes of a hash, or of an id where there is none, as two numbers."""
    start = digits.replace("-", "")[:32].ljust(32, "0")
    return int(start[:16], 16), int(start[16:], 16)
