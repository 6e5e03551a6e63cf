"""The colours and sizes of the screen: grey when all is well, colour for what needs a person."""

from dataclasses import asdict, dataclass, replace
from string import Template

from PySide6.QtGui import QFontDatabase

import resources

FAMILY = "NanumGothic"
"""Comes with the program, with Hangul and Latin letters."""


@dataclass(slots=True)
class Colours:
    """Every colour there is, by what it is for."""

    ground: str = "#d5d9dc"  # behind everything
    surface: str = "#e9ecee"  # panels
    raised: str = "#f8f9fa"  # buttons, fields, tables
    lit: str = "#ffffff"  # raised, with the mouse over it
    banded: str = "#f0f2f3"  # every second row of a table
    chosen: str = "#cfe0f5"  # the row that is chosen
    done: str = "#b9cfe8"  # of a progress bar
    line: str = "#aab2b8"
    grip: str = "#96a0a7"  # of a scroll bar
    ink: str = "#14191d"
    soft_ink: str = "#47525a"
    off_ink: str = "#7b858c"  # of what cannot be used now
    primary: str = "#263038"  # the button that matters most, and what is switched on
    on_primary: str = "#f2f5f7"
    primary_lit: str = "#3a4852"
    dark: str = "#263038"  # the header, the picture's surround
    dark_lit: str = "#3a4852"
    dark_line: str = "#56646e"
    on_dark: str = "#f2f5f7"
    soft_on_dark: str = "#b4bfc7"
    passed: str = "#1d5c3c"
    passed_ground: str = "#dfe8e2"
    reject: str = "#b01218"
    wrong: str = "#b01218"  # words that say what is wrong
    on_reject: str = "#ffffff"
    review: str = "#ffb81c"
    on_review: str = "#14191d"
    unfit_ground: str = "#fde8b5"
    fault: str = "#14191d"
    on_fault: str = "#ffd23f"
    focus: str = "#0a58ca"
    focus_on_dark: str = "#8fc2ff"
    outline: str = "#5ad1ff"  # around the casting in the live picture


LIGHT = Colours()

DARK = Colours(
    ground="#1b2024",
    surface="#22282d",
    raised="#2a3036",
    lit="#343c43",
    banded="#252b30",
    chosen="#27496f",
    done="#36577d",
    line="#56616a",
    grip="#6c7780",
    ink="#e9edf0",
    soft_ink="#b2bcc3",
    off_ink="#7f8a92",
    primary="#dde3e7",
    on_primary="#14191d",
    primary_lit="#ffffff",
    dark="#0f1316",
    dark_lit="#2a333a",
    passed="#86d6a8",
    passed_ground="#1d3a2b",
    reject="#d5363c",
    wrong="#ff9a9d",
    unfit_ground="#4d3d10",
    focus="#7fb4ff",
)

COLOURS = replace(LIGHT)
"""Those that are worn; whatever is painted asks here."""


def wear(colours: Colours) -> None:
    """Paint in other colours from now on; before there is a window."""
    for name, value in asdict(colours).items():
        setattr(COLOURS, name, value)


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
    icons = resources.path("icons/dark" if COLOURS == DARK else "icons").as_posix()
    return template.substitute(asdict(COLOURS), **sizes, family=FAMILY, icons=icons)
