"""The synthetic rig: renders impeller castings as the real rig's camera sees them."""

from camera.rig.casting import Defect, DefectKind, RenderedCasting
from camera.rig.render import render_casting

__all__ = ["Defect", "DefectKind", "RenderedCasting", "render_casting"]
