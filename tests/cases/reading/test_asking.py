from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases import labels
from pga.cases.reading.asking import get_asked_texts, get_partners_to_ask
from pga.cases.reading.information import get_round
from pga.cases.rules.asking import names_person, told_by_asking
from pga.cases.rules.information import RequestAnswer
from pga.cases.rules.referral import CaseKind
from pga.cases.rules.states import State
from pga.cases.services import information
from pga.core import clock
from pga.partners.rules import Agreed, AgreementKind, PartnerKind
from pga.partners.rules.sharing import NOT_SAID, CategoryAnswer, SharingAnswer, SharingBar
from pga.partners.services import add_agreement
from pga.privacy.disclosure_codes import Category
from pga.privacy.events import Event
from tests.builders import (
    a_case,
    a_person,
    a_referral,
    a_request,
    a_sharing_table,
    a_user,
    an_agreement_of,
    an_organisation,
    id_of,
)
from tests.support.rows import lines

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user().actor


@pytest.fixture
def number(member):
    return a_case(State.INFORMATION_ROUND, by=member)


@pytest.fixture
def team(member):
    organisation = an_organisation(name="Wijkteam Lisdodde", kind=PartnerKind.COMMUNITY_TEAM)
    an_agreement_of(organisation)
    a_sharing_table()
    return organisation


def choice_of(actor, number, partner):
    (found,) = [one for one in get_partners_to_ask(actor, number).partners if one.id == partner]
    return found


@pytest.mark.parametrize("read", [get_partners_to_ask, get_asked_texts])
def test_who_does_not_work_on_the_case_is_refused(number, read):
    for who in (a_user(), a_user(Role.DPO), a_user(Role.SAFETY_TEAM, "EEM")):
        with pytest.raises(Refused):
            read(who.actor, number)


@pytest.mark.both
def test_a_partner_that_waits_says_since_when_and_only_in_its_own_case(member, number, team):
    other = a_case(State.INFORMATION_ROUND, by=member)
    waits = a_request(member, other, team)

    with clock.stopped_at(NOW + timedelta(days=2)):
        assert choice_of(member, number, team).waits_since is None
        assert choice_of(member, other, team).waits_since == TODAY
        information.record_answer(
            *(member, other, waits, 1), answer=RequestAnswer.UNKNOWN, answered_on=TODAY, note=""
        )
        assert choice_of(member, other, team).waits_since is None


def test_a_partner_may_hear_who_it_is_by_table_kind_and_convenant(member, number, team):
    unbound = an_organisation(kind=PartnerKind.COMMUNITY_TEAM)
    outside = an_organisation(kind=PartnerKind.DOCTOR)
    an_agreement_of(outside)

    may = {one: choice_of(member, number, one).identity for one in (team, unbound, outside)}

    assert {one: told.answer for one, told in may.items()}[team] is SharingAnswer.YES
    assert may[unbound].bar is SharingBar.UNBOUND
    assert names_person(may[team])
    assert not names_person(may[unbound])


def test_of_the_police_one_hears_that_its_answer_cannot_be_kept(member, number):
    police = an_organisation(kind=PartnerKind.POLICE)
    assert not choice_of(member, number, police).may_supply

    an_agreement_of(police, AgreementKind.POLICE_DECISION)

    assert choice_of(member, number, police).may_supply


def test_a_text_is_of_today_of_this_case_and_waits(member, number, team):
    other = a_case(State.INFORMATION_ROUND, by=member)
    a_request(member, other, team, question="Kanarie-ander")
    a_request(member, number, team, question="Kanarie-gisteren")
    with clock.stopped_at(NOW + timedelta(days=1)):
        a_request(member, number, team, question="Kanarie-klaar")
        (done,) = asked(member, number, "Kanarie-klaar")
        information.record_answer(
            *(member, number, done.id, done.version),
            answer=RequestAnswer.UNKNOWN,
            answered_on=clock.today(),
            note="",
        )
        a_request(member, number, team, question="Kanarie-nu")

        told = get_asked_texts(member, number)

    assert [one.question for one in told.texts] == ["Kanarie-nu"]
    assert told.town == "Laren"


