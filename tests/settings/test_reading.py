from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.core import clock
from pga.core.database import glance
from pga.settings.reading import look_of, municipality_name, values_between, values_on
from pga.settings.reading.lists import wording_on
from pga.settings.services import set_values
from tests.builders import a_user

TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)
NAME = "triage_working_days"


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(datetime(2026, 11, 25, 13, tzinfo=UTC)):
        yield


@pytest.mark.both
def test_what_holds_is_told_of_the_first_day_and_of_each_day_on_which_it_changes():
    admin = a_user(Role.ADMIN).id
    for days, value in enumerate(("5", "6", "7", "8")):
        values = {NAME: value}
        set_values(admin, "LAR", values, from_on=TODAY + days * A_DAY, reason="Afspraak")
    set_values(admin, "EEM", {NAME: "9"}, from_on=TODAY + A_DAY, reason="Afspraak")

    with glance() as session:
        found = values_between(session, "LAR", TODAY + A_DAY, TODAY + 2 * A_DAY)
        before = values_on(session, "LAR", TODAY - A_DAY)

    assert [(day, held[NAME]) for day, held in found] == [
        (TODAY + A_DAY, "6"),
        (TODAY + 2 * A_DAY, "7"),
    ]
    assert NAME not in before


def test_another_setting_is_no_word_of_a_list():
    admin = a_user(Role.ADMIN).id
    set_values(admin, "LAR", {NAME: "5"}, from_on=TODAY, reason="Afspraak")

    with glance() as session:
        assert wording_on(session, "LAR", TODAY) == wording_on(session, "EEM", TODAY)


def test_a_municipality_that_nobody_knows_is_called_by_its_code():
    assert municipality_name("LAR") == "Laren"
    assert municipality_name("ZZZ") == "ZZZ"


def test_a_municipality_that_set_nothing_looks_like_the_house():
    look = look_of("LAR")

    assert (look.display_name, look.colours, look.logo) == ("", None, "")
