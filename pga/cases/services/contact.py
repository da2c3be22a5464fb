"""Contact moments: noted once, with what follows; withdrawn or moved with a reason."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.contact import ContactMoment, OutOfSight
from pga.cases.models.visibility import reads_regie
from pga.cases.reading.contact_facts import as_tried, moments_of, sights_of, whom_can
from pga.cases.reading.finding import find_case
from pga.cases.reading.hearing import HearingRows, hearing_rows
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES, WORKERS
from pga.cases.rules.actions import ActionGiven, ActionKind
from pga.cases.rules.contact import (
    BY_HAND,
    ContactProblem,
    FollowUp,
    MomentEnd,
    MomentGiven,
    NextGiven,
    SightAnswer,
    Whom,
    faults_of_moment,
    is_spoken,
    last_spoken,
    tries_in_a_row,
)
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.rules.states import ACTIVE
from pga.cases.rules.terms import TermKind, TermRules
from pga.cases.services.actions import put_action
from pga.cases.services.moves import start_term
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.eligible import colleagues_for
from pga.dossiers.reading.finding import Found
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.services.flags import put_flag
from pga.dossiers.services.notices import notify, settle
from pga.dossiers.services.terms import end_terms
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.history import RowVersion
from pga.privacy.trail import Line, record

WORDS: Final = ("text", "whom_name")
"""What a contact moment says in words."""
_CONTACT: Final = TermKind.CONTACT


def note_contact(actor: Actor, number: str, given: MomentGiven) -> UUID:
    """Note a try or a talk, and what follows, in one act; raises Invalid with what is wrong."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_CONTACT, lock=True)
        case = found.dossier
        given = replace(given, regie=given.regie and reads_regie(actor))
        rows = hearing_rows(session, case, AccessContext(session))
        problems = faults_of_moment(given, _now(), case.received_on)
        if given.with_id is not None and given.with_id not in _colleagues(session, case):
            problems["with_id"] = ContactProblem.NOT_A_COLLEAGUE
        given = _of_case(rows, given)
        if given.whom is not Whom.OTHER and given.whom_id is None:
            problems["whom"] = ContactProblem.NOT_OF_CASE
        _refuse(case, problems)
        row = _moment(case, actor, given, spoken=_spoken(rows, given))
        session.add(row)
        if given.next is not None:
            _follow(session, actor, found, given.next)
        _judge(session, actor, case)
        record(session, actor, Line(Event.CONTACT_NOTED, found.about))
        return row.id


def withdraw_contact(actor: Actor, number: str, moment_id: UUID, *, why: str) -> None:
    """Withdraw a contact moment: it counts no more, and what it said stays sealed behind it."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_CONTACT, lock=True)
        row = find_moment(session, actor, found.dossier, moment_id)
        _refuse(found.dossier, _faults_of_end(row, why))
        _end(row, actor, MomentEnd.WITHDRAWN, why)
        _judge(session, actor, found.dossier)
        record(session, actor, Line(Event.CONTACT_WITHDRAWN, found.about), reason=why)


def move_contact(actor: Actor, number: str, moment_id: UUID, to: str, *, why: str) -> UUID:
    """Move a contact moment to another case, under the key of that one; here its words are gone.

    Raises Refused for a case that is not there or not one's own, or Invalid.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_CONTACT, lock=True)
        row = find_moment(session, actor, found.dossier, moment_id)
        _refuse(found.dossier, _faults_of_end(row, why))
        if to == number:
            raise Invalid({"number": ContactProblem.SAME_CASE})
        there = find_case(session, actor, to, Permission.CASE_CONTACT, lock=True)
        context = AccessContext(session)
        said = {name: context.open(row, name) for name in WORDS}
        rows = hearing_rows(session, there.dossier, AccessContext(session))
        given = _of_case(rows, _given(row, said))
        _refuse(there.dossier, faults_of_moment(given, _now(), there.dossier.received_on))
        if given.whom is not Whom.OTHER and given.whom_id is None:
            given = replace(given, whom=Whom.OTHER)  # it has no such person: somebody else's it was
        moved = _moment(there.dossier, actor, given, spoken=_spoken(rows, given))
        moved.by = row.by
        session.add(moved)
        _end(row, actor, MomentEnd.MOVED, why)
        row.person_id = row.guardian_id = None
        _judge(session, actor, found.dossier)
        _judge(session, actor, there.dossier)
        record(session, actor, Line(Event.CONTACT_MOVED, found.about), reason=why)
        record(session, actor, Line(Event.CONTACT_MOVED, there.about))
        for version in session.scalars(sa.select(RowVersion).filter_by(row_id=row.id)):
            session.delete(version)
        return moved.id


