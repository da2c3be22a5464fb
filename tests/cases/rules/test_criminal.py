from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.criminal import (
    CRIMINAL_DOMAIN,
    CRIMINAL_PROBLEM,
    Ages,
    CriminalFault,
    ages_of,
    fault_of_criminal,
    is_criminal,
)
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.intake import problems_of
from pga.cases.rules.measuring import Scored, faults_of_justice, tells_of_justice
from pga.cases.rules.referral import AgeClass, BirthDate, CaseKind, Problem, age_class_on
from tests.builders import a_person, a_referral

TODAY = date(2026, 11, 24)
PEOPLE = st.dictionaries(st.integers(0, 8), st.sampled_from(AgeClass), max_size=6)


@given(people=PEOPLE, said=st.frozensets(st.integers(0, 9)))
def test_nothing_criminal_is_ever_about_somebody_under_12(people, said):
    ages = ages_of(people.items())
    young = {one for one, age in people.items() if age is AgeClass.UNDER_12}

    fault = fault_of_criminal(ages, said)

    if people and young == set(people):
        assert fault is CriminalFault.ALL_UNDER_12
    if fault is None and young:
        assert said
        assert said <= set(people) - young
        assert ages.kept(said) == said
    if not young:
        assert fault is None
        assert ages.kept(said) == frozenset()
    assert not ages.kept(said) & young


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ([], CriminalFault.NOBODY_SAID),
        (["child"], CriminalFault.UNDER_12),
        (["mother", "child"], CriminalFault.UNDER_12),
        (["stranger"], CriminalFault.UNDER_12),
        (["mother"], None),
    ],
)
def test_with_a_child_in_the_family_one_says_whom_it_is_about(said, fault):
    ages = Ages(frozenset({"child"}), frozenset({"mother"}))

    assert fault_of_criminal(ages, said) is fault


@given(
    year=st.integers(2008, 2020),
    month=st.none() | st.integers(1, 12),
    estimated=st.booleans(),
)
def test_a_birth_date_that_is_half_known_counts_as_the_youngest_possible(year, month, estimated):
    birth = BirthDate(year, month, None, estimated)
    under = age_class_on(birth, TODAY) is AgeClass.UNDER_12

    twelve_ago = date(TODAY.year - 12, TODAY.month, TODAY.day)

    assert under is (birth.latest > twelve_ago)


CHILD = {"birth": BirthDate(2016, 5, 14)}
ALL_OF_IT = {
    "today": TODAY,
    "town": "Laren",
    "look_again_by": TODAY + timedelta(days=30),
}


def faults(*persons, **changes):
    referral = a_referral(
        received_on=TODAY,
        look_again_on=TODAY,
        kind=CaseKind.FAMILY if len(persons) > 1 else CaseKind.PERSON,
        persons=persons,
        authority_by=TODAY,
        **changes,
    )
    return problems_of(referral, **ALL_OF_IT)


JUSTICE = {"domains": frozenset({LifeDomain.JUSTICE, LifeDomain.HOUSING})}
OFFENCES = {"problems": frozenset({Problem.CRIMINAL_OFFENCES})}


def test_of_a_child_alone_no_criminal_kind_is_handed_in():
    assert faults(a_person(**CHILD)) == {}
    assert faults(a_person(**CHILD), **OFFENCES) == {"problems": CriminalFault.ALL_UNDER_12}
    assert faults(a_person(**CHILD), a_person(**CHILD), **JUSTICE) == {
        "domains": CriminalFault.ALL_UNDER_12
    }
    assert faults(a_person(birth=BirthDate(2014, estimated=True)), **JUSTICE) == {
        "domains": CriminalFault.ALL_UNDER_12
    }
    assert faults(a_person(birth=BirthDate(2014, 11, 24)), **JUSTICE, **OFFENCES) == {}


def test_in_a_family_the_criminal_kinds_are_of_whom_is_ticked():
    mother = a_person()

    assert faults(mother, a_person(**CHILD), **OFFENCES) == {
        "persons-0-criminal": CriminalFault.NOBODY_SAID
    }
    assert faults(mother, a_person(**CHILD, criminal=True), **OFFENCES) == {
        "persons-1-criminal": CriminalFault.UNDER_12
    }
    assert faults(a_person(criminal=True), a_person(**CHILD), **OFFENCES, **JUSTICE) == {}
    assert faults(mother, a_person(), **OFFENCES) == {}


def test_what_is_criminal_is_one_kind_of_problem_and_one_leefgebied():
    assert is_criminal({CRIMINAL_PROBLEM}, set())
    assert is_criminal(set(), {CRIMINAL_DOMAIN})
    assert not is_criminal(set(Problem) - {CRIMINAL_PROBLEM}, set(LifeDomain) - {CRIMINAL_DOMAIN})


@pytest.mark.parametrize(
    ("one", "tells"),
    [
        (Scored(Score.LIMITED, "Er loopt een zaak.", "OM"), True),
        (Scored(None, "Er loopt een zaak."), True),
        (Scored(Score.UNKNOWN, "", "OM"), True),
        (Scored(Score.UNKNOWN), False),
        (Scored(Score.NOT_NEEDED), False),
        (Scored(), False),
    ],
)
def test_a_meting_of_a_child_says_nothing_on_justitie(one, tells):
    scores, child = {CRIMINAL_DOMAIN: one}, Ages(under_12=frozenset({1}))
    family = Ages(frozenset({1}), frozenset({2}))

    assert tells_of_justice(scores) is tells
    found = faults_of_justice(scores, frozenset(), child)
    assert found == ({"score-JUS": CriminalFault.ALL_UNDER_12} if tells else {})
    found = faults_of_justice(scores, frozenset(), family)
    assert found == ({"persons": CriminalFault.NOBODY_SAID} if tells else {})
    assert faults_of_justice(scores, frozenset({2}), family) == {}
