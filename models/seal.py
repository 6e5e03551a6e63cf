"""The record hash of each record: SHA-256 over it and over the hash of the record before.

Whoever changes, removes or adds a record in the middle breaks every hash from there on. The hashes
go to the plant with the messages, out of reach of whoever could make them all anew.
docs/record-hash.md defines both versions, for whoever computes them elsewhere.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from pydantic import TypeAdapter

from models.audit import AuditEntry
from models.canonical_json import canonical, without_nulls
from models.challenge import Challenge
from models.decision import Decision
from models.inspection import Inspection

VERSION = 2  # of the definition that new records are hashed by
FIRST = "0" * 64  # stands before the first
_ADDED_LATER = {
    "light",
    "serial",
    "frames",
    "novelty",
}  # left out while empty: seals from before them still fit


_audit_entry = TypeAdapter(AuditEntry)


def record_hash(record: Mapping[str, object]) -> str:
    """Return the hash of version 2, 64 hexadecimal digits, of a record as JSON.

    `record` is a message of models.events, or a record of the same form: with `hash_version` and
    `previous_hash`. Its own `seal` and members that are null are left out. Raises ValueError for
    what JSON cannot say: a number that is not finite, text that is no Unicode.
    """
    covered = {name: value for name, value in record.items() if name != "seal"}
    return hashlib.sha256(canonical(without_nulls(covered))).hexdigest()


def has_record_hash(message: str, expected: str) -> bool:
    """Return whether a message says what has that hash of version 2, and carries it.

    A message in the order of its canonical form is hashed as it stands, in a tenth of the time.
    Raises ValueError for what is no JSON.
    """
    carried = f'"seal":"{expected}",'
    if message.count('"seal":') == message.count(carried) == 1:
        covered = _without_nulls(message.replace(carried, ""))
        if covered is not None and _sha256(covered) == expected:
            return True
    said = json.loads(message)
    return bool(said.get("seal") == expected == record_hash(said))


def _without_nulls(message: str) -> str | None:
    """The text of a message without members that are null; None where that is not plain to see.

    No such member may be there a second time: of two the last would count.
    """
    first, *others = message.split(":null")
    kept = first
    for after in others:
        before, _, name = kept.removesuffix('"').rpartition('"')
        is_member = kept.endswith('"') and before.endswith(("{", ",")) and name.isidentifier()
        if not is_member or message.count(f'"{name}":') > 1:
            return None
        kept = before + after[1:] if after.startswith(",") else before.removesuffix(",") + after
    return kept


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def audit_hash(entry: AuditEntry, before: str) -> str:
    """Return the hash of version 2 of a line of the audit log after the line with that hash."""
    said = _audit_entry.dump_python(entry, mode="json")
    return record_hash(said | {"hash_version": VERSION, "previous_hash": before})


def seal_of(recorded: Inspection | Decision | Challenge | AuditEntry, before: str) -> str:
    """Return the hash of version 1, 64 hexadecimal digits: of records that are there already.

    Inspections, decisions, challenges and the audit log have a chain each.
    """
    values = asdict(recorded)
    if isinstance(recorded, Inspection):
        del values["epoch"]
    for part in ("judgement", "picture"):
        within = values.get(part) or {}
        for name in _ADDED_LATER & within.keys():
            if not within[name]:
                del within[name]
    said = json.dumps(values, sort_keys=True, default=_plain)
    return hashlib.sha256(f"{before}\n{said}".encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} has no place in a seal")
