"""Everybody's open actions on the cases one may open: late first, by who has them, no names."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.models.visibility import actions_shown
from pga.cases.reading.which_parent import numbers_of
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionShown
from pga.cases.rules.owners import Own, Owner
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.states import ACTIVE
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.rules.lateness import is_late
from pga.dossiers.scope import listed_for, visible_to
from pga.partners.reading import organisation_names
from pga.privacy.context import AccessContext, looking_over
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

MOST: Final = 100
"""How many actions the page shows, the earliest first."""
ON_SHEET: Final = 8
"""How many open actions the casusblad shows."""
WHOLE: Final = frozenset({"text", "own_name", "contact", "result"})
"""All that is sealed of an action."""
NAMED: Final = frozenset({"text", "own_name"})
"""What it is, and who of the case has it."""


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action of some case that waits for its outcome; no text of it until somebody asks."""

    number: str
    shown: ActionShown
    mine: bool
    may_settle: bool
    goal: GoalStatus | None
    """Where its goal stands: the plan shows it there."""


@dataclass(frozen=True, slots=True)
class OwnerGroup:
    """The open actions of one owner, the earliest first."""

    owner: str
    """The name of a colleague or an organisation."""
    own: Own | None
    """Somebody of a case itself: those stand together, as a list shows no names."""
    organisation: bool
    actions: tuple[OpenAction, ...]
    late: int


@dataclass(frozen=True, slots=True)
class ActionPage:
    """The page *Acties*."""

    groups: tuple[OwnerGroup, ...]
    """Who has the earliest first."""
    total: int
    late: int
    shown: int


def list_actions(actor: Actor, *, texts: bool = False) -> ActionPage:
    """Return the open actions; with texts each shown case is an inzage of its own."""
    require(actor, Permission.CASE_LIST)
    today = clock.today()
    with transaction() as session:
        mine = sa.and_(
            listed_for(CASES, actor),
            Case.state.in_(ACTIVE),
            CaseAction.outcome.is_(None),
            actions_shown(actor),
        )
        joined = sa.select(CaseAction, Case.number).join(Case, Case.id == CaseAction.case_id)
        may = visible_to(CASES, actor, Permission.CASE_PLAN).label("may")
        goal = sa.select(PlanGoal.status).where(PlanGoal.id == CaseAction.goal_id)
        question = joined.add_columns(may, goal.scalar_subquery()).where(mine)
        rows = session.execute(
            question.order_by(CaseAction.due_on, Case.number, CaseAction.id).limit(MOST)
        ).all()
        total, late = session.execute(
            joined.where(mine).with_only_columns(
                sa.func.count(), sa.func.count().filter(is_late(CaseAction.due_on, today))
            )
        ).one()
        found = [row for row, *_ in rows]
        about = [CASES.about(case_id) for case_id in dict.fromkeys(row.case_id for row in found)]
        with looking_over(session, actor, about) if texts else nullcontext() as context:
            shown = show_actions(session, found, context, NAMED if texts else ())
        groups: dict[Owner | Own | None, list[OpenAction]] = {}
        for (row, number, may_settle, stands), one in zip(rows, shown, strict=True):
            groups.setdefault(_holder(row), []).append(
                OpenAction(number, one, row.user_id == actor.id, bool(may_settle), stands)
            )
        record(session, actor, Line(Event.LIST, purpose="actions"))
        return ActionPage(
            tuple(_group(holder, of_one, today) for holder, of_one in groups.items()),
            total,
            late,
            len(rows),
        )


def open_actions(
    session: Session, actor: Actor, case: Case
) -> tuple[list[CaseAction], int, tuple[date, ...]]:
    """Return the earliest open actions of a case, how many there are, and all their days."""
    question = (
        sa.select(CaseAction)
        .where(CaseAction.case_id == case.id, CaseAction.outcome.is_(None), actions_shown(actor))
        .order_by(CaseAction.due_on, CaseAction.id)
    )
    rows = list(session.scalars(question))
    return rows[:ON_SHEET], len(rows), tuple(row.due_on for row in rows)


def owner_names(session: Session, rows: Iterable[CaseAction]) -> dict[Any, str]:
    """Return the names of who has these actions: colleagues and organisations; two questions."""
    found = list(rows)
    people = names_of(session, {row.user_id for row in found})
    there = organisation_names(
        session, {row.organisation_id for row in found if row.organisation_id}
    )
    return {**people, **there}


def show_actions(
    session: Session,
    rows: Iterable[CaseAction],
    context: AccessContext | None = None,
    parts: Collection[str] = (),
) -> tuple[ActionShown, ...]:
    """Return these actions in their order, with of what is sealed only these parts opened."""
    found = list(rows)
    names, numbers = owner_names(session, found), numbers_of(session, found)
    return tuple(action_shown(row, names, numbers, context, parts) for row in found)


def action_shown(
    row: CaseAction,
    names: Mapping[Any, str],
    numbers: Mapping[UUID, int],
    context: AccessContext | None = None,
    parts: Collection[str] = (),
) -> ActionShown:
    """Return an action with of what is sealed only these parts opened; the rest is None.

    ``names`` are those of colleagues and organisations, ``numbers`` tell parents apart.
    """

    def opened(part: str, *, there: bool = True) -> str | None:
        if context is None or part not in parts:
            return None
        return (context.open(row, part) if there else None) or ""

    return ActionShown(
        id=row.id,
        goal_id=row.goal_id,
        kind=row.kind,
        text=opened("text"),
        owner=opened("own_name") if row.own else names.get(row.user_id or row.organisation_id, ""),
        due_on=row.due_on,
        own=row.own,
        own_number=numbers.get(row.id, 0),
        contact=opened("contact", there=row.organisation_id is not None),
        outcome=row.outcome,
        result=opened("result"),
        regie=row.regie,
    )


def _holder(row: CaseAction) -> Owner | Own | None:
    """Return whose group an action stands in: of one organisation, whoever does it there."""
    owner = row.owner
    return row.own or (owner and replace(owner, contact_id=None))


def _group(holder: Owner | Own | None, actions: list[OpenAction], today: date) -> OwnerGroup:
    return OwnerGroup(
        "" if isinstance(holder, Own) else actions[0].shown.owner or "",
        holder if isinstance(holder, Own) else None,
        isinstance(holder, Owner) and holder.organisation_id is not None,
        tuple(actions),
        sum(is_late(one.shown.due_on, today) for one in actions),
    )
