import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.reading.sheet import get_sheet
from pga.cases.reading.step import get_step
from pga.cases.routes.needs_shown import MENDED
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.needs import MENDED_WITH, Need
from pga.cases.rules.states import State
from tests.builders import a_case, a_user

ANSWERS = {Need.PROPOSALS_ANSWERED, Need.SCALE_UP_ANSWERED}
ASSIGNS = {Need.PROCESREGISSEUR_NAMED, Need.CASUSREGISSEUR_NAMED}


@pytest.fixture
def member(cellar):
    return a_user()


def test_a_step_says_what_must_be_mended_elsewhere_first(member):
    number = a_case(State.PLANNING, by=member.actor)

    step = get_step(member.actor, number, MoveCode.ADOPT_PLAN)

    assert step.possible
    assert step.head.state is State.PLANNING
    assert step.lacking == (
        Need.CASUSREGISSEUR_NAMED,
        Need.GOAL_WITH_ACTION,
        Need.BASELINE_MEASURED,
        Need.DECISION_LIST_APPROVED,
    )


def test_what_a_form_asks_itself_is_not_said_to_lack(member):
    number = a_case(State.IN_EXECUTION, by=member.actor)

    step = get_step(member.actor, number, MoveCode.HOLD)

    assert (step.possible, step.lacking) == (True, ())


def test_a_step_that_starts_elsewhere_lacks_nothing_and_cannot_be_made(member):
    number = a_case(State.IN_EXECUTION, by=member.actor)

    step = get_step(member.actor, number, MoveCode.ADOPT_PLAN)

    assert (step.possible, step.lacking) == (False, ())
    assert step.head.state is State.IN_EXECUTION


def test_a_step_is_for_who_may_make_it(member):
    worker = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.INFORMATION_ROUND, by=member.actor, linked=[worker.id])

    assert get_sheet(worker.actor, number).head.number == number
    with pytest.raises(Refused) as caught:
        get_step(worker.actor, number, MoveCode.END_IN_ROUND)
    assert not caught.value.verdict.hidden


def test_who_directs_mends_all_and_a_coordinator_what_a_coordinator_may(member):
    coordinator = a_user(Role.COORDINATOR)
    number = a_case(State.PLANNING, by=member.actor)

    by_member = get_sheet(member.actor, number).mendable
    by_coordinator = get_sheet(coordinator.actor, number).mendable

    assert by_member == set(MENDED_WITH) - {Need.SCALE_UP_ANSWERED}
    assert by_coordinator == ASSIGNS | ANSWERS


@pytest.mark.parametrize("state", [State.REJECTED, State.CLOSED])
def test_where_there_is_no_work_nothing_is_mended(member, state):
    number = a_case(state, by=member.actor)

    assert get_sheet(member.actor, number).mendable == set()


def test_what_has_a_page_to_mend_it_has_who_may():
    assert MENDED.keys() == MENDED_WITH.keys()
