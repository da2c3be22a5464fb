"""When the outcome of an action was recorded, and by whom: what can still be taken back."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.plan import CaseAction
from pga.cases.rules.actions import ActionShown, Recorded, faults_of_taking_back
from pga.core import clock
from pga.privacy.history import RowVersion

OF_LATE: Final = timedelta(days=1)
"""What was recorded longer ago was not recorded today."""


def recorded_of_late(session: Session, case: Case) -> dict[UUID, Recorded]:
    """Return of each action whose outcome changed of late by whom and when that was last."""
    question = sa.select(RowVersion.row_id, RowVersion.by, RowVersion.at, RowVersion.fields).where(
        RowVersion.dossier_id == case.id,
        RowVersion.at >= clock.now() - OF_LATE,
        RowVersion.table == CaseAction.__tablename__,
    )
    return {
        row.row_id: Recorded(row.by, clock.on_the_wall(row.at).date())
        for row in session.execute(question.order_by(RowVersion.at))
        if "outcome" in row.fields.split(",")
    }


def taken_back_by(
    session: Session, actor: Actor, case: Case, actions: Iterable[ActionShown]
) -> frozenset[UUID]:
    """Return of which of these actions this actor may still take the outcome back."""
    recorded, today = recorded_of_late(session, case), clock.today()
    return frozenset(
        one.id
        for one in actions
        if not faults_of_taking_back(one.outcome, recorded.get(one.id), actor.id, today)
    )
