"""A letter: written, approved by somebody else, and sent in one act, or not at all."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Layer, Refused
from pga.cases.models.case import Case, CaseTerm, Person
from pga.cases.models.informing import Informing
from pga.cases.models.letters import CaseDocument, CaseDocumentVersion
from pga.cases.reading.letters import (
    get_file,
    get_letter,
    get_letter_approval,
    get_letters,
    get_writing,
)
from pga.cases.reading.mistaken import get_choosing
from pga.cases.rules.informing import ALL_TOPICS, Audience, Ear
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.mistaken import TakenKind
from pga.cases.rules.referral import BirthDate, CaseKind
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import letters as services
from pga.cases.services.letters import LetterWritten
from pga.cases.services.mistaken import MistakenGiven, forget
from pga.cases.services.taking_out import Taken, take_out
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.letters.rules.states import DocumentProblem, DocumentState, Sending
from pga.letters.rules.templates import LetterKind, LetterPlace
from pga.privacy import approval, safe
from pga.privacy.approval_rows import Approval
from pga.privacy.approval_rules import ApprovalProblem, NotApproved
from pga.privacy.context import AccessContext
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Means, Purpose, RecipientKind
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import (
    CANARY,
    a_case,
    a_letter,
    a_person,
    a_referral,
    a_town_that_writes,
    a_user,
    an_end,
    id_of,
)
from tests.support.rows import lines, row_of, rows_of
from tests.support.second_person import fresh

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
TYPED = {
    LetterPlace.REASON: "de buren horen u elke nacht.",
    LetterPlace.ORGANISATIONS: "de politie",
    LetterPlace.TALK: "maandag om 10 uur in het huis van de gemeente",
    LetterPlace.PHONE: "035 55 50 100",
}

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


@pytest.fixture
def town(stopped):
    a_town_that_writes()


@pytest.fixture
def number(member, town):
    return a_case(State.INFORMATION_ROUND, by=member.actor)


@pytest.fixture
def second(member):
    return fresh(a_user().actor)


def of_person(number):
    return Ear(Audience.PERSON, row_of(Person, case_id=id_of(number)).id)


def proposed(actor, number, **changes):
    letter = a_letter(actor, number, **changes)
    asked = services.propose_letter(actor, number, letter, 1, "Hij moet dit weten.")
    return letter, asked


def sent(actor, number, letter, on=TODAY):
    services.settle_sending(actor, number, letter, Sending(went=True, on=on))


def nothing_went():
    return rows_of(Disclosure) == [] and rows_of(CaseDocument, state=DocumentState.SENT) == []


def test_written_approved_by_another_and_sent_in_one_act(member, number, second):
    letter, asked = proposed(member.actor, number)
    shown = get_letter_approval(second, asked)
    kept = get_file(member.actor, number, letter, pdf=True)
    services.answer_letter(second, asked, approve=True)
    assert nothing_went()

    sent(member.actor, number, letter)

    went = row_of(Disclosure)
    assert (went.purpose, went.means) == (Purpose.INFORM, Means.LETTER)
    assert went.recipient_kind is RecipientKind.PERSON
    told = row_of(Informing)
    assert told.topics.count(",") == len(ALL_TOPICS) - 1
    with transaction() as session:
        assert session.scalars(sa.select(Case).filter_by(number=number)).one().informed_on == TODAY
    page = get_letter(member.actor, number, letter)
    assert (page.line.state, page.line.sent_on) == (DocumentState.SENT, TODAY)
    assert page.paper == shown.paper
    assert CANARY in page.line.to
    assert kept.startswith(b"%PDF")
    assert get_file(member.actor, number, letter, pdf=True) == kept
    assert get_file(member.actor, number, letter, pdf=False).startswith(b"PK")
    assert len(lines(Event.LETTER_SENT)) == 1


def test_it_goes_once(member, number, second):
    letter, asked = proposed(member.actor, number)
    services.answer_letter(second, asked, approve=True)
    sent(member.actor, number, letter)

    with pytest.raises(Invalid) as caught:
        sent(member.actor, number, letter)

    assert caught.value.problems == {"": DocumentProblem.OVER}
    assert len(rows_of(Disclosure)) == 1


def test_an_empty_place_says_which_and_nobody_is_asked(member, number):
    letter = a_letter(member.actor, number, typed={**TYPED, LetterPlace.TALK: " "})

    assert get_letter(member.actor, number, letter).empty == (LetterPlace.TALK,)
    with pytest.raises(Invalid) as caught:
        services.propose_letter(member.actor, number, letter, 1, "Hij moet dit weten.")

    assert caught.value.problems == {"": DocumentProblem.EMPTY_PLACE}
    assert rows_of(Approval) == []
    with pytest.raises(Refused):
        get_file(member.actor, number, letter, pdf=True)


def test_what_the_settings_do_not_say_is_an_empty_place(member):
    number = a_case(State.INFORMATION_ROUND, by=member.actor)
    letter = a_letter(member.actor, number)

    assert set(get_letter(member.actor, number, letter).empty) == {
        LetterPlace.RETURN_ADDRESS,
        LetterPlace.DPO,
        LetterPlace.KEPT,
    }


def test_who_wrote_it_is_never_the_second_person(member, number):
    other = fresh(a_user(Role.COORDINATOR).actor)
    letter = a_letter(member.actor, number)
    asked = services.propose_letter(other, number, letter, 1, "Namens mijn collega.")

    for actor, problem in (
        (fresh(member.actor), ApprovalProblem.MAKER),
        (other, ApprovalProblem.OWN),
    ):
        with pytest.raises(NotApproved) as caught:
            services.answer_letter(actor, asked, approve=True)
        assert caught.value.problem is problem
    assert nothing_went()


def test_without_a_yes_nothing_goes(member, number, second):
    letter, asked = proposed(member.actor, number)
    with pytest.raises(NotApproved) as waits:
        sent(member.actor, number, letter)
    services.answer_letter(second, asked, approve=False, words="Te streng.")
    with pytest.raises(NotApproved) as refused:
        sent(member.actor, number, letter)

    assert waits.value.problem is ApprovalProblem.WAITS
    assert refused.value.problem is ApprovalProblem.REFUSED
    assert nothing_went()


def test_an_expired_yes_sends_nothing_and_it_can_be_asked_anew(member, number, second):
    letter, asked = proposed(member.actor, number)
    services.answer_letter(second, asked, approve=True)

    with clock.stopped_at(NOW + timedelta(days=15)):
        with pytest.raises(NotApproved) as caught:
            sent(member.actor, number, letter)
        version = get_letter(member.actor, number, letter).version
        services.propose_letter(member.actor, number, letter, version, "Nog een keer.")

    assert caught.value.problem is ApprovalProblem.EXPIRED
    assert nothing_went()


def test_other_words_after_a_yes_void_it(member, number, second):
    letter, asked = proposed(member.actor, number)
    services.answer_letter(second, asked, approve=True)
    version = get_letter(member.actor, number, letter).version
    other = LetterWritten(
        LetterKind.NOTIFIED,
        of_person(number),
        Means.LETTER,
        {**TYPED, LetterPlace.REASON: "iets anders."},
    )
    services.write_letter(member.actor, number, other, letter, version)

    with pytest.raises(Invalid) as caught:
        sent(member.actor, number, letter)

    assert caught.value.problems == {"": DocumentProblem.NOT_PROPOSED}
    assert row_of(Approval).voided_at is not None
    assert [row.place for row in rows_of(CaseDocumentVersion)] == [1, 2]
    assert nothing_went()


def test_an_address_that_became_another_voids_the_yes(member, number, second):
    letter, asked = proposed(member.actor, number)
    services.answer_letter(second, asked, approve=True)
    about = id_of(number)
    with transaction() as session:
        person = session.scalars(sa.select(Person).filter_by(case_id=about)).one()
        person.residence = {"address": "Rietpad 9", "town": "Laren", "homeless": False}
        record(session, None, Line(Event.SEEDED))

    with pytest.raises(NotApproved) as caught:
        sent(member.actor, number, letter)

    assert caught.value.problem is ApprovalProblem.CHANGED
    assert row_of(Approval).voided_at is not None
    assert nothing_went()


def test_sending_that_fails_stays_and_opens_again(member, number, second):
    letter, asked = proposed(member.actor, number)
    could_not = Sending(went=False, on=TODAY, reason="De brief kwam terug.")
    with pytest.raises(NotApproved):
        services.settle_sending(member.actor, number, letter, could_not)
    services.answer_letter(second, asked, approve=True)

    services.settle_sending(member.actor, number, letter, could_not)

    page = get_letter(member.actor, number, letter)
    assert (page.line.state, page.failed) == (DocumentState.FAILED, could_not.reason)
    assert nothing_went()
    sent(member.actor, number, letter)
    page = get_letter(member.actor, number, letter)
    assert (page.line.state, page.failed) == (DocumentState.SENT, "")


def test_what_was_withdrawn_cannot_be_approved(member, number, second):
    letter, asked = proposed(member.actor, number)

    services.withdraw_letter(member.actor, number, letter)

    with pytest.raises(NotApproved):
        services.answer_letter(second, asked, approve=True)
    assert get_letters(member.actor, number).letters[0].state is DocumentState.WITHDRAWN


def test_a_letter_is_offered_only_where_it_is_true(member, number):
    assert get_writing(member.actor, number).kinds == (LetterKind.NOTIFIED,)

    with pytest.raises(Invalid) as caught:
        a_letter(member.actor, number, kind=LetterKind.SCALED_UP)

    assert caught.value.problems == {"kind": DocumentProblem.NOT_TRUE_NOW}


def test_a_stranger_gets_no_letter_and_two_writers_do_not_meet(member, number):
    with pytest.raises(Invalid) as caught:
        a_letter(member.actor, number, ear=Ear(Audience.PERSON, uuid4()))
    assert caught.value.problems == {"ear": DocumentProblem.NOBODY}

    letter = a_letter(member.actor, number)
    with pytest.raises(StaleDossier):
        services.propose_letter(member.actor, number, letter, 7, "Hij moet dit weten.")


def test_who_may_not_finds_nothing(member, number):
    letter, asked = proposed(member.actor, number)

    for actor in (a_user(Role.INTERVENTION_TEAM).actor, a_user(municipality="EEM").actor):
        with pytest.raises(Refused):
            get_letter(actor, number, letter)
        with pytest.raises(Refused):
            services.answer_letter(fresh(actor), asked, approve=True)
    with pytest.raises(Refused) as caught:
        get_letter(a_user(Role.INTERVENTION_TEAM).actor, number, letter)
    assert caught.value.verdict.refusing is Layer.ROLE
    assert nothing_went()


def test_another_case_does_not_lead_to_it(member, number):
    letter = a_letter(member.actor, number)
    other = a_case(State.PLANNING, by=member.actor)

    with pytest.raises(Refused):
        get_letter(member.actor, other, letter)


def test_a_birthday_after_the_yes_asks_for_other_words(member, second, town):
    birthday = TODAY + timedelta(days=5)
    child = a_person(birth=BirthDate(birthday.year - 16, birthday.month, birthday.day))
    given = a_referral(
        persons=(child,), guardians=(GuardianGiven(name="Fenna", relation="moeder"),)
    )
    number = a_case(State.INFORMATION_ROUND, by=member.actor, given=given)
    letter, asked = proposed(member.actor, number)
    services.answer_letter(second, asked, approve=True)

    with clock.stopped_at(NOW + timedelta(days=6)), pytest.raises(Invalid) as caught:
        sent(member.actor, number, letter, on=TODAY + timedelta(days=6))

    assert caught.value.problems == {"": DocumentProblem.OTHER_READER}
    assert nothing_went()
    sent(member.actor, number, letter)
    assert row_of(CaseDocument, id=letter).state is DocumentState.SENT


def test_a_list_of_what_waits_opens_nothing_of_a_letter(member, number, second, monkeypatch):
    proposed(member.actor, number)

    def shut(*place):
        raise AssertionError(place)

    monkeypatch.setattr(safe, "open_", shut)
    with transaction() as session:
        waiting = approval.waiting_for(session, second)

    assert [one.kind for one in waiting] == ["document"]


def due(number):
    rows = rows_of(CaseTerm, case_id=id_of(number), kind=TermKind.LETTER_SENDING, ended_on=None)
    return [one.due_on for one in rows]


def test_an_approved_letter_is_a_duty_until_it_went(member, number, second):
    letter, asked = proposed(member.actor, number)
    assert due(number) == []
    services.answer_letter(second, asked, approve=True)
    assert due(number) == [date(2026, 11, 27)]

    services.settle_sending(
        member.actor, number, letter, Sending(went=False, on=TODAY, reason="Adres klopt niet.")
    )
    assert due(number) == [date(2026, 11, 27)]
    sent(member.actor, number, letter)

    assert due(number) == []


@pytest.mark.parametrize("act", ["withdrawn", "written", "refused"])
def test_what_does_not_go_any_more_is_no_duty(member, number, second, act):
    letter, asked = proposed(member.actor, number)
    services.answer_letter(second, asked, approve=act != "refused", words="Het adres mist.")
    if act == "withdrawn":
        services.withdraw_letter(member.actor, number, letter)
    if act == "written":
        version = row_of(CaseDocument, id=letter).version
        usual = LetterWritten(LetterKind.NOTIFIED, of_person(number), Means.LETTER, TYPED)
        services.write_letter(member.actor, number, usual, letter, version)

    assert due(number) == []


def test_with_the_end_of_a_case_no_letter_goes_any_more(member, number, second):
    letter, asked = proposed(member.actor, number)
    draft = a_letter(member.actor, number)
    gone = a_letter(member.actor, number)
    again = services.propose_letter(member.actor, number, gone, 1, "Hij moet dit weten.")
    services.answer_letter(second, again, approve=True)
    sent(member.actor, number, gone)
    services.answer_letter(second, asked, approve=True)

    an_end(member.actor, number)

    stands = {one.id: one.state for one in rows_of(CaseDocument, case_id=id_of(number))}
    assert stands == {
        letter: DocumentState.WITHDRAWN,
        draft: DocumentState.WITHDRAWN,
        gone: DocumentState.SENT,
    }
    assert row_of(Approval, id=asked).voided_at is not None
    assert due(number) == []


@pytest.mark.parametrize("forgets", [False, True])
def test_who_leaves_a_case_gets_no_letter_any_more(member, town, second, forgets):
    brother = a_person(call_name="Wessel", surname="Zonnedauw")
    given = a_referral(kind=CaseKind.FAMILY, persons=(a_person(), brother))
    number = a_case(State.INFORMATION_ROUND, by=member.actor, given=given)
    goes = row_of(Person, case_id=id_of(number), place=1)
    ear = Ear(Audience.PERSON, goes.id)
    letter, asked = proposed(member.actor, number, ear=ear)
    went, yes = proposed(member.actor, number, ear=ear)
    services.answer_letter(second, yes, approve=True)
    sent(member.actor, number, went)

    who = Taken(TakenKind.PERSON, goes.id)
    token = get_choosing(member.actor, number).token
    if forgets:
        forget(member.actor, number, token, MistakenGiven(who=who, reason="Vergist.", sure=True))
    else:
        take_out(member.actor, number, token, who, reason="Hij hoort er niet bij.")

    assert row_of(CaseDocument, id=letter).state is DocumentState.WITHDRAWN
    assert row_of(CaseDocument, id=went).state is DocumentState.SENT
    assert row_of(Approval, id=asked).voided_at is not None
    with transaction() as session:
        context = AccessContext(session)
        words = session.scalars(sa.select(CaseDocumentVersion).filter_by(document_id=went)).one()
        assert ("Zonnedauw" in str(context.open(words, "filled"))) is not forgets
        assert (context.open(words, "pdf") is None) is forgets
