"""What each role may do."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from models.people import Act, Attendance, PeopleError, Person, Role, is_badge, is_pin

KIM = Person(
    "1", "Kim", Role.OPERATOR, has_badge=False, created_at=datetime(2026, 1, 1, tzinfo=UTC)
)


def allowed(role: Role | None) -> set[Act]:
    person = None if role is None else replace(KIM, role=role)
    there = Attendance(is_asked=True, person=person)
    return {act for act in Act if there.may(act)}


def test_each_role_may_do_what_those_before_it_may() -> None:
    assert allowed(None) == allowed(Role.OPERATOR) == {Act.ACKNOWLEDGE}
    assert allowed(Role.INSPECTOR) == {Act.ACKNOWLEDGE, Act.DECIDE}
    assert allowed(Role.ENGINEER) == set(Act)


def test_where_nobody_signs_in_everybody_may_do_everything() -> None:
    assert all(Attendance(is_asked=False).may(act) for act in Act)


def test_a_refusal_says_who_may() -> None:
    there = Attendance(is_asked=True)
    there.demand(Act.ACKNOWLEDGE)
    with pytest.raises(PeopleError, match="Only an inspector or an engineer may do this"):
        there.demand(Act.DECIDE)
    with pytest.raises(PeopleError, match="Only an engineer may do this"):
        there.demand(Act.MANAGE_PEOPLE)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("1234", True), ("1" * 12, True), ("123", False), ("1" * 13, False), ("12a4", False),
     ("１２３４", False), ("-123", False), ("", False)],
)  # fmt: skip
def test_a_pin_has_four_to_twelve_digits(text: str, is_one: bool) -> None:
    assert is_pin(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("04A2", True), ("x" * 128, True), ("04A", False), ("x" * 129, False), ("04A2\t", False)],
)
def test_a_badge_has_four_to_128_printable_characters(text: str, is_one: bool) -> None:
    assert is_badge(text) is is_one
