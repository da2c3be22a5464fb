from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.informing import MAY, MUST, Audience, PersonTold, informed_on, to_tell
from pga.cases.rules.referral import AgeClass

TODAY = date(2026, 11, 24)
ONE = UUID(int=1)
PEOPLE = st.dictionaries(
    st.integers(1, 5).map(lambda n: UUID(int=n)), st.sampled_from(AgeClass), max_size=4
)
TOLD = st.lists(
    st.builds(
        PersonTold,
        st.tuples(st.integers(1, 5).map(lambda n: UUID(int=n)), st.sampled_from(Audience)),
        st.integers(-60, 0).map(lambda n: TODAY + timedelta(days=n)),
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("age", "audiences"),
    [
        (AgeClass.UNDER_12, [Audience.GUARDIAN]),
        (AgeClass.FROM_12, [Audience.PERSON, Audience.GUARDIAN]),
        (AgeClass.FROM_16, [Audience.PERSON]),
        (AgeClass.ADULT, [Audience.PERSON]),
    ],
)
def test_who_must_be_told_follows_from_the_age(age, audiences):
    assert to_tell({ONE: age}, []) == tuple((ONE, one) for one in audiences)


def test_the_parents_of_somebody_of_sixteen_may_hear_it_and_need_not():
    assert Audience.GUARDIAN in MAY[AgeClass.FROM_16] - MUST[AgeClass.FROM_16]


def test_a_case_of_nobody_is_never_told():
    assert informed_on({}, []) is None


@given(PEOPLE, TOLD)
def test_a_day_comes_when_nobody_is_left_to_tell(people, told):
    day = informed_on(people, told)

    assert (day is not None) is (bool(people) and to_tell(people, told) == ())
    assert day is None or day in {one.on for one in told}


@given(PEOPLE, TOLD, TOLD)
def test_telling_more_never_makes_somebody_less_told(people, told, more):
    assert set(to_tell(people, [*told, *more])) <= set(to_tell(people, told))


@given(PEOPLE, TOLD)
def test_the_day_is_that_of_the_last_who_heard_it_for_the_first_time(people, told):
    day = informed_on(people, told)
    if day is not None:
        before = [one for one in told if one.on < day]
        until = [one for one in told if one.on <= day]
        assert to_tell(people, before) != ()
        assert to_tell(people, until) == ()
