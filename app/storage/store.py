"""Writing down what the station says: once, whole, and for good."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
import uuid_utils
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.clock import ClockReading, read_clocks
from app.settings import RecordSettings
from app.storage import aside
from app.storage.audit import note, system_user
from app.storage.claim import Claim
from app.storage.database import (
    Tell,
    anchor_of,
    bring_up_to_date,
    make_private,
    open_database,
    real_path,
    writing,
)
from app.storage.epochs import current_epoch, fence, last_sequence_of_epochs
from app.storage.errors import DiskFullError, NotOnRecordError, StorageError, in_words
from app.storage.journal import Journal
from app.storage.people_tables import AuditRow
from app.storage.picture_index import RecordedPictures
from app.storage.pictures import PictureFolder
from app.storage.quota import PictureQuota
from app.storage.shown_files import note_shown
from app.storage.studies import Studies
from app.storage.tables import (
    BeginningRow,
    ChallengeRow,
    ClockJumpRow,
    DecisionRow,
    InspectionRow,
    OutboxRow,
    SealRow,
    UnfitRow,
)
from app.storage.unrecorded import Unrecordable, Unrecorded, reason_of
from app.storage.upkeep import Upkeep
from models.audit import Deed, Known, Who
from models.challenge import Challenge, ChallengeReport
from models.decision import Decision, DecisionWish, Ruling, is_override
from models.errors import KnownError
from models.events import CastingDecision, PredictionResult, StationChallenge
from models.folder_file import FolderFile
from models.inspection import Inspection, KeptPicture
from models.judgement import Finding, Judgement, Occasion, Thresholds, Verdict
from models.seal import FIRST
from models.shift import Shift
from models.sight import UnjudgedImage
from models.unrecorded import UnrecordedResult

_PROBE = Judgement(
    verdict=Verdict.PASS,
    defect_probability=0.0,
    frame_probabilities=(0.0,),
    taken_at=0.0,
    judged_ms=0.0,
    thresholds=Thresholds(0.3, 0.7),
    network="probe",
    network_sha256="0" * 64,
)
"""A result that every sound database takes."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What the record adds to a result."""

    id: str  # UUIDv7
    shift: Shift
    at: datetime


