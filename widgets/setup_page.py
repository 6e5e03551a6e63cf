"""Setting the station up without a text file, which stays the truth all the same."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QScroller,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.errors import KnownError
from models.frame import Frame
from models.judgement import Outline
from models.light import Light
from models.network_card import PictureGeometry
from models.region import Region, region_of, within
from models.setup import Changes, Key, PartCheck, SetupAnswer, SetupForm, Trial
from models.sight import Unfit
from widgets import make
from widgets import setup_words as said
from widgets.doctor_view import DoctorView
from widgets.notice import sentence
from widgets.rig_aid import RigAid
from widgets.setup_editor import SetupEditor
from widgets.speaking import SpeakingWidget

_TRIALS = {"kafka": Trial.KAFKA, "camera": Trial.CAMERA}
_DOCTOR = "doctor"
_REGION, _SIZE = ("camera", "region"), ("judging", "casting_percent")
_NETWORK, _EMPTY_RIG = ("judging", "network"), ("judging", "empty_rig")


class SetupPage(SpeakingWidget):
    """Sections on the left, the settings of one on the right, what to do below."""

    closed = Signal()
    form_wanted = Signal()  # answered by show_form
    save_wanted = Signal(object)  # Changes; answered by show_answer, and show_form
    trial_wanted = Signal(object, object)  # Trial, Changes; answered by show_tried or show_answer
    empty_rig_shown = Signal(object)  # its picture, (height, width); answered by show_empty_rig
    sound_wanted = Signal()  # as at a reject
    check_wanted = Signal()  # answered by show_check … and show_checked
    restart_wanted = Signal()

    def __init__(self, pull: Callable[[], Frame | None], parent: QWidget | None = None) -> None:
        """`pull` gives the newest frame without blocking."""
        super().__init__(parent)
        self.setObjectName("page")
        self._aid = RigAid(pull)
        self._editors: dict[Key, SetupEditor] = {}
        self._sections: list[str] = []
        self._file = ""
        self._message: KnownError | None = None
        self._is_saved = False
        self._title = make.label("title")
        self._where = make.label("caption")
        self._list = QListWidget()
        self._pages = QStackedWidget()
        self._doctor = DoctorView()
        self._said = make.label("strong", wraps=True)
        self._back, self._undo, self._try = (make.button() for _ in range(3))
        self._restart = make.commit_button()
        self._save = make.commit_button("primary", "Ctrl+S")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._list)
        self.retranslate()

    @property
    def changes(self) -> Changes:
        """What a person has written and not saved."""
        return {key: each.text() for key, each in self._editors.items() if each.is_changed}

    def start(self) -> None:
        """Ask what there is; called when the page is opened."""
        if not self.changes:
            self.form_wanted.emit()

    def put_back(self) -> None:
        """Forget what is not saved."""
        for editor in self._editors.values():
            editor.put_back()
            editor.show_wrong(None)
        self._aid.forget()
        self._on_edited()

    def show_form(self, form: SetupForm) -> None:
        """All that can be set up."""
        row = max(0, self._list.currentRow())
        self._file = form.file
        self._sections = [*dict.fromkeys(field.key[0] for field in form.fields), _DOCTOR]
        self._editors = {field.key: SetupEditor(field) for field in form.fields}
        for kept in (self._doctor, self._aid):
            kept.setParent(None)
        while self._pages.count():
            if (page := self._pages.widget(0)) is not None:
                self._pages.removeWidget(page)
                page.deleteLater()
        for section in self._sections:
            self._pages.addWidget(self._make_page(section))
        self._list.clear()
        self._list.addItems(self._sections)
        self._list.setCurrentRow(row)
        self._show_what_fits()
        self.retranslate()

    def show_answer(self, answer: SetupAnswer) -> None:
        """What became of the changes."""
        for key, editor in self._editors.items():
            editor.show_wrong(answer.wrong.get(key))
        wrong = [key for key in self._editors if key in answer.wrong]
        self._message, self._is_saved = answer.trouble, answer.is_saved or self._is_saved
        if wrong:
            self._list.setCurrentRow(self._sections.index(wrong[0][0]))
            self._editors[wrong[0]].setFocus()
        elif answer.wrong:  # something beyond what can be set up here
            self._message = next(iter(answer.wrong.values()))
        self.retranslate()

    def show_tried(self, _trial: Trial, told: KnownError, _is_ok: bool) -> None:
        """What came of a trial."""
        self._message = told
        self.retranslate()

    def show_empty_rig(self, file: str) -> None:
        """Where its picture lies now."""
        self._editors[_EMPTY_RIG].write(file)

    def show_check(self, check: PartCheck) -> None:
        """What the doctor says of a part."""
        self._doctor.show_check(check)

    def show_checked(self) -> None:
        """The doctor has looked at all of them."""
        self._doctor.show_done()

    def show_seen(self, unfit: Unfit | None, outline: Outline | None) -> None:
        """What the station sees on the rig."""
        self._aid.show_seen(unfit, outline)

    def show_light(self, light: Light) -> None:
        """How the casting on the rig lies and is lit."""
        if self._aid.isVisible():
            self._aid.show_light(light)

    def stop(self) -> None:
        """The window is about to go."""
        self._aid.stop()

    def retranslate(self) -> None:
        """Follow the language."""
        self._title.setText(self.tr("Set-up"))
        self._where.setText(self._file)
        self._back.setText(self.tr("Back  Esc"))
        self._save.setText(self.tr("Save  Ctrl+S"))
        self._undo.setText(self.tr("Undo changes"))
        self._restart.setText(self.tr("Restart now"))
        self._list.setAccessibleName(self.tr("Pages of the set-up"))
        for row, section in enumerate(self._sections):
            self._list.item(row).setText(said.section(section))
        self._show_state()

    def _show_state(self) -> None:
        changes, section = self.changes, self._section()
        self._save.setEnabled(bool(changes))
        self._undo.setEnabled(bool(changes))
        self._restart.setVisible(self._is_saved and not changes)
        self._try.setVisible(section in _TRIALS or section == "alarm")
        self._try.setText(self.tr("Sound it") if section == "alarm" else self.tr("Try it"))
        self._said.setText(self._words(len(changes)))

    def _words(self, changed: int) -> str:
        if self._message is not None:
            return sentence(self._message)
        if changed:
            return self.tr("Not saved: {count}.").format(count=changed)
        if self._is_saved:
            return self.tr("Saved. They take effect when Castwatch starts again.")
        return ""

    def _section(self) -> str:
        row = self._list.currentRow()
        return self._sections[row] if 0 <= row < len(self._sections) else ""

    def _make_page(self, section: str) -> QWidget:
        inside = make.box("plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        if section == _DOCTOR:
            column.addWidget(self._doctor)
        else:
            if section == "camera":
                column.addWidget(self._aid)
            for key, editor in self._editors.items():
                if key[0] == section:
                    editor.changed.connect(self._on_edited)
                    column.addWidget(editor)
            column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return area

    def _show_what_fits(self) -> None:
        """A folder has no camera number, and so on."""
        for editor in self._editors.values():
            if editor.field.only_with is not None:
                key, values = editor.field.only_with
                fits = self._editors[key].text() in values
                editor.setVisible(fits)
                editor.setEnabled(fits)
        network = self._editors[_NETWORK]
        card = network.field.cards.get(network.text())
        self._aid.offer_empty_rig(card is not None and isinstance(card.geometry, PictureGeometry))

    def _on_edited(self) -> None:
        self._message = None
        self._show_what_fits()
        self._show_state()

    def _on_row(self, row: int) -> None:
        self._pages.setCurrentIndex(row)
        self._message = None
        self._show_state()

    def _on_region(self, drawn: Region | None) -> None:
        """Within the region that holds now, for the picture shows no more."""
        if drawn is None:
            self._editors[_REGION].write("")
            return
        held = region_of(self._editors[_REGION].field.value)
        self._editors[_REGION].write(", ".join(map(str, within(held, drawn))))

    def _on_size(self, percent: float) -> None:
        self._editors[_SIZE].write(f"{percent:.1f}")

    def _on_save(self) -> None:
        self.save_wanted.emit(self.changes)

    def _on_try(self) -> None:
        section = self._section()
        if section == "alarm":
            self.sound_wanted.emit()
            return
        self._said.setText(self.tr("Trying …"))
        self.trial_wanted.emit(_TRIALS[section], self.changes)

    def _connect(self) -> None:
        self._back.clicked.connect(self.closed)
        self._save.clicked.connect(self._on_save)
        self._undo.clicked.connect(self.put_back)
        self._try.clicked.connect(self._on_try)
        self._restart.clicked.connect(self.restart_wanted)
        self._list.currentRowChanged.connect(self._on_row)
        self._doctor.wanted.connect(self.check_wanted)
        self._aid.region_drawn.connect(self._on_region)
        self._aid.size_taught.connect(self._on_size)
        self._aid.empty_rig_shown.connect(self.empty_rig_shown)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._where, 1)
        head.addWidget(self._back)
        panel = make.box("panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._pages)
        sides = QHBoxLayout()
        sides.addWidget(self._list, 1)
        sides.addWidget(panel, 3)
        foot = QHBoxLayout()
        foot.addWidget(self._try)
        foot.addWidget(self._said, 1)
        for button in (self._restart, self._undo, self._save):
            foot.addWidget(button)
        whole = QVBoxLayout(self)
        whole.addLayout(head)
        whole.addLayout(sides, 1)
        whole.addLayout(foot)
