"""What is asked of the history, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from models.decision import Decision
from models.inspection import Inspection
from models.judgement import Verdict
from models.search import Sought, Span
from models.shift import ShiftSummary, Tally


class SortBy(StrEnum):
    """The columns that the history can be sorted by."""

    SEQUENCE = "sequence"
    TIME = "time"
    VERDICT = "verdict"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which inspections are wanted; None means all."""

    from_time: datetime | None = None  # aware, inclusive
    to_time: datetime | None = None  # aware, exclusive
    shift: str | None = None  # a shift's name
    shift_started_at: datetime | None = None  # aware; with `shift`, that one turn alone
    verdict: Verdict | None = None
    undecided: bool = False  # only castings that no person has decided
    sought: Sought | None = None  # what a person typed to find them

    def narrowed(self, search: Sought | Span | None) -> Self:
        """Only what was searched for, of what this filter lets through."""
        if isinstance(search, Span):
            start = max(self.from_time or search.start, search.start)
            return replace(
                self, from_time=start, to_time=min(self.to_time or search.end, search.end)
            )
        return replace(self, sought=search)


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """One page of the history."""

    filter: HistoryFilter = HistoryFilter()
    sort: SortBy = SortBy.SEQUENCE
    descending: bool = True
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The answer to one query."""

    query: HistoryQuery
    rows: tuple[Inspection, ...]
    tally: Tally  # of the castings behind everything that the filter lets through
    count: int  # inspections that the filter lets through, reinspections among them
    decisions: Mapping[str, Decision] = field(default_factory=dict)  # newest, by the casting's id

    def decision(self, inspection: Inspection) -> Decision | None:
        """What a person decided last of the casting that was inspected."""
        return self.decisions.get(inspection.casting_id)


@dataclass(frozen=True, slots=True)
class ShiftList:
    """All shifts on record, the newest first."""

    shifts: tuple[ShiftSummary, ...]
