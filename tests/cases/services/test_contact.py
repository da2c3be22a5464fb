"""Noting a contact moment, what follows from it, and mending one."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Layer, Refused
from pga.cases.models.case import Case, CaseTerm, Guardian, Person
from pga.cases.models.contact import ContactMoment, OutOfSight
from pga.cases.models.doors import CaseFlag
from pga.cases.models.plan import CaseAction
from pga.cases.reading.contact import LogFilter, get_log
from pga.cases.reading.recent import get_noting_anywhere
from pga.cases.reading.sheet import get_sheet
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.contact import (
    ContactProblem,
    FollowUp,
    MomentEnd,
    NextGiven,
    SightAnswer,
    Whom,
)
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.referral import BirthDate
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import contact
from pga.cases.services.moves import start_term
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.rules.notices import NoticeKind
from pga.privacy.events import Event
from pga.privacy.history import RowVersion
from pga.privacy.trail import Line, record
from tests.builders import (
    a_case,
    a_moment,
    a_person,
    a_referral,
    a_user,
    id_of,
    name_casusregisseur,
    version_of,
)
from tests.support.desk import desk_of
from tests.support.rows import lines, row_of, rows_of
from tests.support.some import some

A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(clock.now()):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


@pytest.fixture
def worker(stopped):
    return a_user(Role.INTERVENTION_TEAM)


def received(days, **changes):
    person = a_person(**changes.pop("person", {}))
    return a_referral(received_on=clock.today() - days * A_DAY, persons=(person,), **changes)


@pytest.fixture
def number(member, worker):
    number = a_case(
        State.IN_EXECUTION,
        by=member.actor,
        director=member.id,
        linked=[worker.id],
        given=received(60),
    )
    name_casusregisseur(
        member.actor, number, version_of(number), user_id=worker.id, reason="Kent de wijk."
    )
    contact_runs(member.actor, number, clock.today() - 40 * A_DAY)
    return number


def contact_runs(actor, number, since):
    """Let the term of contact run from a day, as adopting the plan does."""
    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        rules = rules_in_force(session, case.municipality)
        start_term(session, case, TermKind.CONTACT, since, rules)
        record(session, actor, Line(Event.SEEDED, CASES.about(case.id)))


def terms_of(number):
    rows = rows_of(CaseTerm, case_id=id_of(number), kind=TermKind.CONTACT)
    return sorted((row.started_on - clock.today(), row.ended_on is None) for row in rows)


def days(*pairs):
    return [(timedelta(days=day), runs) for day, runs in pairs]


def tries(actor, number, count, **changes):
    for day in range(count, 0, -1):
        on = clock.today() - day * A_DAY
        a_moment(actor, number, reached=False, text="", on=on, **changes)


# --- what follows from a talk


@pytest.mark.both
def test_three_tries_and_then_reached(member, worker, number):
    tries(member.actor, number, 3)

    assert terms_of(number) == days((-40, True))
    told = {one.kind for one in desk_of(worker.actor).notices.lines}
    assert NoticeKind.OUT_OF_SIGHT in told
    told = get_sheet(worker.actor, number).contact
    assert (told.spoken_on, told.tried_on) == (None, clock.today() - A_DAY)
    assert (told.asks_sight, told.may_regie) == (3, True)

    a_moment(worker.actor, number)

    told = get_sheet(worker.actor, number).contact
    assert (told.spoken_on, told.asks_sight) == (clock.today(), 0)
    assert told.agreed == "Wil de brief van de verhuurder samen lezen."
    assert terms_of(number) == days((-40, False), (0, True))
    assert row_of(OutOfSight, case_id=id_of(number)).answer is SightAnswer.SPOKEN
    assert len(lines(Event.CONTACT_NOTED)) == 4


def test_a_talk_of_before_the_term_began_moves_nothing(worker, number):
    a_moment(worker.actor, number, on=clock.today() - 41 * A_DAY)

    assert terms_of(number) == days((-40, True))


def test_the_term_runs_from_the_last_talk_in_whatever_order_they_are_noted(worker, number):
    a_moment(worker.actor, number, on=clock.today() - 2 * A_DAY)
    a_moment(worker.actor, number, on=clock.today() - 9 * A_DAY)

    assert terms_of(number) == days((-40, False), (-2, True))


def test_where_no_term_of_contact_runs_none_begins(member):
    number = a_case(State.PLANNING, by=member.actor)
    a_moment(member.actor, number)

    assert terms_of(number) == []
    assert rows_of(ContactMoment, case_id=id_of(number))


@pytest.mark.parametrize(
    ("whom", "year", "spoken"),
    [
        (Whom.PERSON, 8, True),
        (Whom.GUARDIAN, 8, True),
        (Whom.GUARDIAN, 14, True),
        (Whom.GUARDIAN, 17, False),
        (Whom.OTHER, 8, False),
    ],
)
def test_with_whom_one_spoke_says_whether_it_counts(member, whom, year, spoken):
    birth = BirthDate(clock.today().year - year, 1, 1)
    guardian = GuardianGiven(name="Wessel Waterhoen", relation="vader")
    given = received(60, person={"birth": birth}, guardians=(guardian,))
    number = a_case(State.IN_EXECUTION, by=member.actor, given=given)
    contact_runs(member.actor, number, clock.today() - 40 * A_DAY)

    a_moment(member.actor, number, whom=whom)

    row = row_of(ContactMoment, case_id=id_of(number))
    assert row.spoken is spoken
    assert terms_of(number) == days((-40, False), (0, True)) if spoken else days((-40, True))
    there = {Whom.PERSON: (Person, row.person_id), Whom.GUARDIAN: (Guardian, row.guardian_id)}
    if whom in there:
        model, found = there[whom]
        assert found == row_of(model, case_id=id_of(number)).id


def test_a_guardian_of_nobody_is_not_of_this_case(member, number):
    with pytest.raises(Invalid) as refused:
        a_moment(member.actor, number, whom=Whom.GUARDIAN)

    assert refused.value.problems == {"whom": ContactProblem.NOT_OF_CASE}


# --- what follows, in the same act


def test_what_follows_is_an_action_of_ones_own_or_a_flag(worker, number):
    for as_ in FollowUp:
        follow = NextGiven("Bel de verhuurder.", clock.today() + A_DAY, as_)
        a_moment(worker.actor, number, next=follow)

    action, flag = (row_of(model, case_id=id_of(number)) for model in (CaseAction, CaseFlag))
    assert (action.user_id, action.due_on) == (worker.id, clock.today() + A_DAY)
    assert (flag.by, flag.due_on) == (worker.id, clock.today() + A_DAY)
    assert len(lines(Event.CONTACT_NOTED)) == 2
    assert not lines(Event.ACTION_ADDED) + lines(Event.FLAGGED)


def test_what_cannot_follow_takes_the_moment_along(member):
    number = a_case(by=member.actor)
    newcomer = a_user()
    follow = NextGiven("Bel.", clock.today())

    with pytest.raises(Invalid) as refused:
        a_moment(newcomer.actor, number, next=follow)
    assert refused.value.problems == {"next_text": ContactProblem.NO_ACTION}
    assert not rows_of(ContactMoment, case_id=id_of(number))

    a_moment(newcomer.actor, number, next=replace(follow, as_=FollowUp.FLAG))
    assert rows_of(CaseFlag, case_id=id_of(number))


# --- out of sight


def test_the_suggestion_waits_for_an_answer_and_is_not_asked_again(member, worker, number):
    tries(worker.actor, number, 4)
    contact.answer_sight(worker.actor, number, answer=SightAnswer.LOST, why="De woning staat leeg.")
    a_moment(worker.actor, number, reached=False, text="")

    row = row_of(OutOfSight, case_id=id_of(number))
    assert (row.tries, row.answer, row.answered_by) == (3, SightAnswer.LOST, worker.id)
    assert get_sheet(worker.actor, number).contact.asks_sight == 0
    assert row_of(Case, number=number).state is State.IN_EXECUTION
    with pytest.raises(Invalid) as refused:
        contact.answer_sight(member.actor, number, answer=SightAnswer.TRYING, why="Nog een keer.")
    assert refused.value.problems == {"": ContactProblem.ANSWERED}


def test_only_the_regie_answers_and_says_who_goes(member):
    worker, other = (a_user(Role.INTERVENTION_TEAM) for _ in range(2))
    here = {"linked": [worker.id, other.id], "given": received(60)}
    number = a_case(State.IN_EXECUTION, by=member.actor, director=member.id, **here)
    name_casusregisseur(
        member.actor, number, version_of(number), user_id=worker.id, reason="Kent de wijk."
    )
    tries(other.actor, number, 3)
    acts = (
        lambda: contact.answer_sight(other.actor, number, answer=SightAnswer.LOST, why="Weg."),
        lambda: contact.say_visit_rule(other.actor, number, version_of(number), "Met twee."),
    )
    for act in some(acts):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.verdict.refusing is Layer.PART

    contact.say_visit_rule(worker.actor, number, version_of(number), "Met twee.")
    assert get_sheet(other.actor, number).contact.visit_rule == "Met twee."


# --- mending


@pytest.mark.both
def test_a_talk_that_is_withdrawn_gives_the_term_back(worker, number):
    a_moment(worker.actor, number, on=clock.today() - 9 * A_DAY)
    wrong = a_moment(worker.actor, number, on=clock.today() - 2 * A_DAY, text="Niet zo.")

    contact.withdraw_contact(worker.actor, number, wrong, why="Dit was een ander.")

    assert terms_of(number) == days((-40, False), (-9, False), (-9, True), (-2, False))
    line = next(one for one in get_log(worker.actor, number, LogFilter()).lines if one.id == wrong)
    assert (line.ended, line.ended_why, line.text) == (
        MomentEnd.WITHDRAWN,
        "Dit was een ander.",
        "",
    )
    assert rows_of(RowVersion, row_id=wrong)
    with pytest.raises(Invalid) as refused:
        contact.withdraw_contact(worker.actor, number, wrong, why="Nog eens.")
    assert refused.value.problems == {"": ContactProblem.ENDED}


@pytest.mark.both
def test_what_is_moved_is_sealed_under_the_other_case_and_gone_here(member, worker, number):
    there = a_case(State.IN_EXECUTION, by=member.actor, linked=[worker.id], given=received(60))
    contact_runs(member.actor, there, clock.today() - 30 * A_DAY)
    wrong = a_moment(worker.actor, number, text="Over de ander.")
    assert terms_of(number) == days((-40, False), (0, True))

    new = contact.move_contact(worker.actor, number, wrong, there, why="Verkeerd gekozen.")

    assert terms_of(number) == days((-40, False), (-40, True), (0, False))
    assert terms_of(there) == days((-30, False), (0, True))
    (line,) = get_log(worker.actor, there, LogFilter()).lines
    assert (line.id, line.text) == (new, "Over de ander.")
    gone = row_of(ContactMoment, id=wrong)
    assert (gone.ended, gone.text_sealed, gone.person_id) == (MomentEnd.MOVED, None, None)
    assert not rows_of(RowVersion, row_id=wrong)
    assert row_of(ContactMoment, id=new).person_id == row_of(Person, case_id=id_of(there)).id


def test_a_moment_goes_to_a_case_of_ones_own_only(member, worker, number):
    wrong = a_moment(worker.actor, number)
    closed = a_case(State.IN_EXECUTION, by=member.actor)

    with pytest.raises(Refused):
        contact.move_contact(worker.actor, number, wrong, closed, why="Verkeerd.")
    with pytest.raises(Invalid) as refused:
        contact.move_contact(worker.actor, number, wrong, number, why="Verkeerd.")

    assert refused.value.problems == {"number": ContactProblem.SAME_CASE}
    assert row_of(ContactMoment, id=wrong).ended is None


# --- who, and what is for the regie


def test_what_is_for_the_regie_is_kept_from_the_interventieteam(member, worker, number):
    a_moment(member.actor, number, regie=True)
    log = get_log(worker.actor, number, LogFilter())

    assert (log.total, log.spoken_on) == (0, None)
    assert get_log(member.actor, number, LogFilter()).total == 1
    assert terms_of(number) == days((-40, False), (0, True))


def test_the_interventieteam_writes_nothing_for_the_regie(worker, number):
    a_moment(worker.actor, number, regie=True)

    assert row_of(ContactMoment, case_id=id_of(number)).regie is False


def test_a_case_that_ended_takes_no_contact_any_more(member):
    number = a_case(State.CLOSED, by=member.actor, director=member.id, given=received(60))

    with pytest.raises(Invalid) as refused:
        a_moment(member.actor, number)

    assert refused.value.problems == {"": ContactProblem.CASE_OVER}
    assert not rows_of(ContactMoment, case_id=id_of(number))


def test_the_coordinator_notes_no_contact(number):
    with pytest.raises(Refused) as refused:
        a_moment(a_user(Role.COORDINATOR).actor, number)

    assert refused.value.verdict.refusing is Layer.ROLE


# --- the last five


def test_the_cases_that_one_opened_last_stand_first_without_names(worker, member, number):
    more = [a_case(State.IN_EXECUTION, by=member.actor, linked=[worker.id]) for _ in range(5)]
    moment = clock.now()
    for minutes, one in enumerate([number, *more]):
        with clock.stopped_at(moment + timedelta(minutes=minutes)):
            get_sheet(worker.actor, one)

    page = get_noting_anywhere(worker.actor, names=False)

    assert [one.number for one in page.recent] == list(reversed(more))
    assert {one.name for one in some(page.recent)} == {""}
    before = len(lines(Event.READ))
    named = get_noting_anywhere(worker.actor, names=True).recent
    assert all(one.name for one in some(named))
    assert len(lines(Event.READ)) == before + len(named)
    assert get_noting_anywhere(member.actor, names=False).recent != page.recent
