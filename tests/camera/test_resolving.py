"""A name server that is silent is told, and holds no more than a few threads."""

import socket
import threading
import time
from collections.abc import Iterator
from threading import Event

import pytest

from camera.camera import CameraError
from camera.open import make_camera, parse_spec
from camera.resolving import MOST_ASKING, Resolver


class NameServer:
    """Answers when it is told to."""

    def __init__(self) -> None:
        self.answers = Event()
        self.asked: list[str] = []
        self.error: Exception | None = None

    def __call__(self, host: str) -> None:
        self.asked.append(host)
        self.answers.wait(10)
        if self.error is not None:
            raise self.error


def asking() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name.startswith("asking")]


@pytest.fixture
def server() -> Iterator[NameServer]:
    server = NameServer()
    yield server
    server.answers.set()
    for thread in asking():
        thread.join(5)


def test_a_name_that_is_known_lets_the_camera_be_opened(server: NameServer) -> None:
    server.answers.set()
    Resolver(server).check("rtsp://op:pw@rig.plant:554/live", "rtsp://rig.plant:554")
    assert server.asked == ["rig.plant"]


def test_silence_is_told_soon(server: NameServer) -> None:
    began_at = time.monotonic()
    with pytest.raises(CameraError, match=r"No name server tells where the camera rtsp://rig is"):
        Resolver(server).check("rtsp://op:pw@rig/live", "rtsp://rig")
    assert time.monotonic() - began_at < 2


def test_who_asks_again_waits_for_the_same_answer(server: NameServer) -> None:
    resolver = Resolver(server)
    for _ in range(20):
        with pytest.raises(CameraError, match="No name server"):
            resolver.check("rtsp://rig/live", "rtsp://rig", patience_s=0.001)
    assert len(server.asked) == len(asking()) == 1
    server.answers.set()
    resolver.check("rtsp://rig/live", "rtsp://rig")


def test_few_wait_at_a_time_whatever_they_ask_for(server: NameServer) -> None:
    resolver = Resolver(server)
    for number in range(20):
        with pytest.raises(CameraError, match="No name server"):
            resolver.check(f"rtsp://rig{number}/live", "rtsp://rig", patience_s=0.001)
    assert len(asking()) == MOST_ASKING


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("label too long")])
def test_a_name_that_nobody_knows_is_told(server: NameServer, error: Exception) -> None:
    server.answers.set()
    server.error = error
    with pytest.raises(CameraError, match="No machine is known by the name of rig"):
        Resolver(server).check("rtsp://op:pw@rig/live", "rtsp://rig")


@pytest.mark.parametrize("host", ["127.0.0.1:9", "[::1]:9"])
def test_an_address_in_numbers_needs_no_name_server(host: str) -> None:
    with pytest.raises(CameraError, match="cannot be opened"):
        make_camera(parse_spec(f"http://{host}/x")).open()


def test_a_name_that_can_be_none_is_told() -> None:
    with pytest.raises(CameraError, match="No machine is known by the name of"):
        make_camera(parse_spec("http://a..b/x")).open()
