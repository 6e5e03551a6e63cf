"""What another lamp, lens, camera or placing does to a verdict: one cause at a time."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.inspector import Inspector
from inference.training.dataset import Picture
from models.errors import KnownError
from models.pictures import read_picture

Grey = NDArray[np.uint8]


def _lit(pixels: Grey, factor: float) -> Grey:
    return np.asarray(np.clip(factor * pixels.astype(np.float32), 0, 255), np.uint8)


def _levelled(pixels: Grey, level: float) -> Grey:
    """As bright as every other picture, in the mean."""
    return _lit(pixels, level / max(float(pixels.mean()), 1.0))


def _contrasted(pixels: Grey, factor: float) -> Grey:
    middle = float(pixels.mean())
    return np.asarray(np.clip(middle + factor * (pixels - middle), 0, 255), np.uint8)


def _blurred(pixels: Grey, sigma: float) -> Grey:
    """`sigma` in pixels of a picture that is 300 wide."""
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma * pixels.shape[1] / 300), np.uint8)


def _noisy(pixels: Grey, sigma: float) -> Grey:
    noise = sigma * np.random.default_rng(0).standard_normal(pixels.shape)
    return np.asarray(np.clip(pixels + noise, 0, 255), np.uint8)


def _compressed(pixels: Grey, quality: int) -> Grey:
    _, packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)


def _mirrored(pixels: Grey) -> Grey:
    return np.ascontiguousarray(pixels[:, ::-1])


def _moved(pixels: Grey, degrees: float = 0, scale: float = 1, shift: float = 0) -> Grey:
    """Turned and scaled about the middle; `shift` right and down, as a share of the width."""
    height, width = pixels.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, scale)
    matrix[:, 2] += shift * width
    moved = cv2.warpAffine(
        pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(moved, np.uint8)


DISTURBANCES: Mapping[str, Callable[[Grey], Grey]] = {
    "contrast x 0.7": partial(_contrasted, factor=0.7),
    "contrast x 1.2": partial(_contrasted, factor=1.2),
    "brightness x 0.7": partial(_lit, factor=0.7),
    "brightness x 1.3": partial(_lit, factor=1.3),
    "brightness equalised": partial(_levelled, level=140.0),
    "blur of 0.7 pixels": partial(_blurred, sigma=0.7),
    "noise of 5 grey levels": partial(_noisy, sigma=5.0),
    "JPEG quality 60": partial(_compressed, quality=60),
    "mirrored": _mirrored,
    **{f"turned by {turn} degrees": partial(_moved, degrees=turn) for turn in range(45, 360, 45)},
    "scale x 0.9": partial(_moved, scale=0.9),
    "shifted by 2 %": partial(_moved, shift=0.02),
}


def flips(
    pictures: Sequence[Picture], inspector: Inspector, progress: Callable[[str, float], None]
) -> dict[str, dict[str, int | float]]:
    """For each disturbance how many verdicts it turns, and how many pictures it spoils.

    One picture of each casting and set is taken, so that a casting that was photographed
    often counts no more. A spoilt picture is refused by the station, not judged wrongly; it
    is no flip. Whatever `progress` raises comes out.
    """
    chosen = list({(each.casting, each.origin): each for each in pictures}.values())
    counts = {name: {"judged": 0, "flipped": 0, "refused": 0} for name in DISTURBANCES}
    for number, picture in enumerate(chosen, start=1):
        _count(picture, inspector, counts)
        progress("Disturbing the pictures", number / len(chosen))
    return {
        name: {**count, "flip_share": count["flipped"] / max(count["judged"], 1)}
        for name, count in counts.items()
    }


def _count(picture: Picture, inspector: Inspector, counts: dict[str, dict[str, int]]) -> None:
    try:
        pixels = read_picture(picture.path)
    except KnownError:
        return
    before = inspector.examine(pixels).verdict
    if before is None:
        return
    for name, disturb in DISTURBANCES.items():
        after, count = inspector.examine(disturb(pixels)).verdict, counts[name]
        count["refused"] += after is None
        count["judged"] += after is not None
        count["flipped"] += after not in (before, None)
