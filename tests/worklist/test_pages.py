from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.rules.states import State
from pga.core import clock
from pga.privacy.events import Event
from tests.builders import a_case, a_referral, a_user, id_of
from tests.support.pages import text_of
from tests.support.rows import lines

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

START = {
    Role.SAFETY_TEAM: "/werk",
    Role.INTERVENTION_TEAM: "/werk",
    Role.COORDINATOR: "/werk",
    Role.DPO: "/toezicht",
    Role.BOARD: "/cijfers",
    Role.ADMIN: "/beheer/gebruikers",
}


@pytest.mark.parametrize("role", Role)
def test_each_role_begins_where_its_work_is(app, page, role):
    response = page.log_in(a_user(role)).get("/", status=302)

    assert response.headers["Location"] == START[role]
    page.get(START[role])


def test_the_start_page_says_what_is_late_and_what_comes(app, page):
    member = a_user(name="Anneloes Kwartelstaart")
    long_ago = clock.today() - timedelta(days=30)
    late = a_case(by=member.actor, given=a_referral(received_on=long_ago))

    told = text_of(page.log_in(member).get("/werk"))

    assert "Dag Anneloes" in told
    assert "1 ding is te laat" in told
    assert "Weging afronden" in told
    assert late in told
    assert "1 aanmelding heeft nog geen procesregisseur." in told


def test_without_work_the_start_page_says_so(app, page):
    shown = page.log_in(a_user()).get("/werk")
    told = text_of(shown)

    assert "Er is niets dat op u wacht." in told
    assert "U werkt nu aan geen casus." in told
    assert "Dit kijken wordt vastgelegd." not in told


def test_names_on_the_start_page_are_asked_for_and_noted(app, page):
    member = a_user()
    number = a_case(State.PLANNING, by=member.actor)
    page.log_in(member)
    assert "Zichtbaar" not in page.get("/werk").text

    page.post("/werk")
    assert lines(Event.READ) == []
    shown = page.get("/werk")

    assert "Jorinde Zichtbaar" in text_of(shown)
    (line,) = lines(Event.READ)
    assert (line.actor_id, line.object_id) == (member.id, id_of(number))


def test_the_coordinator_starts_with_all_that_runs(app, page):
    number = a_case(State.PLANNING)

    told = text_of(page.log_in(a_user(Role.COORDINATOR)).get("/werk"))

    assert "Alle casussen die lopen" in told
    assert number in told
