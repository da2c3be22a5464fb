from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from pga.access.permissions import Role
from pga.cases.rules.citing import unused
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.evaluating import (
    ENDING,
    EVALUATED_IN,
    PROPOSES,
    Appraised,
    Conclusion,
    Evaluated,
    EvaluationGiven,
    EvaluationProblem,
    EvaluationTest,
    conclusions_in,
    faults_of_evaluation,
    moved,
    why_not,
)
from pga.cases.rules.proposing import (
    ANSWERED_BY,
    PROPOSED_IN,
    REACHED,
    ProposalKind,
    ProposalProblem,
    fault_of_proposal,
    kinds_in,
    whom_to_tell,
)
from pga.cases.rules.states import ACTIVE, State
from tests.support.some import some

TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)
P = EvaluationProblem
ONE, TWO, THREE = (UUID(int=n) for n in (1, 2, 3))
CASE = Evaluated(state=State.IN_EXECUTION, today=TODAY, adopted_on=TODAY - 200 * A_DAY)


def given(*answers, **changes):
    said = answers or (True, True, True)
    usual = EvaluationGiven(
        held_on=TODAY,
        tests={
            test: Appraised(holds, "Daarom.")
            for test, holds in zip(EvaluationTest, said, strict=True)
        },
        worked="De huisbezoeken.",
        failed="De brieven.",
        conclusion=Conclusion.CONTINUE,
        why="Het gaat vooruit.",
        others="Betrokkene",
    )
    return replace(usual, **changes)


def test_an_evaluatie_that_says_all_has_no_fault():
    assert faults_of_evaluation(given(), CASE) == {}


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"held_on": TODAY + A_DAY}, "held_on", P.IN_FUTURE),
        ({"held_on": TODAY - 201 * A_DAY}, "held_on", P.BEFORE_PLAN),
        ({"worked": ""}, "worked", P.NO_WORDS),
        ({"failed": ""}, "failed", P.NO_WORDS),
        ({"others": ""}, "colleagues", P.NOBODY),
        ({"why": ""}, "why", P.NO_WHY),
        ({"conclusion": None}, "conclusion", P.NO_CONCLUSION),
        (
            {"tests": dict.fromkeys(EvaluationTest, Appraised(None, "Daarom."))},
            "level",
            P.NO_ANSWER,
        ),
        (
            {"tests": dict.fromkeys(EvaluationTest, Appraised(holds=True, why=""))},
            "needed_why",
            P.NO_WHY,
        ),
    ],
)
def test_what_is_missing_stands_beside_its_field(changes, field, problem):
    assert faults_of_evaluation(given(**changes), CASE)[field] is problem


def test_an_evaluatie_does_not_lie_before_the_last_one():
    case = replace(CASE, last_on=TODAY - A_DAY)

    assert faults_of_evaluation(given(), case) == {}
    early = faults_of_evaluation(given(held_on=TODAY - 2 * A_DAY), case)
    assert early == {"held_on": P.BEFORE_LAST}


@pytest.mark.parametrize("answers", [*product((True, False), repeat=3)])
@pytest.mark.parametrize("conclusion", Conclusion)
def test_the_conclusion_follows_from_the_answers(answers, conclusion):
    found = faults_of_evaluation(given(*answers, conclusion=conclusion), CASE)

    if not answers[0] and conclusion not in ENDING:
        assert found == {"conclusion": P.NOT_NEEDED}
    elif not all(answers) and conclusion is Conclusion.CONTINUE:
        assert found == {"conclusion": P.NOT_AS_IT_IS}
    else:
        assert found == {}


@pytest.mark.parametrize("state", State)
def test_a_case_is_evaluated_where_its_plan_works_and_the_municipality_directs(state):
    found = why_not(replace(CASE, state=state))

    assert (found is None) is (state in EVALUATED_IN)
    assert (found is P.WITH_ZVH) is (state in {State.TOP_X, State.SCALE_DOWN_PROPOSED})
    assert why_not(replace(CASE, adopted_on=None)) is P.NO_PLAN


