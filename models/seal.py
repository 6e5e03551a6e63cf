"""The seal on each inspection: a hash over it and over the seal before.

Whoever changes, removes or adds an inspection in the middle breaks every seal from there on.
The seals go to the plant with the messages, out of reach of whoever could make them all anew.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime

from models.audit import AuditEntry
from models.challenge import Challenge
from models.decision import Decision
from models.inspection import Inspection

FIRST = "0" * 64  # stands before the first
_ADDED_LATER = {
    "light",
    "serial",
    "frames",
    "novelty",
}  # left out while empty: seals from before them still fit


def seal_of(recorded: Inspection | Decision | Challenge | AuditEntry, before: str) -> str:
    """The seal, 64 hexadecimal digits, of what is recorded after that seal.

    Inspections, decisions, challenges and the audit log have a chain each.
    """
    values = asdict(recorded)
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
