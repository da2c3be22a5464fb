"""The five places of a case: each page of it is two links away at most, for who may read it."""

import re
from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.routes.blueprint import CASE_PLACES, PLACES_WHEN_GONE
from pga.cases.rules.referral import BirthDate
from pga.cases.rules.states import ACTIVE, State
from pga.core import clock
from tests.builders import UNTOLD, a_case, a_person, a_plan, a_referral, a_user, an_emergency
from tests.support.inspector import PageInspector
from tests.support.pages import text_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

READERS = ("director", "safety", "team", "coordinator")
SEE_LOOKERS = {"director", "coordinator"}
SHARE = {"director", "safety", "team"}
NOT_OF_TEAM = {"Inzagen", "Documenten"}
"""What its role itself keeps out."""
WRITE = {"director", "safety", "coordinator"}
ENDS = {
    "Overzicht": "",
    "Plan": "/plan",
    "Evaluatie": "/evaluatie",
    "Leefgebieden": "/leefgebieden",
    "Logboek": "/contact",
    "Informeren": "/informeren",
    "Informatieronde": "/informatieronde",
    "Overleg": "/overleggen",
    "Mag ik dit delen?": "/delen",
    "Aanmelding en weging": "/aanmelding",
    "Betrokken collega’s": "/betrokken",
    "Documenten": "/documenten",
    "Verstrekkingen": "/verstrekkingen",
    "Wijzigingen": "/wijzigingen",
    "Verloop": "/verloop",
    "Inzagen": "/inzagen",
}
VIEWS = {"Doelen naar stand", "Weergave van het logboek"}
"""Pills that are views of one page."""
HOLDS = {part.label: place.label for place in CASE_PLACES for part in place.parts}
OF_ONE_PAGE = {place.label for place in CASE_PLACES if len(place.parts) == 1}


def a_case_for(reader, state):
    """Make a case in a state, and return its number and somebody who may read it."""
    director = a_user()
    role = {"team": Role.INTERVENTION_TEAM, "coordinator": Role.COORDINATOR}.get(
        reader, Role.SAFETY_TEAM
    )
    who = director if reader == "director" else a_user(role)
    linked = [who.id] if reader in {"safety", "team"} else []
    number = a_case(state, by=director.actor, director=director.id, linked=linked)
    return number, who


def may_open(reader, state):
    """Return the pages of a case that this reader may open in this state."""
    if state not in ACTIVE and reader not in SEE_LOOKERS:
        return set()  # what ended is there for the coördinator and the last procesregisseur only
    sees = reader in SEE_LOOKERS
    if state is State.DESTROYED:
        return {"Overzicht", "Verloop"} | ({"Inzagen"} if sees else set())
    linked = state is not State.REJECTED  # its links ended with it
    writes = reader in (WRITE if linked else {"coordinator"})
    closed = (set() if sees else {"Inzagen"}) | (set() if writes else {"Documenten"})
    shares = reader in SHARE and state is not State.REJECTED  # its links ended with it
    return ENDS.keys() - closed - (set() if shares else {"Mag ik dit delen?"})


def _label(link):
    """Return the words of a link without what it counts."""
    return " ".join(child.strip() for child in link.children if isinstance(child, str)).strip()


def navs_of(response):
    """Return the links of the places and of the pills: label, address and aria-current."""
    found = {"tabs": [], "pills": []}
    for nav in (node for node in PageInspector(response.text).nodes if node.tag == "nav"):
        kind = nav.attrs.get("class")
        if kind in found and nav.attrs["aria-label"] not in VIEWS:
            found[kind] += [
                (_label(link), link.attrs["href"], link.attrs.get("aria-current", ""))
                for link in nav.walk()
                if link.tag == "a"
            ]
    return found["tabs"], found["pills"]


def links_of(response):
    return {href for nav in navs_of(response) for _, href, _ in nav}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("state", State)
def test_each_page_of_a_case_is_two_links_from_each_other(page, state, reader):
    number, who = a_case_for(reader, state)
    page.log_in(who)
    urls = {f"/casussen/{number}{ENDS[label]}" for label in may_open(reader, state)}
    closed = set() if state is State.DESTROYED and urls else ENDS.keys() - may_open(reader, state)
    for label in closed:
        barred = urls or (reader == "team" and label in NOT_OF_TEAM)
        page.get(f"/casussen/{number}{ENDS[label]}", status=403 if barred else 404)
    if not urls:
        return
    one_link = {url: links_of(page.get(url)) for url in some(urls)}

    for links in one_link.values():
        assert links <= urls
        assert links | {url for link in links for url in one_link[link]} == urls


