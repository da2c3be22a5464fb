from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.settings.rules.bounds import TERMS
from pga.signals.rules.codes import CHOSEN, LEADS_ON, SignalKind, SignalOutcome, SignalSource
from pga.signals.rules.life import (
    MOST_CALLS,
    SOON,
    SignalFault,
    SignalGiven,
    SignalLife,
    counted_on,
    faults_of_call,
    faults_of_extension,
    faults_of_note,
    faults_of_outcome,
    faults_of_talk,
    last_day,
    last_day_after,
    read_birth,
)

TODAY = date(2026, 11, 24)
DAYS = TERMS["signal_days"].proposal
dates = st.dates(date(2020, 1, 1), date(2030, 12, 31))
lives = st.builds(
    lambda received, days, extended, talked, settled: SignalLife(
        received,
        received + timedelta(days=days),
        extended,
        received if talked else None,
        settled,
    ),
    dates,
    st.integers(7, 182),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


def a_worry(**changes):
    told = {"source": SignalSource.POLICE, "kind": SignalKind.E33, "received_on": TODAY}
    return SignalGiven("Een man staat elke nacht op het plein.", **(told | changes))


def a_life(**changes):
    return SignalLife(**({"received_on": TODAY, "last_on": last_day(TODAY, DAYS)} | changes))


def note_faults(**changes):
    return faults_of_note(a_worry(**changes), today=TODAY, days=DAYS)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, {}),
        ({"received_on": TODAY - timedelta(days=DAYS)}, {}),
        (
            {"received_on": TODAY - timedelta(days=DAYS + 1)},
            {"received_on": SignalFault.TOO_OLD},
        ),
        ({"received_on": TODAY + timedelta(days=1)}, {"received_on": SignalFault.AHEAD}),
        ({"calls": 13}, {}),
        ({"calls": MOST_CALLS}, {}),
        ({"calls": MOST_CALLS + 1}, {"calls": SignalFault.CALLS}),
        ({"calls": 0}, {"calls": SignalFault.CALLS}),
        ({"calls": -1}, {"calls": SignalFault.CALLS}),
        ({"who": "Kwartelstaart", "birth": "1984"}, {}),
        ({"who": "Kwartelstaart", "birth": "lang geleden"}, {"birth": SignalFault.BIRTH}),
        ({"who": "Kwartelstaart", "birth": "25-11-2026"}, {"birth": SignalFault.BIRTH}),
        ({"birth": "1984"}, {"who": SignalFault.NO_NAME}),
    ],
)
def test_what_can_be_written_down(changes, faults):
    assert note_faults(**changes) == faults


@pytest.mark.parametrize(
    ("on", "changes", "faults"),
    [
        (TODAY, {}, {}),
        (TODAY + timedelta(days=1), {}, {"on": SignalFault.AHEAD}),
        (TODAY - timedelta(days=1), {}, {"on": SignalFault.BEFORE_RECEIPT}),
        (TODAY, {"settled": True}, {"": SignalFault.SETTLED}),
    ],
)
def test_a_call_and_a_talk_have_a_day_within_its_life(on, changes, faults):
    life = a_life(**changes)

    assert faults_of_call(life, on, calls=1, today=TODAY) == faults
    assert faults_of_talk(life, on, today=TODAY) == faults


def test_calls_are_counted_up_to_a_bound():
    assert faults_of_call(a_life(), TODAY, calls=MOST_CALLS - 1, today=TODAY) == {}
    assert faults_of_call(a_life(), TODAY, calls=MOST_CALLS, today=TODAY) == {"": SignalFault.CALLS}


def test_one_extension_and_no_second():
    assert faults_of_extension(a_life()) == {}
    assert faults_of_extension(a_life(extended=True)) == {"": SignalFault.EXTENDED}
    assert faults_of_extension(a_life(settled=True)) == {"": SignalFault.SETTLED}


def test_besproken_stands_before_the_outcome():
    assert faults_of_outcome(a_life()) == {"": SignalFault.NOT_DISCUSSED}
    assert faults_of_outcome(a_life(discussed_on=TODAY)) == {}
    assert faults_of_outcome(a_life(discussed_on=TODAY, settled=True)) == {"": SignalFault.SETTLED}


@given(lives, dates)
def test_it_runs_up_to_its_last_day_and_no_day_longer(life, today):
    assert life.runs(today) == (today <= life.last_on)
    assert life.runs(life.last_on)
    assert not life.runs(life.last_on + timedelta(days=1))


@given(lives, dates)
def test_it_is_a_duty_in_its_last_days_as_long_as_nobody_decided(life, today):
    last_days = life.last_on - timedelta(days=SOON) <= today <= life.last_on

    assert life.due(today) == (last_days and not life.settled)


@given(lives, dates, st.integers(0, 28), st.sampled_from(CHOSEN))
def test_an_outcome_never_makes_it_live_longer(life, today, days, outcome):
    until = last_day_after(outcome, life, today=today, days=days)

    if outcome in LEADS_ON and days:
        assert until == min(life.last_on, today + timedelta(days=days))
    else:
        assert until is None


@given(lives)
def test_what_may_be_extended_has_no_fault_and_the_other_way_round(life):
    assert life.may_extend() == (faults_of_extension(life) == {})


@given(dates, st.sampled_from(SignalOutcome))
def test_only_what_the_team_takes_up_keeps_its_day(day, outcome):
    counted = counted_on(outcome, day)

    assert (counted.year, counted.month) == (day.year, day.month)
    assert counted.day == (day.day if outcome is SignalOutcome.TAKEN_UP else 1)


def test_nobody_chooses_that_it_expired():
    assert set(SignalOutcome) - set(CHOSEN) == {SignalOutcome.EXPIRED}
    assert set(CHOSEN) > LEADS_ON


def test_a_birth_date_may_be_half_known():
    assert str(read_birth("circa 1984")) == "~1984"
    assert read_birth("84") is None
