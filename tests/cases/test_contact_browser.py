"""A contact moment from the start page on a telephone, on one page, by touch and by keyboard."""

import sys
from time import perf_counter

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from playwright.sync_api import expect

from pga.access.permissions import Role
from pga.accounts import passwords, services
from pga.accounts.models import UserSession
from pga.app import create_app
from pga.cases.models.contact import ContactMoment
from pga.cases.reading.sheet import get_sheet
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import a_case, a_user, id_of
from tests.journeys.keys import Keys
from tests.support.pages import Page
from tests.support.rows import row_of, rows_of
from tests.support.server import serving
from tests.support.some import some

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]
NARROW = 390
MOST = 5
"""Fields in view (ux-second-look 8)."""
SECONDS = 60


@pytest.fixture
def worker(app):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def number(worker):
    number = a_case(State.IN_EXECUTION, linked=[worker.id])
    get_sheet(worker.actor, number)
    return number


def in_view(page):
    """Count the questions that one sees: a group of choices is one."""
    return page.evaluate(
        """() => new Set([...document.querySelectorAll("form[data-live] *")]
          .filter((one) => one.matches("input, select, textarea") && one.type !== "hidden")
          .filter((one) => one.checkVisibility()).map((one) => one.name)).size"""
    )


@pytest.mark.parametrize("by", ["touch", "keyboard"])
def test_a_contact_moment_from_the_start_page(app, open_page, worker, number, by):
    with serving(app) as base:
        tab = open_page(width=NARROW)
        page = tab.page
        tab.log_in(base, worker)
        page.goto(f"{base}/werk")
        began, presses = perf_counter(), 0
        if by == "touch":
            page.click("nav.menu a[href='/nieuw/contact']")
            page.wait_for_selector("form[data-live]")
            tab.check()
            for choice in (f"[name=case][value='{number}']", "[value=street]", "[value=yes]"):
                page.locator(f"label:has({choice})").click()
                presses += 1
            page.fill("#text", "Kort gesproken. Gaat maandag mee.")
            page.fill("#next_text", "Bel maandag om negen uur.")
            with page.expect_navigation():
                page.click("form[data-live] .save-bar .main")
            presses += 4
        else:
            keys = Keys(page)
            keys.enter("nav.menu a[href='/nieuw/contact']")
            fields = {"case": number, "kind": "street", "reached": "yes"}
            fields |= {"text": "Kort gesproken.", "next_text": "Bel maandag."}
            keys.answer(fields)
            keys.press("Leg vast")
        took = perf_counter() - began
        assert page.url == f"{base}/casussen/{number}/contact"
        tab.check()

        row = row_of(ContactMoment, case_id=id_of(number))
        assert (row.reached, row.by) == (True, worker.id)
        page.goto(f"{base}/nieuw/contact")
        fields_seen = in_view(page)
        told = f"contact moment by {by}: {fields_seen} fields, {presses} presses, {took:.1f} s"
        sys.stdout.write(f"{told}\n")
        assert fields_seen <= MOST
        assert took < SECONDS


def test_the_page_asks_the_login_itself_and_then_sends_what_was_typed(
    app, open_page, worker, number
):
    with serving(app) as base:
        tab = open_page(width=NARROW)
        page = tab.page
        tab.log_in(base, worker)
        page.goto(f"{base}/casussen/{number}/contact/vastleggen")
        page.locator("label:has([value=phone])").click()
        page.locator("label:has([value=yes])").click()
        page.fill("#text", "Wat hier staat, blijft staan.")
        page.wait_for_timeout(100)
        end_sessions(worker)

        page.click("form[data-live] .save-bar .main")
        page.wait_for_selector("dialog[data-login][open]")
        assert page.input_value("#text") == "Wat hier staat, blijft staan."
        assert not rows_of(ContactMoment)
        page.fill("#hier-naam", worker.username)
        page.fill("#hier-woord", "dit is het niet")
        page.click("dialog[data-login] .main")
        page.wait_for_selector("[data-login-trouble]:not([hidden])")
        page.fill("#hier-woord", worker.password)
        with page.expect_navigation():
            page.click("dialog[data-login] .main")

        assert page.url == f"{base}/casussen/{number}/contact"
        assert len(rows_of(ContactMoment)) == 1
        assert "Wat hier staat, blijft staan." in page.content()
        kept = "Object.keys(localStorage).length + Object.keys(sessionStorage).length"
        assert page.evaluate(kept) == 0


