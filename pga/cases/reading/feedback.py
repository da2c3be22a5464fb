"""Telling the referrer how it ended: what may be said, to whom, and what was told."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.feedback import Feedback
from pga.cases.models.referral import Referral, Triage
from pga.cases.reading.finding import find_case
from pga.cases.rules.feedback import FeedbackEnd
from pga.cases.rules.terms import TermKind
from pga.cases.rules.triage import FeedbackMeans, Outcome
from pga.core.database import transaction
from pga.dossiers.reading.finding import require_content
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import Contact, open_contacts, organisation_names
from pga.privacy.context import AccessContext, looking_at
from pga.settings.reading import name_in


@dataclass(frozen=True, slots=True)
class FeedbackTold:
    """How the duty ended."""

    ended_as: FeedbackEnd
    on: date
    means: FeedbackMeans | None
    recipient: str
    reason: str


@dataclass(frozen=True, slots=True)
class ToTell:
    """What is told, to whom, before which day."""

    version: int
    planned: FeedbackMeans
    due_on: date | None
    referrer: str
    contacts: tuple[Contact, ...]
    """Who else of that organisation can hear it."""
    received_on: date
    decided_on: date
    outcome: Outcome
    route: str
    """Where the person can go instead; the only words of the weging that are told."""
    town: str


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """The page *Terugkoppeling*: what must be told, or how that ended; neither before a weging."""

    head: Head
    organisation: str
    to_tell: ToTell | None
    told: FeedbackTold | None


def get_feedback(actor: Actor, number: str) -> FeedbackPage:
    """Open what the referrer still has to hear, or what was told. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_FEEDBACK)
        require_content(actor, found)
        case = found.dossier
        referral = session.scalars(sa.select(Referral).filter_by(case_id=case.id)).one()
        row = session.scalars(sa.select(Feedback).filter_by(case_id=case.id)).one_or_none()
        there = organisation_names(session, [referral.organisation_id])
        with looking_at(session, actor, found.about, purpose=found.purpose("feedback")) as context:
            waits = row is not None and row.ended_as is None
            return FeedbackPage(
                open_head(session, actor, found, context),
                there.get(referral.organisation_id, ""),
                _to_tell(session, actor, case, referral, row, context) if row and waits else None,
                _told(row, context) if row else None,
            )


def decided_on(session: Session, case: Case) -> date:
    """Return when the outcome of a case was decided; for a room that is in a unit."""
    return _last_weging(session, case).decided_on


def _last_weging(session: Session, case: Case) -> Triage:
    question = sa.select(Triage).filter_by(case_id=case.id)
    return session.scalars(question.order_by(Triage.decided_on.desc(), Triage.id).limit(1)).one()


def _to_tell(
    session: Session,
    actor: Actor,
    case: Case,
    referral: Referral,
    row: Feedback,
    context: AccessContext,
) -> ToTell:
    weging = _last_weging(session, case)
    due = sa.select(CaseTerm.due_on).filter_by(
        case_id=case.id, kind=TermKind.FEEDBACK, ended_on=None
    )
    partner = referral.organisation_id
    return ToTell(
        version=row.version,
        planned=row.planned,
        due_on=session.scalars(due).one_or_none(),
        referrer=context.open(referral, "referrer"),
        contacts=open_contacts(session, actor, [partner]).get(partner, ()),
        received_on=case.received_on,
        decided_on=weging.decided_on,
        outcome=weging.outcome,
        route=context.open(weging, "route") or "",
        town=name_in(session, case.municipality),
    )


def _told(row: Feedback, context: AccessContext) -> FeedbackTold | None:
    if row.ended_as is None or row.given_on is None:
        return None
    return FeedbackTold(
        row.ended_as,
        row.given_on,
        row.means,
        context.open(row, "recipient") or "",
        context.open(row, "reason") or "",
    )
