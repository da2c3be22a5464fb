"""What one must know before one rings the bell: who goes, when somebody was last spoken to."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.cases.models.case import Case
from pga.cases.reading.contact_facts import as_tried, moments_of, sights_of
from pga.cases.rules.contact import last_spoken, last_tried
from pga.dossiers.reading.finding import Found
from pga.privacy.context import AccessContext


@dataclass(frozen=True, slots=True)
class LastContact:
    """How a case was last reached, as far as this reader may see."""

    spoken_on: date | None = None
    tried_on: date | None = None
    agreed: str = ""
    """What was said or agreed in the last talk."""
    visit_rule: str = ""
    """Who does not go there alone, or not with whom."""
    asks_sight: int = 0
    """How often in a row nobody was reached, when the question whether that is so waits."""
    may_note: bool = False
    may_regie: bool = False


def last_contact(
    session: Session, actor: Actor, found: Found[Case], context: AccessContext
) -> LastContact:
    """Open how a case was last reached; within a reading, which writes what was opened."""
    if found.gone:
        return LastContact()
    case, runs = found.dossier, found.runs
    rows = [one for one in moments_of(session, case, actor) if one.ended is None]
    by_order = {as_tried(one): one for one in rows}
    talk, trial = last_spoken(by_order), last_tried(by_order)
    waiting = [one.tries for one in sights_of(session, case) if one.answer is None]
    return LastContact(
        spoken_on=talk.on if talk else None,
        tried_on=trial.on if trial else None,
        agreed=(context.open(by_order[talk], "text") or "") if talk else "",
        visit_rule=context.open(case, "visit_rule") or "",
        asks_sight=max(waiting, default=0) if runs else 0,
        may_note=runs and allows(actor, Permission.CASE_CONTACT, found.facts),
        may_regie=runs and allows(actor, Permission.CASE_REGIE, found.facts),
    )
