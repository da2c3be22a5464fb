"""The mark on a passage about somebody else in a text of the plan."""

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.rules.actions import Passage


def mark_other(
    session: Session, case: Case, row_id: UUID, passage: Passage, texts: Mapping[str, str]
) -> None:
    """Keep the one mark of a row; an empty passage takes it away.

    ``texts`` are the fields of the row: the mark is put on the first that holds the passage.
    """
    row = session.scalars(sa.select(ThirdPartyMark).filter_by(row_id=row_id)).one_or_none()
    if not passage.text:
        if row is not None:
            session.delete(row)
        return
    field = next(name for name, text in texts.items() if passage.text in text)
    told = {"relation": str(passage.relation), "passage": passage.text}
    if row is None:
        session.add(ThirdPartyMark(case_id=case.id, row_id=row_id, field=field, mark=told))
    else:
        row.field, row.mark = field, told
