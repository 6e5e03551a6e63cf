from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from models.errors import KnownError
from models.history import HistoryFilter, HistoryPage, HistoryQuery, ShiftList, SortBy
from models.judgement import Verdict
from models.search import Sought
from models.shift import Tally
from tests.widgets import gallery, samples
from tests.widgets.conftest import Wishes
from widgets.history_model import OCCASION_COLUMN, PAGE, SERIAL_COLUMN, HistoryModel
from widgets.history_table import HistoryTable
from widgets.history_view import HistoryView
from widgets.main_window import MainWindow
from widgets.save_dialog import SaveDialog

SEOUL = ZoneInfo("Asia/Seoul")
ROWS = 100_000


class Records:
    """Answers every page that is wanted, and remembers which."""

    def __init__(self, view: HistoryView, rows: int = ROWS) -> None:
        self.asked: list[HistoryQuery] = []
        self.opened: list[str] = []
        self.exported: list[tuple[HistoryFilter, Path]] = []
        self._view, self._rows = view, rows
        view.page_wanted.connect(self._answer)
        view.opened.connect(self.opened.append)
        view.export_wanted.connect(self._on_export)

    def _answer(self, query: HistoryQuery) -> None:
        self.asked.append(query)
        self._view.show_page(samples.history_page(query, self._rows))

    def grow(self) -> None:
        """One more inspection is on record."""
        self._rows += 1

    def _on_export(self, wanted: HistoryFilter, path: Path) -> None:
        self.exported.append((wanted, path))

    def offsets(self) -> list[int]:
        return [query.offset for query in self.asked]


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[HistoryView]:
    made = HistoryView(SEOUL)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    yield made
    made.close()


@pytest.fixture
def records(view: HistoryView) -> Records:
    made = Records(view)
    view.start()
    return made


def table(view: HistoryView) -> HistoryTable:
    return view.findChildren(HistoryTable)[0]


def combo(view: HistoryView, name: str) -> QComboBox:
    return next(each for each in view.findChildren(QComboBox) if each.accessibleName() == name)


def test_what_is_recorded_meanwhile_comes_into_sight(
    view: HistoryView, records: Records, qtbot: QtBot
) -> None:
    held = table(view).history
    records.grow()
    for _ in range(5):
        view.show_grown()
    qtbot.waitUntil(lambda: held.rowCount() == ROWS + 1, timeout=5000)
    assert records.offsets() == [0, 0]


def test_who_reads_further_down_is_not_pushed_on(
    view: HistoryView, records: Records, qtbot: QtBot
) -> None:
    table(view).verticalScrollBar().setValue(500)
    records.grow()
    with qtbot.assertNotEmitted(view.shifts_wanted, wait=1200):
        view.show_grown()
    assert table(view).history.rowCount() == ROWS


def test_the_scroll_bar_tells_of_all_rows_and_one_page_is_fetched(
    view: HistoryView, records: Records, qtbot: QtBot
) -> None:
    qtbot.wait(100)
    assert table(view).history.rowCount() == ROWS
    assert records.offsets() == [0]


def test_only_the_pages_that_are_seen_are_fetched(
    view: HistoryView, records: Records, qtbot: QtBot
) -> None:
    table(view).scrollToBottom()
    qtbot.waitUntil(lambda: len(records.asked) > 1)
    qtbot.wait(100)
    assert set(records.offsets()) == {0, ROWS - PAGE}
    last = table(view).history.index(ROWS - 1, 0)
    assert last.data() == "1"


