"""The referrer hears how it ended, never the content (pga.md 7.8): a duty until it was given.

The verstrekking is booked when it is given. Of a weging of before 0026 it was booked at once: such
a case has no row, and nothing of it becomes late.
"""

from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.feedback import Feedback
from pga.cases.models.referral import Referral
from pga.cases.reading.feedback import decided_on
from pga.cases.reading.finding import find_case
from pga.cases.room import CASES
from pga.cases.rules.feedback import (
    FeedbackEnd,
    FeedbackGiven,
    FeedbackProblem,
    FeedbackTo,
    problems_of_feedback,
)
from pga.cases.rules.terms import TermKind, TermRules
from pga.cases.rules.triage import FeedbackMeans
from pga.cases.services.moves import start_term
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.services.terms import end_terms
from pga.partners.reading import name_contact
from pga.privacy.context import AccessContext
from pga.privacy.disclosure import ToDisclose, disclose
from pga.privacy.disclosure_codes import Category, Means, Purpose
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

MEANS: Final = {
    FeedbackMeans.PHONE: Means.SPOKEN,
    FeedbackMeans.IN_PERSON: Means.SPOKEN,
    FeedbackMeans.LETTER: Means.LETTER,
    FeedbackMeans.SECURE_MAIL: Means.SECURE_MAIL,
}


def begin_feedback(session: Session, case: Case, planned: FeedbackMeans, rules: TermRules) -> None:
    """Let the duty run from today; for a use case that is in a unit and decided a weging."""
    session.add(Feedback(case_id=case.id, planned=planned))
    start_term(session, case, TermKind.FEEDBACK, clock.today(), rules)


def give_feedback(actor: Actor, number: str, version: int, given: FeedbackGiven) -> None:
    """Write down that the referrer heard it and book that, or why nobody can be told.

    Raises StaleDossier or Invalid.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_FEEDBACK, lock=True)
        case = found.dossier
        row = _waiting(session, case)
        if row is None:
            raise Invalid({"": FeedbackProblem.SETTLED})
        if row.version != version:
            raise StaleDossier(number)
        problems = problems_of_feedback(given, decided_on(session, case), clock.today())
        if problems:
            raise Invalid(problems)
        row.ended_as, row.given_on, row.by = given.ended_as, given.on, actor.id
        if given.ended_as is FeedbackEnd.GIVEN:
            _tell(session, actor, case, row, given)
        else:
            row.reason = given.reason or None
        end_terms(session, CASES, case, TermKind.FEEDBACK)
        record(session, actor, Line(Event.FED_BACK, found.about), reason=given.reason or None)


def feed_back(
    session: Session, actor: Actor, case: Case, feedback: FeedbackMeans, on: date
) -> None:
    """Book that the referrer heard how a case ended; for a use case that is in a unit.

    What still had to be told of the weging is told with it.
    """
    referral = _referral(session, case)
    recipient = AccessContext(session).open(referral, "referrer")
    session.flush()
    row = _waiting(session, case)
    if row is not None:
        row.ended_as, row.given_on, row.by = FeedbackEnd.GIVEN, on, actor.id
        row.means, row.recipient = feedback, recipient
        row.organisation_id = referral.organisation_id
        end_terms(session, CASES, case, TermKind.FEEDBACK)
    _book(session, actor, referral, recipient, feedback, on)


def _tell(session: Session, actor: Actor, case: Case, row: Feedback, given: FeedbackGiven) -> None:
    referral = _referral(session, case)
    if given.to is FeedbackTo.REFERRER:
        recipient = AccessContext(session).open(referral, "referrer")
    elif given.contact_id is not None:
        recipient = name_contact(session, referral.organisation_id, given.contact_id)
        if not recipient:
            raise Invalid({"contact": FeedbackProblem.NOT_A_CONTACT})
        row.contact_id = given.contact_id
    else:
        recipient = given.recipient
    means = given.means or row.planned
    row.means, row.recipient, row.organisation_id = means, recipient, referral.organisation_id
    _book(session, actor, referral, recipient, means, given.on)


def _book(
    session: Session,
    actor: Actor,
    referral: Referral,
    recipient: str,
    means: FeedbackMeans,
    on: date,
) -> None:
    supply = ToDisclose(
        dossier_id=referral.case_id,
        organisation_id=referral.organisation_id,
        recipient=recipient,
        categories=[Category.OUTCOME],
        purpose=Purpose.FEEDBACK,
        means=MEANS[means],
        on=on,
    )
    disclose(session, actor, supply)


def _referral(session: Session, case: Case) -> Referral:
    return session.scalars(sa.select(Referral).filter_by(case_id=case.id)).one()


def _waiting(session: Session, case: Case) -> Feedback | None:
    question = sa.select(Feedback).filter_by(case_id=case.id, ended_as=None)
    return session.scalars(question.with_for_update()).one_or_none()
