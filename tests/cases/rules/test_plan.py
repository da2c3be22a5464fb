from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pga.cases.rules.actions import (
    ActionKind,
    ActionOutcome,
    ActionProblem,
    Passage,
    faults_of_passage,
    waits_for_outcome,
)
from pga.cases.rules.criminal import Ages
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.owners import Own
from pga.cases.rules.plan import (
    COUNTS,
    LEFT_OUT,
    ActionShown,
    GoalGiven,
    GoalStatus,
    GoalThen,
    PlanDifference,
    PlanPart,
    PlanProblem,
    PlanReply,
    PlanText,
    PlanThen,
    differences,
    faults_of_goal,
    for_person,
    packed,
    unpacked,
    without_regie,
)
from pga.cases.rules.plan_check import MANY, PlanFinding, PlanRule, Reading, Table, check
from pga.cases.rules.referral import ThirdPartyRelation
from tests.support.some import some

TODAY = date(2026, 11, 24)
TEXTS = st.text("abcd ", min_size=1, max_size=12)
IDS = st.integers(1, 6).map(lambda n: UUID(int=n))
DAYS = st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))
SECRET = "xyz"


@st.composite
def plans(draw):
    goals = draw(
        st.lists(
            st.builds(
                GoalThen,
                id=IDS,
                domain=st.sampled_from(LifeDomain),
                status=st.sampled_from(GoalStatus),
                text=TEXTS,
                words=TEXTS | st.just(""),
                target_on=st.none() | DAYS,
                regie=st.booleans(),
            ),
            max_size=4,
            unique_by=lambda goal: goal.id,
        )
    )
    actions = draw(
        st.lists(
            st.builds(
                ActionShown,
                id=IDS,
                goal_id=st.none() | st.sampled_from([goal.id for goal in goals] or [None]),
                kind=st.sampled_from(ActionKind),
                text=TEXTS,
                owner=TEXTS,
                own=st.none() | st.sampled_from(Own),
                due_on=DAYS,
                contact=TEXTS | st.just(""),
                outcome=st.none() | st.sampled_from(ActionOutcome),
                result=TEXTS | st.just(""),
                regie=st.booleans(),
            ),
            max_size=6,
            unique_by=lambda action: action.id,
        )
    )
    return PlanThen(
        texts=draw(st.dictionaries(st.sampled_from(PlanText), TEXTS)),
        goals=tuple(goals),
        actions=tuple(actions),
        scores=draw(st.dictionaries(st.sampled_from(LifeDomain), st.sampled_from(Score))),
        passages=tuple(draw(st.lists(TEXTS, max_size=3, unique=True))),
    )


def a_goal(**changes):
    usual = GoalThen(
        id=UUID(int=1),
        domain=LifeDomain.HOUSING,
        status=GoalStatus.NOW,
        text="Huur betaald.",
        words="Ik wil blijven.",
        target_on=TODAY,
    )
    return replace(usual, **changes)


def an_action(**changes):
    usual = ActionShown(
        id=UUID(int=2),
        goal_id=UUID(int=1),
        kind=ActionKind.SOCIAL,
        text="Belt de corporatie.",
        owner="Wijkteam",
        due_on=TODAY,
    )
    return replace(usual, **changes)


def read_by_all(plan):
    """Return a plan with something beside the rest that everybody may read."""
    goal, action = a_goal(id=UUID(int=7)), an_action(id=UUID(int=8), goal_id=UUID(int=7))
    return replace(plan, goals=(*plan.goals, goal), actions=(*plan.actions, action))


FINE = PlanThen(
    texts=dict.fromkeys(PlanText, "Staat er."), goals=(a_goal(),), actions=(an_action(),)
)


def rules_of(plan, reply=None):
    return {found.rule for found in check(Reading(plan=plan, today=TODAY, reply=reply))}


def test_a_goal_that_was_dropped_works_on_no_acute_leefgebied():
    def lacks_a_goal(status):
        goal = GoalThen(
            id=UUID(int=1),
            domain=LifeDomain.MENTAL_HEALTH,
            status=status,
            text="Rust.",
            words="",
            target_on=None,
            regie=False,
        )
        plan = PlanThen(
            texts={},
            goals=(goal,),
            actions=(),
            scores={LifeDomain.MENTAL_HEALTH: Score.ACUTE},
            passages=(),
        )
        return PlanRule.ACUTE_WITHOUT_GOAL in rules_of(plan)

    assert [
        lacks_a_goal(one) for one in (GoalStatus.NOW, GoalStatus.LATER, GoalStatus.DROPPED)
    ] == [
        False,
        False,
        True,
    ]


# --- a version keeps what was adopted


@given(plans())
def test_a_version_gives_back_what_was_put_in(plan):
    assert unpacked(packed(plan)) == plan


@given(plans())
def test_a_version_of_before_anybody_of_the_case_had_actions_is_read_as_it_was(plan):
    values = packed(plan)
    newer = {"own", "own_number"}
    before = [{key: one[key] for key in one.keys() - newer} for one in values["actions"]]

    found = unpacked({**values, "actions": before})

    assert found.goals == plan.goals
    assert found.actions == tuple(replace(one, own=None, own_number=0) for one in plan.actions)


