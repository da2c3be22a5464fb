from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.rules.actions import ActionOutcome, ActionProblem, fault_of_gathering
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.states import State
from pga.cases.services import actions, gathering
from pga.core import clock
from pga.core.errors import Invalid, StaleDossier
from pga.privacy.events import Event
from pga.privacy.history import RowVersion
from tests.builders import a_case, a_goal, a_user, an_action
from tests.support.pages import text_of
from tests.support.rows import lines, row_of, rows_of
from tests.support.server import serving
from tests.support.some import some

NEW = {"domain": "HUI", "text": "De huur is betaald.", "status": "now"}


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor)


def goal_of(action_id):
    return row_of(CaseAction, id=action_id).goal_id


def settle(member, number, action_id):
    actions.settle_action(
        member.actor,
        number,
        action_id,
        outcome=ActionOutcome.DONE,
        result="",
        done_on=clock.today(),
    )


def page_of(number, goal_id):
    return f"/casussen/{number}/doelen/{goal_id}"


@pytest.mark.both
def test_a_new_goal_takes_the_ticked_actions_in_one_act(page, member, number):
    first, second, rest = (an_action(member.actor, number, text=one) for one in ("A.", "B.", "C."))
    page.log_in(member)

    page.post(f"/casussen/{number}/doelen/nieuw", {**NEW, "loose": [str(first), str(second)]})

    goal = row_of(PlanGoal).id
    assert [goal_of(one) for one in (first, second, rest)] == [goal, goal, None]
    told = text_of(page.get(f"/casussen/{number}/plan"))
    assert "De aangevinkte acties staan er nu onder." in told
    assert len(lines(Event.ACTION_CHANGED)) == 1


def test_no_reason_is_asked_for_that_and_each_action_keeps_what_stood(page, member, number):
    goal = a_goal(member.actor, number)
    loose = [an_action(member.actor, number, text=one) for one in ("A.", "B.")]
    stood = row_of(PlanGoal).version
    page.log_in(member)

    page.post(page_of(number, goal), {"loose": [str(one) for one in loose]})

    assert [goal_of(one) for one in loose] == [goal, goal]
    assert row_of(PlanGoal).version == stood
    for one in some(loose):
        assert len(rows_of(RowVersion, row_id=one)) == 1


def test_what_else_changes_still_asks_why(page, member, number):
    goal, loose = a_goal(member.actor, number), an_action(member.actor, number)
    page.log_in(member)
    both = {"text": "Iets anders.", "loose": [str(loose)]}

    told = page.post(page_of(number, goal), both, status=200)

    assert "Schrijf op waarom dit verandert." in text_of(told)
    assert goal_of(loose) is None
    assert ("loose", str(loose)) in page.form(told.text, page_of(number, goal))
    page.post(page_of(number, goal), {**both, "reason": "Na het overleg."})
    assert goal_of(loose) == goal
    assert row_of(PlanGoal).version > 1


def test_an_action_that_was_done_meanwhile_is_told_and_nothing_moves(page, member, number):
    goal = a_goal(member.actor, number)
    done, still = (an_action(member.actor, number, text=one) for one in ("A.", "B."))
    page.log_in(member)
    url = page_of(number, goal)
    standing = [*page.form(page.get(url).text, url), ("loose", str(done)), ("loose", str(still))]
    settle(member, number, done)

    told = page.send(url, standing, status=200)

    assert "Een van deze acties is intussen klaar of hoort al bij een doel." in text_of(told)
    assert (goal_of(done), goal_of(still)) == (None, None)
    assert [value for name, value in page.form(told.text, url) if name == "loose"] == [str(still)]
    again = page.form(told.text, url)
    page.send(url, again)
    page.send(url, again)
    assert goal_of(still) == goal
    assert "Dit had u al vastgelegd." in text_of(page.get(f"/casussen/{number}/plan"))


