"""The worker that sets the station up, with a real file, database and broker."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.doctor import doctor_beside
from app.settings import Source, load
from app.storage.audit import audit_entries
from app.storage.store import Store
from app.workers.fitter import Fitter
from app.workers.threads import WorkerThread
from camera.config import SyntheticConfig
from models.audit import Deed, Known, Who
from models.pictures import read_picture
from models.setup import SetupAnswer, SetupForm, Trial
from tests.app.storage.recording import settings
from tests.fakes import Recorder

KIM = Who("Kim", Known.SIGNED_IN)
DAYS, SERVERS = ("record", "quota_days"), ("kafka", "servers")


class Asker(QObject):
    asked = Signal()


class Heard:
    """What the fitter has said."""

    def __init__(self, fitter: Fitter) -> None:
        self.forms, self.answers = Recorder(), Recorder()
        self.checks, self.failures = Recorder(), Recorder()
        fitter.form_read.connect(self.forms.take)
        fitter.answered.connect(self.answers.take)
        fitter.checked.connect(self.checks.take)
        fitter.failed.connect(self.failures.take)

    @property
    def answer(self) -> SetupAnswer:
        [answer] = self.answers.seen
        assert isinstance(answer, SetupAnswer)
        return answer


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "config.toml"
    made.write_text(
        f"[record]\ndatabase = '{tmp_path / 'castwatch.db'}'\nquota_days = 90\n"
        "[camera]\nkind = 'synthetic'\n[alarm]\nenabled = false\n"
    )
    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(settings(tmp_path), "station-1")
    yield made
    made.close()


@pytest.fixture
def fitter(file: Path, store: Store) -> Fitter:
    return Fitter(Source(file), store.engine, doctor_beside(SyntheticConfig()))


def test_changes_are_saved_and_the_audit_log_says_who_and_what(
    fitter: Fitter, store: Store, file: Path
) -> None:
    heard = Heard(fitter)
    fitter.read()
    fitter.save({DAYS: "30"}, KIM)
    assert heard.answer.saved == (DAYS,)
    assert load(file).record.quota_days == 30
    newest = heard.forms.seen[-1]
    assert isinstance(newest, SetupForm)
    assert next(each for each in newest.fields if each.key == DAYS).value == "30"
    [line] = [each for each in audit_entries(store.engine) if each.deed is Deed.SETTINGS_CHANGED]
    assert (line.who, line.subject) == ("Kim", str(file))
    assert line.details == {"record.quota_days": "90 → 30"}


def test_of_wrong_changes_nothing_is_saved_or_noted(
    fitter: Fitter, store: Store, file: Path
) -> None:
    heard, before = Heard(fitter), file.read_text()
    fitter.save({DAYS: "0", ("alarm", "volume"): "0.5"}, KIM)
    assert list(heard.answer.wrong) == [DAYS]
    assert file.read_text() == before
    assert list(audit_entries(store.engine)) == []


def test_a_file_that_cannot_be_written_is_told_and_not_noted(
    fitter: Fitter, store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard(fitter)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    fitter.save({DAYS: "30"}, KIM)
    assert "No space left on device" in str(heard.answer.trouble)
    assert list(audit_entries(store.engine)) == []


def test_a_damaged_file_is_told(fitter: Fitter, file: Path) -> None:
    heard = Heard(fitter)
    file.write_text("[record\n")
    fitter.read()
    assert "is not valid TOML" in str(heard.failures.seen[0])
    fitter.save({DAYS: "30"}, None)
    assert "is not valid TOML" in str(heard.answer.trouble)
    assert file.read_text() == "[record\n"


@pytest.fixture
def tries(fitter: Fitter) -> Callable[..., tuple[str, bool]]:
    told: list[tuple[str, bool]] = []
    fitter.tried.connect(lambda _, said, is_ok: told.append((str(said), is_ok)))

    def try_out(trial: Trial, **changes: str) -> tuple[str, bool]:
        keyed = {(trial.value, name): text for name, text in changes.items()}
        fitter.try_out(trial, keyed)
        return told[-1]

    return try_out


def test_a_camera_is_tried_before_it_is_saved(
    tries: Callable[..., tuple[str, bool]], file: Path, tmp_path: Path
) -> None:
    before = file.read_text()
    assert tries(Trial.CAMERA) == (
        "synthetic rig gives pictures of 512 x 512 pixels.",
        True,
    )
    (tmp_path / "empty").mkdir()
    said, is_ok = tries(Trial.CAMERA, kind="folder", path=str(tmp_path / "empty"))
    assert not is_ok
    assert "There are no pictures in the folder" in said
    assert file.read_text() == before


def test_kafka_is_tried_before_it_is_saved(
    tries: Callable[..., tuple[str, bool]],
) -> None:
    said, is_ok = tries(Trial.KAFKA, servers="127.0.0.1:1")
    assert (said, is_ok) == ("Nothing answers at 127.0.0.1:1: Connection refused.", False)
    assert tries(Trial.KAFKA) == ("It is not set up: results wait in the database.", True)


def test_a_trial_of_wrong_values_says_what_is_wrong(fitter: Fitter) -> None:
    heard = Heard(fitter)
    fitter.try_out(Trial.KAFKA, {SERVERS: "plant"})
    assert str(heard.answer.wrong[SERVERS]) == "“plant” is no HOST:PORT."


def test_the_doctor_looks_at_every_part_on_the_fitter_s_thread(
    fitter: Fitter, qtbot: QtBot
) -> None:
    heard, asker = Heard(fitter), Asker()
    asker.asked.connect(fitter.check)
    thread = WorkerThread(fitter, "setting up")
    thread.start()
    asker.asked.emit()
    qtbot.waitUntil(lambda: len(heard.checks.seen) == 7, timeout=30_000)
    assert thread.end(5)
    parts = [each.part for each in heard.checks.seen]
    assert parts == ["camera", "network", "disk", "database", "history", "kafka", "sound"]


def test_a_picture_of_the_empty_rig_is_kept_beside_the_database(
    fitter: Fitter, tmp_path: Path
) -> None:
    kept, pixels = Recorder(), np.arange(100 * 80, dtype=np.uint8).reshape(100, 80)
    fitter.empty_rig_kept.connect(kept.take)
    fitter.keep_empty_rig(pixels)
    fitter.keep_empty_rig(pixels)
    first, second = (Path(str(each)) for each in kept.seen)
    assert first != second
    assert first.parent == tmp_path
    assert (read_picture(first) == pixels).all()


def test_a_picture_of_the_empty_rig_that_cannot_be_kept_is_told(
    fitter: Fitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard(fitter)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    fitter.keep_empty_rig(np.zeros((80, 80), np.uint8))
    assert "No space left on device" in str(heard.failures.seen[0])


def test_what_cannot_be_noted_is_not_changed(fitter: Fitter, store: Store, file: Path) -> None:
    heard, before = Heard(fitter), file.read_text()
    fitter.read()
    with closing(sqlite3.connect(str(store.engine.url.database))) as other:
        other.execute("BEGIN IMMEDIATE")
        fitter.save({DAYS: "30"}, KIM)
        other.rollback()
    assert "held by another program" in str(heard.answer.trouble)
    assert file.read_text() == before
    assert list(audit_entries(store.engine)) == []


def test_a_file_that_refuses_the_change_stands_in_the_log_as_such(
    fitter: Fitter, store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, before = Heard(fitter), file.read_text()
    fitter.read()

    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("models.atomic_file.AtomicFile.switch", refuse)
    fitter.save({DAYS: "30"}, KIM)
    assert "cannot be written: Input/output error" in str(heard.answer.trouble)
    assert file.read_text() == before
    _, second = audit_entries(store.engine)
    assert "Input/output error" in str(second.details["failed"])
