"""What a page shows to one and not to another: a mark, a link, a line that must not stand there."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.accounts.reading.users import get_user
from pga.accounts.services import users
from pga.cases.reading.lists import Order
from pga.cases.rules.states import State
from pga.core import clock
from tests.builders import a_case, a_recusal, a_user, an_action, an_organisation
from tests.pages.test_forms import register, typed
from tests.support.inspector import PageInspector
from tests.support.pages import text_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def member(app):
    return a_user()


def links_to(response, url):
    return [node for node in PageInspector(response.text).nodes if node.attrs.get("href") == url]


def test_only_who_is_there_is_led_to_an_account(page, member):
    assert links_to(page.get("/inloggen"), "/account") == []
    assert links_to(page.log_in(member).get("/werk"), "/account") != []


def test_only_who_may_ask_for_access_is_led_there_from_what_is_not_there(page, member):
    page.log_in(member)
    assert links_to(page.get("/nergens", status=404), "/toegang-vragen") != []

    page.log_in(a_user(Role.ADMIN))
    assert links_to(page.get("/nergens", status=404), "/toegang-vragen") == []


@pytest.mark.parametrize("order", Order)
def test_a_list_says_how_it_is_ordered(page, member, order):
    shown = page.log_in(member).get(f"/casussen?volgorde={order}")

    chosen = [
        node.attrs["value"]
        for node in PageInspector(shown.text).nodes
        if node.tag == "option" and "selected" in node.attrs and node.attrs["value"] in [*Order]
    ]
    assert chosen == [order]


def test_a_role_that_ended_is_in_the_list_no_more(page, app):
    admin, user = a_user(Role.ADMIN), a_user(Role.DPO, name="Noor Rietorchis")
    page.log_in(admin)
    assert "geen rol meer" not in text_of(page.get("/beheer/gebruikers"))
    (grant,) = get_user(admin.actor, user.id).line.grants

    users.end_role(admin.actor, user.id, grant.id, last_on=None)

    told = text_of(page.get("/beheer/gebruikers"))
    assert "geen rol meer" in told.partition("Noor Rietorchis")[2]


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, False), (2, True)])
def test_an_action_asks_for_its_outcome_from_the_day_after_its_last(page, member, days, late):
    number = a_case(State.PLANNING, by=member.actor)
    an_action(member.actor, number, due_on=clock.today() + timedelta(days=1))

    with clock.stopped_at(clock.now() + timedelta(days=days)):
        plan = text_of(page.log_in(member).get(f"/casussen/{number}/plan"))

    assert ("uitkomst nog vastleggen" in plan) is late


def test_of_somebody_known_only_a_case_that_one_sees_is_named(page, member):
    number, organisation = a_case(by=member.actor), an_organisation()
    start = f"/casussen/{a_case(by=member.actor)}/weging/starten"
    hidden = "Overleg met de coördinator: er is iets bekend dat u niet kunt inzien."
    page.log_in(member)

    for told in (register(page, typed(organisation), status=200), page.get(start)):
        assert f"Kijk naar {number}" in text_of(told)
        assert hidden not in text_of(told)

    a_recusal(member.actor, number)
    page.never = (number,)
    for told in (register(page, typed(organisation), status=200), page.get(start)):
        assert hidden in text_of(told)


def test_the_parts_of_a_form_say_how_much_is_wrong_in_each(page, member):
    wrong = typed(an_organisation(), occasion="", tried="", **{"persons-0-surname": ""})

    shown = register(page.log_in(member), wrong, status=200)

    marked = {
        node.attrs["href"]: node.text()
        for node in PageInspector(shown.text).nodes
        if node.attrs.get("class") == "late" and node.attrs.get("href", "").startswith("#")
    }
    assert len(marked) == 2
    assert sorted(text.split()[-2:] for text in marked.values()) == [["1", "ding"], ["2", "dingen"]]
