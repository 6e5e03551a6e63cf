"""Pictures of every screen and state in both languages: python -m tests.widgets.gallery OUT."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget

from app.doctor import DoctorError
from app.drift import DriftError
from app.setting_up.errors import WrongValueError
from app.storage.errors import DamagedError
from app.streaks import StreakError
from camera.camera import CameraError
from inference.refusal import UNKNOWN_RIG
from models.decision import Ruling
from models.details import RecentPart
from models.drift import Measure
from models.errors import KnownError
from models.frame import Frame
from models.health import Condition, Health, Part
from models.history import HistoryQuery
from models.judgement import Outline, Verdict
from models.kafka_connection import BrokerError
from models.light import Light
from models.people import PeopleError
from models.setup import Key, SetupAnswer, Trial
from models.shift import Tally
from models.sight import Stage, Unfit
from models.sound import Sound
from models.study import StudyProgress
from models.unrecorded import UnrecordedResult
from tests.widgets import samples
from widgets.header import Header
from widgets.keypad import PinField
from widgets.lights import Lights
from widgets.main_window import MainWindow
from widgets.new_person_dialog import NewPersonDialog
from widgets.new_study_dialog import NewStudyDialog
from widgets.people_dialog import PeopleDialog
from widgets.person_details import PersonDetails
from widgets.region_view import RegionView
from widgets.save_dialog import SaveDialog
from widgets.scan_field import ScanField
from widgets.setup_page import SetupPage
from widgets.sign_in_dialog import SignInDialog
from widgets.statistics_drift import DriftChart
from widgets.statistics_rejects import RejectChart
from widgets.study_page import StudyPage
from widgets.tour import Tour

LANGUAGES = ("en", "ko")
SIZES = ((1280, 800), (1920, 1080), (1920, 1200), (3840, 2160))
UNPLUGGED = CameraError("The camera {camera} sends no pictures.", camera="rtsp://10.0.0.7/rig")
ROW_OF_REJECTS = StreakError(
    "{count} castings in a row were rejected. Stop the line and call the engineer.", count=3
)
DAMAGED = DamagedError(
    "The database {file} is damaged or is no database of Castwatch.",
    file="/var/lib/castwatch/castwatch.db",
)
DISK_FULL = KnownError(
    "The disk is full: there is no room left in {file}.", file="/var/lib/castwatch/castwatch.db"
)

Scene = Callable[[MainWindow], None]


def starting(window: MainWindow) -> None:
    """Nothing is known yet."""


def opening(window: MainWindow) -> None:
    """The camera is not there yet."""
    why = CameraError("The camera {camera} is being opened.", camera="rtsp://10.0.0.7/rig")
    window.show_health(Health(Part.CAMERA, Condition.WAITING, why))


def empty(window: MainWindow) -> None:
    """Ready, before the first casting of the shift."""
    for part in Part:
        window.show_health(Health(part, Condition.OK))
    window.show_tally(samples.SHIFT, Tally())
    window.show_stage(Stage.WAITING, None, None)


def running(window: MainWindow) -> None:
    """In the middle of a shift, between two castings."""
    empty(window)
    window.show_network(samples.CARD)
    window.show_tally(samples.SHIFT, samples.TALLY)
    window.show_recent(samples.recent_parts())


def arriving(window: MainWindow) -> None:
    """A casting comes."""
    running(window)
    window.show_stage(Stage.ARRIVING, None, samples.casting(2, size=512).outline)


def rig_not_known(window: MainWindow) -> None:
    """A network of whole pictures, and nobody has taught the empty rig."""
    running(window)
    window.show_notice(UNKNOWN_RIG)


def passed(window: MainWindow) -> None:
    """A sound casting."""
    _judged(window, Verdict.PASS)


def review(window: MainWindow) -> None:
    """A casting that a person must look at; messages wait for Kafka."""
    _judged(window, Verdict.REVIEW)
    why = KnownError("Kafka at {servers} has stopped answering.", servers="10.0.0.4:9092")
    window.show_health(Health(Part.KAFKA, Condition.WAITING, why, waiting=1284))


def unlike(window: MainWindow) -> None:
    """Nothing is wrong with it, but it is unlike all castings that are known."""
    _judged(window, Verdict.PASS)
    inspection = samples.unlike()
    window.show_inspection(RecentPart(inspection, samples.casting(2, size=512).pixels))


def opened_unlike(window: MainWindow) -> None:
    """The same, opened."""
    unlike(window)
    window.open_inspection(replace(samples.details(Verdict.PASS), inspection=samples.unlike()))


def rejected(window: MainWindow) -> None:
    """A bad casting, the alarm sounds."""
    _judged(window, Verdict.REJECT)
    window.show_alarm(Sound.REJECT)


def called(window: MainWindow) -> None:
    """Three rejects in a row: somebody should come."""
    _judged(window, Verdict.REJECT)
    window.show_alarm(Sound.WARNING)
    window.show_call(ROW_OF_REJECTS)


def challenged(window: MainWindow) -> None:
    """In the middle of a challenge, all right so far."""
    running(window)
    window.show_challenge(samples.CHALLENGE, None)


def challenge_failed(window: MainWindow) -> None:
    """A known casting got the wrong verdict: from the beginning."""
    running(window)
    window.show_alarm(Sound.WARNING)
    window.show_challenge(samples.CHALLENGE_AGAIN, None)


def bypassing(window: MainWindow) -> None:
    """Somebody opens production without it."""
    challenged(window)
    window.open_bypass()


def bypassed(window: MainWindow) -> None:
    """The screen says so all shift."""
    passed(window)
    window.show_challenge(None, samples.BYPASSED)


def no_sound(window: MainWindow) -> None:
    """The same where nothing can be heard."""
    rejected(window)
    window.show_health(Health(Part.SOUND, Condition.FAULT))


def unfit(window: MainWindow) -> None:
    """A picture that cannot be judged."""
    running(window)
    window.show_stage(Stage.UNFIT, Unfit.GLARE, None)


def paused(window: MainWindow) -> None:
    """Castings pass unjudged."""
    running(window)
    window.show_paused(True)


def unplugged(window: MainWindow) -> None:
    """No camera."""
    running(window)
    window.show_health(Health(Part.CAMERA, Condition.FAULT, UNPLUGGED))


def fault(window: MainWindow) -> None:
    """Results cannot be stored."""
    running(window)
    window.show_health(Health(Part.DISK, Condition.FAULT, DISK_FULL))
    window.show_fault(DISK_FULL)


def damaged(window: MainWindow) -> None:
    """The database is damaged: it can be set aside."""
    running(window)
    window.show_health(Health(Part.DISK, Condition.FAULT, DAMAGED))
    window.show_fault(DAMAGED)


def notice(window: MainWindow) -> None:
    """The sentence behind a light."""
    review(window)
    window.findChildren(Lights)[0].asked.emit(Part.DISK)


def delivery(window: MainWindow) -> None:
    """How far the plant is behind."""
    review(window)
    away = BrokerError("Nothing answers at {server}: {reason}.", server="kafka:9092", reason="no")
    window.show_health(Health(Part.KAFKA, Condition.WAITING, away, waiting=14_203))
    window.findChildren(Lights)[0].asked.emit(Part.KAFKA)
    window.show_delivery(samples.outbox_report())


def unrecorded(window: MainWindow) -> None:
    """Results that could not be stored."""
    review(window)
    at = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
    window.findChildren(Lights)[0].asked.emit(Part.DISK)
    window.show_unrecorded(
        (
            UnrecordedResult(1, at, Verdict.REJECT, "castings/7.png", "surrogates not allowed"),
            UnrecordedResult(2, at, None, "castings/8.png", "string or blob too big"),
        )
    )


def history(window: MainWindow) -> None:
    """Shifts and inspections."""
    running(window)
    window.toggle_history()
    window.show_shifts(samples.shift_list())
    window.show_page(samples.history_page(HistoryQuery()))


def numbered(window: MainWindow) -> None:
    """Castings with serial numbers."""
    history(window)
    page = samples.history_page(HistoryQuery())
    rows = (
        replace(row, judgement=replace(row.judgement, serial=f"IMP-{row.sequence:06d}"))
        for row in page.rows
    )
    window.show_page(replace(page, rows=tuple(rows)))


def export(window: MainWindow) -> None:
    """The history is written to a file."""
    history(window)
    window.show_export_progress(0.43)


def saving(window: MainWindow) -> None:
    """Where the history shall be saved."""
    history(window)
    window._history._export._on_export()


def saving_over(window: MainWindow) -> None:
    """There is such a file already."""
    saving(window)
    [dialog] = window.findChildren(SaveDialog)
    dialog._folder.setText(str(Path(__file__).parent))
    dialog._name.setText("gallery.py")
    dialog._kinds.buttons()[0].setProperty("end", "")
    dialog._on_save()


def exported(window: MainWindow) -> None:
    """The history has been written."""
    history(window)
    window.show_export_done(Path("/home/operator/Documents/castwatch.xlsx"), None)


def reporting(window: MainWindow) -> None:
    """The report of a shift is written."""
    history(window)
    window._history._shifts._list.setCurrentRow(2)
    window.show_page(samples.history_page(window._history._table.history.query))
    window.show_export_progress(0.66)


def no_history(window: MainWindow) -> None:
    """Nothing on record."""
    empty(window)
    window.toggle_history()
    window.show_page(samples.history_page(HistoryQuery(), total=0))


def statistics(window: MainWindow) -> None:
    """A shift in charts, with signals."""
    running(window)
    window.toggle_statistics()
    window.show_shifts(samples.shift_list())
    window.show_statistics(samples.statistics(), None)


def pointing(window: MainWindow) -> None:
    """The figures of one subgroup."""
    statistics(window)
    QTest.keyClick(window.findChildren(RejectChart)[0], Qt.Key.Key_Home)
    for _ in range(14):
        QTest.keyClick(window.findChildren(RejectChart)[0], Qt.Key.Key_Right)


def scanned(window: MainWindow) -> None:
    """A hand scanner has read the number of the next casting."""
    running(window)
    window.findChildren(ScanField)[0].show()
    numbered = samples.inspection(1241)
    judgement = replace(numbered.judgement, serial="IMP-004711")
    part = replace(
        samples.recent_part(1241, Verdict.PASS), inspection=replace(numbered, judgement=judgement)
    )
    window.show_inspection(part)
    window.show_scanned("IMP-004712")


def drifting(window: MainWindow) -> None:
    """The brightness of a shift against what was taught."""
    statistics(window)
    _show_measure(window, Measure.BRIGHTNESS)


def untaught(window: MainWindow) -> None:
    """Nobody has taught the light yet."""
    drifting(window)
    window.show_statistics(replace(samples.statistics(), baseline=None), None)


def teaching(window: MainWindow) -> None:
    """The question before the baseline is taught."""
    drifting(window)
    window.findChildren(DriftChart)[0]._teach.click()


def taught(window: MainWindow) -> None:
    """The station has learnt how castings should lie and look."""
    drifting(window)
    window.show_taught(samples.baseline())
    window.show_statistics(samples.statistics(), None)


def dark(window: MainWindow) -> None:
    """Castings have become darker."""
    running(window)
    window.show_call(
        DriftError(
            "Castings have become darker: {now} instead of {taught}. Check the lamp and the lens.",
            now="112",
            taught="131",
        )
    )


def _show_measure(window: MainWindow, measure: Measure) -> None:
    chooser = window.findChildren(DriftChart)[0]._chooser
    chooser.setCurrentIndex(chooser.findData(measure))


def setting_up(window: MainWindow) -> None:
    """The first page of the set-up."""
    running(window)
    window.toggle_setup()
    window.show_setup_form(samples.setup_form())


def setting_up_camera(window: MainWindow) -> None:
    """The camera, with what is measured of the casting on the rig."""
    setting_up(window)
    _section(window, 1)
    window.show_light(Light(123.7, 0.379, 0.502, 0.497))
    settle()  # the picture comes
    window.show_stage(Stage.JUDGED, None, samples.casting(2, is_defective=True, size=512).outline)


def drawing_region(window: MainWindow) -> None:
    """A part of the picture is drawn that is to be looked at."""
    setting_up_camera(window)
    [view] = window.findChildren(RegionView)
    view.draw_region(wanted=True)
    place = view.picture_place()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(30, 20))
    QTest.mouseMove(view, place.bottomRight() - QPoint(30, 20))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place.bottomRight() - QPoint(30, 20))


def teaching_empty_rig(window: MainWindow) -> None:
    """The network judges whole pictures; the casting is what differs from the empty rig."""
    setting_up_camera(window)
    window.show_setup_form(samples.setup_form(samples.PICTURE_CARD))
    _section(window, 1)
    window.show_empty_rig("/home/castwatch/.local/share/castwatch/empty-rig-20261127.png")
    rim = samples.casting(2, size=512).outline.rim
    window.show_stage(Stage.JUDGED, None, Outline(rim))


def setting_up_network(window: MainWindow) -> None:
    """The networks that there are, with the card of the one that is chosen."""
    setting_up(window)
    _section(window, 2)


def wrong_setting(window: MainWindow) -> None:
    """A value that cannot be, explained where it stands."""
    setting_up(window)
    _section(window, 3)
    _type(window, ("record", "quota_megabytes"), "5")
    wrong = WrongValueError("It must be at least {least}.", least=10)
    window.show_setup_answer(SetupAnswer({("record", "quota_megabytes"): wrong}))


def settings_saved(window: MainWindow) -> None:
    """They wait for the next start."""
    setting_up(window)
    _section(window, 4)
    window.show_setup_answer(SetupAnswer(saved=(("kafka", "servers"),)))


def kafka_tried(window: MainWindow) -> None:
    """Kafka was tried before it is saved."""
    setting_up(window)
    _section(window, 4)
    _type(window, ("kafka", "servers"), "plant-kafka:9092")
    told = DoctorError("{servers} can be reached.", servers="plant-kafka:9092")
    window.show_tried(Trial.KAFKA, told, is_ok=True)


def checked(window: MainWindow) -> None:
    """The doctor has looked at all parts."""
    setting_up(window)
    _section(window, 9)
    for check in samples.PARTS_CHECKED:
        window.show_check(check)
    window.show_checked()


def _section(window: MainWindow, row: int) -> None:
    window.findChildren(SetupPage)[0]._list.setCurrentRow(row)


def _type(window: MainWindow, key: Key, text: str) -> None:
    line = window.findChildren(SetupPage)[0]._editors[key]._input
    assert isinstance(line, QLineEdit)
    line.setText("")
    QTest.keyClicks(line, text)


def few_statistics(window: MainWindow) -> None:
    """Early in a shift: too little for limits."""
    running(window)
    window.toggle_statistics()
    window.show_statistics(samples.statistics(subgroups=12), None)


def reading_statistics(window: MainWindow) -> None:
    """The record is being read."""
    running(window)
    window.toggle_statistics()


def no_statistics(window: MainWindow) -> None:
    """Nothing was inspected in the period."""
    empty(window)
    window.toggle_statistics()
    window.show_statistics(samples.no_statistics(), None)


def failed_statistics(window: MainWindow) -> None:
    """The record cannot be read."""
    running(window)
    window.toggle_statistics()
    window.show_statistics(None, DAMAGED)


def searched(window: MainWindow) -> None:
    """Two inspections begin with what was typed."""
    history(window)
    window._history._search.begin()
    window._history._search._field.setText("0199d1c2")
    window._history._search._on_enter()
    query = window._history._table.history.query
    page = samples.history_page(query, total=2)
    window.show_page(replace(page, tally=Tally(passed=2)))


def not_found(window: MainWindow) -> None:
    """Nothing is what was typed."""
    history(window)
    window._history._search._field.setText("gear housing")
    window._history._search._on_enter()
    window.show_page(samples.history_page(window._history._table.history.query, total=0))


def opened(window: MainWindow) -> None:
    """An inspection with its defect map."""
    _judged(window, Verdict.PASS)
    window.open_inspection(samples.details())


def decided(window: MainWindow) -> None:
    """A person has said what is wrong with a casting."""
    running(window)
    window.open_inspection(samples.details(is_decided=True))


def deciding(window: MainWindow) -> None:
    """A person overrides a pass."""
    running(window)
    window.open_inspection(samples.details(Verdict.PASS))
    window._inspection._on_decide(Ruling.DEFECTIVE)


def opened_without_picture(window: MainWindow) -> None:
    """An inspection whose picture was pruned."""
    running(window)
    window.open_inspection(samples.details(Verdict.REVIEW, has_picture=False))


def inspected_again(window: MainWindow) -> None:
    """With the new result."""
    opened(window)
    again = samples.details().linked[0]
    window.show_inspection(RecentPart(again, None))


def menu(window: MainWindow) -> None:
    """The menu, dropped down."""
    running(window)
    window.findChildren(Header)[0].open_menu()


def about(window: MainWindow) -> None:
    """The network's card."""
    running(window)
    window.open_about()


