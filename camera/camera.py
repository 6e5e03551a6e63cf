"""What every camera does."""

from typing import Protocol

from models.errors import KnownError
from models.folder_file import FolderFile
from models.frame import Frame
from models.health import Condition, Health, Part
from models.pictures import PictureError

ALIVE = Health(Part.CAMERA, Condition.OK)
"""What `Camera.check_alive` returns where nothing is wrong."""


class CameraError(KnownError):
    """The camera cannot be opened, or no longer gives pictures; it may be opened anew."""


class NoImagesError(CameraError):
    """A folder in which there is no image, so far."""


class EndOfPicturesError(CameraError):
    """A folder or video file has shown its last picture."""


class UnjudgedFileError(PictureError):
    """A file of a folder that cannot be judged, and why; the camera goes on with the next one."""

    def __init__(
        self, why: KnownError, source: str, file: FolderFile | None = None, part: int | None = None
    ) -> None:
        """`source` is the file's path, `part` the number of the casting that it shows.

        With `file` it is passed for good as soon as that is on record; without, it may come again.
        """
        super().__init__(why.template, **why.values)
        self.source = source
        self.file = file
        self.part = part


class Camera(Protocol):
    """A source of frames, used by one thread at a time.

    `open` may block for five seconds, `read` for two seconds or one picture's time,
    whichever is longer. After any CameraError the camera is closed and must be opened
    anew. `close` may be called from any thread, at any time, any number of times; a `read`
    that is under way then ends with a CameraError. `check_alive` is called from another thread
    while the camera is open, about twice a second, where it is triggered; of a free-running one
    after each frame, on the thread that reads.
    """

    @property
    def name(self) -> str:
        """What the screen calls it: short, no password in it."""
        ...

    @property
    def is_triggered(self) -> bool:
        """Whether each frame is one casting (`Frame.part` is set) and none may be skipped."""
        ...

    def open(self) -> None:
        """Start giving pictures. Raises CameraError."""
        ...

    def read(self) -> Frame:
        """Wait for the next picture.

        Raises CameraError; a folder also UnjudgedFileError for a file that cannot be judged,
        after which the next `read` goes on.
        """
        ...

    def check_alive(self) -> Health:
        """How the camera is, though no frame may be due.

        Returns ALIVE, or what a person should know while it goes on. Raises CameraError where
        the device is gone, so that it must be opened anew. It may wait for the device's answer,
        and is noticed when it waits too long. A free-running camera shows by its frames that
        it is alive; it tells at once what it knows of them.
        """
        ...

    def close(self) -> None:
        """Let go of the device."""
        ...
