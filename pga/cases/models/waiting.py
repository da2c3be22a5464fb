"""What waits in the parts of one case, as numbers: open actions, questions without an answer."""

from uuid import UUID

import sqlalchemy as sa

from pga.cases.models.information import InformationRequest
from pga.cases.models.plan import CaseAction
from pga.cases.models.visibility import actions_shown
from pga.dossiers.room import Reader


def actions_waiting(reader: Reader, case_id: sa.ColumnElement[UUID]) -> sa.ScalarSelect[int]:
    """Count the actions without an outcome that this reader may read."""
    return (
        sa.select(sa.func.count())
        .select_from(CaseAction)
        .where(CaseAction.case_id == case_id, CaseAction.outcome.is_(None), actions_shown(reader))
        .scalar_subquery()
    )


def questions_waiting(_reader: Reader, case_id: sa.ColumnElement[UUID]) -> sa.ScalarSelect[int]:
    """Count the questions to partners without an answer."""
    return (
        sa.select(sa.func.count())
        .select_from(InformationRequest)
        .where(InformationRequest.case_id == case_id, InformationRequest.answer.is_(None))
        .scalar_subquery()
    )
