"""The end of a concept-aanmelding: what stands in it goes, with its key, and a number stays."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, System, require
from pga.accounts.reading import colleagues
from pga.cases.models.concept import ConceptRecusal, ConceptReferral
from pga.cases.reading.concept import PURPOSE, about, recused_from
from pga.cases.rules.concept import KEPT, ConceptMove, ConceptNews, ConceptState, after, is_there
from pga.cases.services.concept_news import sweep_lines, take_off_lists, tell
from pga.core import clock
from pga.core.database import direct_write, glance, table_of, transaction
from pga.privacy import drafts
from pga.privacy.columns import SUFFIX, sealed_fields
from pga.privacy.events import Event
from pga.privacy.history import RowBirth, RowVersion
from pga.privacy.tombstones import bury
from pga.privacy.trail import Line, record

TEAM: Final = (Role.SAFETY_TEAM,)
"""Who judges what was handed in."""


def end(session: Session, by: Actor | System, concept: ConceptReferral, event: Event) -> None:
    """Let what stands in it go: cells, history, what somebody was typing, and then the key.

    The last statement of a use case: it writes the line.
    """
    for name in sealed_fields(ConceptReferral):
        setattr(concept, name, None)
    for recusal in session.scalars(sa.select(ConceptRecusal).filter_by(concept_id=concept.id)):
        session.delete(recusal)
    drafts.drop_part(session, concept.municipality, str(concept.id))
    line = Line(event, about(concept.id), purpose=PURPOSE)
    record(session, by, line, chain=concept.municipality)
    with direct_write():
        for table in (table_of(RowVersion), table_of(RowBirth)):
            session.execute(sa.delete(table).where(table.c.dossier_id == concept.id))
    bury(session, concept.id)


def sweep_concepts(keeper: System) -> int:
    """End each concept-aanmelding that came to its day; return how many. Raises Refused.

    Each is a unit of its own. Nobody saw it any more: the pages go by its day, not by this. What
    left *Voor u* long ago goes too.
    """
    require(keeper, Permission.INSTALLATION_KEEP)
    with transaction() as session:
        sweep_lines(session)
    holds = (getattr(ConceptReferral, name + SUFFIX) for name in sealed_fields(ConceptReferral))
    question = sa.select(ConceptReferral.id).where(
        ConceptReferral.state.in_(KEPT),
        ConceptReferral.ends_on <= clock.today(),
        sa.or_(*(cell.is_not(None) for cell in holds)),
    )
    with glance() as session:
        past = list(session.scalars(question.order_by(ConceptReferral.id)))
    return sum(_lapse(keeper, concept_id) for concept_id in past)


def _lapse(keeper: System, concept_id: UUID) -> bool:
    with transaction() as session:
        concept = session.get_one(ConceptReferral, concept_id, with_for_update=True)
        if concept.state not in KEPT or is_there(concept.state, concept.ends_on, clock.today()):
            return False
        unanswered = concept.state is ConceptState.ASKED_BACK
        concept.state = after(ConceptMove.LAPSE, concept.state)
        take_off_lists(session, concept)
        if unanswered:
            recused = recused_from(session, concept.id)
            team = {one.id for one in colleagues(session, concept.municipality, TEAM)} - recused
            tell(session, concept, team, ConceptNews.UNANSWERED)
        end(session, keeper, concept, Event.CONCEPT_ENDED)
        return True
