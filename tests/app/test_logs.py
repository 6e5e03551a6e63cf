"""What the log keeps, what it says aloud, and what it never tells."""

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import structlog
from pydantic import SecretStr

from app import logs
from models.people import NewPerson, PersonChange, Role, SignIn


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    before = logging.root.handlers[:], logging.root.level
    logs.set_up(tmp_path / "logs")
    yield tmp_path / "logs" / "castwatch.log"
    for handler in logging.root.handlers:
        handler.close()
    logging.root.handlers[:], logging.root.level = before


def written(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_an_entry_is_a_line_of_json_with_time_thread_and_level(log_file: Path) -> None:
    structlog.get_logger("app.station").info("casting_judged", sequence=7)
    (entry,) = written(log_file)
    assert entry["event"] == "casting_judged"
    assert entry["sequence"] == 7
    assert entry["level"] == "info"
    assert entry["thread_name"] == "MainThread"
    assert entry["timestamp"].endswith("Z")


def test_libraries_log_to_the_same_file(log_file: Path) -> None:
    logging.getLogger("library.part").warning("bootstrap to %s failed", "127.0.0.1:9")
    (entry,) = written(log_file)
    assert entry["event"] == "bootstrap to 127.0.0.1:9 failed"
    assert entry["logger"] == "library.part"


def test_a_warning_is_said_in_words_and_a_traceback_is_not(
    log_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(log_file.parent)
    structlog.get_logger("x").error(
        "picture_not_kept", picture="a.png", exc_info=OSError("disk full")
    )
    structlog.get_logger("x").info("all_is_well")
    said = capsys.readouterr()
    assert said.err == "castwatch: error: picture_not_kept picture=a.png\n"
    assert said.out == ""
    assert "OSError: disk full" in written(log_file)[0]["exception"]


@pytest.mark.parametrize(
    "values",
    [
        {"password": "hunter2"},
        {"sasl_plain_password": "hunter2"},
        {"url": "rtsp://operator:hunter2@10.0.0.7/live"},
        {"url": "http://10.0.0.7/live?user=op&password=hunter2&n=1"},
        {"settings": {"kafka": {"password": "hunter2", "user": "op"}}},
        {"servers": ["http://op:hunter2@kafka:9092"]},
        {"secret": SecretStr("hunter2")},
        {"value": SecretStr("hunter2")},
        {"pin": "hunter2"},
        {"badge": "hunter2"},
        {"wish": SignIn("an id", "hunter2", "hunter2")},
        {"wish": NewPerson("Kim", Role.OPERATOR, "hunter2")},
        {"wish": PersonChange("an id", pin="hunter2", badge="hunter2")},
        {"path": Path("rtsp://op:hunter2@10.0.0.7")},
        {"url": "rtsp://admin:Pa/hunter2@10.0.0.7/live"},
        {"url": "rtsp://admin:Pa hunter2@10.0.0.7/live"},
        {"spec": "admin:Pa/hunter2@10.0.0.7/live"},
        {"url": "postgresql+psycopg://plant@db/plant?password=hunter2"},
        {"command": ["castwatch", "people", "--pin", "hunter2", "--name", "Kim"]},
        {"command": ["castwatch", "--camera", "RTSP://a:b#hunter2@h"]},
        {"headers": {"X-API-Key": "hunter2", "Authorization": "Bearer hunter2"}},
        {"api_key": b"hunter2"},
        {"body": '{"password": "a b hunter2", "user": "op"}'},
        {"said": "{'api_key': 'x \\' hunter2'}"},
        {"reason": "Authorization: Bearer hunter2hunter2"},
        {b"token": "hunter2"},
        {"a": {"b": [{"c": ("rtsp://u:hunter2@h",)}]}},
    ],
)
def test_no_secret_reaches_the_log(
    log_file: Path, capsys: pytest.CaptureFixture[str], values: dict[str, Any]
) -> None:
    structlog.get_logger("x").warning("connecting", **{"values": values, **_named(values)})
    assert "connecting" in log_file.read_text("utf-8")
    assert "hunter2" not in log_file.read_text("utf-8") + capsys.readouterr().err


def _named(values: dict[Any, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if isinstance(name, str)}


class _Silent:
    def __str__(self) -> str:
        raise RuntimeError("hunter2")


def test_a_value_that_cannot_be_told_does_not_stop_the_log(log_file: Path) -> None:
    endless: list[Any] = []
    endless.append(endless)
    structlog.get_logger("x").info("odd", silent=_Silent(), endless=endless)
    (entry,) = written(log_file)
    assert entry["silent"] == "<_Silent: RuntimeError>"


def test_what_is_no_secret_is_kept(log_file: Path) -> None:
    kept = {"file": "C:\\Users\\kim@plant\\x.db", "counts": "pass=3 reject=2", "to": "kim@plant.kr"}
    structlog.get_logger("x").info("kept", **kept)
    assert written(log_file)[0].items() >= kept.items()


def test_no_secret_reaches_the_log_in_a_traceback(log_file: Path) -> None:
    error = ValueError("cannot open rtsp://op:hunter2@10.0.0.7/live")
    structlog.get_logger("x").error("camera_lost", exc_info=error)
    assert "cannot open rtsp://10.0.0.7" in log_file.read_text("utf-8")
    assert "hunter2" not in log_file.read_text("utf-8")


def test_the_file_is_turned_over_before_it_grows_without_end(
    log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (turning,) = (h for h in logging.root.handlers if hasattr(h, "maxBytes"))
    monkeypatch.setattr(turning, "maxBytes", 2_000)
    for number in range(100):
        structlog.get_logger("x").info("entry", number=number)
    assert log_file.stat().st_size <= 2_000
    assert len(list(log_file.parent.iterdir())) == logs.FILES_KEPT + 1


def test_a_folder_that_cannot_be_written_does_not_stop_the_station(
    log_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    logs.set_up(tmp_path / "file")
    assert "log_not_written" in capsys.readouterr().err


def test_the_log_lies_in_the_platforms_own_folder(home: Path) -> None:
    assert home in logs.folder().parents


def test_only_its_owner_may_read_the_log_and_what_is_turned_over(
    log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (turning,) = (h for h in logging.root.handlers if hasattr(h, "maxBytes"))
    monkeypatch.setattr(turning, "maxBytes", 500)
    for number in range(10):
        structlog.get_logger("x").info("entry", number=number)
    assert {each.stat().st_mode & 0o777 for each in log_file.parent.iterdir()} == {0o600}
    assert log_file.parent.stat().st_mode & 0o777 == 0o700


def test_a_log_of_an_older_version_is_closed_to_strangers(tmp_path: Path, log_file: Path) -> None:
    older = tmp_path / "older" / "castwatch.log"
    older.parent.mkdir()
    older.touch()
    older.chmod(0o644)
    logs.set_up(older.parent)
    assert older.stat().st_mode & 0o777 == 0o640


def test_the_console_is_not_steered_by_what_is_logged(
    log_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(log_file.parent)
    structlog.get_logger("x").warning("picture_refused", picture="\x1b[2Jpass\udcb0")
    assert capsys.readouterr().err == (
        "castwatch: warning: picture_refused picture=\\x1b[2Jpass\\udcb0\n"
    )
    assert "picture_refused" in log_file.read_text("utf-8")


def test_a_full_disk_is_said_once_and_without_a_traceback(
    tmp_path: Path, log_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = tmp_path / "full" / "castwatch.log"
    full.parent.mkdir()
    full.symlink_to("/dev/full")
    logs.set_up(full.parent)
    for number in range(3):
        structlog.get_logger("x").info("entry", number=number)
    (handler,) = (h for h in logging.root.handlers if hasattr(h, "maxBytes"))
    with suppress(OSError):
        handler.close()
    assert capsys.readouterr().err == (
        f"castwatch: warning: The log {full} cannot be written:"
        " [Errno 28] No space left on device.\n"
    )
