"""Sealed columns: a ``LargeBinary`` column and a descriptor on the model.

``surname = Sealed()`` on a model makes the column ``surname`` (attribute ``surname_sealed``).
Writing is plain assignment; reading goes through ``AccessContext.open``; comparing is an error.
"""

import json
from datetime import date
from functools import cache
from typing import Any, Final, NoReturn, Protocol, Self, overload
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, attributes, mapped_column

from pga.core.database import Base, Row
from pga.privacy import safe
from pga.privacy.keys import key_for

SUFFIX: Final = "_sealed"


class Closed(Exception):
    """A sealed value was read or compared without an access context."""


class CellKind(Protocol):
    """How a value becomes bytes and back."""

    def dump(self, value: Any) -> str:
        """Return the value as text."""
        ...

    def load(self, text: str) -> Any:
        """Return the value that the text stands for."""
        ...


class Text:
    """A text as it is."""

    def dump(self, value: str) -> str:
        """Return the text."""
        return value

    def load(self, text: str) -> str:
        """Return the text."""
        return text


class Date:
    """A date in ISO form."""

    def dump(self, value: date) -> str:
        """Return the date as text."""
        return value.isoformat()

    def load(self, text: str) -> date:
        """Return the date."""
        return date.fromisoformat(text)


class Json:
    """A list or mapping as canonical JSON."""

    def dump(self, value: Any) -> str:
        """Return the JSON text, keys in order."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def load(self, text: str) -> Any:
        """Return the value."""
        return json.loads(text)


class Sealed:
    """A column whose values only leave the room through an access context."""

    def __init__(self, kind: CellKind | None = None, *, required: bool = False) -> None:
        self.kind: CellKind = kind or Text()
        self.required = required
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Add the real column to the model that is being made."""
        self.name = name
        column = mapped_column(name, sa.LargeBinary, nullable=not self.required)
        setattr(owner, name + SUFFIX, column)

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: Row, owner: type) -> NoReturn: ...
    def __get__(self, row: Row | None, owner: type) -> Self:
        if row is None:
            return self
        raise Closed(f"{owner.__name__}.{self.name}")

    def __set__(self, row: Row, value: object) -> None:
        """Keep a value to be sealed at the next flush."""
        waiting: dict[str, object] = row.__dict__.setdefault("_to_seal", {})
        waiting[self.name] = value
        if sa.inspect(row).persistent:
            attributes.flag_dirty(row)

    def __eq__(self, other: object) -> NoReturn:
        raise Closed(self.name)

    __lt__ = __le__ = __gt__ = __ge__ = __ne__ = __eq__

    def __hash__(self) -> int:
        return id(self)


@cache
def sealed_fields(model: type) -> dict[str, Sealed]:
    """Return the sealed columns of a model by name."""
    return {
        name: field
        for base in reversed(model.__mro__)
        for name, field in vars(base).items()
        if isinstance(field, Sealed)
    }


def is_sealed(column: sa.Column[Any]) -> bool:
    """Tell whether a table's column is a sealed one."""
    return any(
        model.__tablename__ == column.table.name and field == column.name
        for model, field in all_sealed()
    )


def all_sealed() -> set[tuple[type[Base], str]]:
    """Return each sealed column, as the model that has the table and the name."""
    models: list[type[Base]] = [mapper.class_ for mapper in Base.registry.mappers]
    return {(model, name) for model in models for name in sealed_fields(model)}


def dossier_of(row: Base) -> UUID:
    """Return the id of the dossier whose key seals this row."""
    name = type(row).__dossier__
    if name is None:
        raise Closed(f"{type(row).__name__} has no dossier")
    found: UUID = getattr(row, name)
    return found


def seal_waiting(session: Session, row: Row) -> None:
    """Seal what was assigned to a row; unchanged text keeps the bytes it has."""
    waiting: dict[str, Any] = row.__dict__.pop("_to_seal", {})
    for name, value in waiting.items():
        if value is None:
            if getattr(row, name + SUFFIX) is not None:
                setattr(row, name + SUFFIX, None)
        elif getattr(row, name + SUFFIX) is None or opened(session, row, name) != value:
            field = sealed_fields(type(row))[name]
            plain = field.kind.dump(value).encode()
            key = key_for(session, dossier_of(row))
            setattr(row, name + SUFFIX, safe.seal(key, row.__tablename__, name, row.id, plain))


def opened(session: Session, row: Row, name: str, sealed: bytes | None = None) -> Any:
    """Open one cell without a log line: for this room only; others use an access context."""
    cell = getattr(row, name + SUFFIX) if sealed is None else sealed
    if cell is None:
        return None
    return opened_cell(session, type(row), name, row.id, dossier_of(row), cell)


def opened_cell(
    session: Session, model: type[Base], name: str, row_id: UUID, dossier_id: UUID, cell: bytes
) -> Any:
    """Open a cell of a row that was not loaded as a whole: for this room only."""
    plain = safe.open_(key_for(session, dossier_id), model.__tablename__, name, row_id, cell)
    return sealed_fields(model)[name].kind.load(plain.decode())
