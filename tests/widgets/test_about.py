from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from inference.network_folder import bundled_network, read_card
from widgets.about_dialog import AboutDialog


def _texts(qtbot: QtBot, **figures: object) -> list[str]:
    parent = QWidget()
    qtbot.addWidget(parent)
    card = read_card(bundled_network())
    dialog = AboutDialog(card.model_copy(update={"figures": card.figures | figures}), parent)
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_the_bound_of_escapes_comes_with_its_confidence(qtbot: QtBot) -> None:
    counted = {"escape_share_at_most": 0.0304, "defective": 98}
    said = _texts(qtbot, per_casting=counted)
    sentence = "Of defective castings at most 3.0 % pass, with 95 % confidence, from 98 castings."
    assert sentence in said


def test_what_is_not_known_is_a_dash(qtbot: QtBot) -> None:
    said = _texts(qtbot, smallest_found={"burr": {"a90_95": None}})
    assert "Figures: smallest found, burr, a90 95" in said
    assert "None" not in said
    assert "–" in said
