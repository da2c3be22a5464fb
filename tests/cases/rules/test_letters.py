"""Which letter can go to whom, and where it is true."""

from uuid import UUID

import pytest

from pga.cases.rules.informing import Audience, Ear, OfCase
from pga.cases.rules.letters import children_of, kinds_in, reader_of
from pga.cases.rules.referral import AgeClass
from pga.cases.rules.states import State
from pga.letters.rules.templates import LetterKind, LetterReader

CHILD, MOTHER, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
TO_CHILD = Ear(Audience.PERSON, CHILD)
TO_MOTHER = Ear(Audience.GUARDIAN, MOTHER)


def test_a_letter_is_true_where_it_happened_and_nowhere_else():
    told = {state: kinds_in(state) for state in State if kinds_in(state)}

    assert told == {
        **dict.fromkeys(
            (State.INFORMATION_ROUND, State.PLANNING, State.IN_EXECUTION, State.ON_HOLD),
            (LetterKind.NOTIFIED,),
        ),
        **dict.fromkeys((State.SCALE_UP_REQUESTED, State.TOP_X), (LetterKind.SCALED_UP,)),
    }


@pytest.mark.parametrize(
    ("age", "child", "mother"),
    [
        (AgeClass.UNDER_12, None, LetterReader.PARENT),
        (AgeClass.FROM_12, LetterReader.FROM_12, LetterReader.PARENT),
        (AgeClass.FROM_16, LetterReader.FROM_16, LetterReader.PARENT),
        (AgeClass.ADULT, LetterReader.ADULT, None),
    ],
)
def test_each_reads_it_in_own_words_and_who_is_too_young_not_at_all(age, child, mother):
    people = (OfCase(CHILD, age, (MOTHER,)),)

    assert (reader_of(TO_CHILD, people), reader_of(TO_MOTHER, people)) == (child, mother)
    assert reader_of(Ear(Audience.PERSON, OTHER), people) is None
    assert reader_of(Ear(Audience.UNKNOWN, CHILD), people) is None


def test_a_parent_reads_of_the_own_children_only():
    mine, other = OfCase(CHILD, AgeClass.FROM_12, (MOTHER,)), OfCase(OTHER, AgeClass.FROM_12)

    assert children_of(TO_MOTHER, (mine, other)) == (mine,)
