"""Small text files that people write, with whatever editor they have."""

import codecs
import errno
import os
import stat
from pathlib import Path

MOST_BYTES = 64_000_000
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(file: Path) -> str:
    """The text of a file in UTF-8, with or without a mark, or in UTF-16 with one.

    Raises UnicodeDecodeError for any other encoding, and OSError where it cannot be read, is a
    device or a pipe, which may never end, or has more than MOST_BYTES.
    """
    content = _content(file)
    if content.startswith(_UTF_16):
        return _with_plain_line_ends(content.decode("utf-16"))
    return _with_plain_line_ends(content.decode("utf-8-sig"))


def _content(file: Path) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags), "rb") as stream:  # a pipe must not be waited for
        found = os.fstat(stream.fileno())
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "It is a device or a pipe", str(file))
        if found.st_size > MOST_BYTES:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(file))
        return stream.read()


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
