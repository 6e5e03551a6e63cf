"""What people decide is on record beside what the station said, and goes to the plant."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.storage import StorageError
from app.storage.checking import Sealed, check_seals
from app.storage.export import export
from app.storage.history import EVERYTHING, History
from app.storage.messages import Messages
from app.storage.rescue import rescue
from app.storage.store import Store
from models.decision import DecisionWish, DefectKind, Ruling
from models.history import HistoryFilter, HistoryQuery
from models.judgement import Verdict
from models.outbox import MessageKind
from models.shift import Tally
from tests.app.storage.recording import MORNING, finding, keep, keep_all, settings
from tests.app.storage.test_seals import by_hand

LATER = MORNING + timedelta(minutes=5)


def wish(inspection_id: str, ruling: Ruling = Ruling.SOUND, **more: object) -> DecisionWish:
    made = {"decided_by": "Kim", "reason": "A stain."} | more
    return DecisionWish(inspection_id, ruling, **made)  # type: ignore[arg-type]


def test_a_decision_stands_beside_the_verdict_which_stays(store: Store, history: History) -> None:
    (kept,) = keep(store, Verdict.REVIEW)
    burr = wish(kept.id, Ruling.DEFECTIVE, defect_kind=DefectKind.BURR, reason="")
    decided = store.decide(burr, LATER)
    assert (decided.casting_id, decided.verdict) == (kept.id, Verdict.REVIEW)
    assert history.decisions(kept.id) == (decided,)
    page = history.page(HistoryQuery())
    assert page.rows == (kept,)
    assert page.decision(kept) == decided


def test_a_later_decision_takes_the_place_of_an_earlier_one_which_stays_on_record(
    store: Store, history: History
) -> None:
    (kept,) = keep(store, Verdict.REJECT)
    first = store.decide(wish(kept.id), LATER)
    second = store.decide(wish(kept.id, Ruling.DEFECTIVE, reason=""), LATER)
    assert history.decisions(kept.id) == (first, second)
    assert history.page(HistoryQuery()).decision(kept) == second
    assert [decision for _, decision in history.each(EVERYTHING)] == [second]


def test_a_decision_is_of_the_casting_whichever_inspection_was_looked_at(
    store: Store, history: History
) -> None:
    (first,) = keep(store, Verdict.REJECT)
    (again,) = keep_all(store, [finding(Verdict.PASS, of=first.id)])
    decided = store.decide(wish(again.id), LATER)
    assert (decided.inspection_id, decided.casting_id) == (again.id, first.id)
    page = history.page(HistoryQuery())
    assert [page.decision(row) for row in page.rows] == [decided, decided]


@pytest.mark.parametrize(
    ("verdict", "ruling"), [(Verdict.REJECT, Ruling.SOUND), (Verdict.PASS, Ruling.DEFECTIVE)]
)
def test_nobody_overrides_the_station_without_a_reason(
    store: Store, history: History, verdict: Verdict, ruling: Ruling
) -> None:
    (kept,) = keep(store, verdict)
    with pytest.raises(StorageError, match="must give a reason"):
        store.decide(wish(kept.id, ruling, reason=""), LATER)
    assert history.decisions(kept.id) == ()
    assert Messages(store.engine).count_waiting() == 1, "the inspection's own"


def test_a_sound_casting_has_no_defect(store: Store) -> None:
    (kept,) = keep(store, Verdict.REJECT)
    assert store.decide(wish(kept.id, defect_kind=DefectKind.BURR), LATER).defect_kind is None


def test_nothing_is_decided_of_what_is_not_on_record(store: Store) -> None:
    with pytest.raises(StorageError, match="There is no inspection nowhere on record"):
        store.decide(wish("nowhere"), LATER)


def test_its_message_follows_that_of_the_inspection(store: Store) -> None:
    (kept,) = keep(store, Verdict.REJECT)
    decided = store.decide(wish(kept.id), LATER)
    inspection, decision = Messages(store.engine).waiting(10)
    assert (inspection.kind, decision.kind) == (MessageKind.INSPECTION, MessageKind.DECISION)
    assert (decision.id, decision.sequence) == (decided.id, kept.sequence)
    said = json.loads(decision.payload)
    assert (said["ruling"], said["is_override"], said["reason"]) == ("sound", True, "A stain.")


def test_decisions_are_exported_with_their_inspections(
    store: Store, history: History, tmp_path: Path
) -> None:
    kept, _ = keep(store, Verdict.REJECT, Verdict.PASS)
    store.decide(wish(kept.id, Ruling.DEFECTIVE, defect_kind=DefectKind.PINHOLE), LATER)
    export(history, EVERYTHING, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        first, second = csv.DictReader(stream)
    assert (first["ruling"], first["defect_kind"], first["decided_by"]) == (
        "defective",
        "pinhole",
        "Kim",
    )
    assert (second["ruling"], second["decided_at"]) == ("", "")


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """A closed database with two decisions."""
    store = Store(settings(tmp_path), "station-1")
    for kept in keep(store, Verdict.REJECT, Verdict.REVIEW):
        store.decide(wish(kept.id), LATER)
    store.close()
    return tmp_path / "castwatch.db"


def test_a_decision_that_was_changed_by_hand_is_found(decided: Path) -> None:
    assert check_seals(decided) == Sealed(2, unsealed=0)
    by_hand(decided, "UPDATE decisions SET decided_by = 'Lee' WHERE number = 1")
    with pytest.raises(StorageError, match="changed by hand: the decision"):
        check_seals(decided)


@pytest.mark.parametrize("change", ["UPDATE decisions SET reason = ''", "DELETE FROM decisions"])
def test_the_database_refuses_to_change_a_decision(decided: Path, change: str) -> None:
    with (
        closing(sqlite3.connect(decided)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="what is recorded never changes"),
    ):
        connection.execute(change)


def test_decisions_are_rescued_too(decided: Path, tmp_path: Path) -> None:
    saved = rescue(decided, tmp_path / "saved.db", lambda *_: None)
    assert (saved.inspections, saved.waiting) == (2, 4)
    assert check_seals(tmp_path / "saved.db").sealed == 2


def test_messages_of_a_database_from_before_there_were_decisions_are_rescued(
    decided: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(decided)) as connection, connection:
        guards = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in guards.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM outbox WHERE kind = 'decision'")
        connection.execute("DROP INDEX ix_outbox_queues")
        connection.execute("ALTER TABLE outbox DROP COLUMN kind")
        connection.execute("DROP TABLE decisions")
    assert rescue(decided, tmp_path / "saved.db", lambda *_: None).waiting == 2


def test_what_no_person_has_decided_can_be_asked_for(store: Store, history: History) -> None:
    first, second, third, _ = keep(store, *[Verdict.REVIEW] * 3, Verdict.PASS)
    keep_all(store, [finding(Verdict.REVIEW, of=third.id)])
    store.decide(wish(first.id), LATER)
    store.decide(wish(third.id), LATER)
    wanted = HistoryFilter(verdict=Verdict.REVIEW, undecided=True)
    page = history.page(HistoryQuery(wanted))
    assert page.rows == (second,)
    assert (page.count, page.tally) == (1, Tally(review=1))
    assert [one for one, _ in history.each(wanted)] == [second]
    assert history.shifts(wanted).shifts[0].tally == Tally(review=1)
    store.decide(wish(second.id), LATER)
    assert history.page(HistoryQuery(wanted)).rows == ()
