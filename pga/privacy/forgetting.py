"""Take words out of all that is sealed of a dossier: its rows, its history and its drafts.

For who was never meant. Otherwise the former value of a row stays, and this is the one way by which
it does not: the caller records it with ``forgetting=True``, so that no version keeps what went.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.core.database import Row, direct_write, table_of
from pga.privacy import safe
from pga.privacy.columns import sealed_fields
from pga.privacy.context import AccessContext
from pga.privacy.history import RowBirth, RowVersion, cell_in, kept_cell
from pga.privacy.keys import key_for

Mend = Callable[[Any], Any]
"""Takes words out of a value; one in which they do not stand comes back as it is."""
Models = Mapping[str, Any]
Kept = Callable[[Any], sa.ColumnElement[bool]]
"""Holds for the id of a row that is kept from who asks."""


class Forgetting:
    """One dossier, and the words that go out of it."""

    def __init__(self, session: Session, models: Models, dossier_id: UUID, mend: Mend) -> None:
        self._session, self._models = session, models
        self._dossier_id, self._mend = dossier_id, mend
        self._context = AccessContext(session)

    def count(self, context: AccessContext, kept: Kept) -> tuple[int, int]:
        """Tell in how many fields the words stand, and in how many of what stood before.

        As far as who asks may know of them; what is opened for it is noted.
        """
        self._context = context
        former = (self._mended(version) for version in self._versions(kept))
        return sum(1 for _ in self._told(kept)), sum(map(len, former))

    def mend_rows(self) -> None:
        """Take the words out of each sealed field."""
        for row, field, mended in list(self._told()):
            setattr(row, field, mended)
        self._session.flush()

    def mend_history(self) -> None:
        """Take the words out of what each row held before, and out of each reason."""
        for version in self._versions():
            mended, reason = self._mended(version), self._context.open(version, "reason")
            if mended:
                version.former = self._context.open(version, "former") | mended
            if reason and self._mend(reason) != reason:
                version.reason = self._mend(reason)
        self._session.flush()

    def forget_rows(self, row_ids: Collection[UUID]) -> None:
        """Remove the whole history of rows that go, that they came to be included."""
        for version in self._versions():
            if version.row_id in row_ids:
                self._session.delete(version)
        self._session.flush()
        born = table_of(RowBirth)
        with direct_write():
            self._session.execute(sa.delete(born).where(born.c.row_id.in_(row_ids)))

    def _told(self, kept: Kept | None = None) -> Iterator[tuple[Row, str, Any]]:
        """Yield each field in which the words stand, with what it is without them."""
        for model in self._models.values():
            fields = sealed_fields(model)
            if not fields:
                continue
            question = sa.select(model).where(_of(model) == self._dossier_id)
            if kept is not None:
                question = question.where(~kept(model.id))
            for row in self._session.scalars(question).all():
                for field in fields:
                    value = self._context.open(row, field)
                    mended = self._mend(value)
                    if mended != value:
                        yield row, field, mended

    def _versions(self, kept: Kept | None = None) -> list[RowVersion]:
        question = sa.select(RowVersion).filter_by(dossier_id=self._dossier_id)
        if kept is not None:
            question = question.where(~kept(RowVersion.row_id))
        return list(self._session.scalars(question))

    def _mended(self, version: RowVersion) -> dict[str, Any]:
        """Return the former values in which the words stand, sealed anew without them."""
        found, model = {}, self._models[version.table]
        for name, cell in self._context.open(version, "former").items():
            if cell_in(cell) is None:
                continue
            value = self._context.open_former(version, model, name, cell)
            mended = self._mend(value)
            if mended != value:
                found[name] = self._sealed(
                    version, name, sealed_fields(model)[name].kind.dump(mended)
                )
        return found

    def _sealed(self, version: RowVersion, name: str, text: str) -> dict[str, str]:
        key = key_for(self._session, version.dossier_id)
        place = (version.table, name, version.row_id)
        return kept_cell(safe.seal(key, *place, text.encode()))


def _of(model: type[Any]) -> Any:
    return getattr(model, str(model.__dossier__))
