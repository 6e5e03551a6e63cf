"""Plays one sound over and over until it is ended: a process of its own, see docs/decisions/0005.

    python alarm_player.py SOUND.wav VOLUME     plays; a volume on a line of stdin changes it
    python alarm_player.py --probe              only looks whether there is a device

Says "playing" on stdout as long as the device takes the sound: a sound server that went is
told by nothing else. Never outlives the station, whatever hangs within the sound library: it ends
when stdin does, on Linux also by the kernel's own signal, and after OPEN_WITHIN_SECONDS without
an answer of the sound server.
"""

import ctypes
import faulthandler
import os
import signal
import sys
import threading
import time
import wave
from collections.abc import Generator
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # the station reads this module, but never loads the sound library
    from miniaudio import PlaybackDevice  # type: ignore[import-untyped]

BACKENDS = "PULSEAUDIO", "ALSA", "WASAPI", "COREAUDIO"  # named, or silence counts as a device
DUMMY_SINK = b"auto_null\0"  # what PulseAudio and PipeWire play to where there is no device
SERVER_LIBRARY = "libpulse.so.0"
PROBE_RATE = 48_000  # frames/s
PERIOD_MS = 60  # three of them are on their way to the device
REPORT_EVERY_SECONDS = 0.4
OPEN_WITHIN_SECONDS = 9.0  # before the station loses patience
PR_SET_PDEATHSIG = 1  # of Linux' prctl
LOST_AFTER_SECONDS = 2.5  # a sound server may fill its own buffer of 2 s first


class Ended(IntEnum):
    """How the player ended, as its exit code."""

    WELL = 0
    NO_DEVICE = 3
    NO_LIBRARY = 4
    LOST = 5


class Loop:
    """The sound, without end; `feed` runs on the sound library's thread."""

    def __init__(self, file: Path, volume: float) -> None:
        with wave.open(str(file)) as recording:
            self.rate = recording.getframerate()  # frames/s, one channel of 16 bits
            self._samples = np.frombuffer(recording.readframes(recording.getnframes()), "<i2")
        self._position = 0
        self.volume = volume  # 0 .. 1
        self.taken = threading.Event()

    def next(self, count: int) -> NDArray[np.int16]:
        """The `count` samples that come next."""
        places = np.arange(self._position, self._position + count) % self._samples.size
        self._position = (self._position + count) % self._samples.size
        return (self._samples[places] * self.volume).astype(np.int16)

    def feed(self) -> Generator[bytes, int, None]:
        """Yield as many samples as were asked for, once it was started."""
        count = yield b""
        while True:
            self.taken.set()
            count = yield self.next(count).tobytes()


def main(arguments: list[str]) -> int:
    """Probe or play; returns how it ended."""
    _end_with_station()
    if arguments == ["--probe"]:
        _bound(OPEN_WITHIN_SECONDS)
        return _why_none() if _open(PROBE_RATE) is None else Ended.WELL
    file, volume = arguments
    return _play(Loop(Path(file), float(volume)))


def _play(loop: Loop) -> Ended:
    threading.Thread(target=_listen, args=[loop], daemon=True).start()
    _bound(OPEN_WITHIN_SECONDS)
    device = _open(loop.rate)
    if device is None:
        return _why_none()
    feed = loop.feed()
    next(feed)
    device.start(feed)
    loop.taken.clear()  # what fills the buffer has not been played
    while loop.taken.wait(LOST_AFTER_SECONDS):
        _bound(OPEN_WITHIN_SECONDS)
        loop.taken.clear()
        print("playing", flush=True)  # noqa: T201 - how it talks to the station
        time.sleep(REPORT_EVERY_SECONDS)
    return Ended.LOST


def _end_with_station() -> None:
    """Let the kernel end this process with the station, though the sound library holds it up."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(Ended.WELL)  # it was too late for the signal


def _bound(seconds: float) -> None:
    """End the process in so many seconds, unless this is called again: no lock of Python's counts.

    Its exit code is then 1, which is none of Ended: the device does not play.
    """
    faulthandler.dump_traceback_later(seconds, exit=True, file=2)  # which nobody reads


def _listen(loop: Loop) -> None:
    """Follow what the station wishes for; end the process when the station is gone."""
    try:
        for line in sys.stdin:
            loop.volume = float(line)
    finally:
        os._exit(Ended.WELL)


def _open(rate: int) -> "PlaybackDevice | None":
    from miniaudio import (  # noqa: PLC0415
        Backend,
        Devices,
        MiniaudioError,
        PlaybackDevice,
        SampleFormat,
        ffi,
    )

    backends = [Backend[name] for name in BACKENDS]
    try:
        device = PlaybackDevice(
            SampleFormat.SIGNED16, 1, rate, PERIOD_MS, backends=backends, app_name="Castwatch"
        )
        if device.backend != "PulseAudio":
            return device
        sinks = [bytes(ffi.buffer(sink["id"])) for sink in Devices(backends).get_playbacks()]
    except MiniaudioError:
        return None
    return None if all(sink.startswith(DUMMY_SINK) for sink in sinks) else device


def _why_none() -> Ended:
    if sys.platform != "linux":
        return Ended.NO_DEVICE
    try:
        ctypes.CDLL(SERVER_LIBRARY)
    except OSError:
        return Ended.NO_LIBRARY
    return Ended.NO_DEVICE


if __name__ == "__main__":
    code = int(Ended.LOST)
    try:
        code = main(sys.argv[1:])
    finally:  # whatever was raised: to close a device may take for ever without its server
        os._exit(code)
