"""Which key does what."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from widgets.facts import Facts


class KeysDialog(QDialog):
    """Every action's key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        facts = Facts()
        facts.show_facts(self._keys())
        column = QVBoxLayout(self)
        column.addWidget(facts)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        width = parent.width() // 2
        self.resize(width, column.totalHeightForWidth(width))

    def _keys(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Ctrl+I, Ctrl+F5", self.tr("Inspect what lies on the rig now")),
            ("Space", self.tr("Acknowledge the alarm, while it sounds")),
            ("Ctrl+↑, Ctrl+↓", self.tr("Alarm volume")),
            ("Ctrl+P", self.tr("Pause, and resume")),
            ("Ctrl+R", self.tr("Try again after a fault")),
            ("Ctrl+U", self.tr("Understood, after a warning")),
            ("Ctrl+F6, Ctrl+B", self.tr("Challenge with known castings: begin, bypass")),
            ("H", self.tr("History, and back")),
            ("T", self.tr("Statistics, and back")),
            ("Ctrl+F, /", self.tr("Find an inspection in the history")),
            ("Ctrl+G, Ctrl+K", self.tr("Inspect again: on the rig, the kept picture")),
            (
                "Ctrl+S, Ctrl+X",
                self.tr("Decide, or say in a study: the casting is sound, is defective"),
            ),
            ("N", self.tr("To the field for serial numbers, where there is a scanner")),
            ("D, F", self.tr("Defect map on or off, the next frame")),
            ("+, −, 0", self.tr("Nearer, farther, whole picture")),
            ("E", self.tr("Export the history, or the report of a study")),
            ("W", self.tr("Report of the shift that is chosen in the history")),
            ("Esc", self.tr("Close, go back")),
            ("L", self.tr("Switch the language")),
            ("F11", self.tr("Full screen")),
            ("F2", self.tr("About the network")),
            ("F3", self.tr("Results on their way to the plant")),
            ("F1", self.tr("Manual")),
            ("F10", self.tr("Tour of the screen")),
            ("?", self.tr("This list")),
            ("F4", self.tr("Attribute agreement studies, and back")),
            ("F7", self.tr("Set-up, and back")),
            ("F8, F9", self.tr("Sign in or out, people")),
            ("Ctrl+Q", self.tr("Close Castwatch")),
            ("Ctrl+Enter", self.tr("Put on record what a dialog asks for")),
            ("Ctrl+Space", self.tr("Press the button that has the focus")),
            ("Tab, arrows", self.tr("Walk over everything on the screen")),
        )
