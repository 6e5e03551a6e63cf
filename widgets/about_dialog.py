"""The network's card, and what the program is."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from models.network_card import NetworkCard
from widgets import make, words
from widgets.facts import Facts


class AboutDialog(QDialog):
    """What the network is, what it was made of, and how well it judges."""

    def __init__(self, card: NetworkCard | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About the network"))
        column = QVBoxLayout(self)
        name = self.tr("No network is loaded.") if card is None else card.name
        column.addWidget(make.label("title", name))
        if card is not None:
            column.addWidget(self._make_facts(card), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        if card is not None:
            self.resize(parent.width() * 2 // 3, parent.height() * 4 // 5)

    def _make_facts(self, card: NetworkCard) -> QScrollArea:
        facts = Facts()
        facts.show_facts(self._told(card))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(facts)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area

    def _told(self, card: NetworkCard) -> Iterator[tuple[str, str]]:
        if card.escape_bound is not None:
            yield self.tr("How surely"), self._bound(*card.escape_bound)
        yield self.tr("Version"), str(card.version)
        yield self.tr("Made at"), card.made_at
        yield self.tr("Review from"), words.score(card.thresholds.review)
        yield self.tr("Reject from"), words.score(card.thresholds.reject)
        yield self.tr("Licence"), card.licence
        fingerprint = card.network_sha256
        yield "SHA-256", f"{fingerprint[:32]}\n{fingerprint[32:]}"  # one word, and too wide
        for title, values in (
            (self.tr("Figures"), card.figures),
            (self.tr("Data"), card.data),
            (self.tr("Split"), card.split),
        ):
            for name, value in _flat(values):
                yield f"{title}: {name}", value

    def _bound(self, share: float, castings: int) -> str:
        return self.tr(
            "Of defective castings at most {share} pass, with 95 % confidence, from"
            " {castings} castings."
        ).format(share=f"{100 * share:.1f} %", castings=words.number(castings))


def _flat(values: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        title = f"{before}{name.replace('_', ' ')}"
        if isinstance(value, dict):
            yield from _flat(value, f"{title}, ")
        elif isinstance(value, list):  # what is told of single castings and folds, the card tells
            if not any(isinstance(each, dict) for each in value):
                yield title, "  …  ".join(map(_said, value))
        else:
            yield title, _said(value)


def _said(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
