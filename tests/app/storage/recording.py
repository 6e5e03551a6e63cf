"""What the tests of the record have in common."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from app.settings import RecordSettings
from app.storage.store import Store
from models.inspection import Inspection
from models.judgement import Finding, Occasion, Verdict
from models.shift import Shift
from tests.fakes import judgement

MORNING = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
DAY = Shift("Day", MORNING, MORNING + timedelta(hours=8))
LATE = Shift("Late", DAY.ends_at, DAY.ends_at + timedelta(hours=8))


def finding(verdict: Verdict = Verdict.PASS, of: str | None = None, **more: Any) -> Finding:
    """A finding with a small picture and a smaller map; `more` goes to its judgement."""
    return Finding(
        judgement(verdict, **more),
        Occasion.REINSPECTION if of else Occasion.LINE,
        np.arange(96 * 96, dtype=np.uint8).reshape(96, 96),
        np.full((24, 24), 0.5, np.float32),
        reinspection_of=of,
    )


def settings(folder: Path, **more: Any) -> RecordSettings:
    """Settings of a record in `folder`."""
    return RecordSettings(database=folder / "castwatch.db", **more)


def keep(store: Store, *verdicts: Verdict, shift: Shift = DAY) -> list[Inspection]:
    """Record findings of these verdicts, a second apart."""
    return keep_all(store, map(finding, verdicts), shift)


def keep_all(store: Store, findings: Iterable[Finding], shift: Shift = DAY) -> list[Inspection]:
    """Record findings, a second apart."""
    return [
        store.keep(one, shift, shift.starts_at + timedelta(seconds=number))
        for number, one in enumerate(findings)
    ]
