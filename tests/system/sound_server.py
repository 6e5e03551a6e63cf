"""A PulseAudio of the test's own, with a sink that is heard by nobody but `parec`."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

RATE = 48_000  # frames/s
SINK = "alarm_test"


class SoundServer:
    """Can be started, killed and started again."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o700)
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.address = f"unix:{folder}/native"
        own = dict.fromkeys(("XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH", "HOME"), str(folder))
        self._environment = {**os.environ, **own, "PULSE_SERVER": self.address}

    def start(self, sink: str = SINK) -> None:
        """Returns when it listens."""
        socket = f"socket={self._folder}/native auth-anonymous=1"
        only = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--disallow-exit"]
        only += ["--use-pid-file=no", "-L", f"module-native-protocol-unix {socket}"]
        only += ["-L", f"module-null-sink sink_name={sink} rate={RATE} channels=2"]
        self._process = subprocess.Popen(
            ["pulseaudio", *only],
            env=self._environment,
            stderr=subprocess.DEVNULL,
        )
        wait = "until pactl info; do sleep 0.05; done"
        subprocess.run(
            ["bash", "-c", wait], env=self._environment, capture_output=True, timeout=10, check=True
        )

    def kill(self) -> None:
        """As a crash would end it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(5)
            self._process = None

    @contextmanager
    def listening(self) -> Iterator["Ear"]:
        """Hear what is played while the block runs."""
        file = self._folder / f"heard-{uuid4()}.s16le"
        form = ["--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=20"]
        with file.open("wb") as heard:
            listener = subprocess.Popen(
                ["parec", "-d", f"{SINK}.monitor", *form], env=self._environment, stdout=heard
            )
        try:
            yield Ear(file)
        finally:
            listener.terminate()
            listener.wait(5)


class Ear:
    """What has been heard so far."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def samples(self) -> NDArray[np.float64]:
        """All of it, -1 .. 1, RATE a second."""
        data = self._file.read_bytes()
        return np.frombuffer(data[: len(data) // 2 * 2], "<i2") / 32768

    def loud_seconds(self) -> float:
        """For how long there was a sound, pauses left out."""
        return float(np.count_nonzero(np.abs(self.samples()) > 0.01)) / RATE

    def pitch(self) -> float:
        """The strongest frequency, in hertz."""
        samples = self.samples()
        spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.size)))
        return float(np.argmax(spectrum) * RATE / samples.size)
