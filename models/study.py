"""An attribute agreement study: how far people and the station judge alike, and rightly.

Known castings are judged several times over by each appraiser, in another order each time, the
station being one of them; after AIAG, "Measurement Systems Analysis", 4th edition, chapter III.C.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from random import Random

from models.challenge import KnownCasting
from models.errors import KnownError
from models.judgement import Verdict
from models.people import checked_name
from models.text import key, line

CASTINGS = range(2, 301)
TRIALS = range(2, 11)
MOST_PEOPLE = 10
ADVISED_CASTINGS = 50  # AIAG's; with fewer, little can be said for certain
_LONGEST_NUMBER = 20  # characters
_FROM_TO = re.compile(r"(\d{1,6})\s*-\s*(\d{1,6})")


class StudyError(KnownError):
    """A study that cannot be."""


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """Who judges what, and how often. Raises StudyError where that is no study."""

    castings: tuple[KnownCasting, ...]  # `expected` is pass or reject
    people: tuple[str, ...]
    trials: int
    seed: int  # of the orders in which the castings come

    def __post_init__(self) -> None:
        """Refuse what would tell nothing."""
        numbers = [casting.number for casting in self.castings]
        twice = next((each for each in numbers if numbers.count(each) > 1), None)
        if twice is not None:
            raise StudyError("The casting {number} is named twice.", number=twice)
        if {casting.expected for casting in self.castings} != {Verdict.PASS, Verdict.REJECT}:
            raise StudyError("A study needs sound castings and defective ones.")
        if len(numbers) not in CASTINGS:
            raise StudyError("A study has at most {count} castings.", count=CASTINGS[-1])
        if self.trials not in TRIALS:
            raise StudyError(
                "Each casting is judged {least} to {most} times by each appraiser.",
                least=TRIALS[0],
                most=TRIALS[-1],
            )
        if len(self.people) > MOST_PEOPLE or len(set(map(key, self.people))) < len(self.people):
            raise StudyError("A study has at most {count} people, each once.", count=MOST_PEOPLE)

    @property
    def appraisers(self) -> tuple[str | None, ...]:
        """The people, and None for the station."""
        return (*self.people, None)

    def tasks(self) -> tuple["Task", ...]:
        """One judgement after the other: trial by trial, appraiser by appraiser."""
        return _tasks(self)


@dataclass(frozen=True, slots=True)
class Task:
    """One judgement that a study asks for."""

    trial: int  # counted from 1
    appraiser: str | None  # None: the station
    casting: KnownCasting


@lru_cache(maxsize=4)
def _tasks(plan: StudyPlan) -> tuple[Task, ...]:
    """Kept, for they are asked for at each answer, and a large study has tens of thousands."""
    tasks = []
    for trial in range(1, plan.trials + 1):
        for place, appraiser in enumerate(plan.appraisers):
            castings = list(plan.castings)
            Random(f"{plan.seed} {trial} {place}").shuffle(castings)  # noqa: S311 - no secret
            tasks += [Task(trial, appraiser, casting) for casting in castings]
    return tuple(tasks)


@dataclass(frozen=True, slots=True)
class Study:
    """A study on record. Answers are added; the newest one to a task counts."""

    id: str  # UUIDv7
    station: str
    began_at: datetime  # UTC, aware
    led_by: str
    plan: StudyPlan
    network: str  # that the station judges with
    network_sha256: str
    answers: tuple[Verdict, ...] = ()  # to the first tasks of the plan, without a gap

    @property
    def count(self) -> int:
        """How many judgements it asks for."""
        return len(self.plan.castings) * len(self.plan.appraisers) * self.plan.trials

    @property
    def is_complete(self) -> bool:
        """Whether there is a result."""
        return len(self.answers) == self.count

    def said(self) -> dict[str | None, dict[str, list[Verdict]]]:
        """What each appraiser said of each casting's number, trial by trial, so far."""
        said: dict[str | None, dict[str, list[Verdict]]] = {
            appraiser: {casting.number: [] for casting in self.plan.castings}
            for appraiser in self.plan.appraisers
        }
        for task, verdict in zip(self.plan.tasks(), self.answers, strict=False):
            said[task.appraiser][task.casting.number].append(verdict)
        return said


@dataclass(frozen=True, slots=True)
class StudyProgress:
    """Where a study stands that is under way."""

    study: Study
    place: int  # of the task in the plan, from 0; behind the last one when it is complete

    @property
    def task(self) -> Task | None:
        """What is asked for now; None: nothing more."""
        tasks = self.study.plan.tasks()
        return tasks[self.place] if self.place < len(tasks) else None


def numbers_of(text: str) -> tuple[str, ...]:
    """The numbers of castings in a text such as "1-10, 12, A7". Raises StudyError."""
    return tuple(number for part in re.split(r"[,;\n]", text) for number in _numbers(part.strip()))


def _numbers(part: str) -> Iterator[str]:
    between = _FROM_TO.fullmatch(part)
    if between is not None:
        first, last = int(between[1]), int(between[2])
        if not 0 <= last - first < len(CASTINGS):
            raise StudyError("“{text}” is no range of castings.", text=part)
        yield from map(str, range(first, last + 1))
    elif len(part) > _LONGEST_NUMBER or not part.isprintable():
        raise StudyError("“{text}” is no number of a casting.", text=part[:60])
    elif part:
        yield line(part)


def people_of(text: str) -> tuple[str, ...]:
    """The names in a text such as "Kim, Lee". Raises PeopleError."""
    return tuple(checked_name(part) for part in re.split(r"[,;\n]", text) if part.strip())
