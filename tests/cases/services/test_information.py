from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import CaseTerm
from pga.cases.models.information import Contribution, InformationRequest
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.reading.information import get_round
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.asking import PartnerAsked
from pga.cases.rules.contributions import (
    ContributionProblem,
    InfoClass,
    Onward,
    Status,
    Visibility,
)
from pga.cases.rules.information import RequestAnswer, RequestProblem
from pga.cases.rules.needs import Need
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.states import ACTIVE, State
from pga.cases.rules.terms import TermKind
from pga.cases.services import information, working
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier, StepBlocked
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.reading.disclosures import get_disclosures
from pga.partners.rules import Agreed, AgreementKind, PartnerKind
from pga.partners.services import add_agreement
from pga.privacy.columns import opened
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Category, Means, Purpose
from pga.privacy.events import Event
from pga.settings.services import set_values
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_question,
    a_request,
    a_sharing_table,
    a_user,
    an_agreement_of,
    an_error_in,
    an_organisation,
    an_unasked_contribution,
    given_by_a_partner,
    id_of,
    version_of,
)
from tests.support.rows import fingerprint, lines, row_of, rows_of

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
WORDS = "Kanarieregie"


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.INFORMATION_ROUND, by=member.actor)


def may_hear_who():
    """Return a partner that may be told who a case is about, by the table and its convenant."""
    organisation = an_organisation(kind=PartnerKind.COMMUNITY_TEAM)
    an_agreement_of(organisation)
    a_sharing_table()
    return organisation


def running(number):
    return {
        term.kind: term.due_on
        for term in rows_of(CaseTerm, case_id=id_of(number), ended_on=None)
        if term.kind in {TermKind.INFORMATION_ROUND, TermKind.INFORMATION_REMINDER}
    }


def answer(actor, number, request_id, what=RequestAnswer.KNOWN, **more):
    version = row_of(InformationRequest, id=request_id).version
    usual = {"answered_on": TODAY, "note": ""}
    information.record_answer(actor, number, request_id, version, answer=what, **usual | more)


def test_asking_is_a_verstrekking_of_who_it_is_about(member, number):
    organisation = may_hear_who()
    contact = a_contact(organisation, "Wietske Wulp")

    a_request(member.actor, number, organisation, contact_id=contact, recipient="")

    row = row_of(Disclosure, purpose=Purpose.REQUEST)
    assert row.organisation_id == organisation
    told = get_disclosures(member.actor, CASES, number).lines
    newest = next(one for one in told if one.purpose is Purpose.REQUEST)
    assert newest.recipient == "Wietske Wulp, wijkagent"
    assert newest.categories == (Category.IDENTITY, Category.QUESTION)
    assert len(lines(Event.INFORMATION_ASKED)) == 1


def test_a_question_runs_its_term_and_its_reminder(member, number):
    a_request(member.actor, number, due_on=date(2026, 12, 8))

    assert running(number) == {
        TermKind.INFORMATION_ROUND: date(2026, 12, 8),
        TermKind.INFORMATION_REMINDER: date(2026, 12, 3),
    }


def test_a_term_of_the_round_begins_once_whatever_runs_in_another_case(member, number):
    other = a_case(State.INFORMATION_ROUND, by=member.actor)

    for one in (other, number, number):
        a_request(member.actor, one, due_on=date(2026, 12, 8))

    begun = [row.case_id for row in rows_of(CaseTerm, kind=TermKind.INFORMATION_REMINDER)]
    assert sorted(begun) == sorted([id_of(number), id_of(other)])
    assert running(number) == running(other)


def test_a_term_of_the_round_that_ended_keeps_its_day(member, number):
    answer(member.actor, number, a_request(member.actor, number))

    with clock.stopped_at(NOW + timedelta(days=1)):
        answer(member.actor, number, a_request(member.actor, number))

    ended = {row.ended_on for row in rows_of(CaseTerm, kind=TermKind.INFORMATION_ROUND)}
    assert ended == {TODAY, TODAY + timedelta(days=1)}


def test_a_question_after_an_answer_runs_its_own_term_though_the_day_is_the_same(member, number):
    answer(member.actor, number, a_request(member.actor, number))
    assert running(number) == {}

    a_request(member.actor, number)

    assert running(number).keys() == {TermKind.INFORMATION_ROUND, TermKind.INFORMATION_REMINDER}


