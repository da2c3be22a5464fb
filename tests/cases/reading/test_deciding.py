from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.reading.decision_list import get_decision_list
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.states import State
from pga.cases.services import showing
from pga.core import clock
from tests.builders import (
    a_case,
    a_contact,
    a_decision,
    a_goal,
    a_meeting,
    a_user,
    an_organisation,
    closed,
    prepared,
    seats,
    ticked,
)

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
SOON = TODAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def chair(stopped):
    return a_user(name="Joost van Zonnedauw").actor


@pytest.fixture
def worker(stopped):
    return a_user(Role.INTERVENTION_TEAM, name="Noor Rietorchis")


@pytest.fixture
def number(chair, worker):
    return a_case(State.PLANNING, by=chair, linked=[worker.id])


def test_the_screen_names_who_can_do_it_those_at_the_table_first(chair, worker, number):
    police, housing = an_organisation(name="Politie"), an_organisation(name="De Verzonnen Hof")
    absent = a_user(Role.INTERVENTION_TEAM, name="Sietse IJsvogelaar")
    meeting = a_meeting(chair, number)
    prepared(chair, number, meeting, f"c:{a_contact(police, 'Tijs Testman')}", "person")
    at_table = seats(chair, number, meeting)
    ticked(chair, number, meeting, at_table[worker.name])

    owners = showing.show(chair, number, meeting).screen.owners

    agent = "Tijs Testman, wijkagent"
    assert set(owners[:2]) == {
        (Owner(OwnerKind.SEAT, at_table[chair.name]), chair.name),
        (Owner(OwnerKind.SEAT, at_table[agent]), f"{agent}, Politie"),
    }
    keys = [key for key, _ in owners]
    rest = [one for one in owners if one[0].kind is OwnerKind.USER]
    assert (Owner(OwnerKind.USER, worker.id), worker.name) in rest
    assert Owner(OwnerKind.USER, chair.id) not in keys
    assert Owner(OwnerKind.USER, absent.id) not in keys
    assert Owner(OwnerKind.SEAT, at_table["Betrokkene"]) not in keys
    assert [name for _, name in rest] == sorted(name for _, name in rest)
    partners = owners[2 + len(rest) :]
    assert {
        (Owner(OwnerKind.ORGANISATION, police), "Politie"),
        (Owner(OwnerKind.ORGANISATION, housing), "De Verzonnen Hof"),
    } <= set(partners)


def test_a_decision_serves_a_goal_of_the_case_that_counts_and_that_all_may_see(
    chair, worker, number
):
    a_goal(chair, a_case(State.PLANNING, by=chair), text="Van een ander.")
    a_goal(chair, number, text="Vervallen.", status=GoalStatus.DROPPED)
    a_goal(chair, number, text="Voor de regie.", regie=True)
    now = a_goal(chair, number, text="Nu.")
    meeting = a_meeting(chair, number)
    colleague = seats(chair, number, meeting)[worker.name]

    ticked(chair, number, meeting)
    assert showing.show(chair, number, meeting).screen.goals == ((now, "Nu."),)
    ticked(chair, number, meeting, colleague)

    texts = [text for _, text in showing.show(chair, number, meeting).screen.goals]
    assert sorted(texts) == ["Nu.", "Voor de regie."]


def test_the_list_of_a_case_tells_what_was_decided_about_it_in_this_meeting(chair, worker, number):
    other, before = a_case(State.PLANNING, by=chair), a_meeting(chair, number)
    meeting = a_meeting(chair, number, other)
    for which, where, text in ((number, before, "Eerder."), (other, meeting, "Een ander.")):
        ticked(chair, which, where)
        a_decision(chair, which, where, text=text)
        closed(chair, which, where)
    ticked(chair, number, meeting)
    a_decision(
        chair, number, meeting, text="Belt.", owner=Owner(OwnerKind.USER, worker.id), due_on=SOON
    )
    a_decision(chair, number, meeting, text="Lokaal.")

    told = get_decision_list(chair, number, meeting).decisions

    assert [(one.number, one.text) for one in told] == [(1, "Belt."), (2, "Lokaal.")]
    belt, local = (one.action for one in told)
    assert (belt.owner, belt.due_on) == (worker.name, SOON)
    assert local is None
