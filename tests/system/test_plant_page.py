"""The plant's web page in a real Chromium, on a desk and on a phone, in both languages."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect, sync_playwright

from models.judgement import Verdict
from plant.api.keys import hash_of
from plant.settings import PlantSettings
from tests.plant.conftest import KEY, RunningPlant, running
from tests.plant.pictures import casting, unlike
from tests.plant.told import told
from tests.system.kafka_broker import free_ports

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]

Run = Callable[..., RunningPlant]
WAIT_MS = 20_000
ALARMS_ARE_KEPT = """
window.notices = [];
window.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  window.tones += 1;
  start.apply(this, when);
};
window.Notification = class {
  static requestPermission() { return Promise.resolve("granted"); }
  constructor(title) { window.notices.push(title); }
};
"""
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}
SOUND: FilePayload = {"name": "sound.png", "mimeType": "image/png", "buffer": casting()}
DEFECTIVE: FilePayload = {
    "name": "defective.png",
    "mimeType": "image/png",
    "buffer": casting(5, defective=True),
}
UNLIKE: FilePayload = {"name": "washers.png", "mimeType": "image/png", "buffer": unlike()}
TEXT: FilePayload = {"name": "text.png", "mimeType": "image/png", "buffer": b"text"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's own Chromium."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """The page, which must complain of nothing, least of all of its own policy."""
    complaints: list[str] = []
    context = browser.new_context(**({"locale": "en-GB"} | DESK | options))
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.add_init_script(ALARMS_ARE_KEPT)
    page.goto(url)
    yield page
    context.close()
    assert [said for said in complaints if not _is_expected(said)] == []


def _is_expected(complaint: str) -> bool:
    """A key that is missing, and a server that is away, are told by the browser itself."""
    return bool(re.search(r"401|ERR_CONNECTION_REFUSED|WebSocket connection", complaint))


def seen(locator: Locator, text: str) -> None:
    expect(locator).to_contain_text(text, timeout=WAIT_MS)


def tell(plant: RunningPlant, sequence: int, verdict: Verdict, **more: Any) -> None:
    more = {"inspected_at": plant.parts.now()} | more
    plant.parts.ledger.take([told(sequence, verdict, **more)], {})
    plant.parts.following.wake()


def test_pictures_are_judged_and_the_wall_tells_of_the_bad_one(
    chromium: Browser, run_plant: Run
) -> None:
    plant = run_plant()
    with opened(chromium, plant.url) as page:
        seen(page.locator("#line"), "Live")
        page.get_by_role("button", name="Notices off").click()
        page.get_by_role("button", name="Sound off").click()
        expect(page.get_by_role("button", name="Sound on")).to_have_attribute(
            "aria-pressed", "true"
        )
        page.set_input_files("#files", [SOUND, TEXT, DEFECTIVE])
        cards = page.locator("#results li")
        expect(cards).to_have_count(3)
        seen(cards.nth(0), "Reject")
        seen(cards.nth(1), "The file text.png is not a picture.")
        seen(cards.nth(2), "Pass")
        seen(cards.nth(0), "castings_v1")
        expect(cards.nth(0).locator("img")).to_have_attribute("src", re.compile("^data:image/png"))
        cards.nth(0).get_by_role("button").click()
        expect(cards.nth(0).locator("img")).to_have_attribute("src", re.compile("^blob:"))
        expect(page.locator("#alerts li")).to_have_count(1)
        seen(page.locator("#alerts li"), "defective.png")
        seen(page.locator("#yield"), "50%")
        seen(page.locator("#stations li"), "plant-api")
        assert page.evaluate("window.notices") == ["Reject: plant-api"]
        assert page.evaluate("window.tones") == 6  # three as it is switched on, three for the alert


def test_what_is_unlike_all_castings_says_so(chromium: Browser, run_plant: Run) -> None:
    with opened(chromium, run_plant().url) as page:
        page.set_input_files("#files", [UNLIKE])
        card = page.locator("#results li")
        seen(card, "Review")
        seen(card, "Unlike the castings that the network knows")
        page.get_by_role("button", name="한국어").click()
        seen(card, "네트워크가 아는 주물과 다릅니다")


def test_the_days_chart_says_what_is_unusual(chromium: Browser, run_plant: Run) -> None:
    plant = run_plant()
    midnight = plant.parts.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    with opened(chromium, plant.url) as page:
        seen(page.locator("#chart-says"), "limits come after twenty")
        events = [
            told(
                1 + quarter * 20 + number,
                Verdict.REJECT if number < (15 if quarter == 21 else 2) else Verdict.PASS,
                inspected_at=midnight - timedelta(hours=6) + timedelta(minutes=15 * quarter),
            )
            for quarter in range(22)
            for number in range(20)
        ]
        plant.parts.ledger.take(events, {})
        chart = f"{plant.url}/chart?{yesterday(midnight)}"
        page.route("**/chart", lambda route: route.continue_(url=chart))
        page.reload()
        seen(page.locator("#chart-says"), "Unusually many or few at")
        expect(page.locator("#chart .signal")).to_have_count(1)
        seen(page.locator("#chart-top"), "0 to 75%")
        page.get_by_role("button", name="한국어").click()
        seen(page.locator("#chart-says"), "관리 한계를 벗어났습니다")


def yesterday(midnight: datetime) -> str:
    times = {"from": midnight - timedelta(hours=8), "to": midnight}
    return urlencode({name: f"{at.astimezone(UTC):%FT%TZ}" for name, at in times.items()})


def test_a_dropped_picture_is_judged(chromium: Browser, run_plant: Run) -> None:
    plant = run_plant()
    with opened(chromium, plant.url) as page:
        dropped = page.evaluate_handle(
            """async () => {
                const held = new DataTransfer();
                const canvas = new OffscreenCanvas(300, 300);
                canvas.getContext("2d").fillRect(0, 0, 300, 300);
                held.items.add(new File([await canvas.convertToBlob()], "black.png"));
                return held;
            }"""
        )
        page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
        seen(page.locator("#results li"), "Not judged")
        seen(page.locator("#results li"), "black.png")


def test_what_stations_tell_appears_without_a_touch(chromium: Browser, run_plant: Run) -> None:
    plant = run_plant()
    tell(plant, 1, Verdict.REJECT, inspected_at=plant.parts.now() - timedelta(minutes=30))
    with opened(chromium, plant.url) as page:
        expect(page.locator("#alerts li")).to_have_count(1)
        seen(page.locator("#stations li"), "silent since")
        seen(page.locator("#line"), "Live")
        tell(plant, 2, Verdict.REVIEW)
        expect(page.locator("#alerts li")).to_have_count(2)
        seen(page.locator("#alerts li").first, "Review")
        tell(plant, 1, Verdict.PASS, station="line-2")
        tell(plant, 2, Verdict.REJECT, station="line-2")
        seen(page.locator("#alerts li").first, "line-2")
        expect(page.locator("#stations li")).to_have_count(2)
        expect(page.locator("#stations li[data-light=ok]")).to_have_count(2)


def test_the_line_mends_itself_and_nothing_is_missed(
    chromium: Browser, settings_of: Callable[..., PlantSettings]
) -> None:
    settings = settings_of(api={"port": free_ports(1)[0]})
    with ExitStack() as browsing:
        with running(settings) as plant:
            page = browsing.enter_context(opened(chromium, plant.url))
            seen(page.locator("#line"), "Live")
            tell(plant, 1, Verdict.REJECT)
            expect(page.locator("#alerts li")).to_have_count(1)
        seen(page.locator("#line"), "No connection")
        with running(settings) as plant:
            tell(plant, 2, Verdict.REJECT)
            expect(page.locator("#alerts li")).to_have_count(2, timeout=WAIT_MS)
            seen(page.locator("#line"), "Live")


def test_a_phone_takes_the_picture_and_speaks_korean(chromium: Browser, run_plant: Run) -> None:
    plant = run_plant()
    with opened(chromium, plant.url, **PHONE, locale="ko-KR") as page:
        seen(page.locator("#line"), "실시간")
        expect(page.get_by_text("사진 찍기")).to_be_visible()
        page.set_input_files("#camera", [DEFECTIVE])
        card = page.locator("#results li")
        seen(card, "불량")
        seen(card, "camera.jpg")
        page.set_input_files("#files", [TEXT])
        seen(card.first, "사진 파일이 아닙니다.")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == PHONE["viewport"]["width"]
        small = page.evaluate(
            "[...document.querySelectorAll('button, .button, a')].filter((each) =>"
            " each.offsetHeight && each.offsetHeight < 48).map((each) => each.outerHTML)"
        )
        assert small == []
        page.get_by_role("button", name="English").click()
        seen(card.first, "The file text.png is not a picture.")
        page.reload()
        seen(page.locator("#line"), "Live")


def test_a_plant_with_keys_asks_for_one(chromium: Browser, run_plant: Run) -> None:
    plant = run_plant(api={"keys": {"office": hash_of(KEY)}})
    with opened(chromium, plant.url) as page:
        for key in ("wrong", KEY):
            expect(page.locator("#key-dialog")).to_be_visible(timeout=WAIT_MS)
            page.fill("#key", key)
            page.get_by_role("button", name="Enter").click()
        seen(page.locator("#line"), "Live")
        page.set_input_files("#files", [SOUND])
        seen(page.locator("#results li"), "Pass")


def test_the_api_is_told_without_the_internet(chromium: Browser, run_plant: Run) -> None:
    plant = run_plant()
    with opened(chromium, f"{plant.url}/docs") as page:
        for title in ("POST /predict/", "GET /inspections", "GET /statistics", "WS /ws"):
            expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=WAIT_MS)
        hosts = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
        assert all(host.startswith(plant.url) for host in hosts)
