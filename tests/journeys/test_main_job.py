"""The main job, through the hands of each role, in a real browser; each screen is looked over."""

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Case
from pga.cases.rules.states import State
from pga.privacy.disclosure import Disclosure
from tests.builders import a_user, an_organisation
from tests.journeys.casework import feeds_back, tells
from tests.journeys.fields import STORY, a_form, a_weging
from tests.support.rows import row_of, rows_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(
        "store",
        ["sqlite", pytest.param("postgresql", marks=pytest.mark.torture)],
        indirect=True,
    ),
]

ORGANISATION = "Stichting Rietkraag"


@pytest.fixture
def people(app):
    an_organisation(name=ORGANISATION)
    named = {
        "safety": ("Anneloes Kwartelstaart", Role.SAFETY_TEAM),
        "other": ("Joost van Zonnedauw", Role.SAFETY_TEAM),
        "inter": ("Mirre Lisdodde", Role.INTERVENTION_TEAM),
        "unlinked": ("Sietse IJsvogelaar", Role.INTERVENTION_TEAM),
        "coordinator": ("Noor Rietorchis", Role.COORDINATOR),
        "dpo": ("Tjeerd Boomvalk", Role.DPO),
    }
    return {key: a_user(role, name=name) for key, (name, role) in named.items()}


def test_a_case_goes_from_the_first_word_to_the_plan(people, visit):
    safety = visit().log_in(people["safety"])
    safety.look(dark=True)
    number = registers(safety)
    weighs(safety, number)
    links(safety, number, "Mirre Lisdodde")

    inter = visit(people["inter"])
    plans(inter, number)
    coordinator = visit(people["coordinator"])
    sees_all(coordinator, number)
    fg = visit(people["dpo"])
    sees_who_looked(fg, number)
    unlinked = visit(people["unlinked"])
    sees_nothing(unlinked, number)

    assert row_of(Case, number=number).state is State.PLANNING


def registers(safety):
    """Hand an aanmelding in with all that can be wrong with it, and mend it."""
    safety.begin("Aanmelding").look()
    safety.press("Aanmelding indienen").look(dark=True)
    page, faults = safety.page, safety.page.locator(".summary a")
    assert faults.count() >= 14
    assert page.title().startswith("Fout: ")
    assert page.evaluate("document.activeElement.classList.contains('summary')")
    for at in range(faults.count()):
        faults.nth(at).click()
        wanted = faults.nth(at).get_attribute("href").removeprefix("#")
        assert page.evaluate("document.activeElement.id") == wanted

    wrong = {
        "persons-0-birth": "31-11-2012",
        "occasion": STORY + " Bel 111222333 of mail robin@voorbeeld.example.",
        "domains": ["WEO"],
    }
    safety.fill(a_form(ORGANISATION, **wrong)).press("Aanmelding indienen").look()
    told = faults.all_inner_texts()
    assert len(told) == 3
    assert any("Bedoelt u 30-11-2012?" in one for one in told)
    assert any("BSN" in one for one in told)
    assert any("e-mailadres" in one for one in told)
    assert any("leefgebieden" in one for one in told)
    assert page.input_value('[name="occasion"]') == wrong["occasion"]
    assert page.input_value('[name="persons-0-birth"]') == "31-11-2012"
    assert page.is_checked('[name="domains"][value="WEO"]')

    mended = {"persons-0-birth": "30-11-2012", "domains": ["NET"], "occasion": STORY}
    safety.fill(mended).press("Aanmelding indienen").look()
    assert faults.all_inner_texts() == ["Er is een minderjarige. Vul in wie het gezag heeft."]

    other = {"occasion_about": "y", "occasion_relation": "Gezinslid"}
    passage = {"occasion_passage": "Zijn broer was er ook bij."}
    guardian = {"guardians-0-name": "Kim Zichtbaar", "guardians-0-relation": "Ouder met gezag"}
    safety.fill(guardian | other | passage).press("Aanmelding indienen").look(dark=True)
    assert "/casussen/" in safety.path()
    number = safety.path().rsplit("/", 1)[1]
    assert safety.reads(f"De aanmelding is vastgelegd als {number}.")
    assert "Zichtbaar" not in page.title() + page.url
    safety.turn_to("Dossier").look()
    assert page.locator(".about").inner_text() == passage["occasion_passage"]
    is_warned_of_a_double(safety, number)
    return number


