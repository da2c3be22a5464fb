"""Which contributions a writer can cite, and which nobody cited; nothing of them is opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.evaluating import Citation
from pga.cases.models.information import Contribution
from pga.cases.models.visibility import contributions_shown
from pga.cases.rules.citing import Citable
from pga.partners.reading import organisation_names


@dataclass(frozen=True, slots=True)
class Citing:
    """What a form begins with: what can be cited, and what its text cites already."""

    offered: tuple[Citable, ...] = ()
    cited: frozenset[UUID] = frozenset()


def citable(session: Session, actor: Actor, case: Case) -> tuple[Citable, ...]:
    """Return the contributions that this actor may see now, the newest first; for a unit."""
    question = (
        sa.select(
            Contribution.id,
            Contribution.organisation_id,
            Contribution.about,
            Contribution.received_on,
        )
        .where(Contribution.case_id == case.id, contributions_shown(actor))
        .order_by(Contribution.received_on.desc(), Contribution.id)
    )
    rows = session.execute(question).all()
    names = organisation_names(session, {row.organisation_id for row in rows})
    return tuple(
        Citable(row.id, names.get(row.organisation_id, ""), row.about, row.received_on)
        for row in rows
    )


def citing_of(session: Session, actor: Actor, case: Case, row_id: UUID | None = None) -> Citing:
    """Return what a form can cite, and what its text cites of that; for a form in a unit."""
    offered = citable(session, actor, case)
    if row_id is None or not offered:
        return Citing(offered)
    question = sa.select(Citation.contribution_id).filter_by(case_id=case.id, row_id=row_id)
    cited = set(session.scalars(question))
    return Citing(offered, frozenset(one.id for one in offered if one.id in cited))


def citations_of(session: Session, case: Case) -> list[tuple[UUID, UUID, datetime]]:
    """Return which contribution was cited where and when; for a unit."""
    question = sa.select(Citation.contribution_id, Citation.row_id, Citation.at)
    return [(*row,) for row in session.execute(question.filter_by(case_id=case.id))]


def among(offered: Iterable[Citable], ids: Iterable[UUID]) -> tuple[Citable, ...]:
    """Return those of some ids that a reader may see."""
    wanted = set(ids)
    return tuple(one for one in offered if one.id in wanted)
