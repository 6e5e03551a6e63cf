"""A page of a shift's report, for its sections to write on."""

from datetime import tzinfo
from pathlib import Path

from app.storage.export.report_page import ReportPage
from models.shift_report import ShiftReport


class ShiftReportPage(ReportPage):
    """Knows what there is to tell of the shift."""

    def __init__(self, file: Path, report: ShiftReport, zone: tzinfo | None) -> None:
        start = report.summary.started_at.astimezone(zone)
        name = f"{report.summary.shift} {start:%Y-%m-%d %H:%M}"
        super().__init__(file, report.station, name, zone)
        self.report = report
