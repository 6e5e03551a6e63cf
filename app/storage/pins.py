"""PINs and badges as argon2id hashes under a key that is not in the database.

A hash is kept as `NAME$argon2id$…`: NAME tells the key (see pepper) that the secret was mixed with
before it was hashed. Hashes of before have no name and no key; they are made anew at a sign-in.

A PIN has a salt of its own. A badge must say by itself whose it is: all badges of a database
share one salt, so that the same badge always gives the same hash, which is looked up.
Takes a few tenths of a second and 128 MiB each time: never on the GUI thread, nor in a transaction.
"""

import base64
import re
from collections.abc import Collection

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import (
    HashingError,
    InvalidHashError,
    VerificationError,
    VerifyMismatchError,
)

from app.storage.pepper import missing_key, pepper
from models.people import PeopleError

_MEMORY_KIB = 131_072
_NAME = re.compile("[0-9a-f]{8}")  # of a key
_HASHER = PasswordHasher(time_cost=3, memory_cost=_MEMORY_KIB, parallelism=4)


def pin_hash(pin: str) -> str:
    """Return the hash to keep in the PIN's place. Raises PeopleError where none can be made."""
    key = pepper()
    return f"{key.name}{_hashed(_HASHER, key.mixed(pin))}"


def is_right(pin: str, kept: str) -> bool:
    """Whether the hash is that of the PIN; one that was spoilt by hand is nobody's.

    Raises KeyFileError where it was made under another key, PeopleError where it cannot be told.
    """
    name, encoded = _parts(kept)
    secret = pin
    if name:
        key = pepper()
        if key.name != name:
            if _NAME.fullmatch(name) is None:
                return False
            raise missing_key()
        secret = key.mixed(pin)
    try:
        return _HASHER.verify(encoded, secret)
    except (VerifyMismatchError, InvalidHashError):
        return False
    except VerificationError as error:  # no memory: the PIN may be right
        raise _no_memory() from error


def is_outdated(kept: str) -> bool:
    """Whether it was made with a key or parameters that are no longer those of today."""
    name, encoded = _parts(kept)
    return name != pepper().name or _HASHER.check_needs_rehash(encoded)


def badge_hash(badge: str, others: Collection[str]) -> str:
    """Return the hash to keep in the badge's place, with the salt of the other badges' hashes.

    Raises PeopleError as `pin_hash` does.
    """
    key = pepper()
    salt = next((_salt(kept) for kept in others if not is_outdated(kept)), None)
    return f"{key.name}{_hashed(_HASHER, key.mixed(badge), salt)}"


def matching(badge: str, others: Collection[str]) -> str | None:
    """Return that of the hashes which is the badge's; older ones are tried one after the other.

    Those that were made under another key are nobody's. Raises PeopleError.
    """
    known, key = set(others), pepper()
    for example in {_beginning(kept): kept for kept in known}.values():
        name, encoded = _parts(example)
        if name not in {"", key.name}:
            continue
        hasher = PasswordHasher.from_parameters(extract_parameters(encoded))
        secret = key.mixed(badge) if name else badge
        if (found := f"{name}{_hashed(hasher, secret, _salt(encoded))}") in known:
            return found
    return None


def _hashed(hasher: PasswordHasher, secret: str, salt: bytes | None = None) -> str:
    try:
        return hasher.hash(secret, salt=salt)
    except (HashingError, MemoryError) as error:
        raise _no_memory() from error


def _no_memory() -> PeopleError:
    return PeopleError("There is too little memory to check a PIN or a badge; try again.")


def _parts(kept: str) -> tuple[str, str]:
    """Split the name of the key from what argon2 has written."""
    name, dollar, rest = kept.partition("$")
    return name, f"{dollar}{rest}"


def _beginning(kept: str) -> str:
    """Parameters and salt, all that comes before the hash itself."""
    return kept.rpartition("$")[0]


def _salt(kept: str) -> bytes:
    written = kept.split("$")[-2]
    return base64.b64decode(written + "=" * (-len(written) % 4))
