"""Network cameras as they are: stalled, cut, and back, with the station's own capture on them."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from threading import enumerate as enumerate_threads
from typing import Protocol

import numpy as np
import pytest
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from app.workers.capture import Capture
from app.workers.slot import FrameSlot
from camera.open import make_camera, parse_spec
from models.frame import Frame
from models.health import Condition
from tests.app.workers.test_capture import Seen
from tests.camera.mjpeg_server import MjpegServer, now_stamped
from tests.camera.stamped import age_s, stamped

pytestmark = pytest.mark.system

NOTICED_S = 2.5
SYSTEM_PYTHON = "/usr/bin/python3"
HAS_GSTREAMER = "import gi; gi.require_version('GstRtspServer', '1.0')"


class Stream(Protocol):
    """A network camera that the test can disturb."""

    url: str

    def stall(self) -> None: ...
    def resume(self) -> None: ...
    def cut(self) -> None: ...
    def come_back(self) -> None: ...


class HttpStream:
    def __init__(self) -> None:
        self._server = MjpegServer()
        self.url = self._server.url

    def stall(self) -> None:
        self._server.stall()

    def resume(self) -> None:
        self._server.resume()

    def cut(self) -> None:
        self._server.close()

    def come_back(self) -> None:
        self._server = MjpegServer(self._server.port)


class RtspStream:
    def __init__(self, kind: str = "live") -> None:
        self._kind = kind
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.url = f"rtsp://operator:secret@127.0.0.1:{self._port}/live"
        self.come_back()

    def stall(self) -> None:
        os.kill(self._process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self._process.pid, signal.SIGCONT)

    def cut(self) -> None:
        self._process.kill()
        self._process.communicate()

    def come_back(self) -> None:
        server = Path(__file__).with_name("rtsp_server.py")
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, str(server), str(self._port), self._kind],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"


def http() -> Stream:
    return HttpStream()


def rtsp(kind: str = "live") -> Stream:
    try:
        subprocess.run([SYSTEM_PYTHON, "-c", HAS_GSTREAMER], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no GStreamer RTSP server here (gir1.2-gst-rtsp-server-1.0, python3-gi)")
    return RtspStream(kind)


@pytest.fixture(params=[http, rtsp])
def stream(request: pytest.FixtureRequest) -> Iterator[Stream]:
    making: Callable[[], Stream] = request.param
    stream = making()
    yield stream
    stream.cut()


class Station:
    """The capture of a station, and what it told."""

    def __init__(self, url: str, qtbot: QtBot) -> None:
        self.slot = FrameSlot()
        self.capture = Capture(lambda: make_camera(parse_spec(url)), FrameSlot(), self.slot)
        self.seen = Seen(self.capture)
        self._qtbot = qtbot
        self.capture.start()

    def wait_for(self, condition: Condition, within_s: float) -> float:
        """Wait until the camera's light is so; returns how long that took, seconds."""
        began_at = time.monotonic()
        self._qtbot.waitUntil(
            lambda: self.seen.conditions()[-1:] == [condition], timeout=int(within_s * 1000)
        )
        return time.monotonic() - began_at

    def next_frame(self) -> Frame:
        """The next frame that comes from now on."""
        self.slot.take()
        taken: list[Frame] = []

        def has_come() -> bool:
            frame = self.slot.take()
            taken.extend([frame] if frame else [])
            return bool(taken)

        self._qtbot.waitUntil(has_come, timeout=3000)
        return taken[0]


@pytest.fixture
def station(stream: Stream, qtbot: QtBot) -> Iterator[Station]:
    station = Station(stream.url, qtbot)
    station.wait_for(Condition.OK, within_s=10)
    yield station
    assert station.capture.stop(5)


def assert_fresh(station: Station, since: float) -> None:
    """The first frame after a recovery, and those that follow, were taken after it."""
    frame = station.next_frame()
    assert frame.taken_at > since
    assert age_s(frame.pixels, frame.taken_at) < frame.taken_at - since
    for _ in range(60):  # by now, what was buffered while it was opened has been passed over
        frame = station.next_frame()
    assert age_s(frame.pixels, frame.taken_at) < 0.25


def test_the_frames_are_as_old_as_they_say(station: Station) -> None:
    for _ in range(60):
        frame = station.next_frame()
    assert age_s(frame.pixels, frame.taken_at) < 0.25


def test_a_stalled_stream_is_noticed_and_opened_anew(station: Station, stream: Stream) -> None:
    stream.stall()
    assert station.wait_for(Condition.FAULT, within_s=6) < NOTICED_S
    assert "secret" not in station.seen.health[-1][1]
    resumed_at = time.monotonic()
    stream.resume()
    station.wait_for(Condition.OK, within_s=20)
    assert_fresh(station, since=resumed_at)