def manual(window: MainWindow) -> None:
    """The manual, at the page for the line."""
    running(window)
    window.open_manual()


def keys(window: MainWindow) -> None:
    """Which key does what."""
    running(window)
    window.open_keys()


def signed_out(window: MainWindow) -> None:
    """Nobody is signed in, and castings are inspected all the same."""
    passed(window)
    window.staff.show_people(samples.PEOPLE)
    window.staff.show_attendance(samples.present(None))


def signed_in(window: MainWindow) -> None:
    """Somebody with a long name; the menu has two more lines."""
    signed_out(window)
    window.staff.show_attendance(samples.present("Maximilian Mustermann"))
    window.findChildren(Header)[0].open_menu()


def who(window: MainWindow) -> None:
    """Whose shift begins: a badge, or a name."""
    signed_out(window)
    window.staff.open_sign_in()


def leaving(window: MainWindow) -> None:
    """The same, to sign out or to be followed by another."""
    signed_out(window)
    window.staff.show_attendance(samples.present("Kim Min-jun"))
    window.staff.open_sign_in()
    dialog = window.findChildren(SignInDialog)[0]
    dialog.show_refused(PeopleError("This badge is not known. Choose your name and type the PIN."))


def pin(window: MainWindow) -> None:
    """A PIN, after some wrong ones."""
    who(window)
    dialog = window.findChildren(SignInDialog)[0]
    dialog._on_chosen(samples.PEOPLE[3])
    wait = PeopleError("Wrong too often. Wait {seconds} s, then try again.", seconds=8)
    dialog.show_refused(wait)
    dialog.findChildren(PinField)[0].setText("48291")


