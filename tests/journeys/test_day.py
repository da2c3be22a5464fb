"""What one does fifty times a day: from the list, in one press, and back on the list."""

import pytest

from pga.cases.models.plan import CaseAction
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.states import State
from tests.builders import a_case, a_person, a_referral, a_user, an_action
from tests.journeys.casework import hides, shows
from tests.support.rows import row_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("store", ["sqlite"], indirect=True),
]

TEXT = "Belt Zichtbaar over de brief."


@pytest.fixture
def member(app):
    return a_user()


@pytest.mark.parametrize("begins_at", ["werk", "casus"])
def test_an_action_is_done_in_one_press_and_taken_back_in_one(member, visit, begins_at):
    number = a_case(State.IN_EXECUTION, by=member.actor, director=member.id)
    action_id = an_action(member.actor, number, text=TEXT)
    path = {"werk": "/werk", "casus": f"/casussen/{number}"}[begins_at]
    visitor = visit(member, path=path)

    visitor.press("Gedaan")

    assert visitor.path() == path
    shows(visitor, f"Vastgelegd bij {number}: gedaan, vandaag.")
    assert row_of(CaseAction, id=action_id).outcome is ActionOutcome.DONE
    if begins_at == "werk":
        hides(visitor, "Zichtbaar")
    visitor.look().press("Neem de uitkomst terug")
    assert visitor.path() == path
    assert row_of(CaseAction, id=action_id).outcome is None
    visitor.look()


def test_how_to_reach_somebody_and_what_to_know_stand_on_the_first_page(member, visit):
    number = a_case(State.IN_EXECUTION, by=member.actor)
    visitor = visit(member, path=f"/casussen/{number}")

    visitor.press("Iets vastleggen over veiligheid").look()
    visitor.fill({"safety": "Ga met zijn tweeën."}).press("Dit klopt vandaag").look()

    assert visitor.path() == f"/casussen/{number}"
    shows(visitor, "Veiligheid: Ga met zijn tweeën.", "Nagekeken op", "Bereiken")
    visitor.press("Wijzigen")
    phone = {"persons-0-phone": "06 00 00 00 11", "reason": "Zij gaf haar nummer."}
    visitor.fill(phone).press("Correctie vastleggen")
    visitor.turn_to("Overzicht").look(dark=True)
    link = visitor.page.locator('a[href="tel:0600000011"]')
    assert link.inner_text() == "06 00 00 00 11"


def test_long_names_fit_on_a_phone(member, visit):
    long = a_person(call_name="Willemijntje", surname="van de Kievitsbloemhofstede")
    given = a_referral(persons=(long,))
    number = a_case(State.IN_EXECUTION, by=member.actor, director=member.id, given=given)
    an_action(member.actor, number)
    visitor = visit(member, path="/werk")

    visitor.press("Toon namen").look()

    shows(visitor, "Willemijntje van de Kievitsbloemhofstede")
