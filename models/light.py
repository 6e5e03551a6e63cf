"""How a casting lies and is lit, measured as it is judged; and how it did when all was well."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Light:
    """Of one picture of a casting, or the mean of several."""

    brightness: float  # mean grey of the casting, 0 .. 255
    sharpness: float  # spread of the second derivative in that of the grey; 0.09 is too blurred
    x: float  # centre, from the picture's left edge, as a share of its width
    y: float  # from its top edge, as a share of its height
