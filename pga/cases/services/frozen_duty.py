"""The term in which somebody decides about what is out of use; within a use case."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.information import Contribution
from pga.cases.models.referral import CriminalHold
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.contributions import Status
from pga.cases.rules.states import ACTIVE
from pga.cases.rules.terms import TermKind
from pga.cases.services.moves import start_term
from pga.core import clock
from pga.dossiers.services.terms import end_terms


def ask_to_judge(session: Session, case: Case) -> None:
    """Begin the term, unless it runs already or the case does not run any more."""
    running = sa.select(CaseTerm.id).filter_by(case_id=case.id, kind=TermKind.FROZEN, ended_on=None)
    session.flush()
    if case.state in ACTIVE and session.scalars(running).first() is None:
        rules = rules_in_force(session, case.municipality)
        start_term(session, case, TermKind.FROZEN, clock.today(), rules)


def end_when_judged(session: Session, case: Case) -> None:
    """End the term with the last that waited for it."""
    session.flush()
    contributions = sa.select(Contribution.id).where(
        Contribution.case_id == case.id,
        Contribution.status == Status.FROZEN,
        Contribution.frozen_for.is_not(None),
    )
    holds = sa.select(CriminalHold.id).filter_by(case_id=case.id, used=False, settled_on=None)
    if session.scalars(sa.union_all(contributions, holds)).first() is None:
        end_terms(session, CASES, case, TermKind.FROZEN)
