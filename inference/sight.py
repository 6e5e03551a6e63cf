"""What one picture shows: the same answer for the station, the commands and the training."""

import numpy as np
from numpy.typing import NDArray

from inference.fitness import light_of, unfit_light
from inference.presence import find_casting
from models.sight import Sight, Unfit


def look(pixels: NDArray[np.uint8]) -> Sight:
    """Look at a grey picture, (height, width), at least 64 pixels each way: a few milliseconds."""
    if unfit := unfit_light(pixels):
        return Sight(None, unfit)
    outline = find_casting(pixels)
    if outline is None:
        return Sight(None, Unfit.NO_CASTING)
    found = light_of(pixels, outline)
    return Sight(outline, found) if isinstance(found, Unfit) else Sight(outline, None, found)
