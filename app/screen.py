"""The station on the screen: its words to the window, the window's wishes to it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.settings import Settings
from app.workers.slot import FrameSlot
from models.people import Attendance
from widgets import theme
from widgets.main_window import MainWindow

if TYPE_CHECKING:
    from app.station import Station

RECENT = 20  # castings shown as thumbnails


class Screen(QObject):
    """Owns the window; `attach` joins it to a station once there is one."""

    def __init__(self, settings: Settings, eye: FrameSlot) -> None:
        super().__init__()
        theme.wear(theme.DARK if settings.station.appearance == "dark" else theme.LIGHT)
        self.window = MainWindow(
            pull=eye.take,
            station=settings.station.name,
            language=settings.station.language,
            volume=settings.alarm.volume,
            zone=settings.station.zone(),
            attendance=Attendance(is_asked=settings.sign_in.enabled),
            sign_out_minutes=settings.sign_in.auto_sign_out_minutes,
            scans=settings.serial.source == "scanner",
        )

    def attach(self, station: "Station") -> None:
        """Connect the station and the window."""
        self._show(station)
        self._listen(station)
        station.workers.reader.ask_recent(RECENT)

    def _show(self, station: "Station") -> None:
        window, workers = self.window, station.workers
        workers.judge.seen.connect(window.show_stage)
        workers.judge.ready.connect(window.show_network)
        for worker in (
            workers.capture,
            workers.judge,
            workers.recorder,
            workers.sender,
            workers.alarm,
        ):
            worker.health_changed.connect(window.show_health)
        station.inspected.connect(window.show_inspection)
        station.tally_changed.connect(window.show_tally)
        station.alarm_changed.connect(window.show_alarm)
        station.pause_changed.connect(window.show_paused)
        station.faulted.connect(window.show_fault)
        station.told.connect(window.show_notice)
        station.called.connect(window.show_call)
        station.decided.connect(window.show_decision)
        station.taught.connect(window.show_taught)
        station.scanned.connect(window.show_scanned)
        workers.judge.scan_used.connect(window.show_scan_used)
        workers.judge.measured.connect(window.show_light)
        station.studies.changed.connect(window.show_study)
        workers.reader.studies_read.connect(window.show_studies)
        fitter = workers.fitter
        fitter.form_read.connect(window.show_setup_form)
        fitter.answered.connect(window.show_setup_answer)
        fitter.tried.connect(window.show_tried)
        fitter.empty_rig_kept.connect(window.show_empty_rig)
        fitter.checked.connect(window.show_check)
        fitter.all_checked.connect(window.show_checked)
        fitter.failed.connect(window.show_notice)
        station.challenge_changed.connect(window.show_challenge)
        workers.alarm.volume_changed.connect(window.show_volume)
        workers.recorder.unrecorded_changed.connect(window.show_unrecorded)
        reader = workers.reader
        reader.recent_read.connect(window.show_recent)
        reader.details_read.connect(window.open_inspection)
        reader.shifts_read.connect(window.show_shifts)
        reader.page_read.connect(window.show_page)
        reader.export_progress.connect(window.show_export_progress)
        reader.export_done.connect(window.show_export_done)
        reader.report_read.connect(window.show_delivery)
        workers.sender.troubles_changed.connect(window.show_topic_troubles)
        workers.sender.quarantine_changed.connect(window.show_quarantine)
        station.quarantine_refused.connect(window.show_quarantine)
        reader.statistics_read.connect(window.show_statistics)
        reader.failed.connect(window.show_notice)
        doorkeeper, staff = workers.doorkeeper, window.staff
        doorkeeper.people_read.connect(staff.show_people)
        doorkeeper.refused.connect(staff.show_sign_in_refused)
        doorkeeper.changed.connect(staff.show_person_changed)
        doorkeeper.not_changed.connect(staff.show_people_refused)
        station.reception.refused.connect(staff.show_people_refused)
        station.reception.attendance_changed.connect(staff.show_attendance)

    def _listen(self, station: "Station") -> None:
        window, reader = self.window, station.workers.reader
        window.inspect_now.connect(station.inspect_now)
        window.reinspect.connect(station.reinspect)
        window.decision_wanted.connect(station.decide)
        window.challenge_wanted.connect(station.challenge)
        window.bypass_wanted.connect(station.bypass_challenge)
        window.scanned.connect(station.scan)
        window.teaching_wanted.connect(station.teach)
        studies = station.studies
        window.studies_wanted.connect(reader.ask_studies)
        window.study_wanted.connect(studies.begin)
        window.study_resumed.connect(studies.resume)
        window.study_answered.connect(studies.answer)
        window.study_back_wanted.connect(studies.go_back)
        window.study_left.connect(studies.leave)
        window.study_report_wanted.connect(reader.ask_study_report)
        fitter = station.workers.fitter
        window.setup_form_wanted.connect(fitter.read)
        window.settings_wanted.connect(station.save_settings)
        window.trial_wanted.connect(fitter.try_out)
        window.empty_rig_shown.connect(fitter.keep_empty_rig)
        window.alarm_test_wanted.connect(station.test_alarm)
        window.check_wanted.connect(fitter.check)
        window.unrecorded_wanted.connect(station.workers.recorder.list_unrecorded)
        window.unrecorded_retry_wanted.connect(station.retry_unrecorded)
        window.unrecorded_discard_wanted.connect(station.discard_unrecorded)
        window.pause_wanted.connect(station.pause)
        window.acknowledge_alarm.connect(station.acknowledge)
        window.volume_changed.connect(station.workers.alarm.set_volume)
        window.inspection_wanted.connect(reader.ask_details)
        window.history_page_wanted.connect(reader.ask_page)
        window.shifts_wanted.connect(reader.ask_shifts)
        window.delivery_wanted.connect(reader.ask_report)
        window.retry_wanted.connect(station.retry_messages)
        window.discard_wanted.connect(station.discard_message)
        window.statistics_wanted.connect(reader.ask_statistics)
        window.export_wanted.connect(reader.ask_export)
        window.report_wanted.connect(reader.ask_shift_report)
        window.export_cancelled.connect(reader.cancel_export)
        reception, staff = station.reception, window.staff
        staff.people_wanted.connect(reception.ask_people)
        staff.sign_in_wanted.connect(reception.sign_in)
        staff.sign_out_wanted.connect(reception.sign_out)
        staff.first_engineer_wanted.connect(reception.add_first)
        staff.person_wanted.connect(reception.add)
        staff.person_change_wanted.connect(reception.change)