def first_start(window: MainWindow) -> None:
    """Nobody is known yet."""
    running(window)
    window.staff.show_attendance(samples.present(None))
    window.staff.show_people(())
    window.staff.open_sign_in()
    dialog = window.findChildren(NewPersonDialog)[0]
    for field, text in zip(dialog.findChildren(PinField), ("482913", "48"), strict=True):
        field.setText(text)


def not_allowed(window: MainWindow) -> None:
    """An operator may not decide what a casting is."""
    running(window)
    window.staff.show_attendance(samples.present("Choi Seo-yeon"))
    window.open_inspection(samples.details(Verdict.PASS))
    window._inspection._on_decide(Ruling.DEFECTIVE)


def deciding_signed_in(window: MainWindow) -> None:
    """An inspector decides, in the name that is signed in."""
    running(window)
    window.staff.show_attendance(samples.present("Kim Min-jun"))
    window.open_inspection(samples.details(Verdict.REVIEW))
    window._inspection._on_decide(Ruling.SOUND)


def people(window: MainWindow) -> None:
    """Who may sign in; the only engineer cannot be anything else."""
    signed_out(window)
    window.staff.show_attendance(samples.present())
    window.staff.open_people()
    dialog = window.findChildren(PeopleDialog)[0]
    dialog._list.setCurrentRow(5)
    only = "{name} is the only engineer: make another one first."
    dialog.show_refused(PeopleError(only, name="Park Ji-ho"))


