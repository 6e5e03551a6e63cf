"""The line: one casting after the other comes onto the rig, and the next is rendered beside."""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from camera.rig.casting import Defect
from camera.rig.stage import Item, Stage
from camera.rig.visit import Visit
from models.judgement import RingOutline

SHUTTER_S = 0.004  # how long the shutter is open


@dataclass(frozen=True, slots=True)
class CastingTruth:
    """What is true of one casting that came along; no classifier is told."""

    number: int  # 1, 2, 3, …
    visit: Visit  # on the camera's clock, as `Frame.taken_at` is
    defects: tuple[Defect, ...]  # empty exactly when it is sound
    outline: RingOutline  # where it lies while it lies still

    @property
    def is_defective(self) -> bool:
        """The true label."""
        return bool(self.defects)


class Line:
    """Runs from its making until `stop`; filmed by one thread."""

    def __init__(self, stage: Stage, casting_takes_s: float) -> None:
        self._stage = stage
        self._casting_takes_s = casting_takes_s
        self._renderer = ThreadPoolExecutor(1, "rig renderer")
        self._next: Future[Item] = self._renderer.submit(stage.casting, 1)
        self._item: Item | None = None
        self._still: NDArray[np.uint8] | None = None  # the casting at rest, before noise
        self.truths: deque[CastingTruth] = deque(maxlen=1000)  # the casting on the rig is the last

    def film(self, now: float) -> NDArray[np.uint8]:
        """What the camera sees at this time; the rig stays empty while no casting is ready."""
        if self._item and now >= self.truths[-1].visit.ends_at:
            self._item = self._still = None
        if self._item is None and self._next.done():
            self._bring(self._next.result(), now)
        return self._stage.with_noise(self._scene(self._item, now) if self._item else self._empty())

    def stop(self) -> None:
        """Wait for the casting that is being rendered, and render no more."""
        self._renderer.shutdown(cancel_futures=True)

    def _bring(self, item: Item, now: float) -> None:
        self._item = item
        visit = Visit(now, self._casting_takes_s)
        outline = item.sprite.pose.outline()
        self.truths.append(CastingTruth(item.number, visit, item.defects, outline))
        self._next = self._renderer.submit(self._stage.casting, item.number + 1)

    def _scene(self, item: Item, now: float) -> NDArray[np.uint8]:
        visit = self.truths[-1].visit
        shift = visit.shift(now)
        if abs(shift) == 1:
            return self._empty()
        if shift:
            return self._stage.film(item, shift, visit.shift(now + SHUTTER_S) - shift)
        if self._still is None:
            self._still = self._stage.film(item, 0, 0)
        return self._still

    def _empty(self) -> NDArray[np.uint8]:
        return self._stage.empty
