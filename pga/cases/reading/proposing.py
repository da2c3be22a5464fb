"""What was proposed for a case, what became of it, and what this actor can do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, StateChange
from pga.cases.models.evaluating import Proposal
from pga.cases.reading.finding import find_case
from pga.cases.rules.proposing import (
    ANSWERED_BY,
    REACHED,
    ProposalAnswer,
    ProposalKind,
    kinds_in,
)
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import Found, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.privacy.context import AccessContext, looking_at

MOST: Final = 20
"""How many proposals a page shows, the last first."""


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposal as a page shows it."""

    id: UUID
    kind: ProposalKind
    made_at: datetime
    who: str
    why: str
    due_on: date
    answer: ProposalAnswer | None
    answered_at: datetime | None
    answered_by: str
    answer_why: str
    follows: bool
    """It was taken, and its step is not made yet."""
    may_answer: bool
    may_withdraw: bool

    @property
    def stands(self) -> bool:
        """Tell whether it waits for its answer, or for its step."""
        return self.answer is None or self.follows


@dataclass(frozen=True, slots=True)
class Proposing:
    """What the form of a proposal begins with."""

    head: Head
    kinds: tuple[ProposalKind, ...]


@dataclass(frozen=True, slots=True)
class Answering:
    """What the form of an answer begins with."""

    head: Head
    proposal: ProposalShown


def get_proposing(actor: Actor, number: str) -> Proposing:
    """Return what can be proposed for a case now. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("head")) as context:
            return Proposing(
                open_head(session, actor, found, context),
                kinds_in(found.dossier.state, standing_kinds(session, found.dossier)),
            )


def get_answering(actor: Actor, number: str, proposal_id: UUID) -> Answering:
    """Open a proposal for who answers it. Raises Refused, or Invalid when it is not there."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_ANSWER)
        require_content(actor, found)
        row = find_proposal(session, found.dossier, proposal_id)
        with looking_at(session, actor, found.about, purpose=found.purpose("proposals")) as context:
            return Answering(
                open_head(session, actor, found, context),
                shown_of(session, actor, found, context, [row])[0],
            )


def find_proposal(session: Session, case: Case, proposal_id: UUID) -> Proposal:
    """Return a proposal of this case; raises Invalid."""
    question = sa.select(Proposal).filter_by(id=proposal_id, case_id=case.id)
    row = session.scalars(question).one_or_none()
    if row is None:
        raise Invalid({"proposal": "not_there"})
    return row


def standing_kinds(session: Session, case: Case) -> frozenset[ProposalKind]:
    """Return of which kinds one waits for its answer or its step; for a unit."""
    return frozenset(row.kind for row in _standing(session, case))


def proposals_of(
    session: Session, actor: Actor, found: Found[Case], context: AccessContext
) -> tuple[ProposalShown, ...]:
    """Open the proposals of a case, the last first; for a page that is in a unit."""
    return shown_of(session, actor, found, context, _rows(session, found.dossier))


def standing_proposals(
    session: Session, actor: Actor, found: Found[Case], context: AccessContext
) -> tuple[ProposalShown, ...]:
    """Open those that wait for an answer or for their step; for a page that is in a unit."""
    return shown_of(session, actor, found, context, _standing(session, found.dossier))


def shown_of(
    session: Session,
    actor: Actor,
    found: Found[Case],
    context: AccessContext,
    rows: Iterable[Proposal],
) -> tuple[ProposalShown, ...]:
    """Open some proposals, with what this actor can do about each."""
    rows = list(rows)
    names = names_of(session, {user for row in rows for user in (row.by, row.answered_by)})
    answers = found.runs and allows(actor, Permission.CASE_ANSWER, found.facts)
    plans = found.runs and allows(actor, Permission.CASE_PLAN, found.facts)
    return tuple(
        ProposalShown(
            id=row.id,
            kind=row.kind,
            made_at=row.made_at,
            who=names.get(row.by, ""),
            why=context.open(row, "why"),
            due_on=row.due_on,
            answer=row.answer,
            answered_at=row.answered_at,
            answered_by=names.get(row.answered_by, ""),
            answer_why=context.open(row, "answer_why") or "",
            follows=_follows(session, found.dossier, row),
            may_answer=row.answer is None and answers and actor.role in ANSWERED_BY[row.kind],
            may_withdraw=row.answer is None and plans and row.by == actor.id,
        )
        for row in rows
    )


def _rows(session: Session, case: Case) -> list[Proposal]:
    question = sa.select(Proposal).filter_by(case_id=case.id)
    order = (Proposal.made_at.desc(), Proposal.id)
    return list(session.scalars(question.order_by(*order).limit(MOST)))


def _standing(session: Session, case: Case) -> list[Proposal]:
    question = sa.select(Proposal).where(
        Proposal.case_id == case.id,
        sa.or_(Proposal.answer.is_(None), Proposal.answer == ProposalAnswer.TAKEN),
    )
    rows = session.scalars(question.order_by(Proposal.made_at.desc(), Proposal.id))
    return [row for row in rows if row.answer is None or _follows(session, case, row)]


def _follows(session: Session, case: Case, row: Proposal) -> bool:
    """Tell whether one that was taken waits for its step: no such move was made since."""
    if row.answer is not ProposalAnswer.TAKEN or case.state in REACHED[row.kind]:
        return False
    made = sa.select(StateChange.id).where(
        StateChange.case_id == case.id,
        StateChange.at >= row.answered_at,
        StateChange.state.in_(REACHED[row.kind]),
    )
    return session.scalar(made.limit(1)) is None
