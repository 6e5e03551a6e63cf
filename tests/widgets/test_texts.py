"""Nothing is cut off, in either language, in any window that may be."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.widgets import gallery
from widgets.main_window import MainWindow


def cut_off(window: QWidget) -> Iterator[str]:
    """The texts that are larger than the widgets that show them."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and (why := _too_large(widget)):
            yield why


def _too_large(widget: QWidget) -> str:
    match widget:
        case QLabel():
            text, room = widget.text(), widget.contentsRect()
            needed = _needed(widget, text, room, wraps=widget.wordWrap())
        case QCheckBox() | QComboBox():
            text, room, needed = "(a choice)", widget.rect(), QRect()
            needed.setSize(widget.minimumSizeHint())
        case QAbstractButton() if widget.text():
            text, room = widget.text(), widget.contentsRect().adjusted(4, 0, -4, 0)
            needed = _needed(widget, text, room, wraps=False)
        case _:
            return ""
    fits = needed.width() <= room.width() and needed.height() <= room.height()
    return "" if fits else f"{text!r} needs {needed.size()}, has {room.size()}"


def _needed(widget: QWidget, text: str, room: QRect, *, wraps: bool) -> QRect:
    flags = Qt.TextFlag.TextWordWrap if wraps else Qt.TextFlag.TextShowMnemonic
    return widget.fontMetrics().boundingRect(QRect(0, 0, room.width(), 10_000), flags.value, text)


@pytest.mark.parametrize("scene", gallery.SCENES, ids=lambda scene: scene.__name__)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_nothing_is_cut_off(qtbot: QtBot, language: str, scene: gallery.Scene) -> None:
    for width, height in gallery.SIZES:
        window = gallery.make_window(language)
        window.resize(width, height)
        window.show()
        scene(window)
        QCoreApplication.sendPostedEvents()
        found = list(cut_off(window))
        gallery.dispose(window)
        assert not found, f"{width} x {height}"


def test_a_text_that_is_cut_off_would_be_found(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    label = QLabel("A long text", holder)
    label.setFixedWidth(20)
    holder.show()
    assert len(list(cut_off(holder))) == 1


def test_a_change_of_language_leaves_no_word_behind(qtbot: QtBot) -> None:
    window = gallery.make_window("en")
    qtbot.addWidget(window)
    window.show()
    gallery.opened(window)
    english = _words(window)
    window.set_language("ko")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange.value)
    qtbot.waitUntil(lambda: "뒤로  Esc" in _words(window))
    kept = english & _words(window)
    window.close()
    assert {text for text in kept if any(letter.isalpha() for letter in text)} <= {
        "Castwatch", "line-3", "Day", "castings_v1 (3f9c3f9c)", "4.0 ms",
        "0199d1c2-7f00-7abc-8def-000000001237", "2026-11-24 15:41:51 KST",
    }  # fmt: skip


def _words(window: MainWindow) -> set[str]:
    kinds = (QLabel, QAbstractButton)
    shown = [each for kind in kinds for each in window.findChildren(kind) if each.isVisible()]
    return {each.text() for each in shown if isinstance(each, kinds)} - {""}
