"""Whether the station could still tell good castings from bad ones."""

from PySide6.QtCore import QCoreApplication

from app.storage.export.shift_report_page import ShiftReportPage
from models.challenge import Challenge, ChallengeOutcome
from widgets import words

translate = QCoreApplication.translate


def write_challenges(page: ShiftReportPage) -> None:
    """Each challenge of the shift with its outcome; a wrong verdict and a bypass in words."""
    heading = translate("ShiftReport", "Challenges with known castings")
    rows = [(_said(page, each), _outcome(each)) for each in page.report.challenges]
    page.write_list(heading, rows)


def _said(page: ShiftReportPage, challenge: Challenge) -> str:
    report, time = challenge.report, words.clock(challenge.ended_at, page.zone)
    if report.outcome is ChallengeOutcome.BYPASSED:
        return f"{time}  {report.bypassed_by}: {report.reason}"
    steps = (f"{step.casting.number} {words.verdict(step.verdict)}" for step in report.steps)
    return f"{time}  {', '.join(steps)}"


def _outcome(challenge: Challenge) -> str:
    return {
        ChallengeOutcome.PASSED: translate("ShiftReport", "passed"),
        ChallengeOutcome.FAILED: translate("ShiftReport", "failed"),
        ChallengeOutcome.BYPASSED: translate("ShiftReport", "bypassed"),
    }[challenge.report.outcome]
