from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.referral import (
    AgeClass,
    BirthDate,
    BirthDateProblem,
    CaseKind,
    NotInformedReason,
    PersonRole,
    Problem,
    ThirdPartyRelation,
    UnreadableBirthDate,
    age_class_on,
    age_on,
    parse_birth_date,
)

TODAY = date(2026, 9, 7)

days = st.dates(date(1900, 1, 1), date(2045, 12, 31))


def test_the_closed_lists_have_the_length_of_the_domain_file():
    assert [len(each) for each in (Problem, CaseKind, PersonRole)] == [6, 2, 3]
    assert len(ThirdPartyRelation) == 5
    assert len(NotInformedReason) == 6


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 5, 14), date(2026, 5, 13), 15),
        (date(2010, 5, 14), date(2026, 5, 14), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 28), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
        (date(2026, 9, 7), date(2026, 9, 7), 0),
    ],
)
def test_an_age_changes_on_the_birthday_and_after_a_leap_day_on_1_march(born, day, age):
    assert age_on(born, day) == age


@given(days, st.integers(0, 40000))
def test_nobody_grows_younger_and_a_birthday_adds_one_year(born, later):
    day = born + timedelta(days=later)

    assert age_on(born, day + timedelta(days=1)) - age_on(born, day) in {0, 1}


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("08-09-2014", AgeClass.UNDER_12),
        ("07-09-2014", AgeClass.FROM_12),
        ("08-09-2010", AgeClass.FROM_12),
        ("07-09-2010", AgeClass.FROM_16),
        ("08-09-2008", AgeClass.FROM_16),
        ("07-09-2008", AgeClass.ADULT),
        ("2008", AgeClass.FROM_16),
        ("08-2008", AgeClass.ADULT),
        ("09-2008", AgeClass.FROM_16),
        ("ongeveer 2010", AgeClass.FROM_12),
        ("2026", AgeClass.UNDER_12),
    ],
)
def test_the_age_class_takes_the_youngest_age_that_is_possible(text, which):
    assert age_class_on(parse_birth_date(text), TODAY) is which


def test_only_who_is_under_eighteen_is_a_minor():
    assert [each for each in AgeClass if not each.minor] == [AgeClass.ADULT]


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("14-05-2010", BirthDate(2010, 5, 14)),
        ("14-5-2010", BirthDate(2010, 5, 14)),
        ("14/05/2010", BirthDate(2010, 5, 14)),
        ("14.05.2010", BirthDate(2010, 5, 14)),
        (" 14 - 05 - 2010 ", BirthDate(2010, 5, 14)),
        ("14 05 2010", BirthDate(2010, 5, 14)),
        ("14052010", BirthDate(2010, 5, 14)),
        ("2010-05-14", BirthDate(2010, 5, 14)),
        ("14 mei 2010", BirthDate(2010, 5, 14)),
        ("14 Sept. 2010", BirthDate(2010, 9, 14)),
        ("1 mrt 2010", BirthDate(2010, 3, 1)),
        ("29-02-2008", BirthDate(2008, 2, 29)),
        ("05-2010", BirthDate(2010, 5)),
        ("2010-05", BirthDate(2010, 5)),
        ("mei 2010", BirthDate(2010, 5)),
        ("00-05-2010", BirthDate(2010, 5)),
        ("2010", BirthDate(2010)),
        ("00-00-2010", BirthDate(2010)),
        ("ongeveer 2010", BirthDate(2010, estimated=True)),
        ("Ca. 2010", BirthDate(2010, estimated=True)),
        ("circa mei 2010", BirthDate(2010, 5, estimated=True)),
        ("rond 14-05-2010", BirthDate(2010, 5, 14, estimated=True)),
        ("geschat: 2010", BirthDate(2010, estimated=True)),
        ("±2010", BirthDate(2010, estimated=True)),
        ("~2010", BirthDate(2010, estimated=True)),
    ],
)
def test_a_birth_date_is_read_however_it_is_written(text, birth):
    assert parse_birth_date(text) == birth


