"""Judging on threads of its own, as the station judges; what waits is bounded."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue

import cv2
import numpy as np
import structlog
from numpy.typing import NDArray

from inference.heatmap import overlay
from inference.inspector import Inspector
from models.errors import KnownError
from models.health import Condition
from models.judgement import Judgement
from models.pictures import decode_picture

STUCK_S = 30.0  # no picture takes so long
MAP_SIDE = 800  # pixels, the longer side of a defect map that is sent back
_log = structlog.get_logger()


class JudgingError(KnownError):
    """A picture that brought our own program to fall."""


class BusyError(KnownError):
    """More pictures than can be taken in just now; nothing of the request was judged."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a client sent it; it is read when its turn has come, so few are in memory."""

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the network says of a picture; nothing of it is on record yet."""

    judgement: Judgement
    defect_map: bytes | None  # PNG, the heat over the picture


class Judges:
    """Threads that judge; from any thread. `close` ends them, after what is under way."""

    def __init__(
        self, open_inspector: Callable[[], Inspector], threads: int, bound: int, most_pixels: int
    ) -> None:
        """Each thread has an inspector of its own. Raises NetworkError."""
        self._inspectors: SimpleQueue[Inspector] = SimpleQueue()
        for _ in range(threads):
            self._inspectors.put(open_inspector())
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="judging")
        self._bound = bound
        self._most_pixels = most_pixels
        self._lock = threading.Lock()
        self._under_way = 0
        self._has_failed = False  # by an error that no picture may cause, the last time
        self._began_at: dict[int, float] = {}  # of each thread that judges, by time.monotonic()

    @property
    def under_way(self) -> int:
        """Pictures that were taken in and are not judged yet."""
        return self._under_way

    def judge(
        self, pictures: Sequence[Picture], *, with_map: bool = False
    ) -> list[Future[Judged | KnownError]]:
        """Take all of the pictures in, or none: raises BusyError."""
        with self._lock:
            if self._under_way + len(pictures) > self._bound:
                raise BusyError("Too many pictures are waiting to be judged; try again shortly.")
            self._under_way += len(pictures)
        return [self._pool.submit(self._judge, picture, with_map) for picture in pictures]

    def condition(self) -> Condition:
        """FAULT while the network fails, or takes longer than STUCK_S for a picture; else OK."""
        with self._lock:
            oldest = min(self._began_at.values(), default=None)
        is_stuck = oldest is not None and time.monotonic() - oldest > STUCK_S
        return Condition.FAULT if self._has_failed or is_stuck else Condition.OK

    def close(self) -> None:
        """Judge what is under way, and end the threads."""
        self._pool.shutdown(cancel_futures=True)

    def _judge(self, picture: Picture, with_map: bool) -> Judged | KnownError:
        inspector = self._inspectors.get()
        with self._lock:
            self._began_at[threading.get_ident()] = time.monotonic()
        try:
            judged = _judged(picture, inspector, self._most_pixels, with_map=with_map)
        except KnownError as error:
            return error
        except Exception:  # noqa: BLE001 - a thread's rim: other pictures go on
            self._has_failed = True
            _log.exception("judging failed")
            return JudgingError(
                "The picture {file} could not be judged: a mistake of ours, which is in the log.",
                file=picture.name,
            )
        else:
            self._has_failed = False
            return judged
        finally:
            self._inspectors.put(inspector)
            with self._lock:
                del self._began_at[threading.get_ident()]
                self._under_way -= 1


def _judged(picture: Picture, inspector: Inspector, most_pixels: int, *, with_map: bool) -> Judged:
    started = time.monotonic()
    pixels = decode_picture(picture.read(), picture.name, most_pixels)
    classification, verdict = inspector.judge(pixels)
    card = inspector.classifier.card
    judgement = Judgement(
        verdict=verdict,
        defect_probability=classification.defect_probability,
        frame_probabilities=(classification.defect_probability,),
        taken_at=started,
        judged_ms=(time.monotonic() - started) * 1000,
        thresholds=inspector.thresholds,
        network=card.name,
        network_sha256=card.network_sha256,
        source=picture.name,
        novelty=classification.novelty,
    )
    return Judged(judgement, _drawn(pixels, classification.defect_map) if with_map else None)


def _drawn(pixels: NDArray[np.uint8], defect_map: NDArray[np.float32] | None) -> bytes:
    factor = min(1.0, MAP_SIDE / max(pixels.shape))
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".png", overlay(np.asarray(small, np.uint8), defect_map))[1].tobytes()
