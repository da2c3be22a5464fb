from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.informing import (
    ALL_TOPICS,
    MAY,
    MUST,
    Audience,
    Ear,
    Hearing,
    OfCase,
    Topic,
    Waiting,
    gate_open,
    heard_on,
    judge,
    may_hear,
    must_hear,
    renewals,
    topics_left,
)
from pga.cases.rules.referral import AgeClass
from tests.support.some import some

TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)
CHILD, SISTER, MOTHER, FATHER = (UUID(int=n) for n in (1, 2, 11, 12))
PERSON, GUARDIAN, UNKNOWN = Audience

IDS = st.integers(1, 3).map(lambda n: UUID(int=n))
PARENTS = st.integers(11, 13).map(lambda n: UUID(int=n))
PEOPLE = st.lists(
    st.builds(
        OfCase,
        IDS,
        st.sampled_from(AgeClass),
        st.lists(PARENTS, unique=True, max_size=2).map(tuple),
        sought=st.booleans(),
    ),
    max_size=3,
    unique_by=lambda one: one.id,
)
EARS = st.one_of(
    st.builds(Ear, st.just(PERSON), IDS),
    st.builds(Ear, st.just(GUARDIAN), PARENTS),
    st.builds(Ear, st.just(UNKNOWN), IDS),
)
DAYS = st.integers(-60, 30).map(lambda n: TODAY + n * A_DAY)
HEARINGS = st.lists(
    st.builds(Hearing, EARS, DAYS, st.frozensets(st.sampled_from(Topic)) | st.just(ALL_TOPICS)),
    max_size=8,
)
WAITING = st.lists(st.builds(Waiting, st.none() | EARS, DAYS), max_size=5)


def child(age=AgeClass.FROM_12, *guardians, sought=False):
    return OfCase(CHILD, age, guardians, sought=sought)


def whole(ear, on=TODAY):
    return Hearing(ear, on, ALL_TOPICS)


@pytest.mark.parametrize(
    ("age", "audiences"),
    [
        (AgeClass.UNDER_12, [GUARDIAN, GUARDIAN]),
        (AgeClass.FROM_12, [PERSON, GUARDIAN, GUARDIAN]),
        (AgeClass.FROM_16, [PERSON]),
        (AgeClass.ADULT, [PERSON]),
    ],
)
def test_who_must_be_told_follows_from_the_age_and_each_guardian_is_one(age, audiences):
    assert [one.audience for one in must_hear([child(age, MOTHER, FATHER)])] == audiences


def test_the_parents_of_somebody_of_sixteen_may_hear_it_and_need_not():
    assert GUARDIAN in MAY[AgeClass.FROM_16] - MUST[AgeClass.FROM_16]
    assert Ear(GUARDIAN, MOTHER) in may_hear([child(AgeClass.FROM_16, MOTHER)])


def test_of_a_child_of_thirteen_whose_mother_does_not_know_the_gate_stays_shut():
    people = [child(AgeClass.FROM_12, MOTHER)]

    judged = judge(people, [whole(Ear(PERSON, CHILD))], [])

    assert judged.untold == (Ear(GUARDIAN, MOTHER),)
    assert not gate_open(judged.informed_on, judged.review_on, TODAY)


def test_two_divorced_parents_are_two():
    people = [child(AgeClass.UNDER_12, MOTHER, FATHER)]

    assert judge(people, [whole(Ear(GUARDIAN, MOTHER))], []).untold == (Ear(GUARDIAN, FATHER),)


def test_a_parent_of_two_children_hears_it_once():
    people = [child(AgeClass.UNDER_12, MOTHER), OfCase(SISTER, AgeClass.UNDER_12, (MOTHER,))]

    assert must_hear(people) == (Ear(GUARDIAN, MOTHER),)


@pytest.mark.parametrize("known", [(), (MOTHER,)])
def test_as_long_as_it_is_sought_who_has_gezag_the_gate_stays_shut(known):
    people = [child(AgeClass.UNDER_12, *known, sought=True)]

    judged = judge(people, [whole(Ear(GUARDIAN, one)) for one in known], [])

    assert judged.untold == (Ear(UNKNOWN, CHILD),)
    assert Ear(UNKNOWN, CHILD) not in may_hear(people)


