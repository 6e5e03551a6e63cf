"""A trained network as the station runs it."""

import tempfile

import keras  # type: ignore[import-untyped]
import numpy as np
import tensorflow as tf  # type: ignore[import-untyped]
from ai_edge_litert.interpreter import Interpreter  # type: ignore[import-untyped]
from numpy.typing import NDArray

from inference.training.predict import scores


def to_litert(network: keras.Model) -> bytes:
    """The network in 32-bit floats, for one strip at a time."""
    strip = keras.Input(batch_shape=(1, *network.input_shape[1:]))
    said = network(strip)
    outputs = {name: said[name] for name in ("score", "map", "novelty") if name in said}
    one_at_a_time = keras.Model(strip, outputs)
    with tempfile.TemporaryDirectory() as folder:
        one_at_a_time.export(folder, format="tf_saved_model", verbose=False)
        return bytes(tf.lite.TFLiteConverter.from_saved_model(folder).convert())


def disparity(network: keras.Model, exported: bytes, strips: NDArray[np.uint8]) -> float:
    """The greatest difference, in logits, between a network and its export on these strips."""
    interpreter = Interpreter(model_content=exported, num_threads=1)
    interpreter.allocate_tensors()
    place = interpreter.get_input_details()[0]["index"]
    score = next(t["index"] for t in interpreter.get_output_details() if len(t["shape"]) == 2)
    answers = []
    for strip in strips:
        interpreter.set_tensor(place, strip[None, :, :, None].astype(np.float32))
        interpreter.invoke()
        answers.append(interpreter.get_tensor(score)[0, 0])
    return float(np.abs(np.array(answers) - scores(network, strips)).max())
