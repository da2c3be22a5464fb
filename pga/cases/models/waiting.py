"""What waits in the parts of one case, as numbers: actions, questions, somebody to tell."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from pga.cases.models.case import Case
from pga.cases.models.information import InformationRequest
from pga.cases.models.plan import CaseAction
from pga.cases.models.visibility import actions_shown
from pga.cases.rules.states import ACTIVE
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
        .where(
            InformationRequest.case_id == case_id,
            InformationRequest.answer.is_(None),
            InformationRequest.ended_on.is_(None),
        )
        .scalar_subquery()
    )


def untold_waiting(_reader: Reader, case_id: sa.ColumnElement[UUID]) -> sa.ScalarSelect[int]:
    """Count one while somebody must be told before anything of a running case is disclosed."""
    today = sa.bindparam("today", type_=sa.Date())
    case = aliased(Case)
    return (
        sa.select(sa.func.count())
        .select_from(case)
        .where(
            case.id == case_id,
            case.state.in_(ACTIVE),
            case.informed_on.is_(None),
            sa.or_(case.inform_review_on.is_(None), case.inform_review_on < today),
        )
        .scalar_subquery()
    )
