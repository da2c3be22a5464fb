"""Which organisations there are, which may refer today, and how they became what they are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, Layer, Refused, Step, Verdict, require
from pga.accounts.reading import names_of
from pga.accounts.rules.granting import Workplace
from pga.core import clock
from pga.core.alphabet import alphabetically
from pga.core.database import glance, transaction
from pga.partners.models import Agreement, ContactPerson, Organisation, OrganisationLine
from pga.partners.rules import (
    Agreed,
    AgreementKind,
    Bound,
    Chain,
    PartnerKind,
    Standing,
    bound_by,
    police_may_supply,
)
from pga.privacy.context import AccessContext, looking_over
from pga.privacy.trail import Object

NAMED: Final = ("name", "function")
"""What one has to know of a contact person to choose whom to turn to."""
REACHED: Final = (*NAMED, "phone", "email")
"""With how to reach that person."""


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation as a choice."""

    id: UUID
    name: str
    chain: Chain


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """An organisation as a rule knows it, whether it counts today or not."""

    name: str
    chain: Chain
    standing: Standing
    kind: PartnerKind | None


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
    kind: PartnerKind | None
    undecided: bool = False
    """Of the police, without a decision that counts today (Wpg 20)."""


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """What an organisation became by one act."""

    name: str
    chain: Chain
    standing: Standing
    may_refer: bool
    last_on: date | None
    kind: PartnerKind | None
    reason: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class AgreementState:
    """Something that an organisation agreed to."""

    id: UUID
    kind: AgreementKind
    title: str
    edition: str
    signed_on: date
    last_on: date | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody at an organisation; how to reach whom is only opened where that is shown."""

    id: UUID
    name: str
    function: str
    phone: str
    email: str
    secrecy_on: date | None
    last_on: date | None
    ended: bool


@dataclass(frozen=True, slots=True)
class PartnerSheet:
    """An organisation: what it agreed to, its contact persons, every line, the newest first."""

    state: PartnerState
    lines: tuple[PartnerLine, ...]
    agreements: tuple[AgreementState, ...]
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An organisation as who works on cases finds it."""

    id: UUID
    name: str
    chain: Chain
    standing: Standing
    kind: PartnerKind | None
    bound: Bound
    agreement: Agreed | None
    contacts: tuple[Contact, ...]


def list_partners(actor: Actor) -> list[PartnerState]:
    """Return the organisations of the actor's municipality; for the beheerder and the FG."""
    require(actor, Permission.SETTINGS_READ)
    question = sa.select(Organisation).filter_by(municipality=actor.municipality)
    with glance() as session:
        rows = _by_name(session.scalars(question))
        agreed, today = agreed_by(session, (row.id for row in rows)), clock.today()
        return [
            replace(
                _state(row),
                undecided=not police_may_supply(row.kind, agreed.get(row.id, ()), today),
            )
            for row in rows
        ]


def get_partner(actor: Actor, organisation_id: UUID) -> PartnerSheet:
    """Return one organisation; raises Refused, alike for none and one of elsewhere."""
    with transaction() as session:
        row = find_partner(session, actor, organisation_id, Permission.SETTINGS_READ)
        question = sa.select(OrganisationLine).filter_by(organisation_id=row.id)
        lines = session.scalars(question.order_by(OrganisationLine.set_at.desc())).all()
        people = names_of(session, (line.set_by for line in lines))
        return PartnerSheet(
            _state(row),
            tuple(
                PartnerLine(
                    name=line.name,
                    chain=line.chain,
                    standing=line.standing,
                    may_refer=line.may_refer,
                    last_on=last_day(line.until_on),
                    kind=line.kind,
                    reason=line.reason,
                    set_by=people.get(line.set_by, ""),
                    set_at=line.set_at,
                )
                for line in lines
            ),
            tuple(_agreement_state(one) for one in _agreements(session, [row.id])),
            open_contacts(session, actor, [row.id], REACHED, ended=True).get(row.id, ()),
        )


def list_directory(actor: Actor) -> tuple[Listed, ...]:
    """Return the organisations of today with whom to turn to; the names are noted as seen."""
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        rows = _by_name(session.scalars(_here_today(actor.municipality)))
        return _listed(session, actor, rows, REACHED)


def list_partners_of_case(session: Session, actor: Actor) -> tuple[Listed, ...]:
    """Return whom one can ask or send something, for a room that is in a unit and asked already."""
    rows = _by_name(session.scalars(_here_today(actor.municipality)))
    return _listed(session, actor, rows)


