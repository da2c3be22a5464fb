"""What asking partners, and writing down what they told, asks of a practised hand."""

import pytest

from pga.access.permissions import Role
from pga.cases.models.information import Contribution, InformationRequest
from pga.cases.rules.contributions import Onward, Visibility
from pga.cases.rules.states import State
from pga.partners.rules import PartnerKind
from tests.builders import (
    a_case,
    a_contact,
    a_request,
    a_sharing_table,
    a_user,
    an_agreement_of,
    an_organisation,
)
from tests.support.rows import row_of, rows_of
from tests.support.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]

QUESTION = "Kanarievraag: is deze persoon bij u bekend?"
IN_VIEW = """() => new Set([...document.querySelectorAll('main form :is(input, select, textarea)')]
    .filter(one => one.type != 'hidden' && one.checkVisibility())
    .map(one => one.name)).size"""


@pytest.fixture
def member(app):
    return a_user(Role.SAFETY_TEAM)


@pytest.fixture
def number(member):
    return a_case(State.INFORMATION_ROUND, by=member.actor, director=member.id)


@pytest.fixture
def partners(app):
    a_sharing_table()
    found = []
    for name, kind in (
        ("GGZ De Wilgen", PartnerKind.MENTAL_HEALTH),
        ("Woningcorporatie Rietkraag", PartnerKind.HOUSING),
        ("Wijkteam Lisdodde", PartnerKind.COMMUNITY_TEAM),
    ):
        found.append(an_organisation(name=name, kind=kind))
        an_agreement_of(found[-1])
        a_contact(found[-1])
    return found


@pytest.fixture
def at(app, open_page, member, number):
    """Open a browser, with or without JavaScript, at the round of a case."""
    with serving(app) as base:

        def go(part="", **more):
            tab = open_page(**more)
            tab.log_in(base, member)
            tab.page.goto(f"{base}/casussen/{number}/informatieronde{part}")
            return tab

        yield go


def test_three_partners_are_asked_with_one_question(at, partners, number):
    tab = at()
    page = tab.page
    with page.expect_navigation():
        page.get_by_role("link", name="Vraag de partners").first.click()
    tab.check_each_look()
    for name in ("GGZ De Wilgen", "Woningcorporatie Rietkraag", "Wijkteam Lisdodde"):
        page.locator("label.choice", has_text=name).locator("input").check()
    page.check('[name="purpose"][value="known"]')
    page.fill('[name="question"]', QUESTION)
    page.check('[name="means"][value="secure_mail"]')
    with page.expect_navigation():
        page.get_by_role("button", name="Leg vast en maak de teksten").click()

    assert page.locator("textarea[readonly]").count() == 3
    tab.check_each_look()
    assert number
    assert {row.organisation_id for row in rows_of(InformationRequest)} == set(partners)


def test_who_else_of_a_partner_is_asked_for_only_where_that_is_ticked(at, partners):
    tab = at("/vragen")
    page = tab.page
    box = page.locator("label.choice", has_text="GGZ De Wilgen").locator("input")
    who, other = (page.locator(f'[name="{part}-{partners[0]}"]') for part in ("who", "recipient"))
    seen = [(who.is_visible(), other.is_visible())]
    box.check()
    seen.append((who.is_visible(), other.is_visible()))
    who.select_option("else")
    seen.append((who.is_visible(), other.is_visible()))
    with page.expect_navigation():
        page.locator("main button.main").click()
    tab.check_each_look()
    seen.append((who.is_visible(), other.is_visible()))

    assert seen == [(False, False), (True, False), (True, True), (True, True)]
    assert "Vul in wie u vraagt bij GGZ De Wilgen" in page.inner_text(".summary")
    assert "(mag leeg)" not in page.inner_text("main")


def test_partners_are_asked_without_javascript_and_the_texts_can_be_selected(at, partners):
    page = at("/vragen", java_script_enabled=False).page
    for name in ("GGZ De Wilgen", "Wijkteam Lisdodde"):
        page.locator("label.choice", has_text=name).locator("input").check()
    page.check('[name="purpose"][value="known"]')
    page.fill('[name="question"]', QUESTION)
    page.check('[name="means"][value="spoken"]')
    page.locator("main button.main").click()

    texts = page.locator("textarea[readonly]")
    assert texts.count() == 2
    assert QUESTION in texts.first.input_value()
    assert page.locator("[data-copy]").first.is_hidden()
    assert partners


def test_each_text_is_copied_with_its_own_button(at, partners, member, number):
    for one in partners[:2]:
        a_request(member.actor, number, one)
    tab = at("/vragen/teksten", permissions=["clipboard-read", "clipboard-write"])
    page = tab.page
    for place in (0, 1):
        page.locator("[data-copy]").nth(place).click()
        page.locator("[data-copied]").nth(place).get_by_text("Gekopieerd.").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator("textarea[readonly]").nth(place).input_value()


def test_a_contribution_has_five_fields_in_view(at, partners, member, number):
    request_id = a_request(member.actor, number, partners[1])
    tab = at(f"/{request_id}/bijdrage")
    page = tab.page
    assert page.evaluate(IN_VIEW) == 5
    tab.check_each_look()
    page.fill('[name="fact"]', "De huur is drie maanden niet betaald.")
    page.fill('[name="source"]', "Huuradministratie")
    page.check('[name="manner"][value="register"]')
    page.fill('[name="facts_on"]', "01-11-2026")
    page.check('[name="about"][value="social"]')
    with page.expect_navigation():
        page.get_by_role("button", name="Leg de bijdrage vast").click()

    kept = row_of(Contribution)
    assert (kept.visibility, kept.onward) == (Visibility.REGIE, Onward.NO)


def test_what_is_folded_opens_for_a_fault_and_for_a_value(at, partners, member, number):
    request_id = a_request(member.actor, number, partners[1])
    tab = at(f"/{request_id}/bijdrage")
    page = tab.page
    assert page.locator("details.fold[open]").count() == 0
    page.locator("details.fold summary").nth(0).click()
    page.check('[name="visibility"][value="overleg"]')
    page.locator("details.fold summary").nth(2).click()
    page.fill('[name="passage"]', "Dit staat er niet.")
    with page.expect_navigation():
        page.get_by_role("button", name="Leg de bijdrage vast").click()

    opened = page.locator("details.fold[open] summary").all_inner_texts()
    assert [one.split()[0] for one in opened] == ["Wie", "Anders:"]
    tab.check_each_look()


def test_a_known_contact_person_is_picked_as_referrer_with_and_without_javascript(at, partners):
    for script in (True, False):
        tab = at("", java_script_enabled=script)
        page = tab.page
        page.goto("/".join(page.url.split("/")[:3]) + "/aanmelden")
        typed = page.locator('[name="referrer"]')
        page.select_option('[name="who"]', "")  # of what was picked before there is a draft
        assert typed.is_visible()
        page.select_option('[name="who"]', label="Wijkteam Lisdodde, Wietske Wulp, wijkagent")
        assert not typed.is_visible()
        assert not page.locator('[name="phone"]').is_visible()
        if script:
            tab.check_each_look()
    assert partners
