"""What of its doors still runs when a dossier ends, and ends with it; within a use case."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.core import clock
from pga.dossiers.models.dossier import DossierRow
from pga.dossiers.models.link import LinkKind
from pga.dossiers.room import Room
from pga.privacy import drafts


def end_doors(session: Session, room: Room[Any], dossier: DossierRow, *, closing: str) -> None:
    """End every term, flag, link, request for access, notice and draft of a dossier (decision 62).

    ``closing`` is what is said of each flag. Who stepped back stays out.
    """
    tables, today = room.tables, clock.today()
    own = {"dossier_id": dossier.id}
    for term in session.scalars(sa.select(tables.term).filter_by(**own, ended_on=None)):
        term.ended_on = today
    for flag in session.scalars(sa.select(tables.flag).filter_by(**own, closed_on=None)):
        flag.closed_on, flag.closing = today, closing
    for request in session.scalars(sa.select(tables.request).filter_by(**own, answered_on=None)):
        request.answered_on, request.granted = today, False
    for notice in session.scalars(sa.select(tables.notice).filter_by(**own, cleared_at=None)):
        notice.cleared_at = clock.now()
    _end_links(session, room, dossier)
    drafts.drop_all_about(session, dossier.municipality, dossier.number)


def _end_links(session: Session, room: Room[Any], dossier: DossierRow) -> None:
    link, today = room.tables.link, clock.today()
    question = sa.select(link).where(
        link.dossier_id == dossier.id,
        link.kind != LinkKind.RECUSED,
        sa.or_(link.until_on.is_(None), link.until_on > today),
    )
    for row in session.scalars(question):
        row.until_on = max(today, row.from_on)
        if row.until_at is not None:
            row.until_at = min(row.until_at, clock.now())
