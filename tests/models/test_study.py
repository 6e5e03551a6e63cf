"""What a study asks for, and of whom."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.challenge import KnownCasting
from models.judgement import Verdict
from models.people import PeopleError
from models.study import Study, StudyError, StudyPlan, StudyProgress, numbers_of, people_of
from tests.widgets import samples

SOUND, BAD = KnownCasting("1", Verdict.PASS), KnownCasting("2", Verdict.REJECT)


def plan(**wanted: object) -> StudyPlan:
    usual = {"castings": (SOUND, BAD), "people": ("Kim",), "trials": 2, "seed": 1}
    return StudyPlan(**usual | wanted)  # type: ignore[arg-type]


def test_each_casting_is_judged_by_each_in_each_trial_and_in_another_order() -> None:
    tasks = samples.study().plan.tasks()
    every = Counter((task.trial, task.appraiser, task.casting.number) for task in tasks)
    assert len(every) == len(tasks) == 25 * 3 * 3
    first = [task.casting.number for task in tasks[:25]]
    second = [task.casting.number for task in tasks[25:50]]
    assert sorted(first) == sorted(second)
    assert first != second
    assert {task.appraiser for task in tasks[:25]} == {"Kim Min-jun"}


def test_the_same_plan_asks_in_the_same_order_after_a_restart() -> None:
    study = samples.study()
    assert replace(study.plan).tasks() == study.plan.tasks()
    assert replace(study.plan, seed=8).tasks() != study.plan.tasks()


def test_answers_belong_to_who_gave_them() -> None:
    said = samples.study().said()
    assert said["Kim Min-jun"]["17"][0] is Verdict.PASS
    assert said[None]["9"] == [Verdict.REVIEW] * 3
    half = replace(samples.study(), answers=samples.study().answers[:30])
    assert sum(len(each) for each in half.said()["Lee Seo-yeon"].values()) == 5
    assert not half.is_complete


def test_progress_knows_its_task_and_its_end() -> None:
    study = samples.study()
    assert StudyProgress(study, 0).task == study.plan.tasks()[0]
    assert StudyProgress(study, study.count).task is None


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"castings": (SOUND, BAD, SOUND)}, "The casting 1 is named twice."),
        ({"castings": (SOUND,)}, "A study needs sound castings and defective ones."),
        ({"trials": 1}, "Each casting is judged 2 to 10 times by each appraiser."),
        ({"people": ("Kim", "Kim")}, "A study has at most 10 people, each once."),
        (
            {"castings": (BAD, *(KnownCasting(f"g{n}", Verdict.PASS) for n in range(300)))},
            "A study has at most 300 castings.",
        ),
    ],
)
def test_what_would_tell_nothing_is_refused_in_words(wanted: dict[str, object], why: str) -> None:
    with pytest.raises(StudyError) as refused:
        plan(**wanted)
    assert str(refused.value) == why


def test_numbers_are_written_as_ranges_and_one_by_one() -> None:
    assert numbers_of("1-3, 7; A-12\n 20 - 21,") == ("1", "2", "3", "7", "A-12", "20", "21")
    assert numbers_of("  ") == ()


@pytest.mark.parametrize("text", ["9-3", "1-999999", "x" * 21, "a\tb"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(StudyError):
        numbers_of(text)


@given(st.text(max_size=60))
def test_any_text_gives_numbers_or_a_sentence(text: str) -> None:
    try:
        numbers = numbers_of(text)
    except StudyError:
        return
    assert all(number and number.isprintable() for number in numbers)


def test_names_are_written_with_commas_between() -> None:
    assert people_of("Kim Min-jun,  Lee ,") == ("Kim Min-jun", "Lee")
    with pytest.raises(PeopleError):
        people_of("Kim, " + "x" * 61)


def test_a_study_of_the_station_alone_can_be() -> None:
    alone = plan(people=())
    assert alone.appraisers == (None,)
    assert Study("1", "s", samples.START, "Kim", alone, "n", "h").count == 4
