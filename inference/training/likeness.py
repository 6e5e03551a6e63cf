"""Which pictures show the same casting: the marks on its ring, matched at every turn.

Turned, mirrored, moved or lit otherwise, a photograph keeps the marks of its machined ring.
The Fourier transform along the angle compares two strips at all turns at once, and with
one of them taken backwards, mirrored at all turns.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, rfft  # type: ignore[import-untyped]
from scipy.sparse import coo_array  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

from models.network_card import RingGeometry

RING = RingGeometry(height=24, width=512, inner=0.05, outer=0.95)
"""The machined ring alone: neither the annulus' shadow nor the background beyond the rim."""

ALIKE = 0.64
"""The correlation from which two strips show one casting.

On 1,185 pictures of pump impellers the most alike picture of the same casting correlated by
0.76 and more for 99.5 % of them. All pairs above 0.64 that a published table of castings keeps
apart showed the same burr, stain, crack or hole by eye.
"""

_WAVES = slice(10, 64)  # around the ring: slower is the lighting, faster is the sensor's noise
_BLOCK = 16  # strips compared with all others at a time; bounds the memory


def castings_of(
    strips: NDArray[np.uint8], progress: Callable[[float], None]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each strip, (n, height, width) of `RING`, its casting's number and its likeness.

    Castings are numbered from 0 as they are first seen. The likeness, -1 .. 1, is a strip's
    correlation with the most alike of the others: `ALIKE` should lie in a valley of it.
    Whatever `progress` raises comes out.
    """
    count = len(strips)
    likeness = np.full(count, -1.0)
    links = [np.zeros((0, 2), np.int64)]
    for start, block in _correlations(_waves(strips)):
        np.maximum(likeness[start:], block.max(axis=0), out=likeness[start:])
        ahead = likeness[start : start + len(block)]
        np.maximum(ahead, block.max(axis=1), out=ahead)
        links.append(np.argwhere(block >= ALIKE) + start)
        progress((start + len(block)) / count)
    one, other = np.concatenate(links).T
    graph = coo_array((np.ones(len(one)), (one, other)), shape=(count, count))
    return _numbered(connected_components(graph, directed=False)[1]), likeness


def joined(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """The castings, (n,), of pictures that either numbering, from 0, says to show the same."""
    nodes = one.max() + 1
    links = coo_array(
        (np.ones(len(one)), (one, nodes + other)), shape=(nodes + other.max() + 1,) * 2
    )
    return _numbered(connected_components(links, directed=False)[1][one])


def _waves(strips: NDArray[np.uint8]) -> NDArray[np.complex64]:
    """Each strip as waves around the ring, (waves, n, height); every row counts the same.

    What is the same at all depths is taken out: the lamps' reflections, which two castings
    share when they lie under the same lamps.
    """
    marks = strips - strips.mean(axis=1, keepdims=True, dtype=np.float32)
    waves = rfft(marks, axis=2)[:, :, : _WAVES.stop]
    waves[:, :, : _WAVES.start] = 0
    power = np.sum(np.abs(waves) ** 2, axis=2, keepdims=True)
    rows, width = strips.shape[1:]
    scaled = waves * np.sqrt(width / (2 * rows * np.maximum(power, 1.0)))
    return np.ascontiguousarray(scaled.transpose(2, 0, 1).astype(np.complex64))


def _correlations(waves: NDArray[np.complex64]) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """For each block its start, and the best correlations with what comes after it.

    (block, n - start): on and left of the diagonal stands -1.
    """
    turned = waves.transpose(0, 2, 1)
    for start in range(0, waves.shape[1], _BLOCK):
        block, later = waves[:, start : start + _BLOCK], turned[:, :, start:]
        upright = irfft(block.conj() @ later, RING.width, axis=0, workers=-1).max(axis=0)
        mirrored = irfft(block @ later, RING.width, axis=0, workers=-1).max(axis=0)
        best = np.maximum(upright, mirrored)
        best[np.tri(*best.shape, dtype=np.bool_)] = -1
        yield start, best


def _numbered(parts: NDArray[np.int32]) -> NDArray[np.int64]:
    """The same parts, numbered in the order in which they are first seen."""
    _, first, part = np.unique(parts, return_index=True, return_inverse=True)
    return np.asarray(first.argsort().argsort()[part], np.int64)
