"""A picture as it came from the camera."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.folder_file import FolderFile
from models.text import stored


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One grey picture; nobody writes to `pixels` once the camera has let it go."""

    number: int
    taken_at: float  # time.monotonic(), seconds
    pixels: NDArray[np.uint8]  # (height, width)
    part: int | None = None  # the trigger pulse it belongs to; None from a free-running camera
    source: str | None = None  # the file it was read from, as it goes on record; see models.text
    file: FolderFile | None = None  # the same, as what is on record identifies it

    def __post_init__(self) -> None:
        """Make the file's name fit for the record: it need not even be Unicode."""
        if self.source is not None:
            object.__setattr__(self, "source", stored(self.source))