@pytest.mark.both
def test_the_first_question_that_waits_is_what_is_due(member, number):
    later = a_request(member.actor, number, due_on=date(2026, 12, 8))
    sooner = a_request(member.actor, number, due_on=date(2026, 12, 1))
    assert running(number)[TermKind.INFORMATION_ROUND] == date(2026, 12, 1)

    answer(member.actor, number, sooner)
    assert running(number)[TermKind.INFORMATION_ROUND] == date(2026, 12, 8)
    information.remind(member.actor, number, later, means=Means.SPOKEN)
    assert TermKind.INFORMATION_REMINDER not in running(number)
    answer(member.actor, number, later, RequestAnswer.MAY_NOT_SHARE)
    assert running(number) == {}


def test_a_partner_that_may_not_share_is_left_in_peace(member, number):
    request_id = a_request(member.actor, number)
    answer(member.actor, number, request_id, RequestAnswer.MAY_NOT_SHARE)
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        information.remind(member.actor, number, request_id, means=Means.SPOKEN)

    assert caught.value.problems == {"": RequestProblem.ANSWERED}
    assert fingerprint() == before


def test_the_round_waits_for_each_question(member, number):
    request_id = a_request(member.actor, number)

    with pytest.raises(StepBlocked) as caught:
        working.start_planning(member.actor, number, version_of(number), note="Toch verder.")
    assert caught.value.missing == (Need.REQUESTS_ANSWERED_OR_NOTE,)

    answer(member.actor, number, request_id, RequestAnswer.UNKNOWN)
    working.start_planning(member.actor, number, version_of(number), note="")
    assert get_sheet(member.actor, number).head.state is State.PLANNING


def test_a_question_that_is_overdue_is_settled_by_a_note(member, number):
    request_id = a_request(member.actor, number, due_on=TODAY)
    with pytest.raises(Invalid) as caught:
        information.note_late(member.actor, number, request_id, note="Geen gehoor.")
    assert caught.value.problems == {"note": RequestProblem.NOT_LATE}

    with clock.stopped_at(NOW + timedelta(days=1)):
        information.note_late(member.actor, number, request_id, note="Geen gehoor.")
        assert running(number) == {}
        working.start_planning(member.actor, number, version_of(number), note="")

        assert get_sheet(member.actor, number).head.state is State.PLANNING
        assert get_round(member.actor, number).requests[0].late_note == "Geen gehoor."


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"recipient": ""}, {"recipient-{}": RequestProblem.NO_RECIPIENT}),
        ({"due_on": date(2026, 11, 23)}, {"due_on": RequestProblem.IN_PAST}),
        ({"contact_id": uuid4()}, {"who-{}": RequestProblem.NOT_A_CONTACT}),
        ({"organisation_id": uuid4()}, {"partner": RequestProblem.NOT_A_PARTNER}),
        ({"whom": ()}, {"partner": RequestProblem.NOBODY}),
    ],
)
def test_a_question_that_cannot_be_writes_nothing(member, number, changes, problems):
    organisation = an_organisation()
    question = a_question(organisation, **changes)
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        information.ask(member.actor, number, question)

    told = {name.format(organisation): problem for name, problem in problems.items()}
    assert caught.value.problems == told
    assert fingerprint() == before


@pytest.mark.both
def test_partners_asked_together_are_each_asked_and_booked_once(member, number):
    partners = [may_hear_who(), an_organisation(), an_organisation()]
    whom = tuple(PartnerAsked(one, None, "Wietske Wulp") for one in partners)

    information.ask(member.actor, number, a_question(partners[0], whom=whom))

    asked = rows_of(InformationRequest, case_id=id_of(number))
    assert {row.organisation_id for row in asked} == set(partners)
    told = get_round(member.actor, number).requests
    assert [one.question for one in told] == ["Is deze persoon bij u bekend?"] * 3
    went = rows_of(Disclosure, purpose=Purpose.REQUEST)
    assert sorted(row.organisation_id for row in went) == sorted(partners)
    assert [line.object_id for line in lines(Event.INFORMATION_ASKED)] == [id_of(number)] * 3
    assert running(number).keys() == {TermKind.INFORMATION_ROUND, TermKind.INFORMATION_REMINDER}


@pytest.mark.parametrize("gone", [0, 1])
def test_of_two_partners_of_which_one_is_gone_nobody_is_asked(member, number, gone):
    partners = [an_organisation(), an_organisation()]
    partners[gone] = uuid4()
    whom = tuple(PartnerAsked(one, None, "Wietske Wulp") for one in partners)
    before = fingerprint()

    with pytest.raises(Invalid, match="partner=not_a_partner"):
        information.ask(member.actor, number, a_question(partners[0], whom=whom))

    assert fingerprint() == before


