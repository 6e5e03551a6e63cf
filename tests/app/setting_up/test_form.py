"""The set-up reads and writes the settings file, which stays the truth."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.networks import Networks
from app.setting_up.form import SHOWN, Setup, told
from app.settings import Settings, Source, default_file, load, networks_folder
from inference.network_folder import bundled_network
from models.settings_file import SettingsError
from models.setup import FieldKind, Key, Lock, SetupField

COMMENTED = """\
# Line 3, behind the furnace.
[station]
name = "line-3"  # painted on the housing

[record]
quota_days = 90

[alarm]
louder_after_s = 30
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "config.toml"
    made.write_text(COMMENTED)
    return made


@pytest.fixture
def setup(file: Path) -> Setup:
    return Setup(Source(file))


def field(setup: Setup, section: str, name: str) -> SetupField:
    return next(each for each in setup.form().fields if each.key == (section, name))


def test_every_field_that_is_offered_is_one_of_the_settings(setup: Setup) -> None:
    keys = [each.key for each in setup.form().fields]
    assert keys == [(section, name) for section, names in SHOWN.items() for name in names]


def test_a_field_tells_its_kind_what_stands_there_and_what_is_usual(setup: Setup) -> None:
    name = field(setup, "station", "name")
    assert (name.kind, name.value, name.default) == (FieldKind.TEXT, "line-3", "station-1")
    pictures = field(setup, "record", "keep_pictures")
    assert (pictures.kind, pictures.choices) == (FieldKind.CHOICE, ("all", "flagged", "none"))
    shifts = field(setup, "station", "shifts")
    assert shifts.value == "Day 06:00, Late 14:00, Night 22:00"
    assert field(setup, "alarm", "enabled").kind is FieldKind.SWITCH
    assert field(setup, "alarm", "louder_after_s").value == "30"


def test_each_value_is_read_back_as_it_is_written(setup: Setup, file: Path) -> None:
    before = load(file)
    changes = {
        each.key: each.value or each.default
        for each in setup.form().fields
        if each.value and not each.is_secret
    }
    candidate = setup.candidate(changes)
    assert candidate.wrong == {}
    assert candidate.settings
    assert candidate.settings.model_dump() == before.model_dump()


def test_saving_keeps_comments_what_was_there_and_a_copy_of_before(
    setup: Setup, file: Path
) -> None:
    setup.save({("record", "quota_days"): "30", ("kafka", "servers"): "a:9092, b:9092"})
    text = file.read_text()
    assert text.startswith("# Line 3, behind the furnace.\n")
    assert '"line-3"  # painted on the housing' in text
    assert tomllib.loads(text) == {
        "station": {"name": "line-3"},
        "record": {"quota_days": 30},
        "alarm": {"louder_after_s": 30},
        "kafka": {"servers": ["a:9092", "b:9092"]},
    }
    assert file.with_name("config.toml.before").read_text() == COMMENTED


def test_what_is_emptied_goes_back_to_what_is_usual(setup: Setup, file: Path) -> None:
    setup.save({("alarm", "louder_after_s"): ""})
    assert load(file).alarm.louder_after_s == 20


def test_a_region_is_written_as_numbers(setup: Setup, file: Path) -> None:
    setup.save({("camera", "region"): "25, 10, 50, 80"})
    assert tomllib.loads(file.read_text())["camera"]["region"] == [25, 10, 50, 80]
    assert field(setup, "camera", "region").value == "25, 10, 50, 80"


def test_a_first_file_is_made_with_its_folder(tmp_path: Path, monkeypatch: Any) -> None:
    file = tmp_path / "new" / "config.toml"
    monkeypatch.setattr("app.settings.default_file", lambda: file)
    setup = Setup(Source())
    setup.save({("station", "shifts"): "Früh 05:30, Spät 13:30"})
    assert list(load().station.shifts) == ["Früh", "Spät"]


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        (("record", "quota_megabytes"), "5", "It must be at least 10."),
        (("record", "quota_days"), "soon", "It must be a whole number."),
        (("judging", "frames"), "21", "It must be at most 20."),
        (("judging", "frames"), "2.5", "It must be a whole number."),
        (("judging", "review"), "1", "It must be less than 1."),
        (("station", "name"), "line 3!", "Only letters, digits, dots, dashes and underscores"),
        (("station", "time_zone"), "Asia/Soul", "“Asia/Soul” is no time zone; write it like"),
        (("station", "shifts"), "Day 25:00", "A shift is written like Day 06:00."),
        (("station", "shifts"), "Day", "A shift is written like Day 06:00."),
        (("station", "shifts"), "Day 06:00, Late 06:00", "Two shifts start at the same time."),
        (("kafka", "servers"), "plant", "“plant” is no HOST:PORT."),
        (("camera", "region"), "60, 0, 50, 100", "The region must lie in the picture: left, top,"),
        (("camera", "region"), "a, b", "The region must lie in the picture: left, top,"),
        (("camera", "castings_per_minute"), "0", "It must be more than 0."),
    ],
)
def test_a_wrong_value_is_explained_where_it_stands(
    setup: Setup, key: Key, text: str, said: str
) -> None:
    candidate = setup.candidate({key: text})
    assert candidate.settings is None
    assert list(candidate.wrong) == [key]
    assert str(candidate.wrong[key]).startswith(said)


def test_what_two_settings_say_together_is_explained_for_their_section(setup: Setup) -> None:
    wrong = setup.candidate({("challenge", "sound"): "G-1, G-2"}).wrong
    assert str(wrong["challenge", ""]) == ("A challenge needs both sound and defective castings.")


