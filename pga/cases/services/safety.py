"""The safety line: what a visitor must know, and on which day somebody said that it still holds."""

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.reading.finding import find_case
from pga.cases.rules.states import ACTIVE
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def check_safety(actor: Actor, number: str, version: int, text: str) -> None:
    """Write the safety line anew, or say that it still holds; without a text there is none.

    Raises Refused, StaleDossier, or Invalid for a case without work.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_SAFETY, version=version)
        if found.dossier.state not in ACTIVE:
            raise Invalid({"": "case_over"})
        put_safety(found.dossier, text)
        record(session, actor, Line(Event.SAFETY_CHECKED, found.about))


def put_safety(case: Case, text: str) -> None:
    """Put a safety line on a case, checked today; within the act that records."""
    case.safety_warning = text or None
    case.safety_checked_on = clock.today() if text else None
