"""Which organisations there are, which may refer today, and how they became what they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, Layer, Refused, Step, Verdict, require
from pga.accounts.reading import names_of
from pga.core import clock
from pga.core.database import glance
from pga.partners.models import Organisation, OrganisationLine
from pga.partners.rules import Chain, Standing


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation as a choice."""

    id: UUID
    name: str
    chain: Chain


@dataclass(frozen=True, slots=True)
class PartnerState:
    """An organisation as its beheerder sees it."""

    id: UUID
    name: str
    chain: Chain
    standing: Standing
    may_refer: bool
    from_on: date | None
    last_on: date | None
    ended: bool


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """What an organisation became by one act."""

    name: str
    chain: Chain
    standing: Standing
    may_refer: bool
    last_on: date | None
    reason: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class PartnerSheet:
    """An organisation with every line there was, the newest first."""

    state: PartnerState
    lines: tuple[PartnerLine, ...]


def list_partners(actor: Actor) -> list[PartnerState]:
    """Return the organisations of the actor's municipality; for the beheerder and the FG."""
    require(actor, Permission.SETTINGS_READ)
    question = sa.select(Organisation).filter_by(municipality=actor.municipality)
    with glance() as session:
        return [_state(row) for row in session.scalars(question.order_by(Organisation.name))]


def get_partner(actor: Actor, organisation_id: UUID) -> PartnerSheet:
    """Return one organisation; raises Refused, alike for none and one of elsewhere."""
    with glance() as session:
        row = find_partner(session, actor, organisation_id, Permission.SETTINGS_READ)
        question = sa.select(OrganisationLine).filter_by(organisation_id=row.id)
        lines = session.scalars(question.order_by(OrganisationLine.set_at.desc())).all()
        people = names_of(session, (line.set_by for line in lines))
        return PartnerSheet(
            _state(row),
            tuple(
                PartnerLine(
                    *(line.name, line.chain, line.standing, line.may_refer),
                    last_day(line.until_on),
                    *(line.reason, people.get(line.set_by, ""), line.set_at),
                )
                for line in lines
            ),
        )


def find_partner(
    session: Session, actor: Actor, organisation_id: UUID, permission: Permission
) -> Organisation:
    """Return an organisation of the actor's municipality within a unit; raises Refused."""
    require(actor, permission)
    row = session.get(Organisation, organisation_id)
    if row is None or row.municipality != actor.municipality:
        nothing = (Step(Layer.MUNICIPALITY, "there", passed=False),)
        raise Refused(Verdict(permission, actor.role, nothing, hidden=True))
    return row


def list_referrers(actor: Actor) -> list[Partner]:
    """Return which organisations may refer to the actor's municipality today."""
    require(actor, Permission.CASE_LIST)
    question = sa.select(Organisation).where(_refers(actor.municipality))
    with glance() as session:
        rows = session.scalars(question.order_by(Organisation.name))
        return [Partner(row.id, row.name, row.chain) for row in rows]


def may_refer(session: Session, municipality: str, organisation_id: UUID) -> bool:
    """Tell whether an organisation may refer to a municipality; for a room that is in a unit."""
    question = sa.select(Organisation.id).where(
        Organisation.id == organisation_id, _refers(municipality)
    )
    return session.scalar(question) is not None


def organisations_here(session: Session, municipality: str) -> list[Partner]:
    """Return the organisations that count today, by name; for a room that is in a unit."""
    today = clock.today()
    question = sa.select(Organisation).where(
        Organisation.municipality == municipality,
        sa.or_(Organisation.from_on.is_(None), Organisation.from_on <= today),
        sa.or_(Organisation.until_on.is_(None), Organisation.until_on > today),
    )
    rows = session.scalars(question.order_by(Organisation.name))
    return [Partner(row.id, row.name, row.chain) for row in rows]


def organisation_names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of organisations; for a room that is in a unit."""
    question = sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(set(ids)))
    return {row.id: row.name for row in session.execute(question)}


def last_day(until_on: date | None) -> date | None:
    """Return the last day that counts, from the first that does not."""
    return until_on - timedelta(days=1) if until_on else None


def _refers(municipality: str) -> sa.ColumnElement[bool]:
    today = clock.today()
    return sa.and_(
        Organisation.municipality == municipality,
        Organisation.may_refer.is_(True),
        sa.or_(Organisation.from_on.is_(None), Organisation.from_on <= today),
        sa.or_(Organisation.until_on.is_(None), Organisation.until_on > today),
    )


def _state(row: Organisation) -> PartnerState:
    ended = row.until_on is not None and row.until_on <= clock.today()
    return PartnerState(
        *(row.id, row.name, row.chain, row.standing, row.may_refer, row.from_on),
        last_day(row.until_on),
        ended,
    )
