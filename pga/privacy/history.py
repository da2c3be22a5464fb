"""History per dossier: when each row came to be, and the former values of each changed one.

The values are sealed under the dossier's own key. One
mechanism for *was / is / waarom*, *sinds u laatst keek* and *terugkijken*; no room keeps a history
of its own, and it dies with the dossier (house.md 2.7a).
"""

import base64
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from pga.access.policy import Actor, System
from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import Base, Row, direct_write, table_of
from pga.privacy.changes import Change
from pga.privacy.columns import Json, Sealed, dossier_of, seal_waiting
from pga.privacy.meaning import EMPTIED, End, NotShown, Told, Untold

UNTOLD: Final = frozenset({"version"})
"""Columns whose change means nothing to a reader."""


class RowVersion(Row):
    """What a row held before a change, who changed it and why."""

    __tablename__ = "row_version"
    __audited__ = False
    __dossier__ = "dossier_id"
    __told__ = Untold("it is what is told of")
    __changes__ = NotShown("it is what is shown of")
    __end__ = End.GOES
    __table_args__ = (sa.Index("ix_row_version_dossier", "dossier_id", "at"),)

    dossier_id: Mapped[UUID] = mapped_column(sa.Uuid)
    table: Mapped[str] = mapped_column("of_table", sa.String(40))
    row_id: Mapped[UUID] = mapped_column(sa.Uuid)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[UUID | None] = mapped_column("changed_by", sa.Uuid)
    """Empty when no colleague did it, but the system."""
    fields: Mapped[str] = mapped_column("of_fields", sa.Text, default="")
    """The names of the fields that changed, as the trail has them; what they held is sealed."""
    former = Sealed(Json(), required=True)
    reason = Sealed()


class RowBirth(Base):
    """When a row of a dossier came to be, and who made it; it goes with the dossier."""

    __tablename__ = "row_birth"
    __audited__ = False
    __dossier__ = "dossier_id"
    __told__ = Untold("it is what is told of")
    __changes__ = NotShown("it does not change")
    __end__ = End.GOES
    __table_args__ = (sa.Index("ix_row_birth_dossier", "dossier_id", "at"),)

    row_id: Mapped[UUID] = mapped_column(sa.Uuid, primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(sa.Uuid)
    table: Mapped[str] = mapped_column("of_table", sa.String(40))
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[UUID | None] = mapped_column("made_by", sa.Uuid)


def keep_versions(
    session: Session,
    actor: Actor | System | None,
    changes: Sequence[Change],
    reason: str | None,
) -> None:
    """Keep the former values of changed dossier rows; a sealed cell stays as it was sealed.

    Of a new row it is kept that it came to be, and by whom.
    """
    now, by = clock.now(), actor.id if actor else None
    born = [change for change in changes if change.former is None and _in_dossier(change)]
    if born:
        rows = [
            {
                "row_id": change.row_id,
                "dossier_id": dossier_of(change.row),
                "of_table": change.table,
                "at": now,
                "made_by": by,
            }
            for change in born
        ]
        with direct_write():
            session.execute(sa.insert(table_of(RowBirth)), rows)
    for change in changes:
        told = {k: _plain(v) for k, v in (change.former or {}).items() if k not in UNTOLD}
        if told and _in_dossier(change):
            version = RowVersion(
                dossier_id=dossier_of(change.row),
                table=change.table,
                row_id=change.row_id,
                at=now,
                by=by,
                fields=",".join((*sorted(told), *_emptied(change, told))),
                former=told,
                reason=reason,
            )
            seal_waiting(session, version)
            session.add(version)
    session.flush()


def _in_dossier(change: Change) -> bool:
    return type(change.row).__dossier__ is not None


def _emptied(change: Change, names: Collection[str]) -> list[str]:
    """Return the mark of each field that holds nothing now, where its table says that tells."""
    told = getattr(type(change.row), "__told__", None)
    marks = told.emptied if isinstance(told, Told) else ()
    now = change.values or {}
    return [EMPTIED + name for name in marks if name in names and now.get(name) is None]


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return kept_cell(value)
    return value if value is None or isinstance(value, bool | int) else str(value)


def cell_in(value: Any) -> bytes | None:
    """Return the sealed bytes of a former value that was sealed, else None."""
    return base64.b64decode(value["cell"]) if isinstance(value, dict) else None


def kept_cell(cell: bytes) -> dict[str, str]:
    """Return sealed bytes as a version keeps them among its former values."""
    return {"cell": base64.b64encode(cell).decode()}
