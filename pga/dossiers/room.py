"""What a room tells its doors: which tables and states are its own, and who may do what there.

A door takes a room and works on the tables of that room, and of no other.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.core.database import Base, table_of
from pga.dossiers.models.dossier import DossierRow, Hangs, StateChangeRow, TermRow
from pga.dossiers.models.emergency import EmergencyAccessRow, EmergencyReviewRow
from pga.dossiers.models.handover import HandoverRow
from pga.dossiers.models.link import LinkRow
from pga.dossiers.models.notice import AccessRequestRow, FlagRow, NoticeRow
from pga.dossiers.models.recusal import RecusalRow
from pga.dossiers.models.seen import SeenRow
from pga.dossiers.rules.notices import NoticeKind
from pga.privacy.meaning import End
from pga.privacy.trail import Object

D = TypeVar("D", bound=DossierRow)
State = StrEnum


Struck = Mapping[tuple[str, str], frozenset[str]]


def nothing_struck(_session: Session, _dossier_id: UUID) -> Struck:
    """Return that all codes may be shown."""
    return {}


class Reader(Protocol):
    """Who reads, as far as a room asks: in which role, and for which organisation.

    In a question of the store the last two are places for values.
    """

    @property
    def role(self) -> Role:
        """Return the role."""
        ...

    @property
    def id(self) -> Any:
        """Return the id of the account."""
        ...

    @property
    def organisation(self) -> Any:
        """Return the id of an organisation, or nothing."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables(Generic[D]):
    """The tables of a room, one for each thing that any dossier has."""

    dossier: type[D]
    link: type[LinkRow]
    change: type[StateChangeRow]
    term: type[TermRow]
    flag: type[FlagRow]
    notice: type[NoticeRow]
    request: type[AccessRequestRow]
    recusal: type[RecusalRow]
    emergency: type[EmergencyAccessRow]
    review: type[EmergencyReviewRow]
    handover: type[HandoverRow]
    seen: type[SeenRow]


@dataclass(frozen=True, kw_only=True, slots=True)
class Permissions:
    """What the policy calls that which is done at the doors of a room."""

    see: Permission
    """Have a list of one's own."""
    read: Permission
    assign: Permission
    flag: Permission
    book: Permission
    """Say that something went to somebody outside."""
    lookers: Permission
    """See who looked."""
    documents: Permission
    """Write and send documents."""
    recuse: Permission
    recusals: Permission
    emergency: Permission


@dataclass(frozen=True, slots=True)
class Directing:
    """A part that one colleague has in a dossier: where it stands, for whom, and how it is told."""

    field: str
    roles: tuple[Role, ...]
    told: NoticeKind


@dataclass(frozen=True, slots=True)
class Named:
    """Where the name of a dossier stands: the first row of a table, by its ``place``."""

    model: type[Any]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SafetyLine:
    """Where a dossier says what a visitor must know, and on which day that was last checked."""

    field: str
    checked: str


Waiting = Callable[[Reader, sa.ColumnElement[UUID]], sa.ScalarSelect[int]]
"""Counts what waits in one part of a dossier, as far as a reader may know of it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Room(Generic[D]):
    """A room of dossiers, as its doors know it."""

    kind: str
    """What the trail calls one of its dossiers."""
    tables: Tables[D]
    may: Permissions
    running: Collection[State]
    """The states in which there is work; what is not among them is over."""
    gone: State
    """The state in which what was about the person is destroyed."""
    unowned: Collection[State]
    """The states in which one that nobody directs waits for whoever may pick it up."""
    directing: tuple[Directing, ...]
    """Who directs; the first is the one whom the policy knows as director."""
    workers: tuple[Role, ...]
    """Who can be linked."""
    named: Named
    safety: SafetyLine | None = None
    """What stands above every page, when the room has such a line."""
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    """What waits in a part of a dossier, by the word for that part."""
    level_of: Callable[[Any], IntEnum]
    """On which rung of the ladder a state stands."""
    kept_from: Callable[[Reader, sa.SQLColumnExpression[UUID]], sa.ColumnElement[bool]]
    """Holds for the id of a row that is kept from a reader of the dossier on which it hangs."""
    struck: Callable[[Session, UUID], Struck] = nothing_struck
    """Says which codes of a dossier are out of use and shown nowhere, by table and field."""
    news: tuple[StrEnum, ...]
    """What can be new, in the order in which it is told."""

    @cached_property
    def models(self) -> Mapping[str, type[Hangs]]:
        """Return the tables of its dossiers, the dossier itself included, by their names."""
        registry = sa.inspect(self.tables.dossier).registry
        models = (mapper.class_ for mapper in registry.mappers)
        return {
            model.__tablename__: model
            for model in models
            if issubclass(model, Hangs) and (model is self.tables.dossier or _on(model, self._home))
        }

    @cached_property
    def taken(self) -> tuple[type[Hangs], ...]:
        """Return the tables whose rows go when a dossier is destroyed: what hangs goes first."""
        order = {table.name: at for at, table in enumerate(self._home.metadata.sorted_tables)}
        goes = [model for model in self.models.values() if model.__end__ is End.GOES]
        return tuple(sorted(goes, key=lambda model: -order[model.__tablename__]))

    @property
    def _home(self) -> sa.Table:
        return table_of(self.tables.dossier)

    @property
    def leading(self) -> tuple[Directing, ...]:
        """Return the parts of who has the content in hand, beside who directs."""
        return self.directing[1:]

    def about(self, dossier_id: UUID | None = None) -> Object:
        """Return what the trail calls a dossier of this room; without id, one that is not there."""
        return Object(self.kind, dossier_id)

    def is_gone(self, dossier: D) -> bool:
        """Tell whether what was about the person is destroyed."""
        return bool(dossier.state == self.gone)

    def runs(self, dossier: D) -> bool:
        """Tell whether there is work on it."""
        return dossier.state in self.running

    def directors(self, dossier: D) -> set[UUID]:
        """Return who directs it, in whatever part."""
        found = (getattr(dossier, one.field) for one in self.directing)
        return {one for one in found if one is not None}


def _on(model: type[Base], home: sa.Table) -> bool:
    column = table_of(model).columns[str(model.__dossier__)]
    return any(key.column.table is home for key in column.foreign_keys)
