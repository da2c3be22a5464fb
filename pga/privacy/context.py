"""The access context: the only way to a sealed value, and it leaves a line in the trail."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.core.database import Base, Row
from pga.privacy import keys
from pga.privacy.columns import dossier_of, opened, opened_cell
from pga.privacy.events import Event
from pga.privacy.history import RowVersion, cell_in
from pga.privacy.trail import Line, Object, record, record_reads


class AccessContext:
    """Opens cells and remembers which fields of which dossier were seen."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seen: dict[UUID, set[str]] = {}

    def open(self, row: Row, field: str) -> Any:
        """Open one cell of a row; raises Unreadable when it does not belong there."""
        self._seen.setdefault(dossier_of(row), set()).add(f"{row.__tablename__}.{field}")
        return opened(self._session, row, field)

    def open_former(self, version: RowVersion, model: type[Base], field: str, value: Any) -> Any:
        """Open a former value of a field, sealed or plain; its row may be gone."""
        cell = cell_in(value)
        if cell is None:
            return value
        self._seen.setdefault(version.dossier_id, set()).add(f"{version.table}.{field}")
        place = (model, field, version.row_id, version.dossier_id)
        return opened_cell(self._session, *place, cell)

    def saw_only(self, dossier_id: UUID) -> bool:
        """Tell whether nothing of another dossier was opened."""
        return self._seen.keys() <= {dossier_id}

    def fields(self, dossier_id: UUID) -> tuple[str, ...]:
        """Return the fields of a dossier that were opened."""
        return tuple(sorted(self._seen.get(dossier_id, ())))


class Scan:
    """Opens single cells of rows that were not loaded as a whole, to compare them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(
        self, model: type[Base], field: str, row_id: UUID, dossier_id: UUID, cell: bytes
    ) -> Any:
        """Open one cell; raises Unreadable when it does not belong there."""
        return opened_cell(self._session, model, field, row_id, dossier_id, cell)


@contextmanager
def looking_at(
    session: Session, actor: Actor, about: Object, *, event: Event = Event.READ, purpose: str = ""
) -> Iterator[AccessContext]:
    """Open one dossier; the line with the opened fields is written when the block ends well."""
    context = AccessContext(session)
    yield context
    fields = context.fields(about.id) if about.id else ()
    record(session, actor, Line(event, about, fields, purpose))


@contextmanager
def looking_over(
    session: Session, actor: Actor, shown: Sequence[Object], *, purpose: str = "list"
) -> Iterator[AccessContext]:
    """Open names of the dossiers of a list: one line for each that is shown."""
    context = AccessContext(session)
    keys.gather(session, [about.id for about in shown if about.id])
    yield context
    lines = [
        Line(Event.READ, about, context.fields(about.id), purpose) for about in shown if about.id
    ]
    record_reads(session, actor, lines)


@contextmanager
def comparing(
    session: Session, actor: Actor, dossier_ids: Collection[UUID], *, purpose: str
) -> Iterator[Scan]:
    """Compare sealed values in memory: the block must return ids only; one line with the number.

    ``dossier_ids`` holds the dossier of each row that is compared, as often as it has rows.
    """
    keys.gather(session, dossier_ids, municipality=actor.municipality)
    yield Scan(session)
    scanned = (f"scanned={len(dossier_ids)}",)
    record(session, actor, Line(Event.SEARCH, fields=scanned, purpose=purpose))
