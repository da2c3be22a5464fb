"""What becomes of words: kept while typing, there again after a session, and gone for the next."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from pga.accounts.models import UserSession
from pga.cases.models.case import Case
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import direct_write, transaction
from pga.privacy import drafts
from pga.privacy.drafts import DraftPlace, FormDraft
from tests.builders import a_case, a_user, an_organisation
from tests.journeys.fields import STORY, a_form
from tests.support.rows import rows_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]

KEPT = "Alleen u ziet het, tot morgen"
SOON = "09-12-2099"
ROUND = State.INFORMATION_ROUND
ORGANISATION = "Stichting Rietkraag"


@pytest.fixture
def member(app):
    an_organisation(name=ORGANISATION)
    return a_user(name="Anneloes Kwartelstaart")


def of_referral(member):
    return DraftPlace(member.id, "LAR", "cases.register")


def stay_away():
    """Let every session be idle for longer than it may."""
    with transaction() as session, direct_write():
        session.query(UserSession).update({"seen_at": clock.now() - timedelta(hours=1)})


def status(visitor):
    return visitor.page.locator("[data-draft-status]")


# --- kept while typing


def test_what_is_typed_is_kept_and_there_again_after_a_reload(member, visit):
    visitor = visit(member, path="/aanmelden")
    expect(status(visitor)).to_have_text("")
    answers = {"referrer": "Sanne Schijn", "kind": "family", "occasion": STORY, "domains": ["WEO"]}
    visitor.fill(answers)

    expect(status(visitor)).to_contain_text(KEPT)
    visitor.look()
    visitor.page.reload()

    assert visitor.page.input_value('[name="occasion"]') == STORY
    assert visitor.page.is_checked('[name="kind"][value="family"]')
    assert visitor.page.is_checked('[name="domains"][value="WEO"]')
    expect(status(visitor)).to_contain_text(KEPT)
    visitor.look()


def test_what_is_typed_is_told_when_it_could_not_be_kept_and_kept_later(member, visit):
    visitor = visit(member, path="/aanmelden")
    visitor.page.route("**/concept?**", lambda route: route.abort())
    visitor.fill({"occasion": STORY})

    expect(status(visitor)).to_contain_text("Nog niet bewaard.")
    assert drafts.load(of_referral(member)) is None
    visitor.page.unroute("**/concept?**")
    visitor.fill({"tried": "Nog iets."})

    expect(status(visitor)).to_contain_text(KEPT)
    assert ["occasion", STORY] in drafts.load(of_referral(member)).fields


def test_the_draft_of_a_weging_is_of_that_case_only(member, visit):
    one, other = (a_case(State.IN_TRIAGE, by=member.actor) for _ in range(2))
    visitor = visit(member, path=f"/casussen/{one}/weging")
    visitor.fill({"reasoning": "Nog niet klaar."})
    expect(status(visitor)).to_contain_text(KEPT)

    visitor.go(f"/casussen/{other}/weging")
    assert visitor.page.input_value('[name="reasoning"]') == ""
    visitor.go(f"/casussen/{one}/weging")
    assert visitor.page.input_value('[name="reasoning"]') == "Nog niet klaar."


def test_a_draft_is_gone_once_it_is_handed_in(member, visit):
    visitor = visit(member, path="/aanmelden").fill(a_form(ORGANISATION))
    expect(status(visitor)).to_contain_text(KEPT)

    with visitor.page.expect_navigation():
        visitor.page.locator(".save-bar button.main").click()
    visitor.go("/aanmelden")

    assert visitor.page.input_value('[name="occasion"]') == ""
    assert drafts.load(of_referral(member)) is None


# --- a session that ended


def test_words_are_back_after_a_session_that_ended_while_typing(member, visit):
    visitor = visit(member, path="/aanmelden").fill(a_form(ORGANISATION))
    stay_away()

    with visitor.page.expect_navigation():
        visitor.page.locator(".save-bar button.main").click()
    visitor.look()
    assert visitor.reads("Uw tekst is bewaard")
    assert rows_of(Case) == []
    visitor.press("Opnieuw inloggen").log_in(member)

    assert visitor.path() == "/aanmelden"
    assert visitor.page.input_value('[name="occasion"]') == STORY
    assert visitor.page.input_value('[name="persons-0-surname"]') == "Zichtbaar"
    with visitor.page.expect_navigation():
        visitor.page.locator(".save-bar button.main").click()
    assert len(rows_of(Case)) == 1


HANDED_IN = {
    "plan/kern": {"picture": STORY},
    "doelen/nieuw": {"text": "Zij houdt haar woning."},
    "acties/nieuw": {"text": "Belt de corporatie.", "due_on": SOON},
    "informeren/uitstellen": {"note": STORY, "review_on": SOON},
    "informatieronde/vragen": {"question": STORY, "not_needed": "De rest."},
    "informatieronde/bijdrage": {"fact": STORY},
    "beeindigen": {"words": STORY},
    "vlag": {"text": "Bel de school.", "due_on": SOON},
}
"""Forms of a case, and what one types there."""


@pytest.mark.parametrize("path", HANDED_IN)
def test_after_fifteen_minutes_the_words_stand_in_their_own_fields(member, visit, path):
    state = State.PLANNING if path.split("/")[0] in {"plan", "doelen", "acties", "vlag"} else ROUND
    number = a_case(state, by=member.actor)
    words = HANDED_IN[path]
    visitor = visit(member, path=f"/casussen/{number}/{path}").fill(words)
    stay_away()

    with visitor.page.expect_navigation():
        visitor.page.locator("main .save-bar button.main").click()
    assert visitor.reads("Uw tekst is bewaard")
    visitor.press("Opnieuw inloggen").log_in(member)

    assert visitor.path() == f"/casussen/{number}/{path}"
    assert {name: visitor.page.input_value(f'[name="{name}"]') for name in words} == words


def test_one_press_after_that_saves_it_once(member, visit):
    number = a_case(State.PLANNING, by=member.actor)
    visitor = visit(member, path=f"/casussen/{number}/plan/kern").fill({"picture": STORY})
    stay_away()
    with visitor.page.expect_navigation():
        visitor.page.locator(".save-bar button.main").click()
    visitor.press("Opnieuw inloggen").log_in(member)

    with visitor.page.expect_navigation():
        visitor.page.locator(".save-bar button.main").click()

    assert visitor.reads("De teksten van het plan zijn bewaard.")
    assert visitor.reads(STORY)
    assert rows_of(FormDraft) == []
    visitor.look()


def test_words_go_on_being_kept_after_a_login_in_another_tab(member, visit):
    number = a_case(State.PLANNING, by=member.actor)
    visitor = visit(member, path=f"/casussen/{number}/plan/kern")
    tab = visitor.page.context.new_page()
    tab.goto(f"{visitor.address}/account")
    tab.get_by_text(member.name).first.click()
    tab.locator(".user form button").click()
    tab.wait_for_url("**/uitgelogd")
    tab.goto(f"{visitor.address}/inloggen")
    tab.fill("[name=username]", member.username)
    tab.fill("[name=password]", member.password)
    tab.locator("form button.main.full").click()
    tab.wait_for_url("**/werk")

    visitor.fill({"picture": STORY})

    expect(status(visitor)).to_contain_text(KEPT)
    with visitor.page.expect_navigation():
        visitor.page.locator(".save-bar button.main").click()
    assert visitor.reads("U bent opnieuw ingelogd.")
    assert visitor.page.input_value('[name="picture"]') == STORY


def test_back_after_names_and_after_a_search_asks_nothing(member, visit):
    number = a_case(State.PLANNING, by=member.actor)
    visitor = visit(member, path="/casussen")
    visitor.press("Toon namen")
    assert visitor.reads("Zichtbaar")
    visitor.go(f"/casussen/{number}")
    visitor.page.go_back()
    visitor.page.wait_for_load_state()
    assert visitor.path().startswith("/casussen?")
    assert visitor.reads("Zichtbaar")

    visitor.go("/zoeken")
    visitor.fill({"surname": "Zichtbaar", "birth": "1991"})
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="Zoek de persoon").click()
    found = visitor.path()
    assert visitor.reads(number)
    visitor.go(f"/casussen/{number}")
    visitor.page.go_back()
    visitor.page.wait_for_load_state()
    assert visitor.path() == found
    assert visitor.reads(number)


def test_the_next_one_at_this_browser_does_not_get_the_words(member, visit):
    visitor = visit(member, path="/aanmelden").fill({"occasion": STORY})
    stay_away()
    with visitor.page.expect_navigation():
        visitor.page.locator(".save-bar button.main").click()

    visitor.press("Opnieuw inloggen").log_in(a_user(name="Joost van Zonnedauw"))
    visitor.go("/aanmelden")

    assert visitor.page.input_value('[name="occasion"]') == ""
    assert STORY not in visitor.page.content()


def test_the_way_back_shows_nothing_after_logging_out(member, visit):
    number = a_case(by=member.actor)
    visitor = visit(member, path=f"/casussen/{number}")
    assert visitor.reads("Zichtbaar")

    visitor.page.get_by_text(member.name).first.click()
    visitor.page.locator(".user form button").click()
    visitor.page.wait_for_url("**/uitgelogd")
    visitor.look()
    visitor.page.go_back()
    visitor.page.wait_for_load_state()

    expect(visitor.page.locator("[name=password]")).to_be_visible()
    assert "Zichtbaar" not in visitor.page.content()
    assert visitor.path().startswith("/inloggen")


# --- are you still there


@pytest.fixture
def late(member, visit):
    """Open a page, and let thirteen minutes pass in the browser without a word to the server."""

    def late(path, **fields):
        visitor = visit()
        visitor.page.clock.install()
        visitor.log_in(member).go(path)
        visitor.fill(fields)
        visitor.page.clock.run_for(13 * 60 * 1000)
        return visitor

    return late


def test_two_minutes_before_the_end_one_is_asked_and_can_stay(late):
    visitor = late("/aanmelden", occasion=STORY)
    dialog = visitor.page.locator("dialog")
    expect(dialog).to_be_visible()
    visitor.look()
    assert visitor.reads("Bent u er nog?")

    with visitor.page.expect_response("**/ik-ben-er-nog") as answered:
        visitor.page.get_by_role("button", name="Ik ben er nog").click()

    assert answered.value.status == 204
    expect(dialog).to_be_hidden()
    assert visitor.page.input_value('[name="occasion"]') == STORY
    visitor.page.clock.run_for(12 * 60 * 1000)
    expect(dialog).to_be_hidden()


def test_a_slow_answer_does_not_bring_the_question_back(late):
    visitor = late("/werk")
    dialog, waiting = visitor.page.locator("dialog"), []

    def hold(route):
        waiting.append(route)

    expect(dialog).to_be_visible()
    visitor.page.route("**/ik-ben-er-nog", hold)

    with visitor.page.expect_request("**/ik-ben-er-nog"):
        visitor.page.get_by_role("button", name="Ik ben er nog").click()
    visitor.page.clock.run_for(5000)
    with visitor.page.expect_response("**/ik-ben-er-nog"):
        waiting[0].continue_()

    expect(dialog).to_be_hidden()


def test_escape_says_that_one_is_still_there(late):
    visitor = late("/werk")
    expect(visitor.page.locator("dialog")).to_be_visible()

    with visitor.page.expect_response("**/ik-ben-er-nog") as answered:
        visitor.page.keyboard.press("Escape")

    assert answered.value.status == 204
    expect(visitor.page.locator("dialog")).to_be_hidden()


def test_who_is_not_there_any_more_is_led_away_and_the_words_stay(late, member):
    visitor = late("/aanmelden", occasion=STORY)
    expect(visitor.page.locator("dialog")).to_be_visible()

    visitor.page.clock.run_for(70 * 1000)
    expect(visitor.page.locator("[data-session-left]")).to_have_text("1 minuut")
    visitor.page.clock.run_for(60 * 1000)

    visitor.page.wait_for_url("**/uitgelogd*")
    assert STORY not in visitor.page.content()
    assert ["occasion", STORY] in drafts.load(of_referral(member)).fields