def find_listed(session: Session, actor: Actor, organisation_id: UUID) -> Listed | None:
    """Return one organisation; for a room that is in a unit and asked.

    Whom to turn to there stays shut: ``open_contacts`` tells it when something may go.
    """
    row = find_organisation(session, actor, organisation_id)
    return _listed(session, actor, [row], ())[0] if row else None


def kinds_of(session: Session, ids: Iterable[UUID]) -> dict[UUID, PartnerKind | None]:
    """Return what kind of organisation each is; for a room that is in a unit."""
    question = sa.select(Organisation.id, Organisation.kind).where(Organisation.id.in_(set(ids)))
    return {row.id: row.kind for row in session.execute(question)}


def open_contacts(
    session: Session,
    actor: Actor,
    organisation_ids: Iterable[UUID],
    parts: Collection[str] = NAMED,
    *,
    ended: bool = False,
) -> dict[UUID, tuple[Contact, ...]]:
    """Open these parts of contact persons; one line in the trail for each organisation."""
    today = clock.today()
    question = sa.select(ContactPerson).where(
        ContactPerson.organisation_id.in_(set(organisation_ids))
    )
    if not ended:
        question = question.where(
            sa.or_(ContactPerson.last_on.is_(None), ContactPerson.last_on >= today)
        )
    rows = list(session.scalars(question.order_by(ContactPerson.id)))
    found: dict[UUID, list[Contact]] = {}
    shown = [Object("organisation", one) for one in dict.fromkeys(r.organisation_id for r in rows)]
    with looking_over(session, actor, shown, purpose="contacts") as context:
        for row in rows:
            gone = row.last_on is not None and row.last_on < today
            contact = Contact(
                id=row.id,
                secrecy_on=row.secrecy_on,
                last_on=row.last_on,
                ended=gone,
                **{part: (part in parts and context.open(row, part)) or "" for part in REACHED},
            )
            found.setdefault(row.organisation_id, []).append(contact)
    return {
        key: tuple(sorted(some, key=lambda one: alphabetically(one.name)))
        for key, some in found.items()
    }


def open_contact(session: Session, actor: Actor, contact_id: UUID) -> tuple[UUID, Contact] | None:
    """Open one contact person with how to reach whom, and say of which organisation; in a unit.

    Nobody for one of elsewhere or one that ended.
    """
    row = session.get(ContactPerson, contact_id)
    if row is None or not contact_counts(session, contact_id):
        return None
    if find_organisation(session, actor, row.organisation_id) is None:
        return None
    about = Object("organisation", row.organisation_id)
    with looking_over(session, actor, [about], purpose="contacts") as context:
        parts = {part: context.open(row, part) or "" for part in REACHED}
    contact = Contact(
        id=row.id, secrecy_on=row.secrecy_on, last_on=row.last_on, ended=False, **parts
    )
    return row.organisation_id, contact


def name_contact(session: Session, organisation_id: UUID, contact_id: UUID) -> str:
    """Return a contact person in words; empty for one of elsewhere or one that ended.

    For a use case that is in a unit.
    """
    contact = session.get(ContactPerson, contact_id)
    if contact is None or contact.organisation_id != organisation_id:
        return ""
    if not contact_counts(session, contact_id):
        return ""
    context = AccessContext(session)
    name, function = context.open(contact, "name"), context.open(contact, "function")
    return f"{name}, {function}" if function else str(name)


def agreed_by(session: Session, organisation_ids: Iterable[UUID]) -> dict[UUID, tuple[Agreed, ...]]:
    """Return what organisations agreed to; for a room that is in a unit."""
    found: dict[UUID, list[Agreed]] = {}
    for row in _agreements(session, organisation_ids):
        found.setdefault(row.organisation_id, []).append(_agreed(row))
    return {key: tuple(some) for key, some in found.items()}


def find_organisation(session: Session, actor: Actor, organisation_id: UUID) -> Organisation | None:
    """Return an organisation that counts today here, or nothing; for a room that is in a unit."""
    question = _here_today(actor.municipality).where(Organisation.id == organisation_id)
    return session.scalars(question).one_or_none()


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


def list_workplaces(actor: Actor) -> tuple[Workplace, ...]:
    """Return for which organisations somebody with a role here can work; for the beheerder.

    Those that do not count any more are there too, so that a role of before can name its own.
    """
    require(actor, Permission.USERS_READ)
    counts = _counts(actor.municipality)
    question = sa.select(Organisation.id, Organisation.name, counts).where(
        Organisation.municipality == actor.municipality
    )
    with glance() as session:
        rows = sorted(session.execute(question), key=lambda row: alphabetically(row[1]))
        return tuple(Workplace(row[0], row[1], bool(row[2])) for row in rows)


