"""The referrer hears how it ended, never the content (pga.md 7.8); booked as a verstrekking."""

from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.referral import Referral
from pga.cases.rules.triage import FeedbackMeans
from pga.privacy.context import AccessContext
from pga.privacy.disclosure import ToDisclose, disclose
from pga.privacy.disclosure_codes import Category, Means, Purpose

MEANS: Final = {
    FeedbackMeans.PHONE: Means.SPOKEN,
    FeedbackMeans.IN_PERSON: Means.SPOKEN,
    FeedbackMeans.LETTER: Means.LETTER,
    FeedbackMeans.SECURE_MAIL: Means.SECURE_MAIL,
}


def feed_back(
    session: Session, actor: Actor, case: Case, feedback: FeedbackMeans, on: date
) -> None:
    """Book that the referrer heard; for a use case that is in a unit."""
    referral = session.scalars(sa.select(Referral).filter_by(case_id=case.id)).one()
    supply = ToDisclose(
        dossier_id=case.id,
        organisation_id=referral.organisation_id,
        recipient=AccessContext(session).open(referral, "referrer"),
        categories=[Category.OUTCOME],
        purpose=Purpose.FEEDBACK,
        means=MEANS[feedback],
        on=on,
    )
    disclose(session, actor, supply)
