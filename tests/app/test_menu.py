"""The main menu: what stands there for whom, and which item is current."""

import pytest

from pga.access.permissions import Role
from pga.app.frame import PLACES, place_at
from pga.cases.rules.states import State
from tests.builders import a_case, a_meeting, a_user
from tests.support.inspector import PageInspector

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

WORK = ["Werk", "Casussen", "Overleg", "Partners"]
APPROVE = "Goedkeuren : wat op een tweede persoon wacht"
NEW_CASE = "Nieuw : contact vastleggen, of iets anders"
NEW = ["Werk", "Casussen", NEW_CASE, "Overleg", "Partners"]


def menu_of(response):
    """Return the links of the main menu."""
    [menu] = [
        node
        for node in PageInspector(response.text).nodes
        if node.tag == "nav" and node.attrs.get("class") == "menu"
    ]
    return [node for node in menu.walk() if node.tag == "a"]


def current_of(response):
    found = [
        (one.text(), one.attrs["aria-current"])
        for one in menu_of(response)
        if "aria-current" in one.attrs
    ]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.SAFETY_TEAM, NEW),
        (Role.INTERVENTION_TEAM, NEW),
        (Role.COORDINATOR, [*WORK, "Cijfers", APPROVE]),
    ],
)
def test_who_works_on_cases_has_these_places(page, role, labels):
    menu = [one.text() for one in menu_of(page.log_in(a_user(role)).get("/werk"))]

    assert menu == labels


def test_the_item_in_the_middle_leads_to_the_commonest_act(page):
    menu = menu_of(page.log_in(a_user()).get("/werk"))
    item = menu[len(menu) // 2]

    assert (item.text(), item.attrs["href"]) == (NEW_CASE, "/nieuw/contact")


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/werk", ("Werk", "page")),
        ("/acties", ("Werk", "true")),
        ("/casussen", ("Casussen", "page")),
        ("/casussen/{number}", ("Casussen", "true")),
        ("/casussen/{number}/plan", ("Casussen", "true")),
        ("/zoeken", ("Casussen", "true")),
        ("/toegang-vragen", ("Casussen", "true")),
        ("/nieuw/contact", (NEW_CASE, "page")),
        ("/aanmelden", (NEW_CASE, "true")),
        ("/overleggen", ("Overleg", "page")),
        ("/overleggen/{meeting}", ("Overleg", "true")),
        ("/overleggen/nieuw", ("Overleg", "true")),
        ("/partners", ("Partners", "page")),
        ("/account", None),
    ],
)
def test_an_item_is_current_on_each_page_of_its_place(page, path, current):
    who = a_user()
    number = a_case(State.PLANNING, by=who.actor, director=who.id)
    meeting = a_meeting(who.actor, number)
    shown = page.log_in(who).get(path.format(number=number, meeting=meeting))

    assert current_of(shown) == current


def test_what_two_places_hold_is_of_the_place_that_one_has(page):
    number = a_case()
    fg = page.log_in(a_user(Role.DPO)).get(f"/casussen/{number}/inzagen")

    assert current_of(fg) == ("Toezicht", "true")


@pytest.mark.usefixtures("store")
def test_the_longest_beginning_wins_and_a_word_is_taken_whole():
    assert place_at("/beheer/gebruikers/nieuw", PLACES).label == "Gebruikers"
    assert place_at("/beheer/partners", PLACES).label == "Instellingen"
    assert place_at("/werk-overdragen", PLACES).label == "Werk"
    assert place_at("/aanmelden-bij-pga", PLACES) is None


def test_the_list_of_cases_leads_to_searching(page):
    shown = page.log_in(a_user()).get("/casussen")
    links = [
        node for node in PageInspector(shown.text).nodes if node.attrs.get("href") == "/zoeken"
    ]

    assert [link.text() for link in links] == ["Zoeken"]
