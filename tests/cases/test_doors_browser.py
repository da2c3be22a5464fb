"""The two doors in a browser: by keyboard only, without a barrier, wide and narrow."""

import pytest

from pga.access.permissions import Role
from pga.cases.models.doors import EmergencyAccess, Recusal
from pga.cases.rules.states import State
from tests.builders import PASSWORD, a_case, a_recusal, a_user, an_emergency
from tests.support.rows import row_of, rows_of
from tests.support.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]
NOTE = "De meldkamer vraagt waar zij nu is."


def log_in(tab, base, member):
    tab.page.context.clear_cookies()
    tab.log_in(base, member)


def look(tab, *, each=False):
    tab.said = [line for line in tab.said if "404" not in line and "403" not in line]
    tab.check_each_look() if each else tab.check()


def press(tab, key):
    """Press a key that leads to another page."""
    with tab.page.expect_navigation():
        tab.page.keyboard.press(key)


def tab_to(tab, selector):
    """Press Tab until this is where the focus is."""
    for _ in range(80):
        if tab.page.evaluate("one => document.activeElement.matches(one)", selector):
            return
        tab.page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_each_page_of_the_doors_has_no_barrier_and_fits(app, open_page):
    director, coordinator = a_user(), a_user(Role.COORDINATOR)
    worker = a_user(Role.INTERVENTION_TEAM)
    knows, dpo = a_user(), a_user(Role.DPO)
    number = a_case(State.PLANNING, by=director.actor, linked=[knows.id])
    a_recusal(knows.actor, number, note="Wij zongen samen in een koor.")
    an_emergency(worker.actor, number, note=NOTE)
    a_recusal(director.actor, number)
    case, declared = f"/casussen/{number}", rows_of(Recusal)[0].id
    judge = f"/toezicht/noodtoegang/{row_of(EmergencyAccess).id}"
    walks = (
        (worker, {"werk": "/werk", "noodtoegang": "/noodtoegang", "blad-nood": case}),
        (worker, {"kan-niet": f"{case}/aanhouden", "ken": f"{case}/ik-ken-deze-persoon"}),
        (worker, {"niets": "/casussen/LAR-2026-9999"}),
        (coordinator, {"werk-co": "/werk", "blad-zonder": case, "betrokken": f"{case}/betrokken"}),
        (coordinator, {"afstand": f"{case}/afstand/{declared}", "inzagen": f"{case}/inzagen"}),
        (dpo, {"toezicht": "/toezicht", "lijst": "/toezicht/noodtoegang", "oordeel": judge}),
    )
    with serving(app) as base:
        tab = open_page()
        for who, paths in walks:
            log_in(tab, base, who)
            for path in paths.values():
                tab.page.goto(base + path)
                look(tab, each=True)


def test_by_keyboard_one_opens_a_case_and_steps_back_from_it(app, open_page):
    worker = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING)
    with serving(app) as base:
        tab = open_page()
        log_in(tab, base, worker)
        tab.page.goto(f"{base}/noodtoegang")
        tab_to(tab, "main button.main")
        press(tab, "Enter")
        look(tab)
        tab_to(tab, "[name=number]")
        tab.page.keyboard.type(number)
        tab_to(tab, "[name=cause]")
        tab.page.keyboard.press("Space")
        tab_to(tab, "[name=note]")
        tab.page.keyboard.type(NOTE)
        tab_to(tab, "[name=password]")
        tab.page.keyboard.type(PASSWORD)
        press(tab, "Enter")
        assert tab.page.url == f"{base}/casussen/{number}"
        assert "Noodtoegang tot" in tab.page.inner_text("[aria-label=Noodtoegang]")

        tab_to(tab, f"main a[href$='{number}/ik-ken-deze-persoon']")
        press(tab, "Enter")
        tab_to(tab, "[name=bond]")
        tab.page.keyboard.press("Space")
        tab_to(tab, "main button.main")
        press(tab, "Enter")
        assert tab.page.inner_text("h1") == "De casus is voor u gesloten"
        look(tab)

        tab.page.goto(f"{base}/casussen/{number}")
        assert tab.page.inner_text("h1") == "Hier is niets"
