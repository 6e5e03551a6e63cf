"""Pictures that say when they were taken, in stripes that survive compression."""

import numpy as np
from numpy.typing import NDArray

BITS, STRIPE, HEIGHT = 20, 16, 240
TICKS_PER_S = 100


def stamped(now: float) -> NDArray[np.uint8]:
    """A picture, (240, 320), with the time as 20 dark or bright stripes."""
    ticks = int(now * TICKS_PER_S) % (1 << BITS)
    bits = [(ticks >> bit) & 1 for bit in range(BITS)]
    row = np.repeat(np.array(bits, np.uint8) * 160 + 40, STRIPE)
    return np.tile(row, (HEIGHT, 1))


def age_s(pixels: NDArray[np.uint8], now: float) -> float:
    """How long before `now` a stamped picture was taken, seconds; to the hundredth."""
    middles = pixels[HEIGHT // 2, STRIPE // 2 :: STRIPE]
    ticks = sum(1 << bit for bit, grey in enumerate(middles) if grey > 128)
    return ((int(now * TICKS_PER_S) - ticks) % (1 << BITS)) / TICKS_PER_S
