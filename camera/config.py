"""Which camera a station has: one of a few kinds, told apart by `kind`."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

STREAM_SCHEMES = frozenset({"rtsp", "rtsps", "http", "https"})
_ADDRESS = re.compile(  # as FFmpeg understands it: the user ends at the last @ before the path
    r"(?:[^\s/?#\\]*@)?(?P<host>\[[0-9A-Fa-f:.%\w]+\]|[\w.-]+)(?::(?P<port>[0-9]{1,5}))?(?:[/?#]\S*)?"
)


_Percent = Annotated[int, Field(ge=0, le=100)]


class _CameraConfig(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    region: tuple[_Percent, _Percent, _Percent, _Percent] | None = None
    """Left, top, width and height of what is looked at, in per cent; None: the whole picture."""

    @field_validator("region")
    @classmethod
    def _inside(cls, region: tuple[int, int, int, int] | None) -> object:
        if region is not None:
            left, top, width, height = region
            if not (width and height) or left + width > 100 or top + height > 100:
                raise PydanticCustomError("no_region", "the region does not lie in the picture")
        return region


class SyntheticConfig(_CameraConfig):
    """The synthetic rig: rendered castings that come along a line."""

    kind: Literal["synthetic"] = "synthetic"
    seed: int = Field(default=1, ge=0, le=2**63 - 1)
    frames_per_second: float = Field(default=30.0, ge=1, le=240)
    castings_per_minute: float = Field(default=30.0, gt=0, le=120)
    defective_share: float = Field(default=0.3, ge=0, le=1)
    size: int = Field(default=512, ge=128, le=2048)  # pixels, height and width


class DeviceConfig(_CameraConfig):
    """A camera of this machine."""

    kind: Literal["device"] = "device"
    index: int = Field(default=0, ge=0, le=63)
    width: int | None = Field(default=None, gt=0, le=65_535)  # pixels; None leaves it to the camera
    height: int | None = Field(default=None, gt=0, le=65_535)


class StreamConfig(_CameraConfig):
    """A network camera."""

    kind: Literal["stream"] = "stream"
    url: str = Field(repr=False)  # a password in it is never shown or logged

    @field_validator("url")
    @classmethod
    def _can_be_opened(cls, url: str) -> str:
        scheme, _, rest = url.partition("://")
        if scheme.lower() not in STREAM_SCHEMES or not rest:
            raise PydanticCustomError(
                "no_address", "a camera's address begins with rtsp:// or http://"
            )
        address = _ADDRESS.fullmatch(rest)
        if address is None or not 0 < int(address["port"] or 1) < 65536 or not url.isprintable():
            raise PydanticCustomError(
                "unclear_address",
                "host and port of the camera's address are unclear; in a user name or password"
                " write / as %2F, ? as %3F, # as %23, % as %25 and a space as %20",
            )
        return url


class VideoConfig(_CameraConfig):
    """A video file, played at its own pace."""

    kind: Literal["video"] = "video"
    path: Path
    loop: bool = False


class FolderConfig(_CameraConfig):
    """A folder of pictures, each of one casting."""

    kind: Literal["folder"] = "folder"
    path: Path
    castings_per_minute: float = Field(default=120.0, gt=0, le=6000)
    loop: bool = False
    watch: bool = False
    """Whether to wait for new images after the last one."""

    @field_validator("watch")
    @classmethod
    def _either(cls, watch: bool, others: ValidationInfo) -> bool:
        if watch and others.data.get("loop"):
            raise PydanticCustomError(
                "loop_and_watch", "a folder is shown in a loop or watched, not both"
            )
        return watch


CameraConfig = Annotated[
    SyntheticConfig | DeviceConfig | StreamConfig | VideoConfig | FolderConfig,
    Field(discriminator="kind"),
]
"""Any of them, as it stands in the settings file under [camera]."""
