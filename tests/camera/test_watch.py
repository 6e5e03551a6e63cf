import numpy as np
import pytest

from camera.camera import ALIVE, CameraError
from camera.watch import FrameWatch, WatchedCamera
from models.frame import Frame
from models.health import Condition
from tests.fakes import ScriptedCamera, frame

RATE = 30


def noisy(number: int, *, grey: int = 100, per_s: float = RATE) -> Frame:
    pixels = np.random.default_rng(number).integers(grey, grey + 5, (64, 64), np.uint8)
    return Frame(number, number / per_s, pixels)


def first_fault(frames: list[Frame]) -> tuple[float, str] | None:
    watch = FrameWatch()
    for seen in frames:
        fault = watch.fault(seen, "3")
        if fault:
            return seen.taken_at - frames[0].taken_at, str(fault)
    return None


def test_a_camera_that_sees_something_is_left_alone() -> None:
    assert first_fault([noisy(number) for number in range(300)]) is None


def test_a_picture_that_never_changes_is_noticed_in_two_seconds() -> None:
    moving = [noisy(number) for number in range(30)]
    frozen = [Frame(30 + n, 1 + n / RATE, moving[-1].pixels.copy()) for n in range(90)]
    fault = first_fault(moving + frozen)
    assert fault is not None
    assert fault[0] == pytest.approx(3.0, abs=0.1)
    assert "keeps sending one picture" in fault[1]


def test_video_that_codes_changes_may_show_a_still_scene_for_ever() -> None:
    still = [Frame(n, n / RATE, noisy(0).pixels.copy()) for n in range(900)]
    camera = WatchedCamera(ScriptedCamera(still), codes_changes=lambda: True)
    camera.open()
    read(camera, 290)
    assert camera.check_alive().condition is Condition.OK
    read(camera, 20)
    health = camera.check_alive()
    assert health.condition is Condition.WAITING
    assert "has sent the same picture for 10 s" in str(health.why)
    read(camera, 589)


def test_a_change_ends_the_warning_of_a_still_scene() -> None:
    still = [Frame(n, n / RATE, noisy(0).pixels.copy()) for n in range(400)]
    moving = [noisy(number) for number in range(400, 410)]
    camera = WatchedCamera(ScriptedCamera([*still, *moving]), codes_changes=lambda: True)
    camera.open()
    read(camera, 400)
    assert camera.check_alive().condition is Condition.WAITING
    read(camera, 1)
    assert camera.check_alive() == ALIVE


def test_a_still_scene_costs_one_opening_where_pictures_are_coded_one_by_one() -> None:
    still = [Frame(n, n / RATE, noisy(0).pixels.copy()) for n in range(900)]
    later = [noisy(901), *(Frame(n, n / RATE, noisy(1).pixels.copy()) for n in range(902, 1300))]
    camera = WatchedCamera(ScriptedCamera([*still, *later]))
    camera.open()
    with pytest.raises(CameraError, match="keeps sending one picture"):
        read(camera, 100)
    camera.open()
    read(camera, 400)
    assert camera.check_alive().condition is Condition.WAITING
    read(camera, 700)


def test_a_driver_that_sticks_is_opened_anew_each_time() -> None:
    stuck = [Frame(n, n / RATE, noisy(0).pixels.copy()) for n in range(61)]
    again = [Frame(n, n / RATE, noisy(1).pixels.copy()) for n in range(61, 200)]
    camera = WatchedCamera(ScriptedCamera(stuck + again))
    for _ in range(2):
        camera.open()
        with pytest.raises(CameraError, match="keeps sending one picture"):
            read(camera, 100)


def test_a_picture_that_stands_for_a_moment_is_left_alone() -> None:
    frames = [frame(n, taken_at=n / RATE, grey=100 + n // 50) for n in range(300)]
    assert first_fault(frames) is None


def test_a_covered_lens_is_noticed_in_two_seconds() -> None:
    fault = first_fault([noisy(number, grey=0) for number in range(90)])
    assert fault is not None
    assert fault[0] == pytest.approx(2.0, abs=0.1)
    assert "sees only black" in fault[1]


def test_a_dark_picture_with_something_bright_in_it_is_not_black() -> None:
    frames = [noisy(number, grey=0) for number in range(90)]
    for seen in frames:
        seen.pixels[:16] = 120
    assert first_fault(frames) is None


@pytest.mark.parametrize("per_s", [0.6, 1, 1.4])
def test_a_slow_camera_is_noticed(per_s: float) -> None:
    fault = first_fault([noisy(number, per_s=per_s) for number in range(10)])
    assert fault is not None
    assert fault[0] <= 2 + 1 / per_s
    assert "too slow" in fault[1]


def test_one_pause_does_not_make_a_camera_slow() -> None:
    frames = [noisy(number) for number in range(200)]
    late = [Frame(f.number, f.taken_at + 1.5 * (f.number > 100), f.pixels) for f in frames]
    assert first_fault(late) is None


def read(camera: WatchedCamera, times: int) -> list[int]:
    return [camera.read().number for _ in range(times)]


def test_a_faulty_camera_is_closed() -> None:
    script = ScriptedCamera(noisy(number, grey=0) for number in range(90))
    camera = WatchedCamera(script)
    camera.open()
    with pytest.raises(CameraError, match="only black"):
        read(camera, 90)
    assert not script.is_open


def test_a_black_camera_opened_anew_is_not_trusted_until_it_sees_more() -> None:
    black = [noisy(number, grey=0) for number in range(90)]
    camera = WatchedCamera(ScriptedCamera([*black, noisy(91)]))
    camera.open()
    with pytest.raises(CameraError, match="only black"):
        read(camera, 90)
    camera.open()
    with pytest.raises(CameraError, match="only black"):
        camera.read()


def test_a_black_camera_is_trusted_again_once_it_sees() -> None:
    black = [noisy(number, grey=0) for number in range(61)]
    lit = [noisy(number) for number in range(61, 200)]
    camera = WatchedCamera(ScriptedCamera(black + lit))
    camera.open()
    with pytest.raises(CameraError, match="only black"):
        read(camera, 61)
    camera.open()
    assert read(camera, 139) == list(range(61, 200))
