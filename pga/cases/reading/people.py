"""Who works on a case, and who could."""

from dataclasses import dataclass
from typing import Final

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, allows
from pga.accounts.reading import Colleague
from pga.cases.reading.able import colleagues_for
from pga.cases.reading.access import Asking, open_requests
from pga.cases.reading.finding import find_case
from pga.cases.reading.recusals import SteppedBack, recusals_of
from pga.core.database import glance

WORKERS: Final = (Role.SAFETY_TEAM, Role.INTERVENTION_TEAM)
"""Who can be linked: the coördinator sees the own municipality anyway."""
DIRECTORS: Final = (Role.SAFETY_TEAM,)
"""Who can be procesregisseur (pga.md 1.3)."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Which colleagues can be chosen."""

    workers: tuple[Colleague, ...]
    directors: tuple[Colleague, ...]
    may_assign: bool
    asking: tuple[Asking, ...]
    """Who waits for access; only for who may give it."""
    stepped_back: tuple[SteppedBack, ...]
    """Who knows the person; only for a coördinator."""


def get_choices(
    actor: Actor, number: str, permission: Permission = Permission.CASE_READ
) -> Choices:
    """Return which colleagues can work on a case; nothing of the case is opened. Raises Refused."""
    with glance() as session:
        found = find_case(session, actor, number, permission)
        may_assign = allows(actor, Permission.CASE_ASSIGN, found.facts)
        return Choices(
            tuple(colleagues_for(session, found.case, WORKERS)),
            tuple(colleagues_for(session, found.case, DIRECTORS)),
            may_assign,
            open_requests(session, found.case) if may_assign else (),
            recusals_of(session, actor, found),
        )
