"""The manual is whole in both languages, and opens where one needs it."""

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QTextBrowser

from tests.widgets import gallery, samples
from widgets.main_window import MainWindow
from widgets.manual_dialog import ManualDialog, ManualPage, page_file

PICTURE = re.compile(r"!\[[^]]+]\(([^)]+)\)")


def dialog(window: MainWindow) -> ManualDialog:
    (found,) = [each for each in window.findChildren(ManualDialog) if each.isVisible()]
    return found


@pytest.mark.parametrize("page", ManualPage)
def test_both_languages_say_the_same_with_pictures_that_are_there(page: ManualPage) -> None:
    english, korean = (page_file(language, page).read_text("utf-8") for language in ("en", "ko"))
    for mark in ("\n## ", "\n| ", "\n1. ", "**"):
        assert english.count(mark) == korean.count(mark), mark
    for language, text in (("en", english), ("ko", korean)):
        pictures = PICTURE.findall(text)
        assert pictures, "a page without a picture"
        for picture in pictures:
            assert page_file(language, page).with_name(picture).is_file()


@pytest.mark.parametrize(
    ("scene", "title"),
    [
        (gallery.running, "At the line"),
        (gallery.challenged, "The challenge"),
        (gallery.history, "The history"),
        (gallery.opened, "One casting"),
        (gallery.statistics, "The statistics"),
        (gallery.fault, "When something is wrong"),
    ],
)
def test_f1_opens_the_page_that_fits(window: MainWindow, scene: gallery.Scene, title: str) -> None:
    scene(window)
    QTest.keyClick(window, Qt.Key.Key_F1)
    (text,) = dialog(window).findChildren(QTextBrowser)
    assert text.toPlainText().startswith(title)


def test_another_page_is_a_touch_away_with_its_picture(window: MainWindow) -> None:
    window.show_tally(samples.SHIFT, samples.TALLY)
    QTest.keyClick(window, Qt.Key.Key_F1)
    (pages,) = dialog(window).findChildren(QListWidget)
    (text,) = dialog(window).findChildren(QTextBrowser)
    pages.setCurrentRow(3)
    assert text.toPlainText().startswith("The history")
    kind = QTextDocument.ResourceType.ImageResource.value
    picture = text.loadResource(kind, QUrl("history.jpg"))
    assert isinstance(picture, QImage)
    assert 0 < picture.width() <= text.viewport().width()
