from datetime import UTC, date, datetime, timedelta

import pytest

from pga.cases.models.case import Case, Person
from pga.cases.reading.snapshot import snapshot_of
from pga.cases.reading.terms import rules_in_force
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.measuring import MeasurementKind
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.states import State
from pga.cases.services import actions, meetings
from pga.core import clock
from pga.core.database import glance, transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import (
    a_case,
    a_goal,
    a_measurement,
    a_meeting,
    a_plan,
    a_request,
    a_user,
    an_action,
    an_organisation,
    id_in,
    id_of,
)
from tests.support.rows import row_of

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user().actor


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member)


def known_of(number, *names):
    """Return what the workflow knows of a case, of these facts."""
    with glance() as session:
        case = session.get_one(Case, id_in(session, number))
        told = snapshot_of(session, case, rules_in_force(session, case.municipality))
    return tuple(getattr(told, name) for name in names)


PLAN = (
    *("goal_with_action", "baseline_measured", "last_measured_on", "final_measurement"),
    *("decision_list_approved", "next_meeting_on", "actions_not_handed_over"),
    *("requests_asked", "requests_unsettled"),
)
NOTHING = (False, False, None, False, False, None, 0, 0, 0)


def admitted(number, day):
    with transaction() as session:
        case = session.get_one(Case, id_in(session, number))
        case.admitted_on = day
        record(session, None, Line(Event.SEEDED, Object("case", case.id)))


def test_what_was_done_in_another_case_is_done_in_none_other(member, number):
    other = a_case(State.PLANNING, by=member)
    a_request(member, other)
    a_plan(member, other)
    a_meeting(member, other, on=TODAY + A_DAY)

    assert known_of(number, *PLAN) == NOTHING
    assert known_of(other, *PLAN) == (*(True, True, TODAY, False, True, TODAY + A_DAY, 1, 1, 1),)


def test_what_was_done_counts_from_the_day_of_the_last_admission(member, number):
    a_request(member, number)
    a_plan(member, number)
    a_measurement(member, number, MeasurementKind.FINAL)
    round_of = (
        *("baseline_measured", "final_measurement", "last_measured_on"),
        *("decision_list_approved", "requests_asked"),
    )

    admitted(number, TODAY)
    assert known_of(number, *round_of) == (True, True, TODAY, True, 1)
    admitted(number, TODAY + A_DAY)
    assert known_of(number, *round_of) == (False, False, None, False, 0)


def test_a_meting_counts_as_what_it_is_and_when_it_is_final(member, number):
    found = ("baseline_measured", "final_measurement", "last_measured_on")
    a_measurement(member, number, final=False)
    assert known_of(number, *found) == (False, False, None)

    a_measurement(member, number, version=1)

    assert known_of(number, *found) == (True, False, TODAY)


def test_a_goal_of_now_wants_an_action_of_its_own_that_was_not_dropped(member, number):
    def settled(action, outcome):
        told = {"outcome": outcome, "result": "Verhuisd.", "done_on": TODAY}
        actions.settle_action(member, number, action, **told)

    now, later = a_goal(member, number), a_goal(member, number, status=GoalStatus.LATER)
    an_action(member, number)
    an_action(member, number, goal_id=later)
    settled(an_action(member, number, goal_id=now), ActionOutcome.DROPPED)
    assert known_of(number, "goal_with_action", "actions_not_handed_over") == (False, 2)

    settled(an_action(member, number, goal_id=now), ActionOutcome.DONE)

    assert known_of(number, "goal_with_action", "actions_not_handed_over") == (True, 2)


def test_an_action_of_a_colleague_of_a_partner_or_of_the_person_has_an_owner(member, number):
    an_action(member, number)
    an_action(member, number, organisation_id=an_organisation())
    an_action(member, number, person_id=row_of(Person, case_id=id_of(number)).id)

    assert known_of(number, "actions_without_owner", "actions_not_handed_over") == (0, 3)


def test_the_next_meeting_is_the_first_that_is_planned_and_not_cancelled(member, number):
    for days in (5, 9):
        a_meeting(member, number, on=TODAY + days * A_DAY)
    assert known_of(number, "next_meeting_on") == (TODAY + 5 * A_DAY,)

    soon = a_meeting(member, number, on=TODAY + A_DAY)
    meetings.cancel_meeting(member, soon, 1, reason="Te weinig mensen.")

    assert known_of(number, "next_meeting_on") == (TODAY + 5 * A_DAY,)


def test_a_weging_argues_for_its_own_case(member, number):
    waiting = a_case(by=member)

    assert known_of(number, "legal_tests_argued", "outcome_argued") == (True, True)
    assert known_of(waiting, "legal_tests_argued", "outcome_argued") == (False, False)