def test_a_cut_stream_is_noticed_and_opened_anew(station: Station, stream: Stream) -> None:
    stream.cut()
    assert station.wait_for(Condition.FAULT, within_s=6) < NOTICED_S
    back_at = time.monotonic()
    stream.come_back()
    station.wait_for(Condition.OK, within_s=20)
    assert_fresh(station, since=back_at)


def test_a_stream_that_is_not_there_is_told_and_found_when_it_comes(
    stream: Stream, qtbot: QtBot
) -> None:
    stream.cut()
    station = Station(stream.url, qtbot)
    station.wait_for(Condition.FAULT, within_s=NOTICED_S)
    assert "cannot be opened" in station.seen.health[-1][1]
    stream.come_back()
    station.wait_for(Condition.OK, within_s=20)
    assert station.capture.stop(5)


def test_a_station_that_is_stopped_lets_go_of_a_stalled_stream(
    station: Station, stream: Stream
) -> None:
    stream.stall()
    assert station.capture.stop(NOTICED_S)
    stream.resume()


def frozen() -> NDArray[np.uint8]:
    return stamped(1)


def black() -> NDArray[np.uint8]:
    noise = np.random.default_rng().integers(0, 4, (240, 320), np.uint8)
    return np.asarray(noise, np.uint8)


@pytest.mark.parametrize(
    ("picture", "period_s", "words"),
    [
        (frozen, 1 / 30, "keeps sending one picture"),
        (black, 1 / 30, "sees only black"),
        (now_stamped, 0.8, "too slow"),
    ],
)
def test_a_stream_that_shows_nothing_is_noticed(
    picture: Callable[[], NDArray[np.uint8]], period_s: float, words: str, qtbot: QtBot
) -> None:
    with MjpegServer() as server:
        station = Station(server.url, qtbot)
        station.wait_for(Condition.OK, within_s=10)
        server.picture, server.period_s = picture, period_s
        assert station.wait_for(Condition.FAULT, within_s=6) < NOTICED_S + period_s
        assert words in station.seen.health[-1][1]
        server.picture, server.period_s = now_stamped, 1 / 30
        station.wait_for(Condition.OK, within_s=20)
        assert station.capture.stop(5)


def test_interlaced_h264_is_told_as_what_it_is(qtbot: QtBot) -> None:
    stream = rtsp("interlaced")
    station = Station(stream.url, qtbot)
    station.wait_for(Condition.FAULT, within_s=10)
    assert "sends interlaced video" in station.seen.health[-1][1]
    assert station.slot.take() is None
    assert station.capture.stop(5)
    stream.cut()


def test_a_still_scene_in_h264_is_left_alone_and_told_after_a_while(qtbot: QtBot) -> None:
    stream = rtsp("still")
    station = Station(stream.url, qtbot)
    station.wait_for(Condition.OK, within_s=10)
    assert station.wait_for(Condition.WAITING, within_s=15) > NOTICED_S
    assert "has sent the same picture for 10 s" in station.seen.health[-1][1]
    assert Condition.FAULT not in station.seen.conditions()
    assert station.next_frame().taken_at > time.monotonic() - 1
    assert station.capture.stop(5)
    stream.cut()


def test_a_still_scene_in_motion_jpeg_is_opened_anew_once(qtbot: QtBot) -> None:
    with MjpegServer() as server:
        server.picture = frozen
        station = Station(server.url, qtbot)
        station.wait_for(Condition.FAULT, within_s=10)
        station.wait_for(Condition.WAITING, within_s=20)
        assert station.seen.conditions().count(Condition.FAULT) == 1
        server.picture = now_stamped
        station.wait_for(Condition.OK, within_s=5)
        assert station.capture.stop(5)


def test_a_silent_name_server_is_told_and_holds_one_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Event()
    monkeypatch.setattr("camera.resolving.socket.getaddrinfo", lambda *_: answers.wait(60))
    station = Station("rtsp://operator:secret@rig.plant/live", qtbot)
    station.wait_for(Condition.FAULT, within_s=NOTICED_S)
    qtbot.waitUntil(lambda: len(station.seen.health) >= 2, timeout=5000)
    qtbot.waitUntil(lambda: "No name server" in station.seen.health[-1][1], timeout=5000)
    asking = [each for each in enumerate_threads() if each.name.startswith("asking")]
    assert len(asking) == 1
    assert station.capture.stop(5)
    answers.set()
    asking[0].join(5)
