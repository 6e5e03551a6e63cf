"""The report of an attribute agreement study on A4, in the language of the screen."""

from collections.abc import Generator
from contextlib import closing
from datetime import UTC, datetime, tzinfo
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.storage.export.paper import LINE, check_pdf
from app.storage.export.report_page import GAP, ReportPage
from app.storage.export.whole import whole_file
from models.agreement import Agreement, agreement_of
from models.study import Study
from widgets import study_words as said
from widgets import words

translate = QCoreApplication.translate

_FIGURE_WIDTHS = (4.0, 5.0, 5.0, 5.0, 2.0, 5.0, 2.0)
_APPRAISERS = 5  # that find room beside one another


def study_report_step_by_step(
    study: Study, path: Path, zone: tzinfo | None = None
) -> Generator[float, None, None]:
    """Write the report of a complete study; yields its progress, 0 .. 1.

    Closed early, it leaves nothing. `zone` is that of the times, None the machine's own.
    Raises StorageError.
    """
    with whole_file(path, check_pdf) as part:
        yield 0.0
        pages = _Pages(part, agreement_of(study), zone)
        with closing(pages.paper):
            yield from pages.write()
    yield 1.0


class _Pages(ReportPage):
    """The report, section by section."""

    def __init__(self, file: Path, agreement: Agreement, zone: tzinfo | None) -> None:
        study = agreement.study
        began = study.began_at.astimezone(zone)
        super().__init__(file, study.station, f"{began:%Y-%m-%d %H:%M}", zone)
        self._agreement = agreement

    def write(self) -> Generator[float, None, None]:
        """All of it, the castings a page's part at a time."""
        self._write_title()
        self._write_figures()
        self._write_pairs()
        yield 0.3
        for first in range(0, len(self._agreement.study.plan.appraisers), _APPRAISERS):
            self._write_castings(first)
            yield 0.9
        self.write_foot()
        self.paper.finish()

    def _write_title(self) -> None:
        study = self._agreement.study
        text = translate(
            "StudyReport",
            "{size}; led by {name}; network {network}; times in {zone}; written {now}",
        )
        self.write_head(
            translate("StudyReport", "Attribute agreement study"),
            text.format(
                size=said.size(study),
                name=study.led_by,
                network=f"{study.network} ({study.network_sha256[:12]})",
                zone=words.zone_name(study.began_at, self.zone),
                now=words.day_and_clock(datetime.now(UTC), self.zone),
            ),
        )
        self.paper.set_font(11, bold=True)
        agreement = self._agreement
        self.paper.write(0, self.paper.width, said.together(agreement.rightly, agreement.together))
        self.paper.y += LINE + GAP

    def _write_figures(self) -> None:
        appraisals = self._agreement.appraisals
        heading = translate("StudyReport", "How well each appraiser judges")
        self.begin(heading, LINE * (len(appraisals) + 4))
        self._write_titles(said.columns(), _FIGURE_WIDTHS)
        for appraisal in appraisals:
            cells = said.figures(appraisal)
            self.paper.set_font(8)
            self.paper.write_cells((said.graded(*cell) for cell in cells), _FIGURE_WIDTHS)
        self.paper.y += GAP / 2
        self.write_text(said.limits())
        self.paper.y += GAP

    def _write_pairs(self) -> None:
        self.write_list(
            translate("StudyReport", "Who agrees with whom: kappa"),
            [
                (
                    f"{said.appraiser(pair.first)} – {said.appraiser(pair.second)}",
                    said.graded(*said.kappa(pair.kappa)),
                )
                for pair in self._agreement.pairs
            ],
        )

    def _write_castings(self, first: int) -> None:
        study = self._agreement.study
        chosen = tuple(islice(study.plan.appraisers, first, first + _APPRAISERS))
        told, widths = study.said(), (2.0, 2.0, *(3.0 for _ in chosen))
        titles = (
            translate("StudyReport", "Casting"),
            translate("StudyReport", "Known to be"),
            *map(said.appraiser, chosen),
        )
        self.begin(translate("StudyReport", "What was said of each casting"), 3 * LINE)
        self.write_text(said.legend())
        self._write_titles(titles, widths)
        for casting in study.plan.castings:
            if self.make_room(LINE):
                self._write_titles(titles, widths)
            self.paper.set_font(8)
            marks = (said.marks(casting, told[each][casting.number]) for each in chosen)
            self.paper.write_cells((casting.number, said.known(casting), *marks), widths)
        self.paper.y += GAP

    def _write_titles(self, titles: tuple[str, ...], widths: tuple[float, ...]) -> None:
        self.paper.set_font(8, bold=True)
        self.paper.write_cells(titles, widths)
        self.paper.rule()
