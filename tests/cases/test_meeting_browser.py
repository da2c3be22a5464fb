from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.meeting import Attendance, Decision, MeetingItem
from pga.cases.reading.actions import list_actions
from pga.cases.reading.decision_list import get_decision_list
from pga.cases.reading.meetings import list_meetings
from pga.cases.room import CASES
from pga.cases.rules.contributions import Conditions
from pga.cases.rules.states import State
from pga.core import clock
from pga.dossiers.services import people
from pga.partners.rules import AgreementKind, PartnerKind, Standing
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Means
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_decision,
    a_goal,
    a_meeting,
    a_user,
    an_action,
    an_agreement_of,
    an_organisation,
    an_owner,
    closed,
    prepared,
    ticked,
)
from tests.support.rows import rows_of
from tests.support.server import serving
from tests.support.some import some

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]

CANARY = "Kanariegeel"


def press(page, selector):
    page.focus(selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tick_everybody(page):
    boxes = page.query_selector_all("[name=present]")
    assert len(boxes) == 4
    for box in [*boxes, page.query_selector("[name=view][value=none]")]:
        box.focus()
        page.keyboard.press("Space")
    press(page, "text=Open deze casus")


def decide(page):
    """Type besluit, wie and wanneer from one field to the next, and go on without a mouse."""
    page.focus("#text")
    for word in ("De corporatie maakt een regeling.", "Willie", soon(14)):
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    page.focus("#due_on")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "B1 vastgelegd" in page.inner_text("main")
    assert page.evaluate("document.activeElement.id") == "text"


def soon(days):
    return (clock.today() + timedelta(days=days)).strftime("%d-%m-%Y")


@pytest.fixture
def partners(app):
    corporation = an_organisation(
        name="De Verzonnen Hof", kind=PartnerKind.HOUSING, standing=Standing.PRIVATE
    )
    police = an_organisation(name="Politie", kind=PartnerKind.POLICE)
    an_agreement_of(police, AgreementKind.POLICE_DECISION)
    return police, corporation


def test_a_meeting_of_six_cases_leaves_no_typing_afterwards(app, open_page, partners):
    chair, (police, housing) = a_user(), partners
    by = chair.actor
    worker = a_user(Role.INTERVENTION_TEAM)
    cases = [a_case(State.PLANNING, by=by, director=chair.id) for _ in range(6)]
    no = Conditions(partners=frozenset({housing}))
    for number in cases:
        people.link(
            by,
            CASES,
            number,
            user_id=worker.id,
            from_on=clock.today(),
            last_on=None,
            reason="Werkt mee.",
        )
        an_action(by, number, text="Belt de corporatie.")
        a_contribution(by, number, police, fact=f"{CANARY} {number}", conditions=no)
        a_contribution(by, number, police, fact="Er was geen melding.")
    meeting = a_meeting(by, *cases)
    agent, tenant = a_contact(police, "Tijs Testman"), a_contact(housing, "Willie van Waan")
    for number in cases:
        prepared(by, number, meeting, f"c:{agent}", f"c:{tenant}")
    seen = []
    with serving(app) as base:
        tab = open_page()
        page = tab.page
        tab.log_in(base, chair)
        page.goto(f"{base}/overleggen/{meeting}")
        press(page, "main a.main")
        for number in cases:
            assert number in page.inner_text("#nu")
            assert page.query_selector("[name=present]:checked") is None
            seen.append(page.content())
            tick_everybody(page)
            assert "1 bijdrage niet te zien" in page.inner_text("main")
            seen.append(page.content())
            press(page, "text=Gelukt")
            decide(page)
            seen.append(page.content())
            page.fill("#next_on", soon(42))
            press(page, "text=Klaar")
        for number in reversed(range(6)):
            press(page, "text=Stel de besluitenlijst vast")
            if number:
                press(page, "main a.main")

    assert [text for text in some(seen) if CANARY in text] == []
    assert {row.approved_on for row in rows_of(MeetingItem, meeting_id=meeting)} == {clock.today()}
    groups = {group.owner: len(group.actions) for group in list_actions(by).groups}
    assert groups == {"De Verzonnen Hof": 6}
    assert {line.cases for line in list_meetings(by).ahead} == {6}
    for number in cases:
        told = get_decision_list(by, number, meeting)
        assert [one.text for one in told.decisions] == ["De corporatie maakt een regeling."]
    shown = rows_of(Disclosure, means=Means.SCREEN)
    assert len({(row.dossier_id, row.organisation_id) for row in shown}) == 18
    assert len(rows_of(Decision)) == 6


def test_each_page_of_a_meeting_has_no_barrier_and_fits(app, open_page, partners):
    chair, (police, housing) = a_user(), partners
    by = chair.actor
    number, other = (a_case(State.PLANNING, by=by, director=chair.id) for _ in range(2))
    no = Conditions(partners=frozenset({housing}))
    a_contribution(by, number, police, conditions=no)
    a_contribution(by, number, police)
    goal = a_goal(by, number)
    an_action(by, number, goal_id=goal, organisation_id=housing)
    guest = a_contact(housing, "Willie van Waan", secrecy_on=None)
    done, now, ahead = (
        a_meeting(by, number, other, on=clock.today() + timedelta(days=days)) for days in (0, 0, 7)
    )
    for meeting in (done, now, ahead):
        prepared(by, number, meeting, f"c:{guest}", "person", extra_name="Piet Plotseling")
    seats = frozenset(row.id for row in rows_of_attendance(done))
    ticked(by, number, done, promised=seats)
    a_decision(by, number, done, owner=an_owner(organisation_id=housing), due_on=clock.today())
    a_decision(by, number, done)
    closed(by, number, done)
    decision = rows_of(Decision)[0].id
    of_case = f"/casussen/{number}/overleggen"
    paths = {
        "lijst": "/overleggen",
        "nieuw": "/overleggen/nieuw",
        "overleg": f"/overleggen/{ahead}",
        "verzetten": f"/overleggen/{ahead}/verzetten",
        "afzeggen": f"/overleggen/{ahead}/afzeggen",
        "uitnodigingen": f"/overleggen/{ahead}/uitnodigingen",
        "voorbereiden": f"{of_case}/{ahead}/voorbereiden",
        "van-agenda": f"{of_case}/{ahead}/van-agenda",
        "tab": of_case,
        "besluiten": f"{of_case}/{done}/besluiten",
        "besluit": f"{of_case}/{done}/besluiten/{decision}",
        "intrekken": f"{of_case}/{done}/besluiten/{decision}/intrekken",
        "actielijst": f"/overleggen/{done}/actielijst/{housing}",
        "leeg-scherm": f"{of_case}/{now}/scherm",
        "scherm": f"{of_case}/{now}/scherm",
        "te-vroeg": f"{of_case}/{ahead}/scherm",
    }
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, chair)
        for name, path in paths.items():
            if name == "scherm":
                promised = frozenset(row.id for row in rows_of_attendance(now))
                ticked(by, number, now, promised=promised)
            tab.page.goto(base + path)
            tab.check_each_look()


