"""The approach of a case is weighed anew; its conclusion can propose what should become of it."""

from uuid import uuid4

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.evaluating import Evaluation
from pga.cases.reading.evaluating import colleagues_of, how_many, what_is_evaluated
from pga.cases.reading.finding import find_case
from pga.cases.reading.plan import versions_of
from pga.cases.reading.proposing import standing_kinds
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.citing import CitedIn
from pga.cases.rules.evaluating import (
    PROPOSES,
    RHYTHM,
    EvaluationGiven,
    EvaluationProblem,
    EvaluationTest,
    faults_of_evaluation,
)
from pga.cases.rules.terms import TermKind
from pga.cases.services.citing import cite
from pga.cases.services.moves import start_term
from pga.cases.services.proposing import put_proposal
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.services.terms import end_terms
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def evaluate(actor: Actor, number: str, version: int, given: EvaluationGiven) -> bool:
    """Keep an evaluatie; the next one is due from its day. Tell whether it made a proposal.

    ``version`` is how many there were when the form was made. What is proposed already is not
    proposed twice. Raises StaleDossier, Invalid with what is wrong, or Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN, lock=True)
        case = found.dossier
        if version != how_many(session, case):
            raise StaleDossier(number)
        problems: dict[str, str] = {
            **faults_of_evaluation(given, what_is_evaluated(session, case, clock.today()))
        }
        if not given.colleagues <= {one.id for one in colleagues_of(session, case)}:
            problems["colleagues"] = EvaluationProblem.NOT_A_COLLEAGUE
        if problems or given.conclusion is None:
            raise Invalid(problems)
        holds = {test: bool(given.tests[test].holds) for test in EvaluationTest}
        row = Evaluation(
            id=uuid4(),
            case_id=case.id,
            held_on=given.held_on,
            made_at=clock.now(),
            by=actor.id,
            **holds,
            **{f"{test}_why": given.tests[test].why for test in EvaluationTest},
            plan_number=versions_of(session, case)[0].number,
            conclusion=given.conclusion,
            worked=given.worked,
            failed=given.failed,
            unused=given.unused or None,
            why=given.why,
            took_part={
                "colleagues": sorted(str(one) for one in given.colleagues),
                "others": given.others,
            },
        )
        session.add(row)
        session.flush()
        cite(session, actor, case, CitedIn.EVALUATION, row.id, given.cited)
        end_terms(session, CASES, case, TermKind.EVALUATION)
        if case.state in RHYTHM:
            rules = rules_in_force(session, case.municipality)
            start_term(session, case, TermKind.EVALUATION, given.held_on, rules)
        kind = PROPOSES.get(given.conclusion)
        proposes = kind is not None and kind not in standing_kinds(session, case)
        if kind is not None and proposes:
            put_proposal(session, actor, found, kind, given.why, row.id)
        record(session, actor, Line(Event.EVALUATED, found.about))
        return proposes
