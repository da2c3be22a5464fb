"""The screens by which somebody goes out of a case."""

import pytest

from pga.cases.models.case import CaseTerm, Guardian, Person
from pga.cases.models.mistaken import Mistaken, Retraction
from pga.cases.reading.mistaken import get_choosing
from pga.cases.rules.informing import Topic
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.core import clock
from tests.builders import a_case, a_person, a_referral, a_request, a_user, id_of
from tests.support.pages import text_of
from tests.support.rows import row_of, rows_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

NAME = "Jorinde Zichtbaar"


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def number(member):
    given = a_referral(
        persons=(a_person(surname="Zichtbaar"),),
        guardians=(GuardianGiven(name="Odin Lisdodde", relation="oom"),),
        occasion=f"{NAME} draaide harde muziek.",
        informed=True,
        informed_on=clock.today(),
        said=frozenset(Topic),
        not_informed=None,
        not_informed_note="",
        look_again_on=None,
    )
    number = a_case(State.INFORMATION_ROUND, by=member.actor, given=given)
    a_request(member.actor, number)
    return number


@pytest.fixture
def right():
    return {
        "instead-call_name": "Joris",
        "instead-surname": "Boomvalk",
        "instead-birth": "14-05-1990",
        "instead-address": "Plein 1",
        "instead-town": "Laren",
    }


def forget_url(number):
    person = row_of(Person, case_id=id_of(number))
    return f"/casussen/{number}/aanmelding/verkeerde-persoon/{person.id}"


def test_a_guardian_is_taken_out_by_the_screen(page, member, number):
    page.log_in(member)
    url = f"/casussen/{number}/aanmelding/weghalen"
    told = page.get(url)
    assert "Odin Lisdodde, oom" in text_of(told)
    uncle = row_of(Guardian, case_id=id_of(number))

    lacking = text_of(page.post(url, {}, status=200))
    assert "Kies wie niet in deze casus hoort." in lacking
    page.post(url, {"who": f"guardian:{uncle.id}", "reason": "Hij heeft geen gezag."})

    assert rows_of(Guardian, case_id=id_of(number)) == []
    assert "Odin Lisdodde" in text_of(page.get(f"/casussen/{number}/wijzigingen"))


def test_the_last_person_is_led_to_the_other_way(page, member, number):
    page.log_in(member)
    person = row_of(Person, case_id=id_of(number))

    told = page.post(
        f"/casussen/{number}/aanmelding/weghalen",
        {"who": f"person:{person.id}", "reason": "Toch niet."},
        status=200,
    )

    assert "Een casus gaat over minstens één persoon." in text_of(told)
    assert f"{NAME} was de verkeerde persoon" in text_of(told)


def test_the_wrong_person_goes_after_the_list_was_read_and_who_it_is_was_proven(
    page, member, number, right
):
    page.log_in(member)
    url = forget_url(number)
    shown = text_of(page.get(url))
    assert "Een reservekopie van vandaag kan alles nog bevatten tot en met" in shown
    assert "Wie iets kreeg" in shown
    given = {**right, "reason": "De aanmelder vergiste zich."}

    told = text_of(page.post(url, {**given, "password": member.password}, status=200))
    assert "Lees wat er weggaat en zet het vinkje." in told
    told = text_of(page.post(url, {**given, "sure": "y", "password": "verkeerd"}, status=200))
    assert "Het wachtwoord of de code klopt niet" in told
    assert rows_of(Mistaken) == []

    page.post(url, {**given, "sure": "y", "password": member.password})

    assert next(one.name for one in get_choosing(member.actor, number).people) == "Joris Boomvalk"
    handed_in = page.get(f"/casussen/{number}/aanmelding").text
    assert "[weggehaald] draaide harde muziek." in handed_in
    assert "Jorinde" not in handed_in
    tasks = rows_of(CaseTerm, case_id=id_of(number), kind=TermKind.RETRACTION, ended_on=None)
    assert len(tasks) == 1
    assert "Zeggen dat het over de verkeerde ging" in text_of(page.get("/werk"))
    page.get(url, status=404)


def test_a_half_person_instead_is_asked_to_be_whole(page, member, number):
    page.log_in(member)

    told = page.post(
        forget_url(number),
        {"instead-call_name": "Joris", "sure": "y", "password": member.password},
        status=200,
    )

    assert "Vul de achternaam in." in text_of(told)
    assert rows_of(Mistaken) == []


def test_who_got_it_is_told_and_the_task_is_done(page, member, number, right):
    page.log_in(member)
    sent = {**right, "reason": "Vergissing.", "sure": "y", "password": member.password}
    page.post(forget_url(number), sent)
    row = row_of(Retraction, case_id=id_of(number))
    url = f"/casussen/{number}/verstrekkingen/rechtzetten/{row.id}"
    assert "Gezegd" in text_of(page.get(f"/casussen/{number}/verstrekkingen/rechtzetten"))

    page.post(url, {"means": "spoken"})

    told = text_of(page.get(f"/casussen/{number}/verstrekkingen/rechtzetten"))
    assert "in een gesprek of per telefoon" in told
    assert member.name in told
    assert row_of(CaseTerm, id=row.term_id).ended_on == clock.today()
    page.get(url, status=404)
    assert "Zeggen dat het over de verkeerde ging" not in text_of(page.get("/werk"))
