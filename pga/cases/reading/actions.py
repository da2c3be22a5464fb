"""Everybody's open actions on the cases one may open: late first, by who has them, no names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case
from pga.cases.models.plan import CaseAction
from pga.cases.models.visibility import actions_shown
from pga.cases.reading.which_parent import numbers_of
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionKind
from pga.cases.rules.own_actions import Own
from pga.cases.rules.states import ACTIVE
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.scope import listed_for, visible_to
from pga.partners.reading import organisation_names
from pga.privacy.context import AccessContext, looking_over
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

MOST: Final = 100
"""How many actions the page shows, the earliest first."""
ON_SHEET: Final = 8
"""How many open actions the casusblad shows."""


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action that waits for its outcome."""

    id: UUID
    number: str
    kind: ActionKind
    due_on: date
    owner: str
    mine: bool
    may_settle: bool
    own_number: int
    """Which one of several parents or relatives has it; 0 when there is one."""
    text: str = ""
    """Empty until somebody asks for the texts."""
    name: str = ""
    """Who of the case has it; empty until then as well."""


@dataclass(frozen=True, slots=True)
class OwnerGroup:
    """The open actions of one owner, the earliest first."""

    owner: str
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
        question = joined.add_columns(may).where(mine)
        rows = session.execute(
            question.order_by(CaseAction.due_on, Case.number, CaseAction.id).limit(MOST)
        ).all()
        total, late = session.execute(
            joined.where(mine).with_only_columns(
                sa.func.count(), sa.func.count().filter(CaseAction.due_on < today)
            )
        ).one()
        names = owner_names(session, [row for row, *_ in rows])
        numbers = numbers_of(session, [row for row, *_ in rows])
        opened = _texts(session, actor, [row for row, *_ in rows]) if texts else {}
        groups: dict[UUID | Own | None, list[OpenAction]] = {}
        there: dict[UUID | Own | None, bool] = {}
        for row, number, may_settle in rows:
            key = row.own or row.user_id or row.organisation_id
            there[key] = row.organisation_id is not None
            groups.setdefault(key, []).append(
                OpenAction(
                    *(row.id, number, row.kind, row.due_on, names.get(key, "")),
                    row.user_id == actor.id,
                    bool(may_settle),
                    numbers.get(row.id, 0),
                    *opened.get(row.id, ("", "")),
                )
            )
        record(session, actor, Line(Event.LIST, purpose="actions"))
        return ActionPage(
            tuple(
                OwnerGroup(
                    found[0].owner,
                    key if isinstance(key, Own) else None,
                    there[key],
                    tuple(found),
                    sum(one.due_on < today for one in found),
                )
                for key, found in groups.items()
            ),
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


def _texts(session: Session, actor: Actor, rows: list[CaseAction]) -> dict[UUID, tuple[str, str]]:
    shown = [CASES.about(case_id) for case_id in dict.fromkeys(row.case_id for row in rows)]
    with looking_over(session, actor, shown) as context:
        return {row.id: _opened(context, row) for row in rows}


def _opened(context: AccessContext, row: CaseAction) -> tuple[str, str]:
    return str(context.open(row, "text")), str(context.open(row, "own_name") or "")
