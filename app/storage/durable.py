"""Making files and their names survive a power cut.

A file that is written, or renamed, is at first only in the memory of the system. What follows
from a change may be done only once the change itself is on the disk.
"""

import os
from contextlib import suppress
from pathlib import Path


def flush_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk. Raises OSError."""
    if os.name == "posix":  # Windows has no such call, and journals the name by itself
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def flush_file(file: Path) -> None:
    """Wait until the content of a file that is there is on the disk. Raises OSError."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_through(file: Path, content: bytes) -> None:
    """Write a new file, and wait until its content is on the disk. Raises OSError.

    Its name is on the disk only after `flush_folder`.
    """
    with file.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def replace_content(file: Path, content: bytes) -> None:
    """Give a file new content, all of it or none, on the disk on return. Raises OSError."""
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)  # from a program that was killed here
    try:
        write_through(new, content)
        new.replace(file)
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    flush_folder(file.parent)