def end_sessions(worker):
    with transaction() as session:
        for one in session.scalars(sa.select(UserSession).filter_by(user_id=worker.id)):
            one.revoked_at = clock.now()
        record(session, worker.actor, Line(Event.SESSION_ENDED, Object("user_session")))


@pytest.fixture
def codes(app, store, with_factor, worker):
    """The recovery codes of somebody with an authenticator, where each login asks for it."""
    strict = Page(store.app(create_app, with_factor)).log_in(worker)
    key = passwords.from_base32(services.start_enrolment(worker.actor))
    code = TOTP(key, 6, SHA1(), 30).generate(int(clock.now().timestamp()))  # noqa: S303 - RFC 6238
    strict.post("/tweede-factor/instellen", {"code": code.decode()})
    return services.make_recovery_codes(worker.actor)


def test_the_page_takes_a_recovery_code_and_warns_again_before_the_next_end(
    store, with_factor, open_page, worker, number, codes
):
    with serving(store.app(create_app, with_factor)) as base:
        tab = open_page(width=NARROW)
        page = tab.page
        page.clock.install()
        tab.log_in(base, worker)
        page.click("details.fold summary")
        page.fill("[name=recovery_code]", codes[0])
        with page.expect_navigation():
            page.click("form.form .main")
        page.goto(f"{base}/casussen/{number}/contact/vastleggen")
        page.fill("#text", "Wat hier staat, blijft staan.")
        warned = page.locator("dialog[data-session-seconds]")
        asked = page.locator("dialog[data-login]")
        for code in some(codes[1:3]):
            page.clock.run_for(14 * 60 * 1000)
            expect(warned).to_be_visible()
            end_sessions(worker)
            page.clock.run_for(2 * 60 * 1000)
            page.clock.run_for(4 * 1000)
            expect(asked).to_be_visible()

            page.fill("#hier-naam", worker.username)
            page.fill("#hier-woord", worker.password)
            page.click("dialog[data-login] details summary")
            tab.check()
            page.fill("#hier-herstelcode", code)
            page.click("dialog[data-login] .main")
            expect(asked).to_be_hidden()
            assert page.input_value("#text") == "Wat hier staat, blijft staan."

        page.locator("label:has([value=phone])").click()
        page.locator("label:has([value=yes])").click()
        with page.expect_navigation():
            page.click("form[data-live] .save-bar .main")
        assert page.url == f"{base}/casussen/{number}/contact"
        assert len(rows_of(ContactMoment)) == 1


def test_without_a_connection_nothing_goes_out_and_the_words_stay(app, open_page, worker, number):
    with serving(app) as base:
        tab = open_page(width=NARROW)
        page = tab.page
        tab.log_in(base, worker)
        page.goto(f"{base}/casussen/{number}/contact/vastleggen")
        page.locator("label:has([value=phone])").click()
        page.locator("label:has([value=no])").click()
        page.fill("#text", "Niemand thuis.")
        page.context.set_offline(True)
        page.click("form[data-live] .save-bar .main")
        page.wait_for_selector("text=Geen verbinding")
        assert page.input_value("#text") == "Niemand thuis."

        page.context.set_offline(False)
        with page.expect_navigation():
            page.click("form[data-live] .save-bar .main")
        assert len(rows_of(ContactMoment)) == 1
