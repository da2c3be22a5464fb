from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.measuring import (
    MeasurementKind,
    MeasureProblem,
    Scored,
    fault_of_kind,
    faults_of_final,
    faults_of_sources,
    old_source,
    with_rest,
)

TODAY = date(2026, 11, 24)
DAY = TODAY - timedelta(days=3)
ALL = dict.fromkeys(LifeDomain, Scored(Score.NOT_NEEDED))
ONE = {**ALL, LifeDomain.HOUSING: Scored(Score.LIMITED, "Er is een schuld.", "Corporatie", DAY)}


def faults(scores, day=TODAY):
    return faults_of_final(scores, day, TODAY)


def test_a_meting_that_says_all_is_final():
    assert faults(ONE) == {}


@pytest.mark.parametrize(
    ("scored", "field", "problem"),
    [
        (Scored(), "score-FIN", MeasureProblem.NO_SCORE),
        (Scored(Score.FULL, "", "Wijkteam", DAY), "why-FIN", MeasureProblem.NO_WHY),
        (Scored(Score.FULL, "Telt.", "", DAY), "source-FIN", MeasureProblem.NO_SOURCE),
        (Scored(Score.FULL, "Telt.", "Wijkteam"), "source_on-FIN", MeasureProblem.NO_SOURCE_DAY),
    ],
)
def test_what_lacks_is_told_beside_its_field(scored, field, problem):
    assert faults({**ONE, LifeDomain.FINANCES: scored}) == {field: problem}


def test_a_meting_without_any_score_measures_nothing():
    assert faults(ALL) == {"": MeasureProblem.NOTHING_SCORED}


def test_a_meting_of_tomorrow_is_none():
    assert faults(ONE, TODAY + timedelta(days=1)) == {"measured_on": MeasureProblem.IN_FUTURE}


anything = st.builds(
    Scored,
    st.none() | st.sampled_from(Score),
    st.just("") | st.just("Telt."),
    st.just("") | st.just("Bron"),
    st.none() | st.just(DAY),
)
complete = st.builds(
    Scored, st.sampled_from(Score), st.just("Telt."), st.just("Bron"), st.just(DAY)
)


def stands(one):
    """A score says why and where from; another answer says enough by itself."""
    said = one.why and one.source and one.source_on
    return one.score is not None and (one.score.number is None or bool(said))


@given(
    st.dictionaries(st.sampled_from(LifeDomain), anything)
    | st.fixed_dictionaries(dict.fromkeys(LifeDomain, complete))
    | st.fixed_dictionaries({**dict.fromkeys(LifeDomain, complete), LifeDomain.HOUSING: anything})
)
def test_a_final_meting_has_an_answer_for_each_leefgebied_and_a_reason_for_each_score(scores):
    answered = scores.keys() == set(LifeDomain) and all(map(stands, scores.values()))
    measured = any(one.score and one.score.number is not None for one in scores.values())

    assert (faults(scores) == {}) == (answered and measured)


def test_a_source_is_not_of_after_the_meting():
    ahead = Scored(Score.LIMITED, "Telt.", "Bron", TODAY + timedelta(days=1))

    found = faults({**ONE, LifeDomain.FINANCES: ahead})

    assert found == {"source_on-FIN": MeasureProblem.SOURCE_AHEAD}
    assert faults_of_sources({LifeDomain.FINANCES: ahead}, TODAY + timedelta(days=1)) == {}


@pytest.mark.parametrize(("days", "old"), [(0, None), (30, None), (31, 31), (400, 400)])
def test_a_source_is_old_after_so_many_days_and_nobody_guesses_a_day(days, old):
    assert old_source(TODAY - timedelta(days=days), TODAY, 30) == old
    assert old_source(None, TODAY, 30) is None


@pytest.mark.parametrize("kind", MeasurementKind)
def test_the_0_meting_comes_first_and_once(kind):
    first = kind is MeasurementKind.BASELINE

    assert (fault_of_kind(kind, has_baseline=False) is None) is first
    assert (fault_of_kind(kind, has_baseline=True) is None) is not first


@given(st.dictionaries(st.sampled_from(LifeDomain), anything))
def test_the_rest_is_what_nobody_said_anything_of(scores):
    whole = with_rest(scores)

    assert whole.keys() >= set(LifeDomain)
    assert {domain: whole[domain] for domain, one in scores.items() if one != Scored()} == {
        domain: one for domain, one in scores.items() if one != Scored()
    }
    for one in LifeDomain:
        if scores.get(one, Scored()) == Scored():
            assert whole[one] == Scored(Score.NOT_NEEDED)
