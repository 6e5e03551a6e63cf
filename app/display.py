"""Which of Qt's platforms the station runs on, and whether anybody can see it.

A station that nobody sees must not run on where somebody should: a display that is named, or full
screen, makes the lack of one an error, which a service manager mends by starting it again.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PySide6.QtGui import QGuiApplication

from models.errors import KnownError

PATIENCE_S = 20  # for a display that takes the connection and says nothing
_DISPLAYS = {"WAYLAND_DISPLAY": "wayland", "DISPLAY": "xcb"}
_PLATFORM = "QT_QPA_PLATFORM"
_UNSEEN = frozenset({"offscreen", "minimal"})


class DisplayError(KnownError):
    """There is no display where the station should be seen."""


def choose_platform(*, must_be_seen: bool = False) -> str | None:
    """Before the application is made: let Qt fall back to `offscreen`, which never fails.

    Returns the display that was asked for, None where none was. A platform that the environment
    names is taken. Raises DisplayError where there must be one.
    """
    if sys.platform != "linux":
        return None
    if named := os.environ.get(_PLATFORM):
        platforms = named.split(";")
        asked = None if platforms[0].partition(":")[0] in _UNSEEN else _display() or platforms[0]
    else:
        asked = _display()
        platforms = [platform for name, platform in _DISPLAYS.items() if os.environ.get(name)]
        if asked is None and must_be_seen:
            raise DisplayError(
                "Full screen is set, but there is no display: neither DISPLAY nor WAYLAND_DISPLAY"
                " is set."
            )
    os.environ[_PLATFORM] = ";".join(dict.fromkeys([*platforms, "offscreen"]))
    return asked


def check_seen(asked: str | None) -> None:
    """After the application was made. Raises DisplayError where the display was not found."""
    if asked is not None and is_offscreen():
        raise DisplayError(
            "The display {display} does not answer; the station cannot be seen.", display=asked
        )


@contextmanager
def bounded(asked: str | None, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """End this process, with a sentence, if the block takes longer than `patience_s`, in seconds.

    Qt waits for a display for ever, and holds Python's lock meanwhile, so another process watches.
    """
    if asked is None:
        yield
        return
    said = f"castwatch: {_silent(asked)}"
    script = 'sleep "$1"; echo "$2" >&2; kill -KILL "$3"'
    command = ["/bin/sh", "-c", script, "castwatch", str(patience_s), said, str(os.getpid())]
    watch = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(watch.pid, signal.SIGKILL)
        watch.wait()


def is_offscreen() -> bool:
    """Whether nobody can see the window."""
    return QGuiApplication.platformName() == "offscreen"


def _silent(display: str) -> DisplayError:
    return DisplayError(
        "The display {display} takes the connection and stays silent.", display=display
    )


def _display() -> str | None:
    return next((os.environ[name] for name in _DISPLAYS if os.environ.get(name)), None)
