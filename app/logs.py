"""The station's log: JSON lines in a rotating file, warnings in words on standard error."""

import logging
import os
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, TextIO

import platformdirs
import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

from models.atomic_file import make_private_folder
from models.printable import printable
from models.redaction import HIDDEN, is_secret_name, redacted
from models.user_folders import NoHomeError, user_path

FILE_BYTES, FILES_KEPT = 5_000_000, 5
_DEEPEST = 8  # levels of values within values


def folder() -> Path:
    """Where the log and the crash reports lie. Raises NoHomeError."""
    return user_path(platformdirs.user_log_path)


def set_up(into: Path | None = None) -> None:
    """Let everything that logs, libraries too, log to `into` and to standard error.

    A folder that cannot be written costs the file, never the start of the station.
    """
    handlers: list[logging.Handler] = [_on_console()]
    failure: OSError | NoHomeError | None = None
    try:
        into = into or folder()
        make_private_folder(into)
        handlers.append(_in_file(into / "castwatch.log"))
    except (OSError, NoHomeError) as error:
        failure = error
    logging.basicConfig(level=logging.INFO, handlers=handlers, force=True)
    structlog.configure(
        processors=[*_COMMON, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    if failure is not None:
        structlog.get_logger().warning(
            "log_not_written", folder=str(into or ""), reason=str(failure)
        )


def hide_secrets(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Structlog's last step before the text is made: nothing secret goes further."""
    return {name: _hidden(name, value, _DEEPEST) for name, value in event.items()}


def _hidden(name: str, value: Any, depth: int) -> Any:
    if is_secret_name(name) or depth == 0:
        return HIDDEN
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, Mapping):
        return {_text(key): _hidden(_text(key), inner, depth - 1) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return _hidden_items(list(value), depth - 1)
    if value is None or isinstance(value, int | float):
        return value
    return _text(value)


def _hidden_items(items: list[Any], depth: int) -> list[Any]:
    """A command line's arguments are such a list: a secret follows its name."""
    names = ["", *(item if _is_option(item) else "" for item in items)]
    return [_hidden(name, item, depth) for name, item in zip(names, items, strict=False)]


def _is_option(item: Any) -> bool:
    return isinstance(item, str) and item.startswith("-") and "=" not in item


def _text(value: Any) -> str:
    try:
        return redacted(str(value))
    except Exception as error:  # noqa: BLE001 - what cannot say what it is must not stop the log
        return f"<{type(value).__name__}: {type(error).__name__}>"


class _ConsoleHandler(logging.StreamHandler[TextIO]):
    """Goes without a word where nobody hears it: there is no better place to say so."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's
        """Let the line go."""


class _PrivateFileHandler(RotatingFileHandler):
    """Makes files that their owner alone may read; closes older ones to strangers.

    What the disk refuses is said once on standard error, and once again after it was well.
    """

    _is_well = True
    _failures = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; where it cannot be, the program goes on."""
        failures = self._failures
        super().emit(record)
        self._is_well = self._is_well or self._failures == failures

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802 - logging's
        """Say why, in a sentence."""
        self._failures += 1
        if self._is_well:
            self._is_well = False
            reason = sys.exc_info()[1]
            said = f"castwatch: warning: The log {self.baseFilename} cannot be written: {reason}."
            with suppress(OSError, ValueError):
                print(printable(said), file=sys.stderr)  # noqa: T201 - where else

    def _open(self) -> TextIOWrapper:
        file = Path(self.baseFilename)
        with suppress(FileNotFoundError, PermissionError):  # the latter: of another owner
            if stat.S_ISREG(mode := file.lstat().st_mode):
                file.chmod(stat.S_IMODE(mode) & ~stat.S_IRWXO)
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return super()._open()


def _in_words(_logger: Any, _method: str, event: EventDict) -> str:
    level, name = event.pop("level", "info"), event.pop("event", "")
    more = " ".join(f"{key}={value}" for key, value in event.items() if key not in _FILE_ONLY)
    return printable(f"castwatch: {level}: {name} {more}".rstrip())


def _on_console() -> logging.Handler:
    handler = _ConsoleHandler(sys.stderr)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(_formatter(_in_words))
    return handler


def _in_file(file: Path) -> logging.Handler:
    handler = _PrivateFileHandler(
        file,
        maxBytes=FILE_BYTES,
        backupCount=FILES_KEPT,
        encoding="utf-8",
        errors="backslashreplace",
    )
    handler.setFormatter(_formatter(structlog.processors.JSONRenderer(ensure_ascii=False)))
    return handler


def _formatter(rendered: Processor) -> ProcessorFormatter:
    last: list[Processor] = [
        ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        hide_secrets,
        rendered,
    ]
    return ProcessorFormatter(foreign_pre_chain=_COMMON, processors=last)


_FILE_ONLY = {"timestamp", "logger", "thread_name", "exception"}
_COMMON: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.CallsiteParameterAdder(
        [structlog.processors.CallsiteParameter.THREAD_NAME]
    ),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
