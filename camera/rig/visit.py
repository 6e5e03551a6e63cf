"""How castings come along the line: each slides onto the rig, lies still, and goes."""

from dataclasses import dataclass

GAP, ARRIVE, REST, LEAVE = 0.12, 0.19, 0.54, 0.15  # shares of one casting's time


@dataclass(frozen=True, slots=True)
class Visit:
    """One casting's way over the rig."""

    began_at: float  # seconds, on the camera's clock
    takes_s: float

    @property
    def ends_at(self) -> float:
        """When the next casting's time begins."""
        return self.began_at + self.takes_s

    def shift(self, now: float) -> float:
        """How far it lies from its place, in widths of the picture: -1 before it, 1 past it."""
        share = (now - self.began_at) / self.takes_s
        if share < GAP + ARRIVE:
            return _eased(max(0.0, share - GAP) / ARRIVE) - 1
        return _eased(min(1.0, max(0.0, share - GAP - ARRIVE - REST) / LEAVE))


def _eased(share: float) -> float:
    """From 0 to 1, starting and stopping gently."""
    return share * share * (3 - 2 * share)
