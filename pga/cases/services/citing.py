"""A text cites contributions: within the act that writes it."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.evaluating import Citation
from pga.cases.reading.citing import citable
from pga.cases.rules.citing import CitedIn, CiteProblem
from pga.core import clock
from pga.core.errors import Invalid


def cite(
    session: Session,
    actor: Actor,
    case: Case,
    used_in: CitedIn,
    row_id: UUID,
    ids: Collection[UUID],
) -> None:
    """Let a text cite these contributions and none else of those that its writer may see.

    What the writer may not see stays as it is. Raises Invalid when one of them is not there.
    """
    seen = {one.id for one in citable(session, actor, case)}
    if not seen.issuperset(ids):
        raise Invalid({"cited": CiteProblem.NOT_THERE})
    question = sa.select(Citation).filter_by(case_id=case.id, row_id=row_id)
    standing = {row.contribution_id: row for row in session.scalars(question)}
    for contribution_id in seen & standing.keys() - set(ids):
        session.delete(standing[contribution_id])
    for contribution_id in set(ids) - standing.keys():
        session.add(
            Citation(
                case_id=case.id,
                contribution_id=contribution_id,
                used_in=used_in,
                row_id=row_id,
                at=clock.now(),
                by=actor.id,
            )
        )
