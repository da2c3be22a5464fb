from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.terms import DEFAULT_RULES, DEMO_RULES, TermKind, TermRules, due_date
from pga.dossiers.rules.lateness import Lateness, TermNotSet, days_left, lateness

MONDAY = date(2026, 9, 7)
RETENTION = [TermKind.RETENTION_CLOSED, TermKind.RETENTION_REJECTED, TermKind.RETENTION_LOG]

days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("signal_deletion", date(2026, 10, 19)),
        ("triage", date(2026, 9, 14)),
        ("information_round", date(2026, 9, 21)),
        ("information_reminder", date(2026, 9, 16)),
        ("inform_person", date(2026, 10, 7)),
        ("inform_review", date(2026, 10, 7)),
        ("first_meeting", date(2026, 9, 28)),
        ("plan", date(2026, 9, 21)),
        ("meeting_after_plan", date(2026, 10, 5)),
        ("meeting", date(2026, 10, 19)),
        ("contact", date(2026, 10, 7)),
        ("measurement", date(2026, 12, 7)),
        ("evaluation", date(2027, 3, 7)),
        ("proposal", date(2026, 9, 14)),
        ("scale_up_proposal", date(2026, 9, 14)),
        ("zvh_answer", date(2026, 9, 14)),
        ("hold_review", date(2027, 3, 7)),
        ("aftercare_check", date(2026, 12, 7)),
        ("rights_request", date(2026, 10, 7)),
        ("rights_request_extended", date(2026, 12, 7)),
        ("retention_closed", date(2031, 9, 7)),
        ("retention_rejected", date(2027, 9, 7)),
        ("retention_log", date(2031, 9, 7)),
    ],
)
def test_each_term_ends_where_the_table_of_terms_says(kind, due):
    assert due_date(TermKind(kind), MONDAY, DEMO_RULES) == due


@pytest.mark.parametrize("kind", RETENTION)
def test_retention_that_nobody_confirmed_has_no_end(kind):
    with pytest.raises(TermNotSet) as caught:
        due_date(kind, MONDAY, DEFAULT_RULES)

    assert caught.value.kind is kind


def test_retention_in_years_from_a_leap_day_ends_on_28_february():
    assert due_date(TermKind.RETENTION_CLOSED, date(2028, 2, 29), DEMO_RULES) == date(2033, 2, 28)


def test_the_weging_of_maundy_thursday_waits_for_easter():
    assert due_date(TermKind.TRIAGE, date(2026, 4, 2), DEFAULT_RULES) == date(2026, 4, 13)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 2, 28), date(2026, 3, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_informing_takes_one_calendar_month_and_not_thirty_days(received, due):
    assert due_date(TermKind.INFORM_PERSON, received, DEFAULT_RULES) == due
    assert lateness(due, due + timedelta(days=1)) is Lateness.LATE


@given(st.sampled_from(TermKind), days)
def test_a_term_ends_after_it_began(kind, start):
    chosen = kind is TermKind.PLANNED_MEETING  # a day that somebody put on the calendar
    assert due_date(kind, start, DEMO_RULES) > start - timedelta(days=chosen)


@given(st.sampled_from(TermKind), days, st.integers(1, 30))
def test_who_starts_later_is_never_due_earlier(kind, start, later):
    second = start + timedelta(days=later)

    assert due_date(kind, second, DEMO_RULES) >= due_date(kind, start, DEMO_RULES)


def test_a_parameter_moves_its_own_term_only():
    longer = replace(DEMO_RULES, triage_working_days=7)

    moved = {k for k in TermKind if due_date(k, MONDAY, longer) != due_date(k, MONDAY, DEMO_RULES)}

    assert moved == {TermKind.TRIAGE}


def test_the_default_rules_are_the_rules_without_any_choice():
    assert TermRules() == DEFAULT_RULES


@pytest.mark.parametrize(
    ("today", "stands", "left"),
    [
        (date(2026, 9, 8), Lateness.ON_TIME, 4),
        (date(2026, 9, 9), Lateness.SOON, 3),
        (date(2026, 9, 12), Lateness.SOON, 1),
        (date(2026, 9, 14), Lateness.SOON, 0),
        (date(2026, 9, 15), Lateness.LATE, -1),
        (date(2026, 9, 21), Lateness.LATE, -5),
    ],
)
def test_a_due_date_stands_on_time_then_soon_then_late(today, stands, left):
    due = date(2026, 9, 14)

    assert lateness(due, today) is stands
    assert days_left(due, today) == left


@given(days, st.integers(-60, 60))
def test_a_standing_never_gets_better_with_time(due, shift):
    order = list(Lateness)
    today = due + timedelta(days=shift)

    now, tomorrow = lateness(due, today), lateness(due, today + timedelta(days=1))

    assert order.index(now) <= order.index(tomorrow)
    assert (now is Lateness.LATE) == (today > due)
