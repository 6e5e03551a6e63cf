"""When the program ends, and with which exit code."""

import threading
from collections.abc import Callable, Iterator
from functools import partialmethod
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.program import RESTART, Program, still_s
from app.settings import RecordSettings, Settings, SignInSettings, StationSettings
from app.storage import StorageError
from app.storage.aside import databases_aside
from app.storage.store import Store
from app.workers.opening import Opening
from camera.config import FolderConfig
from camera.rig import render_casting
from models.details import RecentPart
from models.errors import KnownError
from models.judgement import Verdict
from tests.app.storage.older import copy_to_older
from tests.app.storage.recording import keep
from tests.fakes import Recorder, ScriptedClassifier, inspection
from widgets import theme
from widgets.message_bars import NoticeBar
from widgets.new_person_dialog import NewPersonDialog
from widgets.set_aside_dialog import SetAsideDialog

PICTURES = 3
Make = Callable[..., Program]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Make]:
    made: list[Program] = []
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(11)
    for number in range(PICTURES):
        Image.fromarray(render_casting(rng, 300, False).pixels).save(folder / f"{number}.png")
    monkeypatch.setattr("app.parts.LitertClassifier", lambda _: ScriptedClassifier(0.1))
    monkeypatch.setattr("app.program.signal.signal", lambda *_: None)
    # Without its `exec`, Qt would take the exit for the end of every later event loop.
    monkeypatch.setattr("app.program.QCoreApplication", Mock())

    def make(parts: int | None, **sections: Any) -> Program:
        camera = FolderConfig(path=folder, castings_per_minute=6000)
        record = RecordSettings(database=tmp_path / "run.db")
        given = {"camera": camera, "record": record} | sections
        made.append(Program(Settings(**given), parts))
        qtbot.addWidget(made[-1]._screen.window)
        return made[-1]

    yield make
    for each in made:
        each._end()


def test_all_pictures_of_a_folder_are_enough(program: Make, qtbot: QtBot) -> None:
    running = program(PICTURES)
    running.start()
    qtbot.waitUntil(lambda: running._is_over, timeout=20_000)
    assert running.exit_code == 0


def test_the_end_of_the_pictures_may_come_before_the_last_tally(
    program: Make, qtbot: QtBot
) -> None:
    running = program(PICTURES)
    for sequence in range(PICTURES):
        running._on_inspected(RecentPart(inspection(sequence), None))
    running._on_ended()
    assert running.exit_code == 0
    assert not running._is_over


def test_a_kiosk_fills_the_screen_from_the_start(program: Make) -> None:
    kiosk = program(None, station=StationSettings(full_screen=True))
    kiosk._opening = Mock()
    kiosk.start()
    assert kiosk._screen.window.isFullScreen()


def test_a_station_in_the_dark_wears_dark_colours(program: Make) -> None:
    try:
        window = program(None, station=StationSettings(appearance="dark"))._screen.window
        window.show()
        painted = QColor(window.grab().toImage().pixelColor(300, window.height() - 4))
        assert painted.lightness() < 64
        assert theme.DARK.ground in window.styleSheet()
    finally:
        theme.wear(theme.LIGHT)


