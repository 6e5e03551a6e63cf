"""What Prometheus is told."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_BUCKETS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)


class Metrics:
    """The API's own counters; one for each API, so that two in a process do not mix."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self.predictions = Counter(
            "castwatch_predictions", "Castings judged", ["verdict"], registry=registry
        )
        self.unfit = Counter(
            "castwatch_pictures_unfit", "Pictures that could not be judged", registry=registry
        )
        self.judging = Histogram(
            "castwatch_judging_seconds",
            "From the picture's bytes to the verdict",
            buckets=_BUCKETS,
            registry=registry,
        )
        self.refusals = Counter(
            "castwatch_requests_refused", "Requests refused", ["status"], registry=registry
        )
        self.events_read = Counter(
            "castwatch_events_read", "New results read from Kafka", registry=registry
        )
        self.events_unfit = Counter(
            "castwatch_events_not_understood", "Messages that are no result", registry=registry
        )
        self.alerts = Counter("castwatch_alerts", "Alerts pushed", registry=registry)
        self.watchers_cut = Counter(
            "castwatch_watchers_cut", "Watchers that did not keep up", registry=registry
        )

    def watch(self, name: str, what: str, value: Callable[[], float]) -> None:
        """A gauge that is read when it is asked for."""
        Gauge(name, what, registry=self._registry).set_function(value)

    def text(self) -> bytes:
        """All of it, in Prometheus' form."""
        return generate_latest(self._registry)
