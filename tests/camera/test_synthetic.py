import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from camera.camera import CameraError
from camera.config import SyntheticConfig
from camera.rig import DefectKind, RenderedCasting, render_casting
from camera.rig.dataset import write_dataset
from camera.rig.stage import Stage
from camera.rig.visit import Visit
from camera.synthetic_camera import SyntheticCamera
from inference.sight import look
from models.frame import Frame
from models.judgement import Ellipse


def rendered(seed: int, *, defective: bool, size: int = 256) -> RenderedCasting:
    return render_casting(np.random.default_rng(seed), size, defective)


def test_the_same_seed_renders_the_same_picture() -> None:
    np.testing.assert_array_equal(
        rendered(7, defective=True).pixels, rendered(7, defective=True).pixels
    )
    assert np.any(rendered(7, defective=True).pixels != rendered(8, defective=True).pixels)


@pytest.mark.parametrize("size", [128, 300, 512])
def test_a_picture_has_the_size_that_was_asked_for(size: int) -> None:
    casting = rendered(1, defective=False, size=size)
    assert casting.pixels.shape == (size, size)
    assert casting.pixels.dtype == np.uint8


@pytest.mark.parametrize("seed", range(20))
def test_a_casting_is_defective_exactly_when_it_has_defects(seed: int) -> None:
    assert rendered(seed, defective=True).defects
    assert not rendered(seed, defective=False).defects


def test_every_kind_of_defect_comes_up() -> None:
    seen = {d.kind for seed in range(40) for d in rendered(seed, defective=True, size=128).defects}
    assert seen == set(DefectKind)


@pytest.mark.parametrize("seed", range(20))
def test_the_whole_casting_and_its_defects_lie_in_the_picture(seed: int) -> None:
    casting = rendered(seed, defective=True)
    rim = casting.outline.rim
    assert rim.semi_major < min(rim.x, rim.y, 256 - rim.x, 256 - rim.y)
    for defect in casting.defects:
        from_centre = np.hypot(defect.x - rim.x, defect.y - rim.y)
        assert from_centre < 1.05 * rim.semi_major
        assert from_centre > 0.3 * rim.semi_major


@pytest.mark.parametrize("seed", range(30))
def test_no_defect_is_invisible(seed: int) -> None:
    """Where a defect is told to be, the picture is locally darker or brighter than around."""
    casting = rendered(seed, defective=True, size=512)
    local = cv2.medianBlur(casting.pixels, 31).astype(np.float32) - casting.pixels
    for defect in casting.defects:
        y, x = np.ogrid[:512, :512]
        inside = np.hypot(x - defect.x, y - defect.y) <= max(2.0, defect.radius)
        assert np.abs(local[inside]).max() > 25, defect


@pytest.mark.parametrize("seed", range(10))
def test_the_outline_lies_on_the_dark_annulus(seed: int) -> None:
    casting = rendered(seed, defective=False)
    annulus = casting.outline.annulus
    inner, outer = (_around(casting, annulus, at) for at in (0.85, 1.06))
    assert np.median(inner) < 60
    assert np.median(outer) > 90


def _around(casting: RenderedCasting, ellipse: Ellipse, share: float) -> NDArray[np.uint8]:
    axes = (round(ellipse.semi_major * share), round(ellipse.semi_minor * share))
    mask = np.zeros_like(casting.pixels)
    centre = (round(ellipse.x), round(ellipse.y))
    cv2.ellipse(mask, centre, axes, ellipse.degrees, 0, 360, 255)
    return casting.pixels[mask > 0]


@pytest.mark.parametrize("seed", range(20))
def test_every_casting_can_be_judged(seed: int) -> None:
    sight = look(rendered(seed, defective=seed % 2 == 0, size=300).pixels)
    assert sight.unfit is None


