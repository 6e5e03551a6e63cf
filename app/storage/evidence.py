"""Reading evidence back: the kept picture of an inspection, its defect map, its casting."""

import numpy as np
import structlog
from numpy.typing import NDArray

from app.storage.history import History
from app.storage.pictures import PictureFolder
from models.details import InspectionDetails
from models.inspection import Inspection
from models.pictures import LEAST_SIDE, PictureError, read_picture

_log = structlog.get_logger()


class Evidence:
    """What can be shown of a recorded inspection; from any thread."""

    def __init__(self, history: History, pictures: PictureFolder) -> None:
        self._history = history
        self._pictures = pictures

    def details(self, id_: str) -> InspectionDetails:
        """An inspection with all that is kept of it. Raises StorageError."""
        chain = self._history.chain(id_)
        inspection = next(each for each in chain if each.id == id_)
        linked = tuple(each for each in chain if each.id != id_)
        return InspectionDetails(
            inspection,
            self.picture(inspection),
            self.defect_map(inspection),
            linked,
            self._history.decisions(inspection.casting_id),
            self.frames(inspection),
        )

    def picture(self, inspection: Inspection) -> NDArray[np.uint8] | None:
        """The pixels that were judged, (height, width); None where they are not kept."""
        return self._read(inspection, inspection.picture.path) if inspection.picture else None

    def frames(self, inspection: Inspection) -> tuple[NDArray[np.uint8], ...]:
        """All frames that were combined, (height, width) each; none where one is not kept."""
        kept = inspection.picture.frames if inspection.picture else ()
        read = (self._read(inspection, frame.path) for frame in kept)
        frames = tuple(pixels for pixels in read if pixels is not None)
        return frames if len(frames) == len(kept) else ()

    def defect_map(self, inspection: Inspection) -> NDArray[np.float32] | None:
        """The defect map, (height, width), 0 .. 1; None where it is not kept."""
        path = inspection.picture.defect_map_path if inspection.picture else None
        grey = self._read(inspection, path, least_side=1) if path else None
        return None if grey is None else grey.astype(np.float32) / np.float32(255)

    def _read(
        self, inspection: Inspection, path: str, least_side: int = LEAST_SIDE
    ) -> NDArray[np.uint8] | None:
        file = self._pictures.file(path)
        try:
            return read_picture(file, least_side) if file else None
        except PictureError as error:
            _log.warning("A kept picture is damaged.", id=inspection.id, reason=str(error))
            return None
