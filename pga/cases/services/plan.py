"""The plan: its texts and goals, adopting a version, and what the person says of it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.plan import CaseAction, CasePlan, PlanGoal, PlanVersion
from pga.cases.models.visibility import reads_regie
from pga.cases.reading.criminal import ages_in_case
from pga.cases.reading.finding import find_case
from pga.cases.reading.plan import (
    REVISED_IN,
    find_goal,
    last_discussed_on,
    plan_now,
    plan_token,
    version_then,
)
from pga.cases.reading.snapshot import snapshot_of
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.actions import Passage, faults_of_passage
from pga.cases.rules.citing import CitedIn
from pga.cases.rules.criminal import CRIMINAL_DOMAIN, Ages
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.plan import (
    GoalGiven,
    PlanProblem,
    PlanReply,
    PlanText,
    differences,
    faults_of_goal,
    faults_of_reply,
    packed,
)
from pga.cases.rules.states import ACTIVE
from pga.cases.rules.terms import TermKind
from pga.cases.services.citing import cite
from pga.cases.services.criminal_marks import mark_criminal
from pga.cases.services.gathering import find_loose, put_below
from pga.cases.services.moves import move, start_term
from pga.cases.services.third_party_marks import mark_other
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.finding import Found
from pga.dossiers.services.terms import end_terms
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

ENDED: Final = (
    TermKind.FIRST_MEETING,
    TermKind.PLAN,
    TermKind.MEETING,
    TermKind.MEASUREMENT,
)
STARTED: Final = (TermKind.MEETING_AFTER_PLAN, TermKind.CONTACT, TermKind.EVALUATION)
"""What is due from the day on which the plan is adopted."""


def write_texts(
    actor: Actor,
    number: str,
    version: int,
    texts: Mapping[PlanText, str],
    *,
    about_other: Passage,
    reason: str,
) -> None:
    """Write the texts of the plan; raises StaleDossier, or Invalid with what is wrong."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN, lock=True)
        case = found.dossier
        _refuse(_running(case) | faults_of_passage(about_other, *texts.values()))
        question = sa.select(CasePlan).filter_by(case_id=case.id)
        row = session.scalars(question).one_or_none()
        if version != (row.version if row else 0):
            raise StaleDossier(number)
        if row is None:
            row = CasePlan(id=uuid4(), case_id=case.id)
            session.add(row)
        for name in PlanText:
            setattr(row, name, texts.get(name) or None)
        mark_other(session, case, row.id, about_other, {n: texts.get(n, "") for n in PlanText})
        line = Line(Event.PLAN_WRITTEN, found.about)
        record(session, actor, line, reason=reason or None)


def add_goal(
    actor: Actor,
    number: str,
    given: GoalGiven,
    *,
    loose: Collection[UUID] = (),
    cited: Collection[UUID] = (),
) -> UUID:
    """Add a goal, with loose actions below it, and with what it cites; raises Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN)
        case, given = found.dossier, _as_may(actor, given)
        ages = ages_in_case(session, case, AccessContext(session))
        _refuse({**_running(case), **faults_of_goal(given, clock.today(), ages=ages)})
        below = find_loose(session, actor, case, loose)
        row = PlanGoal(id=uuid4(), case_id=case.id, made_at=clock.now())
        _fill(session, case, row, given)
        session.add(row)
        _mark_criminal(session, row, given, ages)
        cite(session, actor, case, CitedIn.GOAL, row.id, cited)
        record(session, actor, Line(Event.PLAN_WRITTEN, found.about))
        put_below(session, actor, found, row, below)
        return row.id


def change_goal(  # noqa: PLR0913 - what a form hands in
    actor: Actor,
    number: str,
    goal_id: UUID,
    version: int,
    given: GoalGiven,
    *,
    reason: str,
    loose: Collection[UUID] = (),
    cited: Collection[UUID] = (),
) -> None:
    """Change a goal or its place: was, is, waarom; loose actions come below it.

    Raises StaleDossier, or Invalid.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN)
        given, below = _as_may(actor, given), find_loose(session, actor, found.dossier, loose)
        row = find_goal(session, actor, found.dossier, goal_id, lock=True)
        if row.version != version:
            raise StaleDossier(number)
        own = _has_own(session, row)
        ages = ages_in_case(session, found.dossier, AccessContext(session))
        faults = faults_of_goal(given, clock.today(), ages=ages, stood_on=row.target_on, own=own)
        _refuse({**_running(found.dossier), **faults})
        _fill(session, found.dossier, row, given)
        _mark_criminal(session, row, given, ages)
        cite(session, actor, found.dossier, CitedIn.GOAL, row.id, cited)
        record(session, actor, Line(Event.PLAN_WRITTEN, found.about), reason=reason)
        put_below(session, actor, found, row, below)


