"""Ik ken deze persoon, before there is a case: a concept-aanmelding closes for who says so."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.concept import ConceptNotice, ConceptRecusal, ConceptReferral
from pga.cases.models.doors import CaseLink, Recusal
from pga.cases.reading.concept import PURPOSE, about, find_concept
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.models.link import LinkKind
from pga.dossiers.rules.recusal import Bond
from pga.privacy import drafts
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def recuse_from_concept(actor: Actor, concept_id: UUID, *, bond: Bond, note: str) -> None:
    """Close a concept-aanmelding for this actor from now on; raises Refused.

    What was told of it and what was being typed about it goes from the own lists.
    """
    with transaction() as session:
        concept = find_concept(session, actor, concept_id, Permission.CONCEPT_RECUSE)
        session.add(
            ConceptRecusal(
                concept_id=concept.id,
                user_id=actor.id,
                declared_at=clock.now(),
                bond=bond.value,
                note=note or None,
            )
        )
        told = {"concept_id": concept.id, "user_id": actor.id, "cleared_at": None}
        for notice in session.scalars(sa.select(ConceptNotice).filter_by(**told)):
            notice.cleared_at = clock.now()
        drafts.drop_own_part(session, actor.id, str(concept.id))
        record(session, actor, Line(Event.RECUSED, about(concept.id), purpose=PURPOSE))


def recusals_to_case(session: Session, concept: ConceptReferral, case: Case) -> None:
    """Let who knows the person not find the case either; within the unit that makes it."""
    context = AccessContext(session)
    rows = session.scalars(sa.select(ConceptRecusal).filter_by(concept_id=concept.id)).all()
    for row in rows:
        link = CaseLink(
            dossier_id=case.id, user_id=row.user_id, kind=LinkKind.RECUSED, from_on=clock.today()
        )
        session.add(link)
        session.flush()
        session.add(
            Recusal(
                dossier_id=case.id,
                user_id=row.user_id,
                link_id=link.id,
                declared_at=row.declared_at,
                bond=context.open(row, "bond"),
                note=context.open(row, "note"),
            )
        )
