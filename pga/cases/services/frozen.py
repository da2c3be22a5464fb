"""What the law keeps out of use: it is used again once that is allowed, or it is taken out."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.information import Contribution
from pga.cases.models.referral import CriminalHold
from pga.cases.models.visibility import holds_shown
from pga.cases.reading.criminal import ages_in_case, said_of
from pga.cases.reading.finding import find_case
from pga.cases.reading.information import bar_today, may_be_seen
from pga.cases.rules.contributions import (
    ContributionProblem,
    InfoClass,
    Status,
)
from pga.cases.rules.criminal import Ages, CriminalFault, fault_of_criminal
from pga.cases.rules.information import RequestProblem
from pga.cases.services.criminal_marks import mark_criminal
from pga.cases.services.frozen_duty import end_when_judged
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import Found
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
        end_when_judged(session, found.dossier)
        record(session, actor, Line(Event.THAWED, found.about), reason=word)


def take_out(actor: Actor, number: str, contribution_id: UUID, *, word: str) -> None:
    """Take a contribution out for good: it stays unseen until the case is destroyed."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
        row = _kept_by_law(session, actor, found, contribution_id)
        row.status, row.settled_on, row.settled_word = Status.WITHDRAWN, clock.today(), word
        end_when_judged(session, found.dossier)
        record(session, actor, Line(Event.CONTRIBUTION_TAKEN_OUT, found.about), reason=word)


def judge_held(
    actor: Actor, number: str, hold_id: UUID, *, use: bool, persons: frozenset[UUID], word: str
) -> None:
    """Use criminal data again of which it is said whom they are about, or take them out for good.

    Raises Invalid while the law still keeps what would be used.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
        question = sa.select(CriminalHold).where(
            CriminalHold.id == hold_id,
            CriminalHold.case_id == found.dossier.id,
            CriminalHold.settled_on.is_(None),
            holds_shown(actor),
        )
        hold = session.scalars(question).one_or_none()
        if hold is None:
            raise Invalid({"": ContributionProblem.NOT_FROZEN})
        if use:
            ages = ages_in_case(session, found.dossier, AccessContext(session))
            _refuse_young(ages, persons)
            mark_criminal(session, hold.case_id, hold.row_id, ages.kept(persons))
        hold.used, hold.settled_on, hold.settled_word = use, clock.today(), word
        end_when_judged(session, found.dossier)
        event = Event.CRIMINAL_USED if use else Event.CRIMINAL_TAKEN_OUT
        record(session, actor, Line(event, found.about), reason=word)


def _refuse_young(ages: Ages[UUID], said: frozenset[UUID]) -> None:
    fault = fault_of_criminal(ages, said)
    if fault is not None:
        raise Invalid({"" if fault is CriminalFault.ALL_UNDER_12 else "persons": fault})


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
    bar = bar_today(session, row.organisation_id)
    if bar is not None:
        raise Invalid({"": bar})
    if row.about is not InfoClass.JUSTICE:
        return
    context = AccessContext(session)
    ages = ages_in_case(session, found.dossier, context)
    said = persons or said_of(session, [row.id], context).get(row.id, frozenset())
    _refuse_young(ages, said)
    mark_criminal(session, row.case_id, row.id, ages.kept(said))
