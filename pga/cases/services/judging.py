"""How it stands with telling the people of a case, judged anew; within a use case.

Whoever changes who must be told, or who was, calls it in the same transaction: the gate, the terms
and the lists go by what was judged last.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case, CaseTerm
from pga.cases.reading.hearing import HearingRows, hearing_rows
from pga.cases.room import CASES
from pga.cases.rules.authority import AuthoritySaid
from pga.cases.rules.informing import (
    MUST,
    Audience,
    HearingJudged,
    InformProblem,
    gate_open,
)
from pga.cases.rules.states import ACTIVE
from pga.cases.rules.terms import TermKind, TermRules, due_date
from pga.cases.services.moves import start_term
from pga.core import clock
from pga.core.errors import Invalid
from pga.dossiers.services.terms import end_terms
from pga.privacy.context import AccessContext

RULE: Final = 2
"""Each person and each guardian by himself, with what was told (second-look 1-2)."""


def judge_informing(session: Session, case: Case, rules: TermRules) -> HearingJudged:
    """Judge anew who must still be told, and let the terms of it run or end."""
    session.flush()
    rows = hearing_rows(session, case, AccessContext(session))
    judged = rows.judged
    case.informed_on, case.inform_review_on = judged.informed_on, judged.review_on
    case.inform_rule = RULE
    if case.state in ACTIVE:
        month = due_date(TermKind.INFORM_PERSON, case.received_on, rules)
        _run(session, case, TermKind.INFORM_PERSON, rules, month if judged.unpostponed else None)
        _run(session, case, TermKind.INFORM_REVIEW, rules, judged.first_review_on)
        _run(session, case, TermKind.AUTHORITY, rules, _authority_by(session, case, rows, rules))
    return judged


def refuse_untold(case: Case, field: str = "") -> None:
    """Refuse to disclose while somebody must be told first (AVG art. 14(3)(c), decision 46).

    Raises Invalid; what was disclosed before is not undone.
    """
    if not gate_open(case.informed_on, case.inform_review_on, clock.today()):
        raise Invalid({field: InformProblem.UNTOLD})


def _authority_by(session: Session, case: Case, rows: HearingRows, rules: TermRules) -> date | None:
    """Return before which day it must be known who has gezag; nothing when it is."""
    asked = {one.id for one in rows.of_case if Audience.GUARDIAN in MUST[one.age]}
    unconfirmed = any(
        tie.person_id in asked and tie.standing is AuthoritySaid.TO_CONFIRM for tie in rows.ties
    )
    if not unconfirmed and not any(one.authority_open for one in rows.of_case):
        return None
    running = [term.due_on for term in _running(session, case, TermKind.AUTHORITY)]
    days = [
        one.authority_sought_by
        for one in rows.people
        if one.id in asked and one.authority_sought_by is not None
    ]
    return min(days or running or [due_date(TermKind.AUTHORITY, clock.today(), rules)])


def _run(session: Session, case: Case, kind: TermKind, rules: TermRules, due: date | None) -> None:
    """Let one term of a kind run until a day; one that does so already is left alone."""
    running = [term.due_on for term in _running(session, case, kind)]
    if running == ([due] if due else []):
        return
    end_terms(session, CASES, case, kind)
    if due is not None:
        started = case.received_on if kind is TermKind.INFORM_PERSON else clock.today()
        start_term(session, case, kind, started, rules, due=due)


def _running(session: Session, case: Case, kind: TermKind) -> Iterable[CaseTerm]:
    return session.scalars(sa.select(CaseTerm).filter_by(case_id=case.id, kind=kind, ended_on=None))
