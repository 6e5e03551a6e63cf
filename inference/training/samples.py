"""Castings as arrays: unwrapped once, drawn casting by casting."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.preprocess import strip_of
from inference.sight import look_of
from inference.training.augment import augmented
from inference.training.dataset import Picture
from inference.training.paint import blemished, glinting
from models.network_card import Geometry, RingGeometry
from models.pictures import PictureError, read_picture

Batch = tuple[NDArray[np.float32], NDArray[np.float32]]

EXTRA_SHARE = 0.25  # of what is drawn
SOUND_SHARE = 0.6  # of the rings drawn
GLINTING_SHARE = 0.5  # of the rings drawn
BLEMISHED_SHARE = 0.2  # of the sound rings drawn, which leaves about half of all sound


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Pictures that can be judged, and their strips, in the same order."""

    pictures: tuple[Picture, ...]
    strips: NDArray[np.uint8]  # (pictures, height, width)

    def __getitem__(self, chosen: NDArray[Any]) -> "Samples":
        """Those that a mask or an array of places chooses."""
        places = np.arange(len(self.pictures))[chosen]
        return Samples(tuple(self.pictures[place] for place in places), self.strips[places])

    @property
    def labels(self) -> NDArray[np.bool_]:
        """Whether each is defective."""
        return np.array([picture.is_defective for picture in self.pictures])

    @property
    def extra(self) -> NDArray[np.bool_]:
        """Whether each is only ever trained on."""
        return np.array([picture.is_extra for picture in self.pictures])

    @property
    def castings(self) -> NDArray[np.str_]:
        """Which casting each shows."""
        return np.array([picture.casting for picture in self.pictures])


def unwrapped(
    pictures: Sequence[Picture],
    geometry: Geometry,
    progress: Callable[[float], None],
) -> tuple[Samples, list[str]]:
    """Unwrap all pictures; also one sentence for each that is no fit picture of a casting."""
    kept, strips, problems = [], [], []
    look = look_of(geometry)
    for number, picture in enumerate(pictures, start=1):
        try:
            pixels = read_picture(picture.path)
        except PictureError as error:
            problems.append(str(error))
            continue
        sight = look(pixels)
        if sight.unfit is not None:
            problems.append(f"The picture {picture.name} cannot be judged: {sight.unfit}.")
            continue
        kept.append(picture)
        strips.append(strip_of(pixels, sight.outline, geometry))
        progress(number / len(pictures))
    return Samples(tuple(kept), np.array(strips, np.uint8)), problems


def some_of_each(castings: NDArray[np.str_], count: int) -> NDArray[np.int64]:
    """Places of up to `count` pictures of each casting, spread over all there are."""
    of_castings = [np.flatnonzero(castings == casting) for casting in np.unique(castings)]
    return np.concatenate(
        [
            places[np.unique(np.linspace(0, len(places) - 1, count).astype(int))]
            for places in of_castings
        ]
    )


class Draws:
    """Batches for one epoch after the other: about as many sound as defective, all disturbed.

    A casting is drawn by the fourth root of how many pictures show it: these are often one
    photograph turned and mirrored, which the disturbing does anyhow. Some of the sound rings
    get a defect painted on, and half of all a glint; on a whole picture nobody knows where
    the metal is.
    """

    def __init__(
        self, samples: Samples, geometry: Geometry, per_epoch: int, batch: int, seed: int
    ) -> None:
        self._samples, self._geometry = samples, geometry
        self._batches, self._batch = per_epoch // batch, batch
        self._random = np.random.default_rng(seed)
        sound_share = SOUND_SHARE if isinstance(geometry, RingGeometry) else 0.5
        self._labels, self._chance = samples.labels, chances(samples, sound_share)

    def __len__(self) -> int:
        """Of one epoch, in batches."""
        return self._batches

    def next(self) -> Batch:
        """The next batch: strips, (batch, height, width, 1) of grey, and labels, (batch, 1)."""
        chosen = self._random.choice(len(self._chance), self._batch, p=self._chance)
        drawn = [self._drawn(place) for place in chosen]
        strips = np.array([strip for strip, _ in drawn], np.float32)
        return strips[..., None], np.array([[label] for _, label in drawn], np.float32)

    def _drawn(self, place: int) -> tuple[NDArray[np.uint8], bool]:
        strip, is_defective = self._samples.strips[place], bool(self._labels[place])
        if isinstance(self._geometry, RingGeometry):
            if not is_defective and self._random.random() < BLEMISHED_SHARE:
                strip, is_defective = blemished(strip, self._geometry, self._random), True
            if self._random.random() < GLINTING_SHARE:
                strip = glinting(strip, self._random)
        return augmented(strip, self._geometry, self._random), is_defective


def chances(samples: Samples, sound_share: float) -> NDArray[np.float64]:
    """How likely each picture is to be drawn: extra ones a quarter of the time, if any."""
    _, casting, count = np.unique(samples.castings, return_inverse=True, return_counts=True)
    chance = count[casting] ** -0.75
    extra = samples.extra
    for of_kind, share in ((extra, EXTRA_SHARE), (~extra, 1 - EXTRA_SHARE)):
        for label, of_label in ((False, sound_share), (True, 1 - sound_share)):
            chosen = of_kind & (samples.labels == label)
            chance[chosen] *= share * of_label / max(chance[chosen].sum(), 1e-12)
    return np.asarray(chance / chance.sum(), np.float64)
