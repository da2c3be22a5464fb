"""Lists of cases: filtered, sorted and paged in the database, without names until asked for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, CaseTerm, Person
from pga.cases.models.link import LinkKind
from pga.cases.models.plan import CaseAction
from pga.cases.models.scope import has_link, listed_for
from pga.cases.models.shown import actions_shown
from pga.cases.reading.finding import CASE
from pga.cases.rules.terms import TermKind
from pga.cases.rules.workflow import ACTIVE, Level, State, level_of
from pga.core.database import transaction
from pga.privacy.context import looking_over
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record

PAGE: Final = 25
"""How many cases stand on one page."""


class Whose(StrEnum):
    """Which cases of those one may see."""

    MINE = "mine"
    """Those one is linked to."""
    ALL = "all"
    """All that one may open."""


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


def list_cases(actor: Actor, wanted: Filter, *, names: bool = False) -> CasePage:
    """Return a page of cases; with names each shown case is an inzage of its own."""
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        shown = _scope(actor, wanted)
        total = session.scalar(sa.select(sa.func.count()).select_from(Case).where(shown)) or 0
        pages = max(1, -(-total // wanted.size))
        page = min(max(1, wanted.page), pages)
        rows = _rows(session, actor, shown, wanted, page)
        opened = _names(session, actor, rows) if names else {}
        record(session, actor, Line(Event.LIST, purpose=f"cases:{wanted.whose}"))
        return CasePage(_lines(session, rows, opened), total, page, pages)


def _scope(actor: Actor, wanted: Filter) -> sa.ColumnElement[bool]:
    parts = [listed_for(actor)]
    if wanted.whose is Whose.MINE:
        parts.append(sa.or_(has_link(LinkKind.WORKS, actor), Case.procesregisseur_id == actor.id))
    if wanted.state is not None:
        parts.append(Case.state == wanted.state)
    else:
        parts.append(Case.state.in_(ACTIVE))
    return sa.and_(*parts)


def _rows(
    session: Session, actor: Actor, shown: sa.ColumnElement[bool], wanted: Filter, page: int
) -> list[tuple[Case, date | None, TermKind | None]]:
    first = _first_due(actor)
    orders: dict[Order, tuple[Any, ...]] = {
        Order.DUE: (first.c.due_on.is_not(None), first.c.due_on, Case.number),
        Order.NUMBER: (Case.number.desc(),),
        Order.STATE: (Case.state, Case.number),
    }
    question = (
        sa.select(Case, first.c.due_on, first.c.kind)
        .outerjoin(first, sa.and_(first.c.case_id == Case.id, first.c.place == 1))
        .where(shown)
        .order_by(*orders[wanted.order])
        .limit(wanted.size)
        .offset((page - 1) * wanted.size)
    )
    return [(case, due_on, kind) for case, due_on, kind in session.execute(question)]


def _first_due(actor: Actor) -> sa.Subquery:
    """Return for each case what is due on it, in order: a term that runs, or an open action."""
    terms = sa.select(CaseTerm.id, CaseTerm.case_id, CaseTerm.due_on, CaseTerm.kind).where(
        CaseTerm.ended_on.is_(None)
    )
    actions = sa.select(
        CaseAction.id, CaseAction.case_id, CaseAction.due_on, sa.null().label("kind")
    ).where(CaseAction.outcome.is_(None), actions_shown(actor))
    dues = sa.union_all(terms, actions).subquery()
    place = sa.func.row_number().over(
        partition_by=dues.c.case_id, order_by=(dues.c.due_on, dues.c.id)
    )
    return sa.select(dues.c.case_id, dues.c.due_on, dues.c.kind, place.label("place")).subquery()


def _names(session: Session, actor: Actor, rows: list[Any]) -> dict[UUID, str]:
    ids = [case.id for case, _, _ in rows]
    people = session.scalars(sa.select(Person).where(Person.case_id.in_(ids), Person.place == 0))
    shown = {person.case_id: person for person in people}
    with looking_over(session, actor, [Object(CASE, case_id) for case_id in ids]) as context:
        return {
            case_id: f"{context.open(person, 'call_name')} {context.open(person, 'surname')}"
            for case_id, person in shown.items()
        }


def _lines(session: Session, rows: list[Any], opened: dict[UUID, str]) -> tuple[CaseLine, ...]:
    directors = names_of(session, (case.procesregisseur_id for case, _, _ in rows))
    return tuple(
        CaseLine(
            number=case.number,
            state=case.state,
            level=level_of(case.state),
            procesregisseur=directors.get(case.procesregisseur_id, ""),
            due_on=due_on,
            due=kind,
            urgent=case.urgent,
            name=opened.get(case.id, ""),
        )
        for case, due_on, kind in rows
    )
