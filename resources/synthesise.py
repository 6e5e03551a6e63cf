"""Makes the station's sounds: `python -m resources.synthesise` writes them to resources/sounds.

Each is one second, so that it loops at its own beat, and each is told from the others by
its rhythm as well as by its pitch.
"""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from resources import path

RATE = 24_000  # frames/s
EDGE_SECONDS = 0.008  # rounds a note's ends off, so that it does not click
SOUNDS = {  # (begins, ends) in seconds and pitch in hertz of each note
    "reject": [(0.0, 0.16, 880), (0.22, 0.38, 880), (0.44, 0.60, 880)],
    "fault": [(0.0, 0.45, 620), (0.5, 0.95, 440)],
    "warning": [(0.0, 0.25, 523)],
}


def note(begins: float, ends: float, hertz: float) -> NDArray[np.float64]:
    """One second of silence but for the note, -1 .. 1; a third harmonic cuts through noise."""
    seconds = np.arange(RATE) / RATE
    inside = np.minimum(seconds - begins, ends - seconds)
    loudness = np.clip(inside / EDGE_SECONDS, 0, 1)
    tone = np.sin(2 * np.pi * hertz * seconds) + 0.25 * np.sin(6 * np.pi * hertz * seconds)
    return loudness * tone / 1.25


def write(file: Path, samples: NDArray[np.float64]) -> None:
    """Write 16-bit PCM, one channel."""
    with wave.open(str(file), "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(RATE)
        recording.writeframes((samples * 0.9 * 32767).astype("<i2").tobytes())


if __name__ == "__main__":
    for name, notes in SOUNDS.items():
        write(path(f"sounds/{name}.wav"), np.sum([note(*n) for n in notes], axis=0))
