"""Organisations, what they agreed to and their contact persons: each act leaves its line."""

from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.partners.models import Agreement, ContactPerson, Organisation, OrganisationLine
from pga.partners.reading import find_partner, last_day
from pga.partners.rules import (
    Agreed,
    ContactGiven,
    PartnerFault,
    PartnerGiven,
    faults_of_agreement,
    faults_of_contact,
    faults_of_days,
    faults_of_last_day,
)
from pga.privacy import keys, once
from pga.privacy.events import Event
from pga.privacy.keys import Scope
from pga.privacy.trail import Line, Object, record


def add_partner(actor: Actor, given: PartnerGiven, *, from_on: date, reason: str) -> UUID:
    """Write a new organisation down; raises Refused or Invalid."""
    require(actor, Permission.SETTINGS_CHANGE)
    with transaction() as session:
        faults = faults_of_days(from_on, given.last_on, clock.today())
        _refuse(faults | _taken(session, actor, given.name, None))
        row = Organisation(municipality=actor.municipality, from_on=from_on)
        _write(session, actor, row, given, reason)
        once.came_to(session, str(row.id))
        record(session, actor, Line(Event.SETTING_CHANGED, Object("organisation", row.id)))
        return row.id


def change_partner(
    actor: Actor, organisation_id: UUID, given: PartnerGiven, *, reason: str
) -> None:
    """Change or end an organisation; what it handed in stays. Raises Refused or Invalid."""
    with transaction() as session:
        row = find_partner(session, actor, organisation_id, Permission.SETTINGS_CHANGE)
        stood = last_day(row.until_on)
        faults = faults_of_last_day(given.last_on, stood, row.from_on, clock.today())
        standing = PartnerGiven(
            *(row.name, row.chain, row.standing), row.may_refer, stood, row.kind
        )
        same = {"": PartnerFault.SAME} if given == standing else {}
        _refuse(same | faults | _taken(session, actor, given.name, row.id))
        _write(session, actor, row, given, reason)
        once.came_to(session, str(row.id))
        record(session, actor, Line(Event.SETTING_CHANGED, Object("organisation", row.id)))


def add_agreement(actor: Actor, organisation_id: UUID, given: Agreed) -> None:
    """Write down what an organisation agreed to; raises Refused or Invalid."""
    with transaction() as session:
        row = find_partner(session, actor, organisation_id, Permission.SETTINGS_CHANGE)
        _refuse(faults_of_agreement(given, clock.today()))
        session.add(
            Agreement(
                organisation_id=row.id,
                kind=given.kind,
                title=given.title,
                edition=given.version,
                signed_on=given.signed_on,
                last_on=given.last_on,
                set_by=actor.id,
                set_at=clock.now(),
            )
        )
        record(session, actor, Line(Event.SETTING_CHANGED, Object("organisation", row.id)))


def end_agreement(
    actor: Actor, organisation_id: UUID, agreement_id: UUID, *, last_on: date
) -> None:
    """Give an agreement its last day; raises Refused or Invalid."""
    with transaction() as session:
        row = find_partner(session, actor, organisation_id, Permission.SETTINGS_CHANGE)
        standing = session.get(Agreement, agreement_id)
        if standing is None or standing.organisation_id != row.id:
            raise Invalid({"": PartnerFault.GONE})
        if last_on < standing.signed_on:
            raise Invalid({"last_on": PartnerFault.BEFORE_START})
        standing.last_on = last_on
        record(session, actor, Line(Event.SETTING_CHANGED, Object("organisation", row.id)))


def write_contact(
    actor: Actor,
    organisation_id: UUID,
    given: ContactGiven,
    *,
    contact_id: UUID | None = None,
) -> None:
    """Add a contact person or change one; raises Refused or Invalid."""
    with transaction() as session:
        row = find_partner(session, actor, organisation_id, Permission.SETTINGS_CHANGE)
        _refuse(faults_of_contact(given, clock.today()))
        contact = _contact_of(session, row, contact_id)
        contact.name, contact.function = given.name, given.function or None
        contact.phone, contact.email = given.phone or None, given.email or None
        contact.secrecy_on, contact.last_on = given.secrecy_on, given.last_on
        session.add(contact)
        record(session, actor, Line(Event.SETTING_CHANGED, Object("organisation", row.id)))


def _contact_of(session: Session, row: Organisation, contact_id: UUID | None) -> ContactPerson:
    """Return the contact person to write; the first one brings the key of its organisation."""
    if contact_id is not None:
        standing = session.get(ContactPerson, contact_id)
        if standing is None or standing.organisation_id != row.id:
            raise Invalid({"": PartnerFault.GONE})
        return standing
    if not keys.store_of(session).fetch([row.id]):
        keys.new_key(session, row.municipality, Scope.GENERAL, row.id)
    return ContactPerson(organisation_id=row.id)


def _refuse(faults: dict[str, PartnerFault]) -> None:
    if faults:
        raise Invalid(faults)


def _taken(session: Session, actor: Actor, name: str, own: UUID | None) -> dict[str, PartnerFault]:
    question = sa.select(Organisation.id).where(
        Organisation.municipality == actor.municipality,
        sa.func.lower(Organisation.name) == name.lower(),
    )
    other = next((one for one in session.scalars(question) if one != own), None)
    return {} if other is None else {"name": PartnerFault.TAKEN}


def _write(
    session: Session, actor: Actor, row: Organisation, given: PartnerGiven, reason: str
) -> None:
    row.name, row.chain, row.standing = given.name, given.chain, given.standing
    row.may_refer, row.kind = given.may_refer, given.kind
    row.until_on = given.last_on + timedelta(days=1) if given.last_on else None
    session.add(row)
    session.flush()
    session.add(
        OrganisationLine(
            organisation_id=row.id,
            name=row.name,
            chain=row.chain,
            standing=row.standing,
            may_refer=row.may_refer,
            until_on=row.until_on,
            kind=row.kind,
            reason=reason,
            set_by=actor.id,
            set_at=clock.now(),
        )
    )