def test_too_few_pictures_are_said(
    program: Make, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    running = program(PICTURES + 1)
    running.start()
    qtbot.waitUntil(lambda: running._is_over, timeout=20_000)
    assert running.exit_code == 1
    assert "3 of 4 castings are on record" in capfd.readouterr().err


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_a_damaged_database_is_set_aside_when_a_person_says_so(
    program: Make,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr("app.program.is_offscreen", lambda: False)
    (tmp_path / "run.db").write_bytes(b"\xa5" * 10_000)
    running = program(None)
    window = running._screen.window
    running.start()
    aside, notice = window._fault._aside, window._notice
    qtbot.waitUntil(aside.isVisible, timeout=20_000)
    assert databases_aside(tmp_path / "run.db") == []
    aside.click()
    [question] = window.findChildren(SetAsideDialog)
    question.accept()
    qtbot.waitUntil(notice.isVisible, timeout=20_000)
    assert not window._fault.isVisible()
    qtbot.waitUntil(lambda: running._recorded == PICTURES, timeout=20_000)
    (kept,) = databases_aside(tmp_path / "run.db")
    assert kept.read_bytes() == b"\xa5" * 10_000


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_the_first_start_asks_for_an_engineer_and_inspects_meanwhile(
    program: Make, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("app.program.is_offscreen", lambda: False)
    running = program(None, sign_in=SignInSettings(enabled=True))
    running.start()
    window = running._screen.window
    qtbot.waitUntil(lambda: running._recorded == PICTURES, timeout=20_000)
    qtbot.waitUntil(
        lambda: any(map(QDialog.isVisible, window.findChildren(NewPersonDialog))), timeout=20_000
    )


def test_nobody_is_asked_where_nobody_sees_the_screen(program: Make, qtbot: QtBot) -> None:
    running = program(PICTURES, sign_in=SignInSettings(enabled=True))
    running.start()
    qtbot.waitUntil(lambda: running._is_over, timeout=20_000)
    assert running.exit_code == 0
    assert running._screen.window.findChildren(QDialog) == []


def test_nobody_there_to_decide_what_becomes_of_a_damaged_database(
    program: Make,
    tmp_path: Path,
    qtbot: QtBot,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "run.db").write_bytes(b"\xa5" * 10_000)
    running = program(PICTURES)
    running.start()
    qtbot.waitUntil(lambda: running._is_over, timeout=20_000)
    assert running.exit_code == 1
    assert "is damaged or is no database of Castwatch" in capfd.readouterr().err
    assert databases_aside(tmp_path / "run.db") == []


def test_the_figures_of_the_record_reach_the_screen_and_lead_to_the_castings(
    program: Make, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("app.program.is_offscreen", lambda: False)
    running = program(None)
    window = running._screen.window
    running.start()
    qtbot.waitUntil(lambda: running._recorded == PICTURES, timeout=20_000)
    window.toggle_statistics()
    page = window._statistics
    assert page is not None
    qtbot.waitUntil(lambda: page._report is not None, timeout=20_000)
    assert page._report is not None
    assert page._report.tally.passed == PICTURES
    page.castings_wanted.emit(page._report.hours[0].castings)
    rows = window._history._table.history
    qtbot.waitUntil(lambda: rows.rowCount() == PICTURES, timeout=20_000)


def test_bringing_a_long_record_up_to_date_is_on_the_screen(
    program: Make,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.storage.database.MANY", 0)
    store = Store(RecordSettings(database=tmp_path / "new.db"), "station-1")
    keep(store, Verdict.PASS)
    store.close()
    copy_to_older(tmp_path / "new.db", tmp_path / "run.db", "0005")
    running, told = program(None), Recorder()
    running.opening_told.connect(told.take)
    running.start()
    notice = running._screen.window.findChildren(NoticeBar)[0]
    qtbot.waitUntil(lambda: len(told.seen) == 2, timeout=20_000)
    assert [str(each).split(".")[0] for each in told.seen] == [
        "The record is brought up to this version",
        "The record is up to date",
    ]
    assert notice.isVisibleTo(running._screen.window)


def test_a_person_may_let_it_start_again(program: Make, qtbot: QtBot) -> None:
    running = program(None)
    running.start()
    qtbot.waitUntil(lambda: running._station is not None, timeout=20_000)
    running._screen.window.restart_wanted.emit()
    assert running._is_over
    assert running.exit_code == RESTART


def missing(*_: object, **__: object) -> None:
    raise ModuleNotFoundError("No module named 'ai_edge_litert'")


def test_a_module_missing_on_a_workers_thread_ends_a_run_that_nobody_sees(
    program: Make,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    capfd: pytest.CaptureFixture[str],
    errors_logged: list[object],
) -> None:
    monkeypatch.setattr("app.parts.LitertClassifier", missing)
    running = program(PICTURES)
    running.start()
    qtbot.waitUntil(lambda: running._is_over, timeout=20_000)
    assert running.exit_code == 1
    assert "cannot be loaded: No module named 'ai_edge_litert'" in capfd.readouterr().err
    assert len(errors_logged) == 1
    errors_logged.clear()


def test_a_module_missing_while_the_record_is_opened_is_told_and_tried_again(
    program: Make,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    errors_logged: list[object],
) -> None:
    monkeypatch.setattr("app.program.is_offscreen", lambda: False)
    with monkeypatch.context() as broken:
        broken.setattr("app.parts.open_store", missing)
        running = program(None)
        running.start()
        bar = running._screen.window._fault
        qtbot.waitUntil(bar.isVisible, timeout=20_000)
    bar._button.click()
    qtbot.waitUntil(lambda: running._recorded == PICTURES, timeout=20_000)
    assert len(errors_logged) == 1
    errors_logged.clear()


def test_an_exception_that_nobody_caught_ends_a_run_that_nobody_sees(
    program: Make, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    running = program(PICTURES + 1)
    running.start()
    running.mistaken.emit(KnownError("Castwatch has made a mistake."))
    qtbot.waitUntil(lambda: running._is_over, timeout=20_000)
    assert running.exit_code == 1
    assert "Castwatch has made a mistake." in capfd.readouterr().err


def test_a_run_in_which_no_casting_is_judged_ends_with_a_sentence(
    program: Make, tmp_path: Path, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    dark = tmp_path / "dark"
    dark.mkdir()
    Image.fromarray(np.zeros((300, 300), np.uint8)).save(dark / "dark.png")
    running = program(PICTURES, camera=FolderConfig(path=dark, castings_per_minute=600, loop=True))
    running._stillness.setInterval(1_000)
    running.start()
    qtbot.waitUntil(lambda: running._is_over, timeout=20_000)
    assert running.exit_code == 1
    assert "No casting was judged for 1 s; 0 of 3 castings are on record." in capfd.readouterr().err


@pytest.mark.parametrize(("castings_per_minute", "seconds"), [(6000, 60), (3, 60), (1, 180)])
def test_a_slow_line_gets_its_time(castings_per_minute: float, seconds: float) -> None:
    camera = FolderConfig(path=Path(), castings_per_minute=castings_per_minute)
    assert still_s(Settings(camera=camera)) == seconds


def test_a_record_that_does_not_open_is_told_and_ends_a_run_that_nobody_sees(
    program: Make,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    capfd: pytest.CaptureFixture[str],
) -> None:
    gate = threading.Event()

    def hang(*_: object, **__: object) -> None:
        gate.wait(20)
        raise StorageError("It was slow.")

    monkeypatch.setattr("app.parts.open_store", hang)
    monkeypatch.setattr(Opening, "close", partialmethod(Opening.close, 0.1))
    running = program(PICTURES)
    running._slow_opening.setInterval(100)
    running._opening_patience.setInterval(300)
    running.start()
    qtbot.waitUntil(lambda: running._is_over, timeout=20_000)
    assert (running.exit_code, running.is_stuck) == (1, True)
    assert "run.db does not answer: its disk may be slow or away." in capfd.readouterr().err
    gate.set()
    qtbot.waitUntil(running._opening.isFinished, timeout=5_000)


def test_a_run_that_nobody_sees_says_what_it_could_not_store(
    program: Make,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    capfd: pytest.CaptureFixture[str],
) -> None:
    serials = iter(["IMP-1", "IMP-\udc80", "IMP-3"])
    monkeypatch.setattr("app.parts.no_serial", lambda _: next(serials))
    running = program(None)
    running.start()
    qtbot.waitUntil(lambda: running._is_over, timeout=20_000)
    assert running.exit_code == 1
    assert running._recorded == PICTURES - 1
    assert "1 results could not be stored and are kept aside" in capfd.readouterr().err
