"""What counts as a talk, how often in a row nobody was reached, and what can be wrong."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.contact import (
    NEXT_DAYS,
    ContactKind,
    ContactProblem,
    FollowUp,
    MomentGiven,
    NextGiven,
    Tried,
    Whom,
    faults_of_moment,
    is_spoken,
    last_spoken,
    last_tried,
    tries_in_a_row,
)
from pga.cases.rules.referral import AgeClass
from pga.dossiers.rules.notices import FLAG_DAYS

TODAY = date(2026, 11, 24)
NOON = time(12)
A_DAY = timedelta(days=1)
YOUNG = {AgeClass.UNDER_12, AgeClass.FROM_12}


@pytest.mark.parametrize(("whom", "age"), list(product(Whom, AgeClass)))
def test_a_talk_is_one_with_the_person_or_below_16_with_who_has_gezag(whom, age):
    counts = is_spoken(whom, [age], reached=True)

    assert counts is (whom is Whom.PERSON or (whom is Whom.GUARDIAN and age in YOUNG))
    assert not is_spoken(whom, [age], reached=False)


def test_who_has_gezag_over_nobody_of_the_case_ends_no_term():
    assert not is_spoken(Whom.GUARDIAN, [], reached=True)
    assert is_spoken(Whom.GUARDIAN, [AgeClass.ADULT, AgeClass.FROM_12], reached=True)


def tried(days, what, noted=0):
    at = datetime(2026, 11, 24, 12, tzinfo=UTC) + timedelta(hours=noted)
    return Tried(TODAY + days * A_DAY, NOON, at, reached=what != "no", spoken=what == "yes")


def test_a_talk_with_somebody_else_is_no_try_and_does_not_end_the_row():
    row = [tried(-9, "yes"), tried(-3, "no"), tried(-2, "other"), tried(-1, "no")]

    assert tries_in_a_row(row) == 2
    assert (last_spoken(row), last_tried(row)) == (row[0], row[3])


def test_what_was_answered_is_not_asked_again():
    row = [tried(-3, "no", 1), tried(-2, "no", 2), tried(-1, "no", 4)]

    assert tries_in_a_row(row, row[1].noted_at) == 1
    assert tries_in_a_row(row) == 3


@given(st.lists(st.tuples(st.integers(-30, 0), st.sampled_from(["no", "yes", "other"]))))
def test_the_row_is_what_one_counts_from_the_end(days):
    row = [tried(day, what, noted) for noted, (day, what) in enumerate(days)]
    counted = 0
    for one in sorted(row, key=lambda one: one.order, reverse=True):
        if one.spoken:
            break
        counted += not one.reached

    assert tries_in_a_row(row) == counted
    assert tries_in_a_row(reversed(row)) == counted


def moment(**changes):
    usual = {
        "kind": ContactKind.STREET,
        "reached": True,
        "text": "Kort.",
        "on": TODAY,
        "at": NOON,
    }
    return MomentGiven(**{**usual, **changes})


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, {}),
        ({"on": TODAY + A_DAY}, {"on": ContactProblem.IN_FUTURE}),
        ({"at": time(12, 1)}, {"at": ContactProblem.IN_FUTURE}),
        ({"on": TODAY - 9 * A_DAY}, {}),
        ({"on": TODAY - 10 * A_DAY}, {"on": ContactProblem.BEFORE_RECEIPT}),
        ({"text": ""}, {"text": ContactProblem.NO_TEXT}),
        ({"text": "", "reached": False}, {}),
    ],
)
def test_what_can_be_wrong_with_a_moment(changes, faults):
    received = TODAY - 9 * A_DAY

    assert faults_of_moment(moment(**changes), (TODAY, NOON), received) == faults


@pytest.mark.parametrize(
    ("days", "as_", "fault"),
    [
        (NEXT_DAYS, FollowUp.ACTION, None),
        (0, FollowUp.FLAG, None),
        (-1, FollowUp.ACTION, ContactProblem.NEXT_IN_PAST),
        (FLAG_DAYS, FollowUp.FLAG, None),
        (FLAG_DAYS + 1, FollowUp.FLAG, ContactProblem.NEXT_TOO_FAR),
        (FLAG_DAYS + 1, FollowUp.ACTION, None),
        (732, FollowUp.ACTION, ContactProblem.NEXT_TOO_FAR),
    ],
)
def test_what_follows_is_due_in_time(days, as_, fault):
    follow = NextGiven("Bel.", TODAY + days * A_DAY, as_)
    found = faults_of_moment(moment(next=follow), (TODAY, NOON), TODAY)

    assert found == ({"next_on": fault} if fault else {})