@given(plans())
def test_a_plan_does_not_differ_from_itself(plan):
    assert differences(plan, plan) == ()


@given(plans(), plans())
def test_was_and_is_turn_around_with_the_plans(first, second):
    there = {(one.part, one.what, one.was, one.now) for one in differences(first, second)}
    back = {(one.part, one.what, one.now, one.was) for one in differences(second, first)}

    assert there == back


def test_a_difference_names_the_field_and_the_goal_that_a_reader_knows():
    later = replace(FINE, goals=(a_goal(status=GoalStatus.REACHED),), actions=())

    assert differences(FINE, later) == (
        PlanDifference(
            PlanPart.GOAL, "status", "Huur betaald.", GoalStatus.NOW, GoalStatus.REACHED
        ),
        PlanDifference(PlanPart.ACTION, "text", "Belt de corporatie.", "Belt de corporatie.", None),
    )


# --- who reads what


@given(plans().map(read_by_all))
def test_nothing_for_the_regie_reaches_who_does_not_direct(plan):
    hidden = {goal.id for goal in plan.goals if goal.regie}
    shown = without_regie(plan)

    assert not any(goal.regie for goal in some(shown.goals))
    assert not any(one.regie or one.goal_id in hidden for one in some(shown.actions))


@given(plans().map(read_by_all), st.data())
def test_no_passage_about_somebody_else_reaches_the_person(plan, data):
    passages = data.draw(st.lists(st.text("xyz", min_size=2, max_size=6), min_size=1, max_size=3))
    put = data.draw(st.sampled_from(passages))
    marked = replace(
        plan,
        texts={**plan.texts, PlanText.PICTURE: f"a {put} b {put}"},
        goals=tuple(replace(goal, text=f"{goal.text}{put}") for goal in plan.goals),
        actions=tuple(replace(one, text=f"{put}{one.text}") for one in plan.actions),
        passages=tuple(passages),
    )

    told = for_person(marked)

    texts = told.texts.values()
    assert not any(letter in text for text in some(texts) for letter in SECRET)
    assert not any(put in goal.text for goal in some(told.goals))
    assert not any(put in one.text for one in some(told.actions))
    assert told.passages == ()


@given(plans().map(read_by_all))
def test_the_person_gets_what_counts_and_is_open_without_contacts_and_results(plan):
    told = for_person(plan)

    assert all(goal.status in COUNTS and not goal.regie for goal in some(told.goals))
    assert all(one.outcome is None and not one.regie for one in some(told.actions))
    assert not any(one.contact or one.result for one in some(told.actions))
    assert PlanText.ENOUGH not in told.texts


def test_passages_that_overlap_leave_nothing_behind():
    plan = PlanThen(texts={PlanText.PICTURE: "a bcd e"}, passages=("bc", "cd"))

    assert for_person(plan).texts[PlanText.PICTURE] == f"a {LEFT_OUT} e"


# --- marks and days


@pytest.mark.parametrize(
    ("passage", "problem"),
    [
        (Passage(), {}),
        (Passage("buur", ThirdPartyRelation.NEIGHBOUR), {}),
        (
            Passage("tante", ThirdPartyRelation.NEIGHBOUR),
            {"passage": ActionProblem.PASSAGE_NOT_FOUND},
        ),
        (Passage("buur"), {"relation": ActionProblem.NO_RELATION}),
        (
            Passage("", ThirdPartyRelation.NEIGHBOUR),
            {"passage": ActionProblem.TOO_SMALL_PASSAGE},
        ),
    ],
)
def test_a_mark_stands_in_the_text_and_says_about_whom(passage, problem):
    assert faults_of_passage(passage, "De buur belde.") == problem


@pytest.mark.parametrize(
    ("target_on", "stood_on", "problem"),
    [
        (None, None, {}),
        (TODAY, None, {}),
        (TODAY - timedelta(days=1), None, {"target_on": PlanProblem.IN_PAST}),
        (TODAY - timedelta(days=1), TODAY - timedelta(days=1), {}),
        (TODAY - timedelta(days=2), TODAY - timedelta(days=1), {"target_on": PlanProblem.IN_PAST}),
    ],
)
def test_the_day_of_a_goal_is_still_to_come_unless_it_stood(target_on, stood_on, problem):
    goal = GoalGiven(
        domain=LifeDomain.HOUSING,
        status=GoalStatus.NOW,
        text="De huur is op tijd.",
        target_on=target_on,
    )

    assert faults_of_goal(goal, TODAY, ages=Ages(), stood_on=stood_on) == problem


@given(DAYS, st.none() | st.sampled_from(ActionOutcome))
def test_only_an_open_action_whose_day_is_over_waits_for_its_outcome(due_on, outcome):
    assert waits_for_outcome(due_on, outcome, TODAY) is (outcome is None and due_on < TODAY)


