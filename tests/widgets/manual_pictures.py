"""The manual's pictures, made anew: python -m tests.widgets.manual_pictures."""

import os
import sys

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.widgets import gallery
from widgets.manual_dialog import ManualPage, page_file

SCENES: dict[ManualPage, gallery.Scene] = {
    ManualPage.LINE: gallery.passed,
    ManualPage.CHALLENGE: gallery.challenged,
    ManualPage.CASTING: gallery.opened,
    ManualPage.HISTORY: gallery.history,
    ManualPage.STATISTICS: gallery.statistics,
    ManualPage.PEOPLE: gallery.who,
    ManualPage.SETUP: gallery.setting_up_camera,
    ManualPage.STUDY: gallery.studied,
    ManualPage.FAULTS: gallery.fault,
}
WIDTH, QUALITY = 960, 80


def main() -> None:
    """Save each page's scene, of the synthetic rig, beside its text."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(sys.argv)
    for language in gallery.LANGUAGES:
        for page, scene in SCENES.items():
            window = gallery.make_window(language)
            window.resize(1280, 800)
            window.show()
            scene(window)
            gallery.settle()
            picture = gallery.grab(window).scaledToWidth(
                WIDTH, Qt.TransformationMode.SmoothTransformation
            )
            picture.save(str(page_file(language, page).with_suffix(".jpg")), quality=QUALITY)
            gallery.dispose(window)
    application.quit()


if __name__ == "__main__":
    main()