def test_what_each_partner_may_not_hear_is_not_booked_for_it(member, number):
    told, untold = may_hear_who(), an_organisation(kind=PartnerKind.POLICE)
    kindless = an_organisation(kind=None)
    an_agreement_of(kindless)
    whom = tuple(PartnerAsked(one, None, "Wietske Wulp") for one in (told, untold, kindless))

    information.ask(member.actor, number, a_question(told, whom=whom))

    lines_of = get_disclosures(member.actor, CASES, number).lines
    went = {one.organisation_id: one for one in rows_of(Disclosure, purpose=Purpose.REQUEST)}
    categories = {one.id: one.categories for one in lines_of}
    assert categories[went[told].id] == (Category.IDENTITY, Category.QUESTION)
    for one in (untold, kindless):
        assert categories[went[one].id] == (Category.CASE_NUMBER, Category.QUESTION)


def test_a_contact_person_who_left_is_not_asked(member, number):
    organisation = an_organisation()
    contact = a_contact(organisation, last_on=date(2026, 11, 23))

    with pytest.raises(Invalid, match="=not_a_contact"):
        a_request(member.actor, number, organisation, contact_id=contact)


def test_before_the_weging_nobody_is_asked(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)

    with pytest.raises(Invalid) as caught:
        a_request(member.actor, number)

    assert caught.value.problems == {"": RequestProblem.NOT_NOW}


def test_an_answer_from_an_old_page_or_the_future_does_not_count(member, number):
    request_id = a_request(member.actor, number)

    with pytest.raises(Invalid, match="answered_on=in_future"):
        answer(member.actor, number, request_id, answered_on=date(2026, 11, 25))
    with pytest.raises(StaleDossier):
        information.record_answer(
            *(member.actor, number, request_id, 99),
            answer=RequestAnswer.KNOWN,
            answered_on=TODAY,
            note="",
        )
    with pytest.raises(Invalid, match="request=not_there"):
        information.note_late(member.actor, number, uuid4(), note="x")


def test_an_answer_keeps_what_was_said_with_it_until_a_later_one(member, number):
    request_id = a_request(member.actor, number)

    for note in ("Sinds mei.", ""):
        answer(member.actor, number, request_id, note=note)
        assert get_round(member.actor, number).requests[0].answer_note == note


def test_a_contribution_holds_fact_and_opinion_apart_with_its_conditions(member, number):
    a_contribution(member.actor, number, onward=Onward.AFTER_CONSENT)

    (shown,) = get_round(member.actor, number).contributions
    assert shown.fact.startswith("De huur")
    assert shown.opinion.startswith("De partner")
    assert shown.terms.onward is Onward.AFTER_CONSENT
    assert len(lines(Event.CONTRIBUTED)) == 1


def test_the_interventieteam_knows_nothing_of_what_is_for_the_regie(member, number):
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.INFORMATION_ROUND, by=member.actor, linked=[colleague.id])
    contribution = a_contribution(
        member.actor, number, visibility=Visibility.REGIE, fact=WORDS, opinion=WORDS
    )

    assert get_round(colleague.actor, number).contributions == ()
    assert get_round(member.actor, number).contributions[0].fact == WORDS
    for act in (information.freeze, information.withdraw):
        with pytest.raises(Invalid) as caught:
            act(colleague.actor, number, contribution, word="x")
        assert caught.value.problems == {"contribution": RequestProblem.NOT_THERE}
    with pytest.raises(Invalid) as caught:
        a_contribution(colleague.actor, number, visibility=Visibility.REGIE)
    assert caught.value.problems == {"visibility": ContributionProblem.NOT_YOURS_TO_HIDE}


def test_a_frozen_contribution_is_nowhere_to_be_seen(member, number):
    contribution = a_contribution(member.actor, number, fact=WORDS)
    an_error_in(member.actor, number, contribution)

    (shown,) = get_round(member.actor, number).contributions
    assert shown.terms.status is Status.FROZEN
    assert WORDS not in repr(shown)
    assert (shown.fact, shown.opinion, shown.source) == ("", "", "")
    assert shown.word == "De wijkagent meldt een verwisseling."
    assert len(lines(Event.FROZEN)) == 1
    with pytest.raises(Invalid) as caught:
        an_error_in(member.actor, number, contribution)
    assert caught.value.problems == {"": ContributionProblem.NOT_ACTIVE}


