"""Which language the screen speaks."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import resources

LANGUAGES = {"en": "English", "ko": "한국어"}
"""What each language calls itself."""


class Language:
    """The translators of the application; lives as long as the main window."""

    def __init__(self, language: str) -> None:
        self._translators: list[QTranslator] = []
        self.current = "en"
        self.speak(language)

    def speak(self, language: str) -> None:
        """Switch to "ko" or "en"; every widget is told by a LanguageChange event."""
        self.stop()
        self.current = language
        QLocale.setDefault(QLocale(language))
        if language == "en":  # the language of the sources
            return
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        own_folder = str(resources.path("translations"))
        for name, folder in (("qtbase", qt_folder), ("castwatch", own_folder)):
            translator = QTranslator()
            if translator.load(f"{name}_{language}", folder):
                QCoreApplication.installTranslator(translator)
                self._translators.append(translator)

    def other(self) -> str:
        """The language that the button on the screen switches to."""
        return "en" if self.current == "ko" else "ko"

    def stop(self) -> None:
        """Take the translators out again."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()
