"""The other ways through the work: no case, waiting, two at once, the keyboard, no script."""

import pytest
from playwright.sync_api import expect

from pga.access.permissions import Role
from pga.cases.models.case import Case
from pga.cases.models.feedback import Feedback
from pga.cases.reading.handed_in import get_handed_in
from pga.cases.reading.timeline import get_timeline
from pga.cases.rules.states import HoldReason, State
from pga.cases.rules.triage import FeedbackMeans
from pga.core import clock
from pga.privacy.disclosure import Disclosure
from tests.builders import a_case, a_referral, a_user, an_organisation
from tests.journeys.casework import choose
from tests.journeys.fields import STORY, a_form, a_weging
from tests.journeys.keys import Keys
from tests.support.rows import row_of, rows_of
from tests.support.some import some

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]

ORGANISATION = "Stichting Rietkraag"


@pytest.fixture
def member(app):
    an_organisation(name=ORGANISATION)
    return a_user(name="Anneloes Kwartelstaart")


def in_half_a_year():
    day = clock.today()
    return day.replace(day=1, month=1, year=day.year + 1).strftime("%d-%m-%Y")


def sends(visitor):
    """Press the main button of the form, whatever it is called."""
    with visitor.page.expect_navigation():
        visitor.page.locator(".save-bar button.main").click()
    return visitor


# --- no case, and waiting


def test_a_rejection_names_the_way_and_tells_the_referrer(member, visit):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    visitor = visit(member, path=f"/casussen/{number}/weging")

    sends(visitor.fill(a_weging("rejected", criterion_a="no", feedback="letter"))).look()
    assert visitor.reads("Dit is nog leeg.")
    sends(visitor.fill({"route": "Het wijkteam neemt contact op."})).look()

    assert visitor.reads("De uitkomst is vastgelegd: Afwijzen.")
    assert row_of(Case, number=number).state is State.REJECTED
    assert row_of(Feedback).planned is FeedbackMeans.LETTER
    assert rows_of(Disclosure) == []  # it is given when the referrer heard it
    assert visitor.path() == f"/casussen/{number}"  # who weighed it keeps what nobody directed
    reader = visit(a_user(Role.COORDINATOR), path=f"/casussen/{number}")
    reader.turn_to("Dossier").look()
    assert reader.reads("Het wijkteam neemt contact op.")


def test_direct_opschalen_says_who_may_and_keeps_what_was_typed(member, visit):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    visitor = visit(member, path=f"/casussen/{number}/weging")

    sends(visitor.fill(a_weging("scale_up_directly"))).look()

    assert visitor.reads("Alleen de coördinator kan direct opschalen")
    assert visitor.page.input_value('[name="reasoning"]') == "De criteria kloppen."
    assert row_of(Case, number=number).state is State.IN_TRIAGE


def test_a_case_waits_and_goes_on(member, visit):
    number = a_case(State.IN_EXECUTION, by=member.actor)
    visitor = visit(member, path=f"/casussen/{number}")
    visitor.press("Aanhouden").look()
    sends(visitor).look()
    assert visitor.page.locator(".summary a").count() == 3

    late = {"reason": "detention", "note": "Hij zit vast tot januari.", "review_on": "01-01-2099"}
    sends(visitor.fill(late)).look()
    assert visitor.page.input_value('[name="note"]') == late["note"]
    sends(visitor.fill({"review_on": in_half_a_year()})).look()
    assert visitor.reads("Aangehouden: detentie. Hij zit vast tot januari.")
    assert row_of(Case, number=number).hold_code is HoldReason.DETENTION

    visitor.press("Hervatten").look()
    sends(visitor.fill({"reason": "Hij is weer thuis."})).look()
    assert visitor.reads("De casus gaat verder.")
    assert row_of(Case, number=number).state is State.IN_EXECUTION


# --- two at once


def test_two_presses_make_one_case(member, visit):
    visitor = visit(member, path="/aanmelden").fill(a_form(ORGANISATION))

    with visitor.page.expect_navigation(url="**/casussen/**"):
        visitor.page.locator(".save-bar button.main").dblclick()
    visitor.page.wait_for_load_state()

    assert len(rows_of(Case)) == 1
    assert visitor.reads("De aanmelding is vastgelegd")


def test_two_editors_of_one_aanmelding_see_was_mine_and_now(member, visit):
    number = a_case(by=member.actor)
    url = f"/casussen/{number}/aanmelding/corrigeren"
    first, second = visit(a_user(), path=url), visit(member, path=url)
    sends(first.fill({"tried": "De eerste schreef dit.", "reason": "Er stond te weinig."}))

    mine = {"tried": "De tweede schreef dit.", "necessity": "Ook anders.", "reason": "Klopte niet."}
    sends(second.fill(mine)).look()

    assert second.reads("Dit is veranderd sinds u dit opende.")
    theirs = second.page.locator(".theirs")
    assert theirs.all_inner_texts() == ["Er staat nu: De eerste schreef dit."]
    told_at = second.page.locator('[name="tried"]').get_attribute("aria-describedby")
    assert theirs.get_attribute("id") in told_at.split()
    for name in ("tried", "necessity", "reason"):
        assert second.page.input_value(f'[name="{name}"]') == mine[name]
    sends(second)
    assert second.reads("De correctie is vastgelegd.")
    given = get_handed_in(member.actor, number).given
    assert (given.tried, given.necessity) == (mine["tried"], mine["necessity"])


