from datetime import date, timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.information import Contribution, InformationRequest
from pga.cases.reading.information import get_round
from pga.cases.reading.sheet import get_sheet
from pga.cases.rules.contributions import Condition, Conditions, Status, Visibility
from pga.cases.rules.information import RequestAnswer
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.states import State
from pga.cases.services import information
from pga.core import clock
from pga.core.database import transaction
from pga.partners.models import Organisation
from pga.partners.reading import organisation_names
from pga.partners.rules import PartnerKind
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Means, Purpose
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_request,
    a_user,
    an_emergency,
    an_error_in,
    an_organisation,
    given_by_a_partner,
)
from tests.support.pages import text_of
from tests.support.rows import row_of, rows_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

REGIE = "Kanarieregie"
FROZEN = "Kanariebevroren"
QUESTION = {
    "purpose": "known",
    "question": "Is deze persoon bekend?",
    "means": "spoken",
}
CONTRIBUTION = {
    "fact": "De huur is niet betaald. De buurman klaagt.",
    "source": "Administratie",
    "manner": "register",
    "facts_on": "01-11-2026",
    "about": "social",
    "visibility": "overleg",
    "onward": "yes",
    "codes": ["not_to_person"],
    "words": "Niet op een vrijdag.",
    "kinds": ["housing"],
    "other": "neighbour",
    "passage": "De buurman klaagt.",
}


@pytest.fixture
def member(app):
    return a_user(Role.SAFETY_TEAM)


@pytest.fixture
def number(member):
    return a_case(State.INFORMATION_ROUND, by=member.actor, director=member.id)


def at(number, part=""):
    return f"/casussen/{number}/informatieronde{part}"


def test_a_question_an_answer_and_a_contribution_make_the_table(page, member, number):
    organisation = an_organisation(name="Woningcorporatie Rietkraag")
    contact = a_contact(organisation)
    page.log_in(member)
    assert "nog geen partner gevraagd" in text_of(page.get(at(number)))
    wrong = text_of(page.post(at(number, "/vragen"), {}, status=200))
    assert "Kies een partner." in wrong
    lacks = {**QUESTION, "partner": [str(organisation)], f"who-{organisation}": "else"}
    assert "Vul in wie u vraagt" in text_of(page.post(at(number, "/vragen"), lacks, status=200))

    chosen = {"partner": [str(organisation)], f"who-{organisation}": str(contact)}
    page.post(at(number, "/vragen"), QUESTION | chosen)
    asked = row_of(InformationRequest)
    shown = text_of(page.get(at(number)))
    assert "Woningcorporatie Rietkraag" in shown
    assert "Wietske Wulp, wijkagent" in shown

    answered = page.post(at(number, f"/{asked.id}/antwoord"), {"answer": "known"})
    assert answered.headers["Location"] == at(number, f"/{asked.id}/bijdrage")
    other = CONTRIBUTION | {"partners": [str(organisation)]}
    page.post(at(number, f"/{asked.id}/bijdrage"), other)
    shown = text_of(page.get(at(number)))
    for told in ("De huur is niet betaald.", "Niet aan de persoon zelf", "Niet aan Woning"):
        assert told in shown
    (kept,) = get_round(member.actor, number).contributions
    assert kept.terms.conditions.codes == {Condition.NOT_TO_PERSON}
    assert kept.terms.conditions.kinds == {PartnerKind.HOUSING}
    assert kept.terms.conditions.words == "Niet op een vrijdag."
    assert "Niet op een vrijdag." in shown
    assert kept.other is ThirdPartyRelation.NEIGHBOUR
    assert kept.facts_on == date(2026, 11, 1)


def test_what_a_partner_told_unasked_stands_apart(page, member):
    number = a_case(State.IN_EXECUTION, by=member.actor)
    organisation = an_organisation(name="Woningcorporatie Rietkraag")
    url = at(number, "/bijdrage")
    page.log_in(member)
    assert f'href="{url}"' in page.get(at(number)).text
    wrong = text_of(page.post(url, CONTRIBUTION, status=200))
    assert "Kies een partner." in wrong

    page.post(url, CONTRIBUTION | {"partner": str(organisation)})

    shown = text_of(page.get(at(number)))
    assert "Bijdrage van Woningcorporatie Rietkraag" in shown
    assert "Niet gevraagd" in shown
    assert "De huur is niet betaald." in shown
    assert "Er is nog geen partner gevraagd." in shown


@pytest.mark.parametrize(("days", "words"), [(45, "45 dagen"), (100, "3 maanden"), (800, "2 jaar")])
def test_old_facts_ask_whether_they_still_hold(page, member, number, days, words):
    facts_on = clock.today() - timedelta(days=days)
    a_contribution(member.actor, number, facts_on=facts_on)

    shown = text_of(page.log_in(member).get(at(number)))

    assert f"Feiten van {words} geleden: vraag of het nog klopt." in shown


