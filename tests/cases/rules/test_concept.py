from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.concept import (
    FOR_TEAM,
    KEPT,
    MOVES,
    ConceptMove,
    ConceptState,
    Dates,
    Hand,
    after,
    dates_from,
    due_on,
    is_there,
    received_on,
    starts,
    waits_for,
)
from pga.cases.rules.terms import DEFAULT_RULES
from tests.support.some import some

MONDAY = date(2026, 11, 30)
OVER = {ConceptState.TAKEN, ConceptState.WITHDRAWN, ConceptState.LAPSED}

# Written by hand once more: from each state, each move that starts there and where it leads.
TABLE = """
being_written  write being_written  hand_in handed_in  withdraw withdrawn  lapse lapsed
handed_in      ask_back asked_back  take taken  refuse refused  withdraw withdrawn
asked_back     write asked_back  hand_in handed_in  take taken  refuse refused
asked_back     withdraw withdrawn  lapse lapsed
refused        lapse refused
taken
withdrawn
lapsed
"""


def table():
    found = {}
    for line in TABLE.strip().splitlines():
        state, *pairs = line.split()
        ways = zip(pairs[::2], pairs[1::2], strict=True)
        found.setdefault(ConceptState(state), {}).update(
            {ConceptMove(move): ConceptState(to) for move, to in ways}
        )
    return found


@pytest.mark.parametrize(("state", "ways"), table().items(), ids=[*ConceptState])
def test_each_state_has_these_ways_out(state, ways):
    assert {move: after(move, state) for move in ConceptMove if starts(move, state)} == ways


def test_its_maker_judges_nothing_and_the_team_writes_nothing():
    hands = {move: hand for move, (hand, _) in MOVES.items()}

    assert {move for move, hand in hands.items() if hand is Hand.TEAM} == {
        ConceptMove.ASK_BACK,
        ConceptMove.TAKE,
        ConceptMove.REFUSE,
    }
    assert hands[ConceptMove.LAPSE] is Hand.NOBODY


@given(moves=st.lists(st.sampled_from(ConceptMove), min_size=1, max_size=30))
def test_whatever_is_done_it_ends_and_what_ended_never_comes_back(moves):
    state, seen_by_team = ConceptState.BEING_WRITTEN, False
    for move in some(moves):
        before = state
        if starts(move, state):
            state = after(move, state)
        seen_by_team = seen_by_team or state in FOR_TEAM
        assert before not in OVER or state is before
        assert seen_by_team or state not in FOR_TEAM
        dates = dates_from(state, MONDAY, DEFAULT_RULES)
        if waits_for(state):
            assert due_on(dates) is not None
        if state in KEPT:
            assert (dates.judge_by is None) is (dates.ends_on is not None)
    if state in KEPT - {ConceptState.REFUSED}:
        assert starts(ConceptMove.WITHDRAW, state)


@given(state=st.sampled_from(ConceptState), days=st.integers(-5, 5), ends=st.booleans())
def test_from_its_day_on_nothing_of_it_is_there(state, days, ends):
    ends_on = MONDAY + timedelta(days=days) if ends else None

    there = is_there(state, ends_on, MONDAY)

    assert not (there and state in OVER)
    assert not (there and ends_on and ends_on <= MONDAY)
    assert there or state in OVER or ends


@pytest.mark.parametrize(
    ("state", "dates"),
    [
        (ConceptState.BEING_WRITTEN, Dates(ends_on=date(2026, 12, 28))),
        (ConceptState.HANDED_IN, Dates(judge_by=date(2026, 12, 2))),
        (ConceptState.ASKED_BACK, Dates(ends_on=date(2026, 12, 28))),
        (ConceptState.REFUSED, Dates(ends_on=date(2027, 1, 11))),
        (ConceptState.TAKEN, Dates()),
        (ConceptState.WITHDRAWN, Dates()),
        (ConceptState.LAPSED, Dates()),
    ],
)
def test_the_days_of_each_state(state, dates):
    assert dates_from(state, MONDAY, DEFAULT_RULES) == dates


def test_the_last_day_to_write_is_the_one_before_it_ends():
    assert due_on(Dates(ends_on=date(2026, 12, 28))) == date(2026, 12, 27)
    assert due_on(Dates()) is None


def test_who_is_to_do_something():
    assert {state: waits_for(state) for state in some(list(ConceptState))} == {
        ConceptState.BEING_WRITTEN: Hand.MAKER,
        ConceptState.HANDED_IN: Hand.TEAM,
        ConceptState.ASKED_BACK: Hand.MAKER,
        ConceptState.TAKEN: None,
        ConceptState.REFUSED: None,
        ConceptState.WITHDRAWN: None,
        ConceptState.LAPSED: None,
    }


def test_the_terms_count_from_the_first_day_that_it_was_handed_in():
    assert received_on(MONDAY) == MONDAY
