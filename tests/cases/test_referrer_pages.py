from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Case
from pga.cases.models.referral import Referral
from pga.cases.reading.handed_in import get_correcting, get_handed_in
from pga.cases.reading.intake import get_intake, get_referrer
from pga.core import clock
from pga.core.database import transaction
from pga.partners.models import ContactPerson
from pga.partners.rules import ContactGiven
from pga.partners.services import write_contact
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import a_contact, a_user, an_organisation
from tests.pages.test_forms import typed
from tests.support.pages import text_of
from tests.support.rows import lines, row_of, rows_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

URL = "/aanmelden"
TYPED = ("organisation", "referrer", "phone", "email")


@pytest.fixture
def member(app):
    return a_user(Role.SAFETY_TEAM)


@pytest.fixture
def organisation(app):
    return an_organisation(name="Woningcorporatie Rietkraag")


def picking(who, **changes):
    """Return an aanmelding in which who refers is picked, and not typed."""
    fields = typed(who)
    left = {name: value for name, value in fields.items() if name not in TYPED}
    return left | {"who": str(who)} | changes


def kept(member):
    """Return what the one aanmelding says of who handed it in."""
    (case,) = rows_of(Case)
    found = get_handed_in(member.actor, case.number)
    return found.given.referrer, found.given.phone, found.given.email


def test_who_is_known_is_picked_and_nothing_of_it_is_typed(page, member, organisation):
    who = a_contact(organisation, email="wietske@rietkraag.invalid")

    page.log_in(member).post(URL, picking(who))

    assert kept(member) == (
        "Wietske Wulp, wijkagent",
        "035 555 03 00",
        "wietske@rietkraag.invalid",
    )
    assert row_of(Referral).organisation_id == organisation


def test_a_later_change_of_the_contact_person_leaves_the_aanmelding(page, member, organisation):
    who = a_contact(organisation)
    page.log_in(member).post(URL, picking(who))
    stood = kept(member)
    given = ContactGiven("Aafke Aalscholver", "baas", "035 555 09 99", "", None)

    write_contact(a_user(Role.ADMIN).actor, organisation, given, contact_id=who)

    assert kept(member) == stood == ("Wietske Wulp, wijkagent", "035 555 03 00", "")
    number = row_of(Case).number
    assert get_correcting(member.actor, number).given.referrer == "Wietske Wulp, wijkagent"


def test_what_was_typed_before_somebody_was_picked_counts_no_more(page, member, organisation):
    who, other = a_contact(organisation), an_organisation()
    stray = {"organisation": str(other), "referrer": "Iemand Anders", "phone": "035 000 00 00"}

    page.log_in(member).post(URL, picking(who, **stray))

    assert kept(member) == ("Wietske Wulp, wijkagent", "035 555 03 00", "")
    assert row_of(Referral).organisation_id == organisation


def test_how_to_reach_whom_is_typed_when_the_list_does_not_know(page, member, organisation):
    who = a_contact(organisation, phone="")
    page.log_in(member)

    wrong = page.post(URL, picking(who), status=200)
    assert "Fout:" in wrong.text
    assert rows_of(Case) == []
    page.post(URL, picking(who, phone="035 555 07 00"))

    assert kept(member) == ("Wietske Wulp, wijkagent", "035 555 07 00", "")


def test_without_a_pick_all_is_asked_as_before(page, member, organisation):
    a_contact(organisation)
    page.log_in(member)

    told = text_of(page.post(URL, picking(""), status=200))

    assert "Kies de organisatie die aanmeldt." in told
    assert "Vul in wie aanmeldt, met de functie." in told
    assert rows_of(Case) == []


@pytest.mark.parametrize("who", ["²", "x" * 5000, "00000000-0000-4000-8000-000000000000"])
def test_who_is_not_on_the_list_is_a_sentence_and_no_aanmelding(page, member, organisation, who):
    a_contact(organisation)
    page.log_in(member)

    told = text_of(page.post(URL, picking(who), status=200))

    assert "Deze contactpersoon is er niet meer. Kies een ander." in told
    assert rows_of(Case) == []


def test_who_left_while_the_page_stood_open_hands_nothing_in(page, member, organisation):
    who = a_contact(organisation)
    a_contact(organisation, "Aafke Aalscholver")
    page.log_in(member)
    fields = picking(who)
    sent = [pair for pair in page.form(page.get(URL).text, URL) if pair[0] not in fields]
    for name, value in fields.items():
        sent += [(name, one) for one in (value if isinstance(value, list) else [value])]
    with transaction() as session:
        yesterday = clock.today() - timedelta(days=1)
        session.get(ContactPerson, who).last_on = yesterday
        record(session, None, Line(Event.SEEDED, Object("organisation", organisation)))

    told = text_of(page.send(URL, sent, status=200))

    assert "Deze contactpersoon is er niet meer. Kies een ander." in told
    assert rows_of(Case) == []


def test_only_who_may_refer_here_today_can_be_picked(app, member, organisation):
    here = a_contact(organisation)
    left = a_contact(organisation, "Aafke Aalscholver", last_on=clock.today() - timedelta(days=1))
    silent = a_contact(an_organisation(may_refer=False))
    elsewhere = a_contact(an_organisation("EEM"), municipality="EEM")

    offered = {
        who.id for known in some(get_intake(member.actor).contacts.values()) for who in known
    }

    assert here in offered
    assert offered.isdisjoint({left, silent, elsewhere})
    assert get_referrer(member.actor, here).words == "Wietske Wulp, wijkagent"
    for one in (left, silent, elsewhere):
        assert get_referrer(member.actor, one) is None


def test_a_pick_opens_no_number_of_who_was_not_picked(page, member, organisation):
    who = a_contact(organisation)
    a_contact(an_organisation(), "Aafke Aalscholver")
    page.log_in(member)

    assert "035 555 03 00" not in page.get(URL).text
    read = [line for line in lines(Event.READ) if line.purpose == "contacts"]
    assert {line.fields for line in some(read)} == {"contact_person.function,contact_person.name"}

    page.post(URL, picking(who))
    read = [line for line in lines(Event.READ) if "contact_person.phone" in line.fields]
    assert {line.object_id for line in read} == {organisation}