@pytest.mark.parametrize(
    ("text", "problem", "suggestion"),
    [
        ("", "empty", None),
        ("  ", "empty", None),
        ("ongeveer", "empty", None),
        ("onbekend", "unreadable", None),
        ("14-05-201", "unreadable", None),
        ("1-2-3-2010", "unreadable", None),
        ("20100514", "unreadable", None),
        ("\u0661\u0664-05-2010", "unreadable", None),
        ("14-05-10", "two_digit_year", None),
        ("10", "two_digit_year", None),
        ("31-11-2010", "impossible", BirthDate(2010, 11, 30)),
        ("29-02-2011", "impossible", BirthDate(2011, 2, 28)),
        ("rond 30-02-2012", "impossible", BirthDate(2012, 2, 29, estimated=True)),
        ("05-13-2010", "impossible", BirthDate(2010, 5, 13)),
        ("02-30-2010", "impossible", None),
        ("13-13-2010", "impossible", None),
        ("13-2010", "impossible", None),
        ("45-01-2010", "impossible", None),
        ("14-00-2010", "impossible", None),
        ("14-05-0000", "impossible", None),
    ],
)
def test_what_cannot_be_a_birth_date_says_why_and_what_was_meant(text, problem, suggestion):
    with pytest.raises(UnreadableBirthDate) as caught:
        parse_birth_date(text)

    assert caught.value.problem is BirthDateProblem(problem)
    assert caught.value.suggestion == suggestion
    assert str(caught.value) == problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("08-09-2026", BirthDateProblem.IN_FUTURE),
        ("2027", BirthDateProblem.IN_FUTURE),
        ("10-2026", BirthDateProblem.IN_FUTURE),
        ("1899", BirthDateProblem.TOO_LONG_AGO),
        ("06-09-1900", BirthDateProblem.TOO_LONG_AGO),
    ],
)
def test_with_a_today_an_unlikely_birth_date_is_refused(text, problem):
    with pytest.raises(UnreadableBirthDate) as caught:
        parse_birth_date(text, today=TODAY)

    assert caught.value.problem is problem


@pytest.mark.parametrize("text", ["07-09-2026", "2026", "1900", "08-09-1900"])
def test_with_a_today_a_likely_birth_date_is_read(text):
    assert parse_birth_date(text, today=TODAY) == parse_birth_date(text)


@given(days, st.integers(1, 3), st.booleans())
def test_a_birth_date_is_read_back_as_it_was_written(day, known, estimated):
    birth = BirthDate(*(day.year, day.month, day.day)[:known], estimated=estimated)

    assert parse_birth_date(str(birth)) == birth


@given(st.text(max_size=30) | st.from_regex(r"\A[0-3]?[0-9]-[01]?[0-9]-(19|20)[0-9]{2}\Z"))
def test_whatever_is_typed_gives_a_birth_date_or_a_code(text):
    try:
        outcome = parse_birth_date(text).exact
    except UnreadableBirthDate as caught:
        outcome = caught.problem

    assert outcome is None or isinstance(outcome, date | BirthDateProblem)


@given(days, st.integers(1, 3))
def test_the_day_of_birth_lies_between_the_earliest_and_the_latest(day, known):
    birth = BirthDate(*(day.year, day.month, day.day)[:known])

    assert birth.earliest <= day <= birth.latest
    assert (birth.exact == day) == (known == 3)


def test_an_estimated_date_is_never_exact():
    assert BirthDate(2010, 5, 14, estimated=True).exact is None
    assert BirthDate.of(date(2010, 5, 14)).exact == date(2010, 5, 14)


@pytest.mark.parametrize("parts", [(2010, None, 14), (2010, 2, 30), (2010, 13), (0,)])
def test_an_impossible_birth_date_cannot_be_made_by_hand(parts):
    with pytest.raises(ValueError, match=r"day|month|year"):
        BirthDate(*parts)