class Store:
    """The record of one station; opened by one program at a time, `keep` used by one thread."""

    def __init__(
        self,
        settings: RecordSettings,
        station: str,
        *,
        set_aside: bool = False,
        tell: Tell = lambda _: None,
        read_clocks: Callable[[], ClockReading] = read_clocks,
    ) -> None:
        """Open or make the database and settle what a crash left behind. Raises StorageError.

        With `set_aside` the database that is there is kept apart, and a new one begins.
        `tell` hears of what takes long.
        """
        self._file = real_path(settings.database)
        self.notices: tuple[KnownError, ...] = ()  # what a person must hear of the opening
        self._station = station
        self._quota_days = settings.quota_days
        with ExitStack() as stack:
            self._claim = Claim(self._file)
            stack.callback(self._claim.release)
            aside.finish(self._file)
            with in_words(self._file):
                is_orphaned = aside.is_orphaned(self._file)
            if set_aside or is_orphaned:
                aside.set_aside(self._file)
            with in_words(self._file):
                make_private(self._file)
            self._claim.hold()
            self.engine = open_database(self._file, create=True, tell=tell, guard=self._claim.check)
            stack.callback(self.engine.dispose)
            self.studies = Studies(self.engine, station)
            self.unrecorded = Unrecorded(self.engine)
            self.pictures = _pictures(settings, self.engine)
            self._upkeep = Upkeep(self.engine, read_clocks)
            self._journal = Journal(self.engine)
            self._note_set_aside(system_user())
            told = fence(self.engine, self._file, self._next_sequence)
            self.notices = (told,) if told else ()
            stack.callback(anchor_of(self.engine).flush)
            with suppress(StorageError):  # a disk that is full is told with the first casting
                self._upkeep.pass_time()  # before more is recorded
            self.sweep()
            self._open = stack.pop_all()

    def close(self) -> None:
        """Let go of the database."""
        self._open.close()

    def set_aside(self, by: Who | None = None) -> None:
        """Keep the damaged database apart and go on in a new one. Raises StorageError.

        Whoever reads through `engine` reads the new one from now on. `by` is who wanted it so,
        None the system's user.
        """
        self.engine.dispose()
        self._claim.let_go()  # Windows moves no file that is open
        try:
            aside.set_aside(self._file)
            with in_words(self._file):
                make_private(self._file)
        finally:
            if self._file.exists():
                self._claim.hold()
        with in_words(self._file):
            bring_up_to_date(self.engine, self._file)
        self._upkeep.begin_anew()
        self.pictures.quota.begin_anew()
        self._note_set_aside(by or system_user())

    def sweep(self) -> int:
        """Settle pictures that a crash left in doubt; returns how many no inspection named."""
        with in_words(self._file):
            keeps_orphans = bool(aside.databases_aside(self._file))
            return self.pictures.sweep(self._picture_on_record, keeps_orphans=keeps_orphans)

    def keep(
        self, finding: Finding, shift: Shift, at: datetime, clock_jump: float = 0.0
    ) -> Inspection:
        """Record the finding and its message to the plant, or neither.

        `clock_jump` is by how many seconds the clock was set since the finding before. On
        return it is on the disk. Raises StorageError; then nothing was recorded and the finding
        may be offered again.
        """
        return self._keep_with(finding, shift, at, clock_jump, lambda _session, _inspection: None)

    def set_apart(self, item: Unrecordable, why: Exception, at: datetime) -> UnrecordedResult:
        """Keep what cannot be stored until a person acts. Raises StorageError.

        `why` is what storing it raised. On return it is on the disk.
        """
        return self.unrecorded.add(item, why, at)

    def retry_unrecorded(
        self, number: int, shift: Shift, at: datetime, by: Who | None = None
    ) -> Inspection | None:
        """Record a result that could not be stored, with its text made storable.

        Its time is that of the retry, so that times go up with the sequence; the audit log says
        when it was judged. A reinspection of what is not in this database becomes an inspection
        of its own. Returns None for an image that was not judged. Raises StorageError; then it
        still waits.
        """
        item, judged_at = self.unrecorded.item(number)
        who, said = by or system_user(), {"judged_at": judged_at.isoformat()}
        if not isinstance(item, Finding):
            with in_words(self._file), Session(writing(self.engine)) as session, session.begin():
                session.add(_unfit_row(item, shift, at))
                self.unrecorded.settle(session.connection(), number, who, at, said)
            return None

        def settle(session: Session, inspection: Inspection) -> None:
            told = said | {"inspection": inspection.id}
            self.unrecorded.settle(session.connection(), number, who, at, told)

        try:
            return self._keep_with(item, shift, at, 0.0, settle)
        except NotOnRecordError:
            fresh = replace(item, occasion=Occasion.MANUAL, reinspection_of=None)
            return self._keep_with(fresh, shift, at, 0.0, settle)
        except StorageError:
            raise
        except Exception as error:
            raise StorageError(
                "Result {number} cannot be stored: {reason}.",
                number=number,
                reason=reason_of(error),
            ) from error

    def try_to_record(self, shift: Shift, at: datetime) -> None:
        """Go through all that recording a plain result takes, and take it back.

        What this raises is wrong with the database; what it does not raise is wrong with the
        result that could not be stored.
        """
        probe = Finding(_PROBE, Occasion.LINE, np.zeros((1, 1), np.uint8), None)
        with in_words(self._file), Session(writing(self.engine)) as session:
            self._insert(session, probe, _Stamp(str(uuid_utils.uuid7()), shift, at), None)
            session.flush()
            session.rollback()

    def _keep_with(
        self,
        finding: Finding,
        shift: Shift,
        at: datetime,
        clock_jump: float,
        also: Callable[[Session, Inspection], None],
    ) -> Inspection:
        """As `keep`; `also` writes in the same transaction."""
        quota = self.pictures.quota
        try:
            return self._keep(finding, shift, at, clock_jump, also)
        except DiskFullError:
            if not quota.give_way(self._file):
                raise
        try:
            return self._keep(finding, shift, at, clock_jump, also)
        except DiskFullError:
            quota.was_in_vain()
            raise

    def decide(self, wish: DecisionWish, at: datetime) -> Decision:
        """Record a person's decision and its message to the plant, or neither.

        Raises StorageError, also where there is no such inspection or a reason is missing.
        """
        with in_words(self._file), Session(writing(self.engine)) as session, session.begin():
            row = session.scalar(select(InspectionRow).filter_by(id=wish.inspection_id))
            if row is None:
                raise NotOnRecordError(
                    "There is no inspection {id} on record.", id=wish.inspection_id
                )
            if is_override(row.verdict, wish.ruling) and not wish.reason:
                raise StorageError("Whoever overrides the station must give a reason.")
            decision = Decision(
                id=str(uuid_utils.uuid7()),
                station=self._station,
                decided_at=at.astimezone(UTC),
                inspection_id=row.id,
                casting_id=row.reinspection_of or row.id,
                verdict=row.verdict,
                ruling=wish.ruling,
                defect_kind=wish.defect_kind if wish.ruling is Ruling.DEFECTIVE else None,
                reason=wish.reason,
                decided_by=wish.decided_by,
            )
            message = CastingDecision.of(
                decision, _last_hash(session, DecisionRow), _newest_hash(session)
            )
            waiting = OutboxRow.of_decision(decision, row.sequence, message)
            session.add_all([DecisionRow.of(decision, message), waiting])
            who = Who(wish.decided_by, Known.SIGNED_IN if wish.is_signed_in else Known.TYPED)
            said = {"ruling": wish.ruling.value, "verdict": row.verdict.value}
            note(session.connection(), who, Deed.CASTING_DECIDED, row.id, said)
        return decision

    def record_challenge(self, report: ChallengeReport, shift: Shift, at: datetime) -> Challenge:
        """Record a challenge and its message to the plant, or neither. Raises StorageError."""
        challenge = Challenge(
            id=str(uuid_utils.uuid7()),
            station=self._station,
            ended_at=at.astimezone(UTC),
            shift=shift.name,
            shift_started_at=shift.starts_at.astimezone(UTC),
            report=report,
        )
        with in_words(self._file), Session(writing(self.engine)) as session, session.begin():
            message = StationChallenge.of(
                challenge, _last_hash(session, ChallengeRow), _newest_hash(session)
            )
            last = self._next_sequence(session) - 1
            waiting = OutboxRow.of_challenge(challenge, last, message)
            session.add_all([ChallengeRow.of(challenge, message), waiting])
            if report.known is not None:
                who = Who(report.bypassed_by, report.known)
                said = {"reason": report.reason}
                note(session.connection(), who, Deed.CHALLENGE_BYPASSED, challenge.id, said)
        return challenge

    def note_unjudged(self, image: UnjudgedImage, shift: Shift, at: datetime) -> None:
        """Put on record that an image was not judged, and why.

        On return it is on the disk. Raises StorageError; then nothing was recorded.
        """
        with in_words(self._file), Session(writing(self.engine)) as session, session.begin():
            session.add(_unfit_row(image, shift, at))
            if image.file is not None:
                note_shown(session, image.file)

    def note_shown(self, file: FolderFile) -> None:
        """Put on record that a file was shown whose result goes elsewhere. Raises StorageError."""
        with in_words(self._file), Session(writing(self.engine)) as session, session.begin():
            note_shown(session, file)

    def tidy(self) -> bool:
        """Prune some images beyond the quota; whether there are more. Raises StorageError.

        How old they are is told by the time that has passed for certain, and not by the clock.
        """
        quota, upkeep = self.pictures.quota, self._upkeep
        with in_words(self._file):
            try:
                upkeep.pass_time()
            finally:  # a database that is full must not keep images on another disk from going
                quota.skip(upkeep.pruned)
                has_more = quota.enforce(upkeep.recorded_before(self._quota_days))
                upkeep.pruned = max(upkeep.pruned, quota.pruned)
                self._journal.look()
        return has_more

    @property
    def clock_jump(self) -> float:
        """By how many seconds the clock was set while the record was closed, as far as known."""
        return self._upkeep.jump_s

    @property
    def trouble(self) -> StorageError | None:
        """What a person should know of the disk though results are recorded, if anything."""
        return self._journal.trouble or self.pictures.trouble or self._upkeep.trouble

    def _keep(
        self,
        finding: Finding,
        shift: Shift,
        at: datetime,
        clock_jump: float,
        also: Callable[[Session, Inspection], None],
    ) -> Inspection:
        stamp = _Stamp(str(uuid_utils.uuid7()), shift, at)
        kept = self.pictures.take(stamp.id, finding, at)
        try:
            with in_words(self._file), Session(writing(self.engine)) as session, session.begin():
                inspection, number = self._insert(session, finding, stamp, kept)
                if clock_jump:
                    session.add(ClockJumpRow(number=number, seconds=clock_jump))
                also(session, inspection)
        except BaseException:
            if kept:
                self.pictures.withdraw(kept)
            raise
        if kept:
            self.pictures.settle(kept)
        self._journal.look()
        return inspection

    def _insert(
        self, session: Session, finding: Finding, stamp: _Stamp, kept: KeptPicture | None
    ) -> tuple[Inspection, int]:
        """Add the inspection, its hash and its message; returns it and its row's number."""
        sequence = self._next_sequence(session)
        inspection = Inspection(
            id=stamp.id,
            station=self._station,
            sequence=sequence,
            epoch=current_epoch(session, sequence),
            inspected_at=stamp.at.astimezone(UTC),
            shift=stamp.shift.name,
            shift_started_at=stamp.shift.starts_at.astimezone(UTC),
            occasion=finding.occasion,
            judgement=finding.judgement,
            reinspection_of=_first_of(session, finding.reinspection_of),
            picture=kept,
        )
        row = InspectionRow.of(inspection)
        session.add(row)
        session.flush()
        message = PredictionResult.of(inspection, _last_hash(session, SealRow))
        seal = SealRow(number=row.number, seal=message.seal)
        session.add_all([seal, OutboxRow.of(inspection, message)])
        if finding.file is not None:
            note_shown(session, finding.file)
        return inspection, row.number

    def _note_set_aside(self, by: Who) -> None:
        """Note the database that was set aside last, unless that was done already.

        So it is noted, too, where the program was killed in between.
        """
        for old in aside.databases_aside(self._file)[-1:]:
            noted = select(AuditRow.number).filter_by(
                deed=Deed.DATABASE_SET_ASIDE, subject=str(old)
            )
            with in_words(self._file), writing(self.engine).begin() as connection:
                if connection.scalar(noted.limit(1)) is None:
                    note(connection, by, Deed.DATABASE_SET_ASIDE, str(old))

    def _next_sequence(self, session: Session) -> int:
        newest = select(func.max(InspectionRow.sequence)).filter_by(station=self._station)
        last = session.scalar(newest)
        if last is None:
            last = (session.scalar(select(BeginningRow.sequence)) or 1) - 1
        return max(last, last_sequence_of_epochs(session)) + 1

    def _picture_on_record(self, id_: str) -> KeptPicture | None:
        with Session(self.engine) as session:
            row = session.scalar(select(InspectionRow).filter_by(id=id_))
            return row.inspection().picture if row else None


