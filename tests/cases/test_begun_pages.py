"""What stands in a form before anybody typed: who sits there, today, and who was not told yet."""

import pytest

from pga.cases.models.case import Person
from pga.cases.rules.states import State
from pga.core import clock
from tests.builders import a_case, a_person, a_referral, a_user
from tests.support.rows import rows_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def member(app):
    a_user(name="Aagje Aalscholver")
    return a_user(name="Mirre Lisdodde")


def begun(page, url):
    return dict(page.form(page.get(url).text, url))


def today():
    return clock.today().strftime("%d-%m-%Y")


def test_who_weighs_is_the_procesregisseur_until_somebody_else_is_chosen(page, member):
    number = a_case(State.IN_TRIAGE, by=member.actor)

    form = begun(page.log_in(member), f"/casussen/{number}/weging")

    assert form["procesregisseur"] == str(member.id)


def test_telling_begins_with_the_first_who_was_not_told(page, member):
    family = (a_person(), a_person(call_name="Pim"))
    number = a_case(State.PLANNING, by=member.actor, given=a_referral(persons=family))
    url = f"/casussen/{number}/informeren/vastleggen"
    page.log_in(member)

    first = begun(page, url)
    page.post(url, {"means": "letter", "whole": "y"})
    second = begun(page, url)

    assert {first["ears"], second["ears"]} == {f"person:{one.id}" for one in rows_of(Person)}
    assert (first["told_on"], first["told_by"]) == (today(), str(member.id))


def test_who_postpones_decides_that_today_until_something_else_is_typed(page, member):
    number = a_case(State.PLANNING, by=member.actor)

    form = begun(page.log_in(member), f"/casussen/{number}/informeren/uitstellen")

    assert (form["decided_on"], form["decided_by"]) == (today(), str(member.id))
