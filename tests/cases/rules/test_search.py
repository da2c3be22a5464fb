from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.referral import BirthDate
from pga.cases.rules.search import (
    ByNumber,
    ByPerson,
    NotEnough,
    SearchProblem,
    what_is_sought,
)

TODAY = date(2026, 11, 24)


def sought(number="", surname="", birth=""):
    return what_is_sought(number, surname, birth, today=TODAY)


def test_a_number_is_sought_by_itself():
    assert sought("LAR-2026-0001") == ByNumber("LAR-2026-0001")


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({}, {"number": SearchProblem.NOTHING}),
        ({"number": "LAR-2026-0001", "birth": "1991"}, {"number": SearchProblem.ONE_WAY}),
        ({"number": "LAR-2026-0001", "surname": "Lisdodde"}, {"number": SearchProblem.ONE_WAY}),
        ({"surname": "Lisdodde"}, {"birth": SearchProblem.BIRTH_MISSING}),
        ({"birth": "1991"}, {"surname": SearchProblem.SURNAME_MISSING}),
        ({"surname": "Ó", "birth": "1991"}, {"surname": SearchProblem.SURNAME_SHORT}),
        (
            {"surname": "-", "birth": "31-02-1991"},
            {"surname": SearchProblem.SURNAME_SHORT, "birth": SearchProblem.BIRTH_UNREADABLE},
        ),
        ({"surname": "Lisdodde", "birth": "91"}, {"birth": SearchProblem.BIRTH_SHORT}),
        ({"surname": "Lisdodde", "birth": "2031"}, {"birth": SearchProblem.BIRTH_UNREADABLE}),
    ],
)
def test_all_that_is_missing_is_said_at_once(typed, problems):
    with pytest.raises(NotEnough) as told:
        sought(**typed)

    assert told.value.problems == problems


def test_a_surname_with_only_a_year_is_enough():
    assert sought(surname="Lisdodde", birth="1991") == ByPerson("Lisdodde", BirthDate(1991))


@pytest.mark.parametrize(
    ("surname", "born"),
    [
        ("van der Kwartelstaart", "14-05-1991"),
        ("Kwartelstaart", "05-1991"),
        ("vd Kwartelstaart", "1991"),
        ("Kwàrtelstaart", "14-05-1991"),
        ("KWARTELSTAART, van der", "~1992"),
        ("Kwartelstarat", "14-05-1991"),
    ],
)
def test_accents_prefixes_slips_and_half_known_dates_find_the_person(surname, born):
    assert sought(surname=surname, birth=born).fits("van der Kwartelstaart", BirthDate(1991, 5, 14))


def test_ij_and_y_are_one():
    assert sought(surname="Ysvogelaar", birth="1991").fits("IJsvogelaar", BirthDate(1991, 5, 14))


@pytest.mark.parametrize(
    ("surname", "born"),
    [("Lisdodde", "14-05-1991"), ("Kwartelstaart", "14-05-1990"), ("Kwartelstaart", "15-05-1991")],
)
def test_somebody_else_does_not_fit(surname, born):
    assert not sought(surname=surname, birth=born).fits("Kwartelstaart", BirthDate(1991, 5, 14))


births = st.builds(
    BirthDate, st.integers(1920, 2020), st.none() | st.integers(1, 12), estimated=st.booleans()
)


@given(births, births)
def test_whoever_fits_is_written_down_within_the_years(wanted, written):
    person = ByPerson("Lisdodde", wanted)
    first, last = person.years

    assert first <= int(str(written)[-4:]) <= last or not person.fits("Lisdodde", written)
