"""The colours and sizes of the screen: grey when all is well, colour for what needs a person."""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtGui import QFontDatabase

import resources

FAMILY = "NanumGothic"
"""Comes with the program, with Hangul and Latin letters."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour there is, by what it is for."""

    ground: str = "#d5d9dc"  # behind everything
    surface: str = "#e9ecee"  # panels
    raised: str = "#f8f9fa"  # buttons, fields, tables
    line: str = "#aab2b8"
    ink: str = "#14191d"
    soft_ink: str = "#47525a"
    dark: str = "#263038"  # the header, the picture's surround
    on_dark: str = "#f2f5f7"
    soft_on_dark: str = "#b4bfc7"
    passed: str = "#1d5c3c"
    passed_ground: str = "#dfe8e2"
    reject: str = "#b01218"
    on_reject: str = "#ffffff"
    review: str = "#ffb81c"
    on_review: str = "#14191d"
    unfit_ground: str = "#fde8b5"
    fault: str = "#14191d"
    on_fault: str = "#ffd23f"
    focus: str = "#0a58ca"
    focus_on_dark: str = "#8fc2ff"
    outline: str = "#5ad1ff"  # around the casting in the live picture


COLOURS = Colours()

_SIZES = {
    "tiny": 12, "small": 14, "body": 16, "strong": 18, "title": 22, "figure": 34, "huge": 80,
    "target": 48, "key": 64, "gap": 8, "half": 4, "edge": 2, "radius": 6, "bar": 14,
    "handle": 30, "box": 22,
}  # fmt: skip
"""Pixels in a window of 1280 x 800."""

_STEP = 0.25


def register_fonts() -> None:
    """Make the program's own fonts known to Qt; needs the QGuiApplication."""
    for name in ("NanumGothic.ttf", "NanumGothicBold.ttf"):
        QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{name}")))


def scale_for(width: int, height: int) -> float:
    """How much larger than in a window of 1280 x 800 everything is drawn, in steps of 0.25."""
    return max(1.0, min(width / 1280, height / 800) // _STEP * _STEP)


def style_sheet(scale: float) -> str:
    """The style sheet with its colours and sizes filled in."""
    sizes = {name: f"{round(pixels * scale)}px" for name, pixels in _SIZES.items()}
    template = Template(resources.path("style.qss").read_text("utf-8"))
    return template.substitute(
        asdict(COLOURS), **sizes, family=FAMILY, icons=resources.path("icons").as_posix()
    )
