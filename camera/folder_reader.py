"""Reads one file of a folder: only a regular file, only a whole one, and with a bound on all."""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event

import numpy as np
from numpy.typing import NDArray

from camera.activity import Activity
from camera.camera import CameraError
from camera.folder_listing import ANSWER_S
from models.folder_file import FolderFile, state_of
from models.pictures import PictureError, decode_picture

FRESH_S = 10.0  # a file changed less long ago, by the computer's clock, may still be written
SETTLE_S = 0.5  # for which a fresh file must not have changed before it is read
UNCHANGED_S = 2.0  # for which a fresh file that is no whole image is awaited, from its last change
WRITING_S = 30.0  # for which a file that goes on changing is awaited
LOOK_S = 0.1  # between two looks at a file that is awaited
DECODING_S = 10.0  # that a good image never takes
MOST_BYTES = 256_000_000  # more than the largest image takes, uncompressed
_AT_A_TIME = 256 * 1024  # bytes, between two signs of progress
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe put there meanwhile would be waited for
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class FolderReader:
    """Reads files on the thread of a folder camera."""

    def __init__(self, activity: Activity, closed: Event) -> None:
        """`closed` ends every wait for a file that is being written."""
        self._activity = activity
        self._closed = closed
        self.file: FolderFile | None = None  # the one that was read last, as it was seen last
        self._changed_at = 0.0  # time.monotonic() when it was seen to have changed

    def read(self, file: FolderFile, looked_at: float) -> NDArray[np.uint8]:
        """Read a file as grey, (height, width), once nobody writes to it any more.

        `looked_at` is when it was as `file` says, by time.monotonic(). Raises PictureError for
        what is no whole image, OSError where the disk or the share refuses, CameraError when
        closed.
        """
        self.file, self._changed_at = file, looked_at
        began = time.monotonic()
        while True:
            self._settle(file.path)
            content = self._content(file.path)
            if content is not None:
                try:
                    return self._decoded(content, file)
                except PictureError:
                    if not self._changes(file.path):
                        raise
            if time.monotonic() - began > WRITING_S:
                raise PictureError(
                    "The file {file} is still being written after {seconds} seconds.",
                    file=file.relative,
                    seconds=round(WRITING_S),
                )

    def touch(self, path: bytes) -> None:
        """Read a little of a file, to see whether the disk answers. Raises OSError."""
        with self._asked(path):
            descriptor = os.open(path, _FLAGS)
            try:
                os.read(descriptor, 1)
            finally:
                os.close(descriptor)

    @staticmethod
    def is_fresh(file: FolderFile, age_s: float = FRESH_S) -> bool:
        """Whether it may still be written; where the clock of a share goes ahead, always."""
        return time.time() - file.modified_ns / 1e9 < age_s

    def _settle(self, path: bytes) -> None:
        """Wait until a fresh file has not changed for a while, or is read and found to be so."""
        deadline = time.monotonic() + WRITING_S
        while self._is_fresh() and time.monotonic() < deadline:
            left_s = self._changed_at + SETTLE_S - time.monotonic()
            if left_s > 0:
                self._pause(left_s)
            if not self._look(path) or left_s <= 0:
                return

    def _changes(self, path: bytes) -> bool:
        """Whether a fresh file that is no whole image becomes another one."""
        while self._is_fresh() and time.monotonic() < self._changed_at + UNCHANGED_S:
            self._pause(LOOK_S)
            if self._look(path):
                return True
        return False

    def _content(self, path: bytes) -> bytes | None:
        """All of it; None where it changed while it was read."""
        self._refuse_special(path)
        with self._asked(path):
            descriptor = os.open(path, _FLAGS)
        with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123 - a descriptor
            with self._asked(path):
                status = os.fstat(descriptor)
            self._refuse_kind(status)
            content = bytearray()
            while len(content) <= MOST_BYTES:
                with self._asked(path):
                    part = file.read(_AT_A_TIME)
                if not part:
                    break
                content += part
            else:
                raise PictureError("The file {file} is too large.", file=self._name)
            with self._asked(path):
                after = os.fstat(descriptor)
        is_same = not self._note(state_of(status)) and not self._note(state_of(after))
        return bytes(content) if is_same else None

    def _decoded(self, content: bytes, file: FolderFile) -> NDArray[np.uint8]:
        with self._activity.waiting_for(file.path, DECODING_S):
            return decode_picture(content, file.relative)

    def _refuse_special(self, path: bytes) -> None:
        """A pipe or a device is not even opened: that alone may block, or do something."""
        with self._asked(path):
            status = os.stat(path)  # noqa: PTH116 - bytes
        self._refuse_kind(status)

    def _refuse_kind(self, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            raise PictureError(
                "{file} is no regular file, but a folder, a pipe, a device or the like.",
                file=self._name,
            )

    def _look(self, path: bytes) -> bool:
        """Whether it has changed since it was seen last."""
        with self._asked(path):
            return self._note(state_of(os.stat(path)))  # noqa: PTH116 - bytes

    def _note(self, state: tuple[int, int]) -> bool:
        file = self.file
        if file is None or file.state == state:
            return False
        self.file = replace(file, size=state[0], modified_ns=state[1])
        self._changed_at = time.monotonic()
        return True

    def _is_fresh(self) -> bool:
        return self.file is not None and self.is_fresh(self.file)

    def _pause(self, seconds: float) -> None:
        if self._closed.wait(seconds):
            raise CameraError("The folder is closed.")

    @property
    def _name(self) -> str:
        return "" if self.file is None else self.file.relative

    @contextmanager
    def _asked(self, path: bytes) -> Iterator[None]:
        with self._activity.waiting_for(path, ANSWER_S):
            yield
