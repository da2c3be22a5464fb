import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Case
from pga.cases.rules.contributions import Onward
from pga.cases.rules.states import State
from pga.partners.rules import PartnerKind
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Purpose
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_sharing_table,
    a_user,
    an_action,
    an_agreement_of,
    an_organisation,
)
from tests.support.rows import row_of
from tests.support.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def number(member):
    """A case with something that may go, something that stays, and a partner to tell."""
    number = a_case(State.PLANNING, by=member.actor, director=member.id)
    housing = an_organisation(name="Woningcorporatie Rietkraag", kind=PartnerKind.HOUSING)
    an_agreement_of(housing)
    a_contact(housing, "Mees Mispelaar")
    supplier = an_organisation(kind=PartnerKind.BENEFITS)
    a_contribution(member.actor, number, supplier)
    a_contribution(member.actor, number, supplier, onward=Onward.NO)
    an_action(member.actor, number, organisation_id=housing)
    an_organisation(name="Stichting Los", kind=PartnerKind.HOUSING)
    return number


def ask(tab, partner, *wanted):
    tab.page.select_option("[name=partner]", label=partner)
    tab.page.check("[name=doel][value=action]")
    for one in wanted:
        tab.page.check(f"[name=wat][value={one}]")
    tab.send("main button:has-text('Bekijk wat mag')")


def test_the_pages_of_sharing_have_no_barrier_and_fit(app, open_page, number, member):
    a_sharing_table(approved=False)
    admin, dpo = a_user(Role.ADMIN), a_user(Role.DPO)
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, member)
        url = f"{base}/casussen/{number}/delen"
        tab.page.goto(url)
        tab.check_each_look()
        ask(tab, "Woningcorporatie Rietkraag", "social", "care", "safety", "actions")
        tab.check_each_look()
        tab.page.goto(url)
        ask(tab, "Stichting Los", "social")
        tab.check_each_look()
        for path in ("/deeltabel", "/deeltabel/housing"):
            tab.page.goto(base + path)
            tab.check_each_look()
        other = open_page()
        other.log_in(base, admin)
        other.page.goto(f"{base}/beheer/deeltabel/housing/social?fase=plan")
        other.check_each_look()
        third = open_page()
        third.log_in(base, dpo)
        third.page.goto(f"{base}/toezicht/deeltabel")
        third.check_each_look()


def test_sharing_goes_by_keyboard_only(app, open_page, number, member):
    a_sharing_table()
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, member)
        tab.page.goto(f"{base}/casussen/{number}/delen")
        keys = tab.page.keyboard
        tab.page.focus("[name=partner]")
        keys.type("Woning")
        tab.page.focus("[name=doel] >> nth=0")
        keys.press("Space")
        keys.press("ArrowRight")
        for one in ("social", "actions"):
            tab.page.focus(f"[name=wat][value={one}]")
            keys.press("Space")
        tab.page.focus("main button.main")
        with tab.page.expect_navigation():
            keys.press("Enter")
        tab.page.focus("[name=deel] >> nth=0")
        keys.press("Space")
        tab.page.focus("main button:has-text('Werk de tekst bij')")
        with tab.page.expect_navigation():
            keys.press("Enter")
        assert "De huur is drie maanden niet betaald." in tab.page.input_value("#tekst")
        tab.page.focus("[name=who]")
        keys.type("Mees")
        tab.page.focus("[name=means] >> nth=0")
        keys.press("Space")
        tab.page.focus("main button.main")
        with tab.page.expect_navigation():
            keys.press("Enter")
        assert "De verstrekking is vastgelegd" in tab.page.inner_text("main")

    assert row_of(Disclosure, purpose=Purpose.ACTION).dossier_id == row_of(Case).id
