from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.errors import KnownError
from models.history import HistoryFilter, HistoryQuery
from models.judgement import Verdict
from models.statistics import Span, StatisticsQuery, StatisticsReport, Turn
from tests.widgets import gallery, samples
from tests.widgets.conftest import Wishes
from widgets import theme
from widgets.history_view import HistoryView
from widgets.main_window import MainWindow
from widgets.statistics_chart import Chart
from widgets.statistics_defects import DefectChart
from widgets.statistics_drift import DriftChart
from widgets.statistics_page import StatisticsPage
from widgets.statistics_rejects import RejectChart
from widgets.statistics_signals import SignalList
from widgets.statistics_trends import YieldChart
from widgets.teach_dialog import TeachDialog

SEOUL = ZoneInfo("Asia/Seoul")


class Answers:
    """Answers every question, and remembers it and what was chosen."""

    def __init__(self, page: StatisticsPage) -> None:
        self.asked: list[StatisticsQuery] = []
        self.chosen: list[HistoryFilter] = []
        self.report: StatisticsReport | None = samples.statistics()
        self._page = page
        page.wanted.connect(self._answer)
        page.castings_wanted.connect(self.chosen.append)

    def _answer(self, query: StatisticsQuery) -> None:
        self.asked.append(query)
        if self.report is not None:
            self._page.show_report(replace(self.report, query=query), None)


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[StatisticsPage]:
    made = StatisticsPage(SEOUL)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    yield made
    made.close()


@pytest.fixture
def answers(page: StatisticsPage, qtbot: QtBot) -> Answers:
    made = Answers(page)
    page.start()
    qtbot.waitUntil(lambda: of(page, RejectChart).canvas._box.width() > 100)  # it is laid out
    return made


def of(page: StatisticsPage, kind: type[Chart]) -> Chart:
    return page.findChildren(kind)[0]


def signals(page: StatisticsPage) -> QListWidget:
    return page.findChildren(SignalList)[0].findChildren(QListWidget)[0]


def combo(page: StatisticsPage, name: str) -> QComboBox:
    return next(each for each in page.findChildren(QComboBox) if each.accessibleName() == name)