@pytest.mark.both
def test_a_frozen_contribution_counts_again_when_its_supplier_puts_it_right(member, number):
    contribution = an_error_in(member.actor, number, a_contribution(member.actor, number))

    right = given_by_a_partner(fact="De huur is een maand niet betaald.")
    information.correct_contribution(member.actor, number, contribution, right, word="Nu juist.")

    (shown,) = get_round(member.actor, number).contributions
    assert (shown.terms.status, shown.word) == (Status.ACTIVE, "Nu juist.")
    assert shown.fact == "De huur is een maand niet betaald."
    with pytest.raises(Invalid) as caught:
        information.withdraw(member.actor, number, contribution, word="x")
    assert caught.value.problems == {"": ContributionProblem.NOT_FROZEN}


def test_what_cannot_be_puts_no_frozen_contribution_right(member, number):
    contribution = an_error_in(member.actor, number, a_contribution(member.actor, number))
    wrong = given_by_a_partner(facts_on=TODAY, received_on=TODAY - timedelta(days=1))
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        information.correct_contribution(member.actor, number, contribution, wrong, word="Nu wel.")

    assert caught.value.problems == {"facts_on": ContributionProblem.AFTER_RECEIPT}
    assert fingerprint() == before


def test_what_a_supplier_takes_back_stays_unseen(member, number):
    contribution = an_error_in(
        member.actor, number, a_contribution(member.actor, number, fact=WORDS)
    )

    information.withdraw(member.actor, number, contribution, word="Hoort bij een ander.")

    (shown,) = get_round(member.actor, number).contributions
    assert shown.terms.status is Status.WITHDRAWN
    assert WORDS not in repr(shown)


def test_what_was_wrong_or_secret_does_not_come_back_among_the_changes(member):
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.INFORMATION_ROUND, by=member.actor, linked=[colleague.id])
    wrong = given_by_a_partner(
        visibility=Visibility.REGIE,
        fact=f"{WORDS} van de buurman",
        other=ThirdPartyRelation.NEIGHBOUR,
        passage=WORDS,
    )
    request_id = a_request(member.actor, number)
    information.contribute(member.actor, number, request_id, wrong)
    row = row_of(Contribution)
    an_error_in(member.actor, number, row.id)
    right = given_by_a_partner(visibility=Visibility.REGIE, fact="Goed", other=wrong.other)
    information.correct_contribution(member.actor, number, row.id, right, word="Beter.")

    assert row_of(ThirdPartyMark, row_id=row.id)
    for actor in (member.actor, colleague.actor):
        assert WORDS not in repr(get_changes(actor, CASES, number))

    an_error_in(member.actor, number, row.id)
    plain = given_by_a_partner(visibility=Visibility.REGIE)
    information.correct_contribution(member.actor, number, row.id, plain, word="Zonder buurman.")
    assert rows_of(ThirdPartyMark, row_id=row.id) == []


def test_criminal_data_of_the_police_wait_for_its_written_decision(member, number):
    police = an_organisation(kind=PartnerKind.POLICE)
    with pytest.raises(Invalid) as caught:
        a_contribution(member.actor, number, police, about=InfoClass.JUSTICE)
    assert caught.value.problems == {"": ContributionProblem.NO_POLICE_DECISION}

    given = Agreed(AgreementKind.POLICE_DECISION, "Besluit", "1", TODAY, date(2026, 12, 31))
    add_agreement(a_user(Role.ADMIN).actor, police, given)
    a_contribution(member.actor, number, police, about=InfoClass.JUSTICE)

    assert row_of(Contribution).about is InfoClass.JUSTICE


def test_who_does_not_work_on_a_case_asks_nothing(member, number):
    organisation = an_organisation()
    request_id = a_request(member.actor, number, organisation)
    before = fingerprint()

    for other in (a_user(), a_user(Role.COORDINATOR), a_user(municipality="EEM")):
        for act in (
            lambda who=other.actor: a_request(who, number, organisation),
            lambda who=other.actor: answer(who, number, request_id),
        ):
            with pytest.raises(Refused):
                act()
    after = fingerprint()
    tables = ("information_request", "disclosure", "case_term")
    assert [after[table] for table in tables] == [before[table] for table in tables]


def test_the_words_of_the_round_are_sealed_under_the_key_of_the_case(member, number):
    a_contribution(member.actor, number, fact=WORDS)
    dossier = id_of(number)

    with transaction() as session:
        row = session.scalars(sa.select(Contribution).filter_by(case_id=dossier)).one()
        assert opened(session, row, "fact") == WORDS
        assert WORDS.encode() not in row.fact_sealed