def adding(window: MainWindow) -> None:
    """Somebody new."""
    people(window)
    window.findChildren(PeopleDialog)[0]._on_add()
    dialog = window.findChildren(NewPersonDialog)[0]
    taken = PeopleError("There is or was a {name}: choose another name.", name="Kim Min-jun")
    dialog.show_refused(taken)


def new_pin(window: MainWindow) -> None:
    """A PIN was forgotten."""
    people(window)
    window.findChildren(PersonDetails)[0]._on_new_pin()


def badge(window: MainWindow) -> None:
    """A badge is read."""
    people(window)
    window.findChildren(PersonDetails)[0]._on_badge()


def retiring(window: MainWindow) -> None:
    """The question before somebody retires."""
    people(window)
    window.findChildren(PersonDetails)[0]._on_retire()


def invited(window: MainWindow) -> None:
    """A station that has judged nothing yet."""
    empty(window)
    window.show_recent(())


def touring(window: MainWindow) -> None:
    """At the first stop of the tour."""
    passed(window)
    window.open_tour()


def touring_on(window: MainWindow) -> None:
    """At the last castings, while the alarm sounds."""
    rejected(window)
    window.open_tour()
    for _ in range(4):
        window.findChildren(Tour)[0]._on_next()


def toured(window: MainWindow) -> None:
    """At the last stop."""
    passed(window)
    window.open_tour()
    for _ in range(7):
        window.findChildren(Tour)[0]._on_next()


