"""Alerts reach who watches: each once, in order, at once; and nobody is waited for."""

import asyncio
import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from models.judgement import Verdict
from plant.api import alerts
from plant.api import watching as watching_route
from plant.api.alerts import AlertFeed, TooSlowError
from plant.api.keys import hash_of
from tests.plant.conftest import KEY, RunningPlant
from tests.plant.pictures import casting
from tests.plant.told import told


@contextmanager
def watching(
    plant: RunningPlant, cursor: int | None = None, **options: Any
) -> Iterator[tuple[ClientConnection, int]]:
    """One who has said hello, and the cursor that was answered."""
    with connect(plant.socket_url, **options) as socket:
        socket.send(json.dumps({"key": KEY, "cursor": cursor}))
        hello = json.loads(socket.recv(5))
        assert hello["type"] == "hello"
        yield socket, hello["cursor"]


def received(socket: ClientConnection, count: int) -> list[dict[str, Any]]:
    return [json.loads(socket.recv(5)) for _ in range(count)]


def tell(plant: RunningPlant, *numbers: int, verdict: Verdict = Verdict.REJECT) -> None:
    """A station's results arrive, as from Kafka."""
    plant.parts.ledger.take([told(number, verdict) for number in numbers], {})
    plant.parts.following.wake()


def test_an_own_defect_is_pushed_and_a_sound_casting_is_not(plant: RunningPlant) -> None:
    files = [
        ("file", ("sound.png", casting())),
        ("file", ("defective.png", casting(5, defective=True))),
    ]
    with watching(plant) as (watcher, _):
        sound, defective = plant.client.post("/predict/", files=files).json()
        (alert,) = received(watcher, 1)
    assert sound["verdict"] == "pass"
    assert alert["type"] == "alert"
    assert (alert["id"], alert["source"]) == (defective["id"], "defective.png")
    assert (alert["verdict"], alert["prediction"]) == ("reject", "def_front")


def test_who_comes_back_goes_on_from_its_cursor_without_loss_or_doubles(
    plant: RunningPlant,
) -> None:
    with watching(plant) as (watcher, start):
        tell(plant, 1, 2)
        tell(plant, 2, 3)  # a message that comes twice is no second alert
        seen = received(watcher, 3)
    tell(plant, *range(4, 700))
    tell(plant, 700, verdict=Verdict.PASS)
    with watching(plant, seen[-1]["cursor"]) as (watcher, _):
        tell(plant, 701, verdict=Verdict.REVIEW)
        seen += received(watcher, 697)
        tell(plant, 702)
        seen += received(watcher, 1)
    assert [alert["sequence"] for alert in seen] == [*range(1, 700), 701, 702]
    assert [alert["cursor"] for alert in seen] == sorted({alert["cursor"] for alert in seen})
    assert seen[0]["cursor"] == start + 1


def test_a_cursor_outlives_the_api(run_plant: Callable[..., RunningPlant]) -> None:
    before = run_plant()
    with watching(before) as (watcher, _):
        tell(before, 1)
        (first,) = received(watcher, 1)
    tell(before, 2)
    after = run_plant()  # the same warehouse
    with watching(after, first["cursor"]) as (watcher, _):
        assert [alert["sequence"] for alert in received(watcher, 1)] == [2]


def test_who_does_not_keep_up_is_cut_and_nobody_waits_for_it(
    plant: RunningPlant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching_route, "SEND_S", 0.5)
    deaf = _deaf_client(plant)
    with deaf, watching(plant) as (watcher, _):
        sent = 0
        while not _cut(plant):
            tell(plant, *range(sent + 1, sent + 501))
            sent += 500
            assert received(watcher, 500)[-1]["sequence"] == sent
            assert sent < 100_000
        assert plant.parts.feed.watchers == 1
        tell(plant, sent + 1)
        assert received(watcher, 1)
        _assert_ended(deaf)


def test_who_falls_behind_what_is_kept_is_cut(
    plant: RunningPlant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerts, "KEPT", 3)
    feed = AlertFeed(plant.parts.questions, lambda _: None)

    async def watch() -> list[int]:
        feed.attach(asyncio.get_running_loop())
        with feed.watching() as cursor:
            following = feed.after(cursor)
            seen = []
            for first in (1, 4):  # who keeps up may see any number of them
                plant.parts.ledger.take(
                    [told(n, Verdict.REJECT) for n in range(first, first + 3)], {}
                )
                feed.step()
                seen += [json.loads(await anext(following))["sequence"] for _ in range(3)]
            tell(plant, *range(7, 11))
            feed.step()
            with pytest.raises(TooSlowError):
                await anext(following)
        return seen

    assert asyncio.run(watch()) == [1, 2, 3, 4, 5, 6]


def _deaf_client(plant: RunningPlant) -> socket.socket:
    """It says hello by hand, and reads nothing more."""
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.connect(("127.0.0.1", plant.port))
    deaf.sendall(
        b"GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    assert deaf.recv(4096).startswith(b"HTTP/1.1 101")
    deaf.sendall(b"\x81\x82\x00\x00\x00\x00{}")  # a masked text frame
    assert b"hello" in deaf.recv(4096)
    return deaf


def _cut(plant: RunningPlant) -> bool:
    return "castwatch_watchers_cut_total 1.0" in plant.client.get("/metrics").text


def _assert_ended(deaf: socket.socket) -> None:
    """The connection is over, though it was never read to its end."""
    deaf.settimeout(10)
    try:
        while deaf.recv(65_536):
            pass
    except ConnectionResetError:
        pass


@pytest.mark.parametrize(
    ("hello", "said"),
    [
        ('{"key": "wrong"}', "A key is needed"),
        ("{}", "A key is needed"),
        ("hello", "must be JSON"),
        (b"hello", "must be JSON"),
        ('{"cursor": -1}', "must be JSON"),
    ],
)
def test_who_does_not_bring_a_key_is_not_told(
    run_plant: Callable[..., RunningPlant], hello: str | bytes, said: str
) -> None:
    plant = run_plant(api={"keys": {"wall": hash_of(KEY)}})
    with connect(plant.socket_url) as socket:
        socket.send(hello)
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(5)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1008
    assert said in closed.value.rcvd.reason
    with watching(plant):
        pass


def test_another_web_page_may_not_watch(plant: RunningPlant) -> None:
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(
            plant.socket_url,
            origin=Origin("https://evil.example"),
        ),
    ):
        pass
    assert refused.value.response.status_code == 403
    with watching(plant, origin=plant.url):
        pass


def test_only_so_many_may_watch(run_plant: Callable[..., RunningPlant]) -> None:
    plant = run_plant(api={"watchers": 1})
    with watching(plant), connect(plant.socket_url) as second:
        second.send("{}")
        with pytest.raises(ConnectionClosed, match="Too many are watching"):
            second.recv(5)