@pytest.mark.parametrize("state", State)
def test_only_what_could_be_done_from_here_is_concluded_and_proposed(state):
    offered = {PROPOSES[one] for one in conclusions_in(state) if one in PROPOSES}

    assert offered == set(kinds_in(state, ()))
    assert {Conclusion.CONTINUE, Conclusion.ADJUST} <= set(conclusions_in(state))
    for kind in ProposalKind:
        assert (fault_of_proposal(kind, state, ()) is None) is (state in PROPOSED_IN[kind])


def test_one_proposal_of_a_kind_stands_and_one_of_another_may_beside_it():
    standing = {ProposalKind.AFTERCARE}
    here = State.IN_EXECUTION

    assert kinds_in(here, standing) == (ProposalKind.CLOSE, ProposalKind.SCALE_UP)
    assert fault_of_proposal(ProposalKind.AFTERCARE, here, standing) is ProposalProblem.STANDS
    assert fault_of_proposal(ProposalKind.CLOSE, here, standing) is None


def test_nothing_is_proposed_of_what_is_over_and_each_step_leads_elsewhere():
    for kind in some(ProposalKind):
        assert PROPOSED_IN[kind] <= ACTIVE
        assert not PROPOSED_IN[kind] & REACHED[kind] - {State.AFTERCARE}
        assert Role.INTERVENTION_TEAM not in ANSWERED_BY[kind]


@pytest.mark.parametrize("kind", [ProposalKind.AFTERCARE, ProposalKind.CLOSE])
def test_a_proposal_goes_to_the_team_and_to_the_coordinator_when_nobody_of_it_can(kind):
    team, top = (ONE, Role.SAFETY_TEAM), (THREE, Role.COORDINATOR)
    colleague = (TWO, Role.SAFETY_TEAM)

    assert whom_to_tell(kind, [team, colleague, top], ONE) == {ONE, TWO}
    assert whom_to_tell(kind, [colleague, top], ONE) == {TWO}  # the procesregisseur is away
    assert whom_to_tell(kind, [top], ONE) == {THREE}
    assert whom_to_tell(kind, [], None) == set()


def test_to_scale_up_is_for_the_coordinator_alone():
    able = [(ONE, Role.SAFETY_TEAM), (THREE, Role.COORDINATOR)]

    assert whom_to_tell(ProposalKind.SCALE_UP, able, ONE) == {THREE}


AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("at", "used"), [(AT - HOUR, False), (AT, False), (AT + HOUR, True), (AT + 2 * HOUR, False)]
)
def test_used_is_what_was_cited_after_the_last_evaluatie_and_up_to_this_one(at, used):
    until = AT + HOUR
    left = unused({ONE: date(2026, 4, 1)}, [(ONE, at)], since=AT, until=until, until_on=TODAY)

    assert (left == set()) is used


def test_what_came_in_after_the_day_of_an_evaluatie_is_of_the_next_one():
    received = {ONE: TODAY, TWO: TODAY + A_DAY}

    assert unused(received, [], since=None, until=AT, until_on=TODAY) == {ONE}


FIN, HUI = LifeDomain.FINANCES, LifeDomain.HOUSING


def test_the_metingen_of_two_evaluaties_are_compared_without_a_total():
    first = (TODAY - 90 * A_DAY, {FIN: Score.ACUTE, HUI: Score.FULL})
    second = (TODAY - 40 * A_DAY, {FIN: Score.LIMITED, HUI: Score.FULL})
    third = (TODAY, {FIN: Score.NOT_SELF_SUFFICIENT, HUI: Score.UNKNOWN})
    all_three = [first, second, third]

    assert moved(all_three, None, TODAY) == {FIN: 1}
    assert moved(all_three, TODAY - 40 * A_DAY, TODAY) == {FIN: -1}
    assert moved(all_three, None, TODAY - A_DAY) == {FIN: 2}
    assert moved(all_three, TODAY, TODAY) == {}
    assert moved([first], None, TODAY) == {}
    assert moved([], None, TODAY) == {}
