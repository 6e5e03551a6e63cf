"""The station itself, but for one instant at which it is killed.

`python -m tests.faults.dying_station BORDER COUNT station …` starts the program and sends it
SIGKILL when it has come to that border COUNT times.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from app.cli import main
from app.outbox.kafka import KafkaPublisher
from app.storage.messages import Messages
from app.storage.pictures import PictureFolder
from app.storage.store import Store

BORDERS: dict[str, tuple[type, str, bool]] = {
    "before the picture is written": (PictureFolder, "take", True),
    "between picture and commit": (PictureFolder, "take", False),
    "between commit and the picture's place": (PictureFolder, "settle", True),
    "between commit and banner": (Store, "keep", False),
    "between commit and send": (KafkaPublisher, "publish", True),
    "between send and acknowledgement": (KafkaPublisher, "_outcome", True),
    "between acknowledgement and retirement": (Messages, "retire", True),
    "after retirement": (Messages, "retire", False),
}
"""Whose method marks the border, and whether it lies before or behind that."""


def die_at(border: str, count: int) -> None:
    """Let this process end itself when it comes to the border for the `count`-th time."""
    owner, name, is_before = BORDERS[border]
    method: Callable[..., Any] = getattr(owner, name)
    times = 0

    def dying(*args: Any, **kwargs: Any) -> Any:
        nonlocal times
        times += 1
        if is_before and times == count:
            os.kill(os.getpid(), signal.SIGKILL)
        outcome = method(*args, **kwargs)
        if times == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome

    setattr(owner, name, dying)


if __name__ == "__main__":
    die_at(sys.argv[1], int(sys.argv[2]))
    del sys.argv[1:3]
    main()
