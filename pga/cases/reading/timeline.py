"""How a case moved: each move and each proposal with its day, who made it and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, StateChange
from pga.cases.reading.finding import find_case
from pga.cases.reading.proposing import proposals_of
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.proposing import ProposalAnswer, ProposalKind
from pga.cases.rules.states import State
from pga.core.database import transaction
from pga.dossiers.reading.finding import Found
from pga.dossiers.reading.head import Head, open_head
from pga.privacy.context import AccessContext, looking_at

MOST: Final = 50
"""How many moves a page shows: it stays flat as a history grows."""

_case: Final = sa.bindparam("case", type_=sa.Uuid())
CHANGES: Final = (
    sa.select(StateChange)
    .where(StateChange.case_id == _case)
    .order_by(StateChange.at.desc())
    .limit(MOST)
)
"""Made once: each opening of a case asks it."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A move of a case."""

    at: datetime
    move: MoveCode | None
    """None for the registration."""
    state: State
    who: str
    reason: str
    proposal: ProposalKind | None = None
    """What was proposed, or answered: no move, but it says where a case can go."""
    answer: ProposalAnswer | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The page *Verloop*."""

    head: Head
    moves: tuple[Happened, ...]
    """The last first."""
    proposals: tuple[Happened, ...] = ()
    """What was proposed, and what was answered."""

    @property
    def happened(self) -> tuple[Happened, ...]:
        """Return the moves and the proposals, the last first."""
        return tuple(sorted((*self.proposals, *self.moves), key=lambda one: one.at, reverse=True))


def get_timeline(actor: Actor, number: str) -> Timeline:
    """Open how a case moved; of a destroyed one that it moved, not why. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number)
        rows = changes_of(session, found.dossier)
        names = names_of(session, (row.by for row in rows))
        with looking_at(session, actor, found.about, purpose=found.purpose("timeline")) as context:
            return Timeline(
                head=open_head(session, actor, found, context),
                proposals=() if found.gone else _told(session, actor, found, context),
                moves=tuple(
                    Happened(
                        at=row.at,
                        move=row.move,
                        state=row.state,
                        who=names.get(row.by, ""),
                        reason="" if found.gone else context.open(row, "reason") or "",
                    )
                    for row in rows
                ),
            )


def _told(
    session: Session, actor: Actor, found: Found[Case], context: AccessContext
) -> tuple[Happened, ...]:
    state, told = found.dossier.state, []
    for one in proposals_of(session, actor, found, context):
        if one.answer is not None and one.answered_at is not None:
            said = (one.answered_by, one.answer_why, one.kind, one.answer)
            told.append(Happened(one.answered_at, None, state, *said))
        told.append(Happened(one.made_at, None, state, one.who, one.why, one.kind))
    return tuple(told)


def changes_of(session: Session, case: Case) -> list[StateChange]:
    """Return the moves of a case, the last first; nothing is opened."""
    return list(session.scalars(CHANGES, {"case": case.id}))
