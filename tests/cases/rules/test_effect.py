from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.effect import Running, effect_of
from pga.cases.rules.terms import DEFAULT_RULES, DEMO_RULES, TermKind, due_date
from pga.settings.rules.effect import Turn

TODAY = date(2026, 11, 24)  # a tuesday
START = date(2026, 11, 16)


def weging(number="LAR-2026-0001", *, start=START, due=None, rules=DEFAULT_RULES):
    return Running(number, TermKind.TRIAGE, start, due or due_date(TermKind.TRIAGE, start, rules))


def effect(running, **terms):
    return effect_of(running, DEFAULT_RULES, replace(DEFAULT_RULES, **terms), TODAY)


def test_a_longer_term_takes_lateness_away():
    touched = effect([weging()], triage_working_days=10)

    (one,) = touched.shifted
    assert (one.number, one.was_on) == ("LAR-2026-0001", date(2026, 11, 23))
    assert (one.would_be_on, one.turn) == (date(2026, 11, 30), Turn.NO_LONGER_LATE)
    assert touched.relieved == (one,)
    assert touched.late == ()


def test_a_shorter_term_makes_late():
    touched = effect([weging(start=date(2026, 11, 20))], triage_working_days=1)

    assert [one.turn for one in touched.late] == [Turn.BECOMES_LATE]


def test_what_was_late_and_stays_late_only_shifts():
    touched = effect([weging()], triage_working_days=4)

    assert [one.turn for one in touched.shifted] == [Turn.STAYS]


def test_another_kind_of_term_is_not_touched():
    assert effect([weging()], plan_working_days=20).shifted == ()


def test_a_date_that_somebody_chose_stays_and_is_counted():
    touched = effect([weging(due=date(2026, 12, 1))], triage_working_days=10)

    assert (touched.shifted, touched.own_date) == ((), 1)


def test_a_term_that_has_no_value_then_is_left_alone():
    kept = Running("LAR-2026-0001", TermKind.RETENTION_CLOSED, START, date(2031, 11, 16))

    assert effect_of([kept], DEMO_RULES, DEFAULT_RULES, TODAY).shifted == ()


def test_a_first_value_shifts_no_date_that_an_earlier_rule_gave():
    kept = Running("LAR-2026-0001", TermKind.RETENTION_CLOSED, START, date(2031, 11, 16))

    touched = effect_of([kept], DEFAULT_RULES, DEMO_RULES, TODAY)

    assert (touched.shifted, touched.own_date) == ((), 1)


STARTS = st.lists(st.dates(date(2026, 1, 1), TODAY), max_size=5)


@given(starts=STARTS, days=st.integers(1, 30))
def test_each_shift_is_what_the_rules_would_give(starts, days):
    then = replace(DEFAULT_RULES, triage_working_days=days)
    running = [weging(f"LAR-2026-{at:04}", start=start) for at, start in enumerate(starts)]

    touched = effect_of(running, DEFAULT_RULES, then, TODAY)

    given_dates = {
        term.number: due_date(TermKind.TRIAGE, term.started_on, then) for term in running
    }
    shifted = {one.number: one.would_be_on for one in touched.shifted}
    assert shifted == ({} if days == 5 else given_dates)
