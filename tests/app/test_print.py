from datetime import UTC, datetime

import pytest

from pga.core import clock
from tests.builders import a_case, a_user
from tests.support.browser import NARROW
from tests.support.inspector import PageInspector
from tests.support.server import serving

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

AWAY = {".top", ".foot", ".button", ".save-bar", ".tabs", ".crumbs", "dialog"}
NOON = datetime(2026, 11, 24, 11, 3, tzinfo=UTC)


def head_of(response):
    """Return the lines that only paper shows."""
    nodes = PageInspector(response.text).nodes
    lines = [node for node in nodes if node.attrs.get("class") == "print-only"]
    for line in lines:
        del line.attrs["aria-hidden"]
    return [line.text() for line in lines]


def test_paper_tells_who_saw_it_when_for_whom_and_about_which_case(page):
    user = a_user()
    number = a_case(by=user.actor)
    page.log_in(user)

    with clock.stopped_at(NOON):
        head = head_of(page.get(f"/casussen/{number}"))

    assert head == [
        f"Getoond aan {user.name} op 24 november 2026 om 12:03 · Gemeente Laren · {number}"
    ]


def test_a_page_without_a_case_tells_no_number(page):
    user = a_user()
    page.log_in(user)

    with clock.stopped_at(NOON):
        head = head_of(page.get("/werk"))

    assert head == [f"Getoond aan {user.name} op 24 november 2026 om 12:03 · Gemeente Laren"]


def test_a_refusal_does_not_print_what_was_asked_for(page):
    [head] = head_of(page.log_in(a_user()).get("/casussen/LAR-2026-9999", status=404))

    assert "9999" not in head


def test_who_is_not_logged_in_is_not_named(page):
    assert head_of(page.get("/woordenlijst")) == []


@pytest.mark.browser
def test_paper_has_no_menu_and_no_button_but_its_head_and_the_watermark(app, open_page):
    user = a_user()
    number, seen = a_case(by=user.actor), set()
    with serving(app) as address:
        tab = open_page(width=NARROW)
        tab.log_in(address, user)
        for url in (
            "/werk",
            f"/casussen/{number}",
            f"/casussen/{number}/weging/starten",
            "/aanmelden",
        ):
            tab.page.goto(address + url)
            assert not tab.page.locator(".print-only").is_visible()
            tab.page.evaluate("document.querySelector('dialog').show()")
            seen |= shown_of_what_goes_away(tab.page)
            tab.page.emulate_media(media="print")
            assert tab.page.locator(".print-only").is_visible()
            assert shown_of_what_goes_away(tab.page) == set()
            mark = "getComputedStyle(document.body, '::after').content"
            assert "OEFENGEMEENTE" in tab.page.evaluate(mark)
            tab.page.emulate_media(media="screen")
    assert seen == AWAY


def shown_of_what_goes_away(page):  # pragma: no cover - in a browser
    return {part for part in AWAY if page.locator(f"{part}:visible").count()}
