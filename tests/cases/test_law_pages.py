"""The pages of what the law keeps, of a yes of a supplier, and of telling the referrer."""

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Person
from pga.cases.models.feedback import Feedback
from pga.cases.models.information import Contribution, OnwardConsent
from pga.cases.models.referral import CriminalHold
from pga.cases.rules.contributions import InfoClass, Onward, Status
from pga.cases.rules.feedback import FeedbackEnd
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.referral import BirthDate, CaseKind
from pga.cases.rules.states import State
from pga.core.database import transaction
from pga.partners.models import Organisation
from pga.partners.rules import AgreementKind, PartnerKind
from pga.privacy.disclosure import Disclosure
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import (
    a_case,
    a_contribution,
    a_held_goal,
    a_person,
    a_referral,
    a_user,
    an_agreement_of,
    an_organisation,
    id_of,
    kept_by_law,
)
from tests.pages.whole_case import a_whole_case, addresses_of
from tests.support.pages import outside, text_of
from tests.support.rows import row_of, rows_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

FACT = "De huur is drie maanden niet betaald."


def test_who_works_on_the_case_decides_about_what_is_frozen(page):
    member = a_user()
    number = a_case(State.PLANNING, by=member.actor)
    kept = kept_by_law(member.actor, number, a_contribution(member.actor, number))
    url = f"/casussen/{number}/informatieronde"
    page.log_in(member)

    told = text_of(page.get(url))
    assert "geen geldig besluit van de politie" in told
    assert FACT not in told
    assert FACT not in text_of(page.get(f"{url}/bijdrage/{kept}/weer-gebruiken"))
    page.post(f"{url}/bijdrage/{kept}/eruit", {"word": "Er komt geen besluit."})

    assert row_of(Contribution, id=kept).status is Status.WITHDRAWN
    assert "Eruit gehaald" in text_of(page.get(url))
    page.get(f"{url}/bijdrage/{kept}/eruit", status=404)


def test_what_can_not_be_used_yet_has_no_button_that_says_so(page):
    member, police = a_user(), an_organisation()
    number = a_case(State.PLANNING, by=member.actor)
    kept = kept_by_law(member.actor, number, a_contribution(member.actor, number, police))
    with transaction() as session:
        session.get_one(Organisation, police).kind = PartnerKind.POLICE
        record(session, member.actor, Line(Event.SEEDED))
    url = f"/casussen/{number}/informatieronde/bijdrage/{kept}/weer-gebruiken"
    page.log_in(member)

    shut = page.get(url)
    assert "Dit kan nu nog niet." in text_of(shut)
    assert "Gebruik de bijdrage weer" not in shut.text
    an_agreement_of(police, AgreementKind.POLICE_DECISION)
    assert "Gebruik de bijdrage weer" in page.get(url).text


def test_the_page_names_who_it_may_be_about_and_no_child(page):
    member, children = a_user(), BirthDate(2018, 3, 1)
    given = a_referral(
        kind=CaseKind.FAMILY,
        persons=(a_person(call_name="Fenna"), a_person(call_name="Roan", birth=children)),
        guardians=(GuardianGiven(name="Fenna Rietgors", relation="moeder"),),
    )
    number = a_case(State.PLANNING, by=member.actor, given=given)
    mother = rows_of(Person, case_id=id_of(number))[0].id
    told = a_contribution(
        member.actor, number, about=InfoClass.JUSTICE, persons=frozenset({mother})
    )
    kept = kept_by_law(member.actor, number, told)
    page.log_in(member)

    url = f"/casussen/{number}/informatieronde/bijdrage/{kept}/weer-gebruiken"
    shown = page.get(url)

    assert "Fenna" in text_of(shown)
    assert "Roan" not in text_of(shown)
    assert ("persons", str(mother)) in page.form(shown.text, url)


