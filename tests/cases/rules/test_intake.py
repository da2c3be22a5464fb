from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.intake import (
    AboutOther,
    GuardianGiven,
    IntakeProblem,
    PersonGiven,
    ReferralGiven,
    problems_of,
)
from pga.cases.rules.referral import (
    BirthDate,
    CaseKind,
    NotInformedReason,
    Problem,
    ThirdPartyRelation,
)

TODAY = date(2026, 11, 25)
TOMORROW = TODAY + timedelta(days=1)
LATEST = TODAY + timedelta(days=28)

PERSON = PersonGiven(
    surname="Zonnedauw",
    call_name="Bram",
    birth=BirthDate(1990, 5, 1),
    address="Verzonnen laan 1",
    town="Laren",
)
CHILD = replace(PERSON, birth=BirthDate(2012, 2, 2))
MOTHER = GuardianGiven(name="Mies Zonnedauw", relation="moeder")
WHOLE = ReferralGiven(
    kind=CaseKind.PERSON,
    received_on=TODAY,
    referrer="Wessel Waterhoen",
    phone="035 555 01 00",
    persons=(PERSON,),
    occasion="De muziek stond weer hard; zijn zus belde.",
    tried="De wijkagent sprak aan de deur.",
    necessity="Geen dienst krijgt dit alleen tot rust.",
    problems=frozenset({Problem.SERIOUS_NUISANCE}),
    domains=frozenset({LifeDomain.HOUSING, LifeDomain.MENTAL_HEALTH}),
    informed=True,
    informed_on=TODAY,
)
POSTPONED = {"informed": False, "informed_on": None, "not_informed": NotInformedReason.UNREACHABLE}


def problems(**changes):
    return problems_of(
        replace(WHOLE, **changes),
        today=TODAY,
        town="Laren",
        look_again_by=LATEST,
    )


def mark(relation=ThirdPartyRelation.FAMILY_MEMBER, passage="zijn zus belde", field="occasion"):
    return {"about_others": (AboutOther(field=field, relation=relation, passage=passage),)}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"received_on": TODAY - timedelta(days=366)},
        {"phone": "", "email": "w.waterhoen@wijkteam.example"},
        {"kind": CaseKind.FAMILY, "persons": (PERSON, PERSON)},
        {"persons": (replace(PERSON, address="", town="", homeless=True),)},
        {"persons": (replace(PERSON, town="Elders", exception="Hij slaapt hier."),)},
        {"persons": (replace(PERSON, town="LAREN"),)},
        {"persons": (CHILD,), "guardians": (replace(MOTHER, informed_on=TODAY),)},
        {"at_risk": True, "safety": "Ga met twee."},
        {"urgent": True, "urgent_reason": "Vanavond is er een zitting."},
        {**POSTPONED, "look_again_on": LATEST},
        {**POSTPONED, "look_again_on": LATEST, "informed": True, "informed_on": TODAY},
        mark(),
        mark(passage=""),
    ],
)
def test_what_lacks_nothing_can_be_handed_in(changes):
    assert problems(**changes) == {}


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"received_on": TOMORROW}, "received_on", IntakeProblem.IN_FUTURE),
        (
            {"received_on": TODAY - timedelta(days=367)},
            "received_on",
            IntakeProblem.BEFORE_INCIDENT,
        ),
        ({"phone": ""}, "phone", IntakeProblem.NO_CONTACT),
        ({"email": "wessel@GMail.com"}, "email", IntakeProblem.PRIVATE_MAIL),
        ({"kind": CaseKind.FAMILY}, "kind", IntakeProblem.ONE_PERSON),
        (
            {"persons": (replace(PERSON, address=""),)},
            "persons-0-address",
            IntakeProblem.NO_ADDRESS,
        ),
        (
            {"persons": (PERSON, replace(PERSON, town=""))},
            "persons-1-town",
            IntakeProblem.NO_TOWN,
        ),
        (
            {"persons": (replace(PERSON, town="Elders"),)},
            "persons-0-exception",
            IntakeProblem.ELSEWHERE,
        ),
        ({"persons": (CHILD,)}, "guardians-0-name", IntakeProblem.NO_GUARDIAN),
        (
            {"guardians": (MOTHER, replace(MOTHER, informed_on=TOMORROW))},
            "guardians-1-informed_on",
            IntakeProblem.IN_FUTURE,
        ),
        ({"problems": frozenset()}, "problems", IntakeProblem.NO_PROBLEM),
        (
            {"domains": frozenset({LifeDomain.HOUSING})},
            "domains",
            IntakeProblem.TOO_FEW_DOMAINS,
        ),
        (mark(relation=None), "occasion_relation", IntakeProblem.NO_RELATION),
        (mark(passage="zijn broer"), "occasion_passage", IntakeProblem.PASSAGE_NOT_FOUND),
        (mark(field="tried"), "tried_passage", IntakeProblem.PASSAGE_NOT_FOUND),
        ({"at_risk": True}, "safety", IntakeProblem.NO_REASON),
        ({"urgent": True}, "urgent_reason", IntakeProblem.NO_REASON),
        ({"informed_on": None}, "informed_on", IntakeProblem.NO_DATE),
        ({"informed_on": TOMORROW}, "informed_on", IntakeProblem.IN_FUTURE),
        (POSTPONED, "look_again_on", IntakeProblem.NO_DATE),
        (
            {"informed": False, "informed_on": None, "look_again_on": TODAY},
            "not_informed",
            IntakeProblem.NO_REASON,
        ),
        (
            {**POSTPONED, "look_again_on": TODAY - timedelta(days=1)},
            "look_again_on",
            IntakeProblem.IN_PAST,
        ),
        (
            {**POSTPONED, "look_again_on": LATEST + timedelta(days=1)},
            "look_again_on",
            IntakeProblem.TOO_FAR,
        ),
        (
            {**POSTPONED, "look_again_on": LATEST, "not_informed": NotInformedReason.OTHER},
            "not_informed_note",
            IntakeProblem.NO_REASON,
        ),
        ({"authority_by": TODAY - (TOMORROW - TODAY)}, "authority_by", IntakeProblem.IN_PAST),
    ],
)
def test_what_lacks_is_told_beside_its_field(changes, field, problem):
    assert problems(**changes) == {field: problem}


@given(st.dates(date(1900, 1, 1), TODAY))
def test_who_is_under_age_needs_somebody_with_authority(born):
    person = replace(PERSON, birth=BirthDate(born.year, born.month, born.day))
    adult = (born.year + 18, born.month, born.day) <= (TODAY.year, TODAY.month, TODAY.day)

    found = problems(persons=(person,))

    assert found == ({} if adult else {"guardians-0-name": IntakeProblem.NO_GUARDIAN})