def is_warned_of_a_double(safety, number):
    """Hand somebody in who is known: a warning with a number, and a choice."""
    safety.go("/aanmelden")
    known = {"persons-0-birth": "30-11-2012", "guardians-0-name": "Kim Zichtbaar"}
    safety.fill(a_form(ORGANISATION, **known) | {"guardians-0-relation": "Ouder"})
    safety.press("Aanmelding indienen").look()
    assert safety.reads(f"Kijk naar {number}")
    safety.fill({"double": "same"}).press("Aanmelding indienen")
    assert safety.reads("Een persoon heeft hoogstens één casus.")
    assert len(rows_of(Case)) == 1


def weighs(safety, number):
    safety.go(f"/casussen/{number}")
    safety.press("Begin").look()
    safety.press("Start de weging").look()
    safety.press("Besluit vastleggen").look(dark=True)
    assert safety.page.locator(".summary a").count() >= 12
    safety.fill(a_weging("admitted", criterion_b="no")).press("Besluit vastleggen")
    assert safety.reads("Toelaten kan als a, b en c ja zijn, en een van d, e en f.")
    safety.fill({"criterion_b": "yes"}).press("Besluit vastleggen").look()
    assert safety.reads("De uitkomst is vastgelegd: Toelaten.")
    assert rows_of(Disclosure) == []  # the referrer heard nothing yet
    feeds_back(safety, number)
    assert row_of(Disclosure).dossier_id == row_of(Case, number=number).id
    safety.go(f"/casussen/{number}")


def links(safety, number, name):
    safety.turn_to("Dossier", "Betrokken collega’s").look()
    safety.press("Koppel de collega").look()
    choice = safety.page.locator("[name=user_id] option", has_text=name).inner_text()
    safety.fill({"user_id": choice, "reason": "Doet de outreach."})
    safety.press("Koppel de collega").look()
    assert safety.reads("De collega is gekoppeld.")
    safety.press("Wijzigen procesregisseur").look()
    safety.go(f"/casussen/{number}/wijzigingen")
    safety.look()


def plans(inter, number):
    inter.look()
    assert inter.page.locator("body").inner_text().count("Zichtbaar") == 0
    inter.press("Toon namen").look()
    assert inter.reads("Robin Zichtbaar")
    inter.go(f"/casussen/{number}")
    inter.look()
    with inter.page.expect_navigation():
        inter.page.locator(".next a.button").click()  # the next step, of all that can be noted
    inter.look()
    tells(inter, "Kim Zichtbaar", "Mirre Lisdodde")
    inter.look()
    inter.go(f"/casussen/{number}")
    inter.press("Naar de partners").look()
    inter.go(f"/casussen/{number}/plan-opstellen")
    with inter.page.expect_navigation():
        inter.page.locator(".save-bar button.main").click()
    inter.look()
    inter.fill({"note": "Alle partners zaten vorige week al om tafel."})
    with inter.page.expect_navigation():
        inter.page.locator(".save-bar button.main").click()
    inter.look()
    assert inter.reads("De informatieronde is klaar.")
    inter.go(f"/casussen/{number}/regie/casusregisseur", status=403)
    inter.look()
    assert inter.reads("Dit mag u niet")


def sees_all(coordinator, number):
    coordinator.look()
    coordinator.press("Casussen").look()
    coordinator.go(f"/casussen/{number}")
    coordinator.look()
    assert coordinator.reads("Plan in opstelling")
    coordinator.turn_to("Dossier", "Verloop").look()
    assert coordinator.reads("Alle partners zaten vorige week al om tafel.")
    coordinator.turn_to("Dossier", "Inzagen").look()
    assert coordinator.reads("Mirre Lisdodde")


def sees_who_looked(fg, number):
    fg.look(dark=True)
    fg.press("Reken het logboek na").look()
    assert fg.reads("Het logboek is heel.")
    fg.fill({"casus": number.lower(), "doel": "Interne controle"}).press("Toon wie keek").look()
    for name in ("Anneloes Kwartelstaart", "Mirre Lisdodde", "Noor Rietorchis"):
        assert fg.reads(name)
    assert "Zichtbaar" not in fg.page.content()
    assert "Robin" not in fg.page.content()
    fg.go(f"/casussen/{number}", status=403)
    fg.look()


def sees_nothing(unlinked, number):
    unlinked.look()
    unlinked.go(f"/casussen/{number}", status=404)
    unlinked.look()
    hidden = unlinked.page.locator("main").inner_html()
    unlinked.go("/casussen/LAR-2026-9999", status=404)
    assert unlinked.page.locator("main").inner_html() == hidden
    assert number not in hidden
