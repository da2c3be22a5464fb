import re
from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.information import InformationRequest
from pga.cases.reading.information import get_round
from pga.cases.rules.information import RequestAnswer
from pga.cases.rules.states import State
from pga.cases.services import information
from pga.core import clock
from pga.core.database import transaction
from pga.partners.models import ContactPerson, Organisation
from pga.partners.rules import PartnerKind
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Purpose
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import (
    CANARY,
    a_case,
    a_contact,
    a_request,
    a_sharing_table,
    a_user,
    an_agreement_of,
    an_organisation,
)
from tests.support.inspector import PageInspector
from tests.support.pages import text_of
from tests.support.rows import lines, row_of, rows_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

WORDS = "Kanarievraag: is deze persoon bekend?"
QUESTION = {"purpose": "known", "question": WORDS, "means": "spoken"}


@pytest.fixture
def member(app):
    return a_user(Role.SAFETY_TEAM)


@pytest.fixture
def number(member):
    return a_case(State.INFORMATION_ROUND, by=member.actor, director=member.id)


@pytest.fixture
def housing(app):
    organisation = an_organisation(name="Woningcorporatie Rietkraag", kind=PartnerKind.HOUSING)
    return organisation, a_contact(organisation)


@pytest.fixture
def team(app):
    """Return a partner without a contact person, that may be told who it is about."""
    organisation = an_organisation(name="Wijkteam Lisdodde", kind=PartnerKind.COMMUNITY_TEAM)
    an_agreement_of(organisation)
    a_sharing_table()
    return organisation


def at(number, part="/vragen"):
    return f"/casussen/{number}/informatieronde{part}"


def both(housing, team, **changes):
    return {
        **QUESTION,
        "partner": [str(housing[0]), str(team)],
        f"who-{housing[0]}": str(housing[1]),
        f"recipient-{team}": "Juul Waterhoen, consulent",
        **changes,
    }


def texts_of(answer):
    html = PageInspector(answer.text)
    return [
        node.text() for node in html.nodes if node.tag == "textarea" and "readonly" in node.attrs
    ]


def end(kind, row_id, **day):
    """Let a partner or a contact person end while a page stands open."""
    with transaction() as session:
        for name, value in day.items():
            setattr(session.get(kind, row_id), name, value)
        record(session, None, Line(Event.SEEDED, Object("organisation", row_id)))


def on_its_page(page, number, typed):
    """Return what a browser would send of the form as it stands now, with this typed in."""
    standing = page.form(page.get(at(number)).text, at(number))
    sent = [pair for pair in standing if pair[0] not in typed]
    for name, value in typed.items():
        sent += [(name, one) for one in (value if isinstance(value, list) else [value])]
    return sent


def test_two_partners_are_asked_at_one_press_and_each_gets_its_own_text(
    page, member, number, housing, team
):
    page.log_in(member)
    answer = page.post(at(number), both(housing, team))
    assert answer.headers["Location"] == at(number, "/vragen/teksten")

    shown = page.get(at(number, "/vragen/teksten"))
    of_team, of_housing = texts_of(shown)
    assert "2 vragen zijn vastgelegd" in text_of(shown)
    assert "Aan: Juul Waterhoen, consulent, Wijkteam Lisdodde" in of_team
    assert "Aan: Wietske Wulp, wijkagent, Woningcorporatie Rietkraag" in of_housing
    for text in (of_team, of_housing):
        assert f"Casusnummer: {number}" in text
        assert WORDS in text
        assert "gemeente Laren" in text
        assert member.name in text
    assert "Convenant lokale PGA, versie 2" in of_team
    assert "Convenant" not in of_housing
    assert len(rows_of(Disclosure, purpose=Purpose.REQUEST)) == 2
    assert len(lines(Event.INFORMATION_ASKED)) == 2


def test_a_text_names_the_person_only_for_a_partner_that_may_hear_who_it_is(
    page, member, number, housing, team
):
    page.log_in(member)
    choices = text_of(page.get(at(number)))
    assert "De tekst noemt de persoon niet. Deze organisatie tekende niets" in choices

    page.post(at(number), both(housing, team))
    of_team, of_housing = texts_of(page.get(at(number, "/vragen/teksten")))

    assert CANARY in of_team
    assert "geboren" in of_team
    assert CANARY not in of_housing
    assert "Wie het is, noemen wij hier niet." in of_housing


def test_the_same_press_again_asks_nobody_twice(page, member, number, housing, team):
    page.log_in(member)
    sent = on_its_page(page, number, both(housing, team))

    places = {page.send(at(number), sent).headers["Location"] for _ in range(2)}

    assert places == {at(number, "/vragen/teksten")}
    assert len(rows_of(InformationRequest)) == 2


