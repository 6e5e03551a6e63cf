"""The station's sounds, which loop until somebody acknowledges them."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from app import alarm_player
from app.alarm_player import Ended
from app.settings import AlarmSettings
from models.errors import KnownError
from models.health import Condition, Health, Part
from models.sound import Sound
from resources import path

CHECK_EVERY_MS = 30_000
FIRST_RETRY_MS, LAST_RETRY_MS = 250, 4_000
STARTING_MS = 10_000  # what a helper may take on a slow machine until it plays
SILENCE_MS = 3_000  # without a word from a helper that plays: the sound server is gone
END_WITHIN_MS = 500
LOUDER = 0.2  # at each step
AUDIBLE = 0.5  # what a mute goes back to where no other volume was set


def recording(sound: Sound) -> Path:
    """The file with one turn of a sound."""
    return path(f"sounds/{sound.name.lower()}.wav")


class SoundError(KnownError):
    """Nothing can be heard at this station."""


class Alarm(QObject):
    """Plays a sound until it is acknowledged, come what may; GUI thread only.

    A helper process plays: players fall silent without an error, or take the whole process
    with them, when the sound server goes. While an alarm is due, a helper that
    ends is started again, sooner at first and then every few seconds; while none is,
    a helper looks now and then whether there is a device.

        silent ──sound()──▶ due ──helper ended──▶ due, waiting to retry ──▶ due
           ▲                 └──── acknowledge() ────┘
           └───────────────────────────┘
    """

    health_changed = Signal(Health)
    volume_changed = Signal(float)  # 0 .. 1: it has come back by itself

    def __init__(self, settings: AlarmSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._enabled, self._volume = settings.enabled, settings.volume
        self._louder = 0.0  # than the volume, the longer nobody acknowledges
        self._audible = settings.volume or AUDIBLE  # what a mute goes back to
        self._escalating = QTimer(self, interval=settings.louder_after_s * 1000)
        self._escalating.timeout.connect(self._escalate)
        self._muted = QTimer(self, singleShot=True, interval=settings.unmute_after_s * 1000)
        self._muted.timeout.connect(self._unmute)
        self._due: Sound | None = None
        self._helper: QProcess | None = None
        self._health = Health(Part.SOUND, Condition.WAITING if self._enabled else Condition.OFF)
        self._retry_ms = FIRST_RETRY_MS
        self._next = QTimer(self, singleShot=True)
        self._next.timeout.connect(self._run)
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._on_no_word)

    @property
    def due(self) -> Sound | None:
        """What sounds, or would if it could."""
        return self._due

    @property
    def health(self) -> Health:
        """How the sound is."""
        return self._health

    def start(self) -> None:
        """Say how the sound is, and look for a device now and from time to time."""
        self.health_changed.emit(self._health)
        self._run()

    def sound(self, kind: Sound) -> None:
        """Let it sound until `acknowledge`; one that is more urgent is not replaced."""
        if not self._enabled or (self._due is not None and self._due >= kind):
            return
        self._due = kind
        self._retry_ms = FIRST_RETRY_MS
        if self._escalating.interval() and not self._escalating.isActive():
            self._escalating.start()
        self._run()

    @Slot()
    def acknowledge(self) -> None:
        """Be silent."""
        if self._due is not None:
            self._due = None
            self._calm_down()
            self._end_helper()
            self._next.start(CHECK_EVERY_MS)

    @Slot(float)
    def set_volume(self, volume: float) -> None:
        """Louder or softer, 0 .. 1, at once; what is muted comes back after a while."""
        self._volume = volume
        if volume > 0:
            self._audible = volume
            self._muted.stop()
        elif self._muted.interval():
            self._muted.start()
        self._tell_volume()

    def stop(self) -> None:
        """End what plays; no process is left when this returns."""
        self._due = None
        self._calm_down()
        self._muted.stop()
        self._next.stop()
        self._end_helper()

    @Slot()
    def _escalate(self) -> None:
        self._louder = min(self._louder + LOUDER, 1.0)
        self._tell_volume()

    def _calm_down(self) -> None:
        self._louder = 0.0
        self._escalating.stop()

    @Slot()
    def _unmute(self) -> None:
        self.set_volume(self._audible)
        self.volume_changed.emit(self._volume)

    def _heard(self) -> float:
        """The volume that it sounds with: a muted alarm does not get louder."""
        return min(self._volume + self._louder, 1.0) if self._volume else 0.0

    def _tell_volume(self) -> None:
        if self._helper is not None:
            self._helper.write(f"{self._heard()}\n".encode())

    @Slot()
    def _run(self) -> None:
        self._end_helper()
        self._next.stop()
        if not self._enabled:
            return
        helper = self._helper = QProcess(self)
        helper.setStandardErrorFile(QProcess.nullDevice())
        helper.readyReadStandardOutput.connect(self._on_playing)
        helper.finished.connect(self._on_ended)
        helper.errorOccurred.connect(self._on_error)
        program, *arguments = _command(self._due, self._heard())
        helper.start(program, arguments)
        self._patience.start(STARTING_MS)

    @Slot()
    def _on_playing(self) -> None:
        if self._helper is not None:
            self._helper.readAllStandardOutput()
        self._patience.start(SILENCE_MS)
        self._retry_ms = FIRST_RETRY_MS
        self._tell(None)

    @Slot(int)
    def _on_ended(self, code: int) -> None:
        self._go_on(_why(code))

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # of any other, `finished` tells too
            self._go_on(_stalled())

    @Slot()
    def _on_no_word(self) -> None:
        self._go_on(_stalled())

    def _go_on(self, why: SoundError | None) -> None:
        self._end_helper()
        self._tell(why)
        self._next.start(CHECK_EVERY_MS if self._due is None else self._retry_ms)
        self._retry_ms = min(2 * self._retry_ms, LAST_RETRY_MS)

    def _end_helper(self) -> None:
        helper, self._helper = self._helper, None
        self._patience.stop()
        if helper is not None:
            helper.blockSignals(True)
            helper.kill()
            helper.waitForFinished(END_WITHIN_MS)
            helper.deleteLater()

    def _tell(self, why: SoundError | None) -> None:
        before, self._health = self._health, _health(why)
        if (before.condition, str(before.why)) != (self._health.condition, str(why)):
            self.health_changed.emit(self._health)


def probe(timeout: float = STARTING_MS / 1000) -> SoundError | None:
    """Say why nothing could be heard, or None; `timeout` in seconds."""
    try:
        ended = subprocess.run(
            _command(None, 0),
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        return _stalled()
    return _why(ended.returncode)


def _health(why: SoundError | None) -> Health:
    return Health(Part.SOUND, Condition.FAULT if why else Condition.OK, why)


def _command(due: Sound | None, volume: float) -> list[str]:
    what = ["--probe"] if due is None else [str(recording(due)), str(volume)]
    return [sys.executable, "-P", alarm_player.__file__, *what]


def _why(code: int) -> SoundError | None:
    match code:
        case Ended.WELL:
            return None
        case Ended.NO_DEVICE:
            return SoundError("There is no sound device: a reject is shown, but not heard.")
        case Ended.NO_LIBRARY:
            return SoundError(
                "Sound needs a system library that is not installed: {library}.",
                library="libpulse0",
            )
        case _:
            return _stalled()


def _stalled() -> SoundError:
    return SoundError("The sound device does not play; it is tried again.")