def test_criminal_data_of_a_child_are_on_no_page_but_the_one_that_decides(page):
    member, colleague, director = a_user(), a_user(Role.INTERVENTION_TEAM), a_user(Role.COORDINATOR)
    number = a_whole_case(member.actor, colleague.id)
    a_held_goal(member.actor, number, "Kanariewinkeldiefstal")
    for who in (member, colleague, director):
        page.log_in(who)
        for url in some(list(addresses_of(page.app, number))):
            answer = outside(lambda url=url: page.client.get(url))
            assert "Kanariewinkeldiefstal" not in answer.text, url
            answer.close()

    page.log_in(member)
    told = page.get(f"/casussen/{number}/informatieronde")
    assert text_of(told).count("Een doel van het plan bij Justitie (bevroren op") == 2
    hold = rows_of(CriminalHold, case_id=id_of(number))[0].id
    url = f"/casussen/{number}/informatieronde/bevroren/{hold}"
    assert "Kies wat ermee gebeurt." in text_of(page.post(url, {}, status=200))
    page.post(url, {"what": "out", "word": "Het ging over het kind."})
    assert "eruit gehaald op" in text_of(page.get(f"/casussen/{number}/informatieronde"))
    page.get(url, status=404)


def test_a_yes_is_written_down_for_one_recipient(page):
    member = a_user()
    number = a_case(State.PLANNING, by=member.actor)
    housing = an_organisation(name="Woningstichting Rietland")
    kept = a_contribution(member.actor, number, onward=Onward.AFTER_CONSENT)
    url = f"/casussen/{number}/informatieronde"
    page.log_in(member)
    assert f"{kept}/akkoord" in page.get(url).text

    said = {"recipient": str(housing), "said_by": "Roos Roerdomp, consulent"}
    form = dict(page.form(page.get(f"{url}/bijdrage/{kept}/akkoord").text, "akkoord"))
    page.post(f"{url}/bijdrage/{kept}/akkoord", {"said_on": form["said_on"], **said})

    assert row_of(OnwardConsent).organisation_id == housing
    assert "Woningstichting Rietland" in text_of(page.get(url))


def test_the_referrer_hears_the_text_and_then_it_is_booked(page):
    member = a_user()
    number = a_case(State.INFORMATION_ROUND, by=member.actor)
    url = f"/casussen/{number}/terugkoppeling"
    page.log_in(member)
    assert "Aanmelder de uitkomst vertellen" in text_of(page.get("/werk"))

    shown = page.get(url)
    assert "De gemeente pakt uw aanmelding op." in shown.text
    assert rows_of(Disclosure) == []
    form = dict(page.form(shown.text, url))
    given = {"ended_as": "given", "on": form["on"], "means": "phone", "to": "referrer"}
    page.post(url, {**given, "version": form["version"]})

    assert row_of(Feedback).ended_as is FeedbackEnd.GIVEN
    assert len(rows_of(Disclosure)) == 1
    assert "Wessel Waterhoen" in text_of(page.get(url))


def test_in_a_family_with_a_child_each_form_asks_whom_it_is_about(page):
    member = a_user()
    given = a_referral(
        kind=CaseKind.FAMILY,
        persons=(a_person(call_name="Fenna"), a_person(birth=BirthDate(2019, 3, 1))),
        guardians=(GuardianGiven(name="Fenna Rietgors", relation="moeder"),),
    )
    number = a_case(State.PLANNING, by=member.actor, given=given)
    mother, child = (row.id for row in rows_of(Person, case_id=id_of(number)))
    page.log_in(member)

    for place in ("informatieronde/bijdrage", "doelen/nieuw", "leefgebieden/meten"):
        shown = page.get(f"/casussen/{number}/{place}").text
        assert str(mother) in shown
        assert str(child) not in shown


def test_the_page_of_a_new_aanmelding_says_what_the_police_may_not_tell(page):
    member = a_user()
    an_organisation(name="Politie Rietland", kind=PartnerKind.POLICE)

    told = text_of(page.log_in(member).get("/aanmelden"))

    assert "Politie Rietland" in told
    assert "alleen op wat de gemeente zelf weet" in told
