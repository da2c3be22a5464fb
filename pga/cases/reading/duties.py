"""What is due on the cases that one works on: one's own and that of colleagues, late first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.doors import CaseFlag
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.models.visibility import actions_shown
from pga.cases.reading.concept_work import own_due_until
from pga.cases.reading.counts import by_level, count_running
from pga.cases.reading.which_parent import which_of
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionKind
from pga.cases.rules.duties import OF_COORDINATOR, DutyKind
from pga.cases.rules.owners import Own
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.states import ACTIVE, TAKES_PLACE, Level, State
from pga.cases.rules.terms import KEEPING, TermKind
from pga.core import clock
from pga.core.database import ask, glance
from pga.dossiers.models.link import LinkKind
from pga.dossiers.rules.lateness import is_late, is_soon, soon_until
from pga.dossiers.scope import (
    Asker,
    among,
    asker,
    asker_params,
    bind_values,
    code,
    has_link,
    listed_for,
    visible_to,
)
from pga.partners.reading import organisation_names
from pga.settings.reading import values_on

TOLD_AFTERWARDS: Final = (
    (TermKind.END_TOLD, Permission.CASE_END_TOLD),
    (TermKind.FEEDBACK, Permission.CASE_FEEDBACK),
)
"""What still must be told of a case that ended, and who may."""
AFTERWARDS: Final = tuple(kind for kind, _ in TOLD_AFTERWARDS)
MOST: Final = 12
"""How many duties of each list the start page shows; the rest is one click away."""
INTAKE: Final = (State.REFERRED, State.IN_TRIAGE)
AHEAD: Final = (0, 30, 60, 90)
"""How many days the start page looks ahead; today included."""
SEEN_TO_BY: Final = (
    Permission.CASE_PLAN,
    Permission.CASE_FLAG,
    Permission.CASE_TRIAGE,
    Permission.CASE_HOLD,
    Permission.CASE_FEEDBACK,
    Permission.CASE_CONTACT,
    Permission.CASE_LETTERS,
)
"""With what a duty is seen to: of each is told whether this actor may, so that no link refuses."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that is due."""

    id: UUID
    """Of the term, the flag or the action."""
    case_id: UUID
    number: str
    state: State
    what: DutyKind
    kind: TermKind | None
    """Which term; none for a flag or an action."""
    due_on: date
    yours: bool
    """Whether it is the actor's own to see to; else it is with a colleague."""
    by_you: bool
    """Whether the actor has the action, set the flag, or directs the case of the term."""
    owner: str
    """Who has the action (not a name of the case), set the flag or directs; empty for nobody."""
    own: Own | None
    """As what somebody of the case has the action."""
    own_number: int
    """Which one of several such."""
    action: ActionKind | None
    goal: GoalStatus | None
    """Where the goal of the action stands: the plan shows it there."""
    may: frozenset[Permission]
    """With what this actor can see to it."""
    name: str = ""
    """Whom the case is about, when names are asked for."""


@dataclass(frozen=True, slots=True)
class Duties:
    """A list of what is due: the first of it, and how much there is in all."""

    lines: tuple[Duty, ...] = ()
    total: int = 0
    late: int = 0
    soon: int = 0
    """How much is due within three working days."""


@dataclass(frozen=True, slots=True)
class Places:
    """How many of the local cases take a place of the team, of how many agreed."""

    taken: int
    local: int
    agreed: int
    """0 when nothing is agreed."""
    all_here: bool
    """Whether all cases of the municipality are counted: the agreement is about those."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the start page of somebody who works on cases shows."""

    own: Duties
    others: Duties
    """What is with colleagues, on the cases on which the actor works too."""
    ahead: tuple[tuple[int, int], ...]
    """In so many days so much of both lists is late, when nobody does anything."""
    without_date: tuple[str, ...]
    unowned: int
    """Aanmeldingen that nobody directs yet, for who may pick them up."""
    levels: dict[Level, int]
    places: Places

    @property
    def lines(self) -> tuple[Duty, ...]:
        """Return each line that is shown."""
        return (*self.own.lines, *self.others.lines)

    def named(self, names: Mapping[UUID, str]) -> "Work":
        """Return the same with the names that were asked for."""
        own, others = (
            replace(one, lines=tuple(replace(d, name=names.get(d.case_id, "")) for d in one.lines))
            for one in (self.own, self.others)
        )
        return replace(self, own=own, others=others)


