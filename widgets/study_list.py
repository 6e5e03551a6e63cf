"""The studies on record, and the way to a new one."""

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from models.study import Study
from widgets import make, words
from widgets import study_words as said
from widgets.speaking import SpeakingWidget

_STUDY = Qt.ItemDataRole.UserRole


class StudyList(SpeakingWidget):
    """One line a study, the newest first; what a study is where there is none."""

    chosen = Signal(object)  # Study
    new_wanted = Signal()

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._what = make.label("", wraps=True)
        self._none = make.label("strong")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._list = QListWidget()
        self._list.itemActivated.connect(self._on_item)
        self._list.itemClicked.connect(self._on_item)
        self._new = make.button("primary")
        self._new.clicked.connect(self.new_wanted)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._new)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._what)
        column.addWidget(self._list, 1)
        column.addWidget(self._none, 1)
        column.addLayout(foot)
        self.setFocusProxy(self._new)
        self.retranslate()

    def show_studies(self, studies: tuple[Study, ...]) -> None:
        """Show these in place of what was shown."""
        self._list.clear()
        for study in studies:
            item = QListWidgetItem()
            item.setData(_STUDY, study)
            self._list.addItem(item)
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        self._new.setText(self.tr("New study…  A"))
        self._new.setShortcut("A")
        self._what.setText(
            self.tr(
                "Known castings are judged several times over, by people and by the station, in"
                " another order each time: do they say the same, and the right thing?"
            )
        )
        self._list.setAccessibleName(self.tr("Studies on record"))
        self._none.setText(self.tr("No study so far."))
        self._none.setVisible(self._list.count() == 0)
        self._list.setVisible(self._list.count() > 0)
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setText(self._line(item.data(_STUDY)))

    def _line(self, study: Study) -> str:
        began = words.day_and_clock(study.began_at, self._zone)
        state = self.tr("complete: see the result")
        if not study.is_complete:
            state = self.tr("{done} of {count} judgements: go on").format(
                done=words.number(len(study.answers)), count=words.number(study.count)
            )
        return f"{began}   {said.size(study)}\n{state}"

    def _on_item(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_STUDY))