def _unfit_row(image: UnjudgedImage, shift: Shift, at: datetime) -> UnfitRow:
    return UnfitRow(
        seen_at=at,
        shift=shift.name,
        shift_started_at=shift.starts_at.astimezone(UTC),
        reason=image.reason,
        part=image.part,
        source=image.source,
        detail=image.detail or None,
    )


def _pictures(settings: RecordSettings, engine: Engine) -> PictureFolder:
    folder = settings.pictures_folder()
    index = RecordedPictures(engine)
    return PictureFolder(
        folder,
        settings.keep_pictures,
        settings.keep_every_nth_pass,
        PictureQuota(folder, settings.quota_megabytes * 1_000_000, index),
        keeps_frames=settings.keep_frames,
    )


def _last_hash(
    session: Session, chain: type[SealRow] | type[DecisionRow] | type[ChallengeRow]
) -> str:
    newest = select(chain.seal).order_by(chain.number.desc()).limit(1)
    return session.scalar(newest) or FIRST


def _newest_hash(session: Session) -> str | None:
    """Return the record hash of the newest inspection; None where there is none."""
    return session.scalar(select(SealRow.seal).order_by(SealRow.number.desc()).limit(1))


def _first_of(session: Session, looked_at: str | None) -> str | None:
    """The casting's first inspection: reinspections are linked to it, not to one another."""
    if looked_at is None:
        return None
    found = session.scalar(select(InspectionRow).filter_by(id=looked_at))
    if found is None:
        raise NotOnRecordError("There is no inspection {id} on record.", id=looked_at)
    return found.reinspection_of or found.id
