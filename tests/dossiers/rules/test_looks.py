from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.dossiers.rules.looks import per_person_per_day, whole_days

DAY = date(2026, 11, 30)
KIM, SAM = uuid4(), uuid4()


@dataclass(frozen=True)
class ALook:
    day: date = DAY
    who_id: UUID | None = KIM
    role: str = "safety_team"
    fields: tuple[str, ...] = ()


def test_looks_of_one_person_on_one_day_stand_together_with_the_lines_behind_them():
    lines = [ALook(fields=("a", "b")), ALook(who_id=SAM), ALook(fields=("b", "c")), ALook()]

    kim, sam = per_person_per_day(lines)

    assert kim.lines == (lines[0], lines[2], lines[3])
    assert (kim.last, kim.fields) == (lines[0], ("a", "b", "c"))
    assert (sam.lines, sam.fields) == ((lines[1],), ())


@pytest.mark.parametrize(
    "other",
    [ALook(day=DAY - timedelta(days=1)), ALook(who_id=SAM), ALook(role="coordinator")],
    ids=["another_day", "another_person", "another_role"],
)
def test_what_differs_stands_apart(other):
    assert [one.last for one in per_person_per_day([ALook(), other])] == [ALook(), other]


def days(*numbers):
    return [ALook(day=DAY - timedelta(days=number)) for number in numbers]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([], 0),
        (days(0, 1, 2), 3),
        (days(0, 1, 2, 3), 3),
        (days(0, 1, 1, 1), 1),
        (days(0, 0, 1, 1, 2), 2),
        (days(0, 0, 0, 0), 3),
        (days(0, 0, 0, 0, 1), 3),
    ],
    ids=["none", "few", "next_is_another", "cut", "cut_later", "one_long_day", "a_long_day_first"],
)
def test_a_day_that_is_cut_waits_for_the_next_page(lines, kept):
    assert list(whole_days(lines, most=3)) == lines[:kept]


@given(st.lists(st.integers(0, 9)), st.integers(1, 9))
def test_page_after_page_each_look_comes_once(numbers, most):
    lines, seen = days(*sorted(numbers)), []
    while rest := lines[len(seen) :]:
        seen += whole_days(rest[: most + 1], most=most)

    assert seen == lines
    summed = [len(one.lines) for one in per_person_per_day(lines)]
    assert sum(summed) == len(lines)