def no_studies(window: MainWindow) -> None:
    """Nobody has studied anything so far."""
    running(window)
    window.toggle_study()
    window.show_studies(())


def studies(window: MainWindow) -> None:
    """One study under way, and a complete one."""
    no_studies(window)
    complete = samples.study()
    window.show_studies((replace(complete, answers=complete.answers[:61]), complete))


def new_study(window: MainWindow) -> None:
    """A study is made up."""
    studies(window)
    window.findChildren(StudyPage)[0]._on_new()
    sound, defective, people = window.findChildren(NewStudyDialog)[0].findChildren(QLineEdit)[:3]
    sound.setText("1-12")
    defective.setText("13-24, A7")
    people.setText("Kim, Lee")


def wrong_study(window: MainWindow) -> None:
    """A casting is named twice."""
    new_study(window)
    window.findChildren(NewStudyDialog)[0].findChildren(QLineEdit)[1].setText("12-24")


def studying(window: MainWindow) -> None:
    """A person's turn."""
    studies(window)
    study = samples.study()
    window.show_study(StudyProgress(replace(study, answers=study.answers[:10]), 10))


def stations_turn(window: MainWindow) -> None:
    """The station's turn."""
    studies(window)
    study = samples.study()
    place = next(n for n, task in enumerate(study.plan.tasks()) if task.appraiser is None)
    window.show_study(StudyProgress(replace(study, answers=study.answers[:place]), place))


