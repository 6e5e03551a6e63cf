"""Promoting a network and going back: what judges is always a whole, vouched-for folder."""

import shutil
from pathlib import Path

import pytest

from app.networks import Networks, PromotionError
from app.settings import Settings, networks_folder
from inference.classifier import NetworkError
from inference.network_folder import bundled_network, read_card, read_network, sha256


@pytest.fixture
def networks(tmp_path: Path) -> Networks:
    return Networks(tmp_path / "networks")


def renamed(folder: Path, name: str) -> Path:
    """The bundled network under another name, as `train` would have written it."""
    shutil.copytree(bundled_network(), folder)
    card = read_card(folder).model_copy(update={"name": name})
    (folder / "card.json").write_text(card.model_dump_json(), "utf-8")
    return folder


def test_the_bundled_network_judges_until_one_is_promoted(networks: Networks) -> None:
    assert networks.judging() is None
    assert Settings().judging.network == bundled_network()


def test_a_promoted_network_is_what_the_settings_say(tmp_path: Path) -> None:
    kept = Networks(networks_folder()).promote(renamed(tmp_path / "mine", "mine"))
    assert Settings().judging.network == kept
    assert read_card(kept).name == "mine"
    read_network(kept, read_card(kept))


def test_what_is_promoted_is_a_copy_that_nobody_changes(networks: Networks, tmp_path: Path) -> None:
    source = renamed(tmp_path / "mine", "mine")
    kept = networks.promote(source)
    shutil.rmtree(source)
    assert networks.judging() == kept
    assert {file.stat().st_mode & 0o222 for file in kept.iterdir()} == {0}


def test_rolling_back_goes_through_all_that_judged(networks: Networks, tmp_path: Path) -> None:
    first = networks.promote(renamed(tmp_path / "1", "first"))
    second = networks.promote(renamed(tmp_path / "2", "second"))
    assert networks.judging() == second
    assert networks.roll_back() == first
    assert networks.roll_back() is None
    with pytest.raises(PromotionError, match="none to roll back"):
        networks.roll_back()
    assert networks.promote(second) == second  # it is still there


def test_a_damaged_network_is_refused_and_the_old_one_judges_on(
    networks: Networks, tmp_path: Path
) -> None:
    kept = networks.promote(bundled_network())
    spoilt = renamed(tmp_path / "spoilt", "spoilt")
    (spoilt / "network.tflite").write_bytes(b"no network")
    with pytest.raises(NetworkError, match="damaged or was swapped"):
        networks.promote(spoilt)
    assert networks.judging() == kept


def test_a_name_leads_nowhere_else(networks: Networks, tmp_path: Path) -> None:
    kept = networks.promote(renamed(tmp_path / "mine", "../../elsewhere"))
    assert kept.parent == tmp_path / "networks"


def test_a_spoilt_list_is_told(networks: Networks, tmp_path: Path) -> None:
    networks.promote(bundled_network())
    (tmp_path / "networks" / "promoted.json").write_text("[{]", "utf-8")
    with pytest.raises(PromotionError, match="cannot be read"):
        networks.judging()


def test_a_place_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(PromotionError, match="cannot be kept"):
        Networks(tmp_path / "file" / "networks").promote(bundled_network())


def damaged(kept: Path) -> None:
    file = kept / "network.tflite"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-1000])


def garbage(folder: Path) -> Path:
    """A network that is none, for which its card vouches."""
    content = b"TFL3" * 1000
    card = read_card(bundled_network()).model_copy(
        update={"name": "garbage", "network_sha256": sha256(content)}
    )
    folder.mkdir()
    (folder / "network.tflite").write_bytes(content)
    (folder / "card.json").write_text(card.model_dump_json(), "utf-8")
    return folder


def test_garbage_with_a_fitting_fingerprint_is_not_promoted(
    networks: Networks, tmp_path: Path
) -> None:
    kept = networks.promote(bundled_network())
    with pytest.raises(NetworkError, match="is no LiteRT network"):
        networks.promote(garbage(tmp_path / "garbage"))
    assert networks.judging() == kept


def test_a_copy_that_was_damaged_is_made_anew(networks: Networks) -> None:
    kept = networks.promote(bundled_network())
    damaged(kept)
    assert networks.promote(bundled_network()) == kept
    read_network(kept, read_card(kept))


def test_a_copy_that_the_disk_has_spoilt_does_not_judge(
    networks: Networks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = networks.promote(bundled_network())

    def spoil(path: Path, content: bytes) -> None:
        path.write_bytes(content[: len(content) // 2])

    monkeypatch.setattr("app.networks.write_file", spoil)
    with pytest.raises(NetworkError):
        networks.promote(renamed(tmp_path / "mine", "mine"))
    assert networks.judging() == first


def test_the_same_network_with_other_thresholds_is_another(
    networks: Networks, tmp_path: Path
) -> None:
    first = networks.promote(renamed(tmp_path / "1", "mine"))
    source = renamed(tmp_path / "2", "mine")
    card = read_card(source)
    other = card.thresholds.model_copy(update={"review": card.thresholds.review / 2})
    changed = card.model_copy(update={"thresholds": other})
    (source / "card.json").write_text(changed.model_dump_json(), "utf-8")
    second = networks.promote(source)
    assert second != first
    assert read_card(second).thresholds == other


def test_a_damaged_network_is_not_gone_back_to(networks: Networks, tmp_path: Path) -> None:
    first = networks.promote(renamed(tmp_path / "1", "first"))
    second = networks.promote(renamed(tmp_path / "2", "second"))
    damaged(first)
    with pytest.raises(NetworkError, match="damaged or was swapped"):
        networks.roll_back()
    assert networks.judging() == second


def test_what_was_cut_off_is_removed_and_never_listed(networks: Networks, tmp_path: Path) -> None:
    abandoned = tmp_path / "networks" / ".promoting-abc"
    abandoned.mkdir(parents=True)
    (abandoned / "network.tflite").write_bytes(b"half of")
    assert networks.judging() is None
    networks.promote(bundled_network())
    assert not abandoned.exists()
    assert sorted(each.suffix for each in (tmp_path / "networks").iterdir()) == ["", ".json"]


def test_nothing_judges_before_it_is_said_so(networks: Networks) -> None:
    with networks.promoting(bundled_network()) as change:
        assert networks.judging() is None
        with (
            pytest.raises(PromotionError, match="Another program is writing it"),
            networks.promoting(bundled_network()),
        ):
            pass
    assert networks.judging() is None
    with networks.promoting(bundled_network()) as change:
        change.make()
    assert networks.judging() == change.network


def test_the_folder_of_networks_is_its_owners_alone(networks: Networks, tmp_path: Path) -> None:
    networks.promote(bundled_network())
    assert (tmp_path / "networks").stat().st_mode & 0o777 == 0o700
