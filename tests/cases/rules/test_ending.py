"""What is wrong with an end, and with what is said of who heard it afterwards."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from pga.cases.rules.ending import (
    ClosingReason,
    EndGiven,
    EndProblem,
    Heard,
    TellingGiven,
    problems_of_end,
    problems_of_telling,
)
from pga.cases.rules.feedback import FeedbackMeans
from pga.cases.rules.states import State

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)
RECEIVED = date(2026, 6, 1)
PARTNER, OTHER = UUID(int=1), UUID(int=2)
PHONED = FeedbackMeans.PHONE
GIVEN = EndGiven(
    reason=ClosingReason.MOVED_NOT_HANDED_OVER,
    happened_on=TODAY,
    words="Verhuisd naar een andere provincie.",
    actions={},
    heard=frozenset({Heard.PERSON}),
)
TOLD = TellingGiven(whom=frozenset({PARTNER}), waived=False, means=PHONED, on=TODAY)


def of_end(**changes):
    return problems_of_end(replace(GIVEN, **changes), State.IN_EXECUTION, RECEIVED, TODAY)


def of_telling(**changes):
    ended_on = TODAY - timedelta(days=7)
    return problems_of_telling(replace(TOLD, **changes), frozenset({PARTNER}), ended_on, TODAY)


def test_a_whole_end_has_no_faults():
    assert of_end() == {}
    assert of_end(heard=frozenset({Heard.REFERRER}), means=PHONED, heard_on=TODAY) == {}
    assert of_end(partners=frozenset({PARTNER}), partner_means=PHONED, partners_on=TODAY) == {}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"reason": None}, {"reason": EndProblem.NO_REASON}),
        ({"happened_on": TOMORROW}, {"happened_on": EndProblem.IN_FUTURE}),
        (
            {"happened_on": RECEIVED - timedelta(days=1)},
            {"happened_on": EndProblem.BEFORE_RECEIPT},
        ),
        ({"words": ""}, {"words": EndProblem.NO_WORDS}),
        ({"heard": frozenset()}, {"heard": EndProblem.NOBODY_SAID}),
        (
            {"heard": frozenset({Heard.NOBODY, Heard.PERSON})},
            {"heard": EndProblem.NOBODY_AND_OTHERS},
        ),
        ({"heard": frozenset({Heard.REFERRER})}, {"means": EndProblem.NO_MEANS}),
        (
            {"heard": frozenset({Heard.REFERRER}), "means": PHONED},
            {"heard_on": EndProblem.IN_FUTURE},
        ),
        (
            {"heard": frozenset({Heard.REFERRER}), "means": PHONED, "heard_on": TOMORROW},
            {"heard_on": EndProblem.IN_FUTURE},
        ),
        ({"partners": frozenset({PARTNER})}, {"partner_means": EndProblem.NO_PARTNER_MEANS}),
        (
            {"partners": frozenset({PARTNER}), "partner_means": PHONED},
            {"partners_on": EndProblem.IN_FUTURE},
        ),
        (
            {
                "partners": frozenset({PARTNER}),
                "partner_means": PHONED,
                "partners_on": TOMORROW,
            },
            {"partners_on": EndProblem.IN_FUTURE},
        ),
    ],
)
def test_each_fault_stands_at_the_field_where_it_is_mended(changes, found):
    assert of_end(**changes) == found


def test_after_a_death_the_family_hears_it_and_no_partner():
    died = {"reason": ClosingReason.DECEASED, "heard": frozenset({Heard.FAMILY})}

    assert of_end(**died) == {}
    assert of_end(**died, partners=frozenset({PARTNER}), partner_means=PHONED) == {
        "partners": EndProblem.AFTER_DEATH
    }
    assert of_end(**died | {"heard": frozenset({Heard.PERSON})}) == {
        "heard": EndProblem.AFTER_DEATH
    }


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, {}),
        ({"whom": frozenset()}, {"whom": EndProblem.NOT_OWED}),
        ({"whom": frozenset({PARTNER, OTHER})}, {"whom": EndProblem.NOT_OWED}),
        ({"waived": True}, {"why": EndProblem.NO_WHY}),
        ({"waived": True, "why": "Zij waren er nooit bij."}, {}),
        ({"means": None}, {"means": EndProblem.NO_PARTNER_MEANS}),
        ({"on": None}, {"on": EndProblem.IN_FUTURE}),
        ({"on": TOMORROW}, {"on": EndProblem.IN_FUTURE}),
        ({"on": TODAY - timedelta(days=8)}, {"on": EndProblem.BEFORE_END}),
        ({"on": TODAY - timedelta(days=7)}, {}),
    ],
)
def test_who_hears_it_afterwards_heard_it_after_the_end_and_not_later_than_today(changes, found):
    assert of_telling(**changes) == found
