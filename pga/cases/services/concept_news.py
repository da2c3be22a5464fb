"""What colleagues are told of a concept-aanmelding on *Voor u*, within the act that causes it."""

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.models.concept import ConceptNotice, ConceptReferral
from pga.cases.rules.concept import ConceptNews
from pga.core import clock
from pga.core.database import direct_write, table_of, transaction
from pga.dossiers.rules.notices import KEPT_FOR


def tell(
    session: Session,
    concept: ConceptReferral,
    user_ids: Iterable[UUID],
    kind: ConceptNews,
    *,
    but: UUID | None = None,
) -> None:
    """Put it on the lists of colleagues; never on one's own."""
    for user_id in sorted({*user_ids} - {but}):
        session.add(
            ConceptNotice(user_id=user_id, concept_id=concept.id, kind=kind, made_at=clock.now())
        )


def take_off_lists(session: Session, concept: ConceptReferral) -> None:
    """Take what was told of it before off every list: something else holds now."""
    waiting = sa.select(ConceptNotice).filter_by(concept_id=concept.id, cleared_at=None)
    for notice in session.scalars(waiting):
        notice.cleared_at = clock.now()


def mark_concept_seen(actor: Actor, notice_id: UUID) -> None:
    """Take a line off one's own list; somebody else's stays. The trail has the act itself."""
    require(actor, Permission.CONCEPT_READ)
    with transaction() as session:
        own = sa.select(ConceptNotice).filter_by(id=notice_id, user_id=actor.id, cleared_at=None)
        for notice in session.scalars(own):
            notice.cleared_at = clock.now()


def sweep_lines(session: Session) -> None:
    """Delete what left the lists long ago; for the sweep, in a unit of its own."""
    table = table_of(ConceptNotice)
    with direct_write():
        session.execute(sa.delete(table).where(table.c.cleared_at < clock.now() - KEPT_FOR))
