"""The network: small, convolutional, blind to where on the ring a defect lies, and which way."""

from typing import Any

import keras  # type: ignore[import-untyped]
from keras import layers, ops

from models.network_card import Geometry, RingGeometry


@keras.saving.register_keras_serializable("castwatch")
class WrapPadding(layers.Layer):  # type: ignore[misc]
    """Continues a strip over its seam, left and right; zeros above and below."""

    def __init__(self, size: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.size = size

    def call(self, strip: Any) -> Any:
        """(batch, height, width, channels) to the same with `size` more on each side."""
        wrapped = ops.concatenate(
            [strip[:, :, -self.size :], strip, strip[:, :, : self.size]], axis=2
        )
        return ops.pad(wrapped, [[0, 0], [self.size, self.size], [0, 0], [0, 0]])

    def get_config(self) -> dict[str, Any]:
        """What is needed to make the layer again."""
        return {**super().get_config(), "size": self.size}


@keras.saving.register_keras_serializable("castwatch")
class LogSumExpPooling(layers.Layer):  # type: ignore[misc]
    """One score from a map: near its maximum, so that one small defect is enough."""

    def __init__(self, sharpness: float = 4.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.sharpness = sharpness

    def call(self, logits: Any) -> Any:
        """(batch, height, width, 1) to (batch, 1)."""
        peak = ops.max(logits, axis=(1, 2), keepdims=True)
        mean = ops.mean(ops.exp(self.sharpness * (logits - peak)), axis=(1, 2))
        return peak[:, 0, 0] + ops.log(mean + 1e-9) / self.sharpness

    def get_config(self) -> dict[str, Any]:
        """What is needed to make the layer again."""
        return {**super().get_config(), "sharpness": self.sharpness}


@keras.saving.register_keras_serializable("castwatch")
class Mirror(layers.Layer):  # type: ignore[misc]
    """A strip or a map of one the other way round; its first column stays where it is.

    So the columns of both ways' maps, which are coarser than the strip, fall on each other.
    """

    def call(self, strip: Any) -> Any:
        """(batch, height, width, channels) to the same."""
        return ops.concatenate([strip[:, :, :1], ops.flip(strip[:, :, 1:], axis=2)], axis=2)


@keras.saving.register_keras_serializable("castwatch")
class MeanAndSpread(layers.Layer):  # type: ignore[misc]
    """Each channel's mean and standard deviation over a strip."""

    def call(self, x: Any) -> Any:
        """(batch, height, width, channels) to (batch, 2 x channels)."""
        mean = ops.mean(x, axis=(1, 2), keepdims=True)
        spread = ops.sqrt(ops.mean(ops.square(x - mean), axis=(1, 2)) + 1e-6)
        return ops.concatenate([mean[:, 0, 0], spread], axis=1)


def both_ways(network: keras.Model) -> keras.Model:
    """The network, that looks at each strip both ways round: a defect seen in either is enough.

    Besides score and map it tells the strip's features, (batch, 2 x channels): mean and spread
    over the strip of what the map is made from, the same both ways round.
    """
    last = network.get_layer("map").input
    one_way = keras.Model(network.input, {"map": network.output["map"], "last": last})
    strip = keras.Input(network.input_shape[1:], name="strip")
    plain, mirrored = one_way(strip), one_way(Mirror()(strip))
    defects = layers.Maximum(name="map")([plain["map"], Mirror()(mirrored["map"])])
    score = LogSumExpPooling(name="score")(defects)
    features = layers.Average(name="features")(
        [MeanAndSpread()(each["last"]) for each in (plain, mirrored)]
    )
    outputs = {"score": score, "map": defects, "features": features}
    return keras.Model(strip, outputs, name="castings_both_ways")


@keras.saving.register_keras_serializable("castwatch")
class Novelty(layers.Layer):  # type: ignore[misc]
    """The distance from what is known, as a multiple of the limit."""

    def build(self, shape: tuple[int | None, int]) -> None:
        """Room for what is known of features, (batch, features)."""
        size = shape[-1]
        self.middle = self.add_weight(shape=(size,), trainable=False)
        self.whitening = self.add_weight(shape=(size, size), trainable=False)

    def call(self, features: Any) -> Any:
        """(batch, features) to (batch,)."""
        off = ops.matmul(features - self.middle, self.whitening)
        return ops.sqrt(ops.sum(ops.square(off), axis=1))


def make_network(geometry: Geometry, channels: int) -> keras.Model:
    """Strips, (batch, height, width, 1) of grey 0 .. 255, to a score and a defect map.

    The score, (batch, 1), is a logit; the map, a sixth as fine each way, is of logits. The first
    layer alone sees every sample of the strip: a pinhole is a few of them across. A ring goes
    on over its seam; a whole picture ends at its edges.
    """
    padding = WrapPadding if isinstance(geometry, RingGeometry) else layers.ZeroPadding2D
    strip = keras.Input((geometry.height, geometry.width, 1), name="strip")
    x = layers.LayerNormalization(axis=(1, 2, 3), center=False, scale=False, epsilon=1.0)(strip)
    x = _normed(layers.Conv2D(channels // 2, 7, strides=3, use_bias=False)(padding(3)(x)))
    x = _convolved(padding(1)(x), channels // 2)
    x = _convolved(padding(1)(x), channels, strides=2)
    for _ in range(4):
        x = layers.add([x, _convolved(padding(1)(x), channels)])
    x = layers.SpatialDropout2D(0.1)(x)
    defects = layers.Conv2D(1, 1, name="map")(x)
    score = LogSumExpPooling(name="score")(defects)
    return keras.Model(strip, {"score": score, "map": defects}, name="castings")


def _convolved(x: Any, filters: int, strides: int = 1) -> Any:
    return _normed(layers.Conv2D(filters, 3, strides=strides, use_bias=False)(x))


def _normed(x: Any) -> Any:
    return layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(x))
