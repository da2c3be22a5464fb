"""Whose a duty is, and when a day is late or soon: one rule each."""

from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.access.permissions import Role
from pga.cases.rules.duties import DutyKind, Held, is_own
from pga.cases.rules.terms import TermKind
from pga.dossiers.rules.lateness import Lateness, days_left, is_late, is_soon, lateness, soon_until

ME, KIM, NOOR = UUID(int=1), UUID(int=2), UUID(int=3)
TEAM = Role.INTERVENTION_TEAM


@pytest.mark.parametrize(
    ("user", "proces", "casus", "own"),
    [
        (ME, KIM, NOOR, True),
        (KIM, ME, ME, False),
        (None, ME, NOOR, True),
        (None, KIM, ME, True),
        (None, KIM, NOOR, False),
        (None, KIM, None, False),
        (None, None, KIM, False),
        (None, None, None, True),
    ],
)
def test_an_action_is_of_who_has_it_and_without_a_colleague_of_who_directs(
    user, proces, casus, own
):
    assert is_own(Held(DutyKind.ACTION, None, user, proces, casus), ME, TEAM) is own


@pytest.mark.parametrize(
    ("proces", "casus", "own"),
    [(ME, None, True), (KIM, ME, False), (None, KIM, True), (KIM, None, False)],
)
def test_a_term_is_of_the_procesregisseur_or_of_whoever_works_on_it(proces, casus, own):
    assert is_own(Held(DutyKind.TERM, TermKind.PLAN, None, proces, casus), ME, TEAM) is own


@pytest.mark.parametrize(
    ("user", "proces", "own"),
    [(ME, KIM, True), (KIM, ME, True), (KIM, NOOR, False), (KIM, None, True)],
)
def test_a_flag_is_of_who_set_it_and_of_the_procesregisseur(user, proces, own):
    assert is_own(Held(DutyKind.FLAG, None, user, proces, None), ME, TEAM) is own


OF_COORDINATOR = {TermKind.ZVH_ANSWER, TermKind.SCALE_UP_PROPOSAL}


@pytest.mark.parametrize(("kind", "role"), list(product(TermKind, Role)))
def test_what_only_a_coordinator_answers_is_the_coordinators_too(kind, role):
    held = Held(DutyKind.TERM, kind, None, KIM, None)

    expected = role is Role.COORDINATOR and kind in OF_COORDINATOR
    assert is_own(held, ME, role) is expected


@given(
    st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    st.integers(-40, 40),
)
def test_late_and_soon_are_one_rule_for_days_and_for_questions(today, days):
    due, until = today + timedelta(days=days), soon_until(today)

    stands = lateness(due, today)

    assert is_late(due, today) is (stands is Lateness.LATE)
    assert is_soon(due, today, until) is (stands is Lateness.SOON)
    assert (stands is Lateness.SOON) is (due >= today and days_left(due, today) <= 3)
    assert lateness(until, today) is Lateness.SOON
    assert lateness(until + timedelta(days=1), today) is Lateness.ON_TIME
