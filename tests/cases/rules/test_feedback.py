from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from pga.cases.labels import feedback_text
from pga.cases.rules.feedback import (
    FeedbackEnd,
    FeedbackGiven,
    FeedbackProblem,
    FeedbackTo,
    problems_of_feedback,
)
from pga.cases.rules.triage import FeedbackMeans, Outcome

TODAY = date(2026, 11, 24)
DECIDED = TODAY - timedelta(days=2)
GIVEN = FeedbackGiven(ended_as=FeedbackEnd.GIVEN, on=TODAY, means=FeedbackMeans.PHONE)
COLLEAGUE = replace(GIVEN, to=FeedbackTo.COLLEAGUE)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (GIVEN, {}),
        (replace(GIVEN, means=None), {"means": FeedbackProblem.NO_MEANS}),
        (replace(GIVEN, on=TODAY + timedelta(days=1)), {"on": FeedbackProblem.IN_FUTURE}),
        (replace(GIVEN, on=DECIDED), {}),
        (
            replace(GIVEN, on=DECIDED - timedelta(days=1)),
            {"on": FeedbackProblem.BEFORE_OUTCOME},
        ),
        (COLLEAGUE, {"recipient": FeedbackProblem.NO_RECIPIENT}),
        (replace(COLLEAGUE, recipient="Wietske Wulp, wijkagent"), {}),
        (replace(COLLEAGUE, contact_id=UUID(int=1)), {}),
        (FeedbackGiven(ended_as=FeedbackEnd.ANONYMOUS, on=TODAY), {}),
        (
            FeedbackGiven(ended_as=FeedbackEnd.NOT_POSSIBLE, on=TODAY),
            {"reason": FeedbackProblem.NO_REASON},
        ),
        (
            FeedbackGiven(ended_as=FeedbackEnd.NOT_POSSIBLE, on=TODAY, reason="Opgeheven."),
            {},
        ),
    ],
)
def test_what_lacks_of_a_feedback(given, found):
    assert problems_of_feedback(given, DECIDED, TODAY) == found


@pytest.mark.parametrize("outcome", Outcome)
def test_the_text_says_whether_it_is_taken_up_and_nothing_of_the_case(outcome):
    said = feedback_text("Laren", DECIDED, outcome, "Het wijkteam, voor hulp bij schulden.")

    taken = outcome in {Outcome.ADMITTED, Outcome.SCALE_UP_DIRECTLY}
    assert ("pakt uw aanmelding op" in said) is taken
    assert "22-11-2026" in said
    assert "Het wijkteam" in said
    assert "Waar de persoon" not in feedback_text("Laren", DECIDED, outcome, "")
