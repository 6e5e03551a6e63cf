"""Standard input, output and error, made fit for whatever the program is started from."""

import errno
import os
import sys
from contextlib import suppress
from io import TextIOBase
from typing import NoReturn, TextIO

from models.printable import printable


class _Closed(TextIOBase):
    """Takes nothing: to print to a closed output is a failure, not silence."""

    def write(self, _text: str) -> NoReturn:
        """Raise OSError."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "standard output")


def make_safe() -> None:
    """Make the standard streams fit to use; once, at the entrance, before any file is opened.

    Descriptors 0 to 2 are there, or a file that is opened later would get a library's messages.
    What the terminal's encoding has no letter for is written as its escape, never as an error.
    """
    _fill_descriptors()
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - for the whole run
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stdout is None:
        sys.stdout = _Closed()
    for stream, errors in (
        (sys.stdin, "surrogateescape"),  # whoever reads it refuses what is no text
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=errors)


def flush() -> str | int | None:
    """See that all was printed, at the end: None, or what to end the process with.

    A reader that has gone away, like `head`, is a failure without a word.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_on(sys.stdout)
        return 1
    except (OSError, ValueError) as error:
        _give_up_on(sys.stdout)
        reason = getattr(error, "strerror", None) or str(error)
        return printable(f"castwatch: The output cannot be written: {reason}.")
    return None


def _fill_descriptors() -> None:
    if os.name != "posix":
        return
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free


def _give_up_on(stream: TextIO) -> None:
    """Let the interpreter's own last flush have somewhere to go."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
