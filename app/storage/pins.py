"""PINs and badges as argon2 hashes, so slow to make that none can be tried out in bulk.

A PIN has a salt of its own. A badge must say by itself whose it is: all badges of a database
share one salt, so that the same badge always gives the same hash, which is looked up.
Takes a few tenths of a second each time: never on the GUI thread, nor in a transaction.
"""

import base64
from collections.abc import Collection

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()


def pin_hash(pin: str) -> str:
    """The hash to keep in the PIN's place."""
    return _HASHER.hash(pin)


def is_right(pin: str, kept: str) -> bool:
    """Whether the hash is that of the PIN; one that was spoilt by hand is nobody's."""
    try:
        return _HASHER.verify(kept, pin)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether it was made with parameters that are no longer those of today."""
    return _HASHER.check_needs_rehash(kept)


def badge_hash(badge: str, others: Collection[str]) -> str:
    """The hash to keep in the badge's place, with the salt of the other badges' hashes."""
    salt = next((_salt(kept) for kept in others if not is_outdated(kept)), None)
    return _HASHER.hash(badge, salt=salt)


def matching(badge: str, others: Collection[str]) -> str | None:
    """That of the hashes which is the badge's; older parameters are tried one after the other."""
    known = set(others)
    for example in {_beginning(kept): kept for kept in known}.values():
        hasher = PasswordHasher.from_parameters(extract_parameters(example))
        if (found := hasher.hash(badge, salt=_salt(example))) in known:
            return found
    return None


def _beginning(kept: str) -> str:
    """Parameters and salt, all that comes before the hash itself."""
    return kept.rpartition("$")[0]


def _salt(kept: str) -> bytes:
    written = kept.split("$")[-2]
    return base64.b64decode(written + "=" * (-len(written) % 4))
