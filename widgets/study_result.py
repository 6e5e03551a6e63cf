"""What a complete study says: the figures of each appraiser, and casting by casting."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QScroller,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from models.agreement import Agreement, Grade, agreement_of
from models.study import Study
from widgets import make
from widgets import study_words as said
from widgets.export_bar import PDF, ExportBar
from widgets.speaking import SpeakingWidget
from widgets.theme import COLOURS

Cells = Sequence[tuple[str, Grade | None]]


class StudyResult(SpeakingWidget):
    """Figures above; below what was said of each casting, and who agrees with whom."""

    report_wanted = Signal(object, Path)  # Study
    export_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agreement: Agreement | None = None
        self._figures, self._castings, self._pairs = (_table() for _ in range(3))
        self._together = make.label("strong", wraps=True)
        self._limits = make.label("caption", wraps=True)
        self._legend = make.label("caption")
        self.export = ExportBar(PDF, "study.pdf")
        self.export.wanted.connect(self._on_export)
        self.export.cancelled.connect(self.export_cancelled)
        sides = QHBoxLayout()
        sides.addWidget(self._castings, 3)
        sides.addWidget(self._pairs, 2)
        foot = QHBoxLayout()
        foot.addWidget(self._legend)
        foot.addWidget(self.export, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._together)
        column.addWidget(self._figures, 2)
        column.addWidget(self._limits)
        column.addLayout(sides, 3)
        column.addLayout(foot)
        self.setFocusProxy(self._castings)
        self.retranslate()

    def show_study(self, study: Study) -> None:
        """A complete study's outcome."""
        self._agreement = agreement_of(study)
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        self._limits.setText(said.limits())
        self._legend.setText(said.legend())
        self._castings.setAccessibleName(self.tr("What was said of each casting"))
        self._figures.setAccessibleName(self.tr("Figures of each appraiser"))
        self._pairs.setAccessibleName(self.tr("Who agrees with whom"))
        if self._agreement is not None:
            self._show(self._agreement)

    def _show(self, agreement: Agreement) -> None:
        study = agreement.study
        self._together.setText(said.together(agreement.rightly, agreement.together))
        _fill(
            self._figures,
            said.columns(),
            [_graded(said.figures(each)) for each in agreement.appraisals],
        )
        names = [said.appraiser(each) for each in study.plan.appraisers]
        _fill(
            self._castings,
            [self.tr("Casting"), self.tr("Known to be"), *names],
            list(_castings(agreement)),
        )
        _fill(
            self._pairs,
            [self.tr("Who agrees with whom"), "", self.tr("Kappa")],
            [
                [
                    (said.appraiser(pair.first), None),
                    (said.appraiser(pair.second), None),
                    *_graded([said.kappa(pair.kappa)]),
                ]
                for pair in agreement.pairs
            ],
        )

    def _on_export(self, path: Path) -> None:
        if self._agreement is not None:
            self.report_wanted.emit(self._agreement.study, path)


def _graded(cells: Cells) -> Cells:
    return [(said.graded(*cell), cell[1]) for cell in cells]


def _castings(agreement: Agreement) -> Sequence[Cells]:
    """A row for each casting, the misjudged ones first."""
    study = agreement.study
    told = study.said()
    disputed = set(agreement.disputed)
    rows: list[Cells] = []
    for casting in sorted(study.plan.castings, key=lambda each: each not in disputed):
        row: list[tuple[str, Grade | None]] = [(casting.number, None), (said.known(casting), None)]
        for appraiser in study.plan.appraisers:
            text = said.marks(casting, told[appraiser][casting.number])
            grade = Grade.UNACCEPTABLE if "✕" in text else None
            row.append((text, grade or (Grade.MARGINAL if set("!?") & set(text) else None)))
        rows.append(row)
    return rows


def _fill(table: QTableWidget, titles: Sequence[str], rows: Sequence[Cells]) -> None:
    table.setColumnCount(len(titles))
    table.setHorizontalHeaderLabels(list(titles))
    table.setRowCount(len(rows))
    for row, cells in enumerate(rows):
        for column, (text, grade) in enumerate(cells):
            item = QTableWidgetItem(text)
            if grade in {Grade.MARGINAL, Grade.UNACCEPTABLE}:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            if grade is Grade.UNACCEPTABLE:
                item.setForeground(QColor(COLOURS.wrong))
            table.setItem(row, column, item)
    table.setCurrentCell(0, 0, QItemSelectionModel.SelectionFlag.NoUpdate)


def _table() -> QTableWidget:
    table = QTableWidget()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    head = table.horizontalHeader()
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setStretchLastSection(True)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    QScroller.grabGesture(table.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return table
