from urllib.parse import urlencode

import pytest

from pga.access.permissions import Role
from pga.cases.room import CASES
from pga.cases.rules.contributions import Onward, Visibility
from pga.cases.rules.states import State
from pga.dossiers.reading.disclosures import get_disclosures
from pga.partners.rules import PartnerKind
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Category, Purpose
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_sharing_table,
    a_user,
    an_action,
    an_agreement_of,
    an_emergency,
    an_error_in,
    an_organisation,
)
from tests.support.pages import outside, text_of
from tests.support.rows import rows_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

TEXT = "De huur is drie maanden niet betaald."
CANARY = "Kanariedeel"


@pytest.fixture
def member(app):
    a_sharing_table()
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor, director=member.id)


@pytest.fixture
def partner(member):
    organisation = an_organisation(name="Woningcorporatie Rietkraag", kind=PartnerKind.HOUSING)
    an_agreement_of(organisation)
    return organisation


def asked(number, partner, *wanted, **more):
    query = {"partner": partner, "doel": "action", "wat": wanted, **more}
    return f"/casussen/{number}/delen?{urlencode(query, doseq=True)}"


def booked():
    return [row for row in rows_of(Disclosure) if row.purpose is Purpose.ACTION]


def test_the_page_answers_shows_the_text_and_books(page, member, number, partner):
    contact = a_contact(partner, "Mees Mispelaar")
    told = a_contribution(member.actor, number, an_organisation(kind=PartnerKind.BENEFITS))
    action = an_action(member.actor, number, organisation_id=partner, text="Belt over de huur.")
    page.log_in(member)
    first = text_of(page.get(asked(number, partner, "social", "care", "actions")))
    for said in ("Ja, mits", "alleen wat over wonen gaat", "Nee", "Zeg tegen de persoon", "Bron:"):
        assert said in first
    assert "goedgekeurd door de FG" in first
    shown = page.get(asked(number, partner, "social", "care", "actions"))
    assert "Belt over de huur." in area(shown)
    assert TEXT not in area(shown)

    url = asked(number, partner, "social", "actions", gekozen="1", deel=[told, action])
    assert TEXT in area(page.get(url))
    assert "Kies hoe het gaat." in text_of(page.post(url, {"who": str(contact)}, status=200))
    where = page.post(url, {"who": str(contact), "means": "secure_mail"}).headers["Location"]

    assert "vastgelegd" in text_of(page.get(where))
    newest = next(
        one
        for one in get_disclosures(member.actor, CASES, number).lines
        if one.purpose is Purpose.ACTION
    )
    assert newest.recipient == "Mees Mispelaar, wijkagent"
    assert newest.categories == (Category.CASE_NUMBER, Category.SOCIAL, Category.ACTIONS)


def area(response):
    return response.text.partition('<textarea id="tekst"')[2].partition("</textarea>")[0]


def test_what_stays_is_counted_without_what_it_says(page, member, number, partner):
    supplier = an_organisation(kind=PartnerKind.BENEFITS)
    a_contribution(member.actor, number, supplier, fact=CANARY, onward=Onward.NO)
    a_contribution(member.actor, number, supplier, fact=CANARY, onward=Onward.AFTER_CONSENT)
    a_contribution(member.actor, number, supplier, fact=CANARY, visibility=Visibility.REGIE)
    an_error_in(member.actor, number, a_contribution(member.actor, number, fact=CANARY))
    page.log_in(member)

    shown = text_of(page.get(asked(number, partner, "social")))

    assert CANARY not in shown
    assert "1 bijdrage: de partner van wie dit komt, wil dit niet" in shown
    assert "vraag eerst akkoord aan de partner van wie dit komt" in shown
    assert "alleen voor de regie of het kernteam" in shown


def test_without_a_convenant_it_says_so_and_there_is_nothing_to_book(page, member, number):
    unbound = an_organisation(name="Stichting Los", kind=PartnerKind.HOUSING)
    an_action(member.actor, number, organisation_id=unbound, text=CANARY)
    page.log_in(member)
    url = asked(number, unbound, "actions", "safety")

    shown = page.get(url).text

    assert "Niet getekend" in shown
    assert "Dit deelt u niet." in shown
    assert CANARY not in shown
    assert "Leg de verstrekking vast" not in shown
    flag = f"/casussen/{number}/vlag"
    token = dict(page.form(page.get(flag).text, flag))["csrf_token"]
    sent = {"recipient": "Iemand", "means": "letter", "also": "safety", "csrf_token": token}
    assert outside(lambda: page.client.post(url, data=sent)).status_code == 200
    assert booked() == []


def test_a_text_that_changed_meanwhile_is_shown_again_and_not_booked(page, member, number, partner):
    told = a_contribution(member.actor, number, an_organisation(kind=PartnerKind.BENEFITS))
    page.log_in(member)
    url = asked(number, partner, "social", "actions", gekozen="1", deel=[told])
    form = dict(page.form(page.get(url).text, url))
    an_error_in(member.actor, number, told)

    again = page.post(
        url, {"token": form["token"], "recipient": "Mees", "means": "letter"}, status=200
    )

    assert "De tekst is intussen anders." in text_of(again)
    assert TEXT not in area(again)
    assert booked() == []


def test_a_question_that_lacks_something_says_what(page, member, number, partner):
    page.log_in(member)

    shown = text_of(page.get(f"/casussen/{number}/delen?doel=action"))

    assert "Kies een organisatie." in shown
    assert "Kies wat u wilt delen." in shown
    for odd in (asked(number, "niets", "social"), asked(number, partner, "niets")):
        page.get(odd)
    page.get(asked(number, partner, "social", gekozen="1", deel="niets"))


def test_a_table_that_nobody_approved_says_so_with_each_answer(app, page):
    a_sharing_table(approved=False)
    member = a_user()
    number = a_case(State.PLANNING, by=member.actor, director=member.id)
    organisation = an_organisation(kind=PartnerKind.COMMUNITY_TEAM)
    an_agreement_of(organisation)
    page.log_in(member)

    shown = text_of(page.get(asked(number, organisation, "actions", "care")))

    assert "De FG keurde de deeltabel nog niet goed." in shown
    assert shown.count("Vraag het eerst aan de FG.") >= 2


def test_the_pages_of_a_case_lead_there_for_who_works_on_it(page, member, number):
    url = f"/casussen/{number}/delen"
    reader = a_user(Role.COORDINATOR)
    guest = a_user()
    an_emergency(guest.actor, number)
    for who, leads in ((member, True), (reader, False), (guest, False)):
        page.log_in(who)
        for part in ("/verstrekkingen", "/informatieronde"):
            assert (f'href="{url}"' in page.get(f"/casussen/{number}{part}").text) is leads
        page.get(url, status=200 if leads else 403)