def test_the_later_of_two_who_weigh_hears_it_and_keeps_the_words(member, visit):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    url = f"/casussen/{number}/weging"
    first, second = visit(a_user(), path=url), visit(member, path=url)
    admitted = a_weging("admitted", reasoning="De eerste.")
    sends(choose(first.fill(admitted), "procesregisseur", member.name))

    sends(second.fill(a_weging("bilateral", route="De buurt.", reasoning="De tweede."))).look()

    assert second.reads("Dit is veranderd sinds u dit opende.")
    assert second.page.input_value('[name="reasoning"]') == "De tweede."
    assert get_timeline(member.actor, number).moves[0].reason == "De eerste."
    assert len(rows_of(Feedback)) == 1


# --- the keyboard alone


def test_a_case_is_registered_weighed_and_held_by_keyboard_alone(member, visit):
    visitor = visit(member)
    keys = Keys(visitor.page)
    keys.keyboard.press("Tab")
    assert keys.page.evaluate("document.activeElement.className") == "skip"

    keys.enter('.menu a[href="/nieuw/contact"]').enter('.pills a[href="/aanmelden"]')
    keys.answer(a_form(ORGANISATION)).enter(".save-bar button.main")
    assert visitor.reads("De aanmelding is vastgelegd")
    number = visitor.path().rsplit("/", 1)[1]

    keys.enter(".next a.button").enter("main form button.main")
    keys.answer(a_weging("admitted")).enter(".save-bar button.main")
    assert visitor.reads("De uitkomst is vastgelegd: Toelaten.")

    held = a_case(State.IN_EXECUTION, by=member.actor)
    visitor.go(f"/casussen/{held}")
    keys.enter(f'.moves a[href="/casussen/{held}/aanhouden"]')
    answers = {"reason": "admission", "note": "Hij is opgenomen.", "review_on": in_half_a_year()}
    keys.answer(answers).enter(".save-bar button.main")

    assert row_of(Case, number=number).state is State.INFORMATION_ROUND
    assert row_of(Case, number=held).state is State.ON_HOLD
    assert get_handed_in(member.actor, number).given.occasion == STORY


# --- without a script


def test_an_aanmelding_and_a_weging_need_no_script(member, visit):
    visitor = visit(member, path="/aanmelden", java_script_enabled=False)
    typed = a_form(ORGANISATION, kind="family")
    visitor.fill(typed).press("Persoon toevoegen").press("Gezaghebbende toevoegen")
    visitor.press("Organisatie toevoegen")
    for name in ("persons-1-surname", "guardians-1-name", "involved-1-organisation"):
        assert visitor.page.locator(f'[name="{name}"]').count() == 1
    assert visitor.page.input_value('[name="occasion"]') == STORY

    second = {"call_name": "Pim", "surname": "Zichtbaar", "birth": "ongeveer 1995"}
    second |= {"address": "Kwartelpad 3", "town": "Laren"}
    visitor.fill({f"persons-1-{name}": value for name, value in second.items()})
    visitor.fill({"involved-1-organisation": "De huisarts"})
    sends(visitor)
    assert visitor.reads("De aanmelding is vastgelegd")

    visitor.press("Begin").press("Start de weging")
    sends(visitor.fill(a_weging("admitted")))

    (case,) = rows_of(Case)
    assert case.state is State.INFORMATION_ROUND
    given = get_handed_in(member.actor, case.number).given
    assert [person.call_name for person in given.persons] == ["Robin", "Pim"]
    assert given.involved == (("De huisarts", ""),)


# --- the paper


@pytest.mark.parametrize("path", ["", "/aanmelding"])
def test_paper_shows_the_watermark_and_no_menu(member, visit, path):
    number = a_case(by=member.actor)
    visitor = visit(member, path=f"/casussen/{number}{path}")

    parts = {".top", ".menu", ".tabs", ".case-top a.no-print"}
    shown = {part for part in parts if visitor.page.locator(f"{part}:visible").count()}
    visitor.page.emulate_media(media="print")

    assert {".top", ".menu", ".tabs"} <= shown
    for part in parts:
        expect(visitor.page.locator(f"{part}:visible")).to_have_count(0)
    mark = "getComputedStyle(document.body, '::after')"
    assert "OEFENGEMEENTE" in visitor.page.evaluate(f"{mark}.content")
    assert visitor.page.evaluate(f"{mark}.position") == "fixed"
    assert visitor.reads("Zichtbaar")


# --- the pages of those who see no content


@pytest.mark.parametrize("role", [Role.BOARD, Role.ADMIN, Role.DPO])
def test_who_sees_no_content_sees_none_anywhere(member, visit, role):
    a_case(by=member.actor, given=a_referral(occasion="Zichtbaar verhaal."))
    visitor = visit(a_user(role, name="Tjeerd Boomvalk"))
    visitor.look(dark=True)

    places = [place.get_attribute("href") for place in visitor.page.locator(".menu a").all()]
    for place in some(places):
        visitor.go(place)
        visitor.look()
        assert "Zichtbaar" not in visitor.page.content()
    visitor.go("/account")
    visitor.look()