def test_of_two_partners_one_that_is_gone_is_told_and_the_other_stays_ticked(
    page, member, number, housing, team
):
    page.log_in(member)
    sent = on_its_page(page, number, both(housing, team))
    end(Organisation, team, until_on=clock.today())

    answer = page.send(at(number), sent, status=200)

    assert "Een partner die u koos, staat niet meer in de lijst." in text_of(answer)
    again = page.form(answer.text, at(number))
    assert [value for name, value in again if name == "partner"] == [str(housing[0])]
    assert ("question", WORDS) in again
    assert rows_of(InformationRequest) == []
    page.send(at(number), again)
    assert row_of(InformationRequest).organisation_id == housing[0]


def test_a_contact_person_who_left_is_told_beside_the_partner(page, member, number, housing, team):
    page.log_in(member)
    sent = on_its_page(page, number, both(housing, team))
    end(ContactPerson, housing[1], last_on=clock.today() - timedelta(days=1))

    answer = page.send(at(number), sent, status=200)

    assert "Woningcorporatie Rietkraag" in text_of(answer)
    assert "Vul in wie u vraagt bij Woningcorporatie Rietkraag" in text_of(answer)
    assert rows_of(InformationRequest) == []


def test_one_contact_person_who_left_of_two_is_told(page, member, number, housing):
    other = a_contact(housing[0], "Aafke Aalscholver")
    whom = {"partner": [str(housing[0])], f"who-{housing[0]}": str(other)}
    page.log_in(member)
    sent = on_its_page(page, number, QUESTION | whom)
    end(ContactPerson, other, last_on=clock.today() - timedelta(days=1))

    answer = page.send(at(number), sent, status=200)

    assert "Deze contactpersoon is er niet meer. Kies een ander." in text_of(answer)
    assert rows_of(InformationRequest) == []


def test_of_more_contact_persons_one_is_chosen(page, member, number, housing):
    other = a_contact(housing[0], "Aafke Aalscholver")
    page.log_in(member)
    lacks = QUESTION | {"partner": [str(housing[0])]}

    wrong = page.post(at(number), lacks, status=200)
    assert "Kies wie u vraagt bij Woningcorporatie Rietkraag." in text_of(wrong)
    page.post(at(number), lacks | {f"who-{housing[0]}": str(other)})

    assert row_of(InformationRequest).contact_id == other


def test_who_is_not_ticked_is_never_asked_for(page, member, number, housing, team):
    page.log_in(member)
    wrong = text_of(page.post(at(number), {}, status=200))
    assert "Kies een partner." in wrong
    assert "Vul in wie u vraagt" not in wrong

    stray = QUESTION | {"partner": [str(team)], f"who-{housing[0]}": "else"}
    wrong = text_of(page.post(at(number), stray, status=200))
    assert "Vul in wie u vraagt bij Wijkteam Lisdodde: een naam en functie." in wrong
    assert "bij Woningcorporatie Rietkraag: een" not in wrong
    assert "(mag leeg)" not in wrong


def test_what_one_must_know_of_a_partner_stands_beside_it_and_stops_no_other(
    page, member, number, team
):
    police = an_organisation(name="Politie Eemland", kind=PartnerKind.POLICE)
    an_agreement_of(police)
    a_request(member.actor, number, team)
    page.log_in(member)

    told = text_of(page.get(at(number)))
    assert "Er is geen geldig besluit van de politie" in told
    assert re.search(r"Wijkteam Lisdodde\s*Al gevraagd op ", told)
    whom = {"partner": [str(police)], f"recipient-{police}": "Tijs Testman"}
    page.post(at(number), QUESTION | whom)

    assert len(rows_of(InformationRequest)) == 2


def test_the_texts_are_those_of_today_that_wait(page, member, number, team):
    other = a_case(State.INFORMATION_ROUND, by=member.actor)
    a_request(member.actor, other, team, question="Kanarie-ander")
    answered = a_request(member.actor, number, team, question="Kanarie-klaar")
    a_request(member.actor, number, team, question="Kanarie-wacht")
    information.record_answer(
        *(member.actor, number, answered, row_of(InformationRequest, id=answered).version),
        answer=RequestAnswer.UNKNOWN,
        answered_on=clock.today(),
        note="",
    )
    page.log_in(member)

    (text,) = texts_of(page.get(at(number, "/vragen/teksten")))

    assert "Kanarie-wacht" in text
    assert "/vragen/teksten" in page.get(at(number, "")).text
    assert len(some(get_round(member.actor, number).requests)) == 2


def test_nonsense_in_the_form_is_a_sentence_and_no_question(page, member, number, housing):
    page.log_in(member)
    for partner in ("²", f"o:{housing[0]}", "x" * 5000, ""):
        wrong = QUESTION | {"partner": [partner], f"who-{housing[0]}": "²"}
        assert "Fout:" in page.post(at(number), wrong, status=200).text

    assert rows_of(InformationRequest) == []
