"""What is at hand while the alarm sounds."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QWidget

from models.sound import Sound
from widgets import make
from widgets.speaking import SpeakingWidget

_VOLUME_STEP = 10  # per cent


class AlarmBar(SpeakingWidget):
    """A bar with Acknowledge and the volume; hidden while nothing sounds."""

    acknowledged = Signal()
    volume_changed = Signal(float)  # 0 silent .. 1

    def __init__(self, volume: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alarm")
        self._has_sound = True
        self._cause = Sound.FAULT
        self._words = make.label("title")
        self._words.setWordWrap(True)
        self._volume_words = make.label()
        self._volume = QSlider(Qt.Orientation.Horizontal)
        self._volume.setRange(0, 100)
        self._volume.setPageStep(_VOLUME_STEP)
        self._volume.setValue(round(volume * 100))
        self._volume.valueChanged.connect(self._on_volume)
        self._button = QPushButton()
        self._button.clicked.connect(self.acknowledged)
        row = QHBoxLayout(self)
        row.addWidget(self._words, 3)
        row.addWidget(self._volume_words)
        row.addWidget(self._volume, 1)
        row.addWidget(self._button)
        self.retranslate()
        self.hide()

    def show_cause(self, cause: Sound | None) -> None:
        """Say what sounds; None hides the bar."""
        self.setVisible(cause is not None)
        if cause is not None:
            self._cause = cause
            self.setProperty("sound", cause.name.lower())
            for each in (self, *self.findChildren(QWidget)):  # the style sheet asks for it
                each.style().polish(each)
            self.retranslate()

    def show_volume(self, volume: float) -> None:
        """The volume has changed by itself, 0 silent .. 1."""
        self._volume.setValue(round(volume * 100))

    def show_has_sound(self, has_sound: bool) -> None:
        """Say whether the alarm can be heard."""
        self._has_sound = has_sound
        self.retranslate()

    def retranslate(self) -> None:
        """Follow the language."""
        said = {
            Sound.REJECT: self.tr("Reject: take the casting off the line."),
            Sound.FAULT: self.tr("Fault: castings are not judged."),
            Sound.WARNING: self.tr("Warning: somebody should come."),
        }[self._cause]
        silence = "" if self._has_sound else self.tr("It cannot be heard.")
        self._words.setText(f"{said} {silence}".strip())
        self._button.setText(self.tr("Acknowledge  Space"))
        self._volume.setAccessibleName(self.tr("Alarm volume"))
        make.tip(self._volume, self.tr("Alarm volume (Ctrl+Up, Ctrl+Down)"))
        self._say_volume()

    @Slot()
    def louder(self) -> None:
        """Turn the volume up."""
        self._volume.setValue(self._volume.value() + _VOLUME_STEP)

    @Slot()
    def softer(self) -> None:
        """Turn the volume down."""
        self._volume.setValue(self._volume.value() - _VOLUME_STEP)

    def _say_volume(self) -> None:
        per_cent = self._volume.value()
        text = self.tr("Volume {per_cent} %").format(per_cent=per_cent)
        self._volume_words.setText(text if per_cent else self.tr("Muted"))
        self._volume_words.setVisible(self._has_sound)
        self._volume.setVisible(self._has_sound)

    def _on_volume(self, per_cent: int) -> None:
        self._say_volume()
        self.volume_changed.emit(per_cent / 100)
