"""*Sinds u laatst keek*: what others did after one's own last look, sealed cells shut.

What the system did is nobody's news: in SQL no colleague (``by``) is not another one either. What a
changed row means stands on its table (``__told__``). It comes from the rows themselves and
the moments of looking, never from the trail (LAW-34).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import ask, direct_write, table_of
from pga.dossiers.models.dossier import DossierRow, StateChangeRow
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.finding import Found
from pga.dossiers.room import Room
from pga.dossiers.rules.news import NewsKind, compares_with
from pga.dossiers.scope import Asker, asker_params, bind_values, visible_to, works_on
from pga.privacy.history import RowBirth, RowVersion
from pga.privacy.meaning import Told

READ: Final = 200
"""How many changed rows a first page looks back at; it stays flat as a history grows."""
MOST: Final = 8
"""How many lines the strip and the werkvoorraad show; a count tells of the rest."""


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One thing that is new; ``by`` and ``about`` are colleagues."""

    kind: StrEnum
    at: datetime
    by: UUID | None
    about: UUID | None = None
    move: StrEnum | None = None
    term: StrEnum | None = None
    day: date | None = None
    fields: tuple[str, ...] = ()
    """The names of the fields, with their table; never what they held."""
    count: int = 1
    """How many rows it is about, of what one colleague did on one day."""