def referrers_in(session: Session, municipality: str) -> tuple[Partner, ...]:
    """Return which organisations may refer to a municipality today; for a page in a unit."""
    question = sa.select(Organisation).where(_refers(municipality))
    rows = _by_name(session.scalars(question))
    return tuple(Partner(row.id, row.name, row.chain) for row in rows)


def _by_name(rows: Iterable[Organisation]) -> list[Organisation]:
    return sorted(rows, key=lambda row: alphabetically(row.name))


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
    rows = _by_name(session.scalars(question))
    return [Partner(row.id, row.name, row.chain) for row in rows]


def organisation_names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of organisations; for a room that is in a unit."""
    question = sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(set(ids)))
    return {row.id: row.name for row in session.execute(question)}


def organisations_known(session: Session, ids: Iterable[UUID]) -> dict[UUID, KnownOrganisation]:
    """Return what organisations are, whenever they counted; for a room that is in a unit."""
    question = sa.select(Organisation).where(Organisation.id.in_(set(ids)))
    return {
        row.id: KnownOrganisation(row.name, row.chain, row.standing, row.kind)
        for row in session.scalars(question)
    }


def contact_counts(session: Session, contact_id: UUID | None) -> bool:
    """Tell whether a contact person can be turned to today; nobody of the list always can."""
    if contact_id is None:
        return True
    row = session.get(ContactPerson, contact_id)
    return row is not None and (row.last_on is None or row.last_on >= clock.today())


def secrecy_of(session: Session, contact_ids: Iterable[UUID]) -> dict[UUID, date]:
    """Return when contact persons signed for secrecy, of those who did; in a unit."""
    question = sa.select(ContactPerson.id, ContactPerson.secrecy_on).where(
        ContactPerson.id.in_(set(contact_ids)), ContactPerson.secrecy_on.is_not(None)
    )
    return {row.id: row.secrecy_on for row in session.execute(question) if row.secrecy_on}


def last_day(until_on: date | None) -> date | None:
    """Return the last day that counts, from the first that does not."""
    return until_on - timedelta(days=1) if until_on else None


def _refers(municipality: str) -> sa.ColumnElement[bool]:
    return sa.and_(Organisation.may_refer.is_(True), _counts(municipality))


def _counts(municipality: str) -> sa.ColumnElement[bool]:
    today = clock.today()
    return sa.and_(
        Organisation.municipality == municipality,
        sa.or_(Organisation.from_on.is_(None), Organisation.from_on <= today),
        sa.or_(Organisation.until_on.is_(None), Organisation.until_on > today),
    )


def _here_today(municipality: str) -> sa.Select[Organisation]:
    return sa.select(Organisation).where(_counts(municipality))


def _listed(
    session: Session, actor: Actor, rows: list[Organisation], parts: Collection[str] = NAMED
) -> tuple[Listed, ...]:
    ids = [row.id for row in rows]
    agreed = agreed_by(session, ids)
    contacts = open_contacts(session, actor, ids, parts) if parts else {}
    return tuple(
        Listed(
            *(row.id, row.name, row.chain, row.standing, row.kind),
            *bound_by(agreed.get(row.id, ()), clock.today()),
            contacts.get(row.id, ()),
        )
        for row in rows
    )


def _agreements(session: Session, organisation_ids: Iterable[UUID]) -> list[Agreement]:
    question = sa.select(Agreement).where(Agreement.organisation_id.in_(set(organisation_ids)))
    return list(session.scalars(question.order_by(Agreement.signed_on.desc(), Agreement.set_at)))


def _agreed(row: Agreement) -> Agreed:
    return Agreed(row.kind, row.title, row.edition, row.signed_on, row.last_on)


def _agreement_state(row: Agreement) -> AgreementState:
    return AgreementState(
        *(row.id, row.kind, row.title, row.edition, row.signed_on, row.last_on),
        _agreed(row).counts_on(clock.today()),
    )


def _state(row: Organisation) -> PartnerState:
    ended = row.until_on is not None and row.until_on <= clock.today()
    return PartnerState(
        *(row.id, row.name, row.chain, row.standing, row.may_refer, row.from_on),
        *(last_day(row.until_on), ended, row.kind),
    )