def work_in(session: Session, actor: Actor) -> Work:
    """Return what is due for this actor; for a page in a unit, which writes the line."""
    me, today = asker_params(actor.role, actor.cleared), clock.today()
    asked = bind_values(actor) | _days(today)
    lines = _duties(session, actor, ask(session, _due_question(me), asked).all())
    totals = ask(session, _totals(me), asked).all()
    lists = {
        row.yours: Duties(
            tuple(duty for duty in lines if duty.yours is row.yours), row.total, row.late, row.soon
        )
        for row in totals
    }
    counts = count_running(session, actor)
    levels = by_level({state: found.cases for state, found in counts.items()})
    agreed = int(values_on(session, actor.municipality, today).get("max_active_cases", "0"))
    return Work(
        own=lists.get(True, Duties()),
        others=lists.get(False, Duties()),
        ahead=tuple((days, sum(getattr(row, f"in_{days}") for row in totals)) for days in AHEAD),
        without_date=tuple(ask(session, _dateless(me), asked).scalars()),
        unowned=sum(counts[state].unowned for state in INTAKE if state in counts),
        levels=levels,
        places=Places(
            taken=sum(counts[state].cases for state in TAKES_PLACE if state in counts),
            local=levels[Level.LOCAL],
            agreed=agreed,
            all_here=actor.role is Role.COORDINATOR,
        ),
    )


def _duties(session: Session, actor: Actor, rows: Iterable[Any]) -> list[Duty]:
    """Return these rows as duties, with who has them; three questions, however many rows."""
    found = list(rows)
    people = names_of(session, {_colleague(row) for row in found})
    there = organisation_names(
        session, {row.organisation_id for row in found if row.organisation_id}
    )
    cases = {row.case_id for row in found if row.own}
    numbers = which_of(session, cases) if cases else {}
    return [
        Duty(
            id=row.id,
            case_id=row.case_id,
            number=row.number,
            state=row.state,
            what=DutyKind(row.what),
            kind=row.kind,
            due_on=row.due_on,
            yours=row.yours,
            by_you=_colleague(row) == actor.id,
            owner=people.get(_colleague(row)) or there.get(row.organisation_id, ""),
            own=row.own,
            own_number=numbers.get(row.who_id, 0),
            action=row.action,
            goal=row.goal,
            may=frozenset(one for one in SEEN_TO_BY if getattr(row, one.name)),
        )
        for row in found
    ]


def _colleague(row: Any) -> UUID | None:
    """Return the colleague whose it is, by name: a term is of who directs the case."""
    of_case: UUID | None = row.procesregisseur_id
    of_row: UUID | None = row.user_id
    return of_case if row.what == DutyKind.TERM else of_row


@cache
def _due_question(me: Asker) -> sa.Executable:
    """Ask for the first of each list of what is due."""
    due = _dues(me)
    order = (due.c.due_on, due.c.number, due.c.id)
    place = sa.func.row_number().over(partition_by=due.c.yours, order_by=order).label("place")
    ranked = sa.select(due, place).subquery()
    goal = sa.select(PlanGoal.status).where(PlanGoal.id == ranked.c.goal_id)
    may = [visible_to(CASES, me, one).label(one.name) for one in SEEN_TO_BY]
    return (
        sa.select(ranked, goal.scalar_subquery().label("goal"), *may)
        .join(Case, Case.id == ranked.c.case_id)
        .where(ranked.c.place <= MOST)
        .order_by(ranked.c.place)
    )


@cache
def _totals(me: Asker) -> sa.Executable:
    """Ask how much there is in each list, and how much of it is late on each of some days."""
    due = _dues(me)
    day = {name: sa.bindparam(name, type_=sa.Date()) for name in _days(date.min)}
    late_on = {"late": me.today, **{name: day[name] for name in _ahead(date.min)}}
    counted = [
        sa.func.count().filter(is_late(due.c.due_on, when)).label(name)
        for name, when in late_on.items()
    ]
    soon = sa.func.count().filter(is_soon(due.c.due_on, me.today, day["soon"])).label("soon")
    total = sa.func.count().label("total")
    return sa.select(due.c.yours, total, soon, *counted).group_by(due.c.yours)


@cache
def _dateless(me: Asker) -> sa.Executable:
    dated = sa.or_(
        sa.exists().where(CaseTerm.case_id == Case.id, CaseTerm.ended_on.is_(None)),
        sa.exists().where(CaseAction.case_id == Case.id, CaseAction.outcome.is_(None)),
    )
    return sa.select(Case.number).where(_mine(me), ~dated).order_by(Case.number).limit(MOST)


def _days(today: date) -> dict[str, date]:
    """Return the days up to which the totals count."""
    return {"soon": soon_until(today), **_ahead(today)}


def _ahead(today: date) -> dict[str, date]:
    return {f"in_{days}": today + timedelta(days=days) for days in AHEAD}


def count_elsewhere(actor: Actor, places: Iterable[tuple[str, Role]]) -> list[int]:
    """Count what of one's own is late or soon due where this user could go on, a number per place.

    On cases and with concept-aanmeldingen.

    Numbers only; nothing of a case is shown, so no line in the trail tells of it. One statement,
    however many places there are: this is asked for every page.
    """
    require(actor, Permission.ACCOUNT_OWN)
    until = soon_until(clock.today())
    there = [replace(actor, municipality=place, role=role) for place, role in places]
    if not there:
        return []
    with glance() as session:
        counts = (_count_until(one, until) + own_due_until(one, until) for one in there)
        return list(session.execute(sa.select(*counts)).one())


