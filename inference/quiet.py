"""Hold back a line that a native library always writes, past Python, to the error stream."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Lock
from typing import IO

_STDERR = 2  # the file descriptor; native code knows nothing of sys.stderr
_one_at_a_time = Lock()


@contextmanager
def without_line(line: bytes) -> Iterator[None]:
    """Write all that goes to the error stream meanwhile at the end, but for this one line.

    What other threads write comes through as well. Where there is no error stream, or no
    room for a temporary file, nothing is held back.
    """
    with _one_at_a_time, ExitStack() as opened:
        try:
            stderr = os.dup(_STDERR)
            opened.callback(os.close, stderr)
            kept = opened.enter_context(tempfile.TemporaryFile())
        except OSError:
            kept = None
        if kept is None:
            yield
            return
        os.dup2(kept.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(stderr, _STDERR)
            _hand_on(kept, line)


def _hand_on(kept: IO[bytes], line: bytes) -> None:
    kept.seek(0)
    wanted = b"".join(each for each in kept if each.rstrip() != line)
    with suppress(OSError):  # nobody reads the error stream any more
        while wanted:
            wanted = wanted[os.write(_STDERR, wanted) :]
