"""A folder of pictures as a triggered camera: each picture is one casting."""

import time
from pathlib import Path

from camera.camera import CameraError, EndOfPicturesError
from camera.config import FolderConfig
from camera.pacing import Pace
from models.frame import Frame
from models.pictures import SUFFIXES, read_picture


class FolderCamera:
    """Shows the pictures below a folder in the order of their paths, none left out."""

    is_triggered = True

    def __init__(self, config: FolderConfig) -> None:
        self._config = config
        self._pace = Pace(60 / config.castings_per_minute)
        self._paths: list[Path] = []
        self._shown = 0

    @property
    def name(self) -> str:
        """The folder's name."""
        return self._config.path.name or str(self._config.path)

    def open(self) -> None:
        """Start at the first picture. Raises CameraError."""
        self._paths = self._pictures()
        self._shown = 0
        self._pace.start()

    def _pictures(self) -> list[Path]:
        folder = self._config.path
        if not folder.is_dir():
            raise CameraError("There is no folder {folder}.", folder=str(folder))
        found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
        if not found:
            raise CameraError("There are no pictures in the folder {folder}.", folder=str(folder))
        return found

    def read(self) -> Frame:
        """Wait for the next picture.

        Raises PictureError for a file that cannot be judged: that casting is passed over and
        the next `read` goes on. Raises CameraError when closed, EndOfPicturesError at the end.
        """
        if not self._pace.wait():
            raise CameraError("The camera {camera} is closed.", camera=self.name)
        if self._shown == len(self._paths) and not self._config.loop:
            self.close()
            raise EndOfPicturesError(
                "All pictures of the folder {folder} were shown.", folder=self.name
            )
        path = self._paths[self._shown % len(self._paths)]
        self._shown += 1
        pixels = read_picture(path)
        part = self._shown
        return Frame(part, time.monotonic(), pixels, part=part, source=str(path))

    def close(self) -> None:
        """End a wait for the next picture."""
        self._pace.stop()
