"""*Na akkoord* becomes a yes of the supplier: who said so, when, for which recipient."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.information import Contribution, OnwardConsent
from pga.cases.reading.finding import find_case
from pga.cases.reading.information import may_be_seen, terms_of
from pga.cases.rules.consenting import problems_of_consent
from pga.cases.rules.contributions import GuestViewer
from pga.cases.rules.information import RequestProblem
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.partners.reading import find_organisation
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    """A yes as given on its form."""

    recipient: UUID
    said_by: str
    said_on: date


def consent(actor: Actor, number: str, contribution_id: UUID, given: ConsentGiven) -> None:
    """Write down that a supplier said yes; from then the recipient may have it. Raises Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
        row = session.get(Contribution, contribution_id)
        if row is None or row.case_id != found.dossier.id or not may_be_seen(session, actor, row):
            raise Invalid({"contribution": RequestProblem.NOT_THERE})
        to = find_organisation(session, actor, given.recipient)
        if to is None:
            raise Invalid({"recipient": RequestProblem.NOT_A_PARTNER})
        running = sa.select(OnwardConsent.organisation_id).filter_by(
            contribution_id=row.id, ended_on=None
        )
        problems = problems_of_consent(
            terms_of(row, None, AccessContext(session)),
            GuestViewer(to.id, to.kind, to.standing),
            already=given.recipient in set(session.scalars(running)),
            said_on=given.said_on,
            days=(row.received_on, clock.today()),
        )
        if problems:
            raise Invalid(problems)
        session.add(
            OnwardConsent(
                case_id=found.dossier.id,
                contribution_id=row.id,
                organisation_id=to.id,
                said_on=given.said_on,
                by=actor.id,
                said_by=given.said_by,
            )
        )
        record(session, actor, Line(Event.CONSENTED, found.about))
