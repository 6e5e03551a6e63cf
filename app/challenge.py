"""When the station must show that it still tells good from bad, and whether it did."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.settings import ChallengeSettings
from models.audit import Who
from models.challenge import (
    Challenge,
    ChallengeCause,
    ChallengeOutcome,
    ChallengeProgress,
    ChallengeReport,
    ChallengeStep,
)
from models.judgement import Judgement
from models.network_card import NetworkCard
from models.shift import Shift


@dataclass(frozen=True, slots=True)
class _Run:
    """The challenge under way."""

    began_at: datetime
    network: NetworkCard
    progress: ChallengeProgress

    def with_step(self, judgement: Judgement) -> "_Run":
        casting = self.progress.castings[len(self.progress.steps)]
        step = ChallengeStep(casting, judgement.verdict, judgement.defect_probability)
        steps = (*self.progress.steps, step)
        return replace(self, progress=replace(self.progress, steps=steps))

    def report(self, outcome: ChallengeOutcome) -> ChallengeReport:
        return ChallengeReport(
            began_at=self.began_at,
            cause=self.progress.cause,
            outcome=outcome,
            steps=self.progress.steps,
            network=self.network.name,
            network_sha256=self.network.network_sha256,
        )


_CORRECTED = timedelta(minutes=5)
"""By so much a time server may set the clock back, and a challenge is none the older."""


class Challenger:
    """Leads from one known casting to the next; used by one thread.

    `cause` ──begin──▶ running ──take …, or bypass──▶ report, on record ──know──▶ open
    """

    def __init__(
        self, settings: ChallengeSettings, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`monotonic` is in seconds; nobody can set it back, as the clock can be."""
        self._monotonic = monotonic
        self._known_at = monotonic()  # the last one
        self.castings = settings.castings()
        self.last: Challenge | None = None  # that opened production
        self._every = timedelta(hours=settings.every_hours) if settings.every_hours else None
        self._run: _Run | None = None
        self.is_over = False  # the report of the run is on its way to the record

    @property
    def progress(self) -> ChallengeProgress | None:
        """Where the challenge stands that is running."""
        return self._run.progress if self._run else None

    def know(self, challenge: Challenge | None) -> None:
        """The newest on record that opens production; None: there is none."""
        self.last, self._run, self.is_over = challenge, None, False
        self._known_at = self._monotonic()

    def cause(self, shift: Shift, network: NetworkCard, now: datetime) -> ChallengeCause | None:
        """Why a challenge is due, if one is."""
        if not self.castings:
            return None
        last = self.last
        if last is None or (last.shift, last.shift_started_at) != (shift.name, shift.starts_at):
            return ChallengeCause.SHIFT
        if last.report.network_sha256 != network.network_sha256:
            return ChallengeCause.NETWORK
        return ChallengeCause.HOURS if self._is_overdue(last, now) else None

    def _is_overdue(self, last: Challenge, now: datetime) -> bool:
        """Whether the hours are over, or nobody can say: the last one is yet to come."""
        if self._every is None:
            return False
        since = now - last.ended_at
        running = timedelta(seconds=self._monotonic() - self._known_at)
        return max(since, running) >= self._every or since < -_CORRECTED

    def begin(
        self,
        cause: ChallengeCause,
        network: NetworkCard,
        now: datetime,
        failed: tuple[ChallengeStep, ...] = (),
    ) -> None:
        """Ask for the first known casting; `failed` are the wrong steps of the one before."""
        self._run = _Run(now, network, ChallengeProgress(cause, self.castings, failed=failed))
        self.is_over = False

    def take(self, judgement: Judgement) -> ChallengeReport | None:
        """What was said of the casting that was asked for; the report after the last one."""
        if self._run is None or self.is_over:
            return None
        self._run = self._run.with_step(judgement)
        progress = self._run.progress
        if progress.next_casting is not None:
            return None
        is_right = all(step.is_right for step in progress.steps)
        self.is_over = True
        return self._run.report(ChallengeOutcome.PASSED if is_right else ChallengeOutcome.FAILED)

    def bypass(self, reason: str, by: Who) -> ChallengeReport | None:
        """A person opens production without it; None where none is running."""
        if self._run is None or self.is_over:
            return None
        self.is_over = True
        report = self._run.report(ChallengeOutcome.BYPASSED)
        return replace(report, reason=reason, bypassed_by=by.name, known=by.known)
