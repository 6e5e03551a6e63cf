"""The screen stays on while the station runs; without a desktop to ask, it may not."""

import structlog
from wakepy import Mode, keep

log = structlog.get_logger()


class Awake:
    """Asks the desktop not to dim, lock or sleep; used by one thread."""

    def __init__(self) -> None:
        self._mode: Mode | None = None

    def begin(self) -> bool:
        """Whether the desktop has promised it; if not, the log says so."""
        self._mode = keep.presenting(on_fail="pass")
        self._mode.__enter__()
        if not self._mode.active:
            log.warning("the screen may go dark: no desktop promises to keep it on")
        return self._mode.active

    def end(self) -> None:
        """The desktop may do as it likes again."""
        mode, self._mode = self._mode, None
        if mode is not None:
            mode.__exit__(None, None, None)
