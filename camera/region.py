"""A part of every picture of a camera, for a rig that does not fill what the camera sees."""

from dataclasses import replace
from typing import NoReturn

import numpy as np

from camera.camera import Camera, CameraError, UnjudgedFileError
from models.frame import Frame
from models.health import Health
from models.region import Region

LEAST_PIXELS = 64  # each way: with fewer no casting can be judged


class RegionCamera:
    """Another camera, of whose pictures the rest is cut away before anybody sees them."""

    def __init__(self, camera: Camera, region: Region) -> None:
        self._camera = camera
        self._region = region

    @property
    def name(self) -> str:
        """That of the camera."""
        return self._camera.name

    @property
    def is_triggered(self) -> bool:
        """As the camera is."""
        return self._camera.is_triggered

    def open(self) -> None:
        """Start giving pictures. Raises CameraError."""
        self._camera.open()

    def read(self) -> Frame:
        """Wait for the next picture. Raises CameraError, and what the camera raises.

        Where each picture is a file, one that is too small for the region is an
        UnjudgedFileError, for the next one may not be.
        """
        frame = self._camera.read()
        height, width = frame.pixels.shape
        left, top, across, down = self._region
        pixels = frame.pixels[
            round(height * top / 100) : round(height * (top + down) / 100),
            round(width * left / 100) : round(width * (left + across) / 100),
        ]
        if min(pixels.shape) < LEAST_PIXELS:
            self._refuse(frame, *pixels.shape)
        return replace(frame, pixels=np.ascontiguousarray(pixels))

    def check_alive(self) -> Health:
        """As the camera is. Raises CameraError."""
        return self._camera.check_alive()

    def close(self) -> None:
        """Let go of the device."""
        self._camera.close()

    def _refuse(self, frame: Frame, height: int, width: int) -> NoReturn:
        error = CameraError(
            "The region of the camera {camera} is too small: {width} x {height} pixels, and"
            " {least} are needed each way.",
            camera=self.name,
            width=width,
            height=height,
            least=LEAST_PIXELS,
        )
        if frame.source is not None:
            raise UnjudgedFileError(error, frame.source, frame.file, frame.part)
        self.close()
        raise error
