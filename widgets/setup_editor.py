"""One setting on the screen: its name, what it is, what it does, and what is wrong with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from models.errors import KnownError
from models.setup import FieldKind, SetupField
from widgets import make
from widgets import setup_words as said
from widgets.notice import sentence
from widgets.speaking import SpeakingWidget

_LONGEST = 1_000  # characters


class SetupEditor(SpeakingWidget):
    """A field with its label; `changed` whenever a person writes or chooses."""

    changed = Signal()

    def __init__(self, field: SetupField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._error: KnownError | None = None
        self._label = make.label("strong")
        self._hint = make.label("caption", wraps=True)
        self._wrong = make.label("wrong", wraps=True)
        self._input = self._make_input()
        self._input.setEnabled(not field.lock)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 6)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self._input, 0, 1)
        grid.addWidget(self._hint, 1, 1)
        grid.addWidget(self._wrong, 2, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        self.setFocusProxy(self._input)
        self._wrong.hide()
        self.retranslate()

    def text(self) -> str:
        """What is written there now."""
        match self._input:
            case QCheckBox():
                return "true" if self._input.isChecked() else "false"
            case QComboBox():
                return str(self._input.currentData() or "")
            case QLineEdit():
                return self._input.text().strip()

    def write(self, text: str) -> None:
        """As if a person had written it, where it can be changed."""
        if isinstance(self._input, QLineEdit) and not self.field.lock:
            self._input.setText(text)
            self.changed.emit()

    @property
    def is_changed(self) -> bool:
        """Whether a person has written something else than what stands in the file."""
        return self.isEnabled() and not self.field.lock and self.text() != self._before()

    def put_back(self) -> None:
        """As it stands in the file."""
        match self._input:
            case QCheckBox():
                self._input.setChecked(self._before() == "true")
            case QComboBox():
                self._input.setCurrentIndex(self._input.findData(self._before()))
            case QLineEdit():
                self._input.setText(self._before())

    def show_wrong(self, error: KnownError | None) -> None:
        """Say what is wrong with it; None: nothing."""
        self._error = error
        self._wrong.setVisible(error is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        key = self.field.key
        self._label.setText(said.label(key))
        hint = said.lock(self.field.lock) or said.hint(key)
        if (card := self.field.cards.get(self.text())) is not None:
            hint = f"{said.card(card)}\n{hint}"
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._input.setAccessibleName(said.label(key))
        self._input.setAccessibleDescription(hint)
        if self._error is not None:
            self._wrong.setText(f"✕  {sentence(self._error)}")
        if isinstance(self._input, QComboBox):
            for place in range(self._input.count()):
                value = str(self._input.itemData(place))
                self._input.setItemText(place, said.choice(key, value))

    def _before(self) -> str:
        """What stands in the file; the usual of what is not said and must be something."""
        is_text = self.field.kind in {FieldKind.TEXT, FieldKind.NUMBER}
        return self.field.value if is_text else self.field.value or self.field.default

    def _make_input(self) -> QCheckBox | QComboBox | QLineEdit:
        before = self._before()
        match self.field.kind:
            case FieldKind.SWITCH:
                switch = QCheckBox()
                switch.setChecked(before == "true")
                switch.toggled.connect(self.changed)
                return switch
            case FieldKind.CHOICE:
                list_ = QComboBox()
                for value in self.field.choices:
                    list_.addItem("", value)
                list_.setCurrentIndex(list_.findData(before))
                list_.currentIndexChanged.connect(self.changed)
                list_.currentIndexChanged.connect(self.retranslate)
                return list_
        line = QLineEdit(before)
        line.setMaxLength(_LONGEST)
        line.setPlaceholderText(self.field.default)
        line.textEdited.connect(self.changed)
        return line
