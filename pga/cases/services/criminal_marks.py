"""The mark that says which persons of a case criminal data are about; within a use case."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.referral import CriminalMark


def mark_criminal(session: Session, case_id: UUID, row_id: UUID, persons: Collection[UUID]) -> None:
    """Keep the one mark of a row; without persons there is none."""
    row = session.scalars(sa.select(CriminalMark).filter_by(row_id=row_id)).one_or_none()
    told = sorted(str(one) for one in persons)
    if not told:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(CriminalMark(case_id=case_id, row_id=row_id, persons=told))
    else:
        row.persons = told