@pytest.mark.parametrize("label", ENDS)
def test_a_page_says_where_it_is(page, label):
    number, who = a_case_for("director", State.IN_EXECUTION)
    url = f"/casussen/{number}{ENDS[label]}"
    places, pills = navs_of(page.log_in(who).get(url))
    alone = HOLDS[label] in OF_ONE_PAGE

    assert [name for name, _, _ in places] == [place.label for place in CASE_PLACES]
    current = [(name, how) for name, _, how in places if how]
    assert current == [(HOLDS[label], "page" if alone else "true")]
    assert [one for one in pills if one[2]] == ([] if alone else [(label, url, "page")])


def test_a_version_of_the_plan_says_to_which_page_it_belongs(page):
    number, who = a_case_for("director", State.PLANNING)
    a_plan(who.actor, number)
    shown = page.log_in(who).get(f"/casussen/{number}/plan/versies/1")
    places, pills = navs_of(shown)

    assert [(name, how) for name, _, how in places if how] == [("Plan", "true")]
    assert [(name, how) for name, _, how in pills if how] == [("Plan", "true")]


def test_a_destroyed_case_keeps_its_sheet_how_it_moved_and_who_looked(page):
    number, who = a_case_for("coordinator", State.DESTROYED)
    places, pills = navs_of(page.log_in(who).get(f"/casussen/{number}"))

    assert [name for name, _, _ in places] == [place.label for place in PLACES_WHEN_GONE]
    assert pills == []
    gone = page.get(f"/casussen/{number}/verloop")
    assert [name for name, _, _ in navs_of(gone)[1]] == ["Verloop", "Inzagen"]


def test_by_noodtoegang_nobody_shares_or_sees_who_looked(page):
    number, _ = a_case_for("director", State.IN_EXECUTION)
    who = a_user(Role.INTERVENTION_TEAM)
    an_emergency(who.actor, number)
    page.log_in(who)

    for end in ("/informatieronde", "/aanmelding"):
        labels = [name for name, _, _ in navs_of(page.get(f"/casussen/{number}{end}"))[1]]
        assert {"Overleg", "Wijzigingen"} & {*labels}
        assert not {"Mag ik dit delen?", "Inzagen"} & {*labels}


OVER = "Deze casus loopt niet meer. U legt hier niets meer vast."
TELL = (
    "Zolang dat niet is vastgelegd, deelt u niets met partners. "
    "Kan vertellen nog niet? Leg dan uit waarom."
)
READ = "Wie aan de casus werkt, legt het hier vast."


@pytest.mark.parametrize("state", [one for one in State if one is not State.DESTROYED])
@pytest.mark.parametrize(("role", "says"), [(Role.SAFETY_TEAM, TELL), (Role.COORDINATOR, READ)])
def test_informeren_says_what_one_can_do_there_in_each_state(page, state, role, says):
    who = a_user(role)
    director = who.id if role is Role.SAFETY_TEAM else None
    number = a_case(state, director=director, given=a_referral(**UNTOLD))
    told = text_of(page.log_in(who).get(f"/casussen/{number}/informeren"))

    assert (says if state in ACTIVE else OVER) in told
    assert ("Vertel het Jorinde, uiterlijk" in told) is (state in ACTIVE)
    assert ("Moet nog" in told) is (state in ACTIVE)


def test_while_gezag_is_sought_that_is_the_step_and_nobody_is_offered_who_cannot_be_told(page):
    who = a_user(Role.SAFETY_TEAM)
    child = a_person(birth=BirthDate(clock.today().year - 8, 1, 1))
    sought = clock.today() + timedelta(days=5)
    given = a_referral(persons=(child,), authority_by=sought, **UNTOLD)
    number = a_case(State.PLANNING, linked=[who.id], given=given)

    shown = page.log_in(who).get(f"/casussen/{number}/informeren").text

    main = re.search(r'<a class="button main" href="([^"]+)"', shown)[1]
    assert main == f"/casussen/{number}/gezag"
    assert f"/casussen/{number}/informeren/vastleggen" not in shown
    assert "Zoek uit wie gezag heeft over" in text_of(page.get(f"/casussen/{number}/informeren"))