def said(page: StatisticsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def place_of(chart: Chart, place: int) -> QPoint:
    mark = chart.marks[place]
    return chart.canvas.pixel_of(mark.x, mark.y)


def point_at(chart: Chart, place: int) -> None:
    QTest.mouseMove(chart.canvas.view.viewport(), place_of(chart, place))


def tip(chart: Chart) -> str:
    return chart._tip.text() if chart._tip.isVisible() else ""


def test_the_headline_is_compared_with_the_shift_and_the_week_before(
    page: StatisticsPage, answers: Answers
) -> None:
    text = said(page)
    assert "94.7%" in text
    assert "Shift before  96.5%\n7 days before  96.7%" in text
    assert "glare 9, blurred 3, cut off 1" in text
    assert "Day  2026-11-24 15:00 – 23:00 KST" in text


def test_signals_are_listed_with_their_time_and_rule_the_newest_first(
    page: StatisticsPage, answers: Answers
) -> None:
    shown = signals(page)
    assert [shown.item(row).text() for row in range(shown.count())] == [
        "21:50 – 22:50   Rule 3\nSix or more that only rise or only fall",
        "17:30   Rule 1\nBeyond a limit",
        "17:20   Rule 1\nBeyond a limit",
    ]


def test_a_signal_leads_to_all_its_castings_by_enter_and_by_mouse(
    page: StatisticsPage, answers: Answers
) -> None:
    shown = signals(page)
    shown.setCurrentRow(0)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    centre = shown.visualItemRect(shown.item(2)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    trend, beyond = answers.chosen
    assert trend.from_time == samples.START + timedelta(minutes=410)
    assert trend.to_time == samples.START + timedelta(minutes=479.8)
    assert beyond == samples.statistics().groups[14].castings


@pytest.mark.parametrize(
    ("kind", "place", "figures"),
    [
        (RejectChart, 14, ("17:20:00 – 17:29:48", "Reject 11 (22.0%)", "Limits 0.0% – 13.5%")),
        (YieldChart, 2, ("17:00:00 – 18:00:00", "300 castings", "Yield 89.3%")),
        (DriftChart, 0, ("Median 0.022", "Nine in ten below 0.135")),
        (DefectChart, 2, ("Not named", "17 castings, 17.9%")),
    ],
)
def test_hovering_shows_the_figures_and_they_go_with_the_pointer(
    page: StatisticsPage,
    answers: Answers,
    kind: type[Chart],
    place: int,
    figures: tuple[str, ...],
) -> None:
    chart = of(page, kind)
    point_at(chart, place)
    assert all(figure in tip(chart) for figure in figures), tip(chart)
    QCoreApplication.sendEvent(chart.canvas.view.viewport(), QEvent(QEvent.Type.Leave))
    assert not tip(chart)


def test_the_figures_of_a_subgroup_name_the_rule(page: StatisticsPage, answers: Answers) -> None:
    point_at(of(page, RejectChart), 45)
    assert "3  Six or more that only rise or only fall" in tip(of(page, RejectChart))


@pytest.mark.parametrize("kind", [RejectChart, YieldChart, DriftChart])
def test_a_click_leads_to_the_castings(
    page: StatisticsPage, answers: Answers, kind: type[Chart]
) -> None:
    chart = of(page, kind)
    QTest.mouseClick(
        chart.canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(chart, 3)
    )
    assert answers.chosen == [chart.marks[3].castings]


def show_measure(page: StatisticsPage, name: str) -> Chart:
    list_ = combo(page, "What is shown")
    list_.setCurrentIndex(list_.findText(name))
    return of(page, DriftChart)


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("Brightness", "Brightness  130.2"),
        ("Sharpness", "Sharpness  0.420"),
        ("Place, across, %", "Place, across, %  50.2"),
        ("Place, down, %", "Place, down, %  49.8"),
        ("Reviews, %", "Reviews, %  0.0"),
    ],
)
def test_light_and_place_are_shown_against_what_was_taught(
    page: StatisticsPage, answers: Answers, name: str, figures: str
) -> None:
    chart = show_measure(page, name)
    point_at(chart, 2)
    assert figures in tip(chart)
    assert "Dashed: taught 2026-11-21" in said(page)


def test_without_a_baseline_the_chart_says_what_to_do(
    page: StatisticsPage, answers: Answers
) -> None:
    answers.report = replace(samples.statistics(), baseline=None)
    page.start()
    show_measure(page, "Brightness")
    assert "Teach while all is well" in said(page)


def test_castings_from_before_light_was_measured_leave_the_chart_empty(
    page: StatisticsPage, answers: Answers
) -> None:
    report = samples.statistics()
    answers.report = replace(
        report, groups=tuple(replace(group, light=None) for group in report.groups)
    )
    page.start()
    chart = show_measure(page, "Sharpness")
    assert "Not measured in these castings" in said(page)
    assert not chart.marks


@pytest.mark.parametrize(("means_it", "taught"), [(True, 1), (False, 0)])
def test_teaching_is_asked_twice(
    page: StatisticsPage, answers: Answers, qtbot: QtBot, means_it: bool, taught: int
) -> None:
    wishes: list[None] = []
    page.teaching_wanted.connect(lambda: wishes.append(None))
    chart = show_measure(page, "Brightness")
    QTest.mouseClick(button(chart, "Teach …"), Qt.MouseButton.LeftButton)
    dialog = page.findChildren(TeachDialog)[0]
    QTest.mouseClick(
        button(dialog, "Teach" if means_it else "Leave it as it is"), Qt.MouseButton.LeftButton
    )
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert len(wishes) == taught


def test_what_was_taught_is_shown_at_once(page: StatisticsPage, answers: Answers) -> None:
    asked = len(answers.asked)
    page.show_taught()
    assert len(answers.asked) == asked + 1


