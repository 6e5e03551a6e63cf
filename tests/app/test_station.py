"""The station with its real workers: a folder of rendered castings, a scripted network."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from app.main import build_station
from app.settings import ChallengeSettings, RecordSettings, SerialSettings, Settings, SignInSettings
from app.station import State, Station
from app.storage.errors import DiskFullError, StorageError
from app.storage.store import Store
from app.workers.slot import FrameSlot
from camera.camera import CameraError
from camera.config import FolderConfig
from camera.rig import render_casting
from inference.classifier import Classifier, NetworkError
from models.challenge import Challenge, ChallengeCause, ChallengeOutcome, ChallengeProgress
from models.decision import DecisionWish, Ruling
from models.details import RecentPart
from models.drift import LEAST_TAUGHT
from models.health import Condition, Health, Part
from models.inspection import Inspection
from models.judgement import Finding, Occasion
from models.people import Act, NewPerson, Role
from models.sound import Sound
from tests.fakes import Recorder, ScriptedClassifier

Make = Callable[..., Station]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(11)
    for number in range(3):
        pixels = render_casting(rng, 300, defective=False).pixels
        Image.fromarray(pixels).save(folder / f"{number}.png")
    return folder


@pytest.fixture
def make(
    tmp_path: Path, pictures: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Make]:
    made: list[tuple[Station, Store]] = []

    def end() -> None:
        while made:
            station, store = made.pop()
            assert station.stop()
            store.close()

    def make(*probabilities: float, loop: bool = False, **sections: Any) -> Station:
        """A station; the one before, whose record it goes on with, is ended."""
        end()
        classifier = ScriptedClassifier(*probabilities)
        monkeypatch.setattr("app.parts.LitertClassifier", lambda _: classifier)
        camera = FolderConfig(path=pictures, castings_per_minute=1200, loop=loop)
        record = RecordSettings(database=tmp_path / "station.db")
        settings = Settings(camera=camera, record=record, **sections)
        store = Store(record, settings.station.name)
        station = build_station(settings, store, FrameSlot())
        made.append((station, store))
        return station

    yield make
    end()


class Heard(QObject):
    """What the station has said so far."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self.parts, self.faults, self.told = Recorder(), Recorder(), Recorder()
        self.alarms, self.states = Recorder(), Recorder()
        self.has_ended = False
        station.inspected.connect(self.parts.take)
        station.faulted.connect(self.faults.take)
        station.told.connect(self.told.take)
        station.alarm_changed.connect(self.alarms.take)
        station.state_changed.connect(self.states.take)
        station.ended.connect(self.on_ended)

    @Slot()
    def on_ended(self) -> None:
        self.has_ended = True

    @property
    def inspections(self) -> list[Inspection]:
        return [part.inspection for part in self.parts.seen if isinstance(part, RecentPart)]


