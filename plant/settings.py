"""The plant's settings: the command line over the environment over the file over defaults.

The file is TOML; without `--config` it is `plant.toml` in the platform's configuration folder,
and none is needed. Environment variables are `CASTWATCH_PLANT_<SECTION>__<NAME>`.
"""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import quote, urlsplit

import platformdirs
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from inference.network_folder import bundled_network
from models import settings_file
from models.kafka_settings import KafkaSettings, is_host
from models.pictures import MOST_PIXELS
from models.shifts import ShiftSettings
from models.text_file import read_text
from models.threshold_settings import ThresholdSettings
from models.user_folders import user_path


def _can_be_split(url: SecretStr) -> SecretStr:
    try:
        urlsplit(url.get_secret_value())
    except ValueError:  # its text would tell the password
        raise PydanticCustomError(
            "unclear_url",
            "the URL is unclear; in a user name or password write / as %2F, ? as %3F, # as %23,"
            " [ as %5B, @ as %40",
        ) from None
    return url


ArchiveUrl = Annotated[SecretStr, AfterValidator(_can_be_split)]
KeyHash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class StationSettings(ShiftSettings):
    """The name that the API's own predictions go by; no two APIs may share it."""

    name: str = Field(default="plant-api", pattern=r"^[A-Za-z0-9._-]{1,64}$")  # Kafka's message key


class JudgingSettings(ThresholdSettings):
    """What judges."""

    network: Path = Field(default_factory=bundled_network)
    threads: int = Field(default=2, ge=1, le=64)  # each with a network of its own
    queue: int = Field(default=32, ge=1, le=10_000)  # pictures taken in and not yet judged


class ApiSettings(BaseModel):
    """Where the API listens, to whom, and how much it takes from each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: int = Field(default=8350, ge=0, le=65535)  # 0: any that is free
    certificate_file: Path | None = None
    key_file: Path | None = None
    keys: dict[str, KeyHash] = {}  # client: SHA-256 of its key; see `castwatch plant key`
    origins: tuple[str, ...] = ()  # other web pages that may ask, e.g. https://wall.plant.example
    rate: str = Field(default="300/minute", pattern=r"^[1-9]\d{0,6}/(second|minute|hour)$")
    body_megabytes: int = Field(default=32, ge=1, le=1000)
    pictures: int = Field(default=16, ge=1, le=1000)  # in one request
    megapixels: int = Field(default=MOST_PIXELS // 1_000_000, ge=1, le=MOST_PIXELS // 1_000_000)
    watchers: int = Field(default=200, ge=1, le=100_000)  # WebSockets at once
    silent_after_s: int = Field(default=300, ge=1, le=2_000_000)  # a station is shown as silent

    @property
    def is_loopback(self) -> bool:
        """Whether nobody but this machine can ask."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @field_validator("host")
    @classmethod
    def _can_be_a_host(cls, host: str) -> str:
        if not is_host(host):
            raise ValueError("it must be the name or the address of a machine")
        return host

    @model_validator(mode="after")
    def _closed_to_strangers(self) -> Self:
        if not self.keys and not self.is_loopback:
            raise ValueError(
                f"{self.host} is open to other machines, so clients need keys:"
                " make one with `castwatch plant key NAME`"
            )
        if (self.certificate_file is None) != (self.key_file is None):
            raise ValueError("certificate_file and key_file go together")
        return self


class WarehouseSettings(BaseModel):
    """Where all inspections are gathered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: SecretStr = Field(  # postgresql://user:password@host/database, or sqlite:///file
        default_factory=lambda: SecretStr(f"sqlite:///{data_folder() / 'plant.db'}")
    )
    password_file: Path | None = None  # with the password that the URL leaves out

    def full_url(self) -> str:
        """With the password. Raises SettingsError where its file cannot be read."""
        url = self.url.get_secret_value()
        if self.password_file is None:
            return url
        try:
            password = read_text(self.password_file).strip()
        except (OSError, UnicodeDecodeError) as error:
            raise settings_file.SettingsError(
                "The file {file} with the warehouse's password cannot be read.",
                file=str(self.password_file),
            ) from error
        scheme, _, rest = url.partition("://")
        authority = re.split("[/?#]", rest, maxsplit=1)[0]
        user, _, host = authority.rpartition("@")
        secret = quote(password, safe="")
        return f"{scheme}://{user}:{secret}@{host}{rest[len(authority) :]}"


class ArchiveSettings(BaseModel):
    """Where all messages are kept for good, and how they get there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: ArchiveUrl = Field(  # of a folder: file://…, webhdfs://user@host:9870/…, hdfs://…, s3://…
        default_factory=lambda: SecretStr(f"file://{data_folder() / 'archive'}")
    )
    group: str = Field(default="castwatch-archive", min_length=1)  # of Kafka's consumers
    member: str | None = None  # name of this archiver in it, to be back at once after a restart
    rows: int = Field(default=100_000, ge=1, le=1_000_000)  # are written when so many have come …
    seconds: float = Field(default=300.0, gt=0, le=86_400)  # … or when so long has passed
    dead_letters_topic: str = Field(
        default="castwatch_dead_letters", pattern=r"^[A-Za-z0-9._-]{1,249}$"
    )
    compact_after_days: int = Field(
        default=2, ge=1, le=700_000
    )  # a day's files are put together then


class StatisticsSettings(BaseModel):
    """What computes the statistics."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    master: str = "local[*]"  # Spark's: this machine, or spark://…, yarn, k8s://…
    memory: str = Field(default="2g", pattern=r"^[1-9]\d*[mg]$")  # of the driver
    archive_url: ArchiveUrl | None = None  # the archive's as Spark reaches it, where that differs


class PlantSettings(BaseSettings):
    """All settings of the plant. Nothing in here changes once it has started."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,  # a password may stand in it
        env_prefix="CASTWATCH_PLANT_",
        env_nested_delimiter="__",
    )

    station: StationSettings = StationSettings()
    judging: JudgingSettings = Field(default_factory=JudgingSettings)
    api: ApiSettings = ApiSettings()
    kafka: KafkaSettings = KafkaSettings()
    warehouse: WarehouseSettings = Field(default_factory=WarehouseSettings)
    archive: ArchiveSettings = Field(default_factory=ArchiveSettings)
    statistics: StatisticsSettings = StatisticsSettings()

    @model_validator(mode="after")
    def _queue_holds_a_request(self) -> Self:
        if self.judging.queue < self.api.pictures:
            raise ValueError("judging.queue must hold the pictures of one request, api.pictures")
        return self


def data_folder() -> Path:
    """Where the warehouse is kept unless told otherwise."""
    return user_path(platformdirs.user_data_path)


def default_file() -> Path:
    """Where the settings file is looked for without `--config`."""
    return user_path(platformdirs.user_config_path) / "plant.toml"


def load(
    file: Path | None = None, overrides: dict[str, dict[str, Any]] | None = None
) -> PlantSettings:
    """Read the settings; `overrides` are the command line's, by section. Raises SettingsError."""
    chosen = file or default_file()
    from_file = settings_file.read(chosen) if file or chosen.is_file() else {}

    return settings_file.layered(PlantSettings, chosen, from_file, overrides or {})
