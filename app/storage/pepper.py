"""The key that PINs and badges are hashed with besides: a file of the user's, not in the database.

Whoever has a copy of the database alone can try out no PIN. The file is made where it is first
needed, readable for its owner alone.
"""

import hashlib
import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from models.people import PeopleError

_BYTES = 32


class KeyFileError(PeopleError):
    """The key file cannot be used."""


@dataclass(frozen=True, slots=True)
class Pepper:
    """A key; `name` tells it from others, and tells nothing of it."""

    name: str
    _key: bytes

    def __repr__(self) -> str:
        """Name it, and keep the key."""
        return f"Pepper({self.name})"

    def mixed(self, secret: str) -> str:
        """Return what is hashed in the secret's place."""
        return hmac.new(self._key, secret.encode(), hashlib.sha256).hexdigest()


def key_file() -> Path:
    """Return where the key lies."""
    return platformdirs.user_config_path("castwatch", appauthor=False) / "people.key"


def pepper() -> Pepper:
    """Return the key of this user, made where there is none. Raises KeyFileError."""
    file = key_file()
    try:
        if not file.exists():
            _make(file)
        with suppress(OSError):
            file.chmod(0o600)
        written = file.read_text("ascii").strip()
        key = bytes.fromhex(written)
    except OSError as error:
        raise KeyFileError(
            "The key file {file} of PINs and badges cannot be used: {reason}.",
            file=str(file),
            reason=error.strerror or str(error),
        ) from error
    except ValueError as error:
        raise _damaged(file) from error
    if len(key) != _BYTES:
        raise _damaged(file)
    return Pepper(hashlib.sha256(b"castwatch people key " + key).hexdigest()[:8], key)


def missing_key() -> KeyFileError:
    """Why a PIN cannot be checked that was given under another key."""
    return KeyFileError(
        "The PIN was given under another key than that in {file}: restore that file, or let an"
        " administrator give a new PIN (castwatch people reset-pin).",
        file=str(key_file()),
    )


def _damaged(file: Path) -> KeyFileError:
    return KeyFileError(
        "The key file {file} of PINs and badges is damaged: restore it, or remove it and give new"
        " PINs (castwatch people reset-pin).",
        file=str(file),
    )


def _make(file: Path) -> None:
    """Make the file whole, or not at all; whoever made it first has made it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=file.parent, prefix=".people-key-")  # 0600
    try:
        with os.fdopen(number, "w") as part:
            part.write(secrets.token_hex(_BYTES) + "\n")
            part.flush()
            os.fsync(part.fileno())
        with suppress(FileExistsError):
            os.link(name, file)
    finally:
        Path(name).unlink(missing_ok=True)
