"""The referrer hears how it ended: a duty with a day, booked when it is given."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Layer, Refused
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.feedback import Feedback
from pga.cases.models.referral import Referral
from pga.cases.reading.duties import work_in
from pga.cases.reading.feedback import get_feedback
from pga.cases.rules.ending import Heard
from pga.cases.rules.feedback import FeedbackEnd, FeedbackGiven, FeedbackProblem, FeedbackTo
from pga.cases.rules.states import ClosingReason, State
from pga.cases.rules.terms import TermKind
from pga.cases.rules.triage import FeedbackMeans, Outcome
from pga.cases.services.feedback import give_feedback
from pga.cases.services.triage import decide_triage
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.privacy.columns import opened
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Category, Ground, Means, Purpose
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import a_case, a_contact, a_user, a_weging, an_end, id_of, version_of
from tests.support.rows import fingerprint, lines, row_of, rows_of

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
BY_PHONE = FeedbackGiven(ended_as=FeedbackEnd.GIVEN, on=TODAY, means=FeedbackMeans.PHONE)

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


@pytest.fixture
def coordinator(stopped):
    return a_user(Role.COORDINATOR)


@pytest.fixture
def number(member):
    return a_case(State.INFORMATION_ROUND, by=member.actor)


def give(actor, number, **changes):
    give_feedback(actor, number, 1, replace(BY_PHONE, **changes))


def kinds_due(actor):
    with transaction() as session:
        work = work_in(session, actor)
        return {(one.number, one.kind, one.yours) for one in (*work.own.lines, *work.others.lines)}


@pytest.mark.parametrize(
    ("means", "noted"),
    [
        (FeedbackMeans.PHONE, Means.SPOKEN),
        (FeedbackMeans.IN_PERSON, Means.SPOKEN),
        (FeedbackMeans.LETTER, Means.LETTER),
        (FeedbackMeans.SECURE_MAIL, Means.SECURE_MAIL),
    ],
)
def test_what_was_told_is_a_verstrekking_from_then(member, number, means, noted):
    assert rows_of(Disclosure) == []

    give(member.actor, number, means=means)

    told = row_of(Disclosure)
    assert (told.dossier_id, told.by, told.on) == (id_of(number), member.id, TODAY)
    assert (told.purpose, told.ground, told.means) == (Purpose.FEEDBACK, Ground.PUBLIC_TASK, noted)
    row = row_of(Feedback)
    assert (row.ended_as, row.given_on, row.by) == (FeedbackEnd.GIVEN, TODAY, member.id)
    assert row_of(CaseTerm, kind=TermKind.FEEDBACK).ended_on == TODAY
    assert len(lines(Event.FED_BACK)) == 1
    with transaction() as session:
        kept = session.get_one(Feedback, row.id)
        assert opened(session, kept, "recipient") == "Wessel Waterhoen"
        assert opened(session, session.get_one(Disclosure, told.id), "categories") == [
            Category.OUTCOME
        ]


def test_it_stands_on_werk_with_its_day_until_it_was_given(member, number):
    line = (number, TermKind.FEEDBACK, True)
    assert line in kinds_due(member.actor)

    give(member.actor, number)

    assert line not in kinds_due(member.actor)


def test_of_a_case_that_was_not_admitted_it_waits_with_the_coordinator(member, coordinator):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    weging = a_weging(Outcome.REJECTED)
    decide_triage(member.actor, number, version_of(number), weging)

    assert (number, TermKind.FEEDBACK, True) in kinds_due(coordinator.actor)
    with pytest.raises(Refused):
        give(a_user().actor, number)  # who weighed it could: what nobody directed is that one's

    give(coordinator.actor, number)
    assert number not in {one for one, _, _ in kinds_due(coordinator.actor)}


def test_an_anonymous_referrer_hears_nothing_and_nothing_is_booked(member, number):
    give(member.actor, number, ended_as=FeedbackEnd.ANONYMOUS, means=None)

    assert rows_of(Disclosure) == []
    assert row_of(Feedback).ended_as is FeedbackEnd.ANONYMOUS
    assert row_of(CaseTerm, kind=TermKind.FEEDBACK).ended_on == TODAY


def test_what_is_not_possible_says_why(member, number):
    with pytest.raises(Invalid) as caught:
        give(member.actor, number, ended_as=FeedbackEnd.NOT_POSSIBLE)
    assert caught.value.problems == {"reason": FeedbackProblem.NO_REASON}

    words = "De stichting is opgeheven."
    give(member.actor, number, ended_as=FeedbackEnd.NOT_POSSIBLE, reason=words)

    assert rows_of(Disclosure) == []
    assert get_feedback(member.actor, number).told.reason == words


def test_a_colleague_of_the_referrer_can_hear_it_and_no_stranger(member, number):
    organisation = row_of(Referral, case_id=id_of(number)).organisation_id
    contact = a_contact(organisation, "Wietske Wulp")
    elsewhere = {"to": FeedbackTo.COLLEAGUE, "contact_id": id_of(number)}
    before = fingerprint()
    with pytest.raises(Invalid) as caught:
        give(member.actor, number, **elsewhere)
    assert caught.value.problems == {"contact": FeedbackProblem.NOT_A_CONTACT}
    assert fingerprint() == before

    give(member.actor, number, to=FeedbackTo.COLLEAGUE, contact_id=contact)

    told = get_feedback(member.actor, number).told
    assert told.recipient.startswith("Wietske Wulp")
    assert row_of(Disclosure).organisation_id == organisation


def test_it_is_told_once_and_by_who_saw_it_as_it_stands(member, number):
    with pytest.raises(StaleDossier):
        give_feedback(member.actor, number, 9, BY_PHONE)
    give(member.actor, number)

    with pytest.raises(Invalid) as caught:
        give(member.actor, number)
    assert caught.value.problems == {"": FeedbackProblem.SETTLED}


def test_who_only_works_on_the_case_tells_nothing(member, number):
    worker = a_user(Role.INTERVENTION_TEAM)

    with pytest.raises(Refused) as caught:
        give(worker.actor, number)

    assert caught.value.verdict.refusing is Layer.ROLE


def test_a_case_that_stops_tells_the_referrer_both_at_once(member, number):
    with clock.stopped_at(NOW + timedelta(days=1)):
        an_end(
            member.actor,
            number,
            ClosingReason.NO_LONGER_NECESSARY,
            heard=frozenset({Heard.REFERRER, Heard.PERSON}),
            means=FeedbackMeans.LETTER,
            heard_on=clock.today(),
        )

    (told,) = rows_of(Disclosure)
    assert told.means is Means.LETTER
    assert row_of(Feedback).ended_as is FeedbackEnd.GIVEN
    assert rows_of(CaseTerm, kind=TermKind.FEEDBACK, ended_on=None) == []


def test_a_weging_of_before_is_not_late_and_has_nothing_to_tell(member, number):
    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        for model in (Feedback, CaseTerm):
            question = sa.select(model).filter_by(case_id=case.id)
            for row in session.scalars(question):
                if not isinstance(row, CaseTerm) or row.kind is TermKind.FEEDBACK:
                    session.delete(row)
        record(session, None, Line(Event.SEEDED))

    page = get_feedback(member.actor, number)

    assert (page.to_tell, page.told) == (None, None)
    assert TermKind.FEEDBACK not in {kind for _, kind, _ in kinds_due(member.actor)}
