"""What one picture shows: the same answer for the station, the commands and the training."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.empty_rig import EmptyRig
from inference.fitness import light_of, measured, unfit_light
from inference.presence import find_casting
from models.judgement import Ellipse, Outline
from models.network_card import Geometry, PictureGeometry
from models.pictures import read_picture
from models.sight import Sight, Unfit

Look = Callable[[NDArray[np.uint8]], Sight]
"""Looks at a grey picture, (height, width), at least 64 pixels each way: a few milliseconds."""


def look_of(geometry: Geometry, empty_rig: Path | None = None) -> Look:
    """How pictures are looked at for a network of this geometry.

    Where the whole picture is judged, each shows a casting, unless there is a picture of the
    empty rig. Raises PictureError where that cannot be read.
    """
    if not isinstance(geometry, PictureGeometry):
        return look
    known = EmptyRig(read_picture(empty_rig)) if empty_rig else None
    return partial(look_at_whole, empty_rig=known)


def look(pixels: NDArray[np.uint8]) -> Sight:
    """Look for a round casting whose ring is judged; where it can be, its outline has a ring's."""
    if unfit := unfit_light(pixels):
        return Sight(None, unfit)
    outline = find_casting(pixels)
    if outline is None:
        return Sight(None, Unfit.NO_CASTING)
    found = light_of(pixels, outline)
    return Sight(outline, found) if isinstance(found, Unfit) else Sight(outline, None, found)


def look_at_whole(pixels: NDArray[np.uint8], empty_rig: EmptyRig | None) -> Sight:
    """Look at a picture of any part: what else is unusual about it, the network's novelty tells."""
    if unfit := unfit_light(pixels):
        return Sight(None, unfit)
    if empty_rig is None:
        return Sight(None, None, measured(pixels, _within(pixels.shape)))
    found = empty_rig.casting_on(pixels)
    if isinstance(found, Unfit):
        return Sight(None, found)
    return Sight(Outline(found), None, measured(pixels, found))


def _within(shape: tuple[int, ...]) -> Ellipse:
    """The largest ellipse in a picture."""
    height, width = shape
    longer, shorter = max(height, width) / 2, min(height, width) / 2
    return Ellipse((width - 1) / 2, (height - 1) / 2, longer, shorter, 0 if width >= height else 90)