def test_a_case_that_is_over_says_so_and_takes_nothing_more(page, member):
    number = a_case(State.CLOSED, by=member.actor)
    page.log_in(member)

    assert at(number, "/bijdrage") not in page.get(at(number)).text
    told = text_of(page.get(at(number, "/bijdrage")))

    assert "Deze casus loopt niet meer." in told


def test_what_is_wrong_with_a_contribution_stands_beside_its_field(page, member, number):
    request_id = a_request(member.actor, number)
    page.log_in(member)
    url = at(number, f"/{request_id}/bijdrage")

    assert "Schrijf de feiten op." in text_of(page.post(url, {}, status=200))
    wrong = CONTRIBUTION | {"passage": "Staat er niet."}
    assert "Dit stuk staat niet in de tekst" in text_of(page.post(url, wrong, status=200))
    assert rows_of(Contribution) == []


def test_the_least_is_what_a_form_begins_with(page, member, number):
    colleague = a_user(Role.INTERVENTION_TEAM)
    shared = a_case(State.INFORMATION_ROUND, by=member.actor, linked=[colleague.id])
    request_id = a_request(member.actor, shared)
    url = at(shared, f"/{request_id}/bijdrage")

    page.log_in(member)
    begins = dict(page.form(page.get(url).text, url))
    assert (begins["visibility"], begins["onward"]) == ("regie", "no")

    page.log_in(colleague)
    assert dict(page.form(page.get(url).text, url))["visibility"] == "kernteam"
    refused = CONTRIBUTION | {"visibility": "regie"}
    page.post(url, refused, status=200)
    assert rows_of(Contribution) == []


def test_a_partner_is_reminded_or_the_round_goes_on_without_it(page):
    with clock.stopped_at(clock.now() - timedelta(days=21)):
        member = a_user()
        number = a_case(State.INFORMATION_ROUND, by=member.actor)
        request_id = a_request(member.actor, number)
    page.log_in(member)
    assert "te laat" in text_of(page.get(at(number)))
    assert "te laat" in text_of(page.get(f"/casussen/{number}"))

    page.post(at(number, f"/{request_id}/herinneren"), {"means": "spoken"})
    assert len(rows_of(Disclosure, purpose=Purpose.REQUEST)) == 2
    page.post(at(number, f"/{request_id}/verder-zonder"), {"note": "Drie keer gebeld."})
    assert "Drie keer gebeld." in text_of(page.get(at(number)))
    page.post(f"/casussen/{number}/plan-opstellen", {"note": ""})
    assert get_sheet(member.actor, number).head.state is State.PLANNING


def test_the_screen_of_the_plan_leads_to_the_question_that_waits(page, member, number):
    page.log_in(member)
    nobody = page.post(f"/casussen/{number}/plan-opstellen", {"note": ""}, status=200)
    assert "Er is nog geen partner gevraagd." in text_of(nobody)
    partner = an_organisation("LAR")
    with transaction() as session:
        name = organisation_names(session, [partner])[partner]
    a_request(member.actor, number, partner)

    shown = page.post(f"/casussen/{number}/plan-opstellen", {"note": "Toch."}, status=200)

    assert f"{name} heeft nog niet geantwoord. Leg het antwoord vast." in text_of(shown)
    assert f"{name} heeft nog niet geantwoord" in text_of(page.get(f"/casussen/{number}"))
    assert at(number) in shown.text


def test_an_answer_of_an_old_page_says_that_somebody_was_first(page, member, number):
    request_id = a_request(member.actor, number)
    page.log_in(member)
    url = at(number, f"/{request_id}/antwoord")
    old = page.form(page.get(url).text, url)
    information.record_answer(
        *(member.actor, number, request_id, row_of(InformationRequest).version),
        answer=RequestAnswer.UNKNOWN,
        answered_on=clock.today(),
        note="",
    )

    shown = page.send(url, [*old, ("answer", "known")], status=200)

    assert "Dit is veranderd sinds u dit opende." in text_of(shown)
    assert row_of(InformationRequest).answer is RequestAnswer.UNKNOWN
    next_month = (clock.today() + timedelta(days=30)).strftime("%d-%m-%Y")
    future = {"answer": "known", "answered_on": next_month}
    assert "Deze dag moet nog komen." in text_of(page.post(url, future, status=200))


def test_what_may_not_be_shared_is_respected_and_asked_no_more(page, member, number):
    request_id = a_request(member.actor, number)
    page.log_in(member)

    page.post(at(number, f"/{request_id}/antwoord"), {"answer": "may_not_share"})

    shown = page.get(at(number))
    assert "Dit is een goed antwoord." in text_of(shown)
    assert "herinneren" not in shown.text
    assert 'class="badge late"' not in shown.text
    late = text_of(
        page.post(at(number, f"/{request_id}/herinneren"), {"means": "spoken"}, status=200)
    )
    assert "Deze partner heeft al geantwoord." in late
    noted = page.post(at(number, f"/{request_id}/verder-zonder"), {"note": "x"}, status=200)
    assert "Deze partner heeft al geantwoord." in text_of(noted)