def test_only_open_actions_of_the_case_without_a_goal_are_offered(page, member, number):
    other = a_case(State.PLANNING, by=member.actor)
    an_action(member.actor, other, text="Van een ander.")
    goal = a_goal(member.actor, number)
    an_action(member.actor, number, goal_id=goal, text="Heeft een doel.")
    settle(member, number, an_action(member.actor, number, text="Is klaar."))
    page.log_in(member)
    url = page_of(number, goal)
    assert "Welke losse acties horen hierbij?" not in text_of(page.get(url))

    an_action(member.actor, number, text="Wacht op een doel.")

    told = text_of(page.get(url))
    assert "Wacht op een doel." in told
    for absent in some(("Van een ander.", "Heeft een doel.", "Is klaar.")):
        assert absent not in told


def test_the_use_case_refuses_what_does_not_wait_or_cannot_stand_there(member, number):
    by = member.actor
    other = a_case(State.PLANNING, by=by)
    goal, loose = a_goal(by, number), an_action(by, number)
    reached = a_goal(by, number, status=GoalStatus.REACHED)
    regie = a_goal(by, number, regie=True)
    placed = an_action(by, number, goal_id=goal)
    done = an_action(by, number)
    settle(member, number, done)
    for below, ids, problem in some(
        (
            (goal, [loose, placed], ActionProblem.NOT_LOOSE),
            (goal, [loose, done], ActionProblem.NOT_LOOSE),
            (goal, [loose, an_action(by, other)], ActionProblem.NOT_LOOSE),
            (goal, [uuid4()], ActionProblem.NOT_LOOSE),
            (reached, [loose], ActionProblem.NO_GOAL),
            (regie, [loose], ActionProblem.HIDDEN_BELOW),
        )
    ):
        with pytest.raises(Invalid) as refused:
            gathering.gather_actions(by, number, below, 1, ids)
        assert refused.value.problems == {"loose": problem}
    with pytest.raises(StaleDossier):
        gathering.gather_actions(by, number, goal, 2, [loose])
    assert goal_of(loose) is None
    hidden = an_action(by, number, regie=True)
    gathering.gather_actions(by, number, regie, 1, [hidden])
    assert goal_of(hidden) == regie


def test_who_does_not_read_the_regie_cannot_tick_its_actions(member, number):
    hidden = an_action(member.actor, number, regie=True)
    worker = a_user(Role.INTERVENTION_TEAM)
    ours = a_case(State.PLANNING, by=member.actor, linked=[worker.id])
    goal, theirs = a_goal(member.actor, ours), an_action(member.actor, ours, regie=True)

    with pytest.raises(Invalid) as refused:
        gathering.gather_actions(worker.actor, ours, goal, 1, [theirs])

    assert refused.value.problems == {"loose": ActionProblem.NOT_LOOSE}
    assert (goal_of(hidden), goal_of(theirs)) == (None, None)


def test_a_case_that_is_over_gathers_nothing(member):
    over = a_case(State.CLOSED, by=member.actor)

    with pytest.raises(Invalid) as refused:
        gathering.gather_actions(member.actor, over, uuid4(), 1, [])

    assert refused.value.problems == {"": ActionProblem.CASE_OVER}


@pytest.mark.parametrize(
    ("counts", "hides", "fault"),
    [
        (True, False, None),
        (True, True, ActionProblem.HIDDEN_BELOW),
        (False, True, ActionProblem.NO_GOAL),
    ],
)
def test_a_goal_bears_what_nobody_loses_sight_of(counts, hides, fault):
    assert fault_of_gathering(counts=counts, hides=hides) is fault


@pytest.mark.browser
def test_one_ticks_with_the_keyboard_and_the_words_are_kept(app, open_page, member, number):
    goal, loose = a_goal(member.actor, number), an_action(member.actor, number)
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, member)
        tab.page.goto(base + page_of(number, goal))
        tab.check_each_look()
        tab.page.focus("[name=loose]")
        tab.page.keyboard.press("Space")
        tab.page.wait_for_selector("text=Concept bewaard om")
        tab.page.reload()
        assert tab.page.is_checked("[name=loose]")
        tab.send("button.main")
    assert goal_of(loose) == goal
