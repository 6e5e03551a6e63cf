"""Gaps that grow with the window, as the style sheet's sizes do."""

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QLayout, QWidget

_BASE = "castwatch_base"


def scale_layouts(window: QWidget, scale: float) -> None:
    """Set every layout's margins and spacing to `scale` times what they were at first."""
    layouts = window.findChildren(QLayout)
    for layout in layouts:  # all of them first: a layout within another inherits its spacing
        if layout.property(_BASE) is None:
            layout.setProperty(_BASE, (layout.contentsMargins(), layout.spacing()))
    for layout in layouts:
        margins, spacing = layout.property(_BASE)
        layout.setContentsMargins(_scaled(margins, scale))
        layout.setSpacing(round(spacing * scale))


def _scaled(margins: QMargins, scale: float) -> QMargins:
    sides = margins.left(), margins.top(), margins.right(), margins.bottom()
    return QMargins(*(round(side * scale) for side in sides))
