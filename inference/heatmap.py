"""The defect map drawn over the picture that it belongs to."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from models.atomic_file import make_private_folder, write_file
from models.errors import KnownError

STRENGTH = 0.6  # of the heat where a defect is certain


class HeatmapError(KnownError):
    """A heat map that cannot be written."""


def overlay(pixels: NDArray[np.uint8], defect_map: NDArray[np.float32] | None) -> NDArray[np.uint8]:
    """The grey picture, (height, width), with the heat over it, as (height, width, 3) BGR.

    `defect_map` is 0 .. 1 over the whole picture, of any size; None leaves the picture bare.
    """
    colour = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    if defect_map is None:
        return colour.astype(np.uint8, copy=False)
    height, width = pixels.shape
    heat = cv2.resize(defect_map, (width, height), interpolation=cv2.INTER_LINEAR)
    heat = np.clip(heat, 0, 1).astype(np.float32)[..., None]
    ramp = cv2.applyColorMap((heat[..., 0] * 255).astype(np.uint8), cv2.COLORMAP_INFERNO)
    weight = STRENGTH * heat
    return (colour * (1 - weight) + ramp * weight).round().astype(np.uint8)


def write_heatmap(
    folder: Path, of: Path, pixels: NDArray[np.uint8], defect_map: NDArray[np.float32] | None
) -> Path:
    """Write the overlay as PNG into `folder`, named after the picture `of` with its folders.

    Raises HeatmapError.
    """
    steps = [step for step in of.with_suffix("").parts if step not in {of.anchor, "..", "."}]
    file = folder / ("__".join(steps) + ".png")
    try:
        make_private_folder(folder)
        encoded = cv2.imencode(".png", overlay(pixels, defect_map))[1]
        write_file(file, encoded.tobytes())
    except OSError as error:
        raise HeatmapError(
            "The heat map {file} cannot be written: {reason}.",
            file=str(file),
            reason=error.strerror or str(error),
        ) from error
    return file
