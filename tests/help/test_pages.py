from datetime import date

import pytest

from pga.access.permissions import Role
from pga.help.labels.screens import FAILURE, SCREENS
from pga.settings.services import set_values
from tests.builders import a_case, a_user
from tests.support.pages import text_of
from tests.support.server import serving
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

OPEN = ["/hulp", "/hulp/casusblad", "/woordenlijst", "/toegankelijkheid"]
CLOSED = ["/nieuw", "/over"]


@pytest.mark.parametrize("url", OPEN)
def test_who_cannot_log_in_reads_the_help(page, url):
    page.get(url)


@pytest.mark.parametrize("url", CLOSED)
def test_which_version_this_is_only_users_know(page, url):
    assert page.get(url, status=302).headers["Location"].startswith("/inloggen")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("url", [*OPEN, *CLOSED])
def test_each_role_reads_all_of_it(page, role, url):
    page.log_in(a_user(role)).get(url)


def test_a_screen_that_is_not_there_has_no_help(page):
    page.get("/hulp/niets", status=404)


def test_each_text_has_its_page(page):
    for screen in some(SCREENS.values()):
        shown = text_of(page.get(f"/hulp/{screen.slug}"))
        assert all(sentence in shown for sentence in some(screen.sentences))


def test_a_page_carries_its_own_help_and_the_way_to_the_rest(page):
    user = a_user()
    number = a_case(by=user.actor)

    shown = page.log_in(user).get(f"/casussen/{number}")

    assert SCREENS["cases.sheet"].sentences[0] in text_of(shown)
    assert 'href="/hulp/casusblad"' in shown.text
    for url in ("/hulp", "/woordenlijst", "/nieuw", "/over", "/toegankelijkheid"):
        assert f'href="{url}"' in shown.text


def test_the_login_page_has_its_help_but_not_what_users_know(page):
    shown = page.get("/inloggen")

    assert SCREENS["accounts.login"].sentences[0] in text_of(shown)
    assert 'href="/toegankelijkheid"' in shown.text
    assert 'href="/over"' not in shown.text


def test_a_refusal_explains_itself_and_not_the_screen_behind_it(page):
    number = a_case()

    hidden = page.log_in(a_user(Role.INTERVENTION_TEAM)).get(f"/casussen/{number}", status=404)
    absent = page.get("/nergens", status=404)

    assert FAILURE.sentences[0] in text_of(hidden)
    assert text_of(hidden) == text_of(absent)
    assert number not in hidden.text


def test_what_nobody_filled_in_is_said_so(page):
    shown = text_of(page.log_in(a_user()).get("/over"))

    assert "De FG nog niet ingevuld" in shown
    assert "EUPL-1.2" in shown


def test_whom_to_ask_is_what_the_municipality_set(page):
    user = a_user()
    contacts = {
        "dpo_contact": "fg@laren.invalid",
        "support_contact": "035 555 01 00",
        "accessibility_contact": "toegankelijk@laren.invalid",
    }
    set_values(user.id, "LAR", contacts, from_on=date(2026, 1, 1), reason="Zo heet het hier.")

    page.log_in(user)

    about = text_of(page.get("/over"))
    assert "De FG fg@laren.invalid" in about
    assert "Hulp bij het systeem 035 555 01 00" in about
    assert "Meldpunt toegankelijk@laren.invalid" in text_of(page.get("/toegankelijkheid"))


def test_the_statement_tells_what_nobody_tried(page):
    shown = text_of(page.get("/toegankelijkheid"))

    assert "voldoet gedeeltelijk" in shown
    assert "Meldpunt nog niet ingevuld" in shown
    assert "schermlezer" in shown


def test_what_is_new_stands_in_its_parts(page):
    shown = text_of(page.log_in(a_user()).get("/nieuw"))

    assert "Dat kan nog niet" in shown
    assert "*" not in shown


@pytest.mark.browser
def test_the_help_has_no_barrier(app, open_page):
    user = a_user()
    with serving(app) as address:
        tab = open_page()
        tab.log_in(address, user)
        for url in [*OPEN, *CLOSED]:
            tab.page.goto(address + url)
            tab.check_each_look()
        tab.page.locator("details.help summary").click()
        tab.page.locator("details.help .fly").wait_for()
        tab.check_each_look()
