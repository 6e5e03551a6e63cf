"""An invitation to look round, at a station that has judged nothing yet."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from widgets import make
from widgets.speaking import SpeakingWidget

STAYS_MS = 300_000  # where nobody is there to answer


class TourBar(SpeakingWidget):
    """Asks whether somebody wants to be shown round; goes with the answer, or after a while."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("invitation")  # grey: nothing is wrong
        self._words = make.label("strong", wraps=True)
        self._yes, self._no = make.button("primary"), QPushButton()
        self._yes.clicked.connect(self.wanted)
        self._no.clicked.connect(self.hide)
        self._stays = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._stays.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.addWidget(self._words, 1)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        self.retranslate()
        self.hide()

    def invite(self) -> None:
        """Ask."""
        self._stays.start()
        self.show()

    def retranslate(self) -> None:
        """Follow the language."""
        self._words.setText(self.tr("Are you new here? A short tour shows what is where."))
        self._yes.setText(self.tr("Tour  F10"))
        self._no.setText(self.tr("No, thanks  Esc"))
