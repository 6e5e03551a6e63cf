"""What is said of an attribute agreement study, on the screen and on paper."""

from PySide6.QtCore import QCoreApplication

from models.agreement import Appraisal, Grade, Share, kappa_grade
from models.challenge import KnownCasting
from models.judgement import Verdict
from models.study import Study
from widgets import words

translate = QCoreApplication.translate

_GRADE_MARKS = {Grade.ACCEPTABLE: "✓", Grade.MARGINAL: "△", Grade.UNACCEPTABLE: "✕"}


def appraiser(name: str | None) -> str:
    """A person's name, or the station."""
    return translate("Study", "The station") if name is None else name


def graded(text: str, grade: Grade | None) -> str:
    """With the grade's mark."""
    return text if grade is None else f"{_GRADE_MARKS[grade]} {text}"


def share(value: Share) -> str:
    """In per cent, with its 95 % interval."""
    low, high = value.interval()
    return f"{value.value:.1%} ({100 * low:.0f}–{100 * high:.0f})"


def kappa(value: float | None) -> tuple[str, Grade | None]:
    """Two digits, and what AIAG says of it; nothing where chance alone agrees."""
    return (words.NONE, None) if value is None else (f"{value:.2f}", kappa_grade(value))


def columns() -> tuple[str, ...]:
    """Over the figures of an appraiser."""
    return (
        translate("Study", "Appraiser"),
        translate("Study", "Effectiveness"),
        translate("Study", "Missed defects"),
        translate("Study", "False alarms"),
        translate("Study", "Kappa"),
        translate("Study", "Repeats itself"),
        translate("Study", "Reviews"),
    )


def figures(of: Appraisal) -> tuple[tuple[str, Grade | None], ...]:
    """The figures of an appraiser in that order, each with what AIAG says of it."""
    effective, missed, alarms = of.grades()
    return (
        (appraiser(of.appraiser), None),
        (share(of.effectiveness), effective),
        (share(of.misses), missed),
        (share(of.false_alarms), alarms),
        kappa(of.kappa),
        (share(of.repeatability), None),
        (words.number(of.reviews), None),
    )


def limits() -> str:
    """Where the grades come from."""
    return translate(
        "Study",
        "✓ acceptable, △ marginal, ✕ unacceptable, by AIAG’s Measurement Systems Analysis:"
        " effectiveness from 90 % and 80 %, missed defects to 2 % and 5 %, false alarms to 5 % and"
        " 10 %, kappa from 0.75 and 0.40. In brackets: the 95 % interval. A review of the station"
        " counts as not passed.",
    )


def marks(casting: KnownCasting, said: list[Verdict]) -> str:
    """A mark for each trial: right, missed, false alarm, or a review."""
    return " ".join(_mark(casting.expected, verdict) for verdict in said)


def legend() -> str:
    """What the marks mean."""
    return translate("Study", "✓ right   ✕ missed defect   ! false alarm   ? review")


def known(casting: KnownCasting) -> str:
    """What it is known to be."""
    if casting.expected is Verdict.PASS:
        return translate("Study", "sound")
    return translate("Study", "defective")


def together(right: Share, alike: Share) -> str:
    """How far all agree."""
    said = translate(
        "Study",
        "All say the same, every time, of {alike} of {count} castings; of {right} they are right.",
    )
    numbers = map(words.number, (alike.count, alike.of, right.count))
    return said.format(**dict(zip(("alike", "count", "right"), numbers, strict=True)))


def size(study: Study) -> str:
    """What is judged by whom, and how often."""
    said = translate("Study", "{castings} castings, {people} and the station, {trials} times each")
    people = ", ".join(study.plan.people) or words.NONE
    return said.format(
        castings=words.number(len(study.plan.castings)), people=people, trials=study.plan.trials
    )


def _mark(expected: Verdict, said: Verdict) -> str:
    if said is Verdict.REVIEW:
        return "?"
    if said is expected:
        return "✓"
    return "✕" if expected is Verdict.REJECT else "!"
