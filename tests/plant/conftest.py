"""A plant of the test's own: real parts, a real server on a port of this machine."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from plant.api.parts import Parts
from plant.api.serving import listener, make_server
from plant.settings import PlantSettings, load

KEY = "a key of the tests, which is as good as any other"


class RunningPlant:
    """An API that listens, and what it works with."""

    def __init__(self, parts: Parts, port: int) -> None:
        self.parts = parts
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.socket_url = f"ws://127.0.0.1:{port}/ws"
        self.client = httpx.Client(base_url=self.url, timeout=30)


@contextmanager
def running(settings: PlantSettings) -> Iterator[RunningPlant]:
    """An API in this process, on a thread of its own."""
    with listener(settings.api) as sock, Parts(settings) as parts:
        server = make_server(parts)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, name="uvicorn")
        thread.start()
        plant = RunningPlant(parts, sock.getsockname()[1])
        try:
            with plant.client:
                yield plant
        finally:
            server.should_exit = True
            thread.join(10)
            assert not thread.is_alive()


@pytest.fixture
def settings_of(tmp_path: Path) -> Callable[..., PlantSettings]:
    """Settings with a warehouse of the test's own; sections may be overridden."""

    def made(**sections: dict[str, Any]) -> PlantSettings:
        defaults: dict[str, dict[str, Any]] = {
            "api": {"port": 0, "rate": "1000000/minute"},
            "warehouse": {"url": f"sqlite:///{tmp_path / 'plant.db'}"},
        }
        merged = {
            name: defaults.get(name, {}) | sections.get(name, {}) for name in {*defaults, *sections}
        }
        return load(None, merged)

    return made


@pytest.fixture
def run_plant(settings_of: Callable[..., PlantSettings]) -> Iterator[Callable[..., RunningPlant]]:
    """Start a plant whose settings differ; it ends with the test."""
    with ExitStack() as stack:
        yield lambda **sections: stack.enter_context(running(settings_of(**sections)))


@pytest.fixture
def plant(run_plant: Callable[..., RunningPlant]) -> RunningPlant:
    """A plant that only this machine may ask, without Kafka."""
    return run_plant()
