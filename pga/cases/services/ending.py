"""A case ends: by an event, or by a decision; and all that ran of it ends in the same act."""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case, StateChange
from pga.cases.models.ending import CaseEnd, EndTelling
from pga.cases.models.information import InformationRequest
from pga.cases.models.meeting import MeetingItem
from pga.cases.models.plan import CaseAction
from pga.cases.reading.agenda import attendance_of
from pga.cases.reading.ending import last_end, partners_of, waiting_to_hear
from pga.cases.reading.finding import find_case
from pga.cases.room import CASES
from pga.cases.rules.ending import (
    KEPT_AS,
    EndGiven,
    EndProblem,
    Heard,
    Hearer,
    Owed,
    StartEvent,
    TellingGiven,
    class_of,
    move_of,
    owed_after,
    problems_of_end,
    problems_of_telling,
    starts_with,
)
from pga.cases.rules.meetings import ItemStatus
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.states import TERMINAL, ClosingReason, HoldReason, ObjectionOutcome
from pga.cases.rules.terms import TermKind, TermRules
from pga.cases.rules.triage import FeedbackMeans
from pga.cases.services.booking_shown import book_shown
from pga.cases.services.feedback import MEANS, feed_back
from pga.cases.services.letters_over import withdraw_open_letters
from pga.cases.services.moves import move, start_term
from pga.cases.services.proposing import lapse_proposals
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.finding import Found
from pga.dossiers.services.ending import end_doors
from pga.dossiers.services.terms import end_terms
from pga.partners.reading import organisation_names
from pga.privacy.context import AccessContext
from pga.privacy.disclosure import ToDisclose, disclose
from pga.privacy.disclosure_codes import Category, Purpose
from pga.privacy.events import Event
from pga.privacy.migrating import RowMigration
from pga.privacy.trail import Line, record


