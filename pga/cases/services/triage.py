"""The weging: start it, decide it, tell the referrer."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.referral import Referral, Triage
from pga.cases.reading.criminal import ages_in_case, kinds_in_use, referral_said
from pga.cases.reading.finding import find_case
from pga.cases.room import CASES, DIRECTORS
from pga.cases.rules.criminal import fault_of_criminal, is_criminal
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.terms import TermKind
from pga.cases.rules.triage import (
    FeedbackMeans,
    LegalTest,
    Outcome,
    TriageAnswers,
    criteria_met,
    problems_of,
)
from pga.cases.services.ending import end_decided
from pga.cases.services.feedback import begin_feedback
from pga.cases.services.judging import refuse_untold
from pga.cases.services.moves import move, start_term
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.eligible import colleagues_for
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.services.links import ensure_linked
from pga.dossiers.services.notices import notify
from pga.dossiers.services.terms import end_terms
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


@dataclass(frozen=True, kw_only=True)
class WegingDecision:
    """A weging as it is decided."""

    answers: TriageAnswers
    consulted: str
    procesregisseur_id: UUID | None


def start_triage(actor: Actor, number: str, version: int, *, duplicate_checked: bool) -> None:
    """Begin the weging; whoever begins it works on the case. Raises StepBlocked."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_TRIAGE, version=version)
        found.dossier.duplicate_checked = found.dossier.duplicate_checked or duplicate_checked
        move(session, actor, found, MoveCode.START_TRIAGE, {})
        ensure_linked(session, CASES, found.dossier, actor.id)
        record(session, actor, Line(Event.MOVED, found.about, (MoveCode.START_TRIAGE,)))


def decide_triage(actor: Actor, number: str, version: int, decision: WegingDecision) -> None:
    """Decide the weging; that the referrer hears of it is a duty from then.

    Raises Invalid with all that is wrong, Refused when the outcome is not the actor's to choose.
    """
    if problems := problems_of(decision.answers):
        raise Invalid(problems)
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_TRIAGE, version=version)
        case, answers = found.dossier, decision.answers
        _refuse_stranger(session, case, decision.procesregisseur_id)
        outcome = answers.outcome or Outcome.REJECTED
        if outcome is Outcome.REFERRED_ON:
            refuse_untold(session, case, "outcome")
        if outcome in GOES_ON:
            _refuse_criminal(session, case)
        case.criteria_met = criteria_met(answers.criteria)
        rules = move(
            session, actor, found, _CODES[outcome], _given(decision), why=answers.reasoning
        )
        case.outcome = outcome
        session.add(_triage(case, actor, decision, outcome))
        end_terms(session, CASES, case, TermKind.TRIAGE)
        today = clock.today()
        if outcome is Outcome.ADMITTED:
            case.admitted_on = today
            case.procesregisseur_id = decision.procesregisseur_id
            if decision.procesregisseur_id is not None:
                ensure_linked(session, CASES, case, decision.procesregisseur_id)
                named = [decision.procesregisseur_id]
                notify(session, actor, CASES, case, named, NoticeKind.PROCESREGISSEUR)
            start_term(session, case, TermKind.INFORMATION_ROUND, today, rules)
            start_term(session, case, TermKind.FIRST_MEETING, today, rules)
        elif outcome is not Outcome.SCALE_UP_DIRECTLY:
            end_decided(session, actor, found, _CODES[outcome], rules, words=answers.reasoning)
        begin_feedback(session, case, answers.feedback or FeedbackMeans.PHONE, rules)
        line = Line(Event.DECIDED, found.about, (_CODES[outcome],))
        record(session, actor, line, reason=answers.reasoning)


def _refuse_criminal(session: Session, case: Case) -> None:
    """Refuse a case whose aanmelding holds criminal kinds of who is under 12 (decision 47)."""
    referral = session.scalars(sa.select(Referral).filter_by(case_id=case.id)).one()
    context = AccessContext(session)
    if is_criminal(*kinds_in_use(session, referral)):
        said = referral_said(session, case, context)
        fault = fault_of_criminal(ages_in_case(session, case, context), said)
        if fault is not None:
            raise Invalid({"outcome": f"referral_{fault}"})


def _not_to_come(feedback_on: date) -> dict[str, str]:
    return {"feedback_on": "in_future"} if feedback_on > clock.today() else {}


def _refuse_stranger(session: Session, case: Case, user_id: UUID | None) -> None:
    if user_id and user_id not in {c.id for c in colleagues_for(session, CASES, case, DIRECTORS)}:
        raise Invalid({"procesregisseur": "not_a_colleague"})


GOES_ON: Final = frozenset({Outcome.ADMITTED, Outcome.SCALE_UP_DIRECTLY})
"""After these the aanmelding stays in use."""
_CODES: Final = {
    Outcome.ADMITTED: MoveCode.ADMIT,
    Outcome.BILATERAL: MoveCode.REJECT,
    Outcome.REFERRED_BACK: MoveCode.REJECT,
    Outcome.REFERRED_ON: MoveCode.REJECT,
    Outcome.REJECTED: MoveCode.REJECT,
    Outcome.SCALE_UP_DIRECTLY: MoveCode.SCALE_UP_DIRECTLY,
}


def _given(decision: WegingDecision) -> dict[str, object]:
    answers = decision.answers
    return {
        "criteria_met": criteria_met(answers.criteria),
        "legal_tests_argued": True,
        "procesregisseur_named": decision.procesregisseur_id is not None,
        "outcome_argued": bool(answers.reasoning),
        "route_named": bool(answers.route),
        "feedback_route": answers.feedback is not None,
    }


def _triage(case: Case, actor: Actor, decision: WegingDecision, outcome: Outcome) -> Triage:
    answers = decision.answers
    tests = answers.legal_tests
    return Triage(
        case_id=case.id,
        decided_on=clock.today(),
        by=actor.id,
        outcome=outcome,
        criteria={str(criterion): str(answer) for criterion, answer in answers.criteria.items()},
        necessity=tests[LegalTest.NECESSITY],
        proportionality=tests[LegalTest.PROPORTIONALITY],
        subsidiarity=tests[LegalTest.SUBSIDIARITY],
        reasoning=answers.reasoning,
        consulted=decision.consulted or None,
        route=answers.route or None,
    )
