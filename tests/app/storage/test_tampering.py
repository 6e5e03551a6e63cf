"""Whatever is changed by hand in the record, in whatever table and column, the doctor names it."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.storage.baselines import teach
from app.storage.checking import check_seals
from app.storage.errors import StorageError
from app.storage.people import People
from app.storage.rescue import rescue
from app.storage.store import Store
from models.audit import Known, Who
from models.challenge import ChallengeOutcome, KnownCasting
from models.decision import DecisionWish, Ruling
from models.judgement import Verdict
from models.light import Light
from models.people import NewPerson, Role
from models.sight import Unfit, UnjudgedImage
from models.study import StudyPlan
from tests.app.storage.recording import DAY, MORNING, finding, keep_all, settings
from tests.fakes import CARD, challenge_report

pytestmark = pytest.mark.timeout(600)  # the doctor looks some two hundred times

KIM = Who("Kim", Known.SYSTEM)
NOT_RECORD = {  # what docs/record-hash.md lists as not covered
    "alembic_version",
    "lived_days",
    "shown_files",
    "shown_folders",
    "upkeep",
}
NOT_COVERED = {
    ("outbox", "number"),
    ("outbox", "sequence"),
    ("outbox", "state"),
    ("outbox", "queued_at"),
    ("outbox", "settled_at"),
    ("outbox", "reason"),
}
WIDER = {("counts", "first_at"), ("counts", "last_at")}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database with rows in every table of record, and its anchor."""
    store = Store(settings(tmp_path, keep_every_nth_pass=1), "station-1")
    light = Light(120.0, 0.4, 0.5, 0.5)
    each = [finding(light=light, serial="A-1", novelty=0.5, part=7, source="a.png")] * 26
    kept = keep_all(store, [*each, finding(Verdict.REJECT)])
    keep_all(store, [finding(Verdict.REJECT, of=kept[0].id)])
    store.keep(finding(), DAY, MORNING, clock_jump=-3.5)
    for one in kept[:2]:
        store.decide(DecisionWish(one.id, Ruling.DEFECTIVE, "Kim", reason="A hole."), MORNING)
    for outcome in (ChallengeOutcome.PASSED, ChallengeOutcome.BYPASSED):
        store.record_challenge(challenge_report(outcome), DAY, MORNING + timedelta(minutes=1))
    store.note_unjudged(UnjudgedImage(Unfit.BLURRED), DAY, MORNING)
    store.set_apart(finding(Verdict.REJECT), ValueError("no"), MORNING)
    teach(store.engine, KIM, MORNING)
    castings = (KnownCasting("1", Verdict.PASS), KnownCasting("2", Verdict.REJECT))
    study = store.studies.begin(StudyPlan(castings, ("Kim",), 2, 1), CARD, KIM, MORNING)
    store.studies.answer(study, 0, Verdict.PASS, MORNING)
    People(store.engine).add(NewPerson("Kim", Role.ENGINEER, "135790"), KIM)
    store.close()
    return tmp_path / "castwatch.db"


