"""Who may come in, how often, and with how much; every refusal is one sentence."""

import socket
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from models.settings_file import SettingsError
from plant.api.keys import hash_of, new_key
from plant.settings import PlantSettings
from tests.plant.conftest import KEY, RunningPlant
from tests.plant.pictures import casting

Run = Callable[..., RunningPlant]


@pytest.fixture
def guarded(run_plant: Run) -> RunningPlant:
    """A plant that wants a key."""
    return run_plant(api={"keys": {"office": hash_of(KEY)}})


def refused(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status
    assert set(answer.json()) == {"detail"}
    sentence: str = answer.json()["detail"]
    assert sentence.endswith(".")
    assert answer.headers["content-security-policy"]
    return sentence


@pytest.mark.parametrize("path", ["/inspections", "/statistics", "/metrics", "/nowhere"])
def test_without_a_key_nothing_is_told(guarded: RunningPlant, path: str) -> None:
    assert "key is needed" in refused(guarded.client.get(path), 401)
    wrong = {"X-API-Key": new_key()}
    assert "key is needed" in refused(guarded.client.get(path, headers=wrong), 401)


def test_without_a_key_no_body_is_read(guarded: RunningPlant) -> None:
    with socket.create_connection(("127.0.0.1", guarded.port), 5) as connection:
        head = "POST /predict/ HTTP/1.1\r\nHost: plant\r\nContent-Length: 1000000\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 401")


@pytest.mark.parametrize("header", [("X-API-Key", KEY), ("Authorization", f"Bearer {KEY}")])
def test_with_a_key_everything_is_open(guarded: RunningPlant, header: tuple[str, str]) -> None:
    headers = dict([header])
    assert guarded.client.get("/inspections", headers=headers).status_code == 200
    files = {"file": ("a.png", casting())}
    assert guarded.client.post("/predict/", headers=headers, files=files).status_code == 200


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/healthz", "/readyz"])
def test_what_holds_no_secret_needs_no_key(guarded: RunningPlant, path: str) -> None:
    answer = guarded.client.get(path)
    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers


def test_keys_may_be_off_on_this_machine_alone(settings_of: Callable[..., PlantSettings]) -> None:
    assert settings_of(api={"host": "::1"}).api.keys == {}
    for host in ("0.0.0.0", "::", "plant.example", "192.168.0.7"):  # noqa: S104
        with pytest.raises(SettingsError, match="clients need keys"):
            settings_of(api={"host": host})


def test_without_keys_another_name_for_this_machine_is_not_taken(plant: RunningPlant) -> None:
    rebound = plant.client.get("/inspections", headers={"Host": "evil.example"})
    assert "only this machine" in refused(rebound, 421)
    assert plant.client.get("/inspections", headers={"Host": "localhost:80"}).status_code == 200


def test_other_web_pages_may_not_act(plant: RunningPlant) -> None:
    files = {"file": ("a.png", casting())}
    evil = {"Origin": "https://evil.example"}
    answer = plant.client.post("/predict/", headers=evil, files=files)
    assert "other web pages" in refused(answer, 403)
    own = {"Origin": plant.url}
    assert plant.client.post("/predict/", headers=own, files=files).status_code == 200


def test_cors_is_closed_unless_a_page_is_named(plant: RunningPlant, run_plant: Run) -> None:
    asks = {
        "Origin": "https://wall.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "x-api-key",
    }
    closed = plant.client.options("/inspections", headers=asks)
    assert "access-control-allow-origin" not in closed.headers
    named = run_plant(api={"origins": ["https://wall.example"], "keys": {"wall": hash_of(KEY)}})
    opened = named.client.options("/inspections", headers=asks)
    assert opened.headers["access-control-allow-origin"] == "https://wall.example"
    read = named.client.get("/inspections", headers={**asks, "X-API-Key": KEY})
    assert read.headers["access-control-allow-origin"] == "https://wall.example"


def test_who_asks_too_often_is_told_when_to_come_again(run_plant: Run) -> None:
    keys = {"one": hash_of(KEY), "two": hash_of("another")}
    plant = run_plant(api={"rate": "5/minute", "keys": keys})
    one, two = {"X-API-Key": KEY}, {"X-API-Key": "another"}
    statuses = [plant.client.get("/inspections", headers=one).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    answer = plant.client.get("/inspections", headers=one)
    assert "More than 5 requests a minute" in refused(answer, 429)
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert plant.client.get("/inspections", headers=two).status_code == 200
    assert plant.client.get("/healthz").status_code == 200


def test_a_clock_that_was_ahead_keeps_nobody_waiting_for_years(
    run_plant: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant = run_plant(api={"rate": "5/hour", "keys": {"one": hash_of(KEY)}})
    key, now = {"X-API-Key": KEY}, time.time
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: now() + 5 * 365 * 86_400)
        statuses = [plant.client.get("/inspections", headers=key).status_code for _ in range(6)]
        assert statuses == [200] * 5 + [429]
    assert plant.client.get("/inspections", headers=key).status_code == 200


def test_a_body_that_says_that_it_is_too_large_is_not_read(plant: RunningPlant) -> None:
    files = {"file": ("large.png", bytes(100_000_000))}
    assert "larger than 32 MB" in refused(plant.client.post("/predict/", files=files), 413)


def test_a_body_that_does_not_say_how_large_it_is_is_read_no_further(run_plant: Run) -> None:
    plant = run_plant(api={"body_megabytes": 1})

    def endless() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
        for _ in range(100):
            yield bytes(100_000)

    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = plant.client.post("/predict/", headers=kind, content=endless())
    assert "larger than 1 MB" in refused(answer, 413)


def test_too_many_pictures_are_refused(run_plant: Run) -> None:
    plant = run_plant(api={"pictures": 2})
    files = [("file", (f"{n}.png", b"text")) for n in range(3)]
    assert "At most 2 pictures" in refused(plant.client.post("/predict/", files=files), 413)


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/inspections?from=yesterday", "from"),
        ("/inspections?from=0", "from"),
        ("/inspections?verdict=good", "verdict"),
        ("/inspections?limit=0", "limit"),
        ("/inspections?station=../x", "station"),
        ("/statistics?to=2026-01-01", "to"),
    ],
)
def test_a_wrong_value_is_a_sentence(plant: RunningPlant, path: str, where: str) -> None:
    assert f"“{where}”" in refused(plant.client.get(path), 422)


def test_a_request_without_pictures_is_a_sentence(plant: RunningPlant) -> None:
    assert "“file”" in refused(plant.client.post("/predict/"), 422)
    assert "“file" in refused(plant.client.post("/predict/", data={"file": "text"}), 422)


@pytest.mark.parametrize(
    "path", ["/page/../settings.py", "/page/%2e%2e/settings.py", "/page/nothing.js", "//etc/passwd"]
)
def test_no_path_is_opened(plant: RunningPlant, path: str) -> None:
    with socket.create_connection(("127.0.0.1", plant.port), 5) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 404")
