"""Settings files: how they are read, and what is said of a wrong one."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from models.errors import KnownError


class SettingsError(KnownError):
    """A settings file that cannot be read, or a value in it that cannot be."""


def read(file: Path) -> dict[str, Any]:
    """What a TOML file says. Raises SettingsError."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            "The settings file {file} is not valid TOML: {reason}.",
            file=str(file),
            reason=str(error),
        ) from error
    except OSError as error:
        raise SettingsError(
            "The settings file {file} cannot be read: {reason}.",
            file=str(file),
            reason=error.strerror or str(error),
        ) from error


def explained(error: ValidationError, file: Path) -> SettingsError:
    """The first of the wrong values, in a sentence."""
    first = error.errors(include_url=False, include_input=False)[0]
    return SettingsError(
        "The setting “{setting}” has a wrong value: {reason} (settings file: {file}).",
        setting=".".join(str(step) for step in first["loc"]),
        reason=first["msg"].removeprefix("Value error, "),
        file=str(file),
    )
