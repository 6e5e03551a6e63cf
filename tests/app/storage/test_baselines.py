"""Teaching how castings lie and are lit."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from app.storage import StorageError
from app.storage.audit import audit_entries
from app.storage.baselines import newest_baseline, teach
from app.storage.store import Store
from models.audit import Deed, Known, Who
from models.drift import TAUGHT_FROM
from models.judgement import Finding, Verdict
from models.light import Light
from tests.app.storage.recording import MORNING, finding, keep, keep_all

KIM = Who("Kim", Known.SIGNED_IN)


def lit(brightness: float, verdict: Verdict = Verdict.PASS, of: str | None = None) -> Finding:
    return finding(verdict, of, light=Light(brightness, 0.4, 0.5, 0.5))


def test_the_newest_castings_of_the_line_teach(store: Store) -> None:
    first = keep_all(store, [lit(10.0) for _ in range(20)])[0]
    keep_all(store, [lit(130.0 + number % 2) for number in range(TAUGHT_FROM - 10)])
    keep_all(store, [lit(130.0 + number % 2, Verdict.REVIEW) for number in range(10)])
    keep_all(store, [lit(200.0, of=first.id)])  # a picture of before, looked at again
    keep(store, Verdict.PASS)  # from a station that did not measure light
    baseline = teach(store.engine, KIM, MORNING)
    assert baseline.castings == TAUGHT_FROM
    assert baseline.mean.brightness == pytest.approx(130.5)
    assert (baseline.mean.sharpness, baseline.mean.x) == pytest.approx((0.4, 0.5))
    assert baseline.spread.brightness == pytest.approx(0.5025, abs=1e-4)
    assert baseline.review == pytest.approx(0.1)
    assert newest_baseline(store.engine) == baseline


def test_too_few_castings_teach_nothing(store: Store) -> None:
    keep_all(store, [lit(130.0) for _ in range(24)])
    with pytest.raises(StorageError, match=r"There are 24 castings to learn from, and 25 are"):
        teach(store.engine, KIM, MORNING)
    assert newest_baseline(store.engine) is None


def test_who_taught_what_is_in_the_audit_log(store: Store) -> None:
    keep_all(store, [lit(130.0) for _ in range(30)])
    teach(store.engine, KIM, MORNING)
    [line] = [each for each in audit_entries(store.engine) if each.deed is Deed.BASELINE_TAUGHT]
    assert (line.who, line.details["castings"], line.details["brightness"]) == ("Kim", "30", "130")


@pytest.mark.parametrize("statement", ["UPDATE baselines SET review = 1", "DELETE FROM baselines"])
def test_a_baseline_is_never_changed(store: Store, statement: str) -> None:
    keep_all(store, [lit(130.0) for _ in range(30)])
    teach(store.engine, KIM, MORNING)
    file = Path(store.engine.url.database or "")
    with (
        closing(sqlite3.connect(file)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="what is recorded never changes"),
    ):
        connection.execute(statement)
    with store.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM baselines")) == 1
