"""A shift as a line works it: pictures of rejects, decisions, a stop, a clock that was set."""

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from app.storage.store import Store
from camera.rig import render_casting
from models.decision import DecisionWish, DefectKind, Ruling
from models.inspection import Inspection
from models.judgement import Finding, Verdict
from models.sight import Unfit, UnjudgedImage
from tests.app.storage.recording import DAY, finding
from tests.widgets.samples import defect_map

EVERY = timedelta(seconds=60)
KINDS = (DefectKind.BLOW_HOLE, DefectKind.BLOW_HOLE, DefectKind.BURR, None)


def work(store: Store) -> list[Inspection]:
    """Record a shift; its third hour is bad, and an hour and a half is missing after it."""
    kept = [
        store.keep(_casting(number), DAY, _time(number), 90.0 * (number == 40))
        for number in range(300)
    ]
    for reason in (Unfit.GLARE, Unfit.GLARE, Unfit.BLURRED):
        store.note_unjudged(UnjudgedImage(reason), DAY, DAY.starts_at)
    rejects = [one for one in kept if one.judgement.verdict is Verdict.REJECT]
    for number, one in enumerate(rejects[:8]):
        wish = DecisionWish(one.id, Ruling.DEFECTIVE, "김민준", KINDS[number % len(KINDS)])
        store.decide(wish, one.inspected_at + timedelta(minutes=5))
    stain = DecisionWish(rejects[8].id, Ruling.SOUND, "Kim", None, "Stain, no defect")
    store.decide(stain, rejects[8].inspected_at + timedelta(minutes=2))
    return kept


def _time(number: int) -> datetime:
    missing = timedelta(minutes=90) if number >= 180 else timedelta()
    return DAY.starts_at + number * EVERY + missing


def _casting(number: int) -> Finding:
    is_bad = number % 30 == 7 or (120 <= number < 180 and number % 6 == 0)
    verdict = Verdict.REJECT if is_bad else Verdict.REVIEW if number % 50 == 9 else Verdict.PASS
    made = finding(verdict, defect_probability=0.8 + number / 2000 if is_bad else 0.1)
    if not is_bad:
        return made
    rendered = render_casting(np.random.default_rng([3, number]), 192, defective=True)
    return replace(made, pixels=rendered.pixels, defect_map=defect_map(rendered))
