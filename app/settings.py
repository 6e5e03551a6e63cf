"""The station's settings: the command line over the environment over the file over defaults.

The file is TOML; without `--config` it is `config.toml` in the platform's configuration
folder, and none is needed. Environment variables are `CASTWATCH_<SECTION>__<NAME>`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import platformdirs
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.networks import Networks
from camera.config import CameraConfig, SyntheticConfig
from inference.network_folder import bundled_network
from models import settings_file
from models.challenge import KnownCasting
from models.judgement import Verdict
from models.kafka_settings import KafkaSettings
from models.serial import serial_pattern
from models.shifts import ShiftSettings
from models.text import line
from models.threshold_settings import ThresholdSettings
from models.user_folders import user_path

Language = Literal["ko", "en"]
MOST_SECONDS = 2_000_000  # of a timer, which counts milliseconds in 32 bits
MOST_DAYS = 700_000  # before today are still in the calendar
KnownNumber = Annotated[str, AfterValidator(line), Field(min_length=1, max_length=32)]


def data_folder() -> Path:
    """Where the station keeps its database and pictures unless told otherwise."""
    return user_path(platformdirs.user_data_path)


def networks_folder() -> Path:
    """Where promoted networks are kept."""
    return data_folder() / "networks"


def judging_network() -> Path:
    """The network that was promoted last, or the one that comes with the program."""
    return Networks(networks_folder()).judging() or bundled_network()


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StationSettings(ShiftSettings):
    """Who this station is, and when its shifts turn."""

    name: str = Field(default="station-1", pattern=r"^[A-Za-z0-9._-]{1,64}$")  # Kafka's message key
    language: Language = "en"
    full_screen: bool = False  # from the start; F11 switches
    appearance: Literal["light", "dark"] = "light"


class JudgingSettings(ThresholdSettings):
    """When and how a casting is judged."""

    network: Path = Field(default_factory=judging_network)
    frames: int = Field(default=3, ge=1, le=20)  # combined for one casting
    still_ms: int = Field(default=150, ge=0, le=5000)  # how long a casting must lie still, ms
    casting_percent: float = Field(default=0, ge=0, le=110)  # its rim in the picture; 0: any size
    empty_rig: Path | None = None  # its picture, for a network that judges whole pictures


class RecordSettings(_Section):
    """Where results and pictures are kept."""

    database: Path = Field(default_factory=lambda: data_folder() / "castwatch.db")
    pictures: Path | None = None  # None: a folder beside the database
    keep_pictures: Literal["all", "flagged", "none"] = "flagged"  # flagged: rejects and reviews
    keep_every_nth_pass: int = Field(
        default=0, ge=0, le=1_000_000
    )  # with "flagged"; 0 keeps no passes
    keep_frames: bool = True  # beside each kept picture the other frames that were combined
    quota_megabytes: int = Field(default=10_000, ge=10, le=1_000_000_000)
    quota_days: int = Field(default=365, ge=1, le=MOST_DAYS)

    @field_validator("database")
    @classmethod
    def _is_named(cls, database: Path) -> Path:
        if not database.name:
            raise PydanticCustomError("no_file", "it must be the path of a file")
        return database

    def pictures_folder(self) -> Path:
        """Where evidence pictures lie."""
        return self.pictures or self.database.with_name(self.database.stem + "-pictures")


class AlarmSettings(_Section):
    """The sounds of a reject, a fault and a warning."""

    enabled: bool = True
    volume: float = Field(default=0.8, ge=0, le=1)
    louder_after_s: int = Field(
        default=20, ge=0, le=MOST_SECONDS
    )  # not acknowledged for so long; 0: never
    unmute_after_s: int = Field(default=120, ge=0, le=MOST_SECONDS)  # 0: it stays muted


class WarningSettings(_Section):
    """When a person is called to the line; 0 switches a warning off."""

    rejects_in_a_row: int = Field(default=3, ge=0, le=1_000_000)
    reject_percent: float = Field(default=20, ge=0, le=100)  # more than this of the last …
    of_last: int = Field(default=50, ge=10, le=1000)  # … so many castings


class ChallengeSettings(_Section):
    """The known castings that are shown before production opens; without any there is none."""

    sound: tuple[KnownNumber, ...] = ()  # their numbers, as written on them
    defective: tuple[KnownNumber, ...] = ()
    every_hours: float | None = Field(default=None, ge=0.25, le=24)  # besides each shift's start

    @model_validator(mode="after")
    def _of_both_kinds(self) -> Self:
        numbers = self.sound + self.defective
        if len(set(numbers)) != len(numbers):
            raise PydanticCustomError("same_number", "two known castings have the same number")
        if bool(self.sound) != bool(self.defective):
            raise PydanticCustomError(
                "one_kind", "a challenge needs both sound and defective castings"
            )
        return self

    def castings(self) -> tuple[KnownCasting, ...]:
        """In the order in which they are asked for."""
        return tuple(
            KnownCasting(number, expected)
            for expected, numbers in (
                (Verdict.PASS, self.sound),
                (Verdict.REJECT, self.defective),
            )
            for number in numbers
        )


class SerialSettings(_Section):
    """Where the castings' serial numbers come from."""

    source: Literal["off", "picture", "scanner"] = "off"
    pattern: str | None = None  # a regular expression that a whole number must fit

    @field_validator("pattern")
    @classmethod
    def _can_be_read(cls, pattern: str | None) -> str | None:
        try:
            is_slow = serial_pattern(pattern or "").is_slow()
        except ValueError as error:
            raise PydanticCustomError(
                "no_pattern", "it is no regular expression: {reason}", {"reason": str(error)}
            ) from error
        if is_slow:
            raise PydanticCustomError(
                "slow_pattern",
                "it takes too long on some codes: write it without + or * within + or *",
            )
        return pattern

    def fits(self, serial: str) -> bool:
        """Whether it can be the number of a casting. Raises SlowPatternError."""
        return self.pattern is None or serial_pattern(self.pattern).fits(serial)


