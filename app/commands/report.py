"""A shift's report without the window."""

from collections.abc import Generator
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal

from PySide6.QtGui import QGuiApplication
from sqlalchemy import Engine

from app.commands.console import console, progress, tell
from app.settings import RecordSettings, Settings
from app.storage.database import open_database
from app.storage.errors import StorageError
from app.storage.evidence import Evidence
from app.storage.export.shift_report import report_step_by_step
from app.storage.history import History
from app.storage.picture_index import RecordedPictures
from app.storage.pictures import PictureFolder
from app.storage.quota import PictureQuota
from app.storage.reporting import Reporting
from models.shift import ShiftSummary
from widgets.language import Language


def report(
    settings: Settings,
    shift: str | None,
    day: date | None,
    file: Path | None,
    language: Literal["ko", "en"],
) -> None:
    """Write the report of the newest such shift. Raises StorageError."""
    if file is not None and file.suffix.lower() != ".pdf":
        raise StorageError("{file} is no kind of file for a report: use .pdf.", file=file.name)
    engine = open_database(settings.record.database, tell=tell)
    try:
        reporting = Reporting(engine)
        found = reporting.find(shift, _beginning(settings, day))
        path = file or Path(_name(settings, found))
        evidence = Evidence(History(engine), _pictures(settings.record, engine))
        turn, zone = (found.shift, found.started_at), settings.station.zone()
        _write(report_step_by_step(reporting, evidence, turn, path, zone), path.name, language)
    finally:
        engine.dispose()
    console().print(str(path), markup=False)


def _pictures(record: RecordSettings, engine: Engine) -> PictureFolder:
    folder = record.pictures_folder()
    index = RecordedPictures(engine)
    quota = PictureQuota(folder, record.quota_megabytes * 1_000_000, index)
    return PictureFolder(folder, record.keep_pictures, record.keep_every_nth_pass, quota)


def _write(steps: Generator[float, None, None], name: str, language: Literal["ko", "en"]) -> None:
    application = QGuiApplication.instance() or QGuiApplication(
        ["castwatch", "-platform", "offscreen"]
    )
    spoken = Language(language)
    try:
        with progress(f"Writing {name}") as (bar, task), closing(steps):
            for share in steps:
                bar.update(task, completed=share)
    finally:
        spoken.stop()
        del application  # it has to be there as long as the report is drawn


def _beginning(settings: Settings, day: date | None) -> datetime | None:
    if day is None:
        return None
    zone, midnight = settings.station.zone(), datetime.combine(day, time())
    try:
        return (midnight.replace(tzinfo=zone) if zone else midnight.astimezone()).astimezone(UTC)
    except (ValueError, OverflowError) as error:  # at the ends of the calendar
        raise StorageError("The day {day} is out of range.", day=str(day)) from error


def _name(settings: Settings, found: ShiftSummary) -> str:
    start = found.started_at.astimezone(settings.station.zone())
    return f"{start:%Y-%m-%d}-{found.shift}-{start:%H%M}.pdf".replace("/", "-")
