"""Who asks for access to a dossier, for who may give it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.accounts.reading import names_of
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.models.notice import AccessRequestRow
from pga.dossiers.reading.finding import Found, find
from pga.dossiers.reading.head import Head, open_head
from pga.dossiers.room import Room
from pga.privacy.context import looking_at


@dataclass(frozen=True, slots=True)
class Asking:
    """An open request, without its reason."""

    id: UUID
    name: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class AskingSheet:
    """An open request as who answers it reads it."""

    head: Head
    asking: Asking
    reason: str


def get_request(actor: Actor, room: Room[Any], number: str, request_id: UUID) -> AskingSheet:
    """Open a request for access; the opening is in the trail. Raises Refused or Invalid."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.assign)
        request = open_request(session, found, request_id)
        names = names_of(session, [request.user_id])
        with looking_at(session, actor, found.about, purpose="access") as context:
            return AskingSheet(
                open_head(session, actor, found, context),
                Asking(request.id, names.get(request.user_id, ""), request.asked_at),
                context.open(request, "reason"),
            )


def open_requests(session: Session, found: Found[Any]) -> tuple[Asking, ...]:
    """Return who waits for an answer, the longest first; nothing is opened."""
    requests = found.room.tables.request
    question = (
        sa.select(requests)
        .filter_by(dossier_id=found.dossier.id, answered_on=None)
        .order_by(requests.asked_at)
    )
    rows = list(session.scalars(question))
    names = names_of(session, (row.user_id for row in rows))
    return tuple(Asking(row.id, names.get(row.user_id, ""), row.asked_at) for row in rows)


def open_request(
    session: Session, found: Found[Any], request_id: UUID, *, lock: bool = False
) -> AccessRequestRow:
    """Return a request that waits for an answer; raises Invalid when it does not.

    With ``lock`` it is held until the unit ends, so that of two answers one counts.
    """
    question = sa.select(found.room.tables.request).filter_by(
        id=request_id, dossier_id=found.dossier.id, answered_on=None
    )
    request = session.scalars(question.with_for_update() if lock else question).one_or_none()
    if request is None:
        raise Invalid({"request": "not_there"})
    return request
