"""Who works on a dossier, and who could."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import Colleague, names_of
from pga.core import clock
from pga.core.database import glance, transaction
from pga.core.errors import Invalid
from pga.dossiers.models.dossier import DossierRow
from pga.dossiers.models.link import LinkKind, LinkRow
from pga.dossiers.reading.access import Asking, open_requests
from pga.dossiers.reading.eligible import colleagues_for
from pga.dossiers.reading.finding import Found, find
from pga.dossiers.reading.head import Head, open_head
from pga.dossiers.reading.recusals import SteppedBack, recusals_of
from pga.dossiers.room import Directing, Room
from pga.privacy.context import looking_at


@dataclass(frozen=True, slots=True)
class Working:
    """A colleague on the dossier."""

    link_id: UUID
    user_id: UUID
    name: str
    from_on: date
    last_on: date | None


@dataclass(frozen=True, slots=True)
class PeopleChoices:
    """Which colleagues can be chosen."""

    version: int
    """Of the dossier, as a form that names who directs was made from it."""
    workers: tuple[Colleague, ...]
    may_assign: bool
    asking: tuple[Asking, ...]
    """Who waits for access; only for who may give it."""
    stepped_back: tuple[SteppedBack, ...]
    """Who knows the person; only for a coördinator."""


@dataclass(frozen=True, slots=True)
class People:
    """Who works on a dossier and who directs it."""

    head: Head
    directing: dict[str, str]
    """The name of who directs, by the field of the part; empty for nobody."""
    working: tuple[Working, ...]
    choices: PeopleChoices


@dataclass(frozen=True, slots=True)
class Naming:
    """The screen on which is said who directs, in one part."""

    head: Head
    now: str
    """The name of who directs now; empty for nobody."""
    offered: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class Unlinking:
    """The screen on which the link of a colleague is ended."""

    head: Head
    link: Working


def get_people(actor: Actor, room: Room[Any], number: str) -> People:
    """Return who works on a dossier and who could; the look is in the trail. Raises Refused."""
    with transaction() as session:
        found = find(session, actor, room, number)
        dossier = found.dossier
        links = working_links(session, room, dossier)
        names = names_of(session, {*room.directors(dossier), *(one.user_id for one in links)})
        with looking_at(session, actor, found.about, purpose=found.purpose("head")) as context:
            return People(
                open_head(session, actor, found, context),
                {one.field: names.get(getattr(dossier, one.field), "") for one in room.directing},
                working_shown(links, names),
                _choices(session, actor, found),
            )


def get_naming(actor: Actor, room: Room[Any], number: str, part: Directing) -> Naming:
    """Return who directs in one part and who could. Raises Refused."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.assign)
        directs = getattr(found.dossier, part.field)
        with looking_at(session, actor, found.about, purpose=found.purpose("head")) as context:
            return Naming(
                open_head(session, actor, found, context),
                names_of(session, [directs]).get(directs, ""),
                tuple(colleagues_for(session, room, found.dossier, part.roles)),
            )


def get_unlinking(actor: Actor, room: Room[Any], number: str, link_id: UUID) -> Unlinking:
    """Return one link that did not end; raises Refused, or Invalid when it is not there."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.assign)
        links = [one for one in working_links(session, room, found.dossier) if one.id == link_id]
        if not links:
            raise Invalid({"link": "not_there"})
        names = names_of(session, [one.user_id for one in links])
        with looking_at(session, actor, found.about, purpose=found.purpose("head")) as context:
            return Unlinking(
                open_head(session, actor, found, context), working_shown(links, names)[0]
            )


def working_links(session: Session, room: Room[Any], dossier: DossierRow) -> list[LinkRow]:
    """Return the links of who works on a dossier or will, the first who began first."""
    asked = {"about": dossier.id, "today": clock.today()}
    return list(session.scalars(_working(room), asked))


def working_shown(links: Iterable[LinkRow], names: dict[UUID | None, str]) -> tuple[Working, ...]:
    """Return links as a page shows them: with a name and the last day that counts."""
    return tuple(
        Working(one.id, one.user_id, names.get(one.user_id, ""), one.from_on, _last_on(one))
        for one in links
    )


def _last_on(link: LinkRow) -> date | None:
    return date.fromordinal(link.until_on.toordinal() - 1) if link.until_on else None


@cache
def _working(room: Room[Any]) -> sa.Select[Any]:
    link = room.tables.link
    today = sa.bindparam("today", type_=sa.Date())
    return (
        sa.select(link)
        .where(
            link.dossier_id == sa.bindparam("about", type_=sa.Uuid()),
            link.kind == LinkKind.WORKS,
            sa.or_(link.until_on.is_(None), link.until_on > today),
        )
        .order_by(link.from_on)
    )


def get_choices(
    actor: Actor, room: Room[Any], number: str, permission: Permission | None = None
) -> PeopleChoices:
    """Return which colleagues can work on a dossier; nothing of it is opened. Raises Refused."""
    with glance() as session:
        return _choices(session, actor, find(session, actor, room, number, permission))


def _choices(session: Session, actor: Actor, found: Found[Any]) -> PeopleChoices:
    room, may_assign = found.room, allows(actor, found.room.may.assign, found.facts)
    return PeopleChoices(
        found.dossier.version,
        tuple(colleagues_for(session, room, found.dossier, room.workers)) if may_assign else (),
        may_assign,
        open_requests(session, found) if may_assign else (),
        recusals_of(session, actor, found),
    )
