"""What is due on the cases that one works on: late first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.doors import CaseFlag
from pga.cases.models.plan import CaseAction
from pga.cases.models.visibility import actions_shown
from pga.cases.reading.counts import by_level, count_running
from pga.cases.room import CASES
from pga.cases.rules.duties import DutyKind
from pga.cases.rules.states import ACTIVE, Level, State
from pga.cases.rules.terms import TermKind
from pga.core import clock
from pga.core.database import ask, glance
from pga.dossiers.models.link import LinkKind
from pga.dossiers.scope import (
    Asker,
    among,
    asker,
    asker_params,
    bind_values,
    code,
    has_link,
    listed_for,
)
from pga.settings.reading import values_on

MOST: Final = 12
"""How many duties the start page shows; the rest is one click away."""
INTAKE: Final = (State.REFERRED, State.IN_TRIAGE)
AHEAD: Final = (30, 60, 90)
"""How many days the start page looks ahead."""
CAPACITY: Final = (State.INFORMATION_ROUND, State.PLANNING, State.IN_EXECUTION, State.ON_HOLD)
"""The states that take a place among the local cases (pga.md 2.4, Capacity)."""
RETENTION: Final = (TermKind.RETENTION_CLOSED, TermKind.RETENTION_REJECTED)


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that is due."""

    number: str
    what: DutyKind
    kind: TermKind | None
    """Which term; none for a flag or an action."""
    due_on: date
    state: State
    yours: bool
    """Whether it is an action of who asks."""
    owner: str


@dataclass(frozen=True, slots=True)
class Work:
    """What the start page of somebody who works on cases shows."""

    duties: tuple[Duty, ...]
    late: int
    this_week: int
    total: int
    without_date: tuple[str, ...]
    unowned: int
    """Aanmeldingen that nobody directs yet, for who may pick them up."""
    levels: dict[Level, int]
    ahead: tuple[tuple[int, int], ...]
    """In so many days so much is late, when nobody does anything."""
    capacity: tuple[int, int]
    """How many cases are active, of how many."""


def work_in(session: Session, actor: Actor) -> Work:
    """Return what is due for this actor; for a page in a unit, which writes the line."""
    me, today = asker_params(actor.role, actor.cleared), clock.today()
    asked = bind_values(actor) | _days(today)
    rows = ask(session, _due_question(me), asked).all()
    totals = rows[0][7:] if rows else (0,) * (3 + len(AHEAD))
    owners = names_of(session, (row.procesregisseur_id for row in rows))
    counts = count_running(session, actor)
    most = int(values_on(session, actor.municipality, today).get("max_active_cases", "0"))
    return Work(
        duties=tuple(
            Duty(
                *(row.number, DutyKind(row.what), row.kind, row.due_on, row.state, row.yours),
                owners.get(row.procesregisseur_id, ""),
            )
            for row in rows
        ),
        total=totals[0],
        late=totals[1],
        this_week=totals[2],
        ahead=tuple(zip(AHEAD, totals[3:], strict=True)),
        without_date=tuple(ask(session, _dateless(me), asked).scalars()),
        unowned=sum(counts[state].unowned for state in INTAKE if state in counts),
        levels=by_level({state: found.cases for state, found in counts.items()}),
        capacity=(sum(counts[state].cases for state in CAPACITY if state in counts), most),
    )


@cache
def _due_question(me: Asker) -> sa.Executable:
    """Ask for the first of what is due, each row with the totals of all."""
    due = _dues(me)
    day = {name: sa.bindparam(name, type_=sa.Date()) for name in _days(date.min)}
    within = [
        due.c.due_on < me.today,
        due.c.due_on.between(me.today, day["week"]),
        *(due.c.due_on < day[f"in_{days}"] for days in AHEAD),
    ]
    return (
        sa.select(
            *(due.c.number, due.c.what, due.c.kind, due.c.due_on, due.c.state),
            *(due.c.yours, due.c.procesregisseur_id),
            sa.func.count().over(),
            *(sa.func.count().filter(which).over() for which in within),
        )
        .order_by(due.c.due_on, due.c.number)
        .limit(MOST)
    )


