"""What is due on the cases that one works on: late first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import sqlalchemy as sa

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.link import LinkKind
from pga.cases.models.notice import CaseFlag
from pga.cases.models.plan import CaseAction
from pga.cases.models.scope import has_link, listed_for
from pga.cases.models.shown import actions_shown
from pga.cases.reading.counts import by_level, count_visible
from pga.cases.rules.notices import DutyKind
from pga.cases.rules.terms import TermKind
from pga.cases.rules.workflow import ACTIVE, Level, State
from pga.core import clock
from pga.core.database import glance, transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
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


def get_work(actor: Actor) -> Work:
    """Return what is due for this actor; without names, one line in the trail."""
    require(actor, Permission.CASE_LIST)
    today = clock.today()
    with transaction() as session:
        mine = _mine(actor)
        dues = _dues(actor)
        due = sa.select(dues.c.what, dues.c.kind, dues.c.due_on, Case).join(
            Case, Case.id == dues.c.case_id
        )
        due = due.where(mine)
        rows = session.execute(due.order_by(dues.c.due_on, Case.number).limit(MOST)).all()
        totals = session.execute(
            due.with_only_columns(
                sa.func.count(),
                sa.func.count().filter(dues.c.due_on < today),
                sa.func.count().filter(dues.c.due_on.between(today, _end_of_week(today))),
                *(
                    sa.func.count().filter(dues.c.due_on < today + timedelta(days=days))
                    for days in AHEAD
                ),
            )
        ).one()
        dated = sa.or_(
            sa.exists().where(CaseTerm.case_id == Case.id, CaseTerm.ended_on.is_(None)),
            sa.exists().where(CaseAction.case_id == Case.id, CaseAction.outcome.is_(None)),
        )
        without = sa.select(Case.number).where(mine, ~dated).order_by(Case.number).limit(MOST)
        owners = names_of(session, (case.procesregisseur_id for *_, case in rows))
        counts = count_visible(session, actor)
        active = sum(counts.get(state, 0) for state in CAPACITY)
        most = int(values_on(session, actor.municipality, today).get("max_active_cases", "0"))
        unowned = (
            sa.select(sa.func.count())
            .select_from(Case)
            .where(listed_for(actor), Case.state.in_(INTAKE), Case.procesregisseur_id.is_(None))
        )
        work = Work(
            duties=tuple(
                Duty(
                    case.number,
                    DutyKind(what),
                    kind,
                    due_on,
                    case.state,
                    owners.get(case.procesregisseur_id, ""),
                )
                for what, kind, due_on, case in rows
            ),
            total=totals[0],
            late=totals[1],
            this_week=totals[2],
            ahead=tuple(zip(AHEAD, totals[3:], strict=True)),
            without_date=tuple(session.scalars(without)),
            unowned=session.scalar(unowned) or 0,
            levels=by_level({s: n for s, n in counts.items() if s in ACTIVE}),
            capacity=(active, most),
        )
        record(session, actor, Line(Event.LIST, purpose="work"))
        return work


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
    due = _dues(actor)
    return (
        sa.select(sa.func.count())
        .select_from(due)
        .join(Case, Case.id == due.c.case_id)
        .where(_mine(actor), due.c.due_on <= until)
        .scalar_subquery()
    )


def _dues(actor: Actor) -> sa.Subquery:
    """Return what is due on a day: the running terms, the open flags, and the open actions.

    Of the actions those that this actor has, and those of organisations, which have no login; a
    coördinator guards them all.
    """
    running = sa.and_(CaseTerm.ended_on.is_(None), CaseTerm.kind.not_in(RETENTION))
    terms = sa.select(
        CaseTerm.case_id, sa.literal(DutyKind.TERM).label("what"), CaseTerm.kind, CaseTerm.due_on
    ).where(running)
    flags = sa.select(
        CaseFlag.case_id, sa.literal(DutyKind.FLAG), sa.null(), CaseFlag.due_on
    ).where(CaseFlag.closed_on.is_(None))
    actions = sa.select(
        CaseAction.case_id, sa.literal(DutyKind.ACTION), sa.null(), CaseAction.due_on
    ).where(CaseAction.outcome.is_(None), actions_shown(actor))
    if actor.role is not Role.COORDINATOR:
        own = sa.or_(CaseAction.user_id == actor.id, CaseAction.user_id.is_(None))
        actions = actions.where(own)
    return sa.union_all(terms, flags, actions).subquery()


def _mine(actor: Actor) -> sa.ColumnElement[bool]:
    """Hold for the active cases that wait for this actor; a coördinator guards them all."""
    active = sa.and_(listed_for(actor), Case.state.in_(ACTIVE))
    if actor.role is Role.COORDINATOR:
        return active
    own = sa.or_(
        has_link(LinkKind.WORKS, actor),
        Case.procesregisseur_id == actor.id,
        Case.procesregisseur_id.is_(None),
    )
    return sa.and_(active, own)


def _end_of_week(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())
