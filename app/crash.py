"""What happens to an exception that nobody caught.

A KnownError is the world's and told in its sentence. Anything else is a mistake of ours:
its traceback goes into a report beside the log, and the person is told where that lies.
"""

import faulthandler
import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType

import structlog

from models.atomic_file import make_private_folder, write_file
from models.errors import KnownError
from models.redaction import redacted

HEARTBEAT_MS = 1_000  # of the GUI thread
MOST_BYTES = 1_000_000  # of that file, when the program starts
HANG_S = 10.0  # without it, where every thread stands is written down
_log = structlog.get_logger()
_OURS = frozenset({"app", "plant", "widgets", "inference", "camera", "models", "resources"})


class BugReported(KnownError):  # noqa: N818 - it is told like an error, and is one of ours
    """Castwatch has made a mistake, and has written down which."""


class SystemRefusedError(KnownError):
    """The operating system refuses what any program may ask of it."""


def of_the_world(error: BaseException) -> KnownError | None:
    """What the computer refuses, in a sentence; None where the error may be a mistake of ours.

    The log keeps the traceback.
    """
    if isinstance(error, ImportError) and (error.name or "").partition(".")[0] not in _OURS:
        known: KnownError = SystemRefusedError(
            "A library cannot be loaded: {reason}. Install Castwatch again.", reason=str(error)
        )
    elif isinstance(error, MemoryError):
        known = SystemRefusedError("The computer has not enough memory.")
    elif isinstance(error, OSError) and error.errno is not None:
        known = _refused(error)
    else:
        return None
    _log.info("refused_by_the_system", exc_info=error)
    return known


def _refused(error: OSError) -> KnownError:
    reason = error.strerror or str(error)
    if error.filename is None:
        return SystemRefusedError("The computer refuses: {reason}.", reason=reason)
    return SystemRefusedError(
        "The computer refuses {file}: {reason}.", file=str(error.filename), reason=reason
    )


class CrashReporter:
    """Takes the exceptions that reach the top of any thread; goes on afterwards.

    `tell` is called, on the thread that failed, with what the person should read; the
    log says it too, and the log's warnings go to standard error.
    """

    def __init__(
        self, folder: Path, tell: Callable[[KnownError], None] = lambda _error: None
    ) -> None:
        self._folder = folder
        self._tell = tell
        self._reported: set[tuple[str, int]] = set()

    def install(self) -> None:
        """Become the last resort of the main thread and of all others."""
        sys.excepthook = self.take
        threading.excepthook = lambda lost: self.take(
            lost.exc_type, lost.exc_value or lost.exc_type(), lost.exc_traceback
        )

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Tell, log and report one exception; the signature is `sys.excepthook`'s."""
        known = error if isinstance(error, KnownError) else of_the_world(error)
        if known is not None:
            _log.warning(str(known))
            self._tell(known)
        elif not issubclass(kind, Exception):  # Ctrl+C
            sys.__excepthook__(kind, error, trace)
        elif self._is_new(trace):
            self._report("".join(traceback.format_exception(kind, error, trace)))
        else:
            _log.error("bug_again", error=repr(error))

    def _is_new(self, trace: TracebackType | None) -> bool:
        """Whether nothing failed at this line before: what fails 30 times a second is told once."""
        frames = traceback.extract_tb(trace)
        place = (frames[-1].filename, frames[-1].lineno or 0) if frames else ("", 0)
        is_new = place not in self._reported
        self._reported.add(place)
        return is_new

    def _report(self, story: str) -> None:
        bug = self._write(story)
        _log.error(str(bug), exception=story)
        self._tell(bug)

    def _write(self, story: str) -> BugReported:
        now = datetime.now(UTC)
        file = self._folder / f"crash-{now:%Y%m%dT%H%M%S.%f}.txt"
        try:
            make_private_folder(self._folder)
            write_file(file, _report_text(story, now).encode("utf-8", "backslashreplace"))
        except OSError as reason:
            return BugReported(
                "Castwatch has made a mistake, and cannot write it down: {reason}.",
                reason=reason.strerror or str(reason),
            )
        return BugReported(
            "Castwatch has made a mistake. What happened is in {file}.", file=str(file)
        )


@contextmanager
def watched_event_loop(folder: Path) -> Iterator[None]:
    """Write into `folder` where every thread stands whenever the GUI thread hangs.

    For the thread of Qt's event loop, around its `exec`.
    """
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - the commands do without Qt

    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / "hangs.txt"
        is_long = file.exists() and file.stat().st_size > MOST_BYTES
        how = os.O_CREAT | os.O_WRONLY | (os.O_TRUNC if is_long else os.O_APPEND)
        descriptor = os.open(file, how, 0o600)
    except OSError as error:
        _log.warning("hangs of the window cannot be written down", reason=str(error))
        yield
        return
    with os.fdopen(descriptor, "a") as stream:
        beat = QTimer(interval=HEARTBEAT_MS)
        beat.timeout.connect(lambda: faulthandler.dump_traceback_later(HANG_S, file=stream))
        beat.start()
        try:
            yield
        finally:
            beat.stop()
            faulthandler.cancel_dump_traceback_later()


def listen_to_qt() -> None:
    """Let Qt's messages go to the log as well."""
    from PySide6.QtCore import (  # noqa: PLC0415 - the commands do without Qt
        QMessageLogContext,
        QtMsgType,
        qInstallMessageHandler,
    )

    levels = {
        QtMsgType.QtDebugMsg: "debug",
        QtMsgType.QtInfoMsg: "info",
        QtMsgType.QtWarningMsg: "warning",
        QtMsgType.QtCriticalMsg: "error",
        QtMsgType.QtFatalMsg: "critical",
    }

    def log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        getattr(_log, levels[kind])("qt", message=message, category=context.category)

    qInstallMessageHandler(log)


def _report_text(story: str, now: datetime) -> str:
    head = {
        "Castwatch": version("castwatch"),
        "Time": now.isoformat(timespec="seconds"),
        "Command": " ".join(sys.argv),
        "Python": sys.version.split()[0],
        "System": platform.platform(),
        "Thread": threading.current_thread().name,
    }
    lines = [f"{name}: {value}" for name, value in head.items()]
    return redacted("\n".join([*lines, "", story]))
