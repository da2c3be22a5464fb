"""Rows of before 0025 and 0057, held against the law: what may not be there is out of use.

Nothing is deleted: a duty with a day asks somebody of the case to decide (decision 48).
"""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case
from pga.cases.models.information import Contribution
from pga.cases.models.measuring import DomainScore
from pga.cases.models.plan import PlanGoal
from pga.cases.models.referral import CriminalHold, Referral
from pga.cases.reading.criminal import ages_in_case, said_of
from pga.cases.rules.contributions import (
    FrozenFor,
    InfoClass,
    Status,
    frozen_for,
    supplying_bar,
)
from pga.cases.rules.criminal import (
    CRIMINAL_CODES,
    CRIMINAL_DOMAIN,
    CRIMINAL_RULE,
    Ages,
    HeldKind,
    fault_of_criminal,
)
from pga.cases.rules.domains import Score
from pga.cases.services.frozen_duty import ask_to_judge
from pga.cases.services.information import LAW_RULE
from pga.core import clock
from pga.core.database import table_of
from pga.partners.reading import agreed_by, kinds_of
from pga.privacy.context import AccessContext
from pga.privacy.migrating import RowMigration


def hold_against_the_law(session: Session, row: Contribution, context: AccessContext) -> None:
    """Take a contribution out of use that the law keeps, and let somebody decide."""
    row.law_rule = LAW_RULE
    law = _law_of(session, row, context)
    if law is None or row.status is not Status.ACTIVE:
        return
    row.status, row.frozen_for, row.frozen_on = Status.FROZEN, law, clock.today()
    row.settled_on = row.settled_word = None
    ask_to_judge(session, session.get_one(Case, row.case_id))


def _law_of(session: Session, row: Contribution, context: AccessContext) -> FrozenFor | None:
    supplier = row.organisation_id
    case = session.get_one(Case, row.case_id)
    kind = kinds_of(session, [supplier]).get(supplier)
    agreed = agreed_by(session, [supplier]).get(supplier, ())
    return frozen_for(
        row.about,
        said_of(session, [row.id], context).get(row.id, frozenset()),
        ages_in_case(session, case, context),
        supplying_bar(kind, agreed, row.received_on),
    )


def hold_criminal(session: Session, case: Case, context: AccessContext) -> None:
    """Take criminal data out of use that are, or may be, about somebody under 12.

    What was used again meanwhile and may not be any more is out of use anew; what was taken out
    stays out.
    """
    case.criminal_rule = CRIMINAL_RULE
    session.flush()
    ages = ages_in_case(session, case, context)
    if not ages.under_12:
        return
    rows = dict(_criminal_rows(session, case))
    said = said_of(session, rows, context)
    holds = session.scalars(sa.select(CriminalHold).filter_by(case_id=case.id))
    standing = {hold.row_id: hold for hold in holds}
    new = False
    for row_id, kind in rows.items():
        if fault_of_criminal(ages, said.get(row_id, frozenset())) is None:
            continue
        hold = standing.get(row_id)
        if hold is None:
            hold = CriminalHold(case_id=case.id, row_id=row_id, kind=kind)
            session.add(hold)
        elif not hold.used:
            continue
        hold.held_on, hold.used, new = clock.today(), False, True
        hold.settled_on = hold.settled_word = None
    if new | _freeze(session, case, ages, context):
        ask_to_judge(session, case)


def _freeze(session: Session, case: Case, ages: Ages[UUID], context: AccessContext) -> bool:
    """Freeze the contributions of the kind; tell whether there were any."""
    question = sa.select(Contribution).filter_by(
        case_id=case.id, about=InfoClass.JUSTICE, status=Status.ACTIVE
    )
    rows = list(session.scalars(question))
    said, found = said_of(session, (row.id for row in rows), context), False
    for row in rows:
        if frozen_for(row.about, said.get(row.id, frozenset()), ages, None) is not None:
            row.status, row.frozen_for = Status.FROZEN, FrozenFor.UNDER_12
            row.frozen_on, found = clock.today(), True
            row.settled_on = row.settled_word = None
    return found


def _criminal_rows(session: Session, case: Case) -> Iterator[tuple[UUID, HeldKind]]:
    referral = session.scalars(sa.select(Referral).filter_by(case_id=case.id)).one_or_none()
    if referral is not None and not CRIMINAL_CODES.isdisjoint(
        (*referral.problems.split(","), *referral.domains.split(","))
    ):
        yield referral.id, HeldKind.REFERRAL
    goals = sa.select(PlanGoal.id).filter_by(case_id=case.id, domain=CRIMINAL_DOMAIN)
    for row_id in session.scalars(goals):
        yield row_id, HeldKind.GOAL
    cells = table_of(DomainScore).c
    scores = sa.select(DomainScore.id).where(
        DomainScore.case_id == case.id,
        DomainScore.domain == CRIMINAL_DOMAIN,
        sa.or_(
            DomainScore.score.in_([one for one in Score if one.number is not None]),
            cells.why.is_not(None),
            cells.source.is_not(None),
        ),
    )
    for row_id in session.scalars(scores):
        yield row_id, HeldKind.SCORE


HELD_AGAINST_THE_LAW: Final = RowMigration(
    "contribution_law", Contribution, Contribution.law_rule.is_(None), hold_against_the_law
)
"""Police data without a decision, and criminal data of somebody under 12: frozen with a duty."""
CRIMINAL_HELD: Final = RowMigration(
    "criminal_held", Case, Case.criminal_rule.is_(None), hold_criminal
)
"""What else tells of crime where somebody is under 12: aanmelding, goals and scores."""
