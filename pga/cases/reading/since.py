"""*Sinds u laatst keek*: what others did on a case after one's own last look, sealed cells shut.

It comes from the rows themselves and the moments of ``LastSeen``, never from the trail (LAW-34).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case, CaseTerm, StateChange
from pga.cases.models.link import CaseLink, LinkKind
from pga.cases.models.notice import CaseFlag
from pga.cases.models.scope import Asker, anyone, has_link, values_of, visible_to
from pga.cases.models.seen import LastSeen
from pga.cases.reading.finding import Found
from pga.cases.rules.news import DIRECTORS, MOVES, NewsKind, compares_with, kinds_of
from pga.cases.rules.terms import TermKind
from pga.cases.rules.workflow import MoveCode, State
from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import ask, direct_write, table_of
from pga.privacy.history import RowBirth, RowVersion

READ: Final = 200
"""How many changed rows a casusblad looks back at; it stays flat as a history grows."""
MOST: Final = 8
"""How many lines the strip and the werkvoorraad show; a count tells of the rest."""

LOOKS: Final = table_of(LastSeen)
VISITED: Final = (
    sa.update(LOOKS)
    .where(LOOKS.c.user_id == sa.bindparam("me"), LOOKS.c.case_id == sa.bindparam("case"))
    .values(sheet_at=sa.bindparam("at"), compared_at=sa.bindparam("since"))
)


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One thing that is new; ``by`` and ``about`` are colleagues."""

    kind: NewsKind
    at: datetime
    by: UUID | None
    about: UUID | None = None
    move: MoveCode | None = None
    term: TermKind | None = None
    day: date | None = None
    fields: tuple[str, ...] = ()
    """The names of the fields, with their table; never what they held."""


