"""Why a person does something: one of the usual reasons, or one's own words."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox

LONGEST = 200  # characters of a reason or a name


class ReasonField(QComboBox):
    """Empty at first; `editTextChanged` tells of every change."""

    def __init__(self, usual: Iterable[str]) -> None:
        super().__init__()
        self.setEditable(True)
        self.addItem("")
        self.addItems(list(usual))
        line = self.lineEdit()
        if line is not None:
            line.setMaxLength(LONGEST)

    def text(self) -> str:
        """What was chosen or typed, without what surrounds it."""
        return self.currentText().strip()