def test_a_dataset_has_the_published_layout_and_the_truth(tmp_path: Path) -> None:
    write_dataset(tmp_path, 4, seed=3, size=128)
    truth = json.loads((tmp_path / "truth.json").read_text("utf-8"))
    table = (tmp_path / "groups.csv").read_text("utf-8").splitlines()
    assert table[0] == "path,label,casting"
    assert sorted(truth) == sorted(line.split(",")[0] for line in table[1:])
    for path, known in truth.items():
        assert (tmp_path / path).is_file()
        assert bool(known["defects"]) == path.startswith("def_front/")


def test_a_dataset_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(CameraError, match="cannot be written"):
        write_dataset(file, 1, seed=3, size=128)


def test_a_visit_slides_in_lies_still_and_goes() -> None:
    visit = Visit(began_at=10, takes_s=2)
    shifts = [visit.shift(10 + 2 * share) for share in np.linspace(0, 1, 200)]
    assert shifts[0] == -1
    assert shifts[-1] == 1
    assert np.all(np.diff(shifts) >= 0)
    assert shifts.count(0.0) > 100


@pytest.fixture
def camera() -> Iterator[SyntheticCamera]:
    config = SyntheticConfig(size=128, castings_per_minute=120, frames_per_second=60, seed=5)
    camera = SyntheticCamera(config)
    camera.open()
    yield camera
    camera.close()


def frames_of_castings(camera: SyntheticCamera, count: int) -> dict[int, list[Frame]]:
    """The frames of so many castings, while each of them was there."""
    frames: dict[int, list[Frame]] = {}
    while count + 1 not in frames:
        frame = camera.read()
        truth = camera.truth(frame.taken_at)
        if truth:
            frames.setdefault(truth.number, []).append(frame)
    return {number: frames[number] for number in range(1, count + 1)}


def test_castings_come_and_lie_still_and_go(camera: SyntheticCamera) -> None:
    for number, frames in frames_of_castings(camera, 2).items():
        truth = camera.truth(frames[0].taken_at)
        assert truth is not None
        assert truth.number == number
        dark = [frame.pixels.min() < 60 for frame in frames]
        assert not dark[0]
        assert any(dark)
        at_rest = [f.pixels for f in frames if truth.visit.shift(f.taken_at) == 0]
        assert len(at_rest) >= 10
        moved = np.abs(at_rest[0].astype(int) - at_rest[-1])
        assert 0 < moved.mean() < 4  # the sensor's noise, and nothing else


def test_no_two_frames_are_alike(camera: SyntheticCamera) -> None:
    frames = [camera.read().pixels for _ in range(30)]
    assert not any(np.array_equal(a, b) for a, b in pairwise(frames))


def test_the_same_seed_brings_the_same_castings() -> None:
    first, second = (Stage(seed=9, size=128, defective_share=0.5) for _ in range(2))
    for number in range(1, 5):
        one, other = first.casting(number), second.casting(number)
        assert one.defects == other.defects
        np.testing.assert_array_equal(first.film(one, 0, 0), second.film(other, 0, 0))


def test_the_share_of_defective_castings_is_kept() -> None:
    stage = Stage(seed=2, size=128, defective_share=0.3)
    defective = sum(bool(stage.casting(number).defects) for number in range(1, 101))
    assert 20 <= defective <= 40


def test_it_may_be_closed_while_a_casting_is_called_up() -> None:
    config = SyntheticConfig(size=128, castings_per_minute=120, frames_per_second=240)
    for _ in range(20):
        camera = SyntheticCamera(config)
        camera.open()
        with ThreadPoolExecutor(1) as threads:
            reading = threads.submit(frames_of_castings, camera, 1000)
            camera.close()
            assert isinstance(reading.exception(timeout=2), CameraError)


def test_closing_leaves_no_thread(camera: SyntheticCamera) -> None:
    camera.read()
    assert any("rig renderer" in thread.name for thread in threading.enumerate())
    camera.close()
    assert not any("rig renderer" in thread.name for thread in threading.enumerate())
