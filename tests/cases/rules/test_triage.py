from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.moves import WORKFLOW
from pga.cases.rules.states import State
from pga.cases.rules.triage import (
    Criterion,
    CriterionAnswer,
    FeedbackMeans,
    LegalTest,
    Outcome,
    TriageAnswers,
    TriageProblem,
    ZvhCriterion,
    criteria_met,
    legal_tests_argued,
    problems_of,
    target_state,
    zvh_criteria_answered,
)

ALL_YES = dict.fromkeys(Criterion, CriterionAnswer.YES)
ARGUED = dict.fromkeys(LegalTest, "Een zin.")
ADMITTED = TriageAnswers(
    criteria=ALL_YES,
    legal_tests=ARGUED,
    outcome=Outcome.ADMITTED,
    reasoning="Past.",
    procesregisseur_named=True,
    feedback=FeedbackMeans.PHONE,
)
REFUSING = [
    Outcome.BILATERAL,
    Outcome.REFERRED_BACK,
    Outcome.REFERRED_ON,
    Outcome.REJECTED,
]

answers = st.dictionaries(st.sampled_from(Criterion), st.sampled_from(CriterionAnswer))


@pytest.mark.parametrize("yes", list(product([True, False], repeat=6)))
def test_the_criteria_are_met_by_a_b_and_c_and_one_of_d_e_and_f(yes):
    a, b, c, d, e, f = yes
    given_answers = {
        criterion: CriterionAnswer.YES if said else CriterionAnswer.NO
        for criterion, said in zip(Criterion, yes, strict=True)
    }

    assert criteria_met(given_answers) == (a and b and c and (d or e or f))


@given(answers, st.sampled_from(Criterion))
def test_one_more_yes_never_takes_the_admission_away(some, criterion):
    assert criteria_met(some) <= criteria_met(some | {criterion: CriterionAnswer.YES})


@given(answers)
def test_not_knowing_counts_as_no(some):
    without = {
        c: CriterionAnswer.NO if a is CriterionAnswer.UNKNOWN else a for c, a in some.items()
    }

    assert criteria_met(some) == criteria_met(without)


def test_nothing_answered_is_not_met():
    assert not criteria_met({})


def test_the_zvh_wants_all_four_answers_whichever_they_are():
    four = dict.fromkeys(ZvhCriterion, CriterionAnswer.NO)

    assert zvh_criteria_answered(four)
    assert not zvh_criteria_answered({})
    for criterion in ZvhCriterion:
        assert not zvh_criteria_answered({c: a for c, a in four.items() if c != criterion})


def test_each_legal_test_wants_its_sentence():
    assert legal_tests_argued(ARGUED)
    assert not legal_tests_argued({})
    for test in LegalTest:
        assert not legal_tests_argued(ARGUED | {test: "  "})


@pytest.mark.parametrize("outcome", Outcome)
def test_each_outcome_leads_where_the_workflow_can_go(outcome):
    assert WORKFLOW.between(State.IN_TRIAGE, target_state(outcome)).target is target_state(outcome)


def test_four_outcomes_end_without_a_case():
    assert [o for o in Outcome if target_state(o) is State.REJECTED] == REFUSING


def test_an_admission_with_everything_has_no_problems():
    assert problems_of(ADMITTED) == {}


def test_an_empty_sheet_shows_all_its_problems_at_once():
    problems = problems_of(TriageAnswers())

    assert list(problems) == [
        *(f"criterion_{letter}" for letter in "abcdef"),
        "necessity",
        "proportionality",
        "subsidiarity",
        "outcome",
        "reasoning",
        "feedback",
    ]
    assert set(problems.values()) == {TriageProblem.MISSING}


@pytest.mark.parametrize(
    ("lacking", "field", "problem"),
    [
        ({"reasoning": " "}, "reasoning", TriageProblem.MISSING),
        ({"feedback": None}, "feedback", TriageProblem.MISSING),
        ({"procesregisseur_named": False}, "procesregisseur", TriageProblem.MISSING),
        (
            {"legal_tests": ARGUED | {LegalTest.SUBSIDIARITY: ""}},
            "subsidiarity",
            TriageProblem.MISSING,
        ),
        (
            {"criteria": ALL_YES | {Criterion.REGULAR_TRIED: CriterionAnswer.UNKNOWN}},
            "criteria",
            TriageProblem.CRITERIA_NOT_MET,
        ),
    ],
)
def test_an_admission_lacks_one_thing_at_a_time(lacking, field, problem):
    assert problems_of(replace(ADMITTED, **lacking)) == {field: problem}


@pytest.mark.parametrize("outcome", REFUSING)
def test_who_is_not_admitted_is_told_where_to_go_and_needs_no_procesregisseur(outcome):
    refusal = replace(ADMITTED, outcome=outcome, procesregisseur_named=False)

    assert problems_of(refusal) == {"route": TriageProblem.MISSING}
    assert problems_of(replace(refusal, route="Wijkteam")) == {}


def test_criteria_that_are_not_met_do_not_stop_a_rejection_or_the_way_to_the_zvh():
    none = dict.fromkeys(Criterion, CriterionAnswer.NO)

    rejected = replace(ADMITTED, criteria=none, outcome=Outcome.REJECTED, route="Wijkteam")
    direct = replace(ADMITTED, criteria=none, outcome=Outcome.SCALE_UP_DIRECTLY)

    assert problems_of(rejected) == {}
    assert problems_of(direct) == {}