def adopt_plan(actor: Actor, number: str, version: int, token: str, *, why: str) -> None:
    """Adopt the plan as version 1 and begin its execution.

    ``token`` is of the plan that was read. The casusoverleg that discussed it approved its
    besluitenlijst. Raises StepBlocked, StaleDossier or Invalid.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_ADOPT, version=version, lock=True)
        case, today = found.dossier, clock.today()
        _refuse_stale(session, case, token)
        measured_on = snapshot_of(
            session, case, rules_in_force(session, case.municipality)
        ).last_measured_on
        rules = move(session, actor, found, MoveCode.ADOPT_PLAN, {}, why=why)
        _add_version(session, actor, found, last_discussed_on(session, case) or today, why)
        end_terms(session, CASES, case, *ENDED)
        for kind in STARTED:
            start_term(session, case, kind, today, rules)
        start_term(session, case, TermKind.MEASUREMENT, measured_on or today, rules)
        line = Line(Event.MOVED, found.about, (MoveCode.ADOPT_PLAN,))
        record(session, actor, line, reason=why or None)


def revise_plan(actor: Actor, number: str, version: int, token: str, *, why: str) -> None:
    """Adopt the next version of a plan that is carried out; the older ones stay as they are.

    Raises StaleDossier, or Invalid when nothing differs or something is missing.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_ADOPT, version=version, lock=True)
        case = found.dossier
        _refuse_stale(session, case, token)
        problems: dict[str, str] = {} if why else {"why": PlanProblem.NO_REASON}
        if case.state not in REVISED_IN:
            problems[""] = PlanProblem.NOT_NOW
        elif not snapshot_of(
            session, case, rules_in_force(session, case.municipality)
        ).goal_with_action:
            problems[""] = PlanProblem.NO_GOAL_WITH_ACTION
        _refuse(problems)
        discussed_on = last_discussed_on(session, case) or clock.today()
        _add_version(session, actor, found, discussed_on, why)
        record(session, actor, Line(Event.PLAN_ADOPTED, found.about), reason=why)


def record_reply(
    actor: Actor,
    number: str,
    plan_number: int,
    *,
    reply: PlanReply,
    note: str,
    replied_on: date,
) -> None:
    """Record what the person says of a version; raises Invalid with what is wrong."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN, lock=True)
        question = sa.select(PlanVersion).filter_by(case_id=found.dossier.id, number=plan_number)
        row = session.scalars(question).one_or_none()
        if row is None:
            raise Invalid({"version": "not_there"})
        faults = faults_of_reply(reply, note, replied_on, row.adopted_on, clock.today())
        _refuse(_running(found.dossier) | faults)
        row.reply, row.replied_on, row.reply_note = reply, replied_on, note or None
        record(session, actor, Line(Event.PLAN_ANSWERED, found.about), reason=note or None)


def _refuse(problems: Mapping[str, str]) -> None:
    if problems:
        raise Invalid(problems)


def _running(case: Case) -> dict[str, str]:
    return {} if case.state in ACTIVE else {"": PlanProblem.CASE_OVER}


def _refuse_stale(session: Session, case: Case, token: str) -> None:
    if token != plan_token(session, case):
        raise StaleDossier(case.number)


def _as_may(actor: Actor, given: GoalGiven) -> GoalGiven:
    """Leave ``regie`` to who reads it: nobody writes what is closed to them at once."""
    return replace(given, regie=given.regie and reads_regie(actor))


def _has_own(session: Session, goal: PlanGoal) -> bool:
    """Tell whether somebody of the case itself has an open action below a goal."""
    question = sa.select(CaseAction.id).where(
        CaseAction.case_id == goal.case_id,
        CaseAction.goal_id == goal.id,
        CaseAction.own.is_not(None),
        CaseAction.outcome.is_(None),
    )
    return session.scalar(question.limit(1)) is not None


def _fill(session: Session, case: Case, row: PlanGoal, given: GoalGiven) -> None:
    row.domain, row.status, row.text = given.domain, given.status, given.text
    row.words, row.target_on, row.regie = given.words or None, given.target_on, given.regie
    texts = {"text": given.text, "words": given.words}
    mark_other(session, case, row.id, given.about_other, texts)


def _mark_criminal(session: Session, row: PlanGoal, given: GoalGiven, ages: Ages[UUID]) -> None:
    said = given.persons if given.domain is CRIMINAL_DOMAIN else ()
    mark_criminal(session, row.case_id, row.id, ages.kept(said))


def _add_version(
    session: Session, actor: Actor, found: Found[Case], discussed_on: date, why: str
) -> None:
    """Keep the plan as it is now; raises Invalid when nothing differs from the last version."""
    case, context = found.dossier, AccessContext(session)
    question = sa.select(PlanVersion).filter_by(case_id=case.id)
    last = session.scalars(question.order_by(PlanVersion.number.desc()).limit(1)).first()
    plan = plan_now(session, case, context)
    if last is not None and not differences(version_then(session, last, context), plan):
        raise Invalid({"": PlanProblem.NOTHING_NEW})
    session.add(
        PlanVersion(
            case_id=case.id,
            number=last.number + 1 if last else 1,
            adopted_on=clock.today(),
            by=actor.id,
            discussed_on=discussed_on,
            content=packed(plan),
            why=why or None,
        )
    )