def rows_of_attendance(meeting):
    items = {row.id for row in rows_of(MeetingItem, meeting_id=meeting)}
    return [row for row in rows_of(Attendance) if row.item_id in items]


LINES = """() => {
    const box = e => e.getBoundingClientRect();
    document.querySelector("form.decide").scrollIntoView({block: "end"});
    const decide = box(document.querySelector("form.decide"));
    const told = box(document.querySelector("#feiten").closest(".sheet"));
    return {
        beside: told.left >= decide.right,
        both: [told, decide].every(one => one.top >= 0 && one.bottom <= innerHeight),
        gone: [...document.querySelectorAll("main :is(h1, h2, h3)")].filter(one => {
            const r = box(one), root = document.documentElement;
            return r.width < 24 || r.height < 12 || r.left < 0 || r.right > root.clientWidth
                || !one.checkVisibility({visibilityProperty: true, opacityProperty: true});
        }).map(one => one.textContent.trim()),
        cut: [...document.querySelectorAll("main :is(h1, h2, h3)")]
            .filter(one => one.scrollWidth > one.clientWidth + 1).length,
    };
}"""


def test_on_a_wall_facts_stand_beside_the_decision_and_each_heading_is_there(
    app, open_page, partners
):
    chair, (police, housing) = a_user(), partners
    by, number = chair.actor, a_case(State.PLANNING, by=chair.actor, director=chair.id)
    for day in range(3):
        an_action(by, number, text="Belt de corporatie.", due_on=clock.today() + timedelta(day))
    a_contribution(by, number, police, fact="Er was geen melding.")
    no = Conditions(partners=frozenset({housing}))
    a_contribution(by, number, police, fact=CANARY, conditions=no)
    meeting = a_meeting(by, number)
    prepared(by, number, meeting, f"c:{a_contact(housing, 'Willie van Waan')}")
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, chair)
        tab.page.goto(f"{base}/casussen/{number}/overleggen/{meeting}/scherm")
        for box in some(tab.page.query_selector_all("[name=present], [name=view][value=none]")):
            box.check()
        press(tab.page, "text=Open deze casus")
        for width, height in some(((1200, 900), (1280, 900), (1920, 1080), (390, 844))):
            tab.page.set_viewport_size({"width": width, "height": height})
            found = tab.page.evaluate(LINES)
            assert (found["gone"], found["cut"]) == ([], 0)
            assert (found["beside"], found["both"]) == (width >= 1200, width >= 1200), width
        assert len(tab.page.query_selector_all("h1")) == 1
        tab.page.set_viewport_size({"width": 1920, "height": 1080})
        tab.check()