def answer_sight(actor: Actor, number: str, *, answer: SightAnswer, why: str) -> None:
    """Say whether the person is out of sight; raises Invalid when nothing asks it any more."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_REGIE, lock=True)
        waiting = [one for one in sights_of(session, found.dossier) if one.answer is None]
        if not waiting or answer not in BY_HAND:
            raise Invalid({"": ContactProblem.ANSWERED})
        _refuse(found.dossier, {} if why else {"why": ContactProblem.NO_REASON})
        for row in waiting:
            row.answer, row.why = answer, why
            row.answered_at, row.answered_by = clock.now(), actor.id
            settle(session, CASES, row.id)
        record(session, actor, Line(Event.SIGHT_ANSWERED, found.about), reason=why)


def say_visit_rule(actor: Actor, number: str, version: int, text: str) -> None:
    """Write who does not go there alone, or not with whom; without a text nothing stands.

    Raises Refused, StaleDossier, or Invalid for a case without work.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_REGIE, version=version)
        _refuse(found.dossier, {})
        found.dossier.visit_rule = text or None
        record(session, actor, Line(Event.VISIT_SAID, found.about))


def find_moment(session: Session, actor: Actor, case: Case, moment_id: UUID) -> ContactMoment:
    """Return a contact moment of a case that this actor may see; raises Invalid."""
    row = next((one for one in moments_of(session, case, actor) if one.id == moment_id), None)
    if row is None:
        raise Invalid({"moment": "not_there"})
    return row


def _now() -> tuple[date, time]:
    here = clock.on_the_wall(clock.now())
    return here.date(), here.time()


def _colleagues(session: Session, case: Case) -> set[UUID]:
    return {one.id for one in colleagues_for(session, CASES, case, WORKERS)}


def _refuse(case: Case, problems: dict[str, ContactProblem]) -> None:
    if case.state not in ACTIVE:
        problems = {"": ContactProblem.CASE_OVER}
    if problems:
        raise Invalid(problems)


def _faults_of_end(row: ContactMoment, why: str) -> dict[str, ContactProblem]:
    if row.ended is not None:
        return {"": ContactProblem.ENDED}
    return {} if why else {"why": ContactProblem.NO_REASON}


def _of_case(rows: HearingRows, given: MomentGiven) -> MomentGiven:
    """Name the person or guardian that is meant: the first when only the kind was said."""
    there = {
        Whom.PERSON: [one.id for one in whom_can(rows)],
        Whom.GUARDIAN: [one.id for one in rows.guardians],
        Whom.OTHER: [],
    }[given.whom]
    if given.whom is Whom.OTHER:
        return replace(given, whom_id=None)
    found = given.whom_id or next(iter(there), None)
    return replace(given, whom_id=found if found in there else None, whom_name="")


def _spoken(rows: HearingRows, given: MomentGiven) -> bool:
    """Tell whether it counts as a talk, by the ages of who of the case it is about."""
    ages = (
        rows.ages[one.id]
        for one in rows.people
        if given.whom_id in {one.id, *rows.guardians_of(one)}
    )
    return is_spoken(given.whom, ages, reached=given.reached)


def _moment(case: Case, actor: Actor, given: MomentGiven, *, spoken: bool) -> ContactMoment:
    return ContactMoment(
        id=uuid4(),
        case_id=case.id,
        kind=given.kind,
        reached=given.reached,
        spoken=spoken,
        whom=given.whom,
        person_id=given.whom_id if given.whom is Whom.PERSON else None,
        guardian_id=given.whom_id if given.whom is Whom.GUARDIAN else None,
        on=given.on,
        at=given.at,
        by=actor.id,
        with_id=given.with_id if given.with_id != actor.id else None,
        regie=given.regie,
        noted_at=clock.now(),
        text=given.text or None,
        whom_name=given.whom_name or None,
    )


