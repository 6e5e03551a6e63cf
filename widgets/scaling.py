"""Gaps that grow with the window, as the style sheet's sizes do."""

from typing import NamedTuple

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QDialog, QGridLayout, QLayout, QWidget

from widgets import theme

_BASE = "castwatch_base"


class _Gaps(NamedTuple):
    margins: QMargins
    across: int
    down: int


def open_dialog(dialog: QDialog) -> None:
    """Open a dialog as large as the window that it belongs to, and let it go when it is closed."""
    window = topmost(dialog)
    scale_layouts(dialog, theme.scale_for(window.width(), window.height()))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def topmost(widget: QWidget) -> QWidget:
    """The station's window, also from a dialog that was opened in a dialog."""
    while parent := widget.parentWidget():
        widget = parent
    return widget


def scale_layouts(window: QWidget, scale: float) -> None:
    """Set every layout's margins and spacing to `scale` times what they were at first."""
    layouts = window.findChildren(QLayout)
    for layout in layouts:  # all of them first: a layout within another inherits its spacing
        if layout.property(_BASE) is None:
            layout.setProperty(_BASE, _gaps(layout))
    for layout in layouts:
        gaps = layout.property(_BASE)
        layout.setContentsMargins(_scaled(gaps.margins, scale))
        if isinstance(layout, QGridLayout):
            layout.setHorizontalSpacing(round(gaps.across * scale))
            layout.setVerticalSpacing(round(gaps.down * scale))
        else:
            layout.setSpacing(round(gaps.across * scale))


def _gaps(layout: QLayout) -> _Gaps:
    margins = layout.contentsMargins()
    if isinstance(layout, QGridLayout):
        return _Gaps(margins, layout.horizontalSpacing(), layout.verticalSpacing())
    return _Gaps(margins, layout.spacing(), layout.spacing())


def _scaled(margins: QMargins, scale: float) -> QMargins:
    sides = margins.left(), margins.top(), margins.right(), margins.bottom()
    return QMargins(*(round(side * scale) for side in sides))
