"""A study by mouse and by keyboard."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from models.judgement import Verdict
from models.people import Attendance, Role
from models.study import Study, StudyPlan, StudyProgress
from tests.fakes import Recorder
from tests.widgets import samples
from widgets.main_window import MainWindow
from widgets.new_study_dialog import NewStudyDialog
from widgets.save_dialog import SaveDialog
from widgets.study_page import StudyPage
from widgets.study_task import StudyTask

OPERATOR = Attendance(True, samples.person("Choi Seo-yeon", Role.OPERATOR))
KIMS, STATIONS = 10, 50  # places in the sample: Kim's turn, the station's


@pytest.fixture
def page(window: MainWindow) -> StudyPage:
    QTest.keyClick(window, Qt.Key.Key_F4)
    [made] = window.findChildren(StudyPage)
    assert made.isVisible()
    return made


def under_way(place: int) -> StudyProgress:
    study = samples.study()
    return StudyProgress(replace(study, answers=study.answers[:place]), place)


def new_study(window: MainWindow, qtbot: QtBot) -> NewStudyDialog:
    """A button that is pressed by its key stays down for a moment."""
    QTest.keyClick(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: bool(window.findChildren(NewStudyDialog)))
    dialog = window.findChildren(NewStudyDialog)[0]
    dialog.activateWindow()
    qtbot.waitUntil(lambda: isinstance(dialog.focusWidget(), QLineEdit))
    return dialog


def test_a_new_study_is_made_up_by_keyboard(
    window: MainWindow, page: StudyPage, qtbot: QtBot
) -> None:
    wished = Recorder()
    window.study_wanted.connect(wished.take)
    dialog = new_study(window, qtbot)
    for text in ("1-12", "13-24, A7", "Kim, Lee"):
        field = dialog.focusWidget()
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, text)
        QTest.keyClick(dialog, Qt.Key.Key_Tab)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [plan] = wished.seen
    assert isinstance(plan, StudyPlan)
    assert (len(plan.castings), plan.people, plan.trials) == (25, ("Kim", "Lee"), 3)


def test_what_is_wrong_is_said_before_anybody_begins(
    window: MainWindow, page: StudyPage, qtbot: QtBot
) -> None:
    dialog = new_study(window, qtbot)
    sound, defective, _ = dialog.findChildren(QLineEdit)[:3]
    sound.setText("1-12")
    defective.setText("12-24")
    assert dialog._message.text() == "The casting 12 is named twice."
    assert not dialog._begin.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(
    ("key", "said"), [(Qt.Key.Key_S, Verdict.PASS), (Qt.Key.Key_X, Verdict.REJECT)]
)
def test_a_person_s_word_is_a_key_with_ctrl(
    window: MainWindow, page: StudyPage, qtbot: QtBot, key: Qt.Key, said: Verdict
) -> None:
    answered = Recorder()
    window.study_answered.connect(answered.take)
    window.show_study(under_way(KIMS))
    QTest.keyClick(window, key)
    assert answered.seen == []
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: answered.seen == [said])


def test_the_station_s_turn_leaves_people_nothing_to_say(
    window: MainWindow, page: StudyPage
) -> None:
    window.show_study(under_way(STATIONS))
    [task] = page.findChildren(StudyTask)
    shown = [button.text() for button in task.findChildren(QPushButton) if button.isVisible()]
    assert shown == ["One back  Ctrl+Backspace", "Inspect now  Ctrl+I"]


def test_whoever_goes_to_another_page_lets_the_study_rest(
    window: MainWindow, page: StudyPage
) -> None:
    left: list[bool] = []
    window.study_left.connect(lambda: left.append(True))
    window.show_study(under_way(STATIONS))
    QTest.keyClick(window, Qt.Key.Key_H)
    assert left == [True]
    assert not page.isVisible()


def test_back_leads_to_the_studies_and_then_to_the_line(
    window: MainWindow, page: StudyPage
) -> None:
    window.show_study(under_way(KIMS))
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert page.isVisible()
    assert not page.findChildren(StudyTask)[0].isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_a_study_that_rests_goes_on_and_a_complete_one_shows_its_result(
    window: MainWindow, page: StudyPage
) -> None:
    resumed = Recorder()
    window.study_resumed.connect(resumed.take)
    complete = samples.study()
    rests = replace(complete, id="018e", answers=complete.answers[:61])
    window.show_studies((rests, complete))
    list_ = page.findChildren(QListWidget)[0]
    list_.setCurrentRow(0)
    QTest.keyClick(list_, Qt.Key.Key_Return)
    assert resumed.seen == [rests]
    list_.setCurrentRow(1)
    QTest.keyClick(list_, Qt.Key.Key_Return)
    figures = page.findChildren(QTableWidget)[0]
    assert figures.isVisible()
    assert cell(figures, 0, 2) == "△ 2.6% (0–13)"
    assert cell(figures, 2, 0) == "The station"


def cell(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    assert item is not None
    return item.text()


def test_misjudged_castings_come_first(window: MainWindow, page: StudyPage) -> None:
    study = samples.study()
    window.show_study(StudyProgress(study, study.count))
    castings = page.findChildren(QTableWidget)[1]
    assert [cell(castings, row, 0) for row in range(5)] == ["4", "9", "17", "21", "1"]
    assert cell(castings, 2, 2) == "✕ ✓ ✓"
    assert cell(castings, 1, 4) == "? ? ?"


def test_the_report_is_saved_where_a_person_wants_it(
    window: MainWindow, page: StudyPage, tmp_path: Path, qtbot: QtBot
) -> None:
    wanted: list[tuple[Study, Path]] = []
    window.study_report_wanted.connect(lambda study, file: wanted.append((study, file)))
    study = samples.study()
    window.show_study(StudyProgress(study, study.count))
    QTest.keyClick(window, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: bool(window.findChildren(SaveDialog)))
    dialog = window.findChildren(SaveDialog)[0]
    dialog._folder.setText(str(tmp_path))
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wanted == [(study, tmp_path / "study.pdf")]
    window.show_export_done(tmp_path / "study.pdf", None)
    texts = [each.text() for each in page.findChildren(QPushButton)]
    assert "Export…  E" in texts


def test_an_operator_leads_no_study(window: MainWindow) -> None:
    window.staff.show_attendance(OPERATOR)
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert not any(page.isVisible() for page in window.findChildren(StudyPage))
    assert window._notice.isVisible()
