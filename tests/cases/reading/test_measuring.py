from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.reading.measuring import SHOWN, get_measure_form, get_measurements
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.measuring import MeasurementKind, Scored
from pga.cases.rules.states import State
from pga.core import clock
from tests.builders import a_case, a_measurement, a_user

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)
BASELINE, INTERIM = MeasurementKind.BASELINE, MeasurementKind.INTERIM


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user().actor


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member)


def test_the_page_shows_the_first_meting_and_the_last_ones_and_no_concept(member, number):
    other = a_case(State.PLANNING, by=member)
    a_measurement(member, other, FIN=Score.ACUTE)
    a_measurement(member, number)
    days = range(1, SHOWN + 3)
    for day in days:
        with clock.stopped_at(NOW + day * A_DAY):
            a_measurement(member, number, INTERIM)
    with clock.stopped_at(NOW + (SHOWN + 3) * A_DAY):
        a_measurement(member, number, INTERIM, final=False, FIN=Score.ACUTE)
        page = get_measurements(member, number)

    assert [(one.kind, one.on, one.who) for one in page.measured] == [
        (BASELINE, TODAY, member.name),
        *((INTERIM, TODAY + day * A_DAY, member.name) for day in days[-SHOWN:]),
    ]
    assert (page.low, page.concept, page.may_measure) == ((), True, True)
    first = page.measured[0]
    assert first.scores[LifeDomain.HOUSING] == Scored(
        Score.LIMITED, "Er is een huurschuld.", "Corporatie", TODAY
    )
    assert len(first.scores) == len(LifeDomain)


def test_a_form_goes_on_with_the_concept_of_its_own_case(member, number):
    other = a_case(State.PLANNING, by=member)
    a_measurement(member, other, final=False)
    fresh = get_measure_form(member, number)
    assert (fresh.has_baseline, fresh.given.kind, fresh.given.scores, fresh.version) == (
        False,
        BASELINE,
        {},
        0,
    )

    a_measurement(member, number, final=False, FIN=Score.ACUTE)
    concept = get_measure_form(member, number)
    assert (concept.has_baseline, concept.given.kind, concept.version) == (False, BASELINE, 1)
    assert concept.given.scores[LifeDomain.FINANCES].score is Score.ACUTE

    a_measurement(member, number, version=1)
    after = get_measure_form(member, number)
    assert (after.has_baseline, after.given.kind, after.given.scores, after.over) == (
        True,
        INTERIM,
        {},
        False,
    )
    assert not get_measure_form(member, other).has_baseline


def test_a_case_that_is_over_or_only_read_is_not_measured(member, number):
    over = a_case(State.CLOSED, by=member)

    assert not get_measurements(member, over).may_measure
    assert get_measure_form(member, over).over
    assert not get_measurements(a_user(Role.COORDINATOR).actor, number).may_measure
    assert get_measurements(member, number).may_measure
