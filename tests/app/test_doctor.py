"""What the doctor finds, part by part."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from app import doctor
from app.doctor import check_camera, line, run_checks
from app.outbox.checking import TopicCheck
from app.settings import Settings, load
from app.storage.database import open_database
from app.storage.messages import Messages
from app.storage.store import Store
from camera.camera import CameraError
from camera.config import DeviceConfig, FolderConfig
from models.decision import DecisionWish, Ruling
from models.judgement import Verdict
from models.kafka_connection import BrokerError
from models.kafka_settings import KafkaSettings
from models.network_card import PictureGeometry
from models.setup import PartCheck
from tests.app.storage.recording import MORNING, finding, keep
from tests.fakes import CARD


def settings(tmp_path: Path, **sections: Any) -> Settings:
    record = {"database": tmp_path / "data" / "castwatch.db"}
    return load(overrides={"record": record, "alarm": {"enabled": False}, **sections})


def check_of(part: str, settings: Settings) -> PartCheck:
    return next(check for check in run_checks(settings) if check.part == part)


def test_every_part_has_its_line(tmp_path: Path) -> None:
    checks = list(run_checks(settings(tmp_path)))
    parts = ["camera", "network", "disk", "database", "history", "kafka", "sound"]
    assert [check.part for check in checks] == parts
    assert all(line(check).count("\n") == 0 for check in checks)


def test_a_healthy_station(tmp_path: Path) -> None:
    station = settings(tmp_path)
    station.record.database.parent.mkdir()
    open_database(station.record.database, create=True).dispose()
    report = {check.part: check for check in run_checks(station)}
    assert [part for part, check in report.items() if not check.is_ok] == []
    assert str(report["camera"].said).endswith("gives pictures of 512 x 512 pixels.")
    assert str(report["kafka"].said) == "It is not set up: results wait in the database."
    assert str(report["database"].said).endswith("castwatch.db is whole.")
    assert str(report["history"].said) == "0 inspections are as they were recorded."


def test_results_that_are_kept_aside_are_told(tmp_path: Path) -> None:
    station = settings(tmp_path)
    with closing(Store(station.record, "station-1")) as store:
        store.set_apart(finding(Verdict.REJECT, source="\udcb0.png"), ValueError("odd"), MORNING)
    found = check_of("database", station)
    assert not found.is_ok
    assert str(found.said) == (
        "It is whole, but 1 results could not be stored: see castwatch unrecorded list."
    )


def test_nothing_is_made(tmp_path: Path) -> None:
    list(run_checks(settings(tmp_path)))
    assert list(tmp_path.glob("data")) == []


def test_a_camera_that_is_not_there(tmp_path: Path) -> None:
    camera = FolderConfig(path=tmp_path / "nowhere").model_dump()
    check = check_of("camera", settings(tmp_path, camera=camera))
    assert not check.is_ok
    assert "nowhere" in str(check.said)


def test_a_watched_folder_may_be_empty_and_any_folder_may_have_a_bad_file(tmp_path: Path) -> None:
    folder = tmp_path / "castings"
    folder.mkdir()
    watched = FolderConfig(path=folder, watch=True).model_dump()
    check = check_of("camera", settings(tmp_path, camera=watched))
    assert (check.is_ok, str(check.said)) == (True, "The folder castings waits for images.")
    (folder / "0.png").write_text("no image")
    assert check_of("camera", settings(tmp_path, camera=watched)).is_ok
    Image.new("L", (90, 80)).save(folder / "1.png")
    plain = FolderConfig(path=folder).model_dump()
    check = check_of("camera", settings(tmp_path, camera=plain))
    assert str(check.said) == "castings gives pictures of 90 x 80 pixels."


def test_a_network_that_is_not_there(tmp_path: Path) -> None:
    station = settings(tmp_path, judging={"network": tmp_path / "nowhere"})
    assert not check_of("network", station).is_ok


def test_a_picture_of_the_empty_rig_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = CARD.model_copy(update={"geometry": PictureGeometry(height=48, width=48)})
    monkeypatch.setattr("app.doctor.LitertClassifier", lambda _: SimpleNamespace(card=card))
    check = check_of("network", settings(tmp_path, judging={"empty_rig": tmp_path / "gone.png"}))
    assert not check.is_ok
    assert "gone.png" in str(check.said)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "data").touch()  # a file where the folder should be: refused to root as well
    check = check_of("disk", settings(tmp_path))
    assert not check.is_ok
    assert "cannot be written" in str(check.said)


def test_a_disk_that_is_nearly_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 10**18)
    check = check_of("disk", settings(tmp_path))
    assert not check.is_ok
    assert str(check.said).startswith("Only ")


def test_a_database_that_is_damaged(tmp_path: Path) -> None:
    station = settings(tmp_path)
    station.record.database.parent.mkdir()
    open_database(station.record.database, create=True).dispose()
    with station.record.database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 3)
    check = check_of("database", station)
    assert not check.is_ok
    assert "damaged" in str(check.said)


def test_a_kafka_that_cannot_be_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(settings: KafkaSettings, _topics: Sequence[str]) -> None:
        raise BrokerError("Nothing answers at {server}.", server=settings.servers[0])

    monkeypatch.setattr(doctor, "check_topics", refuse)
    check = check_of("kafka", settings(tmp_path, kafka={"servers": "plant:9092"}))
    assert (check.is_ok, str(check.said)) == (False, "Nothing answers at plant:9092.")


MISSING = BrokerError("Kafka has no topic {topic}.", topic="casting_decisions")
DENIED = BrokerError("Kafka does not allow writing to {topic}.", topic="prediction_results")


@pytest.mark.parametrize(
    ("told", "waits", "is_ok", "said"),
    [
        ({}, True, True, "plant:9092 can be reached."),
        (
            {"casting_decisions": MISSING},
            False,
            True,
            "plant:9092 can be reached; there is no topic casting_decisions yet.",
        ),
        ({"casting_decisions": MISSING}, True, False, str(MISSING)),
        ({"prediction_results": DENIED}, False, False, str(DENIED)),
        (
            {"prediction_results": DENIED, "casting_decisions": MISSING},
            True,
            False,
            (
                "Kafka does not take what is for prediction_results, casting_decisions: castwatch"
                " outbox status tells why."
            ),
        ),
    ],
)
def test_each_topic_is_looked_at(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: dict[str, BrokerError],
    *,
    waits: bool,
    is_ok: bool,
    said: str,
) -> None:
    def look(_: KafkaSettings, topics: Sequence[str]) -> tuple[TopicCheck, ...]:
        return tuple(
            TopicCheck(topic, told.get(topic), is_missing=told.get(topic) is MISSING)
            for topic in topics
        )

    monkeypatch.setattr(doctor, "check_topics", look)
    station = settings(tmp_path, kafka={"servers": "plant:9092"})
    if waits:
        store = Store(station.record, "station-1")
        (kept,) = keep(store, Verdict.REVIEW)
        store.decide(DecisionWish(kept.id, Ruling.SOUND, "Kim"), MORNING)
        store.close()
    check = check_of("kafka", station)
    assert (check.is_ok, str(check.said)) == (is_ok, said)


def test_messages_in_quarantine_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "check_topics", lambda *_: ())
    station = settings(tmp_path, kafka={"servers": "plant:9092"})
    store = Store(station.record, "station-1")
    keep(store, Verdict.PASS)
    messages = Messages(store.engine)
    messages.quarantine(messages.waiting(1)[0], "too large", MORNING)
    store.close()
    check = check_of("kafka", station)
    assert not check.is_ok
    assert "1 messages are in quarantine" in str(check.said)


def test_no_sound_device(tmp_path: Path) -> None:
    check = check_of("sound", settings(tmp_path, alarm={"enabled": True}))
    assert not check.is_ok
    assert "no sound device" in str(check.said)


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    gate = threading.Event()
    yield gate
    gate.set()


def test_a_part_that_does_not_answer_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: threading.Event
) -> None:
    monkeypatch.setattr(doctor, "check_topics", lambda *_: gate.wait())
    station = settings(tmp_path, kafka={"servers": "127.0.0.1:9"})
    report = {check.part: check for check in run_checks(station, patience=0.5)}
    assert str(report["kafka"].said) == "It has not answered within 0.5 s."
    assert report["sound"].is_ok


def test_a_camera_that_the_station_has_open_is_not_opened_twice(tmp_path: Path) -> None:
    camera = DeviceConfig(index=63)
    with_it = settings(tmp_path, camera=camera)
    assert "its light tells how it is" in str(check_camera(with_it, in_use=camera))
    with pytest.raises(CameraError):
        check_camera(with_it, in_use=DeviceConfig(index=62))


@pytest.mark.parametrize("error", [RuntimeError("a mistake"), OSError(5, "Input/output error")])
def test_one_check_that_fails_does_not_end_the_others(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    errors_logged: list[object],
    error: Exception,
) -> None:
    def fail(*_: object) -> None:
        raise error

    for name in ("make_camera", "LitertClassifier", "check_topics", "check_database"):
        monkeypatch.setattr(doctor, name, fail)
    station = settings(tmp_path, kafka={"servers": "127.0.0.1:9"})
    station.record.database.parent.mkdir()
    open_database(station.record.database, create=True).dispose()
    report = {check.part: check for check in run_checks(station)}
    broken = ["camera", "network", "database", "kafka"]
    assert [part for part, check in report.items() if not check.is_ok] == broken
    assert {str(report[part].said) for part in broken} in (
        {"It could not be checked: a mistake."},
        {"The computer refuses: Input/output error."},
    )
    errors_logged.clear()


def test_a_database_that_nobody_may_write_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = settings(tmp_path)
    station.record.database.parent.mkdir()
    open_database(station.record.database, create=True).dispose()
    monkeypatch.setattr("app.doctor.os.access", lambda *_: False)  # root may write it all the same
    check = check_of("database", station)
    assert str(check.said) == f"The database {station.record.database} is write-protected."


def test_a_link_that_leads_nowhere_is_no_database_to_be_made(tmp_path: Path) -> None:
    station = settings(tmp_path)
    station.record.database.parent.mkdir()
    station.record.database.symlink_to(station.record.database)
    assert not check_of("database", station).is_ok
