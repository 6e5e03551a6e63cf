"""Who may ask: keys that are shown once and kept as hashes.

A key is 256 random bits, so a plain hash is as good as a slow one, and costs strangers nothing
of our time.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping

_HEADER, _BEARER = "x-api-key", "bearer "


def new_key() -> str:
    """A key nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def key_in(headers: Mapping[str, str]) -> str | None:
    """The key that a request bears: `X-API-Key: KEY` or `Authorization: Bearer KEY`."""
    if _HEADER in headers:
        return headers[_HEADER]
    given = headers.get("authorization", "")
    return given[len(_BEARER) :].strip() if given.lower().startswith(_BEARER) else None


class Keys:
    """The clients that are known; none at all means that everybody may ask."""

    def __init__(self, hashes: Mapping[str, str]) -> None:
        """`hashes` are the SHA-256 of the keys, by client."""
        self._hashes = dict(hashes)

    @property
    def are_off(self) -> bool:
        """Whether everybody may ask."""
        return not self._hashes

    def client(self, key: str | None) -> str | None:
        """Whose key it is; None where it is nobody's."""
        given = hash_of(key or "")
        found = [name for name, kept in self._hashes.items() if hmac.compare_digest(kept, given)]
        return found[0] if found else None
