"""Links of colleagues to a case; the day ``until_on`` itself does not count."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case
from pga.cases.models.link import CaseLink, LinkKind
from pga.cases.models.notice import AccessRequest
from pga.cases.services.notices import settle
from pga.core import clock


def ensure_linked(session: Session, case: Case, user_id: UUID) -> None:
    """Link somebody from today, unless that is so already."""
    today = clock.today()
    if not overlapping(session, case, user_id, today, None):
        add_link(session, case, user_id, today)


def add_link(
    session: Session, case: Case, user_id: UUID, from_on: date, until_on: date | None = None
) -> None:
    """Link somebody to a case; who had asked for that, has the answer now."""
    asked = sa.select(AccessRequest).filter_by(case_id=case.id, user_id=user_id, answered_on=None)
    for request in session.scalars(asked):
        request.answered_on, request.granted = clock.today(), True
        settle(session, request.id)
    session.add(
        CaseLink(
            case_id=case.id,
            user_id=user_id,
            kind=LinkKind.WORKS,
            from_on=from_on,
            until_on=until_on,
        )
    )


def overlapping(
    session: Session, case: Case, user_id: UUID, from_on: date, until_on: date | None
) -> bool:
    """Tell whether somebody is linked already on one of these days.

    It waits for who is linking at this case now, so that two at once do not both hear no.
    """
    session.execute(sa.select(Case.id).filter_by(id=case.id).with_for_update(key_share=True))
    question = sa.select(CaseLink.id).where(
        CaseLink.case_id == case.id,
        CaseLink.user_id == user_id,
        CaseLink.kind == LinkKind.WORKS,
        sa.or_(CaseLink.until_on.is_(None), CaseLink.until_on > from_on),
    )
    if until_on is not None:
        question = question.where(CaseLink.from_on < until_on)
    return session.scalar(question.limit(1)) is not None
