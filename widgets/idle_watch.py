"""Whether anybody has touched the station of late."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

LOOK_MS = 1_000
_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
}


class IdleWatch(QObject):
    """Looks at the window that has the focus, and only while it is wanted.

    A filter on the application would see every event of every widget, a few thousand a second.
    """

    passed = Signal()  # so long without a key, a touch or the mouse

    def __init__(
        self, limit_s: float, parent: QObject, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """A `limit_s` of 0 never passes."""
        super().__init__(parent)
        self._limit_s = limit_s
        self._clock = clock
        self._touched_at = 0.0
        self._window: QWindow | None = None
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)

    def start(self) -> None:
        """Watch from now on."""
        self._touched_at = self._clock()
        if self._limit_s and not self._looking.isActive():
            self._looking.start()
            self._application().focusWindowChanged.connect(self._watch)
            self._watch(QGuiApplication.focusWindow())

    @Slot()
    def stop(self) -> None:
        """Watch no longer."""
        if self._looking.isActive():
            self._looking.stop()
            self._application().focusWindowChanged.disconnect(self._watch)
            self._watch(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Qt shows every event of the window, before the window has it."""
        if event.type() in _SIGNS_OF_LIFE:
            self._touched_at = self._clock()
        return False

    @Slot(QWindow)
    def _watch(self, window: QWindow | None) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window.destroyed.disconnect(self._forget)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._window = None

    @Slot()
    def _look(self) -> None:
        if self._clock() - self._touched_at >= self._limit_s:
            self.stop()
            self.passed.emit()

    @staticmethod
    def _application() -> QGuiApplication:
        application = QGuiApplication.instance()
        if not isinstance(application, QGuiApplication):
            raise TypeError("there is no application with windows")
        return application
