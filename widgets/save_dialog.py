"""Where a file shall be saved: a few places as large buttons, and a name.

Not Qt's own dialog: it opens and closes every file of a folder to find out its kind, and on
POSIX a process that closes a file lets go of every lock that it has on it, SQLite's on the record
as well. Whoever looks into the record then takes its journal away from under the station.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QStandardPaths, QStorageInfo, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from widgets import make, scaling, words

_IN_A_ROW = 3
_DRIVES = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
_LONGEST = 1_000  # characters


class Place(NamedTuple):
    """A folder that is proposed."""

    name: str
    folder: Path


def places() -> Iterator[Place]:
    """The user's folders that there are, and the drives that were put in."""
    location = QStandardPaths.StandardLocation
    for name, kind in (
        (QCoreApplication.translate("SaveDialog", "Documents"), location.DocumentsLocation),
        (QCoreApplication.translate("SaveDialog", "Desktop"), location.DesktopLocation),
        (QCoreApplication.translate("SaveDialog", "Home"), location.HomeLocation),
    ):
        folder = Path(QStandardPaths.writableLocation(kind))
        if folder.is_dir() and (kind is location.HomeLocation or folder != Path.home()):
            yield Place(name, folder)
    for drive in QStorageInfo.mountedVolumes():
        root = drive.rootPath()
        is_put_in = os.name == "nt" or root.startswith(_DRIVES)
        if drive.isReady() and not drive.isReadOnly() and not drive.isRoot() and is_put_in:
            yield Place(drive.displayName() or root, Path(root))


class SaveDialog(QDialog):
    """Asks for a folder, a name and, where there are several, a kind of file."""

    chosen = Signal(Path)

    def __init__(
        self, title: str, kinds: Mapping[str, str], name: str, parent: QWidget | None = None
    ) -> None:
        """`kinds` by how their names end; `name` is proposed, and has one of these ends."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._replaces: Path | None = None  # that a person has been asked about
        self._places, self._kinds = QButtonGroup(self), QButtonGroup(self)
        self._folder, self._name = QLineEdit(), QLineEdit(Path(name).stem)
        self._message = make.label("wrong", wraps=True)
        self._save = make.commit_button("primary", *make.CTRL_ENTER)
        self._lay_out(title, kinds, Path(name).suffix)
        self._connect()
        self._say()
        self._name.setFocus()
        self._name.selectAll()
        self.resize(scaling.topmost(self).width() // 2, self.sizeHint().height())

    def file(self) -> Path:
        """What stands there, whole."""
        end = next(each.property("end") for each in self._kinds.buttons() if each.isChecked())
        return Path(self._folder.text().strip()) / f"{self._name.text().strip()}{end}"

    def _on_save(self) -> None:
        file = self.file()
        if not self._name.text().strip() or "/" in self._name.text() or "\\" in self._name.text():
            self._message.setText(self.tr("A file needs a name, without slashes."))
        elif not file.parent.is_dir():
            text = self.tr("There is no folder {folder}.")
            self._message.setText(text.format(folder=str(file.parent)))
        elif file.exists() and file != self._replaces:
            self._replaces = file
            text = self.tr("There is a file {name} already. Shall it be replaced?")
            self._message.setText(text.format(name=file.name))
        else:
            self.accept()
            self.chosen.emit(file)
            return
        self._message.show()
        self._say()

    def _on_changed(self) -> None:
        self._replaces = None
        self._message.hide()
        self._say()

    def _on_place(self, button: QWidget) -> None:
        self._folder.setText(button.property("folder"))

    def _say(self) -> None:
        is_asked = self._replaces is not None
        self._save.setText(
            self.tr("Replace it  Ctrl+Enter") if is_asked else self.tr("Save  Ctrl+Enter")
        )

    def _connect(self) -> None:
        self._places.buttonClicked.connect(self._on_place)
        self._kinds.buttonClicked.connect(self._on_changed)
        self._save.clicked.connect(self._on_save)
        for field in (self._folder, self._name):
            field.setMaxLength(_LONGEST)
            field.textChanged.connect(self._on_changed)

    def _lay_out(self, title: str, kinds: Mapping[str, str], end: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addWidget(make.label("title", title))
        column.addWidget(make.label("caption", self.tr("Where")))
        column.addLayout(self._make_places())
        self._folder.setAccessibleName(self.tr("Folder"))
        column.addWidget(self._folder)
        column.addWidget(make.label("caption", self.tr("File name")))
        self._name.setAccessibleName(self.tr("File name"))
        column.addWidget(self._name)
        column.addLayout(self._make_kinds(kinds, end))
        column.addWidget(self._message)
        self._message.hide()
        column.addLayout(self._make_buttons())

    def _make_places(self) -> QGridLayout:
        grid = QGridLayout()
        for number, place in enumerate(places()):
            button = make.button(is_checkable=True)
            button.setText(words.on_button(place.name))
            button.setProperty("folder", str(place.folder))
            button.setAutoDefault(False)
            self._places.addButton(button)
            grid.addWidget(button, number // _IN_A_ROW, number % _IN_A_ROW)
            if number == 0:
                button.setChecked(True)
                self._folder.setText(str(place.folder))
        return grid

    def _make_kinds(self, kinds: Mapping[str, str], end: str) -> QHBoxLayout:
        row = QHBoxLayout()
        for each, name in kinds.items():
            button = make.button(is_checkable=True)
            button.setText(name)
            button.setProperty("end", each)
            button.setAutoDefault(False)
            button.setChecked(each == end)
            button.setVisible(len(kinds) > 1)
            self._kinds.addButton(button)
            row.addWidget(button, 1)
        return row

    def _make_buttons(self) -> QHBoxLayout:
        cancel = make.button()
        cancel.setText(self.tr("Cancel  Esc"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._save)
        return row
