import pytest

from pga.access.permissions import Role
from pga.accounts.reading.users import get_user
from pga.accounts.rules.clearance import Clearance
from pga.accounts.services import users
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.dossiers.rules.handover import Cause, Objection
from pga.dossiers.services import handover
from tests.builders import a_case, a_user
from tests.support.browser import NARROW, WIDE
from tests.support.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]
LIST = "/beheer/gebruikers"


@pytest.fixture
def town(app):
    """A town in which somebody leaves, with the address of its pages."""
    admin, coordinator = a_user(Role.ADMIN), a_user(Role.COORDINATOR)
    leaver, taker = a_user(name="Anneloes Kwartelstaart"), a_user(name="Joost van Zonnedauw")
    lapsed, closed = a_user(clearance=Clearance()), a_user(Role.BOARD)
    a_case(State.PLANNING, by=leaver.actor, recused=[taker.id])
    for state in (State.PLANNING, State.IN_EXECUTION, State.CLOSED):
        a_case(state, by=leaver.actor)
    asked = {"from_id": leaver.id, "to_id": taker.id, "cause": Cause.LEAVES}
    refused = handover.propose(coordinator.actor, CASES, **asked)
    handover.refuse(taker.actor, CASES, refused, objection=Objection.FULL)
    offer = handover.propose(coordinator.actor, CASES, **asked)
    users.disable(admin.actor, closed.id)
    (grant,) = get_user(admin.actor, leaver.id).line.grants
    pages = {
        admin: [
            LIST,
            f"{LIST}/nieuw",
            f"{LIST}/{leaver.id}",
            f"{LIST}/{lapsed.id}",
            f"{LIST}/{closed.id}",
            f"{LIST}/{admin.id}",
            f"{LIST}/{leaver.id}/rol",
            f"{LIST}/{leaver.id}/rol/{grant.id}",
            f"{LIST}/{leaver.id}/bevoegdheid",
        ],
        coordinator: [
            "/werk-overdragen",
            f"/werk-overdragen?van={leaver.id}&naar={taker.id}",
            f"/werk-overdragen?van={leaver.id}&naar={leaver.id}",
        ],
        taker: ["/werk", f"/overdracht/{offer}"],
        lapsed: ["/"],
        None: ["/eerste-wachtwoord"],
    }
    with serving(app) as address:
        yield address, pages, lapsed


def test_the_pages_have_no_barrier_and_fit(open_page, town):
    address, pages, lapsed = town

    for who, paths in pages.items():
        tab = open_page()
        if who is not None:
            tab.log_in(address, who)
        for path in paths:
            tab.page.goto(address + path)
            tab.check_each_look()
        if who is not None and who.actor.role is Role.ADMIN:
            tab.page.goto(f"{address}{LIST}/{lapsed.id}")
            tab.send("button:has-text('Maak een link')")
            tab.page.wait_for_selector("h1:has-text('Geef dit persoonlijk')")
            tab.check_each_look()
            tab.page.goto(f"{address}{LIST}/nieuw")
            tab.send("button.main")
            tab.check_each_look()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_pages_that_say_no_have_no_barrier(open_page, town, width):
    address, _, lapsed = town
    tab = open_page(width=width)
    tab.log_in(address, lapsed)

    tab.page.goto(f"{address}/casussen")
    assert tab.barriers() == []
    assert tab.sticks_out() == 0


def test_a_code_of_the_camera_goes_into_its_field_and_out_of_the_address(open_page, town):
    address, _, _ = town
    tab, page = open_page(), f"{address}/eerste-wachtwoord"
    asked = []
    tab.page.on("request", lambda request: asked.append(request.url))

    tab.page.goto(f"{page}#ABCD-EFGH-2345-WXYZ")

    assert tab.page.input_value("#code") == "ABCD-EFGH-2345-WXYZ"
    assert tab.page.url == page
    assert tab.page.evaluate("history.length") <= 2
    assert page in asked
    assert not [url for url in asked if "ABCD" in url.partition("#")[0]]
    tab.check_each_look()

    tab.page.goto(f"{page}#2345-EFGH-2345-WXYZ")
    assert tab.page.input_value("#code") == "2345-EFGH-2345-WXYZ"
    tab.page.goto(f"{address}/inloggen")
    tab.page.goto(f"{page}#inhoud")
    assert tab.page.input_value("#code") == ""
