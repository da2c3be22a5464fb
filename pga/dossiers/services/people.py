"""Who works on a dossier: link colleagues, and name who directs."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.models.dossier import DossierRow
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.eligible import colleagues_for
from pga.dossiers.reading.finding import find
from pga.dossiers.room import Directing, Room
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.services.links import add_link, ensure_linked, overlapping
from pga.dossiers.services.notices import notify
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


@dataclass(frozen=True, slots=True)
class NamedWithLink:
    """In which part a colleague who is linked directs too, and of which version one saw that."""

    part: Directing
    version: int


def link(  # noqa: PLR0913 - whom, from when, until when and why
    actor: Actor,
    room: Room[Any],
    number: str,
    *,
    user_id: UUID,
    from_on: date,
    last_on: date | None,
    reason: str,
    named: NamedWithLink | None = None,
) -> None:
    """Link a colleague to a dossier, from and until, who with ``named`` also directs from today.

    Who directs is told that and no more. Raises Invalid with what is wrong, or StaleDossier.
    """
    days = (from_on, last_on + timedelta(days=1) if last_on else None)
    version = named.version if named else None
    with transaction() as session:
        found = find(session, actor, room, number, room.may.assign, version=version)
        dossier = found.dossier
        problems = _problems(session, room, dossier, user_id, days)
        if not found.runs:
            problems["user_id"] = "over"
        if named:
            problems |= _problems_of_directing(session, room, dossier, named.part, user_id, days)
        if problems:
            raise Invalid(problems)
        add_link(session, room, dossier, user_id, days)
        told = named.part.told if named else NoticeKind.LINKED
        notify(session, actor, room, dossier, [user_id], told)
        record(session, actor, Line(Event.LINKED, found.about), reason=reason)
        if named:
            setattr(dossier, named.part.field, user_id)
            record(session, actor, Line(Event.ASSIGNED, found.about), reason=reason)


def unlink(actor: Actor, room: Room[Any], number: str, link_id: UUID, *, reason: str) -> None:
    """End a link today: from now on the dossier is not there for that colleague."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.assign)
        row = session.get(room.tables.link, link_id)
        if row is None or row.dossier_id != found.dossier.id or row.kind is not LinkKind.WORKS:
            raise Invalid({"link": "not_there"})
        if row.user_id in room.directors(found.dossier):
            raise Invalid({"link": "still_director"})
        row.until_on = max(clock.today(), row.from_on)
        record(session, actor, Line(Event.UNLINKED, found.about), reason=reason)


def name_director(  # noqa: PLR0913 - whom, in which part and why
    actor: Actor,
    room: Room[Any],
    number: str,
    version: int,
    *,
    part: Directing,
    user_id: UUID,
    reason: str,
) -> None:
    """Name who directs, in one part: somebody for whom that is, who is linked with it.

    Of what ended only who looks after it is named, and linked no more: somebody must read it, and
    destroy it when its day comes.
    """
    with transaction() as session:
        found = find(session, actor, room, number, room.may.assign, version=version)
        dossier = found.dossier
        if not found.runs and part.field != room.tables.dossier.__director__:
            raise Invalid({"user_id": "over"})
        if user_id not in {one.id for one in colleagues_for(session, room, dossier, part.roles)}:
            raise Invalid({"user_id": "not_a_colleague"})
        if found.runs:
            ensure_linked(session, room, dossier, user_id)
        setattr(dossier, part.field, user_id)
        notify(session, actor, room, dossier, [user_id], part.told)
        record(session, actor, Line(Event.ASSIGNED, found.about), reason=reason)


def _problems_of_directing(
    session: Session,
    room: Room[Any],
    dossier: DossierRow,
    part: Directing,
    user_id: UUID,
    days: tuple[date, date | None],
) -> dict[str, str]:
    """Return what keeps somebody from directing too: that begins today, and has no last day."""
    problems: dict[str, str] = {}
    from_on, until_on = days
    if user_id not in {one.id for one in colleagues_for(session, room, dossier, part.roles)}:
        problems["user_id"] = "not_a_colleague"
    if from_on > clock.today():
        problems["from_on"] = "directs_today"
    if until_on is not None:
        problems["last_on"] = "directs_on"
    return problems


def _problems(
    session: Session,
    room: Room[Any],
    dossier: DossierRow,
    user_id: UUID,
    days: tuple[date, date | None],
) -> dict[str, str]:
    problems: dict[str, str] = {}
    from_on, until_on = days
    if user_id not in {one.id for one in colleagues_for(session, room, dossier, room.workers)}:
        problems["user_id"] = "not_a_colleague"
    elif overlapping(session, room, dossier, user_id, days):
        problems["user_id"] = "already_linked"
    if from_on < clock.today():
        problems["from_on"] = "in_past"
    if until_on is not None and until_on <= from_on:
        problems["last_on"] = "before_start"
    return problems
