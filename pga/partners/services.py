"""Adding, changing and ending an organisation: each act leaves a line with who, when and why."""

from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.partners.models import Organisation, OrganisationLine
from pga.partners.reading import find_partner, last_day
from pga.partners.rules import PartnerFault, PartnerGiven, faults_of_days, faults_of_last_day
from pga.privacy import once
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record


def add_partner(
    actor: Actor, given: PartnerGiven, *, from_on: date, reason: str, form_key: str
) -> UUID:
    """Write a new organisation down; raises Refused, Invalid or AlreadyDone."""
    require(actor, Permission.SETTINGS_CHANGE)
    with transaction() as session:
        once.only_once(session, actor, form_key)
        faults = faults_of_days(from_on, given.last_on, clock.today())
        _refuse(faults | _taken(session, actor, given.name, None))
        row = Organisation(municipality=actor.municipality, from_on=from_on)
        _write(session, actor, row, given, reason)
        once.note(session, actor, form_key, str(row.id))
        record(session, actor, Line(Event.SETTING_CHANGED, Object("organisation", row.id)))
        return row.id


def change_partner(
    actor: Actor, organisation_id: UUID, given: PartnerGiven, *, reason: str, form_key: str
) -> None:
    """Change or end an organisation; what it handed in stays. Raises Refused or Invalid."""
    with transaction() as session:
        row = find_partner(session, actor, organisation_id, Permission.SETTINGS_CHANGE)
        once.only_once(session, actor, form_key)
        stood = last_day(row.until_on)
        faults = faults_of_last_day(given.last_on, stood, row.from_on, clock.today())
        standing = PartnerGiven(row.name, row.chain, row.standing, row.may_refer, stood)
        same = {"": PartnerFault.SAME} if given == standing else {}
        _refuse(same | faults | _taken(session, actor, given.name, row.id))
        _write(session, actor, row, given, reason)
        once.note(session, actor, form_key, str(row.id))
        record(session, actor, Line(Event.SETTING_CHANGED, Object("organisation", row.id)))


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
    row.may_refer = given.may_refer
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
            reason=reason,
            set_by=actor.id,
            set_at=clock.now(),
        )
    )
