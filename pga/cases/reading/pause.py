"""What a pause would move, before anybody saves it: dates, no content."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case, CaseTerm
from pga.cases.reading.finding import find_case
from pga.cases.reading.terms import rules_on_day
from pga.cases.rules.pause import Moved, moved_by_pause
from pga.cases.rules.terms import TermKind
from pga.core import clock
from pga.core.database import glance


def get_pause(actor: Actor, number: str, resume_on: date) -> tuple[Moved, ...]:
    """Return what a pause until a day would move, before anybody saves it. Raises Refused."""
    with glance() as session:
        found = find_case(session, actor, number, Permission.CASE_HOLD)
        rules = rules_on_day(session, found.dossier.municipality, resume_on)
        running, days = _running(session, found.dossier), (clock.today(), resume_on)
        return moved_by_pause(found.dossier.state, running, days, rules)


def _running(session: Session, case: Case) -> list[tuple[TermKind, date]]:
    question = sa.select(CaseTerm.kind, CaseTerm.due_on).where(
        CaseTerm.case_id == case.id, CaseTerm.ended_on.is_(None)
    )
    return [(row.kind, row.due_on) for row in session.execute(question)]