@dataclass(frozen=True, slots=True)
class News:
    """What the strip on a first page shows, the newest first."""

    since: datetime
    items: tuple[NewsItem, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NewsCard:
    """A dossier on which something happened since this user looked."""

    number: str
    at: datetime
    kinds: tuple[tuple[StrEnum, int], ...]


@dataclass(frozen=True, slots=True)
class NewsCards:
    """The dossiers that changed, the last changed first."""

    lines: tuple[NewsCard, ...]
    total: int


def visit(
    session: Session, actor: Actor, found: Found[Any], changes: Iterable[StateChangeRow]
) -> News | None:
    """Note that the first page is opened; return what is new, None when nothing is.

    Two statements, however long the history is. What stands there was made by others only.
    """
    now, about = clock.now(), found.dossier.id
    since = compares_with(*found.sheet_seen, now)
    with direct_write():
        looked = {"me": actor.id, "about": about, "at": now, "since": since}
        session.execute(_visited(found.room), looked)
    if since is None or found.gone:
        return None
    asked = bind_values(actor) | {"about": about, "since": since}
    me = asker_params(actor.role, actor.cleared)
    rows = ask(session, _changed_rows(found.room, me), asked).all()
    moves = [
        NewsItem(NewsKind.MOVED, one.at, one.by, move=one.move)
        for one in changes
        if one.at > since and one.by != actor.id
    ]
    told = [
        item
        for row, kinds in _with_kinds(found.room, rows)
        for item in _items(found.room, found.dossier, row, kinds)
    ]
    items = sorted([*moves, *_joined(told)], key=lambda item: item.at, reverse=True)
    if not items:
        return None
    return News(since, tuple(items[:MOST]), max(0, len(items) - MOST))


def news_in(session: Session, actor: Actor, room: Room[Any]) -> NewsCards:
    """Return on which of one's own dossiers others did something since one looked, without names.

    Opening one by any way takes it away. One never opened is not here but in *Voor u*. For a page
    in a unit.
    """
    question = _question(room, asker_params(actor.role, actor.cleared))
    kinds: dict[str, Counter[StrEnum]] = {}
    newest: dict[str, datetime] = {}
    rows = ask(session, question, bind_values(actor)).all()
    newest_first = sorted(rows, key=attrgetter("at"), reverse=True)
    for row, told in _with_kinds(room, newest_first):
        for kind in told:
            kinds.setdefault(row.number, Counter())[kind] += 1 if row.row_id else row.rows
            newest.setdefault(row.number, row.at)
    order = sorted(kinds, key=lambda number: newest[number], reverse=True)
    lines = tuple(
        NewsCard(number, newest[number], _in_order(room, kinds[number])) for number in order[:MOST]
    )
    return NewsCards(lines, len(order))


@cache
def _visited(room: Room[Any]) -> sa.Executable:
    looks = table_of(room.tables.seen).c
    return (
        sa.update(table_of(room.tables.seen))
        .where(
            looks.user_id == sa.bindparam("me"),
            looks[str(room.tables.seen.__dossier__)] == sa.bindparam("about"),
        )
        .values(sheet_at=sa.bindparam("at"), compared_at=sa.bindparam("since"))
    )


@cache
def _question(room: Room[Any], me: Asker) -> sa.Executable:
    number, change = room.tables.dossier.number, room.tables.change
    nobody: sa.ColumnElement[Any] = sa.cast(sa.null(), sa.Uuid())
    moves = _fresh(room, me, change.dossier_id, change.at, change.by).add_columns(
        sa.literal(change.__tablename__).label("of_table"),
        sa.literal("").label("fields"),
        sa.literal(0).label("born"),
        nobody.label("row_id"),
    )
    versions = _fresh(room, me, RowVersion.dossier_id, RowVersion.at, RowVersion.by)
    births = _fresh(room, me, RowBirth.dossier_id, RowBirth.at, RowBirth.by)
    standing = [name for name, model in room.models.items() if _standing(model)]
    alone = sa.case((RowVersion.table.in_(standing), RowVersion.row_id)).label("alone")
    return sa.union_all(
        moves.group_by(number),
        versions.add_columns(RowVersion.table, RowVersion.fields, sa.literal(0), alone)
        .where(_may_be_told(room, me, RowVersion.table, RowVersion.row_id))
        .group_by(number, RowVersion.table, RowVersion.fields, alone),
        births.add_columns(RowBirth.table, sa.literal(""), sa.literal(1), nobody)
        .where(_may_be_told(room, me, RowBirth.table, RowBirth.row_id))
        .group_by(number, RowBirth.table),
    )


def _kinds(room: Room[Any], table: str, fields: str, *, born: bool) -> frozenset[StrEnum]:
    """Return what a changed or new row means to a reader, as its table says."""
    if table == room.tables.change.__tablename__:
        return frozenset() if born else frozenset({NewsKind.MOVED})
    model = room.models.get(table)
    told = model.__told__ if model else None
    return told.kinds(_names(fields), born=born) if isinstance(told, Told) else frozenset()


def _in_order(room: Room[Any], kinds: Counter[StrEnum]) -> tuple[tuple[StrEnum, int], ...]:
    """Return the kinds in their own order; a term that goes with a step, or anew, is not told."""
    plain = set()
    if NewsKind.MOVED in kinds:
        plain = {NewsKind.TERM_STARTED, NewsKind.TERM_ENDED}
    elif NewsKind.TERM_STARTED in kinds:
        plain = {NewsKind.TERM_ENDED}
    return tuple((kind, kinds[kind]) for kind in room.news if kinds[kind] and kind not in plain)


def _fresh(room: Room[Any], me: Asker, about: Any, at: Any, by: Any) -> sa.Select[Any]:
    """Select what others did after this actor looked, where the actor works and may read."""
    dossier, seen = room.tables.dossier, room.tables.seen
    return (
        sa.select(
            dossier.number,
            sa.func.count().label("rows"),
            sa.func.max(at, type_=at.type).label("at"),
        )
        .select_from(seen)
        .join(dossier, dossier.id == seen.dossier_id)
        .join(at.class_, sa.and_(about == seen.dossier_id, at > seen.looked_at))
        .where(
            seen.user_id == me.id,
            by != me.id,
            dossier.state != room.gone,
            visible_to(room, me, starts_elsewhere=True),
            works_on(room, me),
        )
    )


def _may_be_told(room: Room[Any], me: Asker, table: Any, row_id: Any) -> sa.ColumnElement[bool]:
    """Hold for a row of a table that is news, unless it is kept from this reader.

    A link of another kind than working is kept from all: who knows the person stays unsaid.
    """
    link = room.tables.link
    works = sa.exists().where(link.id == row_id, link.kind == LinkKind.WORKS)
    told = (name for name, model in room.models.items() if isinstance(model.__told__, Told))
    return sa.and_(
        table.in_([*told]),
        sa.or_(table != link.__tablename__, works),
        ~room.kept_from(me, row_id),
    )


@cache
def _changed_rows(room: Room[Any], reader: Asker) -> sa.Executable:
    """Select the rows that others made or changed, with what may be said of them."""
    term, link, flag = room.tables.term, room.tables.link, room.tables.flag
    about, me = (sa.bindparam(name, type_=sa.Uuid()) for name in ("about", "me"))
    since = sa.bindparam("since", type_=Moment())
    versions = sa.select(
        RowVersion.at.label("at"),
        RowVersion.by.label("by"),
        RowVersion.table.label("of_table"),
        RowVersion.row_id.label("row_id"),
        RowVersion.fields.label("fields"),
        sa.literal(0).label("born"),
    ).where(
        RowVersion.dossier_id == about,
        RowVersion.at > since,
        RowVersion.by != me,
        _may_be_told(room, reader, RowVersion.table, RowVersion.row_id),
    )
    births = sa.select(
        RowBirth.at, RowBirth.by, RowBirth.table, RowBirth.row_id, sa.literal(""), sa.literal(1)
    ).where(
        RowBirth.dossier_id == about,
        RowBirth.at > since,
        RowBirth.by != me,
        _may_be_told(room, reader, RowBirth.table, RowBirth.row_id),
    )
    rows = sa.union_all(versions, births).subquery()
    working = sa.and_(link.id == rows.c.row_id, link.kind == LinkKind.WORKS)
    return (
        sa.select(
            *rows.c,
            term.kind.label("term"),
            term.due_on.label("term_on"),
            term.ended_on.label("term_ended_on"),
            link.user_id.label("colleague"),
            link.until_on,
            flag.due_on.label("flag_on"),
        )
        .select_from(rows)
        .outerjoin(term, term.id == rows.c.row_id)
        .outerjoin(link, working)
        .outerjoin(flag, flag.id == rows.c.row_id)
        .order_by(rows.c.at.desc(), rows.c.row_id)
        .limit(READ)
    )


def _with_kinds(
    room: Room[Any], newest_first: Iterable[Any]
) -> Iterator[tuple[Any, frozenset[StrEnum]]]:
    """Yield each row with what it is; of what can be undone the last change of a row alone."""
    settled: set[UUID] = set()
    for row in newest_first:
        kinds = _kinds(room, row.of_table, row.fields, born=bool(row.born))
        once = kinds & _standing(room.models.get(row.of_table))
        if once:
            kinds = kinds - once if row.row_id in settled else kinds
            settled.add(row.row_id)
        yield row, kinds


def _standing(model: Any) -> frozenset[StrEnum]:
    told = model.__told__ if model else None
    return told.standing if isinstance(told, Told) else frozenset()


def _items(
    room: Room[Any], dossier: DossierRow, row: Any, kinds: frozenset[StrEnum]
) -> list[NewsItem]:
    items = []
    directing = {one.field for one in room.directing}
    for kind in kinds:
        base = NewsItem(kind, row.at, row.by)
        if kind in {NewsKind.JOINED, NewsKind.LEFT}:
            if row.colleague is not None:
                items.append(replace(base, about=row.colleague, day=row.until_on))
        elif kind in {NewsKind.TERM_STARTED, NewsKind.TERM_ENDED}:
            runs = row.term_ended_on is None
            if row.term is not None and runs is (kind is NewsKind.TERM_STARTED):
                items.append(replace(base, term=row.term, day=row.term_on))
        elif kind in {NewsKind.FLAGGED, NewsKind.UNFLAGGED}:
            items.append(replace(base, day=row.flag_on))
        elif kind is NewsKind.DIRECTED:
            items.extend(
                replace(base, about=getattr(dossier, name), fields=(name,))
                for name in sorted(directing & _names(row.fields))
            )
        else:
            names = sorted(_names(row.fields) - directing)
            fields = tuple(f"{row.of_table}.{name}" for name in names)
            items.append(replace(base, fields=fields if kind is NewsKind.FACTS else ()))
    return items


def _joined(items: list[NewsItem]) -> list[NewsItem]:
    """Put what one colleague did on one day together, and say the same thing once.

    A term that ended and runs anew is one line: its new day.
    """
    running = {item.term for item in items if item.kind is NewsKind.TERM_STARTED}
    found: dict[Any, NewsItem] = {}
    for item in items:
        if item.kind is NewsKind.TERM_ENDED and item.term in running:
            continue
        key: tuple[Any, ...] = (item.kind, item.by, clock.on_the_wall(item.at).date())
        if item.kind is NewsKind.DIRECTED:
            key = (item.kind, item.fields)
        elif isinstance(item.kind, NewsKind) and item.kind is not NewsKind.FACTS:
            key = (item.kind, item.about or item.term or len(found))
        former = found.get(key)
        if former is None:
            found[key] = item
        elif item.kind is NewsKind.FACTS:
            names = dict.fromkeys((*former.fields, *item.fields))
            found[key] = replace(former, fields=tuple(names))
        elif not isinstance(item.kind, NewsKind):
            found[key] = replace(former, count=former.count + 1)
    return list(found.values())


def _names(fields: str) -> frozenset[str]:
    return frozenset(name for name in fields.split(",") if name)
