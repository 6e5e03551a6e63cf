"""The warehouse on SQLite, and on a PostgreSQL of the session's own where one is installed."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from plant.warehouse.database import open_warehouse
from tests.system.kafka_broker import free_ports

START_SECONDS = 30


@contextmanager
def running_postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server, without the name of a database."""
    initdb, server = _program("initdb"), _program("postgres")
    with tempfile.TemporaryDirectory() as made:  # pytest's own are closed to another user
        folder = Path(made)
        owner = _owner_of(folder)
        data, (port,) = folder / "data", free_ports(1)
        make: list[str | Path] = [initdb, "-D", data, "-U", "plant", "-A", "trust", "--no-sync"]
        subprocess.run(make, check=True, capture_output=True, cwd=folder, user=owner, group=owner)
        options: list[str | Path] = ["-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder]
        with (folder / "server.out").open("wb") as output:
            running = subprocess.Popen(
                [server, *options, "-F"],
                stdout=output,
                stderr=output,
                cwd=folder,
                user=owner,
                group=owner,
            )
        url = f"postgresql://plant@127.0.0.1:{port}"
        _await_answer(url, running, folder / "server.out")
        try:
            yield url
        finally:
            running.terminate()
            running.wait(START_SECONDS)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The session's PostgreSQL server."""
    with running_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'plant.db'}"
    server: str = request.getfixturevalue("postgres")
    name = f"test_{time.monotonic_ns()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An open, empty warehouse."""
    engine = open_warehouse(url)
    yield engine
    engine.dispose()


def _program(name: str) -> Path:
    found = shutil.which(name)
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if found is None and not installed:
        pytest.skip(f"PostgreSQL's {name} is not installed")
    return installed[-1] if installed else Path(found or "")


def _owner_of(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return None
    shutil.chown(folder, "postgres", "postgres")
    return "postgres"


def _await_answer(url: str, server: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(f"{url}/postgres").close()
        except psycopg.OperationalError:
            assert server.poll() is None, output.read_text()[-2000:]
            assert time.monotonic() < deadline, "PostgreSQL does not answer"
            time.sleep(0.05)  # it tells nobody when it is ready
        else:
            return
