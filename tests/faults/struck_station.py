"""The station itself, but for one instant at which something happens to it.

`python -m tests.faults.struck_station FAULT COUNT station …` starts the program and lets the
fault strike when it has come to the fault's border COUNT times.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.cli import main
from app.outbox.kafka import KafkaPublisher
from app.storage.messages import Messages
from app.storage.pictures import PictureFolder
from app.storage.store import Store
from app.workers.judge import Judge
from camera.folder_camera import FolderCamera

_Border = tuple[type, str, bool]
_Strike = Callable[[], None]
CLOSED = "window closed in mid-frame"
FROZEN = "camera frozen"


def kill() -> None:
    """As a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


def close_window() -> None:
    """From whatever thread."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    QTimer.singleShot(0, application, application.closeAllWindows)


DEATHS: dict[str, _Border] = {
    "before the picture is written": (PictureFolder, "take", True),
    "between picture and commit": (PictureFolder, "take", False),
    "between commit and the picture's place": (PictureFolder, "settle", True),
    "between commit and banner": (Store, "keep", False),
    "between commit and send": (KafkaPublisher, "publish", True),
    "between send and acknowledgement": (KafkaPublisher, "_outcome", True),
    "between acknowledgement and retirement": (Messages, "retire", True),
    "after retirement": (Messages, "retire", False),
}
"""Where it is killed: whose method marks the border, and whether it lies before or behind that."""

FAULTS: dict[str, tuple[_Border, _Strike]] = {
    **{fault: (border, kill) for fault, border in DEATHS.items()},
    CLOSED: ((Judge, "_see", False), close_window),
    FROZEN: ((FolderCamera, "read", True), lambda: time.sleep(4)),  # its driver does not answer
}
"""All that may happen at a border."""


def strike_at(border: _Border, count: int, strike: _Strike) -> None:
    """Let something happen when this process comes to the border for the `count`-th time."""
    owner, name, is_before = border
    method: Callable[..., Any] = getattr(owner, name)
    times = 0

    def struck(*args: Any, **kwargs: Any) -> Any:
        nonlocal times
        times += 1
        if is_before and times == count:
            strike()
        outcome = method(*args, **kwargs)
        if not is_before and times == count:
            strike()
        return outcome

    setattr(owner, name, struck)


if __name__ == "__main__":
    border, strike = FAULTS[sys.argv[1]]
    strike_at(border, int(sys.argv[2]), strike)
    del sys.argv[1:3]
    main()
