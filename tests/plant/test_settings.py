"""The plant's settings: the command line over the environment over the file over defaults."""

import traceback
from pathlib import Path

import pytest

from models.settings_file import SettingsError
from plant.settings import load

HASH = "0" * 64


def written(folder: Path, text: str) -> Path:
    file = folder / "plant.toml"
    file.write_text(text)
    return file


def test_nothing_is_needed() -> None:
    settings = load()
    assert (settings.api.host, settings.station.name) == ("127.0.0.1", "plant-api")
    assert settings.warehouse.url.get_secret_value().startswith("sqlite:///")


def test_the_command_line_is_over_the_environment_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, '[api]\nhost = "::1"\nport = 1\nrate = "1/second"\n')
    monkeypatch.setenv("CASTWATCH_PLANT_API__PORT", "2")
    monkeypatch.setenv("CASTWATCH_PLANT_API__RATE", "2/second")
    api = load(file, {"api": {"rate": "3/second"}}).api
    assert (api.host, api.port, api.rate) == ("::1", 2, "3/second")


def test_keys_open_the_plant_to_other_machines(tmp_path: Path) -> None:
    file = written(tmp_path, f'[api]\nhost = "0.0.0.0"\nkeys = {{ office = "{HASH}" }}\n')
    assert load(file).api.keys == {"office": HASH}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[api]\nhost = "0.0.0.0"', "clients need keys"),
        ('[api]\nkeys = { a = "not a hash" }', "api.keys.a"),
        ('[api]\nrate = "often"', "api.rate"),
        ('[api]\nkey_file = "plant.key"', "go together"),
        ("[judging]\nqueue = 2", "must hold the pictures of one request"),
        ("[judging]\nreview = 0.9\nreject = 0.8", "above the reject threshold"),
        ('[station]\nname = "a b"', "station.name"),
        ("[colour]\nred = 1", "colour"),
        ("[api", "is not valid TOML"),
    ],
)
def test_what_is_wrong_is_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        load(written(tmp_path, text))
    assert said in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_the_warehouses_password_is_not_shown(tmp_path: Path) -> None:
    file = written(tmp_path, '[warehouse]\nurl = "postgresql://plant:secret@host/plant"\n')
    assert "secret" not in repr(load(file))


def test_the_warehouses_password_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("s3/cr@t\n")
    file = written(
        tmp_path,
        f'[warehouse]\nurl = "postgresql://ann@db/plant"\npassword_file = "{tmp_path}/password"\n',
    )
    warehouse = load(file).warehouse
    assert warehouse.full_url() == "postgresql://ann:s3%2Fcr%40t@db/plant"
    assert "s3/cr@t" not in repr(warehouse)
    (tmp_path / "password").unlink()
    with pytest.raises(SettingsError, match="password cannot be read"):
        warehouse.full_url()


@pytest.mark.parametrize(
    "url",
    ["hdfs://ann:p[secret@namenode/x", "hdfs://ann:secret：x@namenode/x", "hdfs://[secret/x"],
)
def test_an_archives_url_that_is_unclear_is_not_repeated(tmp_path: Path, url: str) -> None:
    for section, name in (("archive", "url"), ("statistics", "archive_url")):
        with pytest.raises(SettingsError, match="the URL is unclear") as wrong:
            load(written(tmp_path, f'[{section}]\n{name} = "{url}"\n'))
        assert "secret" not in "".join(traceback.format_exception(wrong.value))


def test_what_is_wrong_beside_a_password_does_not_tell_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASTWATCH_PLANT_WAREHOUSE__URL", "postgresql://plant:secret@host/plant")
    file = written(tmp_path, '[warehouse]\nport = "secret"\n')
    with pytest.raises(SettingsError) as wrong:
        load(file)
    assert "secret" not in "".join(traceback.format_exception(wrong.value))