def end_case(
    actor: Actor,
    number: str,
    version: int,
    given: EndGiven,
    *,
    objection_upheld_on: date | None = None,
) -> None:
    """End a case by an event, with all that runs of it.

    Raises StaleDossier when it is not where it was, or an action is not; Invalid with all that is
    wrong; StepBlocked or Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number, version=version, lock=True)
        case = found.dossier
        code = move_of(case.state, given.reason)
        if code is None:
            raise StaleDossier(number)
        problems = problems_of_end(given, case.state, case.received_on, clock.today())
        problems |= _problems_of_objection(case, given, objection_upheld_on)
        _refuse(problems)
        unanswered = _settle_actions(session, found, given)
        told = ",".join(one for one in Heard if one in given.heard)
        answers = {
            "closing_reason": given.reason,
            "actions_unanswered": unanswered,
            "told_said": bool(told),
        }
        rules = move(session, actor, found, code, answers, why=given.words)
        case.hold_code = case.hold_review_on = case.hold_note = case.held_from = None
        if objection_upheld_on is not None:
            case.objection_outcome = ObjectionOutcome.UPHELD
            case.objection_decided_on = objection_upheld_on
        died = starts_with(given.reason) is StartEvent.DEATH
        partners = {one for one, _ in partners_of(session, case)}
        if given.partners - partners:
            raise StaleDossier(number)
        end_all(
            session,
            actor,
            found,
            _end(case, actor, code, given.reason, told, given.happened_on if died else None),
            rules,
            words=given.words,
        )
        knew = case.informed_on is not None
        owed = owed_after(given, case.state, partners, knew=knew)
        _owe(session, found, owed, rules)
        if Heard.REFERRER in given.heard:
            means = given.means or FeedbackMeans.PHONE
            feed_back(session, actor, case, means, given.heard_on or clock.today())
        _tell_partners(session, actor, case, given)
        record(session, actor, Line(Event.MOVED, found.about, (code,)), reason=given.words)


def end_decided(
    session: Session,
    actor: Actor,
    found: Found[Case],
    code: MoveCode,
    rules: TermRules,
    *,
    words: str,
) -> None:
    """End what runs of a case that was decided not to go on; for a use case that is in a unit."""
    end = _end(found.dossier, actor, code, None, "", None)
    end_all(session, actor, found, end, rules, words=words)
    partners = (Owed(Hearer.PARTNER, one) for one, _ in partners_of(session, found.dossier))
    _owe(session, found, partners, rules)


def tell_end(actor: Actor, number: str, version: int, given: TellingGiven) -> None:
    """Write down who heard afterwards that a case ended, or need not hear it.

    What a partner or the referrer heard is a verstrekking: that it ended and from which day, and
    nothing else. Raises StaleDossier, Invalid or Refused.
    """
    with transaction() as session:
        found = find_case(
            session, actor, number, Permission.CASE_END_TOLD, version=version, lock=True
        )
        case, end = found.dossier, last_end(session, found.dossier)
        waiting = {row.id: row for row in waiting_to_hear(session, case)}
        ended_on = end.ended_on if end else case.received_on
        _refuse(problems_of_telling(given, frozenset(waiting), ended_on, clock.today()))
        for row in (waiting[one] for one in given.whom):
            row.settled_by = actor.id
            if given.waived:
                row.waived_on, row.why = clock.today(), given.why
                continue
            row.told_on, row.means = given.on, given.means
            _book_told(session, actor, case, row)
        if given.whom == waiting.keys():
            end_terms(session, CASES, case, TermKind.END_TOLD)
        record(session, actor, Line(Event.END_TOLD, found.about))


def _book_told(session: Session, actor: Actor, case: Case, row: EndTelling) -> None:
    means, on = row.means or FeedbackMeans.PHONE, row.told_on or clock.today()
    if row.hearer is Hearer.REFERRER:
        feed_back(session, actor, case, means, on)
    if row.organisation_id is not None:
        _book_partner(session, actor, case, row.organisation_id, (means, on))


def _book_partner(
    session: Session,
    actor: Actor,
    case: Case,
    organisation_id: UUID,
    how: tuple[FeedbackMeans, date],
) -> None:
    means, on = how
    supply = ToDisclose(
        dossier_id=case.id,
        organisation_id=organisation_id,
        recipient=organisation_names(session, {organisation_id})[organisation_id],
        categories=[Category.OUTCOME],
        purpose=Purpose.FEEDBACK,
        means=MEANS[means],
        on=on,
    )
    disclose(session, actor, supply)


def _tell_partners(session: Session, actor: Actor, case: Case, given: EndGiven) -> None:
    """Write down which partners heard it in the same act."""
    on, means = given.partners_on or clock.today(), given.partner_means or FeedbackMeans.PHONE
    for one in sorted(given.partners):
        session.add(
            EndTelling(
                case_id=case.id,
                hearer=Hearer.PARTNER,
                organisation_id=one,
                told_on=on,
                means=means,
                settled_by=actor.id,
            )
        )
        _book_partner(session, actor, case, one, (means, on))


def _owe(session: Session, found: Found[Case], owed: Iterable[Owed], rules: TermRules) -> None:
    """Write down who must still hear it, with a day before which."""
    rows = [
        EndTelling(case_id=found.dossier.id, hearer=one.hearer, organisation_id=one.organisation_id)
        for one in owed
    ]
    session.add_all(rows)
    if rows:
        start_term(session, found.dossier, TermKind.END_TOLD, clock.today(), rules)


def end_all(
    session: Session,
    actor: Actor,
    found: Found[Case],
    end: CaseEnd,
    rules: TermRules,
    *,
    words: str,
) -> None:
    """End every term, question, proposal, item of a meeting, link, flag, draft and notice.

    For a use case that is in a unit, and moved the case already.
    """
    case, today = found.dossier, clock.today()
    if case.procesregisseur_id is None:
        case.kept_by_id = end.by
    session.add(end)
    questions = sa.select(InformationRequest).filter_by(case_id=case.id, answer=None, ended_on=None)
    for question in session.scalars(questions):
        question.ended_on = today
    lapse_proposals(session, case)
    withdraw_open_letters(session, actor, case)
    items = sa.select(MeetingItem).where(
        MeetingItem.case_id == case.id,
        MeetingItem.status.in_((ItemStatus.WAITING, ItemStatus.OPEN)),
    )
    for item in session.scalars(items):
        if item.status is ItemStatus.OPEN:
            book_shown(session, attendance_of(session, [item]))
            item.status = ItemStatus.DONE
        else:
            item.status = ItemStatus.TAKEN_OFF
    end_doors(session, CASES, case, closing=words)
    start_term(session, case, KEPT_AS[end.retention], end.starts_on, rules)


def _end(
    case: Case,
    actor: Actor,
    code: MoveCode,
    reason: ClosingReason | None,
    told: str,
    starts_on: date | None,
) -> CaseEnd:
    today = clock.today()
    return CaseEnd(
        case_id=case.id,
        ended_on=today,
        by=actor.id,
        reason=reason,
        told=told,
        retention=class_of(code, reason),
        starts_with=starts_with(reason),
        starts_on=starts_on or today,
    )


def _settle_actions(session: Session, found: Found[Case], given: EndGiven) -> int:
    """Say of each open action what becomes of it; return of how many nothing is said.

    What was done or added by a colleague meanwhile is not what this form showed.
    """
    question = sa.select(CaseAction).filter_by(case_id=found.dossier.id, outcome=None)
    standing = {row.id: row for row in session.scalars(question.with_for_update())}
    if standing.keys() != given.actions.keys():
        raise StaleDossier(found.dossier.number)
    for action_id, row in standing.items():
        settled = given.actions[action_id]
        row.outcome, row.done_on = settled.outcome, clock.today()
        row.result = settled.result or None
    return sum(row.outcome is None for row in standing.values())


def _problems_of_objection(
    case: Case, given: EndGiven, upheld_on: date | None
) -> dict[str, EndProblem]:
    """Ask for the decision on an objection, when a case that waits for it ends for no ground."""
    waits = case.hold_code is HoldReason.OBJECTION
    if waits and given.reason is ClosingReason.NO_LONGER_NECESSARY and upheld_on is None:
        return {"upheld_on": EndProblem.OBJECTION_OPEN}
    if upheld_on is not None and upheld_on > clock.today():
        return {"upheld_on": EndProblem.IN_FUTURE}
    return {}


def _refuse(problems: dict[str, EndProblem]) -> None:
    if problems:
        raise Invalid(problems)


def _keep(session: Session, case: Case, _context: AccessContext) -> None:
    """Let who made the last move look after a case of before that nobody directed."""
    moves = sa.select(StateChange.by).filter_by(case_id=case.id)
    case.kept_by_id = session.scalars(moves.order_by(StateChange.at.desc()).limit(1)).one()


KEPT_BY: Final = RowMigration(
    "kept_by_who_ended_it",
    Case,
    sa.and_(Case.procesregisseur_id.is_(None), Case.kept_by_id.is_(None), Case.state.in_(TERMINAL)),
    _keep,
)
"""Who looks after a case of before that ended while nobody directed it."""
