"""Things that lie on a rig and are no casting to pass, drawn in many sizes and greys.

Each takes a random generator and a side in pixels, and draws a picture, (side, side).
"""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from camera.rig import render_casting

Picture = NDArray[np.uint8]
Oddity = Callable[[np.random.Generator, int], Picture]

RIM, LIP, ANNULUS, HUB, BORE = 1.0, 0.68, 0.58, 0.33, 0.25  # radii of the part's own edges


class Sketch:
    """A grey ground to draw round things on, all about one centre and in radii of the rim."""

    def __init__(self, rng: np.random.Generator, side: int) -> None:
        self.rng, self.side = rng, side
        self.ground = int(rng.integers(130, 220))
        self.metal = int(rng.integers(150, 230))
        self.dark = int(rng.integers(10, 60))
        self.light = np.full((side, side), self.ground, np.uint8)
        self.radius = side * rng.uniform(0.3, 0.44)
        self.x, self.y = side / 2 + rng.normal(0, 0.02 * side, 2)

    def disc(self, radius: float, grey: int) -> None:
        centre, reach = _fixed(self.x, self.y), round(16 * radius * self.radius)
        cv2.circle(self.light, centre, reach, grey, cv2.FILLED, cv2.LINE_AA, 4)

    def discs(self, *each: tuple[float, int]) -> None:
        for radius, grey in each:
            self.disc(radius, grey)

    def at(self, radius: float, turn: float) -> tuple[float, float]:
        reach = radius * self.radius
        return self.x + reach * np.cos(turn), self.y + reach * np.sin(turn)

    def bar(self, radii: tuple[float, float], turn: float, grey: int, width: float) -> None:
        ends = [_fixed(*self.at(radius, turn)) for radius in radii]
        thick = max(1, round(width * self.radius))
        cv2.line(self.light, ends[0], ends[1], grey, thick, cv2.LINE_AA, 4)

    def done(self) -> Picture:
        """Softened, unevenly lit and noisy, as a camera would see it."""
        turn, fall = self.rng.uniform(0, 2 * np.pi), self.rng.uniform(0, 0.35)
        rows, columns = np.indices(self.light.shape) / self.side - 0.5
        lit = 1 + fall * (columns * np.cos(turn) + rows * np.sin(turn))
        return _noisy(self.rng, cv2.GaussianBlur(self.light, (3, 3), 0) * lit)


def _fixed(x: float, y: float) -> tuple[int, int]:
    return round(16 * x), round(16 * y)


def _noisy(rng: np.random.Generator, picture: NDArray[np.number[Any]]) -> Picture:
    grain = rng.normal(0, rng.uniform(0.5, 8), picture.shape)
    return np.asarray(np.clip(picture + grain, 0, 255), np.uint8)


def blank(rng: np.random.Generator, side: int) -> Picture:
    return _noisy(rng, np.full((side, side), rng.uniform(0, 255)))


def slope(rng: np.random.Generator, side: int) -> Picture:
    return _noisy(rng, np.linspace(rng.uniform(0, 90), 230, side)[None].repeat(side, 0))