def asked(actor, number, question):
    return [one for one in get_round(actor, number).requests if one.question == question]


def test_a_text_names_all_persons_or_nobody(member, team):
    persons = (a_person(), a_person(call_name="Kim", homeless=True, address=""))
    given = a_referral(kind=CaseKind.FAMILY, persons=persons)
    number = a_case(State.INFORMATION_ROUND, by=member, given=given)
    silent = an_organisation(name="Zorg Zonder Naam", kind=PartnerKind.COMMUNITY_TEAM)
    a_request(member, number, team)
    a_request(member, number, silent)

    told = get_asked_texts(member, number)

    of_team, of_silent = told.texts
    assert [one.name for one in of_team.persons] == ["Jorinde Zichtbaar", "Kim Zichtbaar"]
    assert of_silent.persons == ()
    text = labels.question_text(number, told.town, of_team, TODAY)
    assert "Jorinde Zichtbaar, geboren 14-05-1991, Lisdoddepad 3, Laren" in text
    assert "Kim Zichtbaar, geboren 14-05-1991, zonder vaste woonplaats, Laren" in text
    assert "Zichtbaar" not in labels.question_text(number, told.town, of_silent, TODAY)


def test_who_it_is_about_is_opened_only_when_a_text_says_it(member, number):
    a_request(member, number)
    get_asked_texts(member, number)
    assert "person.birth" not in lines(Event.READ, about=id_of(number))[-1].fields

    team = an_organisation(kind=PartnerKind.COMMUNITY_TEAM)
    an_agreement_of(team)
    a_sharing_table()
    a_request(member, number, team)
    get_asked_texts(member, number)
    assert "person.birth" in lines(Event.READ, about=id_of(number))[-1].fields


def test_a_convenant_that_lapsed_is_not_what_a_partner_takes_part_by(member, number):
    lapsed = an_organisation(kind=PartnerKind.COMMUNITY_TEAM)
    admin = a_user(Role.ADMIN).actor
    days = (TODAY - timedelta(days=90), TODAY - timedelta(days=1))
    add_agreement(admin, lapsed, Agreed(AgreementKind.COVENANT, "Kanarieconvenant", "2", *days))
    a_request(member, number, lapsed)

    told = get_asked_texts(member, number)

    (text,) = told.texts
    assert text.agreement is None
    assert "Kanarieconvenant" not in labels.question_text(number, told.town, text, TODAY)


@pytest.mark.parametrize(
    ("answer", "who"),
    [
        (SharingAnswer.YES, Category.IDENTITY),
        (SharingAnswer.IF, Category.IDENTITY),
        (SharingAnswer.NO, Category.CASE_NUMBER),
    ],
)
def test_what_asking_tells_is_what_the_table_lets_it_tell(answer, who):
    identity = CategoryAnswer(Category.IDENTITY, answer, NOT_SAID)

    assert told_by_asking(identity) == [who, Category.QUESTION]


def test_what_one_must_know_of_a_partner_is_said_in_words():
    plain = CategoryAnswer(Category.IDENTITY, SharingAnswer.YES, NOT_SAID)
    careful = CategoryAnswer(
        Category.IDENTITY, SharingAnswer.IF, replace(NOT_SAID, condition="alleen bij gevaar")
    )
    silent = CategoryAnswer(Category.IDENTITY, SharingAnswer.NO, NOT_SAID)

    assert labels.before_asking(plain, None, may_supply=True) == ""
    assert "als dit klopt: alleen bij gevaar." in labels.of_identity(careful)
    assert labels.of_identity(silent) == (
        "De tekst noemt de persoon niet. De deeltabel zegt hier nee."
    )
