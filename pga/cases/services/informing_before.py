"""Cases of before 0024: what was closed wrongly opens again, and nothing that was typed is lost.

Until then the word of the referrer closed the gate, and one guardian stood for all
(second-look 1-5; decisions 43, 63).
"""

from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case
from pga.cases.models.referral import Referral
from pga.cases.reading.hearing import HearingRows, hearing_rows
from pga.cases.reading.terms import rules_in_force
from pga.cases.rules.informing import Audience, Ear, ToldBy
from pga.cases.services.authority import tie_guardians
from pga.cases.services.informing import note_postponement, note_telling
from pga.cases.services.judging import judge_informing
from pga.privacy.context import AccessContext
from pga.privacy.migrating import RowMigration


def judge_anew(session: Session, case: Case, context: AccessContext) -> None:
    """Tie who has gezag to every minor, keep what the referrer told as that, and judge anew."""
    tie_guardians(session, case, context, confirmed=False)
    rows = hearing_rows(session, case, context)
    _keep_what_the_referrer_told(session, case, context, rows)
    _keep_the_postponement(session, case, context, rows)
    judge_informing(session, case, rules_in_force(session, case.municipality))


def _keep_what_the_referrer_told(
    session: Session, case: Case, context: AccessContext, rows: HearingRows
) -> None:
    """Note as told by the referrer what the aanmelding said of it; what was told nobody asked."""
    told = [
        (Ear(Audience.GUARDIAN, one.id), date.fromisoformat(on))
        for one in rows.guardians
        if (on := context.open(one, "informed"))
    ]
    if case.informed_on and rows.people and not rows.told:
        told.append((Ear(Audience.PERSON, rows.people[0].id), case.informed_on))
    for ear, on in told:
        note_telling(session, case, ear, topics=(), source=ToldBy.REFERRER, told_on=on)
    for guardian in rows.guardians:
        guardian.informed = None


def _keep_the_postponement(
    session: Session, case: Case, context: AccessContext, rows: HearingRows
) -> None:
    """Note as a decision what the aanmelding said of waiting, when no decision stands."""
    if case.inform_review_on is None or rows.waits:
        return
    referral = session.scalars(sa.select(Referral).filter_by(case_id=case.id)).one_or_none()
    if referral is None or referral.not_informed is None:
        return
    session.flush()
    for ear in hearing_rows(session, case, context).judged.untold:
        note_postponement(
            session,
            case,
            ear,
            ground=referral.not_informed,
            decided_on=case.received_on,
            review_on=case.inform_review_on,
            note=context.open(referral, "not_informed_note"),
        )


JUDGED_ANEW: Final = RowMigration(
    "informing_by_person", Case, Case.inform_rule.is_(None), judge_anew
)
"""How it stands with telling in a case of before, judged by person and by guardian."""