def _count_until(actor: Actor, until: date) -> sa.ScalarSelect[int]:
    due = _dues(asker(actor))
    return (
        sa.select(sa.func.count())
        .select_from(due)
        .where(due.c.yours, due.c.due_on <= until)
        .scalar_subquery()
    )


def _dues(me: Asker) -> sa.Subquery:
    """Return what is due on a day on the cases of this actor: open actions, terms and flags.

    With whether it is the actor's own.
    """
    mine = (
        sa.select(
            Case.id.label("case_id"),
            *(Case.number, Case.state, Case.procesregisseur_id, Case.casusregisseur_id),
        )
        .where(_mine(me))
        .cte()
    )
    what = {kind: code(kind).label("what") for kind in DutyKind}
    who = sa.func.coalesce(CaseAction.person_id, CaseAction.guardian_id).label("who_id")
    of_action = (CaseAction.organisation_id, CaseAction.own, CaseAction.goal_id)
    more = (*of_action, who, CaseAction.kind.label("action"))
    no_more = [sa.cast(sa.null(), one.type).label(one.name) for one in more]
    no_term = sa.cast(sa.null(), CaseTerm.kind.type).label("kind")
    nobody = sa.cast(sa.null(), sa.Uuid()).label("user_id")
    actions = (
        sa.select(
            *(mine, CaseAction.id, what[DutyKind.ACTION], no_term, CaseAction.due_on),
            *(CaseAction.user_id, *more, _own(me, mine.c, DutyKind.ACTION, CaseAction.user_id)),
        )
        .join(mine, mine.c.case_id == CaseAction.case_id)
        .where(CaseAction.outcome.is_(None), actions_shown(me), among(mine.c.state, ACTIVE))
    )
    terms = (
        sa.select(
            *(mine, CaseTerm.id, what[DutyKind.TERM], CaseTerm.kind, CaseTerm.due_on),
            *(nobody, *no_more, _own(me, mine.c, DutyKind.TERM)),
        )
        .join(mine, mine.c.case_id == CaseTerm.case_id)
        .where(
            CaseTerm.ended_on.is_(None),
            ~among(CaseTerm.kind, KEEPING),
            sa.or_(among(mine.c.state, ACTIVE), among(CaseTerm.kind, AFTERWARDS)),
        )
    )
    flags = (
        sa.select(
            *(mine, CaseFlag.id, what[DutyKind.FLAG], no_term, CaseFlag.due_on),
            *(CaseFlag.by.label("user_id"), *no_more),
            _own(me, mine.c, DutyKind.FLAG, CaseFlag.by),
        )
        .join(mine, mine.c.case_id == CaseFlag.case_id)
        .where(CaseFlag.closed_on.is_(None), among(mine.c.state, ACTIVE))
    )
    return sa.union_all(actions, terms, flags).subquery()


def _own(me: Asker, case: Any, what: DutyKind, user_id: Any = None) -> sa.ColumnElement[bool]:
    """Hold for what is this actor's own: the twin of ``is_own``."""
    directs, nobody_directs = case.procesregisseur_id == me.id, case.procesregisseur_id.is_(None)
    if what is DutyKind.ACTION:
        outside = sa.and_(
            user_id.is_(None),
            sa.or_(
                directs,
                case.casusregisseur_id == me.id,
                sa.and_(nobody_directs, case.casusregisseur_id.is_(None)),
            ),
        )
        ways = [user_id == me.id, outside]
    elif what is DutyKind.FLAG:
        ways = [directs, nobody_directs, user_id == me.id]
    else:
        ways = [directs, nobody_directs]
        if me.role is Role.COORDINATOR:
            ways.append(among(CaseTerm.kind, OF_COORDINATOR))
    return sa.case((sa.or_(*ways), sa.true()), else_=sa.false()).label("yours")


def _mine(me: Asker) -> sa.ColumnElement[bool]:
    """Hold for the cases that wait for this actor; a coördinator guards them all.

    Of what ended that is only what still must be told: its day, and nothing of what was in it.
    """
    told = sa.or_(
        *(
            sa.and_(_runs(kind), visible_to(CASES, me, permission))
            for kind, permission in TOLD_AFTERWARDS
        )
    )
    return sa.or_(_running(me), sa.and_(~among(Case.state, ACTIVE), told))


def _runs(kind: TermKind) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        CaseTerm.case_id == Case.id, CaseTerm.kind == code(kind), CaseTerm.ended_on.is_(None)
    )


def _running(me: Asker) -> sa.ColumnElement[bool]:
    active = sa.and_(listed_for(CASES, me), among(Case.state, ACTIVE))
    if me.role is Role.COORDINATOR:
        return active
    own = sa.or_(
        has_link(CASES, LinkKind.WORKS, me),
        Case.procesregisseur_id == me.id,
        Case.procesregisseur_id.is_(None),
    )
    return sa.and_(active, own)
