"""Choosing a file without looking into the folder."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.fakes import Recorder
from widgets.export_bar import TABLES
from widgets.save_dialog import SaveDialog, places


@pytest.fixture
def dialog(qtbot: QtBot, home: Path) -> Iterator[SaveDialog]:
    (home / "Documents").mkdir()
    made = SaveDialog("Export", TABLES, "castwatch.csv")
    qtbot.addWidget(made)
    made.open()
    yield made
    made.reject()


@pytest.fixture
def chosen(dialog: SaveDialog) -> Recorder:
    recorder = Recorder()
    dialog.chosen.connect(recorder.take)
    return recorder


def press(dialog: SaveDialog, text: str) -> None:
    buttons = dialog.findChildren(QPushButton)
    QTest.mouseClick(next(b for b in buttons if b.text() == text), Qt.MouseButton.LeftButton)


def said(dialog: SaveDialog) -> str:
    return " ".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def test_what_is_proposed_is_saved_with_ctrl_and_enter(
    dialog: SaveDialog, chosen: Recorder, home: Path
) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert chosen.seen == [home / "Documents" / "castwatch.csv"]
    assert not dialog.isVisible()


def test_place_and_kind_are_chosen_with_a_finger(
    dialog: SaveDialog, chosen: Recorder, home: Path
) -> None:
    press(dialog, "Home")
    press(dialog, "PDF")
    press(dialog, "Save  Ctrl+Enter")
    assert chosen.seen == [home / "castwatch.pdf"]


def test_a_file_that_is_there_is_replaced_when_it_is_said_twice(
    dialog: SaveDialog, chosen: Recorder, home: Path
) -> None:
    (home / "Documents" / "castwatch.csv").write_text("before")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert chosen.seen == []
    assert "There is a file castwatch.csv already. Shall it be replaced?" in said(dialog)
    press(dialog, "Replace it  Ctrl+Enter")
    assert chosen.seen == [home / "Documents" / "castwatch.csv"]


def test_after_the_question_another_name_is_asked_about_anew(
    dialog: SaveDialog, chosen: Recorder, home: Path
) -> None:
    for name in ("castwatch.csv", "other.csv"):
        (home / "Documents" / name).write_text("before")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog._name.setText("other")
    press(dialog, "Save  Ctrl+Enter")
    assert chosen.seen == []


@pytest.mark.parametrize("name", ["", "  ", "a/b", "a\\b"])
def test_what_is_no_name_is_refused(dialog: SaveDialog, chosen: Recorder, name: str) -> None:
    dialog._name.setText(name)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "A file needs a name, without slashes." in said(dialog)
    assert chosen.seen == []


def test_a_folder_that_is_not_there_is_told(dialog: SaveDialog, chosen: Recorder) -> None:
    dialog._folder.setText("/nowhere/at/all")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "There is no folder /nowhere/at/all." in said(dialog)
    assert chosen.seen == []


def test_places_are_there_and_each_once(home: Path, qtbot: QtBot) -> None:
    (home / "Desktop").mkdir()
    folders = [place.folder for place in places()]
    assert folders[:2] == [home / "Desktop", home]  # no documents: none is proposed
    assert len(set(folders)) == len(folders)
    assert all(folder.is_dir() for folder in folders)


@pytest.mark.skipif(os.name == "nt", reason="locks of Windows are the handle's, not the process's")
def test_nothing_in_the_folder_is_opened_and_loses_its_lock(
    dialog: SaveDialog, home: Path, qtbot: QtBot
) -> None:
    """Qt's own dialog opens every file there; closing it lets go of SQLite's locks."""
    import fcntl  # noqa: PLC0415 - there is none on Windows

    file = home / "Documents" / "castwatch.db"
    file.write_bytes(b"SQLite format 3\0")
    attempt = (
        "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    )
    with file.open("r+b") as held:
        fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        press(dialog, "Home")
        press(dialog, "Documents")
        qtbot.wait(200)  # whatever would look into the folder does so on a thread of its own
        other = subprocess.run(
            [sys.executable, "-c", attempt, str(file)], check=False, capture_output=True
        )
    assert b"BlockingIOError" in other.stderr
