"""Evidence: the very pixels that were judged, as PNG, frame by frame, and the defect map.

PNG and not JPEG: a kept picture that is inspected again must get the score that it had, and
its hash stands for what the network saw. A picture is first written to `incoming/`, then its
inspection is committed, then it moves to the folder of its day. So after a crash only the few
files in `incoming/` are in doubt, and `sweep` settles them by what is on record.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
import structlog
from numpy.typing import NDArray

from app.storage.durable import flush_folder, write_through
from app.storage.errors import StorageError
from app.storage.quota import PictureQuota
from models.inspection import KeptFrame, KeptPicture
from models.judgement import Finding, Judgement, Verdict

KeepWhich = Literal["all", "flagged", "none"]
_ORPHANS = "0000/00/00"  # a day that sorts before all others
MAP_SIDE = 128  # pixels, at most; a defect map is smooth
_log = structlog.get_logger()


class PictureFolder:
    """Evidence pictures on the disk; used by the recording thread, `file` by any."""

    def __init__(
        self,
        folder: Path,
        keep: KeepWhich,
        every_nth_pass: int,
        quota: PictureQuota,
        *,
        keeps_frames: bool = True,
    ) -> None:
        """With `keeps_frames` the other frames that were combined stay beside each picture."""
        self._folder = folder
        self._incoming = folder / "incoming"
        self._keep = keep
        self._every_nth_pass = every_nth_pass
        self._passes = 0
        self._keeps_frames = keeps_frames
        self.quota = quota
        self.trouble: StorageError | None = None  # why the last wanted picture was not kept

    def take(self, id_: str, finding: Finding, at: datetime) -> KeptPicture | None:
        """Write the finding's picture to `incoming/`, if it is wanted and there is room.

        A result is worth more than its picture: a disk that refuses the picture is told in
        `trouble` and does not keep the result from being recorded.
        """
        if not self._is_wanted(finding.judgement):
            return None
        self.trouble = None
        if not self.quota.make_room():
            self.trouble = StorageError(
                "The disk is nearly full: results are recorded without pictures."
            )
            return None
        try:
            return self._write(id_, finding, at)
        except OSError as error:
            self.trouble = StorageError(
                "Evidence pictures cannot be kept: {reason}.", reason=error.strerror or str(error)
            )
            self._clear_incoming(id_)
            return None

    def settle(self, kept: KeptPicture) -> None:
        """Move a picture to its place, now that its inspection is on record."""
        for path in _paths(kept):
            arrived = self._incoming / Path(path).name
            place = self._folder / path
            try:
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                arrived.replace(place)
                self.quota.added(path, place.stat().st_size)
            except OSError:  # found in `incoming/` meanwhile; the next sweep moves it
                _log.warning("A picture could not be moved to its place.", picture=path)

    def withdraw(self, kept: KeptPicture) -> None:
        """Remove a picture whose inspection could not be recorded."""
        self._clear_incoming(Path(kept.path).stem)

    def sweep(
        self, on_record: Callable[[str], KeptPicture | None], *, keeps_orphans: bool = False
    ) -> int:
        """Settle what a crash left in `incoming/`; returns how many files no row named.

        `on_record` gives the picture that the inspection of an id names, if there is one. With
        `keeps_orphans` those that no row names stay, among the oldest: their inspections may be
        in a database that was set aside.
        """
        orphans = 0
        for file in sorted(self._incoming.glob("*")):
            kept = on_record(file.name.partition(".")[0])
            if kept is not None and file.name in {Path(path).name for path in _paths(kept)}:
                self.settle(kept)
            elif file.exists():  # the other files of one picture have been settled with the first
                self._keep_orphan(file) if keeps_orphans else file.unlink()
                orphans += 1
        return orphans

    def _keep_orphan(self, file: Path) -> None:
        place = self._folder / _ORPHANS / file.name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.replace(place)

    def file(self, path: str) -> Path | None:
        """Where a kept picture or defect map lies; None once it is no longer kept."""
        return find_picture(self._folder, path)

    def _is_wanted(self, judgement: Judgement) -> bool:
        if self._keep != "flagged":
            return self._keep == "all"
        if judgement.verdict is not Verdict.PASS:
            return True
        self._passes += 1
        return self._every_nth_pass > 0 and self._passes % self._every_nth_pass == 0

    def _write(self, id_: str, finding: Finding, at: datetime) -> KeptPicture:
        if not self._incoming.is_dir():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._incoming.mkdir(mode=0o700, exist_ok=True)
            flush_folder(self._folder)
            flush_folder(self._folder.parent)
        picture = _as_png(finding.pixels)
        write_through(self._incoming / f"{id_}.png", picture)
        day = at.astimezone(UTC).strftime("%Y/%m/%d")
        defect_map_path = None
        if finding.defect_map is not None:
            write_through(self._incoming / f"{id_}.map.png", _as_png(_small(finding.defect_map)))
            defect_map_path = f"{day}/{id_}.map.png"
        judged = KeptFrame(f"{day}/{id_}.png", _sha256(picture))
        frames = tuple(self._write_frames(id_, day, finding, judged))
        flush_folder(self._incoming)
        return KeptPicture(judged.path, judged.sha256, defect_map_path, frames)

    def _write_frames(
        self, id_: str, day: str, finding: Finding, judged: KeptFrame
    ) -> Iterator[KeptFrame]:
        if not self._keeps_frames or len(finding.frames) < 2:
            return
        for number, pixels in enumerate(finding.frames, start=1):
            if pixels is finding.pixels:
                yield judged
                continue
            picture, name = _as_png(pixels), f"{id_}.{number}.png"
            write_through(self._incoming / name, picture)
            yield KeptFrame(f"{day}/{name}", _sha256(picture))

    def _clear_incoming(self, id_: str) -> None:
        for file in self._incoming.glob(f"{id_}.*"):
            try:
                file.unlink(missing_ok=True)
            except OSError:  # the next sweep removes it
                _log.warning("A picture could not be removed.", picture=file.name)


def find_picture(folder: Path, path: str) -> Path | None:
    """Where a kept picture or defect map lies below `folder`; None once it is no longer kept."""
    places = (folder / path, folder / "incoming" / Path(path).name)
    return next((place for place in places if place.is_file()), None)


def _paths(kept: KeptPicture) -> list[str]:
    others = [frame.path for frame in kept.frames if frame.path != kept.path]
    return [kept.path, *([kept.defect_map_path] if kept.defect_map_path else []), *others]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _as_png(pixels: NDArray[np.uint8]) -> bytes:
    # OpenCV lets other threads run meanwhile; Pillow would hold up the window.
    # A sensor's noise never repeats: to look for repetitions takes a third longer for nothing.
    huffman = [cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_HUFFMAN_ONLY]
    encoded, png = cv2.imencode(".png", pixels, [cv2.IMWRITE_PNG_COMPRESSION, 1, *huffman])
    if not encoded:
        raise OSError("the picture cannot be written as PNG")
    return png.tobytes()


def _small(defect_map: NDArray[np.float32]) -> NDArray[np.uint8]:
    height, width = defect_map.shape
    scale = min(1.0, MAP_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    smaller = cv2.resize(defect_map, size, interpolation=cv2.INTER_AREA)
    return np.rint(np.clip(smaller, 0, 1) * 255).astype(np.uint8)
