from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.reading.terms import rules_ahead, rules_in_force, rules_on_day
from pga.core import clock
from pga.core.database import glance
from pga.settings.services import set_values
from tests.builders import a_user


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(clock.now()):
        yield


def test_the_terms_are_those_of_the_municipality_whatever_else_it_set():
    today = clock.today()
    soon = today + timedelta(days=10)
    here, there = (a_user(Role.ADMIN, town).id for town in ("LAR", "EEM"))
    for who, town, values, day in (
        (here, "LAR", {"max_active_cases": "15"}, today),
        (here, "LAR", {"triage_working_days": "7"}, today),
        (here, "LAR", {"triage_working_days": "8"}, soon),
        (there, "EEM", {"triage_working_days": "9"}, today),
    ):
        set_values(who, town, values, from_on=day, reason="Afspraak")

    with glance() as session:
        assert rules_in_force(session, "LAR").triage_working_days == 7
        assert rules_on_day(session, "LAR", soon).triage_working_days == 8
        assert [
            (day, rules.triage_working_days) for day, rules in rules_ahead(session, "LAR", 30)
        ] == [(today, 7), (soon, 8)]
