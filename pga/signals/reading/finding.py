"""The only way to a signaal: through the policy, and only while it runs.

Past its last day, not there and not yours are the same answer; no sweep needs to have come.
"""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import (
    Actor,
    DossierFacts,
    Refused,
    Test,
    beyond_emergency,
    cleared,
    linked,
    not_recused,
    open_or_last,
    own_municipality,
    require,
    tests_for,
)
from pga.core import clock
from pga.core.errors import StaleDossier
from pga.dossiers.reading.finding import nothing_there
from pga.privacy.trail import Object
from pga.signals.models import Signal
from pga.signals.rules.life import SignalLife

Clause = sa.ColumnElement[bool]
KIND: Final = "signal"
"""What the trail calls a signaal."""

CLAUSES: Final[Mapping[Test, Callable[[Actor], Clause]]] = {
    cleared: lambda actor: sa.true() if actor.cleared else sa.false(),
    own_municipality: lambda actor: Signal.municipality == actor.municipality,
    linked: lambda actor: Signal.made_by == actor.id,
    beyond_emergency: lambda _: sa.true(),
    open_or_last: lambda _: sa.true(),
    not_recused: lambda _: sa.true(),
}
"""The twins in SQL: nobody comes to a signaal in need, and nobody steps back from one."""


def about(signal_id: UUID) -> Object:
    """Return what the trail calls a signaal."""
    return Object(KIND, signal_id)


def facts_of(signal: Signal, actor: Actor) -> DossierFacts:
    """Tell the policy how an actor stands to a signaal: who wrote it down, is linked to it."""
    return DossierFacts(signal.municipality, linked=signal.made_by == actor.id)


def find_signal(
    session: Session,
    actor: Actor,
    signal_id: UUID,
    permission: Permission = Permission.SIGNAL_READ,
    *,
    version: int | None = None,
    lock: bool = False,
) -> Signal:
    """Return a signaal that runs and for which the policy says yes.

    Raises Refused or StaleDossier. With ``lock`` it is held until the unit ends.
    """
    question = sa.select(Signal).where(Signal.id == signal_id, runs_today())
    found = session.scalars(question.with_for_update() if lock else question).one_or_none()
    if found is None:
        raise Refused(nothing_there(actor, permission))
    require(actor, permission, facts_of(found, actor))
    if version is not None and version != found.version:
        raise StaleDossier(KIND)
    return found


def visible_to(actor: Actor, permission: Permission = Permission.SIGNAL_READ) -> Clause:
    """Return the clause of a list: exactly the signalen that run and to which the policy says yes.

    For a question in a unit.
    """
    tests = tests_for(actor.role, permission)
    if tests is None:
        return sa.false()
    return sa.and_(runs_today(), *(CLAUSES[test](actor) for test in tests))


def runs_today() -> Clause:
    """Hold for a signaal that is not past its last day."""
    return Signal.last_on >= clock.today()


def life_of(signal: Signal) -> SignalLife:
    """Return how a signaal stands in time."""
    return SignalLife(
        received_on=signal.received_on,
        last_on=signal.last_on,
        extended=signal.extended_on is not None,
        discussed_on=signal.discussed_on,
        settled=signal.outcome is not None,
    )
