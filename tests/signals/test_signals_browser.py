"""A signaal from the first call to its outcome, by keyboard, without a barrier, wide and narrow."""

import pytest

from pga.signals import services
from pga.signals.models import SignalCount
from pga.signals.rules.codes import SignalOutcome
from tests.builders import a_case, a_person, a_referral, a_signal, a_user, an_organisation
from tests.support.rows import rows_of
from tests.support.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]


def test_a_signaal_from_the_first_call_to_its_outcome(app, open_page):
    member = a_user()
    an_organisation(name="School De Kwartel")
    person = a_person(surname="Kwartelstaart")
    a_case(by=member.actor, given=a_referral(persons=(person,)))
    known = a_signal(member.actor, who="Kwartelstaart", calls=12)
    for outcome in [SignalOutcome.NOTHING] * 6 + [SignalOutcome.CARE_REPORT] * 5:
        signal_id = a_signal(member.actor, discussed=True)
        services.settle(member.actor, signal_id, 2, outcome)
    with serving(app) as base:
        tab = open_page()
        page = tab.page
        tab.log_in(base, member)

        page.goto(f"{base}/signalen/nieuw")
        tab.check_each_look()
        page.locator("#worry").focus()
        page.keyboard.type("Een vrouw loopt ’s nachts op blote voeten over de brink.")
        page.keyboard.press("Tab")
        page.keyboard.type("E33")
        page.keyboard.press("Tab")
        page.keyboard.type("Politie")
        page.keyboard.press("Tab")
        page.keyboard.type("Kwartelstaart")
        page.locator("details summary", has_text="Anders").click()
        page.fill("#birth", str(person.birth))
        page.click("text=Leg het signaal vast")
        assert page.inner_text("main").count("Misschien is deze persoon al bekend.") == 1
        tab.check_each_look()
        page.check("#anyway")
        page.click("text=Leg het signaal vast")
        page.wait_for_url(f"{base}/signalen/*-*")
        tab.check_each_look()
        page.click("text=Leg vast waar het is besproken")
        tab.check_each_look()
        page.check("text=Netwerkoverleg")
        page.click("text=Leg vast en kies de uitkomst")
        tab.check_each_look()
        page.check("text=Het interventieteam pakt het op")
        page.click("text=Leg de uitkomst vast")
        page.wait_for_url(f"{base}/signalen")
        tab.check_each_look()
        page.goto(f"{base}/signalen/{known}/melding")
        tab.check_each_look()
        page.goto(f"{base}/signalen/{known}/verlengen")
        tab.check_each_look()
        tab.log_in(base, a_user(member.actor.role.COORDINATOR))
        page.goto(f"{base}/cijfers")
        tab.check_each_look()

    outcomes = [one.outcome for one in rows_of(SignalCount)]
    assert outcomes.count(SignalOutcome.TAKEN_UP) == 1
