"""What was decided about a case at the table, and what a decision can name: who and which goal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.accounts.reading import names_of
from pga.cases.models.case import Case
from pga.cases.models.meeting import Attendance, Decision, MeetingItem
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.models.visibility import in_use
from pga.cases.reading.actions import show_actions
from pga.cases.reading.plan import who_may_own
from pga.cases.rules.actions import ActionShown
from pga.cases.rules.meetings import Attendee, shows_regie
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.rules.plan import COUNTS, cleared
from pga.core.alphabet import alphabetically
from pga.partners.reading import organisations_here
from pga.privacy.context import AccessContext


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and what it made."""

    id: UUID
    number: int
    text: str
    action: ActionShown | None
    """Of its sealed parts only who is called at an organisation."""
    withdrawn_on: date | None
    version: int


def decisions_of(
    session: Session,
    item: MeetingItem,
    context: AccessContext,
    *,
    passages: tuple[str, ...] = (),
) -> tuple[Decided, ...]:
    """Return what was decided about a case, in order, with who does it and when."""
    question = (
        sa.select(Decision, CaseAction)
        .outerjoin(CaseAction, CaseAction.id == Decision.action_id)
        .where(Decision.item_id == item.id)
        .order_by(Decision.number)
    )
    rows = session.execute(question).all()
    made = [row[1] for row in rows if row[1] is not None]
    actions = {one.id: one for one in show_actions(session, made, context, {"contact"})}
    return tuple(
        Decided(
            id=row.id,
            number=row.number,
            text=cleared(context.open(row, "text"), passages),
            action=actions.get(action.id) if action is not None else None,
            withdrawn_on=row.withdrawn_on,
            version=row.version,
        )
        for row, action in rows
    )


def goals_to_serve(
    session: Session,
    case: Case,
    present: list[Attendee],
    passages: Iterable[str],
    context: AccessContext,
) -> tuple[tuple[UUID, str], ...]:
    """Return the goals that a decision can serve, in the order in which they were made."""
    question = sa.select(PlanGoal).where(
        PlanGoal.case_id == case.id, PlanGoal.status.in_(COUNTS), in_use(PlanGoal.id)
    )
    if not shows_regie(present):
        question = question.where(PlanGoal.regie.is_(False))
    rows = session.scalars(question.order_by(PlanGoal.made_at, PlanGoal.id))
    return tuple((row.id, cleared(context.open(row, "text"), passages)) for row in rows)


def who_can_do(
    session: Session, case: Case, here: list[Attendance], context: AccessContext
) -> tuple[tuple[Owner, str], ...]:
    """Return who can do what is decided, those who sit there first."""
    able = who_may_own(session, case)
    partners = {one.id: one.name for one in organisations_here(session, case.municipality)}
    first: list[tuple[Owner, str]] = []
    sits = set()
    for row in here:
        if row.user_id in able or (row.organisation_id and row.organisation_id in partners):
            name = context.open(row, "name")
            there = f", {partners[row.organisation_id]}" if row.organisation_id else ""
            first.append((Owner(OwnerKind.SEAT, row.id), f"{name}{there}"))
            sits.add(row.user_id)
    names = names_of(session, able)
    rest = [(Owner(OwnerKind.USER, one), names.get(one, "")) for one in able if one not in sits]
    named = [(Owner(OwnerKind.ORGANISATION, one), name) for one, name in partners.items()]
    return (*first, *sorted(rest, key=lambda one: alphabetically(one[1])), *named)
