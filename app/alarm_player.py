"""Plays one sound over and over until it is ended: a process of its own, see docs/decisions/0005.

    python alarm_player.py SOUND.wav VOLUME     plays; a volume on a line of stdin changes it
    python alarm_player.py --probe              only looks whether there is a device

Says "playing" on stdout as long as the device takes the sound: a sound server that went is
told by nothing else. Ends when stdin does, so that it never outlives the station.
"""

import os
import sys
import threading
import wave
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimerEvent

if TYPE_CHECKING:  # needs libpulse, which a bare machine lacks
    from PySide6.QtMultimedia import QAudioSink

FEED_EVERY_MS = 40
FEEDS_A_REPORT = 10
BUFFER_MICROSECONDS = 200_000


class Ended(IntEnum):
    """How the player ended, as its exit code."""

    WELL = 0
    NO_DEVICE = 3
    NO_MULTIMEDIA = 4


class Loop:
    """The sound, without end."""

    def __init__(self, file: Path) -> None:
        with wave.open(str(file)) as recording:
            self.rate = recording.getframerate()  # frames/s, one channel of 16 bits
            self._pcm: bytes = recording.readframes(recording.getnframes())
        self._position = 0

    def peek(self, count: int) -> bytes:
        """Up to `count` of the bytes that come next."""
        return (self._pcm[self._position :] + self._pcm)[:count]

    def skip(self, count: int) -> None:
        """Go on by the bytes that were taken."""
        self._position = (self._position + count) % len(self._pcm)


class Volume:
    """What the station last wished for; ends the process when the station is gone."""

    def __init__(self, value: float) -> None:
        self.value = value
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.value = float(line)
        os._exit(Ended.WELL)


class Player(QObject):
    """Feeds a loop to the sound device, and tells whether the device takes it."""

    def __init__(self, loop: Loop, wished: Volume, parent: QObject) -> None:
        super().__init__(parent)
        self._loop, self._wished = loop, wished
        self._feeds, self._reported_us = 0, 0
        self._sink = _sink_for(loop)
        self._device = self._sink.start()
        self.startTimer(FEED_EVERY_MS)

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: N802, ARG002 - Qt's name
        """Hand on as much as the device takes."""
        self._sink.setVolume(self._wished.value)
        written = self._device.write(self._loop.peek(self._sink.bytesFree()))
        self._loop.skip(max(0, written))
        self._feeds += 1
        if self._feeds % FEEDS_A_REPORT == 0:
            self._report()

    def _report(self) -> None:
        played_us = self._sink.processedUSecs()
        if played_us > self._reported_us:
            print("playing", flush=True)  # noqa: T201 - how it talks to the station
        self._reported_us = played_us


def main(arguments: list[str]) -> int:
    """Probe or play; returns how it ended."""
    try:
        from PySide6.QtMultimedia import QMediaDevices  # noqa: PLC0415
    except ImportError:
        return Ended.NO_MULTIMEDIA
    app = QCoreApplication([])
    if not QMediaDevices.audioOutputs():
        return Ended.NO_DEVICE
    if arguments == ["--probe"]:
        return Ended.WELL
    file, volume = arguments
    Player(Loop(Path(file)), Volume(float(volume)), parent=app)
    return app.exec()


def _sink_for(loop: Loop) -> "QAudioSink":
    from PySide6.QtMultimedia import (  # noqa: PLC0415
        QAudioFormat,
        QAudioSink,
        QMediaDevices,
    )

    form = QAudioFormat()
    form.setSampleRate(loop.rate)
    form.setChannelCount(1)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    sink = QAudioSink(QMediaDevices.defaultAudioOutput(), form)
    sink.setBufferSize(form.bytesForDuration(BUFFER_MICROSECONDS))
    return sink


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
