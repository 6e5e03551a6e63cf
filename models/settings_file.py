"""Settings files: how they are read, and what is said of a wrong one."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource

from models import text_file
from models.errors import KnownError

_Settings = TypeVar("_Settings", bound=BaseSettings)


class SettingsError(KnownError):
    """A settings file that cannot be read, or a value in it that cannot be."""


def read(file: Path) -> dict[str, Any]:
    """What a TOML file says. Raises SettingsError."""
    try:
        return tomllib.loads(read_text(file))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(
            "The settings file {file} is not valid TOML: {reason}.",
            file=str(file),
            reason=str(error),
        ) from error


def read_text(file: Path) -> str:
    """The text of a settings file. Raises SettingsError."""
    try:
        return text_file.read_text(file)
    except UnicodeDecodeError as error:
        raise SettingsError(
            "The settings file {file} is not valid TOML: {reason}.",
            file=str(file),
            reason="it is not UTF-8; save it again as UTF-8",
        ) from error
    except OSError as error:
        raise SettingsError(
            "The settings file {file} cannot be read: {reason}.",
            file=str(file),
            reason=error.strerror or str(error),
        ) from error


def _explained(error: ValidationError, file: Path) -> SettingsError:
    """The first of the wrong values, in a sentence."""
    first = error.errors(include_url=False, include_input=False)[0]
    return SettingsError(
        "The setting “{setting}” has a wrong value: {reason} (settings file: {file}).",
        setting=".".join(str(step) for step in first["loc"]),
        reason=first["msg"].removeprefix("Value error, "),
        file=str(file),
    )


def layered(
    kind: type[_Settings], file: Path, from_file: dict[str, Any], overrides: dict[str, Any]
) -> _Settings:
    """The command line's `overrides` over the environment over what stood in `file`.

    Raises SettingsError with the section, the name and what is wrong.
    """

    class FromFile(kind):  # type: ignore[valid-type, misc]
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - called by name
            file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return init_settings, env_settings, InitSettingsSource(settings_cls, from_file)

    try:
        made: _Settings = FromFile(**overrides)
    except ValidationError as error:
        raise _explained(error, file) from error
    return made
