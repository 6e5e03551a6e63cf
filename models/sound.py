"""What may be heard at a station."""

from enum import IntEnum


class Sound(IntEnum):
    """The more urgent the greater; each looks and sounds otherwise."""

    WARNING = 1  # castings are judged, but somebody should come
    FAULT = 2  # castings are not judged
    REJECT = 3  # a casting must be taken off the line
