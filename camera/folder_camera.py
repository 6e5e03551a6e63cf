"""A folder of images as a triggered camera: each image is one casting, and is shown once.

The place in the folder is kept by `ShownFiles`: after an error, a restart or a kill the camera
goes on with the first file that has no result. A file that cannot be judged is told and passed;
a folder that is away is a lost camera, and none of its files is passed meanwhile.
"""

import os
import stat
import time
from collections.abc import Callable, Iterator
from threading import Event
from typing import Never, TypeVar

import numpy as np
import structlog
from numpy.typing import NDArray

from camera.activity import Activity
from camera.arrivals import Arrivals
from camera.camera import (
    ALIVE,
    CameraError,
    EndOfPicturesError,
    NoImagesError,
    UnjudgedFileError,
)
from camera.config import FolderConfig
from camera.folder_listing import ANSWER_S, FolderListing, is_image
from camera.folder_reader import UNCHANGED_S, FolderReader
from camera.pacing import Pace
from camera.shown_files import ShownFiles
from models.errors import KnownError
from models.folder_file import FolderFile, as_text
from models.frame import Frame
from models.health import Condition, Health, Part
from models.pictures import PictureError

SEARCH_S = 1.5  # for a first image before the camera is open; a longer search goes on afterwards
LISTING_S = 2.0  # a longer listing is told
HUNG_S = 10.0  # a file that does not answer for so long, in a folder that does, is passed over
POLL_S = 1.0  # between two listings of a watched folder, at least
POLL_SHARE = 9  # times as long as the last listing took, where that is longer
TRIES = 3  # to read a file from a folder that answers
TRY_AGAIN_S = 0.3
MOST_FAILURES = 5  # of a file, where no other file can tell whether the disk or the file is bad
log = structlog.get_logger()
_Answer = TypeVar("_Answer")


