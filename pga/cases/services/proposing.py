"""Somebody proposes nazorg, afsluiten or opschalen; who decides on it takes or refuses that."""

from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.evaluating import Proposal
from pga.cases.reading.finding import find_case
from pga.cases.reading.proposing import find_proposal, standing_kinds
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.proposing import (
    ANSWER_DUE,
    ANSWERED_BY,
    BY_HAND,
    ProposalAnswer,
    ProposalKind,
    ProposalProblem,
    fault_of_proposal,
    whom_to_tell,
)
from pga.cases.rules.terms import due_date
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.eligible import who_can
from pga.dossiers.reading.finding import Found
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.services.notices import notify, settle
from pga.dossiers.services.terms import end_date, put_date
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

ANSWERERS = (Role.SAFETY_TEAM, Role.COORDINATOR)


def propose(actor: Actor, number: str, kind: ProposalKind, *, why: str) -> None:
    """Propose what should become of a case; raises Invalid with what is wrong, or Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN, lock=True)
        standing = standing_kinds(session, found.dossier)
        fault = fault_of_proposal(kind, found.dossier.state, standing)
        problems = {"kind": fault} if fault else {}
        if not why:
            problems["why"] = ProposalProblem.NO_REASON
        if problems:
            raise Invalid(problems)
        put_proposal(session, actor, found, kind, why)
        record(session, actor, Line(Event.PROPOSED, found.about, (kind,)), reason=why)


def put_proposal(
    session: Session,
    actor: Actor,
    found: Found[Case],
    kind: ProposalKind,
    why: str,
    evaluation_id: UUID | None = None,
) -> None:
    """Put a proposal on a case, with its term, and tell who can answer it.

    Within the act that causes it, which asks the policy, knows that none of this kind stands, and
    records.
    """
    case, today = found.dossier, clock.today()
    due_on = due_date(ANSWER_DUE[kind], today, rules_in_force(session, case.municipality))
    row = Proposal(
        id=uuid4(),
        case_id=case.id,
        evaluation_id=evaluation_id,
        kind=kind,
        made_at=clock.now(),
        by=actor.id,
        due_on=due_on,
        why=why,
    )
    session.add(row)
    put_date(session, CASES, case, ANSWER_DUE[kind], due_on)
    able = who_can(session, CASES, case, Permission.CASE_ANSWER, ANSWERERS, but=actor.id)
    told = whom_to_tell(kind, ((one.id, one.role) for one in able), case.procesregisseur_id)
    notify(session, actor, CASES, case, told, NoticeKind.PROPOSED, row.id)


def answer(
    actor: Actor, number: str, proposal_id: UUID, *, given: ProposalAnswer, why: str
) -> None:
    """Take a proposal or refuse it, once, with a reason; who made it hears that.

    Raises Invalid with what is wrong, or Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_ANSWER, lock=True)
        row = find_proposal(session, found.dossier, proposal_id)
        problems = {} if why else {"why": ProposalProblem.NO_REASON}
        if actor.role not in ANSWERED_BY[row.kind]:
            problems[""] = ProposalProblem.NOT_FOR_YOU
        elif row.answer is not None:
            problems[""] = ProposalProblem.ANSWERED
        elif not found.runs or given not in BY_HAND:
            problems[""] = ProposalProblem.NOT_NOW
        if problems:
            raise Invalid(problems)
        row.answer_why = why
        _end(session, found.dossier, row, given, actor.id)
        notify(session, actor, CASES, found.dossier, [row.by], NoticeKind.PROPOSAL_ANSWERED, row.id)
        line = Line(Event.PROPOSAL_ANSWERED, found.about, (row.kind, given))
        record(session, actor, line, reason=why)


def withdraw_proposal(actor: Actor, number: str, proposal_id: UUID) -> None:
    """Take one's own proposal back, before somebody answered it; raises Invalid or Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN, lock=True)
        row = find_proposal(session, found.dossier, proposal_id)
        if row.by != actor.id:
            raise Invalid({"": ProposalProblem.NOT_YOURS})
        if row.answer is not None:
            raise Invalid({"": ProposalProblem.ANSWERED})
        _end(session, found.dossier, row, ProposalAnswer.WITHDRAWN, actor.id)
        record(session, actor, Line(Event.PROPOSAL_WITHDRAWN, found.about, (row.kind,)))


def lapse_proposals(session: Session, case: Case) -> None:
    """Let what nobody answered end with its case; for the act that ends it."""
    waiting = sa.select(Proposal).filter_by(case_id=case.id, answer=None)
    for row in session.scalars(waiting):
        _end(session, case, row, ProposalAnswer.LAPSED, None)


def _end(
    session: Session, case: Case, row: Proposal, given: ProposalAnswer, by: UUID | None
) -> None:
    row.answer, row.answered_at, row.answered_by = given, clock.now(), by
    end_date(session, CASES, case, ANSWER_DUE[row.kind], row.due_on)
    settle(session, CASES, row.id)
