"""The weging: start it, decide it, come back on it after the round, tell the referrer."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.referral import Triage
from pga.cases.reading.finding import find_case
from pga.cases.room import CASES, DIRECTORS
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
from pga.cases.services.feedback import feed_back
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
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


@dataclass(frozen=True, kw_only=True)
class WegingDecision:
    """A weging as it is decided."""

    answers: TriageAnswers
    consulted: str
    procesregisseur_id: UUID | None
    feedback_on: date


def start_triage(actor: Actor, number: str, version: int, *, duplicate_checked: bool) -> None:
    """Begin the weging; whoever begins it works on the case. Raises StepBlocked."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_TRIAGE, version=version)
        found.dossier.duplicate_checked = found.dossier.duplicate_checked or duplicate_checked
        move(session, actor, found, MoveCode.START_TRIAGE, {})
        ensure_linked(session, CASES, found.dossier, actor.id)
        record(session, actor, Line(Event.MOVED, found.about, (MoveCode.START_TRIAGE,)))


def decide_triage(actor: Actor, number: str, version: int, decision: WegingDecision) -> None:
    """Decide the weging and record the feedback to the referrer as a verstrekking.

    Raises Invalid with all that is wrong, Refused when the outcome is not the actor's to choose.
    """
    problems: dict[str, str] = dict(problems_of(decision.answers))
    problems |= _not_to_come(decision.feedback_on)
    if problems:
        raise Invalid(problems)
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_TRIAGE, version=version)
        case, answers = found.dossier, decision.answers
        _refuse_stranger(session, case, decision.procesregisseur_id)
        outcome = answers.outcome or Outcome.REJECTED
        if outcome is Outcome.REFERRED_ON:
            refuse_untold(case, "outcome")
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
        means = answers.feedback or FeedbackMeans.PHONE
        feed_back(session, actor, case, means, decision.feedback_on)
        line = Line(Event.DECIDED, found.about, (_CODES[outcome],))
        record(session, actor, line, reason=answers.reasoning)


def drop_after_information(
    actor: Actor,
    number: str,
    version: int,
    *,
    facts: str,
    feedback: FeedbackMeans | None,
    feedback_on: date,
) -> None:
    """End a case whose ground new facts took away, and record that the referrer heard of it.

    Its retention is that of a case that was not admitted; all that runs of it ends.
    Raises Invalid or StepBlocked.
    """
    if problems := _not_to_come(feedback_on):
        raise Invalid(problems)
    code = MoveCode.DROP_AFTER_INFORMATION
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_TRIAGE, version=version)
        case = found.dossier
        given = {"no_ground_argued": bool(facts), "feedback_route": feedback is not None}
        rules = move(session, actor, found, code, given, why=facts)
        end_decided(session, actor, found, code, rules, words=facts)
        feed_back(session, actor, case, feedback or FeedbackMeans.PHONE, feedback_on)
        record(session, actor, Line(Event.DECIDED, found.about, (code,)), reason=facts)


def _not_to_come(feedback_on: date) -> dict[str, str]:
    return {"feedback_on": "in_future"} if feedback_on > clock.today() else {}


def _refuse_stranger(session: Session, case: Case, user_id: UUID | None) -> None:
    if user_id and user_id not in {c.id for c in colleagues_for(session, CASES, case, DIRECTORS)}:
        raise Invalid({"procesregisseur": "not_a_colleague"})


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
