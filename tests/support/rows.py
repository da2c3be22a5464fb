"""Look straight into the store: what a test asks that no use case answers."""

import hashlib
from contextlib import closing
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa

from pga.core.database import Base, db, glance
from pga.privacy.events import Event
from pga.privacy.trail import AuditEvent

TRAIL: Final = frozenset({"audit_event", "audit_head"})
LOOKS: Final = frozenset({"user_session", "notice", "last_seen"})
"""What a look moves along: the time of the session, a notice it clears, and that one looked."""


MOVES: Final = TRAIL | LOOKS | {"case_counter", "login_state", "notice", "throttle"}
"""What any act may move along: heads, sessions, counters, notices."""

stood: dict[str, dict[Any, Any]] = {}
"""Which rows stood in each table before the test began, by their keys: those of no test."""


def rows_of(model: type[Any], **which: Any) -> list[Any]:
    """Return the rows that this test made, as they stand now; sealed values cannot be read."""
    others = stood.get(model.__tablename__, {})
    with glance() as session:
        found = [
            row
            for row in session.scalars(sa.select(model).filter_by(**which))
            if sa.inspect(row).identity not in others
        ]
        session.expunge_all()
        return found


def made(model: type[Any]) -> set[Any]:
    """Return the ids of the rows that this test made."""
    return {row.id for row in rows_of(model)}


def standing() -> dict[str, dict[Any, Any]]:
    """Return which rows there are of each model: by their keys, what stands in them."""
    with glance() as session:
        return {
            mapper.local_table.name: {
                tuple(row[column] for column in mapper.primary_key): row
                for row in session.execute(sa.select(mapper.local_table)).mappings()
            }
            for mapper in Base.registry.mappers
        }


def plain(*names: str) -> dict[str, frozenset[Any]]:
    """Return the rows of these tables, or of all, as the store gives them.

    Each test ends with it, so it passes by all that makes values of ours of them.
    """
    with glance() as session, closing(session.connection().connection.cursor()) as cursor:
        return {name: _all_of(cursor, name) for name in names or Base.metadata.tables}


def moved(before: dict[str, frozenset[Any]]) -> list[str]:
    """Return in which tables a row is not as it stood before the test, or gone."""
    names = [name for name, those in before.items() if those and name not in MOVES]
    now = plain(*names) if names else {}
    return [name for name in names if not before[name] <= now[name]]


def _all_of(cursor: Any, name: str) -> frozenset[Any]:
    cursor.execute(f'select * from "{name}"')  # noqa: S608 - the name of a table of the house
    return frozenset(cursor.fetchall())


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