# --- the plankeuring


def test_a_plan_without_flaws_has_no_findings():
    assert rules_of(FINE) == set()


def test_a_rule_that_is_off_does_not_look():
    empty = Reading(plan=PlanThen(), today=TODAY)
    found = [one.rule for one in check(empty)]

    assert [one.rule for one in check(empty, off=found[:1])] == found[1:]
    assert check(empty, off=frozenset(PlanRule)) == ()


MANY_ACTIONS = tuple(an_action(id=UUID(int=n), owner=f"Partner {n}") for n in range(2, 5))


@pytest.mark.parametrize(
    ("rule", "plan"),
    [
        (PlanRule.NO_VIEW, replace(FINE, texts={**FINE.texts, PlanText.VIEW: ""})),
        (PlanRule.NO_EXIT, replace(FINE, texts={**FINE.texts, PlanText.ENOUGH: ""})),
        (PlanRule.NO_CRISIS, replace(FINE, texts={**FINE.texts, PlanText.CRISIS: ""})),
        (PlanRule.GOAL_WITHOUT_WORDS, replace(FINE, goals=(a_goal(words=""),))),
        (PlanRule.GOAL_WITHOUT_DATE, replace(FINE, goals=(a_goal(target_on=None),))),
        (PlanRule.GOAL_WITHOUT_ACTION, replace(FINE, actions=())),
        (
            PlanRule.GOAL_WITHOUT_ACTION,
            replace(FINE, actions=(an_action(outcome=ActionOutcome.DROPPED),)),
        ),
        (
            PlanRule.MANY_GOALS,
            PlanThen(
                texts=FINE.texts,
                goals=tuple(a_goal(id=UUID(int=n)) for n in range(MANY + 1)),
                actions=tuple(
                    an_action(id=UUID(int=50 + n), goal_id=UUID(int=n), kind=kind, owner=str(n))
                    for n, kind in enumerate(ActionKind)
                ),
            ),
        ),
        (PlanRule.ONE_KIND, replace(FINE, actions=MANY_ACTIONS)),
        (
            PlanRule.ONE_OWNER,
            replace(
                FINE,
                actions=tuple(
                    replace(one, owner="Politie", kind=kind)
                    for one, kind in zip(MANY_ACTIONS, ActionKind, strict=False)
                ),
            ),
        ),
        (
            PlanRule.ACUTE_WITHOUT_GOAL,
            replace(FINE, scores={LifeDomain.MENTAL_HEALTH: Score.ACUTE}),
        ),
        (
            PlanRule.FAILED_AGAIN,
            replace(
                FINE,
                actions=(
                    an_action(),
                    an_action(
                        id=UUID(int=9), outcome=ActionOutcome.FAILED, text="belt de  corporatie"
                    ),
                ),
            ),
        ),
        (
            PlanRule.FAR_AWAY,
            replace(FINE, actions=(an_action(due_on=TODAY + timedelta(days=200)),)),
        ),
        (
            PlanRule.NO_OUTCOME,
            replace(FINE, actions=(an_action(due_on=TODAY - timedelta(days=1)),)),
        ),
    ],
)
def test_each_rule_finds_what_it_says_and_nothing_else(rule, plan):
    assert rules_of(plan) == {rule}


def test_who_was_not_at_the_table_is_asked_first():
    def found(at_table):
        return check(Reading(plan=FINE, today=TODAY, at_table=at_table))

    owners = {action.owner for action in FINE.actions}
    assert found(None) == found(Table(frozenset(owners))) == ()
    [one] = found(Table(frozenset({"Iemand anders"}), person=True))
    assert (one.rule, set(one.about)) == (
        PlanRule.NOT_AT_TABLE,
        {action.text for action in FINE.actions if action.outcome is None},
    )


def test_the_person_was_at_the_table_or_is_asked_first():
    plan = replace(FINE, actions=(an_action(owner="Jorinde Zichtbaar", own=Own.PERSON),))

    def found(*, person):
        table = Table(frozenset({"Jorinde Zichtbaar"}), person=person)
        return {one.rule for one in check(Reading(plan=plan, today=TODAY, at_table=table))}

    assert PlanRule.NOT_AT_TABLE not in found(person=True)
    assert PlanRule.NOT_AT_TABLE in found(person=False)


def test_who_could_not_answer_is_asked_again():
    assert rules_of(FINE, PlanReply.COULD_NOT) == {PlanRule.ASK_AGAIN}
    assert rules_of(FINE, PlanReply.NOT_AGREED) == set()


@given(plans(), st.none() | st.sampled_from(PlanReply))
def test_every_plan_can_be_read_and_a_finding_names_what_stands_in_it(plan, reply):
    findings = check(Reading(plan=plan, today=TODAY, reply=reply))
    assume(findings)

    for found in findings:
        assert isinstance(found, PlanFinding)
        known = {one.text for one in (*plan.goals, *plan.actions)} | set(LifeDomain)
        assert set(found.about) <= known
