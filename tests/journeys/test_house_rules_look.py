"""The screens of the house rules, looked over: wide and narrow, light and dark."""

import pytest

from pga.access.permissions import Role
from pga.accounts import services
from pga.cases.rules.states import State
from tests.builders import a_case, a_user, an_organisation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]


def test_what_waits_elsewhere_and_the_news_of_an_account(app, visit):
    member = a_user(also={"BLA": Role.COORDINATOR, "EEM": Role.SAFETY_TEAM})
    over = a_case(State.CLOSED, by=member.actor)
    visitor = visit(member)
    services.make_recovery_codes(member.actor)

    visitor.press("Wissel naar Laren").look(dark=True)
    assert visitor.reads("Er zijn nieuwe herstelcodes gemaakt.")
    visitor.go(f"/casussen/{over}/vlag")
    visitor.look(dark=True)
    visitor.go("/account")
    visitor.look(dark=True)


def test_the_partners_of_the_beheerder(app, visit):
    admin = a_user(Role.ADMIN)
    visitor = visit(admin)
    services.make_recovery_codes(admin.actor)
    visitor.go("/beheer/gebruikers")
    visitor.look()
    visitor.go("/beheer/partners")
    visitor.look()
    visitor.press("Nieuwe organisatie").press("Leg vast").look(dark=True)
    organisation = an_organisation(name="Stichting Rietkraag")
    for path in ("", f"/{organisation}", f"/{organisation}/wijzigen"):
        visitor.go(f"/beheer/partners{path}")
        visitor.look(dark=True)
