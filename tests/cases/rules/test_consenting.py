from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.consenting import ConsentProblem, asks_first, problems_of_consent
from pga.cases.rules.contributions import (
    Condition,
    Conditions,
    GuestViewer,
    LeftOut,
    Onward,
    Status,
    Terms,
    Visibility,
    left_out,
)
from pga.partners.rules import PartnerKind, Standing

SUPPLIER, HOUSING, OTHER = (UUID(int=at) for at in range(1, 4))
TODAY = date(2026, 11, 24)
DAYS = (TODAY - timedelta(days=3), TODAY)
ASKS = Terms(
    supplier=SUPPLIER,
    status=Status.ACTIVE,
    visibility=Visibility.OVERLEG,
    onward=Onward.AFTER_CONSENT,
)
TO = GuestViewer(HOUSING, PartnerKind.HOUSING, Standing.PRIVATE)


def problems(terms=ASKS, to=TO, *, already=False, said_on=TODAY):
    return problems_of_consent(terms, to, already=already, said_on=said_on, days=DAYS)


def asked(*codes, **more):
    return replace(ASKS, conditions=Conditions(codes=frozenset(codes), **more))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, {}),
        ({"already": True}, {"recipient": ConsentProblem.ALREADY}),
        ({"to": GuestViewer(SUPPLIER)}, {"recipient": ConsentProblem.ITSELF}),
        (
            {"terms": asked(Condition.NOT_TO_PRIVATE)},
            {"recipient": ConsentProblem.SUPPLIER_SAID_NO},
        ),
        ({"terms": asked(Condition.SPOKEN_ONLY)}, {"recipient": ConsentProblem.SUPPLIER_SAID_NO}),
        (
            {"terms": asked(partners=frozenset({HOUSING}))},
            {"recipient": ConsentProblem.SUPPLIER_SAID_NO},
        ),
        (
            {"terms": replace(ASKS, visibility=Visibility.KERNTEAM)},
            {"recipient": ConsentProblem.NOT_FOR_OTHERS},
        ),
        ({"terms": replace(ASKS, onward=Onward.NO)}, {"": ConsentProblem.NOT_ASKED}),
        ({"terms": replace(ASKS, onward=Onward.YES)}, {"": ConsentProblem.NOT_ASKED}),
        ({"terms": replace(ASKS, status=Status.FROZEN)}, {"": ConsentProblem.NOT_IN_USE}),
        ({"said_on": TODAY + timedelta(days=1)}, {"said_on": ConsentProblem.IN_FUTURE}),
        ({"said_on": DAYS[0] - timedelta(days=1)}, {"said_on": ConsentProblem.BEFORE_RECEIPT}),
        ({"said_on": DAYS[0]}, {}),
    ],
)
def test_a_yes_opens_na_akkoord_and_nothing_else(given, found):
    assert problems(**given) == found


@given(
    status=st.sampled_from(Status),
    visibility=st.sampled_from(Visibility),
    onward=st.sampled_from(Onward),
    codes=st.frozensets(st.sampled_from(Condition)),
    partners=st.frozensets(st.sampled_from((HOUSING, OTHER))),
    agreed=st.frozensets(st.sampled_from((HOUSING, OTHER))),
)
def test_a_yes_brings_nothing_out_that_was_shut_for_another_reason(
    status, visibility, onward, codes, partners, agreed
):
    without = Terms(
        supplier=SUPPLIER,
        status=status,
        visibility=visibility,
        onward=onward,
        conditions=Conditions(codes=codes, partners=partners),
    )
    before, after = left_out(without, TO), left_out(replace(without, agreed=agreed), TO)

    if before is LeftOut.ASK_FIRST and HOUSING in agreed:
        assert after is None
    else:
        assert after is before


def test_only_who_wants_to_be_asked_is_asked():
    assert asks_first(ASKS)
    assert not asks_first(replace(ASKS, status=Status.FROZEN))
    assert not asks_first(replace(ASKS, onward=Onward.YES))
