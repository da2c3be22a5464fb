"""The only way to a case: through the policy. Not there and not yours are the same answer."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, DossierFacts, Layer, Refused, Step, Verdict, require
from pga.cases.models.case import Case
from pga.cases.models.link import CaseLink, LinkKind
from pga.cases.models.notice import Notice
from pga.cases.models.referral import Triage
from pga.cases.models.scope import counting, facts_about
from pga.cases.rules.terms import TermRules
from pga.cases.rules.workflow import CaseSnapshot, State
from pga.core import clock
from pga.core.database import may_write
from pga.core.errors import StaleDossier
from pga.privacy.trail import Object
from pga.settings.reading import values_on

CASE: Final = "case"
"""The kind of object that the trail calls a person case."""
EMERGENCY: Final = "emergency"
"""The purpose of each look during a noodtoegang."""


@dataclass(frozen=True, slots=True)
class Found:
    """A case within a unit, and how the actor stands to it."""

    case: Case
    facts: DossierFacts
    emergency_until: datetime | None = None
    """Until when a noodtoegang runs, when nothing else leads here."""

    @property
    def about(self) -> Object:
        """Return what the trail calls this case."""
        return Object(CASE, self.case.id)

    def purpose(self, usual: str) -> str:
        """Return why the case is read: as usual, or in an emergency."""
        return EMERGENCY if self.facts.only_emergency else usual


def find_case(
    session: Session,
    actor: Actor,
    number: str,
    permission: Permission = Permission.CASE_READ,
    *,
    version: int | None = None,
    lock: bool = False,
) -> Found:
    """Return a case for which the policy says yes; raises Refused or StaleDossier.

    Every way to a case passes here, so here it leaves the actor's list *Voor u*. With ``lock`` the
    case is held until the unit ends, so that of two same acts the second sees what the first did.
    """
    if lock:
        session.execute(sa.select(Case.id).filter_by(number=number).with_for_update())
    either = sa.or_(*(counting(kind, actor) for kind in LinkKind))
    question = (
        sa.select(Case, CaseLink)
        .outerjoin(CaseLink, sa.and_(CaseLink.case_id == Case.id, either))
        .where(Case.number == number)
    )
    rows = session.execute(question).all()
    if not rows:
        raise Refused(nothing_there(actor, permission))
    case, links = rows[0][0], [link for _, link in rows if link is not None]
    facts = facts_about(case, links, actor)
    ends = [link.until_at for link in links if link.until_at and facts.only_emergency]
    found = Found(case, facts, max(ends, default=None))
    require(actor, permission, found.facts)
    if version is not None and version != case.version:
        raise StaleDossier(number)
    if may_write():
        _clear_notices(session, actor, case)
    return found


def require_content(actor: Actor, found: Found) -> None:
    """Go on only when there is something left to read; a destroyed dossier has nothing to open."""
    if found.case.state is State.DESTROYED:
        raise Refused(nothing_there(actor, Permission.CASE_READ))


def rules_in_force(session: Session, municipality: str) -> TermRules:
    """Return the terms as the municipality set them, today."""
    values = values_on(session, municipality, clock.today())
    known = {field.name for field in fields(TermRules)}
    return TermRules(**{name: int(value) for name, value in values.items() if name in known})


def snapshot_of(session: Session, case: Case, rules: TermRules) -> CaseSnapshot:
    """Tell the workflow what it may know of a case: facts, no content."""
    weighed = case.outcome is not None or session.scalar(
        sa.select(Triage.id).where(Triage.case_id == case.id).limit(1)
    )
    return CaseSnapshot(
        today=clock.today(),
        terms=rules,
        duplicate_check_seen=case.duplicate_checked,
        criteria_met=case.criteria_met,
        legal_tests_argued=bool(weighed),
        outcome_argued=bool(weighed),
        procesregisseur_named=case.procesregisseur_id is not None,
        casusregisseur_named=case.casusregisseur_id is not None,
        person_informed=case.informed_on is not None,
        notice_postponed_until=case.inform_review_on,
        hold_reason=case.hold_code,
        hold_review_on=case.hold_review_on,
        scale_up_came_from=case.scaled_from,
    )


def _clear_notices(session: Session, actor: Actor, case: Case) -> None:
    waiting = sa.select(Notice).filter_by(user_id=actor.id, case_id=case.id, cleared_at=None)
    for notice in session.scalars(waiting):
        notice.cleared_at = clock.now()


def nothing_there(actor: Actor, permission: Permission) -> Verdict:
    """Return the answer to nonsense, which is also that to what one may not know of."""
    return Verdict(permission, actor.role, (Step(Layer.LINK, "there", passed=False),), hidden=True)
