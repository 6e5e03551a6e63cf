"""Icons, sounds, fonts, style sheet and translations."""

from pathlib import Path


def path(name: str) -> Path:
    """Where the resource `name` lies, e.g. `path("sounds/reject.wav")`."""
    return Path(__file__).parent / name
