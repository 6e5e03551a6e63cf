"""A known error in the language of the screen."""

from PySide6.QtCore import QCoreApplication

from models.errors import KnownError


def sentence(error: KnownError) -> str:
    """The error's sentence; its template is the key of the translation."""
    return QCoreApplication.translate("Notice", error.template).format(**error.values)