@cache
def _dateless(me: Asker) -> sa.Executable:
    dated = sa.or_(
        sa.exists().where(CaseTerm.case_id == Case.id, CaseTerm.ended_on.is_(None)),
        sa.exists().where(CaseAction.case_id == Case.id, CaseAction.outcome.is_(None)),
    )
    return sa.select(Case.number).where(_mine(me), ~dated).order_by(Case.number).limit(MOST)


def _days(today: date) -> dict[str, date]:
    """Return the days up to which the totals count."""
    ahead = {f"in_{days}": today + timedelta(days=days) for days in AHEAD}
    return {"week": _end_of_week(today), **ahead}


def count_elsewhere(actor: Actor, places: Iterable[tuple[str, Role]]) -> list[int]:
    """Count what is late or due this week where this user could go on, a number per place.

    Numbers only; nothing of a case is shown, so no line in the trail tells of it. One statement,
    however many places there are: this is asked for every page.
    """
    require(actor, Permission.ACCOUNT_OWN)
    until = _end_of_week(clock.today())
    there = [replace(actor, municipality=place, role=role) for place, role in places]
    if not there:
        return []
    with glance() as session:
        return list(session.execute(sa.select(*(_count_until(one, until) for one in there))).one())


def _count_until(actor: Actor, until: date) -> sa.ScalarSelect[int]:
    due = _dues(asker(actor))
    return (
        sa.select(sa.func.count()).select_from(due).where(due.c.due_on <= until).scalar_subquery()
    )


def _dues(me: Asker) -> sa.Subquery:
    """Return what is due on a day on the cases of this actor: terms, flags and open actions.

    Of the actions those that this actor has, and those of organisations and of people of the case,
    who have no login: somebody asks them how it went. A coördinator guards them all.
    """
    mine = (
        sa.select(Case.id, Case.number, Case.state, Case.procesregisseur_id).where(_mine(me)).cte()
    )
    case = (mine.c.number, mine.c.state, mine.c.procesregisseur_id)
    what = {kind: code(kind).label("what") for kind in DutyKind}
    nobodys = sa.false().label("yours")
    yours = CaseAction.user_id.is_not_distinct_from(me.id).label("yours")
    terms = (
        sa.select(*case, what[DutyKind.TERM], CaseTerm.kind, CaseTerm.due_on, nobodys)
        .join(mine, mine.c.id == CaseTerm.case_id)
        .where(CaseTerm.ended_on.is_(None), ~among(CaseTerm.kind, RETENTION))
    )
    flags = (
        sa.select(*case, what[DutyKind.FLAG], sa.null(), CaseFlag.due_on, nobodys)
        .join(mine, mine.c.id == CaseFlag.case_id)
        .where(CaseFlag.closed_on.is_(None))
    )
    actions = (
        sa.select(*case, what[DutyKind.ACTION], sa.null(), CaseAction.due_on, yours)
        .join(mine, mine.c.id == CaseAction.case_id)
        .where(CaseAction.outcome.is_(None), actions_shown(me))
    )
    if me.role is not Role.COORDINATOR:
        own = sa.or_(CaseAction.user_id == me.id, CaseAction.user_id.is_(None))
        actions = actions.where(own)
    return sa.union_all(terms, flags, actions).subquery()


def _mine(me: Asker) -> sa.ColumnElement[bool]:
    """Hold for the active cases that wait for this actor; a coördinator guards them all."""
    active = sa.and_(listed_for(CASES, me), among(Case.state, ACTIVE))
    if me.role is Role.COORDINATOR:
        return active
    own = sa.or_(
        has_link(CASES, LinkKind.WORKS, me),
        Case.procesregisseur_id == me.id,
        Case.procesregisseur_id.is_(None),
    )
    return sa.and_(active, own)


def _end_of_week(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())
