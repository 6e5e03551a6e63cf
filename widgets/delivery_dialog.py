"""How far the plant is behind the record, and how long the disk lasts."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from models.errors import KnownError
from models.outbox import OutboxReport, TopicTrouble
from widgets import make, words
from widgets.facts import Facts
from widgets.notice import sentence
from widgets.quarantine_list import QuarantineList

ASK_MS = 2_000  # how often its figures are read anew
_YEAR_HOURS = 365 * 24


class DeliveryDialog(QDialog):
    """Asks for a report as long as it is open."""

    wanted = Signal()  # a report; answered by show_report
    retry_wanted = Signal(object)  # ids of messages, a tuple, or () for all; see show_changed
    discard_wanted = Signal(str, str)  # id, reason; answered by show_changed

    def __init__(self, say: Callable[[], str], zone: tzinfo | None, parent: QWidget) -> None:
        """`say` tells in a sentence how the way to the plant is."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Results on their way to the plant"))
        self._say = say
        self._zone = zone
        self._sentence = make.label("strong", wraps=True)
        self._facts = Facts()
        self._troubles: dict[str, KnownError] = {}
        self._topics = Facts()
        self._quarantine = QuarantineList(zone)
        self._quarantine.retry_wanted.connect(self.retry_wanted)
        self._quarantine.discard_wanted.connect(self.discard_wanted)
        self._answer = make.label("strong", wraps=True)
        self._answer.hide()
        self._asking = QTimer(self, interval=ASK_MS)
        self._asking.timeout.connect(self.wanted)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        topics = make.label("caption", self.tr("Topics"))
        shown = (self._sentence, self._facts, topics, self._topics, self._quarantine, self._answer)
        for widget in (*shown, buttons):
            column.addWidget(widget)
        self.show_report(None)
        width = parent.width() // 2
        self.resize(width, column.totalHeightForWidth(width))

    def start(self) -> None:
        """Ask now, and again and again."""
        self.wanted.emit()
        self._asking.start()

    def show_report(self, report: OutboxReport | None) -> None:
        """Show how it is now; None while nothing is known."""
        self._sentence.setText(self._say())
        facts = self._told(report) if report else ((name, words.NONE) for name in self._names())
        self._facts.show_facts(facts)
        self._topics.show_facts(self._told_of_topics(report) if report else ())
        self._quarantine.show_messages(report.quarantined if report else ())

    def show_troubles(self, troubles: Sequence[TopicTrouble]) -> None:
        """Say of each topic why it takes nothing now; from the next report on."""
        self._troubles = {each.topic: each.why for each in troubles}

    def show_changed(self, error: KnownError | None) -> None:
        """Say why a message was neither tried again nor given up; None: it was."""
        self._answer.setVisible(error is not None)
        if error is not None:
            self._answer.setText(sentence(error))
        self.wanted.emit()

    def _told_of_topics(self, report: OutboxReport) -> Iterator[tuple[str, str]]:
        for topic in report.status.topics:
            why = self._troubles.get(topic.topic)
            waiting = self.tr("{count} waiting").format(count=words.number(topic.waiting))
            yield topic.topic, f"{waiting}: {sentence(why)}" if why else waiting

    def _names(self) -> tuple[str, ...]:
        return (
            self.tr("Waiting"),
            self.tr("Oldest waits since"),
            self.tr("Last acknowledged"),
            self.tr("Acknowledged"),
            self.tr("Refused for good"),
            self.tr("Recorded"),
            self.tr("Disk is full in"),
        )

    def _told(self, report: OutboxReport) -> Iterator[tuple[str, str]]:
        status, pace = report.status, report.pace
        values = (
            words.number(status.waiting),
            self._since(status.oldest_at),
            self._since(status.last_acknowledged_at),
            self.tr("{count} a minute, in the last ten").format(
                count=f"{pace.sent_per_minute:,.1f}"
            ),
            words.number(status.quarantined),
            self.tr("{count} in the last hour").format(count=words.number(pace.recorded_per_hour)),
            self._span(report.hours_left),
        )
        return zip(self._names(), values, strict=True)

    def _since(self, moment: datetime | None) -> str:
        """The moment, and how long ago it was."""
        if moment is None:
            return words.NONE
        ago = max(datetime.now(UTC) - moment, timedelta())
        hours, seconds = divmod(round(ago.total_seconds()), 3600)
        return self.tr("{moment} ({hours} h {minutes} min ago)").format(
            moment=words.day_and_clock(moment, self._zone), hours=hours, minutes=seconds // 60
        )

    def _span(self, hours: float | None) -> str:
        """In the unit that people would say it in."""
        if hours is None:
            return self.tr("– (nothing was recorded in the last hour)")
        if hours > 10 * _YEAR_HOURS:
            return self.tr("more than ten years, with this hour’s pace")
        if hours > 48:
            return self.tr("{days} days, with this hour’s pace").format(
                days=words.number(round(hours / 24))
            )
        return self.tr("{hours} hours, with this hour’s pace").format(hours=f"{hours:.1f}")
