import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.domains import LifeDomain, Score, difference, low_domains

scores = st.sampled_from(Score)


def test_there_are_twelve_domains_with_the_codes_of_the_list():
    assert " ".join(LifeDomain) == "FIN WEO TYD HUI REL GGZ LIG VER ADL NET PAR JUS"


def test_five_scores_have_a_number_and_two_have_none():
    assert [score.number for score in Score] == [1, 2, 3, 4, 5, None, None]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (Score.ACUTE, Score.LIMITED, 2),
        (Score.FULL, Score.SUFFICIENT, -1),
        (Score.LIMITED, Score.LIMITED, 0),
        (Score.UNKNOWN, Score.LIMITED, None),
        (Score.LIMITED, Score.NOT_NEEDED, None),
    ],
)
def test_a_difference_needs_two_scores(before, after, change):
    assert difference(before, after) == change


@given(scores, scores)
def test_a_rise_one_way_is_a_fall_the_other_way(before, after):
    change = difference(before, after)

    assert difference(after, before) == (None if change is None else -change)


def test_low_domains_are_those_on_1_or_2_in_the_order_of_the_list():
    found = low_domains(
        {
            LifeDomain.JUSTICE: Score.NOT_SELF_SUFFICIENT,
            LifeDomain.FINANCES: Score.ACUTE,
            LifeDomain.HOUSING: Score.LIMITED,
            LifeDomain.MENTAL_HEALTH: Score.UNKNOWN,
        }
    )

    assert found == (LifeDomain.FINANCES, LifeDomain.JUSTICE)
