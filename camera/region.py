"""A part of every picture of a camera, for a rig that does not fill what the camera sees."""

from dataclasses import replace

import numpy as np

from camera.camera import Camera, CameraError
from models.frame import Frame
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
        """Wait for the next picture. Raises CameraError, and what the camera raises."""
        frame = self._camera.read()
        height, width = frame.pixels.shape
        left, top, across, down = self._region
        pixels = frame.pixels[
            round(height * top / 100) : round(height * (top + down) / 100),
            round(width * left / 100) : round(width * (left + across) / 100),
        ]
        if min(pixels.shape) < LEAST_PIXELS:
            self.close()
            raise CameraError(
                "The region of the camera {camera} is too small: {width} x {height} pixels, and"
                " {least} are needed each way.",
                camera=self.name,
                width=pixels.shape[1],
                height=pixels.shape[0],
                least=LEAST_PIXELS,
            )
        return replace(frame, pixels=np.ascontiguousarray(pixels))

    def close(self) -> None:
        """Let go of the device."""
        self._camera.close()