class Challenged(QObject):
    """What the station has said of its challenges, the newest last."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self.progress: list[ChallengeProgress | None] = []
        self.last: Challenge | None = None
        station.challenge_changed.connect(self.take)

    @Slot(object, object)
    def take(self, progress: ChallengeProgress | None, last: Challenge | None) -> None:
        self.progress.append(progress)
        self.last = last


def recorded(station_database: Path) -> int:
    connection = sqlite3.connect(station_database)
    (count,) = connection.execute("SELECT count(*) FROM inspections").fetchone()
    connection.close()
    return int(count)


def unjudged(station_database: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(station_database)
    rows = connection.execute("SELECT reason, source FROM unfit_pictures ORDER BY number")
    found = [(str(reason), str(source)) for reason, source in rows]
    connection.close()
    return found


def test_every_picture_is_judged_once_and_recorded_in_order(make: Make, qtbot: QtBot) -> None:
    station = make(0.1, 0.5, 0.9)
    heard = Heard(station)
    station.start()
    qtbot.waitUntil(lambda: heard.has_ended, timeout=20_000)
    assert [each.sequence for each in heard.inspections] == [1, 2, 3]
    assert [each.judgement.verdict.value for each in heard.inspections] == [
        "pass",
        "review",
        "reject",
    ]
    assert station.state is State.INSPECTING


def test_a_station_that_starts_again_judges_only_what_has_no_result(
    make: Make, pictures: Path, qtbot: QtBot
) -> None:
    for expected in ([1, 2, 3], [], [4]):
        station = make(0.1)
        heard = Heard(station)
        station.start()
        qtbot.waitUntil(lambda heard=heard: heard.has_ended, timeout=20_000)  # type: ignore[misc]
        assert [each.sequence for each in heard.inspections] == expected
        if not expected:  # another casting under the name of one that was judged
            pixels = render_casting(np.random.default_rng(12), 300, defective=False).pixels
            Image.fromarray(pixels).save(pictures / "1.png")


def test_what_is_shown_is_on_the_disk_already(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    station = make(0.1)
    counts: list[int] = []

    class Looking(Recorder):
        def take(self, value: object) -> None:
            counts.append(recorded(tmp_path / "station.db"))
            super().take(value)

    looking = Looking()
    station.inspected.connect(looking.take)
    station.start()
    qtbot.waitUntil(lambda: len(counts) == 3, timeout=20_000)
    assert all(count >= shown for shown, count in enumerate(counts, start=1))


def test_every_image_of_a_folder_is_judged_or_on_record_as_not_judged(
    make: Make, qtbot: QtBot, pictures: Path, tmp_path: Path
) -> None:
    (pictures / "0a.png").write_bytes(b"no image at all")
    (pictures / "1a.png").write_bytes((pictures / "1.png").read_bytes()[:2000])
    Image.fromarray(np.zeros((300, 300), np.uint8)).save(pictures / "2a.png")
    station = make(0.1)
    heard = Heard(station)
    station.start()
    qtbot.waitUntil(lambda: heard.has_ended, timeout=20_000)
    qtbot.waitUntil(lambda: len(unjudged(tmp_path / "station.db")) == 3, timeout=5_000)
    assert len(heard.inspections) == 3
    assert [(reason, Path(file).name) for reason, file in unjudged(tmp_path / "station.db")] == [
        ("unreadable", "0a.png"),
        ("unreadable", "1a.png"),
        ("dark", "2a.png"),
    ]


def test_a_reject_sounds_until_it_is_acknowledged(make: Make, qtbot: QtBot) -> None:
    station = make(0.1, 0.99, 0.1)
    heard = Heard(station)
    station.start()
    qtbot.waitUntil(lambda: len(heard.inspections) == 3, timeout=20_000)
    assert station.workers.alarm.due is Sound.REJECT
    station.acknowledge()
    assert heard.alarms.seen == [Sound.REJECT, None]


def test_a_result_that_cannot_be_stored_stops_the_station_and_is_not_lost(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = make(0.1)
    heard = Heard(station)
    store = station.workers.recorder._store
    keep = store.keep

    def refuse(finding: Finding, *_: object) -> Inspection:
        raise DiskFullError("The disk is full.")

    monkeypatch.setattr(store, "keep", refuse)
    station.start()
    qtbot.waitUntil(lambda: len(heard.faults.seen) == 1, timeout=20_000)
    assert str(heard.faults.seen[0]) == "The disk is full."
    assert station.workers.alarm.due is Sound.FAULT
    assert heard.inspections == []
    monkeypatch.setattr(store, "keep", keep)
    station.retry()
    qtbot.waitUntil(lambda: len(heard.inspections) == 3, timeout=20_000)
    assert heard.faults.seen[-1] is None
    assert heard.states.seen == [State.INSPECTING, State.FAULTED, State.INSPECTING]
    assert [each.sequence for each in heard.inspections] == [1, 2, 3]


def test_a_reject_that_cannot_be_stored_alarms_and_the_rest_is_recorded(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = make(0.1, 0.99, 0.1)
    heard, called = Heard(station), Recorder()
    station.called.connect(called.take)
    serials_read = iter(["IMP-1", "IMP-\udc80", "IMP-3"])
    monkeypatch.setattr(station.workers.judge, "_serial_of", lambda _: next(serials_read))
    station.start()
    qtbot.waitUntil(lambda: heard.has_ended, timeout=20_000)
    serials = [each.judgement.serial for each in heard.inspections]
    assert (serials, heard.faults.seen) == (["IMP-1", "IMP-3"], [])
    assert station.workers.alarm.due is Sound.REJECT
    assert str(called.seen[0]).startswith("A casting was REJECTED, and its result could not be")


def test_a_network_that_cannot_be_loaded_is_loaded_on_retry(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = make(0.1)
    heard = Heard(station)
    load = station.workers.judge._load

    def refuse() -> Classifier:
        raise NetworkError("The network is away.")

    monkeypatch.setattr(station.workers.judge, "_load", refuse)
    station.start()
    qtbot.waitUntil(lambda: len(heard.faults.seen) == 1, timeout=20_000)
    assert str(heard.faults.seen[0]) == "The network is away."
    monkeypatch.setattr(station.workers.judge, "_load", load)
    station.retry()
    qtbot.waitUntil(lambda: len(heard.inspections) == 3, timeout=20_000)
    assert heard.faults.seen[-1] is None


def test_a_kept_picture_is_inspected_again_and_linked(make: Make, qtbot: QtBot) -> None:
    station = make(0.1, 0.9)
    heard = Heard(station)
    station.start()
    qtbot.waitUntil(lambda: heard.has_ended, timeout=20_000)
    first = heard.inspections[1]
    station.reinspect(first.id, False)
    qtbot.waitUntil(lambda: len(heard.inspections) == 4, timeout=20_000)
    again = heard.inspections[3]
    assert (again.occasion, again.reinspection_of) == (Occasion.REINSPECTION, first.id)


def test_a_casting_that_is_not_in_this_database_is_not_inspected_again(
    make: Make, qtbot: QtBot
) -> None:
    station = make(0.1, loop=True)
    failed, camera = Recorder(), Recorder()
    station.workers.reader.failed.connect(failed.take)
    station.workers.capture.health_changed.connect(camera.take)
    heard = Heard(station)
    station.start()
    qtbot.waitUntil(
        lambda: bool(heard.inspections) and camera.seen[-1].condition is Condition.OK,
        timeout=20_000,
    )
    for on_rig in (True, False):
        station.reinspect("nowhere", on_rig)
    qtbot.waitUntil(lambda: len(failed.seen) == 2, timeout=5_000)
    assert {str(error) for error in failed.seen} == {"There is no inspection nowhere on record."}
    station.reinspect(heard.inspections[0].id, True)
    qtbot.waitUntil(lambda: len(heard.told.seen) == 1, timeout=20_000)
    assert "shows each casting once" in str(heard.told.seen[0])


def test_a_picture_that_was_not_kept_cannot_be_inspected_again(make: Make, qtbot: QtBot) -> None:
    station = make(0.1)
    heard = Heard(station)
    station.start()
    qtbot.waitUntil(lambda: heard.has_ended, timeout=20_000)
    station.reinspect(heard.inspections[0].id, False)
    qtbot.waitUntil(lambda: len(heard.told.seen) == 1, timeout=20_000)
    assert "no longer kept" in str(heard.told.seen[0])


def test_a_paused_station_goes_on_when_it_is_asked(make: Make, qtbot: QtBot) -> None:
    station = make(0.1, loop=True)
    heard = Heard(station)
    station.start()
    qtbot.waitUntil(lambda: len(heard.inspections) >= 1, timeout=20_000)
    station.pause(True)
    before = len(heard.inspections)
    station.pause(False)
    qtbot.waitUntil(lambda: len(heard.inspections) > before + 1, timeout=20_000)


def test_the_station_may_be_stopped_in_mid_frame(make: Make, qtbot: QtBot) -> None:
    station = make(0.1, loop=True)
    heard = Heard(station)
    station.start()
    qtbot.waitUntil(lambda: len(heard.inspections) >= 2, timeout=20_000)


def test_castings_are_judged_with_nobody_signed_in_and_decided_only_by_whoever_may(
    make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    station = make(0.1, sign_in=SignInSettings(enabled=True))
    heard, decided = Heard(station), Recorder()
    station.decided.connect(decided.take)
    station.start()
    qtbot.waitUntil(lambda: heard.has_ended, timeout=20_000)
    wish = DecisionWish(heard.inspections[0].id, Ruling.SOUND, "Kim")
    station.decide(wish)
    assert [str(error) for error in heard.told.seen] == [
        "Only an inspector or an engineer may do this: sign in with F8."
    ]
    station.reception.add_first(NewPerson("Park", Role.ENGINEER, "482913"))
    qtbot.waitUntil(lambda: station.reception.attendance.may(Act.DECIDE), timeout=20_000)
    station.decide(wish)
    qtbot.waitUntil(lambda: len(decided.seen) == 1, timeout=20_000)
    assert decided.seen[0].decided_by == "Park"


def test_three_rejects_in_a_row_call_a_person(make: Make, qtbot: QtBot) -> None:
    station = make(0.99, 0.99, 0.99)
    heard, called = Heard(station), Recorder()
    station.called.connect(called.take)
    station.start()
    qtbot.waitUntil(lambda: len(heard.inspections) == 3, timeout=20_000)
    assert [str(warning) for warning in called.seen] == [
        "3 castings in a row were rejected. Stop the line and call the engineer."
    ]
    assert heard.alarms.seen[-1] is Sound.REJECT, "the more urgent of the two"


def test_whoever_may_teaches_the_light_and_the_station_says_so(make: Make, qtbot: QtBot) -> None:
    station = make(*[0.1] * 40, loop=True)
    heard, taught = Heard(station), Recorder()
    station.taught.connect(taught.take)
    station.start()
    qtbot.waitUntil(lambda: len(heard.inspections) >= 3, timeout=20_000)
    station.teach()
    qtbot.waitUntil(lambda: len(heard.told.seen) == 1, timeout=20_000)
    assert "castings to learn from, and 25 are needed" in str(heard.told.seen[0])
    qtbot.waitUntil(lambda: len(heard.inspections) >= LEAST_TAUGHT, timeout=20_000)
    station.teach()
    qtbot.waitUntil(lambda: len(taught.seen) == 1, timeout=20_000)
    [baseline] = taught.seen
    assert baseline.castings >= LEAST_TAUGHT
    assert 60 < baseline.mean.brightness < 200


def test_teaching_is_an_engineers(make: Make, qtbot: QtBot) -> None:
    station = make(0.1, sign_in=SignInSettings(enabled=True))
    heard = Heard(station)
    station.start()
    station.teach()
    assert [str(error) for error in heard.told.seen] == [
        "Only an engineer may do this: sign in with F8."
    ]
    qtbot.waitUntil(lambda: heard.has_ended, timeout=20_000)


def test_castings_that_turn_dark_call_a_person_after_a_restart(
    make: Make, qtbot: QtBot, pictures: Path
) -> None:
    station = make(*[0.1] * 80, loop=True)
    heard, taught = Heard(station), Recorder()
    station.taught.connect(taught.take)
    station.start()
    qtbot.waitUntil(lambda: len(heard.inspections) >= LEAST_TAUGHT, timeout=20_000)
    station.teach()
    qtbot.waitUntil(lambda: len(taught.seen) == 1, timeout=20_000)
    assert station.stop()
    station.workers.recorder._store.close()
    for picture in pictures.iterdir():
        pixels = np.asarray(Image.open(picture)) * 0.8
        Image.fromarray(pixels.astype(np.uint8)).save(picture)
    again = make(*[0.1] * 80, loop=True)
    called = Recorder()
    again.called.connect(called.take)
    again.start()
    qtbot.waitUntil(lambda: bool(called.seen), timeout=20_000)
    assert str(called.seen[0]).startswith("Castings have become darker:")


def test_a_scanned_number_is_on_record_and_one_that_cannot_be_is_told(
    make: Make, qtbot: QtBot
) -> None:
    serial = SerialSettings(source="scanner", pattern="IMP-[0-9]+")
    station = make(*[0.1] * 40, loop=True, serial=serial)
    heard, scanned = Heard(station), Recorder()
    station.scanned.connect(scanned.take)
    station.start()
    qtbot.waitUntil(lambda: station.state is State.INSPECTING, timeout=20_000)
    station.scan("order 12")
    assert [str(error) for error in heard.told.seen] == ["“order 12” is no number of a casting."]
    station.scan(" IMP-47 ")
    assert scanned.seen == ["IMP-47"]
    qtbot.waitUntil(
        lambda: "IMP-47" in [each.judgement.serial for each in heard.inspections], timeout=20_000
    )


NOTHING = ChallengeProgress(ChallengeCause.ASKED, ())
ONE_OF_EACH = ChallengeSettings(sound=("G-1",), defective=("B-1",))


def test_production_opens_after_the_known_castings_which_are_no_inspections(
    make: Make, qtbot: QtBot
) -> None:
    station = make(0.1, 0.9, 0.2, challenge=ONE_OF_EACH)
    heard, challenged = Heard(station), Challenged(station)
    station.start()
    qtbot.waitUntil(lambda: heard.has_ended, timeout=20_000)
    qtbot.waitUntil(lambda: station.state is State.INSPECTING, timeout=5_000)
    assert [each.sequence for each in heard.inspections] == [1]
    assert challenged.last is not None
    assert challenged.last.report.outcome is ChallengeOutcome.PASSED
    assert heard.alarms.seen == []


def test_a_wrong_verdict_keeps_production_closed_and_calls_somebody(
    make: Make, qtbot: QtBot
) -> None:
    station = make(0.1, 0.1, loop=True, challenge=ONE_OF_EACH)
    heard, challenged = Heard(station), Challenged(station)
    station.start()
    qtbot.waitUntil(
        lambda: bool(challenged.progress) and bool((challenged.progress[-1] or NOTHING).failed),
        timeout=20_000,
    )
    assert heard.inspections == []
    assert Sound.WARNING in heard.alarms.seen
    assert station.state is State.CHALLENGED


def test_a_bypass_opens_production_and_is_known_after_a_new_start(make: Make, qtbot: QtBot) -> None:
    station = make(0.1, 0.1, loop=True, challenge=ONE_OF_EACH)
    heard, challenged = Heard(station), Challenged(station)
    station.start()
    qtbot.waitUntil(lambda: station.state is State.CHALLENGED, timeout=20_000)
    station.bypass_challenge("The lamp is being mended.", "Kim")
    qtbot.waitUntil(lambda: len(heard.inspections) > 0, timeout=20_000)
    assert challenged.last is not None
    assert challenged.last.report.bypassed_by == "Kim"
    assert challenged.progress[-1] is None


def test_only_an_engineer_opens_production_without_the_challenge(make: Make, qtbot: QtBot) -> None:
    station = make(0.1, loop=True, challenge=ONE_OF_EACH, sign_in=SignInSettings(enabled=True))
    heard = Heard(station)
    station.start()
    qtbot.waitUntil(lambda: station.state is State.CHALLENGED, timeout=20_000)
    station.bypass_challenge("The lamp is being mended.", "Kim")
    assert str(heard.told.seen[-1]) == "Only an engineer may do this: sign in with F8."
    assert station.state is State.CHALLENGED


def test_a_challenge_without_known_castings_is_refused_in_words(make: Make, qtbot: QtBot) -> None:
    station = make(0.1, loop=True)
    heard = Heard(station)
    station.challenge()
    assert str(heard.told.seen[-1]) == (
        "No known castings are set up for a challenge (setting challenge)."
    )


def test_a_warning_of_the_camera_does_not_stop_manual_inspection(make: Make, qtbot: QtBot) -> None:
    station = make(0.1, loop=True)
    heard = Heard(station)
    warning = CameraError("The camera {camera} has sent the same picture.", camera="rig")
    refused = "The camera gives no pictures just now."
    tell = station.workers.capture.health_changed.emit
    tell(Health(Part.CAMERA, Condition.WAITING, warning))
    station.inspect_now()
    assert [str(each) for each in heard.told.seen] == [refused]
    tell(Health(Part.CAMERA, Condition.OK))
    tell(Health(Part.CAMERA, Condition.WAITING, warning))
    station.inspect_now()
    assert len(heard.told.seen) == 1
    tell(Health(Part.CAMERA, Condition.FAULT, warning))
    station.inspect_now()
    assert len(heard.told.seen) == 2


def test_a_challenge_that_could_not_be_read_at_the_start_is_asked_for_again(
    make: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.station.LOOK_MS", 100)
    station = make(0.1, loop=True, challenge=ONE_OF_EACH)
    history = station.workers.reader._history
    calls: list[None] = []
    last_challenge = history.last_challenge

    def stumble() -> Challenge | None:
        calls.append(None)
        if len(calls) == 1:
            raise StorageError("The disk was slow.")
        return last_challenge()

    monkeypatch.setattr(history, "last_challenge", stumble)
    station.start()
    qtbot.waitUntil(lambda: station.state is State.CHALLENGED, timeout=20_000)
    assert len(calls) > 1