def button(parent: QWidget, text: str) -> QPushButton:
    return next(each for each in parent.findChildren(QPushButton) if each.text() == text)


def test_a_touch_leads_to_the_castings(
    page: StatisticsPage, answers: Answers, qtbot: QtBot
) -> None:
    chart = of(page, RejectChart)
    finger = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
    viewport = chart.canvas.view.viewport()
    QTest.touchEvent(viewport, finger).press(0, place_of(chart, 14), viewport).commit()
    QTest.touchEvent(viewport, finger).release(0, place_of(chart, 14), viewport).commit()
    qtbot.waitUntil(lambda: answers.chosen == [chart.marks[14].castings])


def test_the_keyboard_walks_over_a_chart_and_chooses(
    page: StatisticsPage, answers: Answers
) -> None:
    chart = of(page, RejectChart)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(chart, key)
    assert "22:40:00" in tip(chart)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert answers.chosen == [chart.marks[46].castings]


def test_a_chart_without_castings_has_nothing_to_choose(
    page: StatisticsPage, answers: Answers
) -> None:
    page.show_report(replace(samples.no_statistics(), query=answers.asked[-1]), None)
    chart = of(page, RejectChart)
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert answers.chosen == []


def test_period_and_subgroups_are_asked_for_as_they_are_chosen(
    page: StatisticsPage, answers: Answers
) -> None:
    page.show_shifts(samples.shift_list())
    for _ in range(4):
        QTest.keyClick(combo(page, "Period"), Qt.Key.Key_Down)
    QTest.keyClick(combo(page, "Subgroups"), Qt.Key.Key_End)
    newest = samples.shift_list().shifts[0]
    assert [query.period for query in answers.asked[:5]] == [
        *Span, Turn(newest.shift, newest.started_at)
    ]  # fmt: skip
    assert answers.asked[-1].castings is None
    page.show_shifts(samples.shift_list(3))  # they come anew: the choice stays
    assert combo(page, "Period").currentText() == "Day  2026-11-24 15:00"
    assert len(answers.asked) == 6


def test_an_answer_to_an_old_question_is_dropped(page: StatisticsPage, answers: Answers) -> None:
    answers.report = None
    QTest.keyClick(combo(page, "Period"), Qt.Key.Key_Down)
    assert "The record is being read …" in said(page)
    page.show_report(samples.statistics(), None)  # that of this shift
    assert "The record is being read …" in said(page)


def test_nothing_in_the_period_and_what_cannot_be_read_are_told_in_words(
    page: StatisticsPage, answers: Answers
) -> None:
    page.show_report(samples.no_statistics(), None)
    assert "No castings in this period. Choose another one." in said(page)
    page.show_report(None, KnownError("The disk is full."))
    assert "The disk is full." in said(page)
    page.show_report(samples.statistics(), None)
    assert "Share of rejects, %" in said(page)


def test_too_few_subgroups_are_told_with_what_to_do(page: StatisticsPage, answers: Answers) -> None:
    page.show_report(samples.statistics(subgroups=12), None)
    assert "No limits yet: 12 of 20 subgroups." in said(page)
    assert "Nothing can be said without limits." in said(page)


def test_what_is_recorded_meanwhile_is_read_soon_and_not_when_nobody_looks(
    page: StatisticsPage, answers: Answers, qtbot: QtBot
) -> None:
    page._renewal.setInterval(50)
    page.show_grown()
    page.show_grown()
    qtbot.waitUntil(lambda: len(answers.asked) == 2)
    page.show_grown()
    page.hide()
    assert not page._renewal.isActive()


