"""Where a document stands: each act from each state, written out by hand."""

from datetime import date, timedelta

import pytest

from pga.letters.rules.states import (
    DocumentAct,
    DocumentProblem,
    DocumentState,
    Sending,
    problem_of,
    problem_of_paper,
    problems_of_sending,
)

# write, propose, send, fail, withdraw: + may, w was never proposed, o is over
TABLE = """
draft      + + w w +
proposed   + + + + +
failed     + + + + +
sent       o o o o o
withdrawn  o o o o o
"""
MARKS = {
    "+": None,
    "w": DocumentProblem.NOT_PROPOSED,
    "o": DocumentProblem.OVER,
}
TODAY = date(2026, 12, 1)
ROWS = [line.split() for line in TABLE.strip().splitlines()]


def test_every_act_from_every_state():
    assert {row[0] for row in ROWS} == set(DocumentState)
    said = {
        (act, state): MARKS[mark]
        for state, *marks in ROWS
        for act, mark in zip(DocumentAct, marks, strict=True)
    }
    assert len(said) == len(DocumentAct) * len(DocumentState)
    assert {(act, state): problem_of(act, DocumentState(state)) for act, state in said} == said


@pytest.mark.parametrize(
    ("sending", "expected"),
    [
        (Sending(went=True, on=TODAY), {}),
        (Sending(went=False, on=TODAY, reason="Retour."), {}),
        (Sending(went=False, on=TODAY, reason=" "), {"reason": DocumentProblem.NO_REASON}),
        (
            Sending(went=True, on=TODAY + timedelta(days=1)),
            {"on": DocumentProblem.IN_FUTURE},
        ),
        (
            Sending(went=True, on=TODAY - timedelta(days=2)),
            {"on": DocumentProblem.BEFORE_APPROVAL},
        ),
    ],
)
def test_what_can_be_wrong_with_sending(sending, expected):
    assert problems_of_sending(sending, TODAY - timedelta(days=1), TODAY) == expected


def test_what_is_not_whole_or_not_true_does_not_become_final():
    assert problem_of_paper((), true_now=True) is None
    assert problem_of_paper(("reason",), true_now=True) is DocumentProblem.EMPTY_PLACE
    assert problem_of_paper((), true_now=False) is DocumentProblem.NOT_TRUE_NOW
