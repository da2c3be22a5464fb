"""The pages of vier ogen in a browser: no barrier, and they fit a phone."""

import pytest

from pga.access.permissions import Role
from pga.accounts.services import granting, users
from pga.accounts.services.granting import NewRole, NewStandIn
from pga.core import clock
from tests.builders import a_user
from tests.support.second_person import asked_of, asking
from tests.support.server import serving
from tests.support.some import some

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]


def test_each_page_of_vier_ogen_has_no_barrier_and_fits(app, open_page):
    admin, user, away = a_user(Role.ADMIN), a_user(), a_user(Role.ADMIN, "EEM")
    users.propose_role(admin.actor, user.id, NewRole(Role.BOARD, clock.today()), asking())
    new = NewStandIn(away.username, "EEM", clock.today(), clock.today())
    stand_in = granting.name_stand_in(admin.actor, new, asking())
    role = f"/goedkeuringen/{asked_of(user.id)}"
    theirs = {
        a_user(Role.COORDINATOR): ["/werk", "/goedkeuringen", role, f"/goedkeuringen/{stand_in}"],
        admin: [
            *("/beheer/gebruikers", f"/beheer/gebruikers/{user.id}", "/goedkeuringen", role),
            *("/beheer/vervangers", "/beheer/vervangers/nieuw"),
        ],
    }
    with serving(app) as base:
        for who, paths in some(list(theirs.items())):
            tab = open_page()
            tab.log_in(base, who)
            for path in some(paths):
                tab.page.goto(base + path)
                tab.check_each_look()
