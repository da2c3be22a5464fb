from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.cases.models.doors import LastSeen
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import direct_write, table_of, transaction
from pga.dossiers.services import flags
from tests.builders import a_case, a_user
from tests.support.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]


@pytest.fixture
def address(app):
    director, member, fg = a_user(), a_user(), a_user(Role.DPO)
    number = a_case(State.IN_EXECUTION, by=director.actor, linked=[member.id])
    get_sheet(member.actor, number)
    seen, then = table_of(LastSeen), clock.now() - timedelta(days=8)
    with transaction() as session, direct_write():
        session.execute(sa.update(seen).values(looked_at=then, sheet_at=then))
    for at in range(5):
        due_on = clock.today() + timedelta(days=at + 2)
        flags.flag(director.actor, CASES, number, text=f"Bel nummer {at}.", due_on=due_on)
    with serving(app) as base:
        yield base, member, fg, number


@pytest.fixture
def enter(open_page, address):
    """Log somebody in."""

    def log_in(who):
        tab = open_page()
        tab.log_in(address[0], who)
        return tab

    return log_in


def test_what_is_new_and_what_is_ahead_have_no_barriers(enter, address):
    base, member, _, number = address
    tab = enter(member)
    tab.page.wait_for_selector("text=Nieuw sinds u keek")
    tab.check_each_look()
    tab.send(f'a:text-is("{number}") >> visible=true')
    tab.page.wait_for_selector("text=Sinds u laatst keek")
    for summary in tab.page.query_selector_all("main .fold > summary"):
        summary.click()
    tab.check_each_look()
    tab.page.goto(f"{base}/casussen/{number}/aanhouden")
    later = clock.today() + timedelta(days=50)
    tab.page.fill("[name=review_on]", later.strftime("%d-%m-%Y"))
    tab.send("text=Bekijk wat er schuift")
    tab.page.wait_for_selector("text=Met deze pauze schuiven deze termijnen.")
    tab.check_each_look()


def test_the_trail_has_no_barriers(enter, address):
    _, _, fg, number = address
    tab = enter(fg)
    tab.check_each_look()
    tab.page.fill("#casus-casus", number)
    tab.page.select_option("#doel-casus", "court")
    tab.send("text=Toon wie keek")
    tab.page.wait_for_selector("td details summary:has-text('keer')")
    tab.check_each_look()
    tab.page.fill("#casus", "")
    tab.page.select_option("#soort", "")
    tab.page.select_option("#doel", "")
    tab.send("text=Toon het logboek")
    tab.page.wait_for_selector("text=Kies waarvoor u in het logboek kijkt.")
    tab.check_each_look()