@dataclass(frozen=True, slots=True)
class News:
    """What the strip on a casusblad shows, the newest first."""

    since: datetime
    items: tuple[NewsItem, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NewsCard:
    """A case on which something happened since this user looked."""

    number: str
    at: datetime
    kinds: tuple[tuple[NewsKind, int], ...]


@dataclass(frozen=True, slots=True)
class NewsCards:
    """The cases that changed, the last changed first."""

    lines: tuple[NewsCard, ...]
    total: int


def visit(
    session: Session, actor: Actor, found: Found, changes: Iterable[StateChange]
) -> News | None:
    """Note that the casusblad is opened; return what is new, None when nothing is.

    Two statements, however long the history is. What stands there was made by others only.
    """
    now = clock.now()
    since = compares_with(*found.sheet_seen, now)
    with direct_write():
        session.execute(VISITED, {"me": actor.id, "case": found.case.id, "at": now, "since": since})
    if since is None or found.case.state is State.DESTROYED:
        return None
    asked = {"me": actor.id, "case": found.case.id, "since": since}
    rows = ask(session, _changed_rows(), asked).all()
    moves = [
        NewsItem(NewsKind.MOVED, one.at, one.by, move=one.move)
        for one in changes
        if one.at > since and one.by != actor.id
    ]
    told = [item for row in rows for item in _items(found.case, row)]
    items = sorted([*moves, *_joined(told)], key=lambda item: item.at, reverse=True)
    if not items:
        return None
    return News(since, tuple(items[:MOST]), max(0, len(items) - MOST))


def news_in(session: Session, actor: Actor) -> NewsCards:
    """Return on which of one's own cases others did something since one looked, without names.

    Opening the case by any way takes it away. A case never opened is not here but in *Voor u*.
    For a page in a unit.
    """
    rows = ask(session, _question(anyone(actor.role, actor.cleared)), values_of(actor)).all()
    kinds: dict[str, Counter[NewsKind]] = {}
    newest: dict[str, datetime] = {}
    for number, count, at, table, fields, born in rows:
        for kind in kinds_of(table, _names(fields), born=bool(born)):
            kinds.setdefault(number, Counter())[kind] += count
            newest[number] = max(at, newest.get(number, at))
    order = sorted(kinds, key=lambda number: newest[number], reverse=True)
    lines = (NewsCard(number, newest[number], _in_order(kinds[number])) for number in order[:MOST])
    return NewsCards(tuple(lines), len(order))


@cache
def _question(me: Asker) -> sa.Executable:
    moves = _fresh(me, StateChange.case_id, StateChange.at, StateChange.by).add_columns(
        sa.literal(MOVES), sa.literal(""), sa.literal(0)
    )
    versions = _fresh(me, RowVersion.dossier_id, RowVersion.at, RowVersion.by)
    births = _fresh(me, RowBirth.dossier_id, RowBirth.at, RowBirth.by)
    return sa.union_all(
        moves.group_by(Case.number),
        versions.add_columns(RowVersion.table, RowVersion.fields, sa.literal(0))
        .where(_no_secret_link(RowVersion.table, RowVersion.row_id))
        .group_by(Case.number, RowVersion.table, RowVersion.fields),
        births.add_columns(RowBirth.table, sa.literal(""), sa.literal(1))
        .where(_no_secret_link(RowBirth.table, RowBirth.row_id))
        .group_by(Case.number, RowBirth.table),
    )


def _in_order(kinds: Counter[NewsKind]) -> tuple[tuple[NewsKind, int], ...]:
    """Return the kinds in their own order; a term that goes with a step, or anew, is not told."""
    plain = set()
    if NewsKind.MOVED in kinds:
        plain = {NewsKind.TERM_STARTED, NewsKind.TERM_ENDED}
    elif NewsKind.TERM_STARTED in kinds:
        plain = {NewsKind.TERM_ENDED}
    return tuple((kind, kinds[kind]) for kind in NewsKind if kinds[kind] and kind not in plain)


def _fresh(me: Asker, case_id: Any, at: Any, by: Any) -> sa.Select[Any]:
    """Select what others did after this actor looked, on the cases the actor works on and sees."""
    mine = sa.or_(has_link(LinkKind.WORKS, me), Case.procesregisseur_id == me.id)
    return (
        sa.select(Case.number, sa.func.count(), sa.func.max(at, type_=at.type))
        .select_from(LastSeen)
        .join(Case, Case.id == LastSeen.case_id)
        .join(at.class_, sa.and_(case_id == LastSeen.case_id, at > LastSeen.looked_at))
        .where(
            LastSeen.user_id == me.id,
            by.is_distinct_from(me.id),
            Case.state != State.DESTROYED,
            visible_to(me, starts_elsewhere=True),
            mine,
        )
    )


def _no_secret_link(table: Any, row_id: Any) -> sa.ColumnElement[bool]:
    """Hold for all but a link of another kind than working: who knows the person stays unsaid."""
    works = sa.exists().where(CaseLink.id == row_id, CaseLink.kind == LinkKind.WORKS)
    return sa.or_(table != CaseLink.__tablename__, works)


@cache
def _changed_rows() -> sa.Executable:
    """Select the rows that others made or changed, with what may be said of them."""
    case_id, me = (sa.bindparam(name, type_=sa.Uuid()) for name in ("case", "me"))
    since = sa.bindparam("since", type_=Moment())
    versions = sa.select(
        RowVersion.at.label("at"),
        RowVersion.by.label("by"),
        RowVersion.table.label("of_table"),
        RowVersion.row_id.label("row_id"),
        RowVersion.fields.label("fields"),
        sa.literal(0).label("born"),
    ).where(
        RowVersion.dossier_id == case_id,
        RowVersion.at > since,
        RowVersion.by.is_distinct_from(me),
    )
    births = sa.select(
        RowBirth.at, RowBirth.by, RowBirth.table, RowBirth.row_id, sa.literal(""), sa.literal(1)
    ).where(
        RowBirth.dossier_id == case_id,
        RowBirth.at > since,
        RowBirth.by.is_distinct_from(me),
    )
    rows = sa.union_all(versions, births).subquery()
    working = sa.and_(CaseLink.id == rows.c.row_id, CaseLink.kind == LinkKind.WORKS)
    return (
        sa.select(
            *rows.c,
            CaseTerm.kind.label("term"),
            CaseTerm.due_on.label("term_on"),
            CaseTerm.ended_on.label("term_ended_on"),
            CaseLink.user_id.label("colleague"),
            CaseLink.until_on,
            CaseFlag.due_on.label("flag_on"),
        )
        .select_from(rows)
        .outerjoin(CaseTerm, CaseTerm.id == rows.c.row_id)
        .outerjoin(CaseLink, working)
        .outerjoin(CaseFlag, CaseFlag.id == rows.c.row_id)
        .order_by(rows.c.at.desc(), rows.c.row_id)
        .limit(READ)
    )


def _items(case: Case, row: Any) -> list[NewsItem]:
    items = []
    for kind in kinds_of(row.of_table, _names(row.fields), born=bool(row.born)):
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
                replace(base, about=getattr(case, name), fields=(name,))
                for name in sorted(DIRECTORS & _names(row.fields))
            )
        else:
            names = sorted(_names(row.fields) - DIRECTORS)
            fields = tuple(f"{row.of_table}.{name}" for name in names)
            items.append(replace(base, fields=fields))
    return items


def _joined(items: list[NewsItem]) -> list[NewsItem]:
    """Put what one colleague corrected on one day together, and say the same thing once.

    A term that ended and runs anew is one line: its new day.
    """
    running = {item.term for item in items if item.kind is NewsKind.TERM_STARTED}
    found: dict[Any, NewsItem] = {}
    for place, item in enumerate(items):
        if item.kind is NewsKind.TERM_ENDED and item.term in running:
            continue
        key: tuple[Any, ...] = (item.kind, item.about or item.term or place)
        if item.kind is NewsKind.FACTS:
            key = (item.kind, item.by, clock.on_the_wall(item.at).date())
        if item.kind is NewsKind.DIRECTED:
            key = (item.kind, item.fields)
        former = found.setdefault(key, item)
        if item.kind is NewsKind.FACTS:
            names = dict.fromkeys((*former.fields, *item.fields))
            found[key] = replace(former, fields=tuple(names))
    return list(found.values())


def _names(fields: str) -> frozenset[str]:
    return frozenset(name for name in fields.split(",") if name)