def noise(rng: np.random.Generator, side: int) -> Picture:
    coarse = rng.integers(0, 256, (side // int(rng.integers(1, 24)) + 1,) * 2, np.uint8)
    return np.asarray(cv2.resize(coarse, (side, side)), np.uint8)


def text(rng: np.random.Generator, side: int) -> Picture:
    page = np.full((side, side), 230, np.uint8)
    for row in range(30, side, 34):
        words = "".join(rng.choice(list("O0QDCGoe abc8 @"), 24))
        cv2.putText(page, words, (8, row), cv2.FONT_HERSHEY_DUPLEX, 0.9, 20, 2, cv2.LINE_AA)
    return _noisy(rng, page)


def hand(rng: np.random.Generator, side: int) -> Picture:
    sketch = Sketch(rng, side)
    _draw_hand(sketch)
    return sketch.done()


def _draw_hand(sketch: Sketch) -> None:
    skin, turn = int(sketch.rng.integers(80, 190)), sketch.rng.uniform(0, 6)
    sketch.bar((0, 2), turn + np.pi, skin, 0.6)
    sketch.disc(0.45, skin)
    for finger in np.linspace(-0.6, 0.6, 4):
        sketch.bar((0, 1.0), turn + finger, skin, 0.2)
    sketch.bar((0, 0.8), turn + 1.4, skin, 0.24)


def cup(rng: np.random.Generator, side: int) -> Picture:
    sketch = Sketch(rng, side)
    sketch.bar((0, 1.3), rng.uniform(0, 6), sketch.metal, 0.25)
    sketch.discs((1, sketch.metal), (0.9, sketch.dark), (0.8, sketch.dark + 20))
    sketch.bar((0.2, 0.5), rng.uniform(0, 6), 200, 0.1)
    return sketch.done()


def gear(rng: np.random.Generator, side: int) -> Picture:
    sketch = Sketch(rng, side)
    teeth = int(rng.integers(9, 40))
    for turn in np.linspace(0, 2 * np.pi, teeth, endpoint=False):
        sketch.bar((0.5, 1.05), turn, sketch.metal, 3 / teeth)
    holes = _nested(sketch) if rng.random() < 0.5 else ((0.3, sketch.dark),)
    sketch.discs((0.92, sketch.metal), *holes)
    return sketch.done()


def _nested(sketch: Sketch) -> tuple[tuple[float, int], ...]:
    """The part's own dark annulus and hub, plain."""
    return (ANNULUS, sketch.dark), (HUB, sketch.metal), (BORE, max(sketch.metal - 30, 0))


def coin(rng: np.random.Generator, side: int) -> Picture:
    sketch = Sketch(rng, side)
    sketch.discs((1, sketch.metal), (0.9, sketch.metal - 40))
    place = (round(sketch.x - 0.4 * sketch.radius), round(sketch.y + 0.4 * sketch.radius))
    scale = sketch.radius / 30
    cv2.putText(sketch.light, "50", place, 0, scale, sketch.dark, round(3 * scale), cv2.LINE_AA)
    return sketch.done()


def plain_disc(rng: np.random.Generator, side: int) -> Picture:
    sketch = Sketch(rng, side)
    sketch.disc(1, sketch.metal if rng.random() < 0.5 else sketch.dark)
    return sketch.done()


def target(rng: np.random.Generator, side: int) -> Picture:
    """Concentric rings, evenly or by chance."""
    sketch = Sketch(rng, side)
    count = int(rng.integers(2, 7))
    even = np.linspace(1, 0, count, endpoint=False)
    radii = even if rng.random() < 0.5 else np.sort(rng.uniform(0.15, 1, count))[::-1]
    for number, radius in enumerate(radii):
        sketch.disc(float(radius), sketch.dark if number % 2 else sketch.metal)
    return sketch.done()


def washer(rng: np.random.Generator, side: int) -> Picture:
    sketch = Sketch(rng, side)
    hole = sketch.dark if rng.random() < 0.5 else sketch.ground
    sketch.discs((1, sketch.metal), (rng.uniform(0.3, 0.75), hole))
    return sketch.done()


def stacked_washers(rng: np.random.Generator, side: int) -> Picture:
    """A washer with another in its hole, at the part's own radii."""
    sketch = Sketch(rng, side)
    sketch.discs((1, sketch.metal), *_nested(sketch))
    return sketch.done()


def flat_part(rng: np.random.Generator, side: int) -> Picture:
    """All of the part's edges, lip and groove among them, cut from paper."""
    sketch = Sketch(rng, side)
    edges = ((1, sketch.metal), (LIP, sketch.dark), (LIP - 0.03, sketch.metal))
    sketch.discs(*edges, *_nested(sketch))
    return sketch.done()


def compact_disc(rng: np.random.Generator, side: int) -> Picture:
    sketch = Sketch(rng, side)
    turns = np.arctan2(*(np.indices((side, side)) - np.array([sketch.y, sketch.x])[:, None, None]))
    sheen = sketch.metal + 50 * np.cos(2 * turns + 1)
    mask = np.zeros_like(sketch.light)
    cv2.circle(mask, (round(sketch.x), round(sketch.y)), round(sketch.radius), 1, cv2.FILLED)
    sketch.light = np.clip(np.where(mask, sheen, sketch.light), 0, 255).astype(np.uint8)
    middle = sketch.dark if rng.random() < 0.5 else 210
    sketch.discs((0.33, middle), (0.25, sketch.metal), (0.13, sketch.ground))
    return sketch.done()


def wheel(rng: np.random.Generator, side: int) -> Picture:
    """A tyre, spokes and a hub; half of them at the part's own radii."""
    sketch = Sketch(rng, side)
    inner, hub = (ANNULUS, HUB) if rng.random() < 0.5 else (0.85, 0.2)
    sketch.discs((1, sketch.metal), (inner, sketch.dark))
    for turn in np.linspace(0, 2 * np.pi, int(rng.integers(3, 12)), endpoint=False):
        sketch.bar((0, inner), turn, sketch.metal, 0.08)
    sketch.discs((hub, sketch.metal), (0.1, sketch.dark))
    return sketch.done()


def bearing(rng: np.random.Generator, side: int) -> Picture:
    sketch = Sketch(rng, side)
    sketch.discs((1, sketch.metal), (0.8, sketch.dark), (0.5, sketch.metal), (0.35, sketch.ground))
    for turn in np.linspace(0, 2 * np.pi, int(rng.integers(7, 12)), endpoint=False):
        x, y = sketch.at(0.65, turn)
        cv2.circle(sketch.light, (round(x), round(y)), round(0.13 * sketch.radius), 220, -1)
    return sketch.done()


def loudspeaker(rng: np.random.Generator, side: int) -> Picture:
    sketch = Sketch(rng, side)
    sketch.discs((1, 90), (0.85, sketch.dark), (0.75, 60), (0.7, sketch.dark), (0.3, 120))
    return sketch.done()


def eye(rng: np.random.Generator, side: int) -> Picture:
    sketch = Sketch(rng, side)
    sketch.discs((1, 235), (ANNULUS, 60), (0.25, 15), (0.08, 250))
    for turn in rng.uniform(0, 2 * np.pi, 60):
        sketch.bar((0.27, 0.55), turn, 100, 0.01)
    return sketch.done()


def _casting(rng: np.random.Generator, side: int) -> tuple[Picture, tuple[float, float, float]]:
    """A sound casting, and where it lies: centre and radius, pixels."""
    casting = render_casting(rng, side, defective=False)
    rim = casting.outline.rim
    return casting.pixels.copy(), (rim.x, rim.y, rim.semi_major)


def back_side(rng: np.random.Generator, side: int) -> Picture:
    """A casting that lies upside down: a turned plate with a bore."""
    picture, (x, y, radius) = _casting(rng, side)
    cv2.circle(picture, _fixed(x, y), round(12 * radius), 170, cv2.FILLED, cv2.LINE_AA, 4)
    cv2.circle(picture, _fixed(x, y), round(4 * radius), 90, cv2.FILLED, cv2.LINE_AA, 4)
    return _noisy(rng, picture)


def two_castings(rng: np.random.Generator, side: int) -> Picture:
    castings = [render_casting(rng, side, defective=False).pixels for _ in range(2)]
    pair = np.vstack([np.hstack(castings), np.full((side, 2 * side), 170, np.uint8)])
    return np.asarray(cv2.resize(pair, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def overlapping_castings(rng: np.random.Generator, side: int) -> Picture:
    picture, (x, y, radius) = _casting(rng, side)
    other, _ = _casting(rng, side)
    turn, step = rng.uniform(0, 2 * np.pi), radius * rng.uniform(0.7, 1.3)
    move = np.array([[1, 0, step * np.cos(turn)], [0, 1, step * np.sin(turn)]], np.float32)
    mask = np.zeros_like(picture)
    cv2.circle(mask, _fixed(x, y), round(16 * radius), 255, cv2.FILLED, cv2.LINE_AA, 4)
    moved, cover = (cv2.warpAffine(each, move, (side, side)) for each in (other, mask))
    return np.asarray(np.where(cover > 127, moved, picture), np.uint8)


def half_a_casting(rng: np.random.Generator, side: int) -> Picture:
    """Broken in two; the ground shows where the other half was."""
    picture, (x, y, _) = _casting(rng, side)
    bare = _noisy(rng, np.full_like(picture, picture[2, 2]))
    return _covered(rng, picture, (x, y), bare)


def under_a_cloth(rng: np.random.Generator, side: int) -> Picture:
    """A third of the casting is covered by a cloth."""
    picture, (x, y, radius) = _casting(rng, side)
    folds = cv2.GaussianBlur(rng.normal(0, 240, picture.shape), (0, 0), 8)
    cloth = _noisy(rng, rng.uniform(40, 230) + folds)
    return _covered(rng, picture, (x, y), cloth, off=0.26 * radius)


def _covered(
    rng: np.random.Generator,
    picture: Picture,
    place: tuple[float, float],
    cover: Picture,
    off: float = 0.0,
) -> Picture:
    """Covered on one side of a line that runs `off` pixels beside `place`."""
    turn = rng.uniform(0, 2 * np.pi)
    rows, columns = np.indices(picture.shape)
    beside = (columns - place[0]) * np.cos(turn) + (rows - place[1]) * np.sin(turn)
    return np.asarray(np.where(beside > off, cover, picture), np.uint8)


def under_a_hand(rng: np.random.Generator, side: int) -> Picture:
    sketch = Sketch(rng, side)
    sketch.light, (x, y, radius) = _casting(rng, side)
    turn = rng.uniform(0, 2 * np.pi)
    sketch.x, sketch.y = x + 0.8 * radius * np.cos(turn), y + 0.8 * radius * np.sin(turn)
    sketch.radius = 0.8 * radius
    _draw_hand(sketch)
    return sketch.done()


def plain_plate(rng: np.random.Generator, side: int) -> Picture:
    """A casting whose vanes are gone: the annulus is a plain, bright plate."""
    picture, (x, y, radius) = _casting(rng, side)
    cv2.circle(picture, _fixed(x, y), round(16 * ANNULUS * radius), 160, cv2.FILLED, 16, 4)
    return _noisy(rng, picture)


def lit_washers(rng: np.random.Generator, side: int) -> Picture:
    """A washer with another in its hole, and a fan of light on the outer one."""
    sketch = Sketch(rng, side)
    sketch.disc(1, 255)
    on_ring = sketch.light == 255
    turns = np.arctan2(*(np.indices((side, side)) - np.array([sketch.y, sketch.x])[:, None, None]))
    fan = sketch.metal + rng.uniform(8, 40) * np.cos(rng.integers(2, 4) * turns + 1)
    sketch.light = np.clip(np.where(on_ring, fan, sketch.light), 0, 255).astype(np.uint8)
    sketch.discs(*_nested(sketch))
    return sketch.done()


def negative(rng: np.random.Generator, side: int) -> Picture:
    picture, _ = _casting(rng, side)
    return np.asarray(255 - picture, np.uint8)


def tiny(rng: np.random.Generator, side: int) -> Picture:
    """A casting that is far away: too few pixels show its metal."""
    picture, _ = _casting(rng, side)
    small = cv2.resize(picture, None, fx=0.14, fy=0.14, interpolation=cv2.INTER_AREA)
    ground = np.full((side, side), int(picture[2, 2]), np.uint8)
    ground[: small.shape[0], : small.shape[1]] = small
    return np.asarray(np.roll(ground, side // 3, (0, 1)), np.uint8)


def magnified(rng: np.random.Generator, side: int) -> Picture:
    """So near that the rim is out of the picture."""
    picture, (x, y, radius) = _casting(rng, side)
    half = max(16, round(0.75 * radius))
    left, top = max(0, round(x) - half), max(0, round(y) - half)
    part = picture[top : top + 2 * half, left : left + 2 * half]
    return np.asarray(cv2.resize(part, (side, side)), np.uint8)


def squeezed(rng: np.random.Generator, side: int) -> Picture:
    """Seen from the side: twice as wide as high."""
    picture, _ = _casting(rng, side)
    flat = cv2.resize(picture, (side, side // 2), interpolation=cv2.INTER_AREA)
    return np.vstack([flat, np.full((side - side // 2, side), int(picture[-1, -1]), np.uint8)])


def shuffled(rng: np.random.Generator, side: int) -> Picture:
    """The tiles of a casting's picture in another order."""
    picture, _ = _casting(rng, side)
    tile = side // 4
    tiles = [
        picture[row : row + tile, column : column + tile]
        for row in range(0, 4 * tile, tile)
        for column in range(0, 4 * tile, tile)
    ]
    order = rng.permutation(16)
    rows = [
        np.hstack([tiles[place] for place in order[start : start + 4]]) for start in (0, 4, 8, 12)
    ]
    return np.vstack(rows)


ODDITIES: tuple[Oddity, ...] = (
    blank, slope, noise, text, hand, cup, gear, coin, plain_disc, target, washer, stacked_washers,
    flat_part, compact_disc, wheel, bearing, loudspeaker, eye, back_side, two_castings,
    overlapping_castings, half_a_casting, under_a_cloth, under_a_hand, plain_plate, negative,
    tiny, magnified, squeezed, shuffled,
)  # fmt: skip
