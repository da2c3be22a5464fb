"""Verstrekkingen: what went to whom; of a dossier with its texts, of a partner in codes only."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor, allows, require
from pga.accounts.reading import names_of
from pga.core.database import transaction
from pga.dossiers.reading.finding import find, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.dossiers.room import Room
from pga.dossiers.scope import visible_to
from pga.partners.reading import Partner, organisation_names, organisations_here
from pga.privacy.context import looking_at
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Category, Ground, Means, Purpose, RecipientKind
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

SHOWN: Final = 200
"""How many lines a page shows, the newest first."""


@dataclass(frozen=True, slots=True)
class DisclosureLine:
    """One verstrekking of a dossier."""

    id: UUID
    on: date
    partner: str
    recipient: str
    kind: RecipientKind
    secrecy_on: date | None
    categories: tuple[Category, ...]
    purpose: Purpose
    ground: Ground
    means: Means
    by: str


@dataclass(frozen=True, slots=True)
class Disclosures:
    """The page *Verstrekkingen* of a dossier."""

    head: Head
    lines: tuple[DisclosureLine, ...]
    total: int
    may_book: bool


@dataclass(frozen=True, slots=True)
class Booking:
    """To whom one can say that something went."""

    head: Head
    partners: tuple[Partner, ...]


@dataclass(frozen=True, slots=True)
class PartnerDisclosure:
    """One verstrekking to a partner: no name, no content."""

    on: date
    number: str
    purpose: Purpose
    ground: Ground
    means: Means
    by: str


@dataclass(frozen=True, slots=True)
class PartnerDisclosures:
    """What went to each partner, in numbers, and to one of them line by line."""

    counts: tuple[tuple[UUID | None, str, int], ...]
    """Of each partner the id, the name and how often; the incidental third parties come last."""
    chosen: UUID | None
    lines: tuple[PartnerDisclosure, ...]


def get_disclosures(actor: Actor, room: Room[Any], number: str) -> Disclosures:
    """Open what went out about a dossier, the newest first; the look is noted. Raises Refused."""
    with transaction() as session:
        found = find(session, actor, room, number)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("supplies")) as context:
            of_case = sa.select(Disclosure).where(Disclosure.dossier_id == found.dossier.id)
            order = (Disclosure.on.desc(), Disclosure.noted_at.desc())
            rows = list(session.scalars(of_case.order_by(*order).limit(SHOWN)))
            names = organisation_names(
                session, (row.organisation_id for row in rows if row.organisation_id)
            )
            people = names_of(session, (row.by for row in rows))
            lines = tuple(
                DisclosureLine(
                    id=row.id,
                    on=row.on,
                    partner=names.get(row.organisation_id, "") if row.organisation_id else "",
                    recipient=context.open(row, "recipient"),
                    kind=row.recipient_kind or RecipientKind.PARTNER,
                    secrecy_on=row.secrecy_on,
                    categories=tuple(Category(one) for one in context.open(row, "categories")),
                    purpose=row.purpose,
                    ground=row.ground,
                    means=row.means,
                    by=people.get(row.by, ""),
                )
                for row in rows
            )
            count = sa.select(sa.func.count()).select_from(of_case.subquery())
            return Disclosures(
                open_head(session, actor, found, context),
                lines,
                session.scalar(count) or 0,
                allows(actor, room.may.book, found.facts),
            )


def get_booking(actor: Actor, room: Room[Any], number: str) -> Booking:
    """Return to whom one can say that something went. Raises Refused."""
    with transaction() as session:
        found = find(session, actor, room, number, room.may.book)
        with looking_at(session, actor, found.about, purpose="head") as context:
            partners = tuple(organisations_here(session, actor.municipality))
            return Booking(open_head(session, actor, found, context), partners)


def get_disclosures_by_partner(
    actor: Actor, room: Room[Any], organisation_id: UUID | None, *, incidental: bool = False
) -> PartnerDisclosures:
    """Return what went to each partner of the own municipality, about dossiers one may ask after.

    Numbers of dossiers only: no name and no content is opened, so the FG may read it.
    """
    require(actor, room.may.lookers)
    dossier = room.tables.dossier
    with transaction() as session:
        mine = visible_to(room, actor, room.may.lookers)
        about = sa.select(Disclosure.organisation_id, sa.func.count()).join(
            dossier, dossier.id == Disclosure.dossier_id
        )
        counts = session.execute(about.where(mine).group_by(Disclosure.organisation_id)).all()
        names = organisation_names(session, (row[0] for row in counts if row[0]))
        chosen = organisation_id in names
        lines = _lines_to(session, actor, room, organisation_id) if chosen or incidental else ()
        record(session, actor, Line(Event.LIST, purpose="supplies"))
        told = [(row[0], names[row[0]], row[1]) for row in counts if row[0] in names]
        others = [(None, "", row[1]) for row in counts if row[0] is None]
        return PartnerDisclosures(
            (*sorted(told, key=lambda one: one[1]), *others),
            organisation_id if chosen else None,
            lines,
        )


def _lines_to(
    session: Session, actor: Actor, room: Room[Any], organisation_id: UUID | None
) -> tuple[PartnerDisclosure, ...]:
    dossier = room.tables.dossier
    question = (
        sa.select(Disclosure, dossier.number)
        .join(dossier, dossier.id == Disclosure.dossier_id)
        .where(
            visible_to(room, actor, room.may.lookers),
            Disclosure.organisation_id.is_not_distinct_from(organisation_id),
        )
        .order_by(Disclosure.on.desc(), dossier.number)
        .limit(SHOWN)
    )
    rows = session.execute(question).all()
    people = names_of(session, (row.by for row, _ in rows))
    return tuple(
        PartnerDisclosure(
            row.on, number, row.purpose, row.ground, row.means, people.get(row.by, "")
        )
        for row, number in rows
    )
