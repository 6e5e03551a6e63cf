"""A window to press, click and touch."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QObject, Slot
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.sight import Stage
from tests.widgets import gallery, samples
from widgets.inspection_panel import InspectionPanel
from widgets.main_window import MainWindow

HERE = Path(__file__).parent


class Wishes(QObject):
    """What the window wished for, in order: the signal's name and what it brought."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.heard: list[tuple[Any, ...]] = []
        for name in (
            "inspect_now", "pause_wanted", "reinspect", "acknowledge_alarm", "volume_changed",
            "inspection_wanted", "history_page_wanted", "shifts_wanted", "export_wanted",
            "report_wanted", "export_cancelled", "retry", "set_aside_wanted", "decision_wanted",
            "delivery_wanted", "language_changed", "closing", "challenge_wanted", "bypass_wanted",
            "statistics_wanted", "unrecorded_wanted", "unrecorded_retry_wanted",
            "unrecorded_discard_wanted",
            "retry_wanted", "discard_wanted",
        ):  # fmt: skip
            getattr(window, name).connect(self._hearing(name))

    def _hearing(self, name: str) -> Callable[..., None]:
        def hear(*values: object) -> None:
            self.heard.append((name, *values))

        return hear

    def of(self, name: str) -> list[tuple[Any, ...]]:
        """Only the wishes of one name."""
        return [wish for wish in self.heard if wish[0] == name]

    @Slot()
    def forget(self) -> None:
        """Start over."""
        self.heard.clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt’s offscreen platform warns of what it cannot do, e.g. raise a window."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def english() -> None:
    """Numbers and dates as an English screen shows them, for a widget without its window."""
    QLocale.setDefault(QLocale("en"))


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The window in English, ready, with a casting on the rig and twenty behind it."""
    made = gallery.make_window("en")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()  # shortcuts are the active window's
    qtbot.waitUntil(made.isActiveWindow)
    gallery.running(made)
    made.show_stage(Stage.ARRIVING, None, samples.casting(2, size=512).outline)
    QTest.qWait(1)
    yield made
    made.close()


@pytest.fixture
def wishes(window: MainWindow) -> Wishes:
    """What the window wishes for."""
    return Wishes(window)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[InspectionPanel]:
    """An opened inspection, by itself."""
    made = InspectionPanel(samples.START.tzinfo)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.open(samples.details())
    yield made
    made.close()
