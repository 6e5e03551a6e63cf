"""Whatever stands in a settings file or in the environment is taken, or refused in a sentence."""

import codecs
import os
from pathlib import Path
from typing import Any, get_args

import pytest
import tomlkit
from pydantic import BaseModel

from app import settings as station
from camera.config import CameraConfig
from models.errors import KnownError
from models.settings_file import SettingsError, read
from plant import settings as plant

ODD_TEXTS = (
    "", " ", "x", "-1", "1e400", "nan", "inf", "9" * 30, "true", "[]", "{}", '{"a": {}}', "[[[[",
    "null", "\udcb0\udca1", "a" * 10_000, "\x1b[2J", "가", "/", "..", "a\nb", "1,2,3,4", "25:00",
)  # fmt: skip
ODD_VALUES: tuple[Any, ...] = (
    "", "x", -1, 0, 10**25, 2**63, 1e300, float("nan"), float("inf"), True, [], {}, {"a": {}},
    [1, "x"], [[]], "a" * 10_000, "\x00", ["\x00"], "\x1b", "/", ".",
)  # fmt: skip
CAMERAS = list(get_args(get_args(CameraConfig)[0]))


def keys(settings: type[BaseModel]) -> list[tuple[str, str, str | None]]:
    """Section, name, and the kind of the camera."""
    found: list[tuple[str, str, str | None]] = []
    for section, info in settings.model_fields.items():
        if section == "camera":
            for model in CAMERAS:
                kind = model.model_fields["kind"].default
                found += [(section, name, kind) for name in model.model_fields]
        else:
            assert info.annotation is not None
            found += [(section, name, None) for name in info.annotation.model_fields]
    return found


def use(made: object) -> None:
    if isinstance(made, station.Settings):
        made.record.pictures_folder()
        made.station.zone()


@pytest.fixture(params=[station, plant], ids=["station", "plant"])
def module(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_the_environment_is_taken_or_refused(module: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = module.Settings if module is station else module.PlantSettings
    prefix, sentences = settings.model_config["env_prefix"], list[str]()
    for section, name, kind in [
        *keys(settings),
        *((each, "", None) for each in settings.model_fields),
    ]:
        for value in ODD_TEXTS:
            with monkeypatch.context() as patch:
                if kind is not None:
                    patch.setenv(f"{prefix}CAMERA__KIND", kind)
                patch.setenv(f"{prefix}{section}__{name}".upper().removesuffix("__"), value)
                try:
                    use(module.load())
                except KnownError as error:
                    sentences.append(str(error))
    assert all(sentences)


def test_a_file_is_taken_or_refused(module: Any, tmp_path: Path) -> None:
    settings, file = module.Settings if module is station else module.PlantSettings, tmp_path / "a"
    sentences: list[str] = []
    for section, name, kind in keys(settings):
        for value in ODD_VALUES:
            values = ({} if kind is None else {"kind": kind}) | {name: value}
            file.write_text(tomlkit.dumps({section: values}), "utf-8")
            try:
                use(module.load(file))
            except KnownError as error:
                sentences.append(str(error))
    assert all(sentences)


def test_lists_may_be_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASTWATCH_KAFKA__SERVERS", "a:9092, b:9093")
    monkeypatch.setenv("CASTWATCH_CHALLENGE__SOUND", "S-1, S-2")
    monkeypatch.setenv("CASTWATCH_CHALLENGE__DEFECTIVE", '["D-1"]')
    made = station.load()
    assert made.kafka.servers == ("a:9092", "b:9093")
    assert (made.challenge.sound, made.challenge.defective) == (("S-1", "S-2"), ("D-1",))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_notepads_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "config.toml"
    text = '[station]\r\nshifts = { "주간" = 06:00:00 }\r\n'
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    file.write_bytes(mark + text.encode(encoding))
    assert list(read(file)["station"]["shifts"]) == ["주간"]


def test_another_encoding_is_told(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes("[station]\nname = '가'\n".encode("cp949"))
    with pytest.raises(SettingsError, match="it is not UTF-8; save it again as UTF-8"):
        read(file)


@pytest.mark.parametrize("kind", ["folder", "fifo", "device"])
def test_what_is_no_file_is_told_at_once(tmp_path: Path, kind: str) -> None:
    os.mkfifo(tmp_path / "fifo")
    file = {"folder": tmp_path, "fifo": tmp_path / "fifo", "device": Path("/dev/zero")}[kind]
    with pytest.raises(SettingsError, match=r"cannot be read: (Is a directory|It is a device)"):
        read(file)
