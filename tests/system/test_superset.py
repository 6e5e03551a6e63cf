"""The dashboard in a real Superset, looked at with a real browser.

Superset weighs 600 MB and wants libraries of its own: SUPERSET_PROGRAM names the `superset`
program of a virtual environment with plant/deploy/superset/requirements.txt.
"""

import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import psycopg
import pytest
from playwright.sync_api import Page, expect, sync_playwright

from plant.warehouse.database import open_warehouse
from plant.warehouse.figures import Figures, FiguresLedger
from plant.warehouse.readers import make_reader
from tests.plant.warehouse.conftest import postgres  # noqa: F401 - a fixture
from tests.system.kafka_broker import free_ports

pytestmark = [pytest.mark.system, pytest.mark.left_out, pytest.mark.timeout(400)]

SUPERSET = Path(__file__).parents[2] / "plant" / "deploy" / "superset"
STATIONS = ("line-1", "line-2")
START = datetime(2026, 3, 2, tzinfo=UTC)
HOURS = 48
CASTINGS, REJECTS, BAD_HOUR = 100, 3, 20
WAIT_MS = 60_000


@pytest.fixture
def program() -> str:
    """Superset's; looked for before anything else is made."""
    found = os.environ.get("SUPERSET_PROGRAM")
    if found is None:
        pytest.skip("SUPERSET_PROGRAM names no Superset")
    return found


@pytest.fixture
def warehouse(postgres: str) -> Iterator[tuple[str, str]]:  # noqa: F811
    """The URL of a warehouse of two days, and the password of its reader."""
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE castwatch")
    url = f"{postgres}/castwatch"
    engine = open_warehouse(url)
    FiguresLedger(engine).replace(_figures(), {})
    engine.dispose()
    yield url, make_reader(url, "bi") or "of a role that another test has made"
    with psycopg.connect(f"{postgres}/postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE castwatch WITH (FORCE)")


def _figures() -> Figures:
    hours = [
        {
            "station": station,
            "day": at.date(),
            "local_day": at.date(),
            "starts_at": at,
            "shift": "Day",
            "shift_started_at": START,
            "network_sha256": "a" * 64,
            "castings": CASTINGS,
            "passed": CASTINGS - rejects,
            "rejected": rejects,
            "review": 0,
            "reinspected": 0,
            "overridden": 0,
            "score_sum": 6.0,
            "score_median": 0.02,
            "score_p90": 0.1,
            "lit": CASTINGS,
            "brightness_sum": 130.0 * CASTINGS,
            "sharpness_sum": 0.4 * CASTINGS,
            "judged_ms_median": 20.0,
            "judged_ms_p95": 25.0,
            "judged_ms_p99": 30.0,
        }
        for station in STATIONS
        for number in range(HOURS)
        for at in [START + timedelta(hours=number)]
        for rejects in [BAD_HOUR if (station, number) == ("line-2", 7) else REJECTS]
    ]
    days = {(station, date(2026, 3, 2 + more)) for station in STATIONS for more in (0, 1)}
    defects = [
        {
            "station": station,
            "day": day,
            "local_day": day,
            "shift": "Day",
            "shift_started_at": START,
            "kind": kind,
            "castings": castings,
        }
        for station, day in sorted(days)
        for kind, castings in (("blow_hole", 5), ("burr", 2))
    ]
    seen = dict.fromkeys(STATIONS, (START, START + timedelta(hours=HOURS)))
    recipes = {"a" * 64: "castings_v1"}
    return Figures(frozenset(days), tuple(hours), tuple(defects), recipes, seen)


@pytest.fixture
def superset(program: str, warehouse: tuple[str, str], tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Where Superset answers with the dashboard in it, and its administrator's password."""
    url, reader_password = warehouse
    (port,) = free_ports(1)
    folder, password = tmp_path / "secrets", secrets.token_urlsafe(16)
    folder.mkdir()
    (folder / "superset_key").write_text(secrets.token_urlsafe(48))
    (folder / "bi_password").write_text(reader_password)
    environment = os.environ | {
        "CASTWATCH_SUPERSET_SECRETS": str(folder),
        "SUPERSET_CONFIG_PATH": str(SUPERSET / "superset_config.py"),
        "SUPERSET_HOME": str(tmp_path),
        "FLASK_APP": "superset",
    }

    def run(*arguments: str) -> None:
        done = subprocess.run(
            [program, *arguments], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]

    bundle = shutil.make_archive(str(tmp_path / "dashboard"), "zip", SUPERSET, "castwatch")
    run("db", "upgrade")
    user = ("--username=admin", "--firstname=A", "--lastname=B", "--email=a@example.org")
    run("fab", "create-admin", *user, f"--password={password}")
    run("init")
    run("import-dashboards", "-p", bundle, "-u", "admin")
    reader = url.replace("postgresql://plant@", "postgresql+psycopg2://bi@")
    run("set-database-uri", "-d", "Castwatch", "-u", reader)
    with (tmp_path / "superset.out").open("wb") as output:
        running = subprocess.Popen(
            [program, "run", "-p", str(port), "--with-threads"],
            env=environment,
            stdout=output,
            stderr=output,
        )
    _await_answer(f"http://127.0.0.1:{port}/health", running)
    yield f"http://127.0.0.1:{port}", password
    running.terminate()
    running.wait(30)


def _await_answer(url: str, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        assert running.poll() is None, "Superset has ended"
        try:
            if httpx.get(url, timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.5)  # until it listens
    raise AssertionError("Superset does not answer")


@pytest.fixture
def page() -> Iterator[Page]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1500, "height": 2000})
        browser.close()


def test_every_chart_of_the_dashboard_shows_its_figures(
    superset: tuple[str, str], page: Page, tmp_path: Path
) -> None:
    url, password = superset
    page.set_default_timeout(WAIT_MS)
    page.goto(f"{url}/login/")
    page.locator("#username").fill("admin")
    page.locator("input[type=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda there: "login" not in there)
    page.goto(f"{url}/superset/dashboard/castwatch/")
    expect(page.locator(".header-line")).to_have_text(
        [f"{2 * HOURS * CASTINGS:,}", "96.8", "3.18", "0.00"], timeout=WAIT_MS
    )
    drawn = page.locator("[data-test=chart-container] canvas")
    expect(drawn).to_have_count(6, timeout=WAIT_MS)  # lines and bars; the rest are words
    stations = page.locator('[data-test-chart-name="Stations"]')
    for station in STATIONS:
        expect(stations).to_contain_text(station)
    signals = page.locator('[data-test-chart-name="Signals of the p-chart"]')
    expect(signals).to_contain_text("2026-03-02 07:00")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=tmp_path / "dashboard.png", full_page=True)
    said = page.locator("body").inner_text()
    assert not [word for word in ("error", "Error", "No data", "No results") if word in said], said
