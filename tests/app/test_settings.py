"""The command line wins over the environment, that over the file, that over the defaults."""

from pathlib import Path

import pytest

from app import settings
from camera.config import FolderConfig, StreamConfig, SyntheticConfig
from models.judgement import Thresholds
from models.settings_file import SettingsError


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "castwatch.toml"
    file.write_text(text, "utf-8")
    return file


def test_nothing_needs_to_be_set() -> None:
    station = settings.load()
    assert isinstance(station.camera, SyntheticConfig)
    assert station.kafka.servers == ()
    assert not station.sign_in.enabled, "a newcomer is asked for nothing"
    assert (station.judging.network / "card.json").is_file()


def test_the_order_of_precedence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, '[station]\nname = "file"\nlanguage = "ko"\n[alarm]\nvolume = 0.1\n')
    monkeypatch.setenv("CASTWATCH_STATION__NAME", "environment")
    monkeypatch.setenv("CASTWATCH_ALARM__VOLUME", "0.2")
    station = settings.load(file, {"station": {"name": "command-line"}})
    assert station.station.name == "command-line"
    assert station.station.language == "ko"
    assert station.alarm.volume == 0.2


def test_a_camera_on_the_command_line_replaces_the_files_whole(tmp_path: Path) -> None:
    file = written(tmp_path, '[camera]\nkind = "stream"\nurl = "rtsp://x/"\n')
    assert isinstance(settings.load(file).camera, StreamConfig)
    camera = FolderConfig(path=tmp_path).model_dump()
    assert settings.load(file, {"camera": camera}).camera == FolderConfig(path=tmp_path)


def test_the_file_in_the_configuration_folder_is_read() -> None:
    file = settings.default_file()
    file.parent.mkdir(parents=True)
    file.write_text('[station]\nname = "from-home"\n', "utf-8")
    assert settings.load().station.name == "from-home"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[judging]\nframes = 0\n", "“judging.frames” has a wrong value: .*greater than"),
        ("[judging]\nreview = 0.9\nreject = 0.1\n", "review threshold lies above"),
        ("[station]\ncolour = 1\n", "“station.colour”"),
        ('[station]\ntime_zone = "Mars"\n', "“Mars” is no time zone"),
        ("[station]\nshifts = {A = 06:00:00, B = 06:00:00}\n", "start at the same time"),
        ("[station]\nshifts = {}\n", "at least one shift"),
        ('[kafka]\nservers = "broker"\n', "“broker” is no HOST:PORT"),
        ('[kafka]\nservers = "broker:99999"\n', "is no HOST:PORT"),
        ('[camera]\nkind = "film"\n', "“camera”"),
        ("[sign_in]\nauto_sign_out_minutes = -1\n", "“sign_in.auto_sign_out_minutes”"),
        ("[station\n", "is not valid TOML"),
        ("[station]\nname = 'a b'\n", "“station.name”"),
    ],
)
def test_a_wrong_value_is_one_sentence_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=said) as error:
        settings.load(written(tmp_path, text))
    assert "\n" not in str(error.value)
    assert "castwatch.toml" in str(error.value)


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        settings.load(tmp_path / "missing.toml")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "binary.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="is not valid TOML"):
        settings.load(file)


def test_several_servers_are_split_at_the_commas(tmp_path: Path) -> None:
    file = written(tmp_path, '[kafka]\nservers = "a:1, b:2"\n')
    assert settings.load(file).kafka.servers == ("a:1", "b:2")


def test_a_secret_is_not_printed(tmp_path: Path) -> None:
    file = written(tmp_path, '[kafka]\npassword = "hunter2"\n')
    assert "hunter2" not in repr(settings.load(file))


def test_thresholds_of_the_settings_come_before_the_networks_own(tmp_path: Path) -> None:
    own = Thresholds(review=0.3, reject=0.7)
    assert settings.load().judging.thresholds(own) == own
    moved = settings.load(written(tmp_path, "[judging]\nreject = 0.2\n"))
    assert moved.judging.thresholds(own) == Thresholds(review=0.2, reject=0.2)
