from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pga.settings.rules.following import Dated, Mark, coming, effective, in_force

MONDAY = date(2026, 11, 23)


def line(days, value, mark=Mark.SET):
    return Dated(MONDAY + timedelta(days=days), mark, value)


def holds(lines, days):
    found = in_force(lines, MONDAY + timedelta(days=days))
    return None if found is None else found.line


def test_nothing_holds_while_nothing_was_set():
    assert holds([], 0) is None
    assert holds([line(1, "5")], 0) is None


def test_a_value_holds_from_its_day_until_it_is_followed():
    lines = [line(0, "5"), line(3, "7")]

    assert [holds(lines, day) for day in (0, 2, 3, 9)] == ["5", "5", "7", "7"]
    assert [one.line for one in coming(lines, MONDAY)] == ["7"]


def test_what_was_set_last_for_a_day_counts():
    lines = [line(0, "5"), line(3, "7"), line(3, "8")]

    assert holds(lines, 3) == "8"
    assert [one.line for one in effective(lines)] == ["5", "8"]


def test_a_withdrawn_value_never_came_whatever_is_set_later_before_it():
    lines = [line(0, "5"), line(3, "7"), line(3, "7", Mark.WITHDRAWN), line(1, "6")]

    assert [holds(lines, day) for day in (0, 1, 3, 9)] == ["5", "6", "6", "6"]
    assert coming(lines, MONDAY + timedelta(days=1)) == []


def test_a_day_that_was_withdrawn_can_be_set_again():
    lines = [line(3, "7"), line(3, "7", Mark.WITHDRAWN), line(3, "9")]

    assert holds(lines, 3) == "9"


LINES = st.lists(st.builds(line, st.integers(0, 9), st.integers(), st.sampled_from(Mark)))


@given(lines=LINES, day=st.integers(0, 9))
def test_what_holds_is_the_newest_effective_line_of_the_past_and_the_rest_is_to_come(lines, day):
    today = MONDAY + timedelta(days=day)
    ordered = effective(lines)
    later = coming(lines, today)

    assert [one.from_on for one in ordered] == sorted({one.from_on for one in ordered})
    assert Mark.WITHDRAWN not in {one.mark for one in ordered}
    assert in_force(lines, today) == (ordered[: len(ordered) - len(later)] or [None])[-1]