def test_an_error_freezes_at_once_and_is_put_right_or_taken_back(page, member, number):
    one = a_contribution(member.actor, number, fact=FROZEN)
    page.log_in(member)
    url = at(number, f"/bijdrage/{one}")
    page.post(f"{url}/bevriezen", {"word": "Verkeerde persoon."})

    shown = text_of(page.get(at(number)))
    assert "Bevroren: de partner meldt een fout" in shown
    assert FROZEN not in shown
    page.get(f"{url}/bevriezen", status=404)
    assert FROZEN not in page.get(f"{url}/herstellen").text
    page.post(f"{url}/herstellen", {}, status=200)
    page.post(f"{url}/herstellen", CONTRIBUTION | {"word": "Nu juist."})
    assert row_of(Contribution).status is Status.ACTIVE
    page.post(f"{url}/bevriezen", {"word": "Toch niet."})
    assert CONTRIBUTION["words"] in page.get(f"{url}/herstellen").text
    page.post(f"{url}/intrekken", {"word": "Ingetrokken."})
    assert "Ingetrokken door de partner" in text_of(page.get(at(number)))
    page.get(f"{url}/herstellen", status=404)


def test_a_partner_that_was_excluded_and_is_gone_stays_excluded(page, member, number):
    gone = an_organisation(name="Stichting Weggegaan")
    said = Conditions(partners=frozenset({gone}))
    one = a_contribution(member.actor, number, conditions=said)
    an_error_in(member.actor, number, one)
    with transaction() as session:
        session.get_one(Organisation, gone).until_on = clock.today()
        record(session, None, Line(Event.SEEDED, Object("organisation", gone)))
    page.log_in(member)

    url = at(number, f"/bijdrage/{one}/herstellen")
    texts = {"fact": "De huur is betaald.", "source": "Administratie", "manner": "register"}
    page.post(url, texts | {"word": "Verkeerd gelezen."})

    (told,) = get_round(member.actor, number).contributions
    assert told.terms.conditions.partners == {gone}


@pytest.mark.parametrize("how", ["linked", "emergency"])
def test_a_canary_of_the_regie_or_of_an_error_is_on_no_page_of_the_interventieteam(
    page, member, how
):
    colleague = a_user(Role.INTERVENTION_TEAM)
    linked = [colleague.id] if how == "linked" else []
    number = a_case(State.INFORMATION_ROUND, by=member.actor, linked=linked)
    if not linked:
        an_emergency(colleague.actor, number)
    a_contribution(member.actor, number, visibility=Visibility.REGIE, fact=REGIE, source=REGIE)
    wrong = a_contribution(member.actor, number, visibility=Visibility.KERNTEAM, fact=FROZEN)
    an_error_in(member.actor, number, wrong)
    secret = a_contribution(member.actor, number, visibility=Visibility.REGIE, fact=REGIE)
    an_error_in(member.actor, number, secret)
    right = given_by_a_partner(visibility=Visibility.REGIE, fact=REGIE, opinion=REGIE)
    information.correct_contribution(member.actor, number, secret, right, word=REGIE)
    page.never = (REGIE, FROZEN)
    page.log_in(colleague)

    parts = ("", "/informatieronde", "/verstrekkingen", "/wijzigingen", "/aanmelding")
    shown = [text_of(page.get(f"/casussen/{number}{part}")) for part in parts]

    assert "Bevroren: de partner meldt een fout" in shown[1]
    if linked:
        for part in ("bevriezen", "herstellen", "intrekken"):
            page.get(at(number, f"/bijdrage/{secret}/{part}"), status=404)


def test_a_question_of_another_case_is_nothing(page, member, number):
    foreign = a_request(member.actor, a_case(State.PLANNING, by=member.actor))
    page.log_in(member)

    for part in ("antwoord", "herinneren", "verder-zonder", "bijdrage"):
        page.get(at(number, f"/{foreign}/{part}"), status=404)


def test_what_was_said_is_booked_and_a_third_party_signs_first(page, member, number):
    organisation = an_organisation()
    page.log_in(member)
    url = f"/casussen/{number}/verstrekkingen/vastleggen"
    typed = {
        "recipient": "De huismeester",
        "categories": ["safety"],
        "purpose": "safety",
        "means": "spoken",
    }
    third = typed | {"partner": "incidental"}

    assert "tekent eerst voor geheimhouding" in text_of(page.post(url, third, status=200))
    page.post(url, third | {"secrecy_on": "01-11-2026"})
    page.post(url, typed | {"partner": str(organisation), "on": "02-11-2026"})

    shown = text_of(page.get(f"/casussen/{number}/verstrekkingen"))
    assert "De huismeester" in shown
    assert "geheimhouding getekend op 1 november 2026" in shown
    booked = row_of(Disclosure, organisation_id=organisation)
    assert (booked.means, booked.on) == (Means.SPOKEN, date(2026, 11, 2))
    told = text_of(page.get("/verstrekkingen?partner=incidental"))
    assert "Eenmalige deelnemers" in told
    assert number in told
    assert "huismeester" not in told
    assert number not in text_of(page.get("/verstrekkingen?partner=niets"))
