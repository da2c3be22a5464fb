"""Vlag met datum: look at this before a day; it ends with a closing line, never by itself."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import Found, find
from pga.dossiers.room import Room
from pga.dossiers.rules.notices import FlagProblem, flag_problem
from pga.dossiers.services.notices import settle
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def flag(actor: Actor, room: Room[Any], number: str, *, text: str, due_on: date) -> None:
    """Put a flag on a dossier that runs; raises Invalid with what is wrong."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.flag)
        put_flag(session, actor, found, text=text, due_on=due_on)
        record(session, actor, Line(Event.FLAGGED, found.about))


def put_flag(session: Session, actor: Actor, found: Found[Any], *, text: str, due_on: date) -> None:
    """Put a flag on a dossier within the act that causes it, which asks the policy and records.

    Raises Invalid with what is wrong.
    """
    problem = flag_problem(due_on, clock.today())
    if problem is not None:
        raise Invalid({"due_on": problem})
    if not found.runs:
        raise Invalid({"": FlagProblem.OVER})
    session.add(
        found.room.tables.flag(
            dossier_id=found.dossier.id,
            due_on=due_on,
            made_at=clock.now(),
            by=actor.id,
            text=text,
        )
    )


def close_flag(actor: Actor, room: Room[Any], number: str, flag_id: UUID, *, closing: str) -> None:
    """Close a flag with what came of it; raises Invalid when it is closed already."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.flag)
        row = session.get(room.tables.flag, flag_id, with_for_update=True)
        if row is None or row.dossier_id != found.dossier.id or row.closed_on is not None:
            raise Invalid({"flag": "not_there"})
        row.closed_on = clock.today()
        row.closing = closing
        settle(session, room, row.id)
        record(session, actor, Line(Event.UNFLAGGED, found.about))
