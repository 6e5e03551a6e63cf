"""Exceptions that nobody caught: a sentence for the person, a report for the makers."""

import subprocess
import sys
import threading
import time
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app import crash
from app.crash import BugReported, CrashReporter
from camera.camera import CameraError
from models.errors import KnownError


@pytest.fixture
def told() -> list[KnownError]:
    return []


@pytest.fixture
def reporter(tmp_path: Path, told: list[KnownError]) -> CrashReporter:
    return CrashReporter(tmp_path / "logs", told.append)


def caught(error: BaseException) -> tuple[Any, Any, Any]:
    try:
        raise error
    except type(error):
        return sys.exc_info()


def test_a_mistake_of_ours_is_written_down_and_the_person_is_told_where(
    reporter: CrashReporter,
    tmp_path: Path,
    told: list[KnownError],
    errors_logged: list[MutableMapping[str, Any]],
) -> None:
    reporter.take(*caught(ZeroDivisionError("of rtsp://op:hunter2@cam/")))
    (report,) = (tmp_path / "logs").iterdir()
    assert report.stat().st_mode & 0o777 == 0o600
    assert report.parent.stat().st_mode & 0o777 == 0o700
    text = report.read_text("utf-8")
    assert "ZeroDivisionError: of rtsp://cam" in text
    assert text.startswith("Castwatch: ")
    assert str(told[0]) == f"Castwatch has made a mistake. What happened is in {report}."
    assert "Traceback" not in str(told[0])
    assert len(errors_logged) == 1
    errors_logged.clear()


def test_what_fails_with_every_frame_is_reported_once(
    reporter: CrashReporter,
    tmp_path: Path,
    told: list[KnownError],
    errors_logged: list[MutableMapping[str, Any]],
) -> None:
    for _ in range(30):
        reporter.take(*caught(ZeroDivisionError()))
    assert len(told) == len(list((tmp_path / "logs").iterdir())) == 1
    assert len(errors_logged) == 30
    errors_logged.clear()


def test_a_known_error_is_its_sentence_and_no_report(
    reporter: CrashReporter, tmp_path: Path, told: list[KnownError]
) -> None:
    error = CameraError("The camera {camera} sends no pictures.", camera="left")
    reporter.take(*caught(error))
    assert told == [error]
    assert not (tmp_path / "logs").exists()


def test_a_report_that_cannot_be_written_is_still_told(
    tmp_path: Path, told: list[KnownError], errors_logged: list[MutableMapping[str, Any]]
) -> None:
    (tmp_path / "file").touch()
    CrashReporter(tmp_path / "file", told.append).take(*caught(ZeroDivisionError()))
    assert isinstance(told[0], BugReported)
    assert "cannot write it down" in str(told[0])
    errors_logged.clear()


def test_it_hears_of_a_failed_thread(
    reporter: CrashReporter,
    told: list[KnownError],
    monkeypatch: pytest.MonkeyPatch,
    errors_logged: list[MutableMapping[str, Any]],
) -> None:
    for module, name in ((sys, "excepthook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))  # put back afterwards
    reporter.install()
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join(5)
    assert isinstance(told[0], BugReported)
    errors_logged.clear()


def test_on_the_console_there_is_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    program = f"""
from pathlib import Path
from app import crash, logs
logs.set_up(Path({str(tmp_path)!r}))
crash.CrashReporter(Path({str(tmp_path)!r})).install()
crash.listen_to_qt()
from PySide6.QtCore import QObject, qWarning
qWarning("from Qt")
1 / 0
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False
    )
    assert ended.returncode == 1
    said = ended.stderr.splitlines()
    assert said[0] == "castwatch: warning: qt message=from Qt category=default"
    assert said[1].startswith("castwatch: error: Castwatch has made a mistake. What happened is in")
    assert len(said) == 2


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "The computer refuses: No space left on device."),
        (
            PermissionError(13, "Permission denied", "/a"),
            "The computer refuses /a: Permission denied.",
        ),
        (MemoryError(), "The computer has not enough memory."),
        (
            ImportError("libGL.so.1: not found", name="cv2"),
            "A library cannot be loaded: libGL.so.1: not found. Install Castwatch again.",
        ),
    ],
)
def test_what_the_computer_refuses_is_no_mistake_of_ours(
    reporter: CrashReporter, tmp_path: Path, told: list[KnownError], error: Exception, said: str
) -> None:
    reporter.take(*caught(error))
    assert [str(each) for each in told] == [said]
    assert not (tmp_path / "logs").exists()


def test_a_module_of_ours_that_is_missing_is_one(
    reporter: CrashReporter, told: list[KnownError], errors_logged: list[MutableMapping[str, Any]]
) -> None:
    reporter.take(*caught(ModuleNotFoundError("No module named 'app.x'", name="app.x")))
    assert isinstance(told[0], BugReported)
    errors_logged.clear()


def test_where_every_thread_stands_is_written_down_while_the_window_hangs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(crash, "HEARTBEAT_MS", 10)
    monkeypatch.setattr(crash, "HANG_S", 0.1)
    hangs, deadline = tmp_path / "hangs.txt", time.monotonic() + 10
    with crash.watched_event_loop(tmp_path):
        beaten = threading.Event()
        QTimer.singleShot(50, beaten.set)
        qtbot.waitUntil(beaten.is_set)
        while "Timeout" not in hangs.read_text():  # the event loop stands still
            assert time.monotonic() < deadline
    assert "test_where_every_thread_stands" in hangs.read_text()
    assert hangs.stat().st_mode & 0o777 == 0o600 or sys.platform == "win32"