def test_pages_that_are_dragged_past_are_not_fetched(
    view: HistoryView, records: Records, qtbot: QtBot
) -> None:
    bar = table(view).verticalScrollBar()
    for step in range(50):
        bar.setValue(bar.maximum() * step // 100)
    qtbot.waitUntil(lambda: len(records.asked) > 1)
    qtbot.wait(100)
    assert len(records.asked) <= 3


def test_never_more_than_a_few_pages_are_held(view: HistoryView, records: Records) -> None:
    model = table(view).history
    for page in range(200):
        model.want_rows(page * PAGE, page * PAGE)
    held = [page for page in range(200) if model.inspection(page * PAGE) is not None]
    assert len(held) == 50
    assert held[-1] == 199


def test_an_answer_to_an_old_question_is_dropped(qtbot: QtBot) -> None:
    model = HistoryModel(SEOUL)
    old = HistoryQuery(HistoryFilter(verdict=Verdict.REJECT), limit=PAGE)
    model.ask(HistoryQuery())
    model.show_page(samples.history_page(old, 10))
    assert model.rowCount() == 0
    model.show_page(samples.history_page(HistoryQuery(limit=PAGE), 10))
    assert model.rowCount() == 10


@pytest.mark.parametrize(
    ("column", "sort"),
    [(0, SortBy.SEQUENCE), (1, SortBy.TIME), (3, SortBy.VERDICT), (4, SortBy.SCORE)],
)
def test_a_click_on_a_header_sorts_and_another_turns_it_round(
    view: HistoryView, records: Records, column: int, sort: SortBy
) -> None:
    header = table(view).horizontalHeader()
    for _ in range(2):
        place = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [query.sort for query in records.asked[1:]] == [sort, sort]
    assert records.asked[1].descending is not records.asked[2].descending


def test_a_column_without_an_order_is_not_sorted_by(view: HistoryView, records: Records) -> None:
    header = table(view).horizontalHeader()
    place = QPoint(header.sectionViewportPosition(2) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(records.asked) == 1


def test_verdict_and_shift_narrow_what_is_shown(view: HistoryView, records: Records) -> None:
    view.show_shifts(samples.shift_list())
    QTest.keyClick(combo(view, "Verdict"), Qt.Key.Key_Down)
    QTest.keyClick(combo(view, "Shift"), Qt.Key.Key_Down)
    assert records.asked[-1].filter == HistoryFilter(shift="Day", verdict=Verdict.PASS)
    assert records.asked[-1].offset == 0


def test_reviews_that_wait_for_a_person_are_the_last_choice(
    view: HistoryView, records: Records
) -> None:
    QTest.keyClick(combo(view, "Verdict"), Qt.Key.Key_End)
    assert combo(view, "Verdict").currentText() == "Review, undecided"
    assert records.asked[-1].filter == HistoryFilter(verdict=Verdict.REVIEW, undecided=True)


def test_a_shift_of_the_list_is_that_one_turn_alone(view: HistoryView, records: Records) -> None:
    shifts = samples.shift_list()
    view.show_shifts(shifts)
    QTest.keyClick(view.findChildren(QListWidget)[0], Qt.Key.Key_Down)
    newest = shifts.shifts[0]
    wanted = HistoryFilter(shift=newest.shift, shift_started_at=newest.started_at)
    assert records.asked[-1].filter == wanted
    view.show_shifts(shifts)  # they come anew: the choice stays
    assert len(records.asked) == 2


def test_times_are_those_of_the_station_s_zone(view: HistoryView, records: Records) -> None:
    box = next(each for each in view.findChildren(QCheckBox) if each.text() == "From")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(12, box.height() // 2))
    asked = records.asked[-1].filter.from_time
    assert asked is not None
    assert asked.tzinfo == SEOUL
    midnight = datetime.now(SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
    assert abs((asked - midnight).total_seconds()) <= 86_400  # a test at midnight, another zone


def test_totals_are_those_of_the_filter(view: HistoryView, records: Records) -> None:
    labels = [each.text() for each in view.findChildren(QLabel)]
    totals = [text for text in labels if text.startswith("Total")]
    assert totals[0] == "Total 100,000    Pass 99,943    Reject 41    Review 16    Yield 99.9%"


def test_a_row_is_opened_by_mouse_and_by_enter(view: HistoryView, records: Records) -> None:
    shown = table(view)
    place = shown.visualRect(shown.history.index(2, 1)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert records.opened == [samples.inspection(ROWS - 2).id, samples.inspection(ROWS - 3).id]


def test_nothing_on_record_is_said_and_cannot_be_exported(view: HistoryView, qtbot: QtBot) -> None:
    records = Records(view, rows=0)
    view.start()
    assert len(records.asked) == 1
    assert not table(view).isVisible()
    assert not export_button(view).isEnabled()


def export_button(view: HistoryView) -> QPushButton:
    return next(each for each in view.findChildren(QPushButton) if each.text().startswith("Exp"))


def test_the_filter_is_exported_to_the_file_that_is_chosen(
    view: HistoryView, records: Records, tmp_path: Path, qtbot: QtBot
) -> None:
    QTest.keyClick(combo(view, "Verdict"), Qt.Key.Key_Down)
    QTest.mouseClick(export_button(view), Qt.MouseButton.LeftButton)
    dialog = view.findChildren(SaveDialog)[0]
    dialog._folder.setText(str(tmp_path))
    kinds = dialog.findChildren(QPushButton)
    QTest.mouseClick(next(k for k in kinds if k.text() == "Excel"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(records.exported))
    wanted = HistoryFilter(verdict=Verdict.PASS)
    assert records.exported == [(wanted, tmp_path / "castwatch.xlsx")]


def test_an_export_shows_how_far_it_is_and_how_it_ended(view: HistoryView, qtbot: QtBot) -> None:
    cancelled: list[bool] = []
    view.export_cancelled.connect(lambda: cancelled.append(True))
    view.show_export_progress(0.5)
    cancel = next(each for each in view.findChildren(QPushButton) if each.text() == "Cancel")
    assert cancel.isVisible()
    view.show_export_done(None, KnownError("The disk is full."))
    assert not cancel.isVisible()
    view.show_export_progress(0.5)
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert cancelled == [True]


def test_rows_that_go_and_come_keep_the_scroll_bar_true(qtbot: QtBot) -> None:
    model = HistoryModel(SEOUL)
    model.ask(HistoryQuery())
    query = HistoryQuery(limit=PAGE)
    for total in (250, 251, 40):
        model.show_page(samples.history_page(query, total))
        assert model.rowCount() == total
    page = HistoryPage(replace(query, offset=PAGE), (), Tally(), count=0)
    model.show_page(page)
    assert model.rowCount() == 0


def field(view: HistoryView) -> QLineEdit:
    return next(each for each in view.findChildren(QLineEdit) if each.accessibleName() == "Find")


@pytest.mark.parametrize("modified_key", ["Ctrl+F", "/"])
def test_a_key_leads_to_the_search_and_enter_searches(
    window: MainWindow, wishes: Wishes, modified_key: str
) -> None:
    window.toggle_history()
    QTest.keySequence(window, QKeySequence(modified_key))
    typed = window.focusWidget()
    assert isinstance(typed, QLineEdit)
    QTest.keyClicks(typed, "no. 1237")  # no letter of it is a key of the window's
    QTest.keyClick(typed, Qt.Key.Key_Return)
    [_, query] = wishes.of("history_page_wanted")[-1]
    assert query.filter == HistoryFilter(sought=Sought(sequence=1237))
    QTest.keyClick(typed, Qt.Key.Key_Escape)
    assert typed.text() == ""
    assert typed.isVisible()
    QTest.keyClick(typed, Qt.Key.Key_Escape)
    assert not typed.isVisible()


def test_who_stops_typing_is_answered_once(
    view: HistoryView, records: Records, qtbot: QtBot
) -> None:
    QTest.keyClicks(field(view), "0199d1c2")
    assert len(records.asked) == 1
    qtbot.waitUntil(lambda: len(records.asked) == 2)
    sought = records.asked[-1].filter.sought
    assert sought is not None
    assert sought.id_start == "0199d1c2"


def test_the_search_is_cleared_by_its_button(view: HistoryView, records: Records) -> None:
    clear = next(each for each in view.findChildren(QPushButton) if each.text() == "Clear")
    assert not clear.isVisible()
    QTest.keyClicks(field(view), "14")
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert records.asked[-1].filter == HistoryFilter()
    assert not clear.isVisible()


def test_nothing_that_is_found_is_said_with_what_can_be_looked_for(
    view: HistoryView, qtbot: QtBot
) -> None:
    records = Records(view, rows=0)
    view.start()
    QTest.keyClicks(field(view), "gear")
    QTest.keyClick(field(view), Qt.Key.Key_Return)
    assert len(records.asked) == 2
    said = [each.text() for each in view.findChildren(QLabel) if each.isVisible()]
    assert any(text.startswith("Nothing is found for “gear” with this filter.") for text in said)


def report_button(view: HistoryView) -> QPushButton:
    buttons = view.findChildren(QPushButton)
    return next(each for each in buttons if each.text().startswith("Shift report"))


def test_the_shift_that_is_chosen_has_a_report(
    window: MainWindow, wishes: Wishes, tmp_path: Path, qtbot: QtBot
) -> None:
    gallery.history(window)
    view = window.findChildren(HistoryView)[0]
    assert not report_button(view).isEnabled(), "all shifts have none"
    QTest.keyClick(view.findChildren(QListWidget)[0], Qt.Key.Key_Down)
    QTest.keyClick(view.findChildren(QListWidget)[0], Qt.Key.Key_W)
    qtbot.waitUntil(lambda: bool(view.findChildren(SaveDialog)))  # the key presses the button
    dialog = view.findChildren(SaveDialog)[0]
    assert dialog.file().name == "2026-11-24-Day-1500.pdf"
    dialog._folder.setText(str(tmp_path))
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(wishes.of("report_wanted")))
    newest = samples.shift_list().shifts[0]
    assert wishes.of("report_wanted") == [
        ("report_wanted", newest, tmp_path / "2026-11-24-Day-1500.pdf")
    ]
    assert not report_button(view).isEnabled(), "one file at a time"
    window.show_export_done(tmp_path / "day.pdf", None)
    assert report_button(view).isEnabled()


def test_shifts_that_have_grown_are_shown_anew(view: HistoryView, records: Records) -> None:
    shifts = samples.shift_list()
    view.show_shifts(shifts)
    listed = view.findChildren(QListWidget)[0]
    listed.setCurrentRow(2)
    newest = replace(shifts.shifts[0], tally=Tally(passed=3))
    view.show_shifts(ShiftList((newest, *shifts.shifts[1:])))
    assert "3 parts" in listed.item(1).text()
    assert listed.currentRow() == 2


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_nothing_above_and_beside_the_table_is_cut_off(window: MainWindow, width: int) -> None:
    gallery.history(window)
    window.resize(width, 800)
    gallery.settle()
    view = window.findChildren(HistoryView)[0]
    for widget in (*view.findChildren(QPushButton), *view.findChildren(QCheckBox)):
        if widget.isVisible():
            assert widget.width() >= widget.sizeHint().width(), widget.text()
    boxes = [combo(view, "Shift").geometry(), combo(view, "Verdict").geometry()]
    assert not boxes[0].intersects(boxes[1])


def test_serial_numbers_have_a_column_where_castings_have_them(
    window: MainWindow,
) -> None:
    history = window.findChildren(HistoryTable)[0]
    assert history.isColumnHidden(SERIAL_COLUMN)
    gallery.numbered(window)
    gallery.settle()
    assert not history.isColumnHidden(SERIAL_COLUMN)
    assert history.history.index(0, SERIAL_COLUMN).data() == "IMP-001240"
    window.resize(1280, 800)
    gallery.settle()
    assert history.isColumnHidden(OCCASION_COLUMN)  # so that the decision can be read
    assert not history.horizontalScrollBar().isVisible()
    window.resize(1920, 1080)
    gallery.settle()
    assert not history.isColumnHidden(OCCASION_COLUMN)


def test_enter_leads_from_the_search_to_what_is_found(
    view: HistoryView, records: Records, qtbot: QtBot
) -> None:
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    QTest.keyClick(view, Qt.Key.Key_Slash)
    field = view.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "107")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert table(view).hasFocus()
    QTest.keyClick(table(view), Qt.Key.Key_Down)
    QTest.keyClick(table(view), Qt.Key.Key_Return)
    assert len(records.opened) == 1
