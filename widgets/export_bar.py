"""Writing the history, or a report, to a file."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from models.errors import KnownError
from models.shift import ShiftSummary
from widgets import make, scaling
from widgets.notice import sentence
from widgets.save_dialog import SaveDialog
from widgets.speaking import SpeakingWidget

PDF = {".pdf": "PDF"}
TABLES = {".csv": "CSV", ".xlsx": "Excel", **PDF}


class ExportBar(SpeakingWidget):
    """Asks for a file; while it is written shows how far it is, and Cancel."""

    wanted = Signal(Path)
    report_wanted = Signal(object, Path)  # ShiftSummary
    under_way = Signal(bool)
    cancelled = Signal()

    def __init__(
        self,
        kinds: Mapping[str, str] = TABLES,
        name: str = "castwatch.csv",
        parent: QWidget | None = None,
    ) -> None:
        """`kinds` of files by how their names end; `name` is proposed."""
        super().__init__(parent)
        self._kinds, self._name = kinds, name
        self._saved: Path | None = None
        self._error: KnownError | None = None
        self._export = QPushButton()
        self._export.clicked.connect(self._on_export)
        self._progress = QProgressBar()
        self._progress.setRange(0, 1000)
        self._cancel = QPushButton()
        self._cancel.clicked.connect(self._on_cancel)
        self._words = make.label("caption")
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 2)
        row.addWidget(self._progress, 1)
        row.addWidget(self._cancel)
        row.addWidget(self._export)
        self._show_under_way(False)
        self.retranslate()

    def show_rows(self, count: int) -> None:
        """There is something to export, or not."""
        self._export.setEnabled(count > 0)

    def show_progress(self, share: float) -> None:
        """How much is written, 0 .. 1."""
        self._show_under_way(True)
        self._progress.setValue(round(share * 1000))

    def show_done(self, path: Path | None, error: KnownError | None) -> None:
        """It is written, or why not; neither where it was cancelled."""
        self._show_under_way(False)
        self._saved, self._error = path, error
        self._say()

    def retranslate(self) -> None:
        """Follow the language."""
        self._export.setText(self.tr("Export…  E"))
        self._export.setShortcut("E")
        make.tip(self._export, self._tip())
        self._cancel.setText(self.tr("Cancel"))
        self._say()

    def _tip(self) -> str:
        if self._kinds is PDF:
            return self.tr("Save the report as PDF (E)")
        return self.tr("Save what the filter shows as CSV, Excel or PDF (E)")

    def _say(self) -> None:
        if self._error is not None:
            self._words.setText(sentence(self._error))
        elif self._saved is not None:
            self._words.setText(self.tr("Saved: {file}").format(file=str(self._saved)))
        else:
            self._words.clear()

    def _show_under_way(self, is_under_way: bool) -> None:
        self._progress.setVisible(is_under_way)
        self._cancel.setVisible(is_under_way)
        self._export.setVisible(not is_under_way)
        self.under_way.emit(is_under_way)

    def ask_report(self, summary: ShiftSummary, name: str) -> None:
        """Ask where the report of a shift shall be saved; `name` is proposed."""
        dialog = self._ask(self.tr("Save the shift report"), PDF, name)
        dialog.chosen.connect(partial(self._on_report_file, summary))
        scaling.open_dialog(dialog)

    def _on_export(self) -> None:
        dialog = self._ask(self.tr("Export"), self._kinds, self._name)
        dialog.chosen.connect(self._on_file)
        scaling.open_dialog(dialog)

    def _ask(self, title: str, kinds: Mapping[str, str], name: str) -> SaveDialog:
        self._saved = self._error = None
        self._say()
        return SaveDialog(title, kinds, name, self)

    def _on_file(self, file: Path) -> None:
        self.show_progress(0)
        self.wanted.emit(file)

    def _on_report_file(self, summary: ShiftSummary, file: Path) -> None:
        self.show_progress(0)
        self.report_wanted.emit(summary, file)

    def _on_cancel(self) -> None:
        self._show_under_way(False)
        self.cancelled.emit()
