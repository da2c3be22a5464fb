"""One flag on a dossier: a note with a date, open or closed with a line."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pga.access.policy import Actor
from pga.accounts.reading import names_of
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import find
from pga.dossiers.reading.head import Head, open_head
from pga.dossiers.room import Room
from pga.privacy.context import looking_at


@dataclass(frozen=True, slots=True)
class Flag:
    """A note with a date, open or closed with a line."""

    id: UUID
    text: str
    due_on: date
    who: str
    closed_on: date | None
    closing: str


@dataclass(frozen=True, slots=True)
class Flagging:
    """The screen on which a flag is put."""

    head: Head
    runs: bool
    """Whether there is work on it, so that a flag can be put."""


@dataclass(frozen=True, slots=True)
class FlagSheet:
    """An open flag as who closes it reads it."""

    head: Head
    flag: Flag


def get_flagging(actor: Actor, room: Room[Any], number: str) -> Flagging:
    """Return on what a flag would be put. Raises Refused."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.flag)
        with looking_at(session, actor, found.about, purpose=found.purpose("head")) as context:
            return Flagging(open_head(session, actor, found, context), found.runs)


def get_flag(actor: Actor, room: Room[Any], number: str, flag_id: UUID) -> FlagSheet:
    """Open one flag that is not closed; raises Refused or Invalid."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.flag)
        row = session.get(room.tables.flag, flag_id)
        of_this = row is not None and row.dossier_id == found.dossier.id
        if row is None or not of_this or row.closed_on is not None or found.gone:
            raise Invalid({"flag": "not_there"})
        who = names_of(session, [row.by]).get(row.by, "")
        with looking_at(session, actor, found.about, purpose=found.purpose("flag")) as context:
            text = context.open(row, "text")
            head = open_head(session, actor, found, context)
            return FlagSheet(head, Flag(row.id, text, row.due_on, who, None, ""))
