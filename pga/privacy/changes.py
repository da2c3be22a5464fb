"""What a unit changed: sealed before the flush, remembered until a line in the trail covers it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from pga.core.database import Base, Row, alarmed, db, done_last, may_be_committed
from pga.privacy.columns import seal_waiting
from pga.privacy.keys import forget_new


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was made, changed or removed."""

    row: Row
    names: tuple[str, ...]
    former: dict[str, Any] | None
    """The values before, of the changed columns only; None for a new row."""
    values: dict[str, Any] | None
    """The whole row as stored; None for a removed one."""

    @property
    def table(self) -> str:
        """Return the name of the table."""
        return str(self.row.__tablename__)

    @property
    def row_id(self) -> UUID:
        """Return the id of the row."""
        return self.row.id


def changes_of(session: Session) -> list[Change]:
    """Return what changed and is not yet covered."""
    found: list[Change] = session.info.setdefault("changes", [])
    return found


def cover(session: Session) -> None:
    """Forget what a line in the trail now tells."""
    session.info["changes"] = []


def stored(row: Base) -> dict[str, Any]:
    """Return a row as its columns hold it."""
    mapper = sa.inspect(type(row))
    return {
        column.name: getattr(row, mapper.get_property_by_column(column).key)
        for column in mapper.local_table.columns
    }


@event.listens_for(db.session, "before_flush")
def _prepare(session: Session, _context: object, _instances: object) -> None:
    for row in [*session.new, *session.dirty]:
        if isinstance(row, Row):
            seal_waiting(session, row)
    noted: list[tuple[Row, dict[str, Any] | None, bool]] = session.info.setdefault("noted", [])
    noted.extend((row, None, False) for row in session.new if _audited(row))
    formers = ((row, _former(row), False) for row in session.dirty if _audited(row))
    noted.extend(note for note in formers if note[1])
    noted.extend((row, stored(row), True) for row in session.deleted if _audited(row))


@event.listens_for(db.session, "after_flush_postexec")
def _collect(session: Session, _context: object) -> None:
    for row, former, gone in session.info.pop("noted", ()):
        values = stored(row) if not gone else None
        names = (values if former is None else former) or {}
        shown = tuple(
            f"{row.__tablename__}.{name}" for name in names if names[name] is not None or former
        )
        changes_of(session).append(Change(row, shown, former, values))


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    for name in ("changes", "noted", "heads"):
        session.info.pop(name, None)
    if not may_be_committed():  # else the row of a new key may be there: the sweep will know
        with alarmed("rollback", forget_new):
            forget_new(session)


@done_last
def _keep(session: Session) -> None:
    session.info.pop("new keys", None)


def _audited(row: object) -> bool:
    return isinstance(row, Row) and type(row).__audited__


def _former(row: Row) -> dict[str, Any]:
    state = sa.inspect(row)
    former = {}
    for attribute in sa.inspect(type(row)).column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes():
            former[attribute.columns[0].name] = history.deleted[0] if history.deleted else None
    return former
