"""A line that is filmed once and watched while it is judged."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.main import build_station
from app.screen import Screen
from app.settings import AlarmSettings, RecordSettings, Settings
from app.storage.store import Store
from app.workers.slot import FrameSlot
from camera.config import VideoConfig
from models.judgement import Finding
from tests.benchmarks.watching import Line, OpenLine, Watch, film_of_castings
from tests.system.hdfs import hdfs, only_hdfs  # noqa: F401 - fixtures
from tests.system.kafka_broker import broker, only_broker  # noqa: F401 - fixtures
from widgets.verdict_banner import VerdictBanner


@pytest.fixture
def open_line(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenLine]:
    """Starts the station on the film, with its window shown and watched."""
    film = tmp_path / "line.avi"
    film_of_castings(film)
    opened: list[tuple[Line, Store]] = []

    def open_(**sections: Any) -> Line:
        settings = Settings(
            camera=VideoConfig(path=film, loop=True),
            # Without a sound device it starts a process again and again.
            alarm=AlarmSettings(enabled=False),
            **{"record": RecordSettings(database=tmp_path / "run.db")} | sections,
        )
        store, eye = Store(settings.record, settings.station.name), FrameSlot()
        screen = Screen(settings, eye)
        station = build_station(settings, store, eye)
        screen.attach(station)
        qtbot.addWidget(screen.window)
        line = Line(station, screen, Watch(screen.window.findChildren(VerdictBanner)[0]))
        opened.append((line, store))
        keep = station.workers.judge._keep

        def noted(finding: Finding) -> None:
            line.watch.note(finding)
            keep(finding)

        monkeypatch.setattr(station.workers.judge, "_keep", noted)
        station.inspected.connect(line.watch.on_inspected)
        screen.window.show()
        station.start()
        return line

    yield open_
    for line, store in opened:
        line.watch.stop()
        line.screen.window.close()
        assert line.station.stop()
        store.close()
