"""How it stands with telling the people of a case, judged anew; within a use case.

Whoever changes who must be told, or who was, calls it in the same transaction: the gate, the terms
and the lists go by what was judged last.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import System, require
from pga.cases.models.case import Case, CaseTerm
from pga.cases.reading.hearing import HearingRows, hearing_rows
from pga.cases.reading.terms import rules_in_force
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
from pga.core.database import glance, transaction
from pga.core.errors import Invalid
from pga.dossiers.services.terms import end_terms
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.tombstones import Tombstone
from pga.privacy.trail import Line, record

RULE: Final = 2
"""Each person and each guardian by himself, with what was told (second-look 1-2)."""


def judge_informing(
    session: Session, case: Case, rules: TermRules, *, today: date | None = None
) -> HearingJudged:
    """Judge anew who must still be told, and let the terms of it run or end.

    Where everybody knew until ``today``, when somebody became old enough to hear it himself, the
    month counts from that day.
    """
    session.flush()
    rows = hearing_rows(session, case, AccessContext(session))
    judged = rows.judged
    since = today if today and case.informed_on else None
    case.informed_on, case.inform_review_on = judged.informed_on, judged.review_on
    case.inform_rule = RULE
    if case.state in ACTIVE:
        month = _month_to_tell(session, case, rules, since)
        _run(session, case, TermKind.INFORM_PERSON, rules, month if judged.unpostponed else None)
        _run(session, case, TermKind.INFORM_REVIEW, rules, judged.first_review_on)
        _run(session, case, TermKind.AUTHORITY, rules, _authority_by(session, case, rows, rules))
    return judged


def judge_by_day(keeper: System) -> int:
    """Judge each running case by who is how old today; return in how many that changed something.

    A child of 12 must hear it himself from the day itself, and the parents of a youth of 16 need
    not any more (decision 46). Each case is a unit of its own. Raises Refused for who is not the
    system.
    """
    require(keeper, Permission.INSTALLATION_KEEP)
    with glance() as session:
        running = session.scalars(sa.select(Case.id).where(Case.state.in_(ACTIVE), ~_gone()))
        case_ids = sorted(running)
    return sum(_judge_by_day(keeper, case_id) for case_id in case_ids)


def _judge_by_day(keeper: System, case_id: UUID) -> bool:
    with transaction() as session:
        case = session.get_one(Case, case_id, with_for_update=True)
        judge_informing(
            session, case, rules_in_force(session, case.municipality), today=clock.today()
        )
        changed = bool(session.new) or any(session.is_modified(row) for row in session.dirty)
        if changed:
            line = Line(Event.INFORM_JUDGED, CASES.about(case_id))
            record(session, keeper, line, chain=case.municipality)
        return changed


def _gone() -> sa.ColumnElement[bool]:
    return sa.exists().where(Tombstone.dossier_id == Case.id)


def refuse_untold(session: Session, case: Case, field: str = "") -> None:
    """Refuse to disclose while somebody must be told first (AVG art. 14(3)(c), decision 46).

    Judged by who is how old on the day itself. Raises Invalid; what was disclosed before is not
    undone.
    """
    judged = hearing_rows(session, case, AccessContext(session)).judged
    if not gate_open(judged.informed_on, judged.review_on, clock.today()):
        raise Invalid({field: InformProblem.UNTOLD})


def _month_to_tell(session: Session, case: Case, rules: TermRules, since: date | None) -> date:
    """Return when the month ends in which somebody is told: that of the receipt, or a later one.

    A later one counts from the day on which somebody became old enough, and runs on.
    """
    later = [
        term.due_on
        for term in _running(session, case, TermKind.INFORM_PERSON)
        if term.started_on > case.received_on
    ]
    counts = due_date(TermKind.INFORM_PERSON, since or case.received_on, rules)
    return max([*later, counts])


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
        month = due_date(TermKind.INFORM_PERSON, case.received_on, rules)
        of_receipt = kind is TermKind.INFORM_PERSON and due == month
        started = case.received_on if of_receipt else clock.today()
        start_term(session, case, kind, started, rules, due=due)


def _running(session: Session, case: Case, kind: TermKind) -> Iterable[CaseTerm]:
    return session.scalars(sa.select(CaseTerm).filter_by(case_id=case.id, kind=kind, ended_on=None))