def test_charts_are_drawn_in_the_theme_s_colours_and_in_dark_ones(
    page: StatisticsPage, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ground(of(page, RejectChart)) == theme.COLOURS.raised
    monkeypatch.setattr(theme, "COLOURS", replace(theme.COLOURS, raised="#10151a"))
    page.setStyleSheet("QLabel { color: white; }")  # as a change of theme does
    assert ground(of(page, RejectChart)) == "#10151a"


def ground(chart: Chart) -> str:
    return str(chart.canvas.view.grab().toImage().pixelColor(3, 3).name())


def test_the_window_opens_the_statistics_by_key_and_by_button(
    window: MainWindow, wishes: Wishes
) -> None:
    QTest.keyClick(window, Qt.Key.Key_T)
    assert wishes.of("statistics_wanted") == [("statistics_wanted", StatisticsQuery())]
    assert wishes.of("shifts_wanted") == [("shifts_wanted",)]
    assert statistics_button(window).isChecked()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not statistics_button(window).isChecked()
    QTest.mouseClick(statistics_button(window), Qt.MouseButton.LeftButton)
    assert len(wishes.of("statistics_wanted")) == 2
    assert len(window.findChildren(StatisticsPage)) == 1


def test_a_narrow_window_opens_them_from_its_menu(window: MainWindow, wishes: Wishes) -> None:
    window.resize(1024, 720)
    assert not statistics_button(window).isVisible()
    [action] = [each for each in window.findChildren(QAction) if each.text() == "Statistics"]
    action.trigger()
    assert len(wishes.of("statistics_wanted")) == 1


def statistics_button(window: MainWindow) -> QPushButton:
    buttons = window.findChildren(QPushButton)
    return next(each for each in buttons if each.text().startswith("Statistics"))


def test_what_is_chosen_is_shown_in_the_history_and_esc_leads_back(
    window: MainWindow, wishes: Wishes
) -> None:
    gallery.statistics(window)
    wishes.forget()
    chosen = samples.statistics().groups[14].castings
    window.findChildren(StatisticsPage)[0].castings_wanted.emit(chosen)
    [(_, query)] = wishes.of("history_page_wanted")
    assert query.filter == HistoryFilter(chosen.from_time, chosen.to_time)
    assert statistics_is_shown(window) is False
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert statistics_is_shown(window)
    QTest.keyClick(window, Qt.Key.Key_H)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not statistics_is_shown(window)


@pytest.mark.parametrize("zone", [SEOUL, None])
def test_the_history_asks_for_no_less_than_what_was_chosen(
    qtbot: QtBot, zone: ZoneInfo | None
) -> None:
    view = HistoryView(zone)
    qtbot.addWidget(view)
    asked: list[HistoryQuery] = []
    view.page_wanted.connect(asked.append)
    start = samples.START + timedelta(microseconds=123_456)
    end = start + timedelta(microseconds=1)
    for verdict in (Verdict.REJECT, None):
        view.show_only(HistoryFilter(start, end, shift="Day", verdict=verdict))
        assert asked[-1].filter == HistoryFilter(
            samples.START + timedelta(milliseconds=123),
            samples.START + timedelta(milliseconds=124),
            verdict=verdict,
        )
    view.show_only(HistoryFilter(verdict=Verdict.REVIEW, undecided=True))
    assert asked[-1].filter == HistoryFilter(verdict=Verdict.REVIEW, undecided=True)


def statistics_is_shown(window: MainWindow) -> bool:
    return window.findChildren(StatisticsPage)[0].isVisible()


def test_a_defect_leads_to_the_rejects_of_the_period(
    page: StatisticsPage, answers: Answers
) -> None:
    chart = of(page, DefectChart)
    point_at(chart, 2)
    QTest.mouseClick(
        chart.canvas.view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(chart, 2)
    )
    assert [each.verdict for each in answers.chosen] == [Verdict.REJECT]


def test_a_change_of_language_reaches_charts_and_signals(
    window: MainWindow, qtbot: QtBot, wishes: Wishes
) -> None:
    gallery.statistics(window)
    window.set_language("ko")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange.value)
    shown: Any = window.findChildren(StatisticsPage)[0]
    qtbot.waitUntil(lambda: "불합격률, %" in said(shown))
    assert "규칙 3" in signals(shown).item(0).text()
