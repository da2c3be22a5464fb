import pytest

from pga.cases.reading.counts import StateCount, count_by_state, count_running
from pga.cases.rules.states import State
from pga.core.database import glance
from tests.builders import a_case, a_user


@pytest.mark.bare
def test_of_a_municipality_its_own_cases_are_counted_in_each_state(cellar):
    for state in (State.PLANNING, State.PLANNING, State.CLOSED):
        a_case(state)
    for state in (State.PLANNING, State.TOP_X):
        a_case(state, municipality="EEM")

    with glance() as session:
        here = count_by_state(session, "LAR")

    assert here == dict.fromkeys(State, 0) | {State.PLANNING: 2, State.CLOSED: 1}


def test_of_the_running_cases_one_may_open_those_without_a_director_are_told_apart(cellar):
    member = a_user()
    a_case()
    a_case(by=member.actor, director=member.id)
    a_case(by=member.actor, director=a_user().id)
    a_case(director=a_user().id)
    a_case(State.PLANNING, by=member.actor)
    a_case(State.PLANNING)
    a_case(State.CLOSED, by=member.actor)
    a_case(municipality="EEM")

    with glance() as session:
        mine = count_running(session, member.actor)

    assert mine == {State.REFERRED: StateCount(3, 1), State.PLANNING: StateCount(1, 0)}
