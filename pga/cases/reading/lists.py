"""Lists of cases: filtered, sorted and paged in the database, without names until asked for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, CaseTerm, Person
from pga.cases.models.plan import CaseAction
from pga.cases.models.visibility import actions_shown
from pga.cases.room import CASES
from pga.cases.rules.states import ACTIVE, Level, State, level_of
from pga.cases.rules.terms import TermKind
from pga.core.database import ask, transaction
from pga.dossiers.models.link import LinkKind
from pga.dossiers.scope import Asker, among, asker, asker_params, bind_values, has_link, listed_for
from pga.privacy.context import looking_over
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

PAGE: Final = 25
"""How many cases stand on one page."""


class Whose(StrEnum):
    """Which cases of those one may see."""

    MINE = "mine"
    """Those one is linked to."""
    ALL = "all"
    """All that one may open."""


def usual_whose(actor: Actor) -> Whose:
    """Return with which cases a list begins: a coördinator looks over all, and works on few."""
    return Whose.ALL if actor.role is Role.COORDINATOR else Whose.MINE


class Order(StrEnum):
    """How a list is ordered; never by name."""

    DUE = "due"
    """What is due first."""
    NUMBER = "number"
    """The newest number first."""
    STATE = "state"
    """By state."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list shows."""

    whose: Whose = Whose.MINE
    state: State | None = None
    order: Order = Order.DUE
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list."""

    id: UUID
    number: str
    state: State
    level: Level
    procesregisseur: str
    due_on: date | None
    due: TermKind | None
    """Which term; none when it is an action."""
    urgent: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of a list."""

    lines: tuple[CaseLine, ...]
    total: int
    page: int
    pages: int

    def named(self, names: Mapping[UUID, str]) -> "CasePage":
        """Return the same with the names that were asked for."""
        lines = (replace(line, name=names.get(line.id, "")) for line in self.lines)
        return replace(self, lines=tuple(lines))


def list_cases(actor: Actor, wanted: Filter, *, names: bool = False) -> CasePage:
    """Return a page of cases; with names each shown case is an inzage of its own."""
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        page = page_in(session, actor, wanted)
        if names:
            page = page.named(names_in(session, actor, {line.id for line in page.lines}))
        record(session, actor, Line(Event.LIST, purpose=f"cases:{wanted.whose}"))
        return page


def page_in(session: Session, actor: Actor, wanted: Filter) -> CasePage:
    """Return a page of cases without names; for a page in a unit, which writes the line."""
    rows = _rows(session, actor, wanted, page := max(1, wanted.page))
    if not rows and page > 1:
        page = max(1, -(-_count(session, actor, wanted) // wanted.size))
        rows = _rows(session, actor, wanted, page)
    total = rows[0].total if rows else 0
    return CasePage(_lines(session, rows), total, page, max(1, -(-total // wanted.size)))


def _rows(session: Session, actor: Actor, wanted: Filter, page: int) -> list[Any]:
    question = _question(
        asker_params(actor.role, actor.cleared), wanted.whose, wanted.order, wanted.state
    )
    place = {"size": wanted.size, "skipped": (page - 1) * wanted.size}
    return list(ask(session, question, bind_values(actor) | place))


def _count(session: Session, actor: Actor, wanted: Filter) -> int:
    shown = _scope(asker(actor), wanted.whose, wanted.state)
    return session.scalar(sa.select(sa.func.count()).select_from(Case).where(shown)) or 0


def _scope(me: Asker, whose: Whose, state: State | None) -> sa.ColumnElement[bool]:
    parts = [listed_for(CASES, me)]
    if whose is Whose.MINE:
        parts.append(sa.or_(has_link(CASES, LinkKind.WORKS, me), Case.procesregisseur_id == me.id))
    parts.append(among(Case.state, ACTIVE) if state is None else Case.state == state)
    return sa.and_(*parts)


@cache
def _question(me: Asker, whose: Whose, order: Order, state: State | None) -> sa.Executable:
    """Ask for a page of cases with their first date, each row with the total of all."""
    term = aliased(CaseTerm)
    first = (
        sa.select(term.id)
        .where(term.case_id == Case.id, term.ended_on.is_(None))
        .order_by(term.due_on, term.id)
        .limit(1)
        .scalar_subquery()
    )
    action = (
        sa.select(sa.func.min(CaseAction.due_on))
        .where(CaseAction.case_id == Case.id, CaseAction.outcome.is_(None), actions_shown(me))
        .scalar_subquery()
    )
    sooner = sa.or_(CaseTerm.due_on.is_(None), action < CaseTerm.due_on)
    due_on = sa.case((sa.and_(action.is_not(None), sooner), action), else_=CaseTerm.due_on)
    kind = sa.case((due_on == CaseTerm.due_on, CaseTerm.kind), else_=None)
    orders: dict[Order, tuple[Any, ...]] = {
        Order.DUE: (due_on.is_not(None), due_on, Case.number),
        Order.NUMBER: (Case.number.desc(),),
        Order.STATE: (Case.state, Case.number),
    }
    return (
        sa.select(
            *(Case.id, Case.number, Case.state, Case.procesregisseur_id, Case.urgent),
            *(due_on.label("due_on"), kind.label("kind"), sa.func.count().over().label("total")),
        )
        .outerjoin(CaseTerm, CaseTerm.id == first)
        .where(_scope(me, whose, state))
        .order_by(*orders[order])
        .limit(sa.bindparam("size", type_=sa.Integer()))
        .offset(sa.bindparam("skipped", type_=sa.Integer()))
    )


def names_in(session: Session, actor: Actor, ids: Collection[UUID]) -> dict[UUID, str]:
    """Open whom these cases are about; each of them is an inzage of its own.

    A page asks this once for all that it shows: what stands in two lists of it is one inzage.
    """
    people = session.scalars(sa.select(Person).where(Person.case_id.in_(ids), Person.place == 0))
    shown = {person.case_id: person for person in people}
    with looking_over(session, actor, [CASES.about(case_id) for case_id in ids]) as context:
        return {
            case_id: f"{context.open(person, 'call_name')} {context.open(person, 'surname')}"
            for case_id, person in shown.items()
        }


def _lines(session: Session, rows: list[Any]) -> tuple[CaseLine, ...]:
    directors = names_of(session, (row.procesregisseur_id for row in rows))
    return tuple(
        CaseLine(
            id=row.id,
            number=row.number,
            state=row.state,
            level=level_of(row.state),
            procesregisseur=directors.get(row.procesregisseur_id, ""),
            due_on=row.due_on,
            due=row.kind,
            urgent=row.urgent,
        )
        for row in rows
    )
