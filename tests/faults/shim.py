"""Faults of disk and clock for one process, below Python and SQLite.

A small library (shim.c) is preloaded into the process and reads what shall happen from a mapped
file, so that faults come and go while the process runs.
"""

import atexit
import errno
import mmap
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

_SOURCE = Path(__file__).with_name("shim.c")
_CONTROL = struct.Struct("=iiiiq")  # struct control of shim.c


class Shim:
    """What one process is to meet; its files are those below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder.parent / f"{folder.name}.shim"
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(bytes(_CONTROL.size))

    def environment(self) -> dict[str, str]:
        """The variables that a process needs to meet the faults."""
        return {
            "LD_PRELOAD": str(_library()),
            "CASTWATCH_SHIM_CONTROL": str(self._file),
            "CASTWATCH_SHIM_PATH": str(self._folder),
        }

    @contextmanager
    def writes_fail(self, code: int = errno.EIO) -> Iterator[None]:
        """No file can be written: EIO as of a dying disk, ENOSPC as of a full one."""
        with self._during(write_errno=code):
            yield

    @contextmanager
    def syncs_fail(self, code: int = errno.EIO) -> Iterator[None]:
        """What was written does not reach the disk, and the disk says so."""
        with self._during(sync_errno=code):
            yield

    @contextmanager
    def slow(self, seconds: float) -> Iterator[None]:
        """Each sync takes longer by so much."""
        with self._during(sync_ms=round(seconds * 1000)):
            yield

    @contextmanager
    def clock_ahead(self, seconds: int) -> Iterator[None]:
        """The wall clock is wrong by so much; the monotonic one is right."""
        with self._during(clock_s=seconds):
            yield

    @contextmanager
    def _during(
        self, *, write_errno: int = 0, sync_errno: int = 0, sync_ms: int = 0, clock_s: int = 0
    ) -> Iterator[None]:
        self._set(_CONTROL.pack(write_errno, sync_errno, sync_ms, 0, clock_s))
        try:
            yield
        finally:
            self._set(bytes(_CONTROL.size))

    def _set(self, content: bytes) -> None:
        with self._file.open("r+b") as file, mmap.mmap(file.fileno(), _CONTROL.size) as control:
            control[:] = content


@cache
def _library() -> Path:
    folder = mkdtemp(prefix="castwatch-shim-")
    atexit.register(shutil.rmtree, folder)
    library = Path(folder) / "shim.so"
    compiler = os.environ.get("CC", "cc")
    options = ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror"]
    subprocess.run([compiler, *options, "-o", library, _SOURCE, "-ldl"], check=True)
    return library
