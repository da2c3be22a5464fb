"""What the law keeps out of use: it is used again once that is allowed, or it is taken out."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.information import Contribution
from pga.cases.reading.criminal import ages_in_case, said_of
from pga.cases.reading.finding import find_case
from pga.cases.reading.information import may_be_seen
from pga.cases.room import CASES
from pga.cases.rules.contributions import (
    ContributionProblem,
    InfoClass,
    Status,
    supplying_bar,
)
from pga.cases.rules.criminal import CriminalFault, fault_of_criminal
from pga.cases.rules.information import RequestProblem
from pga.cases.rules.terms import TermKind
from pga.cases.services.criminal_marks import mark_criminal
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import Found
from pga.dossiers.services.terms import end_terms
from pga.partners.reading import agreed_by, kinds_of
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def thaw(
    actor: Actor, number: str, contribution_id: UUID, *, persons: frozenset[UUID], word: str
) -> None:
    """Use a contribution again: the decision is there now, or it is said whom it is about.

    Raises Invalid while the law still keeps it.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
        row = _kept_by_law(session, actor, found, contribution_id)
        _refuse_unlawful(session, found, row, persons)
        row.status, row.frozen_for = Status.ACTIVE, None
        row.settled_on, row.settled_word = clock.today(), word
        _end_duty(session, found)
        record(session, actor, Line(Event.THAWED, found.about), reason=word)


def take_out(actor: Actor, number: str, contribution_id: UUID, *, word: str) -> None:
    """Take a contribution out for good: it stays unseen until the case is destroyed."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
        row = _kept_by_law(session, actor, found, contribution_id)
        row.status, row.settled_on, row.settled_word = Status.WITHDRAWN, clock.today(), word
        _end_duty(session, found)
        record(session, actor, Line(Event.CONTRIBUTION_TAKEN_OUT, found.about), reason=word)


def _kept_by_law(session: Session, actor: Actor, found: Found[Case], row_id: UUID) -> Contribution:
    row = session.get(Contribution, row_id)
    if row is None or row.case_id != found.dossier.id or not may_be_seen(session, actor, row):
        raise Invalid({"contribution": RequestProblem.NOT_THERE})
    if row.status is not Status.FROZEN or row.frozen_for is None:
        raise Invalid({"": ContributionProblem.NOT_FROZEN})
    return row


def _refuse_unlawful(
    session: Session, found: Found[Case], row: Contribution, persons: frozenset[UUID]
) -> None:
    supplier = row.organisation_id
    kind = kinds_of(session, [supplier]).get(supplier)
    agreed = agreed_by(session, [supplier]).get(supplier, ())
    bar = supplying_bar(kind, agreed, clock.today())
    if bar is not None:
        raise Invalid({"": bar})
    if row.about is not InfoClass.JUSTICE:
        return
    context = AccessContext(session)
    ages = ages_in_case(session, found.dossier, context)
    said = persons or said_of(session, [row.id], context).get(row.id, frozenset())
    fault = fault_of_criminal(ages, said)
    if fault is not None:
        raise Invalid({"" if fault is CriminalFault.ALL_UNDER_12 else "persons": fault})
    mark_criminal(session, row.case_id, row.id, ages.kept(said))


def _end_duty(session: Session, found: Found[Case]) -> None:
    """End the term with the last contribution that waited for it."""
    session.flush()
    waiting = sa.select(Contribution.id).where(
        Contribution.case_id == found.dossier.id,
        Contribution.status == Status.FROZEN,
        Contribution.frozen_for.is_not(None),
    )
    if session.scalars(waiting).first() is None:
        end_terms(session, CASES, found.dossier, TermKind.FROZEN)
