"""When an outcome that was recorded by a slip is taken back."""

from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest

from pga.cases.rules.actions import (
    ActionOutcome,
    ActionProblem,
    Recorded,
    faults_of_taking_back,
    waits_for_outcome,
)

TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)
ME, KIM = UUID(int=1), UUID(int=2)


def problem(outcome, recorded):
    return faults_of_taking_back(outcome, recorded, ME, TODAY).get("")


@pytest.mark.parametrize("outcome", ActionOutcome)
def test_what_one_recorded_today_is_taken_back(outcome):
    assert problem(outcome, Recorded(ME, TODAY)) is None


@pytest.mark.parametrize(
    ("outcome", "recorded", "expected"),
    [
        (None, Recorded(ME, TODAY), ActionProblem.NOT_SETTLED),
        (None, None, ActionProblem.NOT_SETTLED),
        (ActionOutcome.DONE, None, ActionProblem.NOT_TODAY),
        (ActionOutcome.DONE, Recorded(ME, TODAY - A_DAY), ActionProblem.NOT_TODAY),
        (ActionOutcome.DONE, Recorded(KIM, TODAY), ActionProblem.BY_ANOTHER),
        (ActionOutcome.DONE, Recorded(None, TODAY), ActionProblem.BY_ANOTHER),
    ],
)
def test_anything_else_stays(outcome, recorded, expected):
    assert problem(outcome, recorded) is expected


@pytest.mark.parametrize(("days", "outcome"), list(product((-1, 0, 1), (None, ActionOutcome.DONE))))
def test_an_action_waits_for_its_outcome_from_the_day_after(days, outcome):
    waits = waits_for_outcome(TODAY + days * A_DAY, outcome, TODAY)

    assert waits is (days < 0 and outcome is None)