def studied(window: MainWindow) -> None:
    """The outcome of a study."""
    studies(window)
    study = samples.study()
    window.show_study(StudyProgress(study, study.count))


def study_saved(window: MainWindow) -> None:
    """Its report is written."""
    studied(window)
    window.show_export_done(Path("/home/operator/Documents/study.pdf"), None)


def closing(window: MainWindow) -> None:
    """The question before it closes."""
    running(window)
    window.ask_to_close()


SCENES: tuple[Scene, ...] = (
    starting, opening, empty, running, arriving, rig_not_known, passed, review, unlike, rejected,
    called, challenged, challenge_failed, bypassing, bypassed, no_sound, unfit,
    paused, unplugged, fault, damaged, notice, delivery, unrecorded, history, numbered, export,
    exported,
    saving, saving_over, reporting, no_history, searched, not_found,
    no_studies, studies, new_study, wrong_study, studying, stations_turn, studied, study_saved,
    opened, opened_unlike, decided, deciding, opened_without_picture, inspected_again, menu, about,
    manual, keys, invited, touring, touring_on, toured, closing,
    signed_out, signed_in, who, leaving, pin, first_start, not_allowed, deciding_signed_in, people,
    adding, new_pin, badge, retiring,
    scanned, setting_up, setting_up_camera, teaching_empty_rig, drawing_region, setting_up_network,
    wrong_setting, settings_saved, kafka_tried, checked,
    statistics, pointing, drifting, untaught, teaching, taught, dark,
    few_statistics, reading_statistics, no_statistics, failed_statistics,
)  # fmt: skip


def make_window(language: str) -> MainWindow:
    """A window whose camera shows one rendered casting."""
    pixels = samples.casting(2, is_defective=True, size=512).pixels
    frame = Frame(1, monotonic(), pixels)
    return MainWindow(lambda: frame, "line-3", language, zone=ZoneInfo("Asia/Seoul"))


def settle() -> None:
    """Let Qt lay out and paint."""
    deadline = monotonic() + 0.15
    while monotonic() < deadline:
        QApplication.processEvents()


def _judged(window: MainWindow, verdict: Verdict) -> None:
    running(window)
    outline = samples.casting(2, is_defective=True, size=512).outline
    window.show_stage(Stage.JUDGED, None, outline)
    window.show_inspection(samples.recent_part(1241, verdict))


def grab(window: MainWindow) -> QPixmap:
    """The window, or the dialog or menu that stands before it."""
    picture = window.grab()
    for above in window.findChildren(QWidget):
        if above.isVisible() and isinstance(above, QDialog | QMenu):
            picture = above.grab()
    return picture


def dispose(window: MainWindow) -> None:
    """Let it go now, and not whenever Python collects it."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def main(out: Path) -> None:
    """Save every scene in both languages and every size below `out`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv)
    for language in LANGUAGES:
        for width, height in SIZES:
            folder = out / f"{language}_{width}x{height}"
            folder.mkdir(parents=True, exist_ok=True)
            for number, scene in enumerate(SCENES):
                window = make_window(language)
                window.resize(width, height)
                window.show()
                scene(window)
                settle()
                grab(window).save(str(folder / f"{number:02d}_{scene.__name__}.png"))
                dispose(window)
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
