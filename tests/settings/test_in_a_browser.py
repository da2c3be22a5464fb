from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.core import clock
from pga.settings.rules.png import read_png
from pga.settings.services import change_logo, set_values
from tests.builders import a_case, a_referral, a_user
from tests.settings.pictures import a_png
from tests.support.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]

LIST = "/beheer/instellingen"
TERM = f"{LIST}/triage_working_days"
PAGES = (
    LIST,
    TERM,
    f"{TERM}/wijzigen",
    "/beheer/gemeente",
    "/beheer/gemeente/wijzigen",
    "/beheer/huisstijl",
    "/beheer/huisstijl/logo",
    "/beheer/lijsten/problems",
    "/beheer/lijsten/domains",
    "/beheer/lijsten/problems/other/wijzigen",
    "/beheer/lijsten/plan_rules",
    "/beheer/lijsten/plan_rules/no_exit/wijzigen",
    "/beheer/reglement",
    "/beheer/reglement/plan_working_days",
)
YELLOW = {"brand": "#ffd400", "brand_ink": "#000000", "accent": "#7a1f5c"}


@pytest.fixture
def address(app):
    member, colleague, today = a_user(Role.ADMIN), a_user().actor, clock.today()
    for days in (3, 9, 30):
        received = a_referral(received_on=today - timedelta(days=days))
        a_case(by=colleague, given=received)
    town = {"dpo_name": "Greet Geval", "covenant_ends_on": "2027-12-31", **YELLOW}
    coming = {"triage_working_days": "7", "list.problems.other": "Iets anders"}
    set_values(member.id, "LAR", {**town, "hold_months": "5"}, from_on=today, reason="Besluit")
    set_values(member.id, "LAR", coming, from_on=today + timedelta(days=40), reason="Besluit")
    logo = read_png(a_png(240, 60, colour=2, drawn=b"\x60"))
    since = {"from_on": today, "reason": "Besluit"}
    change_logo(member.actor, logo, **since)
    with serving(app) as base:
        yield base, member


@pytest.fixture
def tab(open_page, address):
    """A tab in which the beheerder is logged in."""
    base, member = address
    tab = open_page()
    tab.log_in(base, member)
    tab.base = base
    return tab


def test_each_page_has_no_barriers_in_the_colours_of_a_municipality(tab):
    for url in PAGES:
        tab.page.goto(tab.base + url)
        tab.check_each_look()
    found = tab.page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--brand')"
    )
    assert "#ffd400" in found


def test_a_change_goes_by_its_effect(tab):
    tab.page.goto(f"{tab.base}{TERM}/wijzigen")
    tab.page.fill("[name=value]", "31")
    tab.send("text=Bekijk wat dit raakt")
    tab.check_each_look()
    tab.page.fill("[name=value]", "10")
    tab.page.fill("[name=reason]", "Besluit van het college")
    tab.send("text=Bekijk wat dit raakt")
    tab.page.wait_for_selector("text=Zou worden")
    tab.check_each_look()
    tab.page.click("text=Leg de nieuwe waarde vast")
    tab.page.wait_for_selector("text=Vastgelegd. Dit geldt vanaf")
    tab.check_each_look()
    tab.send("text=Trek in")
    tab.check_each_look()


def test_a_logo_is_sent_and_shown(tab):
    tab.page.goto(f"{tab.base}/beheer/huisstijl/logo")
    sent = {"name": "logo.png", "mimeType": "image/png", "buffer": a_png(300, 80, colour=2)}
    tab.page.set_input_files("[name=picture]", sent)
    tab.page.fill("[name=reason]", "Nieuwe huisstijl")
    tab.send("text=Leg vast")
    tab.page.wait_for_selector("text=Vastgelegd. Dit geldt vanaf")
    tab.check_each_look()
    width = "document.querySelector('.brand img').naturalWidth"
    assert tab.page.evaluate(width) == 300
    tab.page.goto(f"{tab.base}/beheer/huisstijl/logo")
    svg = {"name": "logo.png", "mimeType": "image/png", "buffer": b"<svg/>"}
    tab.page.set_input_files("[name=picture]", svg)
    tab.send("text=Leg vast")
    tab.check_each_look()
