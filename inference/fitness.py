"""Is a picture good enough to judge by? Limits hold for 8-bit grey, whatever the camera.

Measured on all 7,017 pictures of the two sets: see docs/network.md.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.ellipses import mean_radius, scaled
from models.judgement import Ellipse, Outline
from models.light import Light
from models.sight import Unfit

_LIGHT_FROM = 90  # grey that a twentieth of the picture must exceed; 177 and more on the sets
_SATURATED = 250  # grey from which on a pixel shows light and no metal
_MOST_SATURATED = 0.5  # share of the picture; 0.07 at most on the sets
_MOST_BRIGHT = 0.15  # saturated share of the casting; 0.001 at most on the sets
_MOST_GLARE = 0.05  # radii of the rim: a saturated disc's radius; 0.029 on every fifth of the sets
_LEAST_SHARP = 0.09  # 0.17 and more on the sets; at most 0.06 when blurred with sigma 3 of 300
_MOST_CUT_OFF = 0.08  # of the rim's diameter over the picture's edge; 0.072 at most on the sets
_RADIUS = 100.0  # pixels, the rim's, at which these are measured


def unfit_light(pixels: NDArray[np.uint8]) -> Unfit | None:
    """DARK or BRIGHT for a picture, (height, width), that is so as a whole."""
    sample = pixels[::4, ::4]
    if np.percentile(sample, 95) < _LIGHT_FROM:
        return Unfit.DARK
    if np.mean(sample >= _SATURATED) > _MOST_SATURATED:
        return Unfit.BRIGHT
    return None


def light_of(pixels: NDArray[np.uint8], outline: Outline) -> Light | Unfit:
    """How the casting at `outline` lies and is lit, or why it cannot be judged so."""
    rim = outline.rim
    if _beyond_edge(rim, pixels.shape) > _MOST_CUT_OFF:
        return Unfit.NOT_WHOLE
    casting, inside = _cut_out(pixels, rim)
    saturated = (casting >= _SATURATED) & inside
    if np.count_nonzero(saturated) > _MOST_BRIGHT * np.count_nonzero(inside):
        return Unfit.BRIGHT
    if _thickest(saturated) > _MOST_GLARE * min(_RADIUS, mean_radius(rim)):
        return Unfit.GLARE
    light = _light(casting, inside, rim, pixels.shape)
    return Unfit.BLURRED if light.sharpness < _LEAST_SHARP else light


def measured(pixels: NDArray[np.uint8], rim: Ellipse) -> Light:
    """How what lies within `rim` is lit, whatever it is: nothing is refused."""
    return _light(*_cut_out(pixels, rim), rim, pixels.shape)


def _light(
    casting: NDArray[np.uint8], inside: NDArray[np.bool_], rim: Ellipse, shape: tuple[int, ...]
) -> Light:
    height, width = shape
    sharpness = _sharpness(casting, inside)
    return Light(float(casting[inside].mean()), sharpness, rim.x / width, rim.y / height)


def _beyond_edge(rim: Ellipse, shape: tuple[int, ...]) -> float:
    """How far the rim reaches over the picture's edge, in diameters."""
    turn = np.deg2rad(rim.degrees)
    half_width = np.hypot(rim.semi_major * np.cos(turn), rim.semi_minor * np.sin(turn))
    half_height = np.hypot(rim.semi_major * np.sin(turn), rim.semi_minor * np.cos(turn))
    height, width = shape
    over = max(
        half_width - rim.x,
        half_height - rim.y,
        rim.x + half_width - (width - 1),
        rim.y + half_height - (height - 1),
    )
    return float(over / (2 * mean_radius(rim)))


def _cut_out(
    pixels: NDArray[np.uint8], rim: Ellipse
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """The picture at the scale of measuring, and what of it the rim encloses."""
    factor = min(1.0, _RADIUS / mean_radius(rim))
    small = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    rim = scaled(rim, factor)
    inside = np.zeros(small.shape, np.uint8)
    axes = (2 * rim.semi_major, 2 * rim.semi_minor)
    cv2.ellipse(inside, ((rim.x, rim.y), axes, rim.degrees), 1, cv2.FILLED)
    return small.astype(np.uint8, copy=False), inside.astype(np.bool_)


def _thickest(saturated: NDArray[np.bool_]) -> float:
    """The radius of the largest disc in it, pixels: a narrow fan of light is no glare."""
    return float(cv2.distanceTransform(saturated.astype(np.uint8), cv2.DIST_L2, 3).max())


def _sharpness(casting: NDArray[np.uint8], inside: NDArray[np.bool_]) -> float:
    """The second derivative's spread in the grey's own: exposure and contrast cancel out."""
    within = cv2.erode(inside.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(np.bool_)
    curvature = cv2.Laplacian(casting, cv2.CV_32F)[within]
    return float(curvature.std() / max(float(casting[within].std()), 1.0))
