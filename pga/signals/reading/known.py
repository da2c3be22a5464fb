"""Is this worry known already? Compared in memory; a warning, and only of what one may know."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.reading.doubles import PossibleDouble, known_to
from pga.cases.rules.identity import births_compatible
from pga.cases.rules.referral import BirthDate
from pga.core.database import table_of, transaction
from pga.dossiers.rules.names import similar
from pga.privacy.context import Scan, comparing
from pga.signals.models import Signal
from pga.signals.reading.finding import visible_to
from pga.signals.rules.codes import SignalSource
from pga.signals.rules.life import read_birth

SIGNALS: Final = table_of(Signal).c


@dataclass(frozen=True, slots=True)
class AlikeSignal:
    """A signaal that may be about the same person, without what it says."""

    id: UUID
    received_on: date
    source: SignalSource
    calls: int


@dataclass(frozen=True, slots=True)
class KnownAlready:
    """What may be about the same person: cases, and signalen that run."""

    cases: tuple[PossibleDouble, ...] = ()
    signals: tuple[AlikeSignal, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.cases or self.signals)


NOTHING: Final = KnownAlready()
"""Nobody was compared, or nobody fits."""


def find_known(actor: Actor, who: str, birth: str) -> KnownAlready:
    """Return what this actor may know of somebody who is named like this. Raises Refused."""
    require(actor, Permission.SIGNAL_LIST)
    with transaction() as session:
        return known_in(session, actor, who, birth)


def known_in(
    session: Session, actor: Actor, who: str, birth: str, *, but: UUID | None = None
) -> KnownAlready:
    """Return the same, for a page in a unit; ``but`` is the signaal that it is about."""
    if not who:
        return NOTHING
    born = read_birth(birth)
    cases = known_to(session, actor, [(who, born)]) if born else []
    return KnownAlready(tuple(cases), _signals(session, actor, who, born, but))


def _signals(
    session: Session, actor: Actor, who: str, born: BirthDate | None, but: UUID | None
) -> tuple[AlikeSignal, ...]:
    question = sa.select(
        *(SIGNALS.id, SIGNALS.received_on, SIGNALS.source, SIGNALS.calls),
        *(SIGNALS.who, SIGNALS.birth),
    ).where(visible_to(actor), SIGNALS.who.is_not(None), SIGNALS.outcome.is_(None))
    found = session.execute(question.order_by(SIGNALS.received_on, SIGNALS.id))
    rows = [row for row in found if row.id != but]
    if not rows:
        return ()
    with comparing(session, actor, [row.id for row in rows], purpose="double") as scan:
        alike = [row for row in rows if _fits(scan, row, who, born)]
    return tuple(AlikeSignal(one.id, one.received_on, one.source, one.calls) for one in alike)


def _fits(scan: Scan, row: Any, who: str, born: BirthDate | None) -> bool:
    """Compare the name; and the birth date where both are known."""
    name: str = scan.open(Signal, "who", row.id, row.id, row.who)
    if not similar(who, name):
        return False
    theirs = None
    if row.birth is not None:
        theirs = read_birth(scan.open(Signal, "birth", row.id, row.id, row.birth))
    return born is None or theirs is None or births_compatible(born, theirs)
