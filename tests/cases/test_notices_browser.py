from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.dossiers.reading.people import get_choices
from pga.dossiers.services import access, flags
from tests.builders import a_case, a_user
from tests.support.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]


def test_each_new_page_has_no_barrier_and_fits(app, open_page):
    director, member = a_user(), a_user(Role.INTERVENTION_TEAM)
    by = a_user()
    number = a_case(State.PLANNING, by=by.actor, director=director.id)
    for days in (0, 5, 40):
        flags.flag(
            by.actor,
            CASES,
            number,
            text="Bel het wijkteam over de brief van 3 november.",
            due_on=clock.today() + timedelta(days=days),
        )
    one = get_sheet(by.actor, number).flags[0]
    flags.close_flag(by.actor, CASES, number, one.id, closing="Het wijkteam belt maandag terug.")
    one = get_sheet(by.actor, number).flags[0]
    flags.flag(by.actor, CASES, number, text="Kijk of de huur is betaald.", due_on=clock.today())
    access.ask_access(member.actor, CASES, number, reason="Ik ga mee op huisbezoek.")
    (asked,) = get_choices(by.actor, CASES, number).asking
    case = f"/casussen/{number}"
    paths = {
        "werk": "/werk",
        "casus": case,
        "vlag": f"{case}/vlag",
        "sluiten": f"{case}/vlag/{one.id}/sluiten",
        "betrokken": f"{case}/betrokken",
        "antwoord": f"{case}/betrokken/vragen/{asked.id}",
        "vragen": "/toegang-vragen",
        "account": "/account",
        "niets": "/casussen/LAR-2026-9999",
    }
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, director)
        for path in paths.values():
            tab.page.goto(base + path)
            tab.said = [line for line in tab.said if "404" not in line]
            tab.check_each_look()
        tab.page.goto(base + paths["vlag"])
        tab.send("main button.main")
        tab.check_each_look()
