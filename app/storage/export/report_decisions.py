"""What people decided of the castings of a shift."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from app.storage.export.paper import LINE
from app.storage.export.report_page import GAP
from app.storage.export.shift_report_page import ShiftReportPage
from models.shift_report import Decided
from widgets import words

translate = QCoreApplication.translate

_MOST = 60  # lines; the rest is counted
_WIDTHS = (1.6, 3.6, 2.0, 3.2, 5.0, 2.6)


def write_decisions(page: ShiftReportPage) -> None:
    """A line for each; those that contradict the station come first, so that none is cut off."""
    decided = page.report.decisions
    overrides = sum(each.is_override for each in decided)
    heading = translate("ShiftReport", "Decisions by people: {count}, contrary: {overrides}")
    page.begin(heading.format(count=len(decided), overrides=overrides), 2 * LINE)
    if decided:
        _write_titles(page)
    else:
        page.write_nothing(translate("ShiftReport", "None."))
    for each in sorted(decided, key=lambda each: not each.is_override)[:_MOST]:
        if page.make_room(LINE):
            _write_titles(page)
        page.paper.set_font(8, bold=each.is_override)
        page.paper.write_cells(_cells(page, each), _WIDTHS)
    page.write_rest(len(decided) - _MOST)
    page.paper.y += GAP


def _write_titles(page: ShiftReportPage) -> None:
    page.paper.set_font(8, bold=True)
    page.paper.write_cells(_titles(), _WIDTHS)
    page.paper.rule()


def _cells(page: ShiftReportPage, each: Decided) -> Iterable[str]:
    decision = each.decision
    return (
        words.number(each.sequence),
        words.day_and_clock(decision.decided_at, page.zone),
        words.verdict(decision.verdict),
        words.decision(decision),
        decision.reason,
        decision.decided_by,
    )


def _titles() -> tuple[str, ...]:
    return (
        translate("PdfSheet", "No."),
        translate("PdfSheet", "Time"),
        translate("ShiftReport", "Station said"),
        translate("PdfSheet", "Decided"),
        translate("ShiftReport", "Reason"),
        translate("ShiftReport", "By"),
    )
