"""Which of Qt's platforms the station runs on."""

import os
import sys

from PySide6.QtGui import QGuiApplication

_DISPLAYS = {"WAYLAND_DISPLAY": "wayland", "DISPLAY": "xcb"}


def choose_platform() -> None:
    """Before the application is made: fall back to `offscreen`, which never fails."""
    if sys.platform != "linux" or "QT_QPA_PLATFORM" in os.environ:
        return
    shown = [platform for name, platform in _DISPLAYS.items() if os.environ.get(name)]
    os.environ["QT_QPA_PLATFORM"] = ";".join([*shown, "offscreen"])


def is_offscreen() -> bool:
    """Whether nobody can see the window."""
    return QGuiApplication.platformName() == "offscreen"