def test_another_kind_of_camera_takes_the_place_of_the_one_before(
    file: Path, tmp_path: Path
) -> None:
    file.write_text('[camera]\nkind = "synthetic"\nseed = 7\ncastings_per_minute = 20\n')
    setup = Setup(Source(file))
    kind, path = ("camera", "kind"), ("camera", "path")
    assert str(setup.candidate({kind: "folder"}).wrong[path]) == "It is needed."
    setup.save({kind: "folder", path: str(tmp_path)})
    assert tomllib.loads(file.read_text())["camera"] == {
        "kind": "folder",
        "path": str(tmp_path),
        "castings_per_minute": 20,
    }


def test_a_camera_s_address_is_neither_shown_nor_told(file: Path) -> None:
    file.write_text('[camera]\nkind = "stream"\nurl = "rtsp://ann:s3cret@10.0.0.7/rig"\n')
    setup = Setup(Source(file))
    form = setup.form()
    assert "s3cret" not in repr(form)
    address = ("camera", "url")
    said = told({address: "rtsp://ann:n3w@10.0.0.7/rig", ("camera", "kind"): "stream"}, form)
    assert said == {"camera.url": "changed", "camera.kind": "stream → stream"}


def test_networks_are_chosen_from_those_there_are_each_with_its_card(
    setup: Setup, file: Path
) -> None:
    promoted = str(Networks(networks_folder()).promote(bundled_network()))
    network = field(setup, "judging", "network")
    assert (network.kind, network.value) == (FieldKind.CHOICE, "")
    assert network.choices == ("", str(bundled_network()), promoted)
    assert network.cards[promoted].name == "castings_v1"
    key = ("judging", "network")
    setup.save({key: promoted})
    assert str(load(file).judging.network) == promoted
    setup.save({key: ""})
    assert "network" not in tomllib.loads(file.read_text())["judging"]


def test_a_network_that_is_gone_stays_chosen_and_has_no_card(file: Path) -> None:
    file.write_text('[judging]\nnetwork = "/gone/network"\n')
    network = field(Setup(Source(file)), "judging", "network")
    assert network.value == "/gone/network"
    assert network.choices[-1] == "/gone/network"
    assert "/gone/network" not in network.cards


def test_what_is_given_elsewhere_is_locked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASTWATCH_ALARM__VOLUME", "0.3")
    overrides = {"kafka": {"servers": "a:1"}, "camera": {"kind": "synthetic"}}
    setup = Setup(Source(file, overrides))
    assert field(setup, "alarm", "volume").lock is Lock.ENVIRONMENT
    assert field(setup, "alarm", "volume").value == "0.3"
    assert field(setup, "kafka", "servers").lock is Lock.COMMAND_LINE
    assert field(setup, "camera", "path").lock is Lock.COMMAND_LINE
    assert field(setup, "kafka", "topic").lock is Lock.NONE


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    setup = Setup(Source(tmp_path / "there" / "config.toml"))
    (tmp_path / "there").write_text("a file")
    with pytest.raises(SettingsError, match=r"The settings file .* cannot be"):
        setup.save({("alarm", "volume"): "0.5"})


def test_the_settings_say_what_the_set_up_has_written(setup: Setup, file: Path) -> None:
    setup.save(
        {
            ("alarm", "enabled"): "false",
            ("challenge", "sound"): "G-1",
            ("challenge", "defective"): "B-1, B-2",
            ("judging", "reject"): "0,65",
        }
    )
    settings: Settings = load(file)
    assert not settings.alarm.enabled
    assert settings.challenge.defective == ("B-1", "B-2")
    assert settings.judging.reject == 0.65


def mode_of(file: Path) -> int:
    return file.stat().st_mode & 0o777


def test_a_new_file_is_its_owners_alone() -> None:
    assert not default_file().parent.exists()
    Setup(Source()).save({("camera", "kind"): "synthetic"})
    assert mode_of(default_file()) == 0o600
    assert mode_of(default_file().parent) == mode_of(default_file().parents[1]) == 0o700


def test_a_mode_that_somebody_gave_it_stays_and_the_copy_has_it_too(
    setup: Setup, file: Path
) -> None:
    file.chmod(0o640)
    setup.save({("record", "quota_days"): "30"})
    assert mode_of(file) == mode_of(file.with_name("config.toml.before")) == 0o640


def test_a_link_stays_one_and_what_it_leads_to_is_written(
    setup: Setup, file: Path, tmp_path: Path
) -> None:
    real = tmp_path / "etc" / "castwatch.toml"
    real.parent.mkdir()
    file.rename(real)
    file.symlink_to(real)
    setup.save({("record", "quota_days"): "30"})
    assert file.is_symlink()
    assert tomllib.loads(real.read_text("utf-8"))["record"]["quota_days"] == 30


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_from_notepad_is_read_and_changed(setup: Setup, file: Path, encoding: str) -> None:
    file.write_text(COMMENTED.replace('line-3"', 'line-4"'), encoding)
    setup.save({("record", "quota_days"): "30"})
    assert load(file).station.name == "line-4"
    assert load(file).record.quota_days == 30
    assert "behind the furnace" in file.read_text("utf-8")


def test_nothing_changes_before_it_is_made(setup: Setup, file: Path) -> None:
    with setup.saving({("record", "quota_days"): "30"}):
        pass
    assert file.read_text() == COMMENTED
    assert list(file.parent.glob("*")) == [file]
