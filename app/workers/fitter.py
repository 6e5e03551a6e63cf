"""Sets the station up: reads and writes its settings file, and tries its parts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import cv2
import numpy as np
import structlog
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot
from sqlalchemy import Engine

from app.setting_up.form import Setup, told
from app.settings import Settings, Source
from app.storage.audit import Audited, system_user
from models.atomic_file import write_file
from models.audit import Deed, Who
from models.errors import KnownError
from models.setup import Changes, PartCheck, SetupAnswer, SetupForm, Trial

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Doctor:
    """Who looks at the parts of a station."""

    checks: Callable[[Settings], Iterator[PartCheck]]
    trials: Mapping[Trial, Callable[[Settings], KnownError]]  # each may raise KnownError


class FitterError(KnownError):
    """The set-up itself has failed."""


class Fitter(QObject):
    """Works on the thread this object is moved to: parts take seconds to answer."""

    form_read = Signal(object)  # SetupForm
    answered = Signal(object)  # SetupAnswer
    tried = Signal(object, object, bool)  # Trial, KnownError, whether all is well
    empty_rig_kept = Signal(str)  # the file
    checked = Signal(object)  # PartCheck, one after the other …
    all_checked = Signal()  # … and this after the last
    failed = Signal(object)  # KnownError

    def __init__(self, source: Source, engine: Engine, doctor: Doctor) -> None:
        super().__init__()
        self._doctor = doctor
        self._setup = Setup(source)
        self._source = source
        self._engine = engine
        self._form: SetupForm | None = None
        self._is_stopped = False

    def give_up(self) -> None:
        """Check no further part; from any thread."""
        self._is_stopped = True

    @Slot()
    def start(self) -> None:
        """Begin; on the fitter's own thread."""

    @Slot()
    def stop(self) -> None:
        """End; on the fitter's own thread."""

    @Slot()
    def read(self) -> None:
        """Tell what can be set up."""
        try:
            self._form = self._setup.form()
        except KnownError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - a thread's rim
            _log.exception("the settings were not read")
            self.failed.emit(FitterError("It failed: {reason}.", reason=str(error)))
        else:
            self.form_read.emit(self._form)

    @Slot(object, object)
    def save(self, changes: Changes, by: Who | None) -> None:
        """Write changes to the file, all or none; the audit log says who and what."""
        try:
            self.answered.emit(self._save(changes, by or system_user()))
        except KnownError as error:
            self.answered.emit(SetupAnswer(trouble=error))
        except Exception as error:  # noqa: BLE001 - a thread's rim
            _log.exception("the settings were not saved")
            trouble = FitterError("It failed: {reason}.", reason=str(error))
            self.answered.emit(SetupAnswer(trouble=trouble))
        else:
            self.read()

    @Slot(object, object)
    def try_out(self, trial: Trial, changes: Changes) -> None:
        """Try a part as it would be after changes."""
        try:
            candidate = self._setup.candidate(changes)
            if candidate.settings is None:
                self.answered.emit(SetupAnswer(candidate.wrong))
                return
            self.tried.emit(trial, self._doctor.trials[trial](candidate.settings), True)
        except KnownError as error:
            self.tried.emit(trial, error, False)
        except Exception as error:  # noqa: BLE001 - a thread's rim
            _log.exception("a trial failed")
            self.tried.emit(trial, FitterError("It failed: {reason}.", reason=str(error)), False)

    @Slot(object)
    def keep_empty_rig(self, pixels: NDArray[np.uint8]) -> None:
        """Write the rig's picture, (height, width), beside the database: a new file each time.

        The settings may name an older one until they are saved.
        """
        name = f"empty-rig-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.png"
        file = Path(self._engine.url.database or "").absolute().with_name(name)
        try:
            write_file(file, cv2.imencode(".png", pixels)[1].tobytes())
        except OSError as error:
            self.failed.emit(
                FitterError(
                    "The picture {file} cannot be written: {reason}.",
                    file=str(file),
                    reason=error.strerror or str(error),
                )
            )
        else:
            self.empty_rig_kept.emit(str(file))

    @Slot()
    def check(self) -> None:
        """Let the doctor look at every part, as it is set up in the file.

        On a thread of its own, which may be left behind: a long history takes minutes.
        """
        Thread(target=self._check, name="doctor's round", daemon=True).start()

    def _check(self) -> None:
        try:
            for each in self._doctor.checks(self._source.load()):
                if self._is_stopped:
                    return
                self.checked.emit(each)
        except KnownError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - a thread's rim
            _log.exception("the check of all parts failed")
            self.failed.emit(FitterError("It failed: {reason}.", reason=str(error)))
        self.all_checked.emit()

    def _save(self, changes: Changes, by: Who) -> SetupAnswer:
        candidate = self._setup.candidate(changes)
        if candidate.settings is None:
            return SetupAnswer(candidate.wrong)
        said = told(changes, self._form or self._setup.form())
        file = str(self._source.file)
        with (
            self._setup.saving(changes) as make,
            Audited(self._engine, by, Deed.SETTINGS_CHANGED, file, said),
        ):
            make()
        return SetupAnswer(saved=tuple(changes))
