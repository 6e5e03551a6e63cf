"""Settings files: how they are read, and what is said of a wrong one."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
)

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


def _explained(error: ValidationError, file: Path, kind: type[BaseSettings]) -> SettingsError:
    """The first of the wrong values, in a sentence, with where it stands."""
    first = error.errors(include_url=False, include_input=False)[0]
    if variable := _variable_of(first["loc"], kind.model_config.get("env_prefix", "")):
        return SettingsError(
            "The environment variable {variable} has a wrong value: {reason}.",
            variable=variable,
            reason=first["msg"].removeprefix("Value error, "),
        )
    return SettingsError(
        "The setting “{setting}” has a wrong value: {reason} (settings file: {file}).",
        setting=".".join(str(step) for step in first["loc"]),
        reason=first["msg"].removeprefix("Value error, "),
        file=str(file),
    )


def _refuse_unusable_text(
    prefix: str, from_file: dict[str, Any], overrides: dict[str, Any], file: Path
) -> None:
    """Refuse what no setting can hold, and what the models' own errors could not quote."""
    for place, value in _texts(overrides):
        if not _is_utf_8(value):
            raise SettingsError(
                "The command line gives “{setting}” a wrong value: {reason}.",
                setting=place,
                reason="it is not UTF-8",
            )
    for name, value in os.environ.items():
        if name.upper().startswith(prefix) and not _is_utf_8(value) and not _is_path(name):
            raise SettingsError(
                "The environment variable {variable} has a wrong value: {reason}.",
                variable=name,
                reason="it is not UTF-8",
            )
    for place, value in _texts(from_file):
        if "\0" in value:
            raise SettingsError(
                "The setting “{setting}” has a wrong value: {reason} (settings file: {file}).",
                setting=place,
                reason="it has a null character",
                file=str(file),
            )


def _is_utf_8(text: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _is_path(variable: str) -> bool:
    """Whether it names a file, whose name need not be UTF-8."""
    return variable.upper().endswith(("__DATABASE", "__PICTURES", "__PATH", "_FILE", "__NETWORK"))


def _texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """All texts in a table, with the names that lead to them."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, each in value.items():
            inside = f"{place}.{name}".lstrip(".")
            yield from _texts(str(name), inside)
            yield from _texts(each, inside)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, place)


def _variable_of(place: tuple[int | str, ...], prefix: str) -> str | None:
    """The variable that sets this value, where there is one."""
    steps = [str(step) for step in place]
    named = {
        f"{prefix}{'__'.join(said)}".upper()
        for end in range(1, len(steps) + 1)
        for said in (steps[:end], [steps[0], *steps[2:end]])  # a camera's kind stands between
    }
    return next((each for each in os.environ if each.upper() in named), None)


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
            env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - called by name
            dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
            file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            environment = _Environment(settings_cls)
            return init_settings, environment, InitSettingsSource(settings_cls, from_file)

    _refuse_unusable_text(kind.model_config.get("env_prefix", ""), from_file, overrides, file)
    try:
        made: _Settings = FromFile(**overrides)
    except ValidationError as error:
        raise _explained(error, file, kind) from error
    return made


class _Environment(EnvSettingsSource):
    """The environment's values; what is no JSON is taken as it stands, lists with commas."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """Read JSON, or leave the text for the model to take or to refuse."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except (ValueError, RecursionError):
            is_list = get_origin(getattr(field, "annotation", None)) is tuple
            return [each.strip() for each in value.split(",")] if is_list else value
