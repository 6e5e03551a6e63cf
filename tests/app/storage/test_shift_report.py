"""A shift's report tells what the record knows of it, and is whole or not there."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdf
import pytest
from pytestqt.qtbot import QtBot

from app.storage import StorageError
from app.storage.evidence import Evidence
from app.storage.export.shift_report import report_step_by_step
from app.storage.history import History
from app.storage.reporting import PICTURES, Reporting
from app.storage.store import Store
from models.challenge import ChallengeOutcome
from models.decision import DefectKind
from models.judgement import Verdict
from models.shift import Shift, Tally
from models.shift_report import Stop
from models.sight import Unfit
from tests.app.storage.recording import DAY, LATE, MORNING, finding, keep, keep_all
from tests.app.storage.worked_shift import EVERY, work
from tests.fakes import challenge_report
from widgets.language import Language

SEOUL = ZoneInfo("Asia/Seoul")
OF_DAY = ("Day", DAY.starts_at)


@pytest.fixture
def reporting(store: Store) -> Reporting:
    return Reporting(store.engine)


def write(store: Store, file: Path, shift: tuple[str, object] = OF_DAY) -> list[float]:
    evidence = Evidence(History(store.engine), store.pictures)
    return list(report_step_by_step(Reporting(store.engine), evidence, shift, file, SEOUL))  # type: ignore[arg-type]


def said(file: Path) -> list[str]:
    """What stands on each page."""
    pages = [page.extract_text() for page in pypdf.PdfReader(file).pages]
    return [page.replace("\xad", "-").replace("\x01", " ") for page in pages]


def test_what_is_read_is_the_shift_s_alone(store: Store, reporting: Reporting) -> None:
    kept = work(store)
    keep(store, Verdict.REJECT, shift=LATE)
    store.keep(finding(Verdict.PASS, of=kept[7].id), LATE, LATE.starts_at)
    report = reporting.read(*OF_DAY)
    assert (report.station, report.summary.shift) == ("station-1", "Day")
    assert report.summary.tally == Tally(passed=275, rejected=19, review=6)
    assert report.unfit == {Unfit.GLARE: 2, Unfit.BLURRED: 1}
    assert [(hour.judged, hour.rejected) for hour in report.hours] == [
        (60, 2), (60, 2), (60, 12), (0, 0), (30, 1), (60, 2), (30, 1),
    ]  # fmt: skip
    assert report.kinds == {DefectKind.BLOW_HOLE: 4, DefectKind.BURR: 2, None: 2}
    missing = DAY.starts_at + 179 * EVERY
    assert report.stops == (Stop(missing, missing + timedelta(minutes=91)),)
    assert [jump.seconds for jump in report.clock_jumps] == [90.0]
    assert report.challenges == ()
    assert [each.is_override for each in report.decisions] == [False] * 8 + [True]
    scores = [one.judgement.defect_probability for one in report.rejects]
    assert scores == sorted(scores, reverse=True)
    assert (len(scores), report.rejected) == (PICTURES, 20)


def test_the_shift_s_challenges_are_told(
    store: Store, reporting: Reporting, tmp_path: Path, qtbot: QtBot
) -> None:
    keep(store, Verdict.PASS)
    for outcome in (ChallengeOutcome.FAILED, ChallengeOutcome.BYPASSED):
        store.record_challenge(challenge_report(outcome), DAY, MORNING)
    store.record_challenge(challenge_report(), LATE, LATE.starts_at)
    assert [each.report.outcome for each in reporting.read(*OF_DAY).challenges] == [
        ChallengeOutcome.FAILED,
        ChallengeOutcome.BYPASSED,
    ]
    write(store, tmp_path / "day.pdf")
    text = " ".join(" ".join(said(tmp_path / "day.pdf")).split())
    assert "G-1 Pass, B-1 Pass failed" in text
    assert "Kim: The lamp is being mended. bypassed" in text


def test_a_shift_is_found_by_its_name_and_the_day_it_began_on(
    store: Store, reporting: Reporting
) -> None:
    keep(store, Verdict.PASS)
    night = Shift("Night", MORNING.replace(hour=22), MORNING + timedelta(days=1))
    keep(store, Verdict.PASS, shift=night)
    assert reporting.find(None, None).shift == "Night"
    assert reporting.find("Day", None).shift == "Day"
    midnight = MORNING.replace(hour=0)
    assert reporting.find("Night", midnight).started_at == night.starts_at
    with pytest.raises(StorageError, match="There is no such shift on record"):
        reporting.find("Night", midnight + timedelta(days=1))
    with pytest.raises(StorageError, match="There is no such shift on record"):
        reporting.read("Late", MORNING)


def test_the_report_tells_all_of_it(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    work(store)
    told = write(store, tmp_path / "day.pdf")
    assert told == sorted(told)
    assert told[-1] == 1
    pages = said(tmp_path / "day.pdf")
    text = "\n".join(pages)
    for words in (
        "Shift report", "station-1", "Day 2026-03-02 15:00", "times in KST", "91.3%",
        "Blow hole", "Kind not named", "1 h 31 min", "glare", "+90 s",
        "Decisions by people: 9, contrary: 1", "Stain, no defect", "김민준",
        "Rejects: 20", "and 8 more", "Challenges with known castings",
    ):  # fmt: skip
        assert words in text, words
    assert len(pages) == 2
    assert [page.strip().splitlines()[-1].strip() for page in pages] == ["1", "2"]


def test_pictures_and_fonts_are_in_the_file(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    work(store)
    write(store, tmp_path / "day.pdf")
    reader = pypdf.PdfReader(tmp_path / "day.pdf")
    assert sum(len(page.images) for page in reader.pages) >= PICTURES
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            (inner,) = font.get_object()["/DescendantFonts"]
            assert "/FontFile2" in inner.get_object()["/FontDescriptor"].get_object()


def test_the_report_speaks_korean(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    work(store)
    language = Language("ko")
    try:
        write(store, tmp_path / "day.pdf")
    finally:
        language.speak("en")
    text = "\n".join(said(tmp_path / "day.pdf"))
    assert "근무조 보고서" in text
    assert "기공" in text or "불합격" in text


def test_a_long_shift_goes_on_on_new_pages(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    keep_all(store, [finding(Verdict.REJECT)] * 14)
    write(store, tmp_path / "day.pdf")
    assert len(said(tmp_path / "day.pdf")) == 2


def test_a_shift_of_one_casting_has_a_report(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    keep(store, Verdict.PASS)
    write(store, tmp_path / "day.pdf")
    text = "\n".join(said(tmp_path / "day.pdf"))
    assert "Nobody has decided that a casting is defective." in text


def test_a_report_that_is_given_up_leaves_nothing(
    store: Store, tmp_path: Path, qtbot: QtBot
) -> None:
    work(store)
    evidence = Evidence(History(store.engine), store.pictures)
    folder = tmp_path / "reports"
    folder.mkdir()
    steps = report_step_by_step(Reporting(store.engine), evidence, OF_DAY, folder / "day.pdf")
    while next(steps) < 0.3:
        pass
    steps.close()
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_told_in_words(store: Store, tmp_path: Path) -> None:
    keep(store, Verdict.PASS)
    with pytest.raises(StorageError):
        write(store, tmp_path / "nowhere" / "day.pdf")
