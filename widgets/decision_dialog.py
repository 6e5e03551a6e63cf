"""A person says that a casting is sound or defective, what is wrong with it, and why."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.decision import DecisionWish, DefectKind, Ruling, is_override
from models.inspection import Inspection
from widgets import make, words
from widgets.reason_field import LONGEST, ReasonField

_KINDS_IN_A_ROW = 4


class DecisionDialog(QDialog):
    """Made for one ruling on one inspection; `wished` when all that is needed was given."""

    wished = Signal(object)  # DecisionWish

    def __init__(
        self,
        inspection: Inspection,
        ruling: Ruling,
        name: str,
        parent: QWidget,
        *,
        is_signed_in: bool = False,
    ) -> None:
        """`name` is that of the person who decided last, to be taken over or changed.

        That of a person who `is_signed_in` cannot be changed.
        """
        super().__init__(parent)
        self._inspection, self._ruling = inspection, ruling
        self._is_override = is_override(inspection.judgement.verdict, ruling)
        self._kinds = QButtonGroup(self)
        self._reason = ReasonField(_reasons(ruling))
        self._name = QLineEdit(name)
        self._name.setMaxLength(LONGEST)
        self._name.setDisabled(is_signed_in)
        self._record = make.commit_button("primary", *make.CTRL_ENTER)
        self.setWindowTitle(self.tr("Decide"))
        self._lay_out()
        self._reason.editTextChanged.connect(self._on_changed)
        self._name.textChanged.connect(self._on_changed)
        self._on_changed()
        self.resize(parent.width() * 3 // 5, self.sizeHint().height())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(make.label("title", self._title()))
        if self._is_override:
            column.addWidget(make.label("strong", self._contrary(), wraps=True))
        if self._ruling is Ruling.DEFECTIVE:
            column.addWidget(make.label("caption", self.tr("What is wrong with it, if you know")))
            column.addLayout(self._make_kinds())
        needed = self.tr("Why (needed)") if self._is_override else self.tr("Why (if you like)")
        for caption, field in ((needed, self._reason), (self.tr("Your name"), self._name)):
            column.addWidget(make.label("caption", caption))
            column.addWidget(field)
        column.addLayout(self._make_buttons())

    def _title(self) -> str:
        title = self.tr("Casting #{number}: {ruling}")
        return title.format(
            number=words.number(self._inspection.sequence), ruling=words.ruling(self._ruling)
        )

    def _contrary(self) -> str:
        return self.tr("The station said: {verdict}. You decide otherwise.").format(
            verdict=words.verdict(self._inspection.judgement.verdict)
        )

    def _make_kinds(self) -> QGridLayout:
        grid = QGridLayout()
        for place, kind in enumerate(DefectKind):
            button = make.button(is_checkable=True)
            button.setText(words.defect_kind(kind))
            button.setAutoDefault(False)
            self._kinds.addButton(button, place)
            grid.addWidget(button, place // _KINDS_IN_A_ROW, place % _KINDS_IN_A_ROW)
        return grid

    def _make_buttons(self) -> QHBoxLayout:
        cancel = QPushButton(self.tr("Cancel  Esc"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._record.setText(self.tr("Put on record  Ctrl+Enter"))
        self._record.clicked.connect(self._on_record)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._record)
        return row

    def _on_changed(self) -> None:
        has_reason = bool(self._reason.text()) or not self._is_override
        self._record.setEnabled(has_reason and bool(self._name.text().strip()))

    def _on_record(self) -> None:
        chosen = self._kinds.checkedId()
        self.wished.emit(
            DecisionWish(
                self._inspection.id,
                self._ruling,
                self._name.text().strip(),
                list(DefectKind)[chosen] if chosen >= 0 else None,
                self._reason.text(),
            )
        )
        self.accept()


def _reasons(ruling: Ruling) -> tuple[str, ...]:
    translate = QCoreApplication.translate
    if ruling is Ruling.SOUND:
        return (
            translate("DecisionDialog", "Stain, dirt or reflection, no defect"),
            translate("DecisionDialog", "Within the tolerance"),
            translate("DecisionDialog", "Test casting"),
        )
    return (
        translate("DecisionDialog", "Defect missed by the station"),
        translate("DecisionDialog", "Defect where the camera does not look"),
        translate("DecisionDialog", "Test casting"),
    )
