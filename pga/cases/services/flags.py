"""Vlag met datum: look at this before a day; it ends with a closing line, never by itself."""

from datetime import date
from uuid import UUID

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.notice import CaseFlag
from pga.cases.reading.finding import find_case
from pga.cases.rules.notices import FlagProblem, flag_problem
from pga.cases.rules.workflow import ACTIVE
from pga.cases.services.notices import settle
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def flag(actor: Actor, number: str, *, text: str, due_on: date) -> None:
    """Put a flag on a case that runs; raises Invalid with what is wrong."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_FLAG)
        problem = flag_problem(due_on, clock.today())
        if problem is not None:
            raise Invalid({"due_on": problem})
        if found.case.state not in ACTIVE:
            raise Invalid({"": FlagProblem.CASE_OVER})
        session.add(
            CaseFlag(
                case_id=found.case.id,
                due_on=due_on,
                made_at=clock.now(),
                by=actor.id,
                text=text,
            )
        )
        record(session, actor, Line(Event.FLAGGED, found.about))


def close_flag(actor: Actor, number: str, flag_id: UUID, *, closing: str) -> None:
    """Close a flag with what came of it; raises Invalid when it is closed already."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_FLAG)
        row = session.get(CaseFlag, flag_id, with_for_update=True)
        if row is None or row.case_id != found.case.id or row.closed_on is not None:
            raise Invalid({"flag": "not_there"})
        row.closed_on = clock.today()
        row.closing = closing
        settle(session, row.id)
        record(session, actor, Line(Event.UNFLAGGED, found.about))
