"""What every camera does."""

from typing import Protocol

from models.errors import KnownError
from models.frame import Frame


class CameraError(KnownError):
    """The camera cannot be opened, or no longer gives pictures; it may be opened anew."""


class EndOfPicturesError(CameraError):
    """A folder or video file has shown its last picture; opening it anew starts over."""


class Camera(Protocol):
    """A source of frames, used by one thread at a time.

    `open` may block for five seconds, `read` for two seconds or one picture's time,
    whichever is longer. After any CameraError the camera is closed and must be opened
    anew. `close` may be called from any thread, at any time, any number of times; a `read`
    that is under way then ends with a CameraError.
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

        Raises CameraError; a folder also PictureError for a file that cannot be judged, after
        which the next `read` goes on.
        """
        ...

    def close(self) -> None:
        """Let go of the device."""
        ...