class SignInSettings(_Section):
    """Whether people sign in at the station; off for a demo, on where castings are sold."""

    enabled: bool = False
    auto_sign_out_minutes: int = Field(default=30, ge=0, le=1440)  # without touch or key; 0: never


class Settings(BaseSettings):
    """All settings of a station. Nothing in here changes once the station has started."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,  # a password may stand in it
        env_prefix="CASTWATCH_",
        env_nested_delimiter="__",
    )

    station: StationSettings = StationSettings()
    camera: CameraConfig = SyntheticConfig()
    judging: JudgingSettings = Field(default_factory=JudgingSettings)
    record: RecordSettings = Field(default_factory=RecordSettings)
    kafka: KafkaSettings = KafkaSettings()
    alarm: AlarmSettings = AlarmSettings()
    warnings: WarningSettings = WarningSettings()
    challenge: ChallengeSettings = ChallengeSettings()
    sign_in: SignInSettings = SignInSettings()
    serial: SerialSettings = SerialSettings()


def default_file() -> Path:
    """Where the settings file is looked for without `--config`."""
    return user_path(platformdirs.user_config_path) / "config.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a station's settings come from; without a `named` file the default one, if it is there.

    `overrides` are the command line's, by section. Every method raises SettingsError with the
    section, the name and what is wrong.
    """

    named: Path | None = None
    overrides: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        """The settings file, which need not be there."""
        return self.named or default_file()

    def read(self) -> dict[str, Any]:
        """What the file says."""
        return settings_file.read(self.file) if self.named or self.file.is_file() else {}

    def load(self, values: dict[str, Any] | None = None) -> Settings:
        """The settings, or what they would be if the file said `values`."""
        from_file = dict(self.read() if values is None else values)
        if "camera" in self.overrides:  # one kind of camera takes the place of another, whole
            from_file.pop("camera", None)
        return settings_file.layered(Settings, self.file, from_file, dict(self.overrides))


NO_FILE = Source()
"""The default file, if it is there, and nothing put over it."""


def load(
    file: Path | None = None, overrides: Mapping[str, dict[str, Any]] | None = None
) -> Settings:
    """Read the settings; `file` must be there when it is named. Raises SettingsError."""
    return Source(file, overrides or {}).load()
