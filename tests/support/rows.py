"""Look straight into the store: what a test asks that no use case answers."""

import hashlib
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from pga.core.database import Base, db, glance
from pga.privacy.events import Event
from pga.privacy.trail import AuditEvent

TRAIL: Final = frozenset({"audit_event", "audit_head"})
LOOKS: Final = frozenset({"user_session", "notice", "last_seen"})
"""What a look moves along: the time of the session, a notice it clears, and that one looked."""


def rows_of(model: type[Any], **which: Any) -> list[Any]:
    """Return rows as they stand; what they hold can be read, sealed values cannot."""
    with glance() as session:
        found = list(session.scalars(sa.select(model).filter_by(**which)))
        session.expunge_all()
        return found


def row_of(model: type[Any], **which: Any) -> Any:
    """Return the one row there is."""
    (found,) = rows_of(model, **which)
    return found


def lines(event: Event | None = None, *, about: UUID | None = None) -> list[AuditEvent]:
    """Return the lines of the trail, the oldest first."""
    found = sorted(rows_of(AuditEvent), key=lambda line: (line.at, line.seq))
    return [
        line
        for line in found
        if (event is None or line.event is event) and (about is None or line.object_id == about)
    ]


def fingerprint(*, without: frozenset[str] = TRAIL | LOOKS) -> dict[str, str]:
    """Return a digest of each table, so that a test can tell that nothing was written."""
    with glance() as session:
        return {
            table.name: _digest(session.execute(sa.select(table)).all())
            for table in Base.metadata.sorted_tables
            if table.name not in without and table.metadata is db.metadata
        }


def _digest(rows: Any) -> str:
    return hashlib.sha256("\n".join(sorted(map(repr, map(tuple, rows)))).encode()).hexdigest()
