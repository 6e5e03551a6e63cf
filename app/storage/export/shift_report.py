"""A shift's report on A4, in the language of the screen, a page's part at a time."""

from collections.abc import Generator
from contextlib import closing
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRectF

from app.storage.evidence import Evidence
from app.storage.export.charts import Sample, draw_control_chart, draw_pareto
from app.storage.export.paper import BAND, GREY, LINE, check_pdf
from app.storage.export.report_challenges import write_challenges
from app.storage.export.report_decisions import write_decisions
from app.storage.export.report_page import GAP
from app.storage.export.report_rejects import write_rejects
from app.storage.export.report_stops import write_stops
from app.storage.export.shift_report_page import ShiftReportPage
from app.storage.export.whole import whole_file
from app.storage.reporting import Reporting
from models.decision import DefectKind
from models.judgement import Verdict
from widgets import words

translate = QCoreApplication.translate

_CHART = 12 * LINE
_FIGURE = 2.6 * LINE


def report_step_by_step(
    reporting: Reporting,
    evidence: Evidence,
    shift: tuple[str, datetime],
    path: Path,
    zone: tzinfo | None = None,
) -> Generator[float, None, None]:
    """Write the report of the shift of that name and start; yields its progress, 0 .. 1.

    Closed early, it leaves nothing. `zone` is that of the times, None the machine's own.
    Raises StorageError.
    """
    with whole_file(path, check_pdf) as part:
        yield 0.0
        pages = _Pages(part, reporting.read(*shift), zone)
        with closing(pages.paper):
            yield from pages.write(evidence)
    yield 1.0


class _Pages(ShiftReportPage):
    """The report, section by section."""

    def write(self, evidence: Evidence) -> Generator[float, None, None]:
        """All of it, the pictures one at a time."""
        self._write_title()
        self._write_totals()
        self._write_chart()
        yield 0.2
        self._write_kinds()
        write_stops(self)
        write_challenges(self)
        self._write_unfit()
        write_decisions(self)
        for share in write_rejects(self, evidence):
            yield 0.2 + 0.75 * share
        self._write_notes()
        self.write_foot()
        self.paper.finish()

    def _write_title(self) -> None:
        summary = self.report.summary
        said = translate(
            "ShiftReport",
            "First inspection {first}, last {last}; times in {zone}; written {now}",
        )
        first, last, now = (
            words.day_and_clock(moment, self.zone)
            for moment in (summary.first_at, summary.last_at, datetime.now(UTC))
        )
        zone = words.zone_name(summary.started_at, self.zone)
        self.write_head(
            translate("ShiftReport", "Shift report"),
            said.format(first=first, last=last, zone=zone, now=now),
        )

    def _write_totals(self) -> None:
        tally = self.report.summary.tally
        share = words.NONE if tally.yield_share is None else f"{tally.yield_share:.1%}"
        counts = (tally.passed, tally.rejected, tally.review)
        figures = [
            (translate("ShiftReport", "Castings"), words.number(tally.total)),
            *(
                (words.verdict(verdict), words.number(count))
                for verdict, count in zip(Verdict, counts, strict=True)
            ),
            (translate("ShiftReport", "Yield"), share),
        ]
        paper = self.paper
        wide = paper.width / len(figures)
        top = paper.y
        for place, (caption, figure) in enumerate(figures):
            box = QRectF(place * wide + 4, top, wide - 8, _FIGURE)
            paper.painter.fillRect(box, BAND)
            paper.y = top + 4
            paper.set_font(8, GREY)
            paper.write(place * wide + 6, wide - 12, caption)
            paper.y += LINE * 0.8
            paper.set_font(17, bold=True)
            paper.write(place * wide + 6, wide - 12, figure, line=1.5 * LINE)
        paper.y = top + _FIGURE + GAP

    def _write_chart(self) -> None:
        self.begin(
            translate("ShiftReport", "Share of rejects by the hour, with its mean and 3σ limits"),
            _CHART,
        )
        samples = [
            Sample(f"{hour.starts_at.astimezone(self.zone):%H:%M}", hour.judged, hour.rejected)
            for hour in self.report.hours
        ]
        if samples:
            draw_control_chart(self.paper, _CHART, samples)
        else:
            self.write_nothing(translate("ShiftReport", "No castings of this shift."))
        self.paper.y += GAP

    def _write_kinds(self) -> None:
        kinds = [(_kind(kind), count) for kind, count in self.report.kinds.items()]
        heading = translate("ShiftReport", "Kinds of defects, as decided by people")
        self.begin(heading, LINE * max(1, len(kinds)))
        if kinds:
            draw_pareto(self.paper, self.paper.width, kinds)
        else:
            self.write_nothing(
                translate("ShiftReport", "Nobody has decided that a casting is defective.")
            )
        self.paper.y += GAP

    def _write_unfit(self) -> None:
        unfit = self.report.unfit.items()
        self.write_list(
            translate("ShiftReport", "Pictures that could not be judged"),
            [(words.unfit_name(reason), words.number(count)) for reason, count in unfit],
        )

    def _write_notes(self) -> None:
        self.begin(translate("ShiftReport", "What the record does not know"), 2 * LINE)
        self.paper.set_font(8, GREY)
        for line in (
            translate(
                "ShiftReport",
                "Why the line stood still, pauses and faults: those are in the station’s log.",
            ),
            translate(
                "ShiftReport",
                "How long the station ran on after the last inspection.",
            ),
        ):
            self.make_room(LINE)
            self.paper.write(0, self.paper.width, line)
            self.paper.y += LINE


def _kind(kind: DefectKind | None) -> str:
    return translate("ShiftReport", "Kind not named") if kind is None else words.defect_kind(kind)
