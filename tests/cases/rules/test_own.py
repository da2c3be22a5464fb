from dataclasses import replace
from datetime import date
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.actions import ActionGiven, ActionKind, ActionProblem, Passage
from pga.cases.rules.criminal import Ages
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.own_actions import KIN, OWN_OF, faults_of_own, kin
from pga.cases.rules.owners import Own, Owner, OwnerKind
from pga.cases.rules.plan import (
    COUNTS,
    ActionShown,
    GoalGiven,
    GoalStatus,
    GoalThen,
    PlanProblem,
    PlanThen,
    faults_of_goal,
    for_person,
)
from pga.cases.rules.referral import PersonRole, ThirdPartyRelation
from tests.support.some import some

TODAY = date(2026, 11, 25)
ACTION = ActionGiven(
    text="Belt de school.",
    kind=ActionKind.SOCIAL,
    due_on=TODAY,
    owner=Owner(OwnerKind.PERSON, UUID(int=3)),
)
THEN = ActionShown(
    id=UUID(int=2),
    goal_id=None,
    kind=ACTION.kind,
    text=ACTION.text,
    owner="Jorinde Zichtbaar",
    own=Own.PERSON,
    due_on=TODAY,
)
GOAL = GoalGiven(domain=LifeDomain.HOUSING, status=GoalStatus.NOW, text="De huur is betaald.")


def test_who_is_only_a_relation_has_no_action():
    assert set(PersonRole) - OWN_OF.keys() == {PersonRole.RELATION}
    assert set(OWN_OF.values()) | {Own.GUARDIAN} == set(Own)


@pytest.mark.parametrize("said", ["moeder", " Vader ", "VOOGD"])
def test_a_plain_word_for_a_parent_may_stand_on_a_shared_screen(said):
    assert kin(said) == said.strip().lower()


@given(st.text())
def test_any_other_word_can_hold_a_name_and_stays_away(said):
    assert kin(said) in {"", *KIN}
    assert kin(f"moeder {said}x") == ""


@pytest.mark.parametrize(
    ("action", "goal_regie", "problem"),
    [
        (ACTION, False, {}),
        (replace(ACTION, regie=True), False, {"owner": ActionProblem.REGIE_OF_OWN}),
        (ACTION, True, {"owner": ActionProblem.REGIE_OF_OWN}),
        (
            replace(ACTION, about_other=Passage(ACTION.text, ThirdPartyRelation.NEIGHBOUR)),
            False,
            {"passage": ActionProblem.ALL_OF_OWN},
        ),
        (
            replace(ACTION, about_other=Passage("de school", ThirdPartyRelation.NEIGHBOUR)),
            False,
            {},
        ),
    ],
)
def test_what_somebody_does_that_person_can_read(action, goal_regie, problem):
    assert faults_of_own(action, goal_regie=goal_regie) == problem


def test_nobody_of_the_case_gets_an_action_below_a_goal_that_ended():
    assert faults_of_own(ACTION, goal_counts=False) == {"goal_id": ActionProblem.NO_GOAL}


def test_a_goal_with_an_action_of_somebody_of_the_case_stays_where_it_is_read():
    def found(**changes):
        return faults_of_goal(replace(GOAL, **changes), TODAY, ages=Ages(), own=True)

    assert found() == found(status=GoalStatus.LATER) == {}
    assert found(regie=True) == {"regie": PlanProblem.HIDES_OWN}
    for status in some(set(GoalStatus) - COUNTS):
        assert found(status=status) == {"status": PlanProblem.OPEN_OWN}
        assert faults_of_goal(replace(GOAL, status=status, regie=True), TODAY, ages=Ages()) == {}


@pytest.mark.parametrize(
    ("own", "owner", "told"),
    [
        (Own.PERSON, "Jorinde Zichtbaar", "Jorinde Zichtbaar"),
        (Own.FAMILY_MEMBER, "Wies Zichtbaar", ""),
        (Own.GUARDIAN, "Ilse Zonnedauw, moeder", "moeder"),
        (Own.GUARDIAN, "Zonnedauw, I., Moeder", "moeder"),
        (Own.GUARDIAN, "Ilse Zonnedauw, moeder Ilse", ""),
        (Own.GUARDIAN, "Ilse Zonnedauw", ""),
    ],
)
def test_the_person_reads_of_a_parent_what_and_no_name(own, owner, told):
    action = replace(THEN, own=own, owner=owner)

    assert [one.owner for one in for_person(PlanThen(actions=(action,))).actions] == [told]


@pytest.mark.parametrize(("regie", "status"), [*product([False, True], GoalStatus)])
def test_the_plan_for_the_person_shows_each_action_that_the_rules_let_stand(regie, status):
    goal = GoalThen(id=UUID(int=1), domain=GOAL.domain, status=status, text=GOAL.text, regie=regie)
    action = replace(THEN, goal_id=goal.id)
    shown = for_person(PlanThen(goals=(goal,), actions=(action,))).actions

    counts = status in COUNTS
    allowed = not faults_of_own(ACTION, goal_regie=regie, goal_counts=counts)
    stays = not faults_of_goal(
        replace(GOAL, regie=regie, status=status), TODAY, ages=Ages(), own=True
    )
    assert bool(shown) is allowed is stays
