"""Links of colleagues to a dossier; the day ``until_on`` itself does not count."""

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.core import clock
from pga.dossiers.models.dossier import DossierRow
from pga.dossiers.models.link import LinkKind
from pga.dossiers.room import Room
from pga.dossiers.services.notices import settle


def ensure_linked(session: Session, room: Room[Any], dossier: DossierRow, user_id: UUID) -> None:
    """Link somebody from today, unless that is so already."""
    today = clock.today()
    if not overlapping(session, room, dossier, user_id, (today, None)):
        add_link(session, room, dossier, user_id, (today, None))


def add_link(
    session: Session,
    room: Room[Any],
    dossier: DossierRow,
    user_id: UUID,
    days: tuple[date, date | None],
) -> None:
    """Link somebody from a day and until one; who had asked for that, has the answer now."""
    asked = sa.select(room.tables.request).filter_by(
        dossier_id=dossier.id, user_id=user_id, answered_on=None
    )
    for request in session.scalars(asked):
        request.answered_on, request.granted = clock.today(), True
        settle(session, room, request.id)
    from_on, until_on = days
    session.add(
        room.tables.link(
            dossier_id=dossier.id,
            user_id=user_id,
            kind=LinkKind.WORKS,
            from_on=from_on,
            until_on=until_on,
        )
    )


def overlapping(
    session: Session,
    room: Room[Any],
    dossier: DossierRow,
    user_id: UUID,
    days: tuple[date, date | None],
) -> bool:
    """Tell whether somebody is linked already on one of these days.

    It waits for who is linking at this dossier now, so that two at once do not both hear no.
    """
    (from_on, until_on), link = days, room.tables.link
    held = sa.select(room.tables.dossier.id).filter_by(id=dossier.id)
    session.execute(held.with_for_update(key_share=True))
    question = sa.select(link.id).where(
        link.dossier_id == dossier.id,
        link.user_id == user_id,
        link.kind == LinkKind.WORKS,
        sa.or_(link.until_on.is_(None), link.until_on > from_on),
    )
    if until_on is not None:
        question = question.where(link.from_on < until_on)
    return session.scalar(question.limit(1)) is not None
