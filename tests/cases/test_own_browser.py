"""Somebody of the case gets an action by keyboard only, without a barrier, wide and narrow."""

from datetime import timedelta

import pytest

from pga.cases.models.plan import CaseAction
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.owners import Own
from pga.cases.rules.referral import BirthDate
from pga.cases.rules.states import State
from pga.core import clock
from tests.builders import (
    a_case,
    a_contact,
    a_goal,
    a_meeting,
    a_person,
    a_referral,
    a_user,
    an_organisation,
    prepared,
    ticked,
)
from tests.support.rows import rows_of
from tests.support.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]
PARENTS = (
    GuardianGiven(name="Ilse Roerdomper", relation="moeder"),
    GuardianGiven(name="Bram Wulpenveer", relation="vader"),
)


def tab_to(page, selector):
    """Press Tab until this is where the focus is."""
    for _ in range(90):
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def type_at(page, selector, words):
    tab_to(page, selector)
    page.keyboard.type(words)


def press(page, key):
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_the_person_and_a_parent_get_an_action_by_keyboard(app, open_page):
    member = a_user()
    person = a_person(call_name="Roosje", surname="Zichtbaar", birth=BirthDate(2010))
    given = a_referral(persons=(person,), guardians=PARENTS)
    number = a_case(State.PLANNING, by=member.actor, given=given, director=member.id)
    a_goal(member.actor, number)
    meeting_id = a_meeting(member.actor, number)
    prepared(member.actor, number, meeting_id, f"c:{a_contact(an_organisation())}")
    ticked(member.actor, number, meeting_id)
    case, soon = f"/casussen/{number}", (clock.today() + timedelta(days=9)).strftime("%d-%m-%Y")
    with serving(app) as base:
        tab = open_page()
        page = tab.page
        tab.log_in(base, member)

        page.goto(f"{base}{case}/acties/nieuw")
        tab.check_each_look()
        type_at(page, "#text", "Belt de school.")
        tab_to(page, "[name=kind]")
        page.keyboard.press("Space")
        type_at(page, "#owner", "Roosje")
        type_at(page, "#due_on", soon)
        tab_to(page, "#regie")
        page.keyboard.press("Space")
        tab_to(page, "main button.main")
        press(page, "Enter")
        assert "dus wie het doet mag het niet lezen" in page.inner_text("main")
        tab.check_each_look()
        tab_to(page, "#regie")
        page.keyboard.press("Space")
        tab_to(page, "main button.main")
        press(page, "Enter")
        assert "Roosje Zichtbaar (betrokkene)" in page.inner_text("main")
        tab.check_each_look()

        page.goto(f"{base}{case}/overleggen/{meeting_id}/scherm")
        type_at(page, "#text", "Gaat mee naar het gesprek.")
        type_at(page, "#owner", "Gezaghebbende 2")
        type_at(page, "#due_on", soon)
        press(page, "Enter")
        assert "B1 vastgelegd" in page.inner_text("main")
        tab.check_each_look()

        for path in {
            "acties": "/acties",
            "werk": "/werk",
            "casusblad": case,
            "betrokkene": f"{case}/plan/voor-betrokkene/0",
            "besluiten": f"{case}/overleggen/{meeting_id}/besluiten",
        }.values():
            page.goto(base + path)
            tab.check_each_look()
    assert {one.own for one in rows_of(CaseAction)} == {Own.PERSON, Own.GUARDIAN}
