"""An operator at a real display: keys and mouse that come from the X server, and a camera."""

import os
import subprocess
from pathlib import Path


class Operator:
    """Works at the one window on a display."""

    def __init__(self, display: str, shots: Path) -> None:
        self._environment = os.environ | {"DISPLAY": display}
        self._shots = shots
        self._taken = 0
        shots.mkdir(parents=True, exist_ok=True)

    def press(self, *keys: str) -> None:
        """Press keys by their X names, e.g. "space" or "ctrl+q"."""
        self._xdotool("key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        self._xdotool("type", "--delay", "30", text)

    def click(self, x: int, y: int) -> None:
        """Click at a place of the display, in pixels."""
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def shoot(self, name: str) -> Path:
        """Take a numbered picture of the whole display."""
        self._taken += 1
        file = self._shots / f"{self._taken:02d}_{name}.png"
        grab = ["-f", "x11grab", "-i", self._environment["DISPLAY"], "-frames:v", "1"]
        subprocess.run(
            ["ffmpeg", "-loglevel", "error", "-y", *grab, str(file)],
            check=True,
            env=self._environment,
            timeout=30,
        )
        return file

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], check=True, env=self._environment, timeout=30)
