"""What every test stands on: a home of its own, no display needed, nothing left behind.

Fixtures for all: `castings` (the folder of the real pictures, skips without it), `errors_logged`
(take from it the errors that a test means to see in the log; any other fails the test).
"""

import os
from collections.abc import Generator, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
import structlog

from tests.leaks import LeakWatch

pytest_plugins = ["pytester"]

if "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" not in os.environ:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).parents[1]
REAL_CASTINGS = os.environ.get("CASTWATCH_CASTINGS")
NOTHING_IS_SKIPPED = os.environ.get("CASTWATCH_CI_ALL") == "1"


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for the test, so that no test reads or writes the user's own files."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(home))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{home}/no-sound-server")  # tests are silent
    for variable in [name for name in os.environ if name.startswith("CASTWATCH_")]:
        monkeypatch.delenv(variable)
    return home


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a QThread, a QTimer or a window behind."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        watch = LeakWatch(monkeypatch)
        yield
        leaks = watch.found()
    if leaks:
        pytest.fail(f"{request.node.name} leaves behind " + ", ".join(leaks))


@pytest.fixture(autouse=True)
def errors_logged(home: Path) -> Iterator[list[MutableMapping[str, Any]]]:
    """The errors that were logged; a test that expects one takes it out with `clear` or `pop`."""
    errors: list[MutableMapping[str, Any]] = []

    def collect(_: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if method in {"error", "exception", "critical"}:
            errors.append(event)
        raise structlog.DropEvent

    structlog.configure(processors=[structlog.processors.format_exc_info, collect])
    yield errors
    structlog.reset_defaults()
    if errors:
        pytest.fail(f"unexpected errors were logged: {errors}")


@pytest.fixture(scope="session")
def castings() -> Path:
    """The folder of the real pictures: CASTWATCH_CASTINGS, or shared/castings beside the project.

    It holds casting_512x512/ and casting_300x300/ as they were published.
    """
    folder = Path(REAL_CASTINGS) if REAL_CASTINGS else ROOT.parent / "shared" / "castings"
    if not (folder / "casting_512x512").is_dir():
        pytest.skip(f"the real pictures are not here ({folder}; set CASTWATCH_CASTINGS)")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that ask for the real pictures."""
    for item in items:
        if "castings" in getattr(item, "fixturenames", ()):
            item.add_marker("castings")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is there (CASTWATCH_CI_ALL=1), a test that skips has failed.

    But for those that are marked as `left_out`, whose programs are too heavy for CI.
    """
    report = yield
    is_skip = report.skipped and not hasattr(report, "wasxfail")
    if NOTHING_IS_SKIPPED and is_skip and item.get_closest_marker("left_out") is None:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped where nothing may be: {report.longrepr}"
    return report
