"""Where a user's settings, data and logs lie."""

from collections.abc import Callable
from pathlib import Path

from models.errors import KnownError


class NoHomeError(KnownError):
    """A user without a home, as a service or a container may have."""


def user_path(of: Callable[..., Path]) -> Path:
    """What `of`, one of platformdirs' functions, says for this program. Raises NoHomeError."""
    try:
        return of("castwatch", appauthor=False)
    except RuntimeError as error:  # HOME is not set, and the system does not know the user
        raise NoHomeError(
            "This user has no home folder: set the environment variable HOME."
        ) from error