def tables(file: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(file)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {
            name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            for (name,) in names
            if name not in NOT_RECORD
        }


def by_hand(file: Path, statement: str) -> int:
    """Run it as somebody would who knows SQLite; returns how many rows it changed."""
    with closing(sqlite3.connect(file)) as connection, connection:
        found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        guards = found.fetchall()
        for name, _ in guards:
            connection.execute(f'DROP TRIGGER "{name}"')
        changed = connection.execute(statement).rowcount
        for _, sql in guards:
            connection.execute(sql)
    return changed


def is_found_out(file: Path) -> bool:
    try:
        check_seals(file)
    except StorageError:
        return True
    return False


def test_every_table_of_record_has_a_row_to_be_changed(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        empty = [
            name
            for name in tables(file)
            if connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() is None
        ]
    assert empty == []
    assert check_seals(file).is_anchored


def test_a_changed_value_is_found_out_in_every_column(file: Path) -> None:
    unseen = []
    pristine = file.read_bytes()
    for table, columns in tables(file).items():
        for column in columns:
            if (table, column) in NOT_COVERED:
                continue
            value = _another(column, table)
            statement = f"UPDATE OR IGNORE {table} SET {column} = {value}"
            last = f" WHERE rowid = (SELECT max(rowid) FROM {table} WHERE {column} IS NOT NULL)"
            if table in {"counts", "scores"}:
                last = f" WHERE ({_key(table)}) = (SELECT {_key(table)} FROM {table} LIMIT 1)"
            if by_hand(file, statement + last) and not is_found_out(file):
                unseen.append((table, column))
            file.write_bytes(pristine)
    assert unseen == []


def _key(table: str) -> str:
    keys = {
        "counts": "block, shift, shift_started_at, verdict",
        "scores": "span, place, shift, verdict, score",
    }
    return keys[table]


def _another(column: str, table: str) -> str:
    """Another value of the same kind, as far as there is one."""
    if (table, column) in WIDER:
        return "'2026-03-02T06:00:07.500000Z'"
    if column.endswith("_at") or column == "at":
        return "'2020-01-01T00:00:00.000000Z'"
    words = {
        "verdict": "iif(verdict = 'pass', 'reject', 'pass')",
        "said": "'reject'",
        "ruling": "'sound'",
        "occasion": "'manual'",
        "outcome": "'failed'",
        "cause": "iif(cause = 'new', 'copy', 'hours')",
        "reason": "iif(reason = 'blurred', 'glare', 'another')",
        "kind": "iif(kind = 'decision', 'challenge', 'decision')",
        "role": "'operator'",
        "known": "'signed in'",
        "deed": "'PIN changed'",
        "hash_version": "3 - hash_version",
        "defect_kind": "'burr'",
    }
    if column in words:
        return words[column]
    number = f"{column} + 1"
    json_text = {
        "frame_probabilities": "'[0.5]'",
        "outline": "replace(outline, '64', '65')",
        "frames": "'[]'",
        "steps": "'[]'",
        "mean": "replace(mean, '120', '121')",
        "spread": "replace(spread, '0', '1')",
        "castings": "iif(typeof(castings) = 'integer', castings + 1, '[]')",
        "people": "'[]'",
        "details": "'{}'",
    }
    if column in json_text:
        return json_text[column]
    return f"iif(typeof({column}) IN ('integer', 'real'), {number}, 'x' || {column})"


@pytest.mark.parametrize("place", ["min", "max"])
def test_a_row_that_is_removed_is_found_out_in_every_table(file: Path, place: str) -> None:
    unseen = []
    pristine = file.read_bytes()
    for table in tables(file):
        which = f"rowid = (SELECT {place}(rowid) FROM {table})"
        if table in {"counts", "scores"}:
            which = f"({_key(table)}) = (SELECT {_key(table)} FROM {table} LIMIT 1)"
        assert by_hand(file, f"DELETE FROM {table} WHERE {which}")
        if not is_found_out(file):
            unseen.append(table)
        file.write_bytes(pristine)
    assert unseen == []


def test_a_row_that_is_added_is_found_out_in_every_table(file: Path) -> None:
    unseen = []
    pristine = file.read_bytes()
    for table, columns in tables(file).items():
        unique = {"number": "number + 100", "id": "'x' || id", "name": "'x' || name"}
        unique |= {"sequence": "sequence + 100", "score": "score + 1", "block": "block + 1"}
        unique |= {"badge_hash": "NULL"}
        values = ", ".join(unique.get(column, column) for column in columns)
        source = f"SELECT {values} FROM {table} LIMIT 1"
        assert by_hand(file, f"INSERT INTO {table} ({', '.join(columns)}) {source}") == 1
        if not is_found_out(file):
            unseen.append(table)
        file.write_bytes(pristine)
    assert unseen == []


def test_rows_that_change_places_are_found_out(file: Path) -> None:
    unseen = []
    pristine = file.read_bytes()
    for table in ("inspections", "seals", "decisions", "challenges", "audit", "record_events"):
        by_hand(file, f"UPDATE {table} SET number = -number WHERE number <= 2")
        by_hand(file, f"UPDATE {table} SET number = 3 + number WHERE number < 0")
        if not is_found_out(file):
            unseen.append(table)
        file.write_bytes(pristine)
    assert unseen == []


def test_a_row_added_by_hand_is_not_vouched_for_by_what_is_recorded_next(
    tmp_path: Path,
) -> None:
    file = tmp_path / "castwatch.db"
    store = Store(settings(tmp_path, keep_pictures="none"), "station-1")
    keep_all(store, [finding()])
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "INSERT INTO unfit_pictures (seen_at, shift, shift_started_at, reason)"
            " VALUES ('2026-03-02T06:00:00.000000Z', 'Day', '2026-03-02T06:00:00.000000Z', 'glare')"
        )
    store.note_unjudged(UnjudgedImage(Unfit.BLURRED), DAY, MORNING)
    store.close()
    with pytest.raises(StorageError, match="row 1 of the table unfit_pictures"):
        check_seals(file)


@pytest.mark.parametrize("change", ["UPDATE", "DELETE"])
def test_the_database_refuses_changes_to_every_table_of_record(file: Path, change: str) -> None:
    may = {("people", "UPDATE"), ("unrecorded_results", "UPDATE")}
    may |= {("counts", "UPDATE"), ("scores", "UPDATE")}
    for table, columns in tables(file).items():
        if (table, change) in may:
            continue
        column = "id" if table == "outbox" else columns[0]
        statement = f"DELETE FROM {table}"
        if change == "UPDATE":
            statement = f"UPDATE {table} SET {column} = {column}"
        with (
            closing(sqlite3.connect(file)) as connection,
            pytest.raises(sqlite3.IntegrityError, match=r"never changes|never deleted"),
        ):
            connection.execute(statement)


def test_a_copy_made_by_recovery_is_as_it_was_recorded(file: Path, tmp_path: Path) -> None:
    saved = tmp_path / "saved.db"
    rescue(file, saved, lambda *_: None)
    found = check_seals(saved)
    assert (found.sealed, found.unsealed) == (29, 0)
    assert not found.is_anchored, "nothing outside vouches for a copy"
    assert by_hand(saved, "UPDATE baselines SET castings = castings + 1") == 1
    with pytest.raises(StorageError, match="table baselines"):
        check_seals(saved)
