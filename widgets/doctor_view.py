"""What the doctor says of every part of the station."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.health import Part
from models.setup import PartCheck
from widgets import make, words
from widgets.notice import sentence
from widgets.speaking import SpeakingWidget

_OTHERS = ("database", "history")


class DoctorView(SpeakingWidget):
    """A line for each part, as it is told."""

    wanted = Signal()  # answered by show_check for each part, and show_done

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checks: list[PartCheck] = []
        self._is_running = False
        self._start = make.button("primary")
        self._start.clicked.connect(self.start)
        self._copy = make.button()
        self._copy.clicked.connect(self._copy_all)
        self._state = make.label("strong")
        self._lines = QGridLayout()
        self._lines.setColumnStretch(2, 1)
        self._lines.setHorizontalSpacing(16)
        self._lines.setVerticalSpacing(8)
        buttons = QHBoxLayout()
        buttons.addWidget(self._start)
        buttons.addWidget(self._copy)
        buttons.addWidget(self._state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(buttons)
        column.addLayout(self._lines)
        column.addStretch(1)
        self.retranslate()

    def start(self) -> None:
        """Ask for a new round."""
        if not self._is_running:
            self._is_running = True
            self._checks.clear()
            self.retranslate()
            self.wanted.emit()

    def show_check(self, check: PartCheck) -> None:
        """What is said of the next part."""
        self._checks.append(check)
        self.retranslate()

    def show_done(self) -> None:
        """That was all."""
        self._is_running = False
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        self._start.setText(self.tr("Check now"))
        self._start.setEnabled(not self._is_running)
        self._copy.setText(self.tr("Copy"))
        self._copy.setEnabled(bool(self._checks) and not self._is_running)
        self._state.setText(self._said())
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, check in enumerate(self._checks):
            for place, label in enumerate(self._labels(check)):
                self._lines.addWidget(label, row, place)

    def _said(self) -> str:
        bad = sum(not check.is_ok for check in self._checks)
        if self._is_running:
            return self.tr("Looking … a long history takes a while.")
        if not self._checks:
            return ""
        if bad:
            return self.tr("Not as they should be: {count}.").format(count=bad)
        return self.tr("All is well.")

    def _labels(self, check: PartCheck) -> tuple[QLabel, QLabel, QLabel]:
        state = self.tr("✓ OK") if check.is_ok else self.tr("✕ not OK")
        shown = make.label("strong" if check.is_ok else "wrong", state)
        return (
            shown,
            make.label("strong", self._part(check)),
            make.label("", sentence(check.said), wraps=True),
        )

    def _part(self, check: PartCheck) -> str:
        others = {"database": self.tr("Database"), "history": self.tr("History")}
        return others[check.part] if check.part in _OTHERS else words.part(Part(check.part))

    def _copy_all(self) -> None:
        lines = (
            f"{'ok' if check.is_ok else 'FAILED'}\t{check.part}\t{sentence(check.said)}"
            for check in self._checks
        )
        QGuiApplication.clipboard().setText("\n".join(lines))
