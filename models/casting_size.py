"""How large a casting lies in its picture, for a rig whose camera does not move."""

from math import sqrt

from models.judgement import Outline

TOLERANCE = 0.25  # of the taught size; 600 real pictures are within 23 % of their median


def size_of(outline: Outline, shape: tuple[int, ...]) -> float:
    """The rim's mean diameter in per cent of the shorter side of a picture, (height, width)."""
    return 200 * sqrt(outline.rim.semi_major * outline.rim.semi_minor) / min(shape)


def is_of_size(outline: Outline, shape: tuple[int, ...], taught: float) -> bool:
    """Whether it is as large as was taught, in per cent; 0: any size is right."""
    return not taught or abs(size_of(outline, shape) / taught - 1) <= TOLERANCE
