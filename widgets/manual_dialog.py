"""The operator's manual, opened at the page that fits the screen."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QImage, QShowEvent, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import resources


class ManualPage(StrEnum):
    """The manual's pages in their order; each is a file of that name in every language."""

    LINE = "line"
    CHALLENGE = "challenge"
    CASTING = "casting"
    HISTORY = "history"
    STATISTICS = "statistics"
    PEOPLE = "people"
    SETUP = "setup"
    STUDY = "study"
    FAULTS = "faults"


def page_file(language: str, page: ManualPage) -> Path:
    """Markdown; its pictures lie beside it."""
    return resources.path(f"manual/{language}/{page}.md")


class _Text(QTextBrowser):
    """Its pictures are as wide as itself, however large the screen is."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setSearchPaths([str(folder)])
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # a width that stays
        self.document().setDocumentMargin(self.fontMetrics().height())

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return found
        picture = QImage.fromData(found) if isinstance(found, QByteArray) else QImage(found)
        width = self.viewport().width() - 2 * round(self.document().documentMargin())
        return picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


class ManualDialog(QDialog):
    """All pages in a list, one of them open."""

    def __init__(self, language: str, page: ManualPage, parent: QWidget) -> None:
        """`language` is "ko" or "en"."""
        super().__init__(parent)
        self._language = language
        self.setWindowTitle(self.tr("Manual"))
        self._pages = QListWidget()
        self._text = _Text(resources.path(f"manual/{language}"))
        self._pages.addItems([_title(language, each) for each in ManualPage])
        self._pages.currentRowChanged.connect(self._on_row)
        self._lay_out()
        self.resize(parent.width() * 9 // 10, parent.height() * 9 // 10)
        self._page = page

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Now it is known how wide a picture may be."""
        super().showEvent(event)
        self._pages.setCurrentRow(list(ManualPage).index(self._page))

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._pages, 1)
        row.addWidget(self._text, 3)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(buttons)

    def _on_row(self, row: int) -> None:
        page = list(ManualPage)[row]
        self._text.setSource(QUrl.fromLocalFile(str(page_file(self._language, page))))


def _title(language: str, page: ManualPage) -> str:
    first = page_file(language, page).read_text("utf-8").partition("\n")[0]
    return first.removeprefix("# ")
