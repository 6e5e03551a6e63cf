"""Where the time of a shift went, as far as the record tells."""

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from app.storage.export.shift_report_page import ShiftReportPage
from models.shift_report import Stop
from widgets import words

translate = QCoreApplication.translate

_MOST = 8  # lines; shorter stops are counted


def write_stops(page: ShiftReportPage) -> None:
    """The longest stops in their order, and where the clock was set."""
    heading = translate("ShiftReport", "Stops: nothing was inspected for 5 minutes or longer")
    page.write_list(heading, [*_stops(page), *_clock_jumps(page)])


def _stops(page: ShiftReportPage) -> list[tuple[str, str]]:
    stops = page.report.stops
    longest = sorted(stops, key=lambda stop: stop.lasted, reverse=True)[:_MOST]
    in_order = sorted(longest, key=lambda stop: stop.starts_at)
    rows = [(_between(page, stop), _span(stop.lasted)) for stop in in_order]
    if len(stops) > len(rows):
        more = translate("ShiftReport", "and {count} shorter ones")
        rows.append((more.format(count=len(stops) - len(rows)), ""))
    if len(stops) > 1:
        together = sum((stop.lasted for stop in stops), timedelta())
        rows.append((translate("ShiftReport", "All stops together"), _span(together)))
    return rows


def _clock_jumps(page: ShiftReportPage) -> list[tuple[str, str]]:
    said = translate("ShiftReport", "The clock was set just before {time}")
    return [
        (said.format(time=words.clock(jump.before, page.zone)), f"{jump.seconds:+,.0f} s")
        for jump in page.report.clock_jumps
    ]


def _between(page: ShiftReportPage, stop: Stop) -> str:
    start, end = (words.clock(at, page.zone) for at in (stop.starts_at, stop.ends_at))
    return f"{start} – {end}"


def _span(lasted: timedelta) -> str:
    hours, minutes = divmod(round(lasted.total_seconds() / 60), 60)
    said = translate("ShiftReport", "{hours} h {minutes} min")
    return said.format(hours=hours, minutes=minutes)