def _given(row: ContactMoment, said: dict[str, str | None]) -> MomentGiven:
    """Return a contact moment as it would be given to another case."""
    return MomentGiven(
        kind=row.kind,
        reached=row.reached,
        text=said["text"] or "",
        on=row.on,
        at=row.at,
        whom=row.whom,
        whom_name=said["whom_name"] or "",
        with_id=row.with_id,
        regie=row.regie,
    )


def _end(row: ContactMoment, actor: Actor, end: MomentEnd, why: str) -> None:
    row.ended, row.ended_by, row.ended_why = end, actor.id, why
    row.text = row.whom_name = None


def _follow(session: Session, actor: Actor, found: Found[Case], given: NextGiven) -> None:
    """Let what follows be an action of who notes it, or a flag, within this act."""
    flag = given.as_ is FollowUp.FLAG
    wanted = Permission.CASE_FLAG if flag else Permission.CASE_PLAN
    if not allows(actor, wanted, found.facts):
        raise Invalid({"next_text": ContactProblem.NO_ACTION})
    if flag:
        put_flag(session, actor, found, text=given.text, due_on=given.due_on)
        return
    owner = Owner(OwnerKind.USER, actor.id)
    action = ActionGiven(text=given.text, kind=ActionKind.CARE, owner=owner, due_on=given.due_on)
    put_action(session, actor, found, action)


def _judge(session: Session, actor: Actor, case: Case) -> None:
    """Judge anew what follows from the contact moments: the term, and whether somebody is lost."""
    session.flush()
    rules, rows = rules_in_force(session, case.municipality), moments_of(session, case)
    _renew_term(session, case, rules, rows)
    _judge_sight(session, actor, case, rules, rows)


def _renew_term(
    session: Session, case: Case, rules: TermRules, rows: Iterable[ContactMoment]
) -> None:
    """Let the term of contact run from the last talk, or from where the work began."""
    terms = list(session.scalars(sa.select(CaseTerm).filter_by(case_id=case.id, kind=_CONTACT)))
    running = [one for one in terms if one.ended_on is None]
    if not running:
        return
    of_talks = {one.term_id for one in rows}
    counting = [one for one in rows if one.ended is None]
    talk = last_spoken(map(as_tried, counting))
    begun = max(one.started_on for one in terms if one.id not in of_talks)
    since = max(begun, talk.on) if talk else begun
    if [one.started_on for one in running] == [since]:
        return
    end_terms(session, CASES, case, _CONTACT)
    start_term(session, case, _CONTACT, since, rules)
    session.flush()
    began = session.scalars(
        sa.select(CaseTerm.id).filter_by(case_id=case.id, kind=_CONTACT, ended_on=None)
    ).first()
    for one in counting:
        if talk is not None and since != begun and as_tried(one) == talk:
            one.term_id = began


def _judge_sight(
    session: Session,
    actor: Actor,
    case: Case,
    rules: TermRules,
    rows: Iterable[ContactMoment],
) -> None:
    """Suggest to the casusregisseur that somebody is out of sight, or take that back.

    A try that is for the regie counts not: the suggestion would tell of it.
    """
    asked = sights_of(session, case)
    answered = [one.answered_at for one in asked if one.answer in BY_HAND and one.answered_at]
    counting = [
        as_tried(one) for one in rows if one.ended is None and (one.reached or not one.regie)
    ]
    tries = tries_in_a_row(counting, max(answered, default=None))
    waiting = [one for one in asked if one.answer is None]
    if tries < rules.contact_tries:
        for one in waiting:
            one.answer, one.answered_at = SightAnswer.SPOKEN, clock.now()
            settle(session, CASES, one.id)
    elif not waiting:
        row = OutOfSight(id=uuid4(), case_id=case.id, made_at=clock.now(), tries=tries)
        session.add(row)
        to = case.casusregisseur_id or case.procesregisseur_id
        notify(session, actor, CASES, case, [to] if to else [], NoticeKind.OUT_OF_SIGHT, row.id)
