"""The actielijst: what one partner takes home from one meeting."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.models.case import Case
from pga.cases.models.plan import CaseAction
from pga.cases.models.visibility import outside_regie
from pga.cases.reading.actions import action_shown
from pga.cases.reading.agenda import Agenda, attendance_of, find_agenda
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionShown
from pga.cases.rules.meetings import (
    AttendeeKind,
    MeetingProblem,
)
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.scope import visible_to
from pga.partners.reading import organisations_known
from pga.privacy.context import looking_over


@dataclass(frozen=True, slots=True)
class ActionSheet:
    """The open actions of one partner in one case: a sheet of its own, never two persons."""

    number: str
    actions: tuple[ActionShown, ...]


@dataclass(frozen=True, slots=True)
class ActionList:
    """What one partner takes home from one meeting."""

    meeting_id: UUID
    on: date
    organisation_id: UUID
    organisation: str
    sheets: tuple[ActionSheet, ...]


def get_action_list(actor: Actor, meeting_id: UUID, organisation_id: UUID) -> ActionList:
    """Open what one partner takes home: its own open actions on the cases it was invited to.

    Raises Refused, or Invalid when the partner did not sit there.
    """
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        agenda = find_agenda(session, actor, meeting_id)
        cases = cases_of_partner(session, actor, agenda, organisation_id)
        shown = [CASES.about(case.id) for case in cases]
        with looking_over(session, actor, shown, purpose="action_list") as context:
            sheets = tuple(
                ActionSheet(
                    case.number,
                    tuple(
                        action_shown(row, {}, {}, context, {"text", "contact"})
                        for row in open_for_partner(session, case, organisation_id)
                    ),
                )
                for case in cases
            )
        known = organisations_known(session, [organisation_id])
        return ActionList(
            agenda.meeting.id,
            agenda.meeting.on,
            organisation_id,
            known[organisation_id].name,
            tuple(sheet for sheet in sheets if sheet.actions),
        )


def cases_of_partner(
    session: Session, actor: Actor, agenda: Agenda, organisation_id: UUID
) -> list[Case]:
    """Return the cases of a meeting to which a partner was invited and about which one holds it."""
    question = sa.select(Case.id).where(
        Case.id.in_({case.id for _, case in agenda.items}),
        visible_to(CASES, actor, Permission.CASE_MEETING),
    )
    holds = set(session.scalars(question))
    if not holds:
        require(actor, Permission.CASE_MEETING)
    asked = {
        row.item_id
        for row in attendance_of(session, [item for item, _ in agenda.items])
        if row.organisation_id == organisation_id and row.kind is AttendeeKind.PARTNER
    }
    cases = [case for item, case in agenda.items if item.id in asked and case.id in holds]
    if not cases:
        raise Invalid({"partner": MeetingProblem.NOT_THERE})
    return cases


def open_for_partner(session: Session, case: Case, organisation_id: UUID) -> list[CaseAction]:
    """Return the open actions of a partner in a case that are for everybody's eyes."""
    question = sa.select(CaseAction).where(
        CaseAction.case_id == case.id,
        CaseAction.organisation_id == organisation_id,
        CaseAction.outcome.is_(None),
        outside_regie(),
    )
    return list(session.scalars(question.order_by(CaseAction.due_on, CaseAction.id)))