class FolderCamera:
    """Shows the images below a folder in the order of their paths, each of them once.

    With `watch` it then waits for new ones, with `loop` it begins again, else it ends.
    """

    is_triggered = True

    def __init__(
        self,
        config: FolderConfig,
        shown: ShownFiles | None = None,
        tell: Callable[[KnownError], None] = lambda _: None,
    ) -> None:
        """`shown` is the place in the folder; without one it is kept for this camera alone.

        `tell` hears, on the thread that reads, of what a person should know and stops nothing.
        """
        self._config = config
        self._folder = os.fsencode(config.path.absolute())
        self._shown = shown or ShownFiles()
        self._tell = tell
        self._pace = Pace(60 / config.castings_per_minute)
        self._closed = Event()
        self._closed.set()
        self._activity = Activity()
        self._listing = FolderListing(
            self._folder, self._activity, self._shown.is_passed_over, self._leave_out
        )
        self._reader = FolderReader(self._activity, self._closed)
        self._arrivals = Arrivals(self._folder)
        self._left_out: set[bytes] = set()
        self._looked_at = 0.0  # time.monotonic() when the newest files were looked up
        self._listing_since: float | None = None  # time.monotonic()
        self._identity: tuple[int, int] | None = None  # of the folder on its disk
        self._before = 0  # files of this round on record when it was opened
        self._files: Iterator[FolderFile] = iter(())

    @property
    def name(self) -> str:
        """The folder's name."""
        return as_text(os.path.basename(self._folder) or self._folder)  # noqa: PTH119 - bytes

    def open(self) -> None:
        """Go on after the images that were shown. Raises CameraError."""
        self.close()
        self._closed.clear()
        self._identity = self._look(self._activity)
        self._before = self._of_record(lambda: self._shown.resume(self._folder))
        if self._config.watch:
            self._arrivals = Arrivals(self._folder)
            self._arrivals.start()
        else:
            self._search()
        self._files = self._to_show()
        self._pace.start()

    def read(self) -> Frame:
        """Wait for the next image.

        Raises UnjudgedFileError for a file that cannot be judged: that casting is passed over
        and the next `read` goes on. Raises CameraError when closed or when the folder is away,
        EndOfPicturesError at the end.
        """
        if not self._pace.wait():
            self._fail_closed()
        try:
            while (frame := self._frame_of(self._next())) is None:
                pass
        except CameraError:
            self.close()
            raise
        return frame

    def check_alive(self) -> Health:
        """Whether the folder answers, and the file that is being read. Raises CameraError."""
        if self._closed.is_set():
            return ALIVE
        self._verify(Activity())
        overdue = self._activity.overdue()
        if overdue is None:
            return self._listing_health()
        path, silent_s = overdue
        error = CameraError("{path} does not answer.", path=as_text(path))
        if silent_s > HUNG_S and path != self._folder:
            self._shown.pass_over(path)
            raise error
        return Health(Part.CAMERA, Condition.FAULT, error)

    def close(self) -> None:
        """End every wait; never blocks."""
        self._closed.set()
        self._pace.stop()
        self._arrivals.stop()

    def _next(self) -> FolderFile:
        self._listing_since = time.monotonic()
        try:
            file = next(self._files, None)
        finally:
            self._listing_since = None
        if file is None:
            raise self._end()
        return file

    def _end(self) -> EndOfPicturesError:
        if self._before and not self._shown.claimed:
            end = EndOfPicturesError(
                "All {count} images of the folder {folder} were judged before. To judge them"
                " again, start with --start-over.",
                count=self._before,
                folder=self.name,
            )
            self._tell(end)
            return end
        return EndOfPicturesError(
            "All pictures of the folder {folder} were shown.", folder=self.name
        )

    def _to_show(self) -> Iterator[FolderFile]:
        """The files that have not been shown, in order, until none is left."""
        idle = 0  # rounds in a row in which nothing was shown
        files = self._after_telling(self._listed())
        while True:
            began, claimed = time.monotonic(), self._shown.claimed
            yield from files
            self._verify(self._activity)  # in a folder that is away nothing is found
            if self._config.watch:
                yield from self._arriving(time.monotonic() - began)
            elif not self._config.loop:
                return
            else:
                idle = idle + 1 if self._shown.claimed == claimed else 0
                if idle > 1:
                    raise self._no_images()
                self._shown.begin_round()
            files = self._listed()

    def _after_telling(self, files: Iterator[FolderFile]) -> Iterator[FolderFile]:
        """The files; when the first one comes, it is told that others were judged before."""
        is_told = self._before == 0 or self._shown.claimed > 0
        for file in files:
            if not is_told:
                is_told = True
                self._tell(
                    CameraError(
                        "{count} images of the folder {folder} were judged before; the station"
                        " goes on with the others.",
                        count=self._before,
                        folder=self.name,
                    )
                )
            yield file

    def _listed(self) -> Iterator[FolderFile]:
        for batch in self._listing.batches(self._shown.round):
            yield from self._unshown(batch)

    def _arriving(self, listing_s: float) -> Iterator[FolderFile]:
        """What comes into the folder, until it is to be listed again."""
        due = time.monotonic() + max(POLL_S, POLL_SHARE * listing_s)
        while (left_s := due - time.monotonic()) > 0:
            self._listing_since = None
            if not self._arrivals.wait(left_s):
                self._fail_closed()
            paths, is_overfull = self._arrivals.take()
            if is_overfull:
                return
            for path in sorted(paths):
                yield from self._unshown(self._files_at(path))

    def _files_at(self, path: bytes) -> list[FolderFile]:
        """The file that came, if it is an image in the folder."""
        below = path.removeprefix(os.path.join(self._folder, b""))  # noqa: PTH118 - bytes
        directory, name = os.path.split(below)
        if below == path or not is_image(name):
            return []
        return self._listing.look_up(directory, [name], self._shown.round)

    def _unshown(self, files: list[FolderFile]) -> Iterator[FolderFile]:
        looked_at = time.monotonic()
        for file in self._of_record(lambda: self._shown.unshown(files)):
            if self._closed.is_set():
                self._fail_closed()
            self._looked_at = looked_at
            yield file

    def _leave_out(self, path: bytes, error: OSError | None) -> None:
        """Tell of a directory that is not listed; fail where it may be away for a while only."""
        if error is not None:
            self._verify(self._activity)
            is_refused = isinstance(error, PermissionError)
            if not is_refused and self._shown.count_failure(path) < MOST_FAILURES:
                raise self._unreadable(path, error)
        if path not in self._left_out:
            self._left_out.add(path)
            self._tell(self._unreadable(path, error))

    def _frame_of(self, file: FolderFile) -> Frame | None:
        """The image, claimed; None where it was shown meanwhile, or is gone."""
        if self._shown.is_passed_over(file.path):
            error = PictureError("The file {file} does not answer.", file=file.relative)
            self._refuse(file, error)
            return None
        pixels = self._read_or_refuse(file)
        seen = self._reader.file
        if pixels is None or seen is None:
            return None
        self._shown.recently_read.append(file.path)
        part = self._of_record(lambda: self._shown.claim(seen))
        if part is None:
            return None
        source = as_text(seen.path)
        return Frame(part, time.monotonic(), pixels, part=part, source=source, file=seen)

    def _read_or_refuse(self, file: FolderFile) -> NDArray[np.uint8] | None:
        try:
            return self._read(file)
        except CameraError:
            raise
        except PictureError as error:
            why: KnownError = error
        except FileNotFoundError:
            self._on_missing(file)
            return None
        except OSError as error:
            why = self._on_disk_error(file, error)
        except Exception as error:  # noqa: BLE001 - one file must not hold up the others
            log.warning("An image cannot be read.", file=file.relative, reason=repr(error))
            why = _unreadable_file(file, repr(error))
        self._refuse(self._reader.file or file, why)
        return None

    def _read(self, file: FolderFile) -> NDArray[np.uint8]:
        for _ in range(TRIES - 1):
            try:
                return self._reader.read(file, self._looked_at)
            except FileNotFoundError:
                raise
            except OSError:
                self._verify(self._activity)
            if self._closed.wait(TRY_AGAIN_S):
                self._fail_closed()
        return self._reader.read(file, self._looked_at)

    def _on_missing(self, file: FolderFile) -> None:
        """A file is gone that was there: it is not judged, unless it comes again."""
        self._verify(self._activity)
        directory = os.path.dirname(file.path)  # noqa: PTH120 - bytes
        with self._activity.waiting_for(directory, ANSWER_S):
            if not os.path.isdir(directory):  # noqa: PTH112 - bytes
                raise CameraError("There is no folder {folder}.", folder=as_text(directory))
            is_link = os.path.islink(file.path)  # noqa: PTH114 - bytes
        if is_link:
            error = PictureError(
                "The file {file} is a link that leads nowhere.", file=file.relative
            )
            self._refuse(file, error)
        if not self._reader.is_fresh(
            file, UNCHANGED_S
        ):  # else it got another name when it was whole
            error = PictureError(
                "The file {file} was removed before it could be judged.", file=file.relative
            )
            raise UnjudgedFileError(error, as_text(file.path))

    def _on_disk_error(self, file: FolderFile, error: OSError) -> KnownError:
        """Why the file is passed. Raises CameraError where the disk or the share may be bad."""
        self._verify(self._activity)
        if not self._is_bad_alone(file):
            raise self._unreadable(file.path, error)
        return _unreadable_file(file, error.strerror or str(error))

    def _is_bad_alone(self, file: FolderFile) -> bool:
        """Whether another one can be read, or it alone could not be read too often."""
        others = [self._answers(path) for path in self._shown.recently_read if path != file.path]
        if True in others:
            return True
        if False in others:
            return False
        return self._shown.count_failure(file.path) >= MOST_FAILURES

    def _answers(self, path: bytes) -> bool | None:
        """Whether a file that was read can be read still; None where it was taken away since."""
        try:
            self._reader.touch(path)
        except FileNotFoundError:
            return None
        except OSError:
            return False
        return True

    def _refuse(self, file: FolderFile, why: KnownError) -> None:
        """Pass a file, and tell so once."""
        part = self._of_record(lambda: self._shown.refuse(file))
        if part is not None:
            raise UnjudgedFileError(why, as_text(file.path), file, part)

    def _search(self) -> None:
        until = time.monotonic() + SEARCH_S
        if self._listing.has_images(lambda: time.monotonic() < until) is False:
            raise self._no_images()

    def _look(self, activity: Activity) -> tuple[int, int]:
        """What identifies the folder, when it can be listed. Raises CameraError."""
        try:
            with activity.waiting_for(self._folder, ANSWER_S):
                status = os.stat(self._folder)  # noqa: PTH116 - bytes
                if stat.S_ISDIR(status.st_mode):
                    with os.scandir(self._folder) as entries:
                        next(entries, None)
                    return status.st_dev, status.st_ino
        except FileNotFoundError:
            pass
        except OSError as error:
            raise self._unreadable(self._folder, error) from error
        raise CameraError("There is no folder {folder}.", folder=as_text(self._folder))

    def _verify(self, activity: Activity) -> None:
        """Raises CameraError where the folder is away, or another one is in its place."""
        if self._look(activity) != self._identity:
            raise CameraError(
                "The folder {folder} is another one than before; it is opened anew.",
                folder=as_text(self._folder),
            )

    def _listing_health(self) -> Health:
        since = self._listing_since
        if since is None or time.monotonic() - since < LISTING_S:
            return ALIVE
        return Health(
            Part.CAMERA,
            Condition.WAITING,
            CameraError(
                "The folder {folder} is being listed: {count} images so far.",
                folder=self.name,
                count=self._listing.found,
            ),
        )

    def _of_record(self, ask: Callable[[], _Answer]) -> _Answer:
        try:
            return ask()
        except KnownError as error:
            raise CameraError(
                "The place in the folder {folder} cannot be read: {reason}",
                folder=self.name,
                reason=str(error),
            ) from error

    def _no_images(self) -> NoImagesError:
        return NoImagesError(
            "There are no pictures in the folder {folder}.", folder=as_text(self._folder)
        )

    def _unreadable(self, path: bytes, error: OSError | None) -> CameraError:
        if error is None:
            return CameraError(
                "{path} is a link to a folder; its images are passed over.", path=as_text(path)
            )
        return CameraError(
            "{path} cannot be read: {reason}.",
            path=as_text(path),
            reason=error.strerror or str(error),
        )

    def _fail_closed(self) -> Never:
        raise CameraError("The camera {camera} is closed.", camera=self.name)


def _unreadable_file(file: FolderFile, reason: str) -> PictureError:
    return PictureError(
        "The file {file} cannot be read: {reason}.", file=file.relative, reason=reason
    )
