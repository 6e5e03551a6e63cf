"""The line at the top: who this is, how its parts are, and where to go."""

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from models.health import Health, Part
from models.people import Attendance
from widgets import make
from widgets.language import LANGUAGES
from widgets.lights import Lights
from widgets.person_button import PersonButton
from widgets.speaking import SpeakingWidget

_FOR_PERSON = 160  # pixels more where people sign in
_ROOMY = 1200  # pixels of a header with room for every button, however much waits for Kafka


class Header(SpeakingWidget):
    """Name, lights, and the buttons that are always there."""

    history_toggled = Signal()
    statistics_toggled = Signal()
    language_toggled = Signal()
    full_screen_toggled = Signal()
    about_wanted = Signal()
    manual_wanted = Signal()
    keys_wanted = Signal()
    delivery_wanted = Signal()
    challenge_wanted = Signal()
    close_wanted = Signal()
    sign_in_wanted = Signal()
    people_wanted = Signal()
    tour_wanted = Signal()
    setup_wanted = Signal()
    study_wanted = Signal()
    light_asked = Signal(Part)

    def __init__(self, station: str, other_language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._other_language = other_language
        self._is_asked = False  # whether people sign in here
        self.lights = Lights(self)
        self.lights.asked.connect(self.light_asked)
        self._person = PersonButton()
        self._person.clicked.connect(self.sign_in_wanted)
        self._history = QPushButton()
        self._history.setCheckable(True)
        self._history.clicked.connect(self.history_toggled)
        self._statistics = QPushButton()
        self._statistics.setCheckable(True)
        self._statistics.clicked.connect(self.statistics_toggled)
        self._language = QPushButton()
        self._language.clicked.connect(self.language_toggled)
        self.menu_button = QPushButton()
        self._menu = self._make_menu()
        self.menu_button.clicked.connect(self.open_menu)
        row = QHBoxLayout(self)
        row.addLayout(_name_column(station))
        row.addStretch(1)
        for widget in self._widgets():
            row.addWidget(widget)
        self.retranslate()

    def show_health(self, health: Health) -> None:
        """Set one light."""
        self.lights.show_health(health)

    def sentence(self, part: Part) -> str:
        """How a part is, and why."""
        return self.lights.sentence(part)

    def show_open(self, *, history: bool, statistics: bool) -> None:
        """Mark the buttons of these pages as pressed or not."""
        self._history.setChecked(history)
        self._statistics.setChecked(statistics)

    def show_attendance(self, attendance: Attendance) -> None:
        """Say who is signed in; nothing where nobody is asked to."""
        self._person.show_attendance(attendance)
        self._is_asked = attendance.is_asked
        self._make_room()
        for action in (self._sign_in, self._people):
            action.setVisible(attendance.is_asked)
            action.setEnabled(attendance.is_asked)

    def show_other_language(self, language: str) -> None:
        """Name the language that the button switches to."""
        self._other_language = language
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        self._history.setText(self.tr("History  H"))
        make.tip(self._history, self.tr("All shifts and inspections (H)"))
        self._statistics.setText(self.tr("Statistics  T"))
        self._charts.setText(self.tr("Statistics"))
        make.tip(self._statistics, self.tr("Charts and signals of a period (T)"))
        self._language.setText(f"{LANGUAGES[self._other_language]}  L")
        make.tip(self._language, self.tr("Switch the language (L)"))
        self.menu_button.setText(self.tr("Menu  M"))
        self._full_screen.setText(self.tr("Full screen"))
        self._about.setText(self.tr("About the network"))
        self._delivery.setText(self.tr("Results on their way"))
        self._challenge.setText(self.tr("Challenge now"))
        self._manual.setText(self.tr("Manual"))
        self._sign_in.setText(self.tr("Sign in, sign out"))
        self._people.setText(self.tr("People"))
        self._tour.setText(self.tr("Tour"))
        self._setup.setText(self.tr("Set-up"))
        self._study.setText(self.tr("Attribute agreement"))
        self._keys.setText(self.tr("Keys"))
        self._close.setText(self.tr("Close Castwatch"))

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        self._charts = self._action("T")
        self._charts.triggered.connect(self.statistics_toggled)
        self._full_screen = self._action("F11")
        self._full_screen.triggered.connect(self.full_screen_toggled)
        self._about = self._action("F2")
        self._about.triggered.connect(self.about_wanted)
        self._delivery = self._action("F3")
        self._delivery.triggered.connect(self.delivery_wanted)
        self._challenge = self._action("Ctrl+F6")
        self._challenge.triggered.connect(self.challenge_wanted)
        self._manual = self._action("F1")
        self._manual.triggered.connect(self.manual_wanted)
        self._sign_in = self._action("F8")
        self._sign_in.triggered.connect(self.sign_in_wanted)
        self._people = self._action("F9")
        self._people.triggered.connect(self.people_wanted)
        self._tour = self._action("F10")
        self._tour.triggered.connect(self.tour_wanted)
        self._setup = self._action("F7")
        self._setup.triggered.connect(self.setup_wanted)
        self._study = self._action("F4")
        self._study.triggered.connect(self.study_wanted)
        self._keys = self._action("?")
        self._keys.triggered.connect(self.keys_wanted)
        self._close = self._action("Ctrl+Q")
        self._close.triggered.connect(self.close_wanted)
        for action in (
            self._charts,
            self._full_screen,
            self._challenge,
            self._study,
            self._delivery,
            self._about,
            self._sign_in,
            self._people,
            self._setup,
            self._manual,
            self._tour,
            self._keys,
            self._close,
        ):
            menu.addAction(action)
        return menu

    def _widgets(self) -> tuple[QWidget, ...]:
        return (
            self.lights,
            self._person,
            self._history,
            self._statistics,
            self._language,
            self.menu_button,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window the lights need the room; the menu leads to the statistics, too."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        needed = _ROOMY + (_FOR_PERSON if self._is_asked else 0)
        self._statistics.setVisible(self.width() >= needed)

    def _action(self, *keys: str) -> QAction:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        self.addAction(action)  # so that the keys work with the menu closed
        return action

    @Slot()
    def open_menu(self) -> None:
        """Drop the menu down."""
        button = self.menu_button
        corner = button.mapToGlobal(button.rect().bottomRight())
        self._menu.popup(corner - QPoint(self._menu.sizeHint().width(), 0))


def _name_column(station: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(make.label("name", "Castwatch"))
    column.addWidget(make.label("station", station))
    column.addStretch(1)
    return column
