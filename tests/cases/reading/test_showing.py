from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.rules.actions import NO_PASSAGE, ActionKind, ActionOutcome
from pga.cases.rules.contributions import Conditions, Visibility
from pga.cases.rules.plan import PlanText
from pga.cases.rules.states import State
from pga.cases.services import actions, information, plan, showing
from pga.core import clock
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_decision,
    a_meeting,
    a_user,
    an_action,
    an_organisation,
    an_owner,
    closed,
    prepared,
    seats,
    ticked,
)

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def chair(stopped):
    return a_user().actor


@pytest.fixture
def worker(stopped):
    return a_user(Role.INTERVENTION_TEAM, organisation=an_organisation())


@pytest.fixture
def number(chair, worker):
    return a_case(State.PLANNING, by=chair, linked=[worker.id])


@pytest.fixture
def other(chair):
    return a_case(State.PLANNING, by=chair)


def view_of(chair, number, text):
    plan.write_texts(chair, number, 0, {PlanText.VIEW: text}, about_other=NO_PASSAGE, reason="")


def test_the_screen_shows_the_view_and_the_open_actions_of_its_case(chair, worker, number, other):
    there = an_organisation(name="De Verzonnen Hof")
    view_of(chair, other, "Van een ander.")
    view_of(chair, number, "Samen rust.")
    an_action(chair, other, text="Van een ander.")
    done = an_action(chair, number, text="Gedaan.")
    settled = {"outcome": ActionOutcome.DONE, "result": "", "done_on": TODAY}
    actions.settle_action(chair, number, done, **settled)
    an_action(chair, number, text="Voor de regie.", regie=True)
    mine = an_action(chair, number, text="Belt.", due_on=TODAY + A_DAY)
    theirs = an_action(chair, number, organisation_id=there, text="Komt.", due_on=TODAY + 2 * A_DAY)
    meeting = a_meeting(chair, number)
    colleague = seats(chair, number, meeting)[worker.name]
    ticked(chair, number, meeting)

    screen = showing.show(chair, number, meeting).screen

    assert screen.view == "Samen rust."
    assert [(one.id, one.kind, one.text, one.owner, one.due_on) for one in screen.actions] == [
        (mine, ActionKind.SOCIAL, "Belt.", chair.name, TODAY + A_DAY),
        (theirs, ActionKind.SOCIAL, "Komt.", "De Verzonnen Hof", TODAY + 2 * A_DAY),
    ]
    ticked(chair, number, meeting, colleague)
    regie = showing.show(chair, number, meeting).screen
    assert sorted(one.text for one in regie.actions) == ["Belt.", "Komt.", "Voor de regie."]


def test_a_decision_stands_once_below_the_meeting_that_took_it(chair, number):
    mine = {"owner": an_owner(user_id=chair.id), "due_on": TODAY}
    earlier = a_meeting(chair, number)
    ticked(chair, number, earlier)
    a_decision(chair, number, earlier, text="Van de vorige keer.", **mine)
    meeting = a_meeting(chair, number)
    ticked(chair, number, meeting)
    a_decision(chair, number, meeting, text="Van nu.", **mine)

    screen = showing.show(chair, number, meeting).screen

    assert [one.text for one in screen.decisions] == ["Van nu."]
    assert [one.text for one in screen.actions] == ["Van de vorige keer."]


def test_the_screen_knows_no_actions_yet_from_all_settled(chair, worker, number, other):
    settled = {"outcome": ActionOutcome.DONE, "result": "", "done_on": TODAY}
    actions.settle_action(chair, other, an_action(chair, other), **settled)
    meeting = a_meeting(chair, number)
    colleague = seats(chair, number, meeting)[worker.name]
    ticked(chair, number, meeting)
    assert not showing.show(chair, number, meeting).screen.settled

    actions.settle_action(chair, number, an_action(chair, number, regie=True), **settled)
    assert not showing.show(chair, number, meeting).screen.settled
    ticked(chair, number, meeting, colleague)
    assert showing.show(chair, number, meeting).screen.settled


def test_what_was_told_is_shown_as_far_as_everybody_present_may_see_it(
    chair, worker, number, other
):
    police, housing = an_organisation(name="Politie"), an_organisation(name="De Verzonnen Hof")
    a_contribution(chair, other, police, fact="Van een ander.")
    wrong = a_contribution(chair, number, police, fact="Verwisseld.")
    information.freeze(chair, number, wrong, word="Ander adres.")
    a_contribution(chair, number, police, fact="Regie.", visibility=Visibility.REGIE)
    not_housing = Conditions(partners=frozenset({housing}))
    a_contribution(chair, number, police, fact="Niet voor de corporatie.", conditions=not_housing)
    a_contribution(chair, number, police, fact="Kernteam.", visibility=Visibility.KERNTEAM)
    a_contribution(chair, number, police, fact="Voor ieder.")
    meeting = a_meeting(chair, number)
    prepared(chair, number, meeting, f"c:{a_contact(housing, 'Willie van Waan')}")
    who = seats(chair, number, meeting)
    tenant, colleague = who["Willie van Waan, wijkagent"], who[worker.name]

    def screen(*absent):
        ticked(chair, number, meeting, *absent)
        shown = showing.show(chair, number, meeting).screen
        return sorted(one.fact for one in shown.told), shown.hidden, shown.earlier

    assert screen() == (["Voor ieder."], 2, 0)  # of what is for the regie it says nothing
    without = ["Kernteam.", "Niet voor de corporatie.", "Voor ieder."]
    assert screen(tenant) == (without, 0, 0)
    assert screen(tenant, colleague) == (
        [*without[:2], "Regie.", "Voor ieder."],
        0,
        0,
    )
    shown = showing.show(chair, number, meeting).screen
    assert {one.supplier for one in shown.told} == {"Politie"}


def test_new_is_what_came_after_the_last_meeting_of_the_case_that_is_done(chair, number, other):
    a_contribution(chair, number, fact="Voor het overleg.")
    left_open, elsewhere, held = (a_meeting(chair, which) for which in (number, other, number))
    ticked(chair, number, left_open)
    for days, which, where in ((0, other, elsewhere), (2, number, held)):
        with clock.stopped_at(NOW + days * A_DAY):
            ticked(chair, which, where)
            if which == number:
                before = showing.show(chair, number, held).screen
            closed(chair, which, where)
    with clock.stopped_at(NOW + 3 * A_DAY):
        a_contribution(chair, number, fact="Na het overleg.", received_on=clock.today())
        last = a_meeting(chair, number)
        ticked(chair, number, last)
        after = showing.show(chair, number, last).screen

    assert ([one.fact for one in before.told], before.since) == (["Voor het overleg."], None)
    assert [one.fact for one in after.told] == ["Na het overleg."]
    assert (after.since, after.earlier) == (TODAY + 2 * A_DAY, 1)
