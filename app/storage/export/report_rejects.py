"""Pictures of what a shift rejected, with where the defects seem to be."""

from collections.abc import Generator

from PySide6.QtCore import QCoreApplication, QRect, Qt

from app.storage.evidence import Evidence
from app.storage.export.paper import BAND, GREY, LINE
from app.storage.export.report_page import GAP
from app.storage.export.shift_report_page import ShiftReportPage
from models.inspection import Inspection
from widgets import words
from widgets.pictures import fitted, grey_image, heat_image

translate = QCoreApplication.translate

_IN_A_ROW = 4
_HEAT = 0.6  # how much of the defect map is seen


def write_rejects(page: ShiftReportPage, evidence: Evidence) -> Generator[float, None, None]:
    """One picture at a time; yields how many of them are done, 0 .. 1."""
    paper, rejects = page.paper, page.report.rejects
    side = paper.width / _IN_A_ROW
    heading = translate("ShiftReport", "Rejects: {count}, those with the highest scores first")
    page.begin(heading.format(count=words.number(page.report.rejected)), side + LINE)
    if not rejects:
        page.write_nothing(translate("ShiftReport", "None."))
    for place, inspection in enumerate(rejects):
        column = place % _IN_A_ROW
        if column == 0:
            page.make_room(side + LINE)
        frame = QRect(round(column * side) + 8, round(paper.y), round(side) - 16, round(side) - 16)
        _draw(page, frame, inspection, evidence)
        _say(page, frame, inspection)
        if column == _IN_A_ROW - 1 or place == len(rejects) - 1:
            paper.y += side + LINE
        yield (place + 1) / len(rejects)
    page.write_rest(page.report.rejected - len(rejects))
    paper.y += GAP


def _draw(page: ShiftReportPage, frame: QRect, inspection: Inspection, evidence: Evidence) -> None:
    painter = page.paper.painter
    pixels, heat = evidence.picture(inspection), evidence.defect_map(inspection)
    if pixels is None:
        painter.fillRect(frame, BAND)
        page.paper.set_font(7, GREY)
        gone = translate("ShiftReport", "picture not kept")
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, gone)
        return
    image = grey_image(pixels)
    place = fitted(image.size(), frame)
    painter.drawImage(place, image)
    if heat is not None:
        painter.setOpacity(_HEAT)
        painter.drawImage(place, heat_image(heat))
        painter.setOpacity(1.0)


def _say(page: ShiftReportPage, frame: QRect, inspection: Inspection) -> None:
    top = page.paper.y
    said = (
        f"#{inspection.sequence}",
        words.clock(inspection.inspected_at, page.zone),
        words.score(inspection.judgement.defect_probability),
    )
    page.paper.y += frame.height()
    page.paper.set_font(8)
    centre = Qt.AlignmentFlag.AlignHCenter
    page.paper.write(frame.left() - 8, frame.width() + 16, "   ".join(said), centre)
    page.paper.y = top
