"""Which one of several parents or relatives has an action: a number tells them apart, no name."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Guardian, Person
from pga.cases.models.plan import CaseAction
from pga.cases.rules.referral import PersonRole


def numbers_of(session: Session, actions: Iterable[CaseAction]) -> dict[UUID, int]:
    """Return, by action, which one of several parents or relatives has it: no name needed."""
    owned = {row.id: row.person_id or row.guardian_id for row in actions if row.own}
    numbers = which_of(session, {row.case_id for row in actions if row.own}) if owned else {}
    return {key: numbers[who] for key, who in owned.items() if who in numbers}


def which_of(session: Session, cases: set[UUID]) -> dict[UUID, int]:
    """Return the number of each relative and each parent of whom a case has several."""
    members = _counted(Person, cases).where(Person.role == PersonRole.FAMILY_MEMBER)
    question = sa.union_all(members, _counted(Guardian, cases))
    rows = session.execute(question).all()
    return {who: number for who, number, several in rows if several > 1}


def _counted(model: type[Person | Guardian], cases: set[UUID]) -> sa.Select[Any]:
    number = sa.func.row_number().over(partition_by=model.case_id, order_by=model.place)
    several = sa.func.count().over(partition_by=model.case_id)
    return sa.select(model.id, number, several).where(model.case_id.in_(cases))