def test_a_line_without_what_was_told_tells_nobody():
    ear = Ear(PERSON, CHILD)
    half = Hearing(ear, TODAY, frozenset({Topic.PURPOSE, Topic.RIGHTS}))

    assert heard_on(ear, [Hearing(ear, TODAY, frozenset())]) is None
    assert heard_on(ear, [half]) is None
    assert set(topics_left(ear, [half])) == ALL_TOPICS - half.topics
    rest = Hearing(ear, TODAY + A_DAY, ALL_TOPICS - half.topics)
    assert heard_on(ear, [rest, half]) == TODAY + A_DAY


def test_one_who_waits_does_not_open_the_gate_for_another():
    people = [child(AgeClass.UNDER_12, MOTHER, FATHER)]
    mother = Waiting(Ear(GUARDIAN, MOTHER), TODAY + A_DAY)

    judged = judge(people, [], [mother])

    assert judged.review_on is None
    assert (judged.first_review_on, judged.unpostponed) == (TODAY + A_DAY, True)
    both = judge(people, [], [mother, Waiting(Ear(GUARDIAN, FATHER), TODAY + 3 * A_DAY)])
    assert (both.review_on, both.unpostponed) == (TODAY + A_DAY, False)


def test_the_last_decision_about_somebody_counts():
    ear = Ear(PERSON, CHILD)
    waits = [Waiting(ear, TODAY + 9 * A_DAY), Waiting(ear, TODAY + A_DAY)]

    assert judge([child(AgeClass.ADULT)], [], waits).review_on == TODAY + A_DAY


def test_a_decision_of_before_was_made_for_everybody():
    people = [child(AgeClass.FROM_12, MOTHER)]

    assert judge(people, [], [Waiting(None, TODAY)]).review_on == TODAY


@pytest.mark.parametrize(
    ("informed_on", "review_on", "open_"),
    [
        (None, None, False),
        (TODAY, None, True),
        (None, TODAY, True),
        (None, TODAY - A_DAY, False),
    ],
)
def test_the_gate_is_open_when_all_know_or_telling_waits_still(informed_on, review_on, open_):
    assert gate_open(informed_on, review_on, TODAY) is open_


def test_renewals_count_by_ear_and_the_first_decision_is_none():
    ear, other = Ear(PERSON, CHILD), Ear(GUARDIAN, MOTHER)

    assert renewals([]) == 0
    assert renewals([Waiting(ear, TODAY)]) == 0
    assert renewals([Waiting(ear, TODAY), Waiting(other, TODAY), Waiting(ear, TODAY)]) == 1


def test_a_case_of_nobody_is_never_told():
    assert judge([], [], []).informed_on is None


@given(PEOPLE, HEARINGS, WAITING)
def test_a_day_comes_when_nobody_is_left_to_tell(people, heard, waits):
    judged = judge(people, heard, waits)

    assert (judged.informed_on is not None) is (must_hear(people) != () and judged.untold == ())
    assert judged.informed_on is None or judged.informed_on in {one.on for one in heard}


@given(PEOPLE, HEARINGS, HEARINGS)
def test_telling_more_never_makes_somebody_less_told(people, heard, more):
    assert set(judge(people, [*heard, *more], []).untold) <= set(judge(people, heard, []).untold)


@given(PEOPLE, HEARINGS, WAITING, DAYS)
def test_no_gate_opens_with_somebody_who_neither_knows_nor_validly_waits(
    people, heard, waits, today
):
    judged = judge(people, heard, waits)
    neither = [
        ear
        for ear in judged.untold
        if judged.postponed.get(ear) is None or judged.postponed[ear] < today
    ]

    if neither:
        assert not gate_open(judged.informed_on, judged.review_on, today)


def test_each_topic_is_one_of_article_fourteen():
    assert len(some(Topic)) == 8