# --- told without being asked


@pytest.mark.parametrize("state", sorted(ACTIVE))
def test_a_partner_tells_something_unasked_as_long_as_a_case_runs(member, state):
    number = a_case(state, by=member.actor)
    organisation = an_organisation(name="Woningcorporatie Rietkraag")

    an_unasked_contribution(member.actor, number, organisation, fact=WORDS)

    (shown,) = get_round(member.actor, number).contributions
    assert (shown.request_id, shown.supplier) == (None, "Woningcorporatie Rietkraag")
    assert shown.fact == WORDS
    assert len(lines(Event.CONTRIBUTED)) == 1
    assert rows_of(InformationRequest) == []


@pytest.mark.parametrize("state", [State.CLOSED])
def test_a_case_that_is_over_takes_nothing_unasked(member, state):
    number, there = a_case(state, by=member.actor), an_organisation()
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        an_unasked_contribution(member.actor, number, there)

    assert caught.value.problems == {"": ContributionProblem.CASE_OVER}
    assert fingerprint() == before


def test_all_that_is_wrong_with_what_came_unasked_is_told_at_once(member, number):
    yesterday, elsewhere = TODAY - timedelta(days=1), an_organisation("EEM")
    before = fingerprint()

    for supplier in (uuid4(), elsewhere):
        with pytest.raises(Invalid) as caught:
            an_unasked_contribution(
                member.actor, number, supplier, facts_on=TODAY, received_on=yesterday
            )
        assert caught.value.problems == {
            "partner": RequestProblem.NOT_A_PARTNER,
            "facts_on": ContributionProblem.AFTER_RECEIPT,
        }
    assert fingerprint() == before


def test_what_came_unasked_has_the_same_rules_for_police_regie_and_others(member, number):
    police, colleague = an_organisation(kind=PartnerKind.POLICE), a_user(Role.INTERVENTION_TEAM)
    shared = a_case(State.PLANNING, by=member.actor, linked=[colleague.id])

    with pytest.raises(Invalid) as caught:
        an_unasked_contribution(member.actor, number, police, about=InfoClass.JUSTICE)
    assert caught.value.problems == {"": ContributionProblem.NO_POLICE_DECISION}
    with pytest.raises(Invalid) as caught:
        an_unasked_contribution(colleague.actor, shared, visibility=Visibility.REGIE)
    assert caught.value.problems == {"visibility": ContributionProblem.NOT_YOURS_TO_HIDE}
    an_unasked_contribution(
        member.actor,
        shared,
        visibility=Visibility.REGIE,
        fact=WORDS,
        other=ThirdPartyRelation.NEIGHBOUR,
    )

    assert get_round(colleague.actor, shared).contributions == ()
    (kept,) = get_round(member.actor, shared).contributions
    assert kept.other is ThirdPartyRelation.NEIGHBOUR
    an_error_in(member.actor, shared, kept.id)
    assert WORDS not in repr(get_round(member.actor, shared))


def test_who_does_not_work_on_a_case_writes_nothing_down(member, number):
    known = a_case(State.INFORMATION_ROUND, by=member.actor, recused=[member.id])
    there = an_organisation()

    for actor, case in (
        (a_user().actor, number),
        (a_user(municipality="EEM").actor, number),
        (a_user(Role.DPO).actor, number),
        (member.actor, known),
    ):
        with pytest.raises(Refused):
            an_unasked_contribution(actor, case, there)
    assert rows_of(Contribution) == []


# --- old facts


@pytest.mark.parametrize(
    ("days", "age"), [(0, None), (30, None), (31, 31)], ids=["today", "30", "31"]
)
def test_facts_of_more_than_thirty_days_ago_tell_their_age(member, number, days, age):
    a_contribution(member.actor, number, facts_on=TODAY - timedelta(days=days))

    (shown,) = get_round(member.actor, number).contributions

    assert shown.age == age


def test_the_municipality_says_from_when_facts_are_old(member, number):
    set_values(member.id, "LAR", {"old_facts_days": "90"}, from_on=TODAY, reason="Proef")
    a_contribution(member.actor, number, facts_on=TODAY - timedelta(days=90))

    (shown,) = get_round(member.actor, number).contributions

    assert shown.age is None


def test_of_what_is_frozen_nothing_tells_how_old_it_is(member, number):
    contribution = a_contribution(member.actor, number, facts_on=TODAY - timedelta(days=90))
    an_error_in(member.actor, number, contribution)

    (shown,) = get_round(member.actor, number).contributions

    assert shown.age is None
