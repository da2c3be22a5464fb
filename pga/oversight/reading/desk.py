"""What waits for the FG, and how it stands: no name, no case, so no line of the trail."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, require
from pga.accounts.models import RoleGrant
from pga.cases.reading.postponed import ToldLate, count_untold
from pga.cases.room import CASES
from pga.core import clock
from pga.core.database import glance
from pga.dossiers.reading.emergency import (
    EmergenciesJudged,
    EmergenciesWaiting,
    count_judged,
    count_waiting,
)
from pga.partners.reading.sharing import TableVersionLine, get_sharing_table, get_waiting
from pga.privacy.events import Event
from pga.privacy.trail import AuditEvent


@dataclass(frozen=True, slots=True)
class Oversight:
    """What the FG does first, and the numbers of this year."""

    emergencies: EmergenciesWaiting
    version: TableVersionLine | None
    """A version of the table of *mag ik dit delen* that this FG can approve."""
    verified_at: datetime | None
    """When an FG here last had the trail computed anew."""
    judged: EmergenciesJudged
    """Of what was opened in need this year."""
    counting: TableVersionLine | None
    """The version that counts today."""
    untold: ToldLate
    """Of how many cases somebody who must know does not."""

    @property
    def total(self) -> int:
        """Return how many things wait."""
        return self.emergencies.total + (self.version is not None) + (self.verified_at is None)


def get_desk(actor: Actor) -> Oversight:
    """Return what waits for this FG, and how it stands; raises Refused."""
    require(actor, Permission.TRAIL_VERIFY)
    waiting = get_waiting(actor)
    with glance() as session:
        verified_at = _verified_at(session, actor)
    return Oversight(
        count_waiting(actor, CASES),
        waiting.line if waiting and not waiting.mine else None,
        verified_at,
        count_judged(actor, CASES, clock.today().replace(month=1, day=1)),
        get_sharing_table(actor).counting,
        count_untold(actor),
    )


def _verified_at(session: Session, actor: Actor) -> datetime | None:
    """Return the last time, by who checks: so it is found in the index of who did what."""
    checking = sa.select(RoleGrant.user_id).filter_by(
        municipality=actor.municipality, role=Role.DPO
    )
    last = sa.func.max(AuditEvent.at, type_=AuditEvent.at.type)
    found: datetime | None = session.scalar(
        sa.select(last).where(
            AuditEvent.municipality == actor.municipality,
            AuditEvent.actor_id.in_(checking),
            AuditEvent.event == Event.VERIFIED,
        )
    )
    return found
