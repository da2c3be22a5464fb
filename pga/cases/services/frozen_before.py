"""Contributions of before 0025, held against the law: what may not be there is out of use.

Nothing is deleted: a duty with a day asks somebody of the case to decide (decision 48).
"""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.information import Contribution
from pga.cases.reading.criminal import ages_in_case, said_of
from pga.cases.reading.terms import rules_in_force
from pga.cases.rules.contributions import FrozenFor, Status, frozen_for, supplying_bar
from pga.cases.rules.states import ACTIVE
from pga.cases.rules.terms import TermKind
from pga.cases.services.information import LAW_RULE
from pga.cases.services.moves import start_term
from pga.core import clock
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
    _ask_to_judge(session, row)


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


def _ask_to_judge(session: Session, row: Contribution) -> None:
    case = session.get_one(Case, row.case_id)
    running = sa.select(CaseTerm.id).filter_by(case_id=case.id, kind=TermKind.FROZEN, ended_on=None)
    session.flush()
    if case.state in ACTIVE and session.scalars(running).first() is None:
        rules = rules_in_force(session, case.municipality)
        start_term(session, case, TermKind.FROZEN, clock.today(), rules)


HELD_AGAINST_THE_LAW: Final = RowMigration(
    "contribution_law", Contribution, Contribution.law_rule.is_(None), hold_against_the_law
)
"""Police data without a decision, and criminal data of somebody under 12: frozen with a duty."""
