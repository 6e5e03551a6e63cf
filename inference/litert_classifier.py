"""The station's classifier: one LiteRT network on one core, no TensorFlow."""

from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter  # type: ignore[import-untyped]
from numpy.typing import NDArray

from inference.calibration import Calibration
from inference.classifier import Classification, NetworkError
from inference.network_folder import NETWORK_FILE, read_card, read_network
from inference.preprocess import laid_back, strip_of
from inference.quiet import without_line
from models.judgement import Outline
from models.network_card import NetworkCard

_GREETING = b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU."  # nothing turns it off
MAP_SIDE = 128  # pixels, the longer side of a defect map


class LitertClassifier:
    """Judges with the network in a folder, whose card vouches for it."""

    def __init__(self, folder: Path) -> None:
        """Load and check the network, some 20 ms. Raises NetworkError."""
        self._card = read_card(folder)
        content = read_network(folder, self._card)
        file = str(folder / NETWORK_FILE)
        try:
            with without_line(_GREETING):
                self._interpreter = Interpreter(model_content=content, num_threads=1)
                self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise NetworkError("The file {file} is no LiteRT network.", file=file) from error
        self._input, self._score, self._map, self._novelty = self._places(file)
        self._calibration = Calibration(**self._card.calibration)

    @property
    def card(self) -> NetworkCard:
        """What the network is and where it comes from."""
        return self._card

    def classify(self, pixels: NDArray[np.uint8], outline: Outline | None) -> Classification:
        """Judge one grey picture, (height, width), of a casting that lies at `outline`.

        That is None where whole pictures are judged and nothing is known of the rig. The map
        covers the whole picture, but is at most MAP_SIDE a side.
        Raises NetworkError where the network gives no number.
        """
        strip = strip_of(pixels, outline, self._card.geometry)
        score, local_scores, novelty = self.judge_strip(strip)
        factor = min(1.0, MAP_SIDE / max(pixels.shape))
        height, width = (max(1, round(side * factor)) for side in pixels.shape)
        defect_map = laid_back(
            self._calibration(local_scores).astype(np.float32),
            outline,
            self._card.geometry,
            (height, width),
            factor,
        )
        return Classification(float(self._calibration(np.array(score))), defect_map, novelty)

    def judge_strip(
        self, strip: NDArray[np.uint8]
    ) -> tuple[float, NDArray[np.float32], float | None]:
        """The network's own answer, uncalibrated: a logit, a map of logits, and the novelty."""
        self._interpreter.set_tensor(self._input, strip[None, :, :, None].astype(np.float32))
        self._interpreter.invoke()
        score = float(self._interpreter.get_tensor(self._score)[0, 0])
        local_scores = self._interpreter.get_tensor(self._map)
        if not np.isfinite(score):
            raise NetworkError("The network {network} gives no number.", network=self._card.name)
        novelty = None
        if self._novelty is not None:
            novelty = float(self._interpreter.get_tensor(self._novelty)[0])
        return score, np.asarray(local_scores[0, :, :, 0], np.float32), novelty

    def _places(self, file: str) -> tuple[int, int, int, int | None]:
        """Where the strip goes in, and where score, map and, if at all, novelty come out."""
        inputs, outputs = (
            {
                tuple(tensor["shape"]): tensor["index"]
                for tensor in tensors
                if tensor["dtype"] == np.float32
            }
            for tensors in (
                self._interpreter.get_input_details(),
                self._interpreter.get_output_details(),
            )
        )
        strip = (1, self._card.geometry.height, self._card.geometry.width, 1)
        maps = [index for shape, index in outputs.items() if len(shape) == 4 and shape[3] == 1]
        if set(inputs) != {strip} or (1, 1) not in outputs or len(maps) != 1:
            raise NetworkError(
                "The network {file} does not have the form that its card says.", file=file
            )
        return inputs[strip], outputs[(1, 1)], maps[0], outputs.get((1,))
