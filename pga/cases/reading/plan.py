"""The plan as it is now and as it was adopted, as far as an actor may read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.cases.models.case import Case
from pga.cases.models.measuring import DomainScore, Measurement
from pga.cases.models.meeting import Attendance, MeetingItem
from pga.cases.models.plan import CaseAction, CasePlan, PlanGoal, PlanVersion
from pga.cases.models.referral import CriminalHold, ThirdPartyMark
from pga.cases.models.visibility import (
    actions_shown,
    goals_shown,
    in_use,
    outside_regie,
    reads_regie,
)
from pga.cases.reading.actions import NAMED, WHOLE, action_shown, owner_names, show_actions
from pga.cases.reading.finding import find_case
from pga.cases.reading.measuring import old_sources
from pga.cases.reading.outcomes import taken_back_by
from pga.cases.reading.which_parent import numbers_of
from pga.cases.room import CASES
from pga.cases.rules.criminal import CRIMINAL_DOMAIN, HeldKind
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.meetings import AttendeeKind, ItemStatus, Presence
from pga.cases.rules.owners import Own
from pga.cases.rules.plan import (
    COUNTS,
    FOR_PERSON,
    GoalStatus,
    GoalThen,
    PlanDifference,
    PlanReply,
    PlanText,
    PlanThen,
    differences,
    for_person,
    unpacked,
    without,
    without_regie,
)
from pga.cases.rules.plan_check import PlanFinding, PlanRule, Reading, Table, check
from pga.cases.rules.states import ACTIVE, State
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.eligible import who_can
from pga.dossiers.reading.finding import Found, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import organisation_names
from pga.privacy.context import AccessContext, looking_at
from pga.settings.reading import ValueLine
from pga.settings.reading.lists import switched_off
from pga.settings.rules.lists import LISTS

REVISED_IN: Final = frozenset({State.IN_EXECUTION, State.TOP_X})
"""Where an adopted plan can get another version."""
ADOPTED_IN: Final = frozenset({State.PLANNING, *REVISED_IN})
"""Where a version can be adopted."""
OWNERS: Final = (Role.SAFETY_TEAM, Role.INTERVENTION_TEAM)
"""Who of the municipality can have an action."""


@dataclass(frozen=True, slots=True)
class PlanVersionLine:
    """A version in the list of versions."""

    number: int
    adopted_on: date
    who: str
    discussed_on: date
    reply: PlanReply | None
    replied_on: date | None
    why: str = ""
    """With the words of the answer, where the version itself is shown."""
    reply_note: str = ""


@dataclass(frozen=True, slots=True)
class PlanReview:
    """What stands out in the plan as it is now, and what is other than in the last version."""

    findings: tuple[PlanFinding, ...]
    off: Mapping[PlanRule, ValueLine]
    """Which rules the municipality switched off, since when and why."""
    pending: tuple[PlanDifference, ...]
    """Nothing while there is no version."""
    names: Mapping[UUID, str]
    """The text of each goal, for what stands below it."""


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The tab *Plan*."""

    head: Head
    plan: PlanThen
    counts: Mapping[GoalStatus, int]
    versions: tuple[PlanVersionLine, ...]
    review: PlanReview
    may_plan: bool
    taken_back: frozenset[UUID]
    """Of which actions this actor may still take the outcome back."""
    old_sources: tuple[LifeDomain, ...]
    """Which scores of the last meting rest on what was old already then."""
    undated: tuple[LifeDomain, ...]
    """Which rest on something of a day that nobody knows."""
    may_adopt: bool
    """Whether another version can be adopted by this actor in this state."""


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version, or the plan as it is now."""

    head: Head
    line: PlanVersionLine | None
    plan: PlanThen
    changed: tuple[PlanDifference, ...]
    """What became other than in the version before."""
    names: Mapping[UUID, str]
    may_plan: bool


def get_plan(actor: Actor, number: str) -> PlanPage:
    """Open the plan of a case with its versions; it is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("plan")) as context:
            plan = plan_now(session, found.dossier, context, actor)
            rows = versions_of(session, found.dossier)
            old, undated = old_sources(session, found.dossier)
            return PlanPage(
                old_sources=old,
                undated=undated,
                head=open_head(session, actor, found, context),
                plan=plan,
                counts={
                    status: sum(goal.status is status for goal in plan.goals)
                    for status in GoalStatus
                },
                versions=_lines(session, rows),
                review=review_of(session, actor, found.dossier, context, plan, rows),
                may_plan=(may_plan := _may_plan(actor, found)),
                taken_back=(
                    taken_back_by(session, actor, found.dossier, plan.actions)
                    if may_plan
                    else frozenset()
                ),
                may_adopt=may_adopt(actor, found),
            )


def get_version(actor: Actor, number: str, version: int) -> VersionPage:
    """Open one version with what it changed. Raises Refused, or Invalid when it is not there."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("plan")) as context:
            rows = [row for row in versions_of(session, found.dossier) if row.number <= version]
            if not rows or rows[0].number != version:
                raise Invalid({"version": "not_there"})
            plan = _content(session, actor, context, rows[0])
            before = _content(session, actor, context, rows[1]) if rows[1:] else None
            return VersionPage(
                head=open_head(session, actor, found, context),
                line=_lines(session, rows[:1], context)[0],
                plan=plan,
                changed=differences(before, plan) if before else (),
                names=_titles(plan, before),
                may_plan=_may_plan(actor, found),
            )


def get_plan_for_person(actor: Actor, number: str, version: int) -> VersionPage:
    """Open what the person may have of a version, or of the plan as it is now (version 0).

    Raises Refused, or Invalid when there is no such version.
    """
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose="plan_for_person") as context:
            head = open_head(session, actor, found, context)
            rows = [row for row in versions_of(session, found.dossier) if row.number == version]
            if version and not rows:
                raise Invalid({"version": "not_there"})
            plan = (
                version_then(session, rows[0], context, outside=True)
                if rows
                else _plan_to_give(session, found.dossier, context)
            )
            line = _lines(session, rows)[0] if rows else None
            shown = for_person(plan)
            return VersionPage(head, line, shown, (), _titles(shown), may_plan=False)


def plan_now(
    session: Session, case: Case, context: AccessContext, reader: Actor | None = None
) -> PlanThen:
    """Return the plan as it is now: for a reader; without one all of it, for a version."""
    goals, actions = _goals_of(case), _actions_of(case)
    if reader is not None:
        goals, actions = goals.where(goals_shown(reader)), actions.where(actions_shown(reader))
    plan = session.scalars(sa.select(CasePlan).filter_by(case_id=case.id)).one_or_none()
    whole = PlanThen(
        texts=opened_texts(context, plan),
        goals=tuple(goal_then(context, row) for row in session.scalars(goals)),
        actions=show_actions(session, session.scalars(actions), context, WHOLE),
        scores=_last_scores(session, case),
        passages=passages_of(session, case, context) if reader is None else (),
    )
    return without(whole, _goals_held(session, case))


def _plan_to_give(session: Session, case: Case, context: AccessContext) -> PlanThen:
    """Return of the plan as it is now what can go to the person, and what must be kept out of it.

    What ``for_person`` leaves out as a whole is not opened.
    """
    goals = session.scalars(
        _goals_of(case).where(PlanGoal.regie.is_(False), PlanGoal.status.in_(COUNTS))
    ).all()
    below = sa.or_(
        CaseAction.goal_id.is_(None), CaseAction.goal_id.in_({goal.id for goal in goals})
    )
    actions = session.scalars(
        _actions_of(case).where(outside_regie(), CaseAction.outcome.is_(None), below)
    ).all()
    names, numbers = owner_names(session, actions), numbers_of(session, actions)
    plan = session.scalars(sa.select(CasePlan).filter_by(case_id=case.id)).one_or_none()
    return PlanThen(
        texts=opened_texts(context, plan, FOR_PERSON),
        goals=tuple(goal_then(context, row) for row in goals),
        actions=tuple(
            action_shown(
                row,
                names,
                numbers,
                context,
                {"text"} if row.own is Own.FAMILY_MEMBER else NAMED,
            )
            for row in actions
        ),
        scores=_last_scores(session, case),
        passages=passages_of(session, case, context),
    )


def review_of(
    session: Session,
    actor: Actor,
    case: Case,
    context: AccessContext,
    plan: PlanThen,
    rows: list[PlanVersion],
) -> PlanReview:
    """Hold the plan as it is now against the rules and against its last version."""
    last = _content(session, actor, context, rows[0]) if rows else None
    off = _rules_off(session, case)
    reading = Reading(
        plan=plan,
        today=clock.today(),
        reply=rows[0].reply if rows else None,
        at_table=_at_table(session, case),
    )
    return PlanReview(
        findings=check(reading, off=off),
        off=off,
        pending=differences(last, plan) if last else (),
        names=_titles(plan, last),
    )


def last_discussed_on(session: Session, case: Case) -> date | None:
    """Return the day of the last casusoverleg whose besluitenlijst is approved."""
    question = sa.select(sa.func.max(MeetingItem.held_on)).where(
        MeetingItem.case_id == case.id, MeetingItem.approved_on.is_not(None)
    )
    return session.scalar(question)


def plan_token(session: Session, case: Case) -> str:
    """Return what changes whenever something of the plan changes, or the case."""
    parts = [
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(model.version), 0)).where(
            model.case_id == case.id
        )
        for model in (CasePlan, PlanGoal, CaseAction)
    ]
    rows = session.execute(sa.union_all(*parts)).all()
    return ".".join([str(case.version), *sorted(f"{count}-{total}" for count, total in rows)])


def find_goal(
    session: Session, actor: Actor, case: Case, goal_id: UUID, *, lock: bool = False
) -> PlanGoal:
    """Return a goal of this case that the actor may read; raises Invalid."""
    question = sa.select(PlanGoal).filter_by(id=goal_id, case_id=case.id)
    question = question.where(goals_shown(actor))
    row = session.scalars(question.with_for_update() if lock else question).one_or_none()
    if row is None:
        raise Invalid({"goal": "not_there"})
    return row


def find_action(
    session: Session, actor: Actor, case: Case, action_id: UUID, *, lock: bool = False
) -> CaseAction:
    """Return an action of this case that the actor may read; raises Invalid."""
    question = sa.select(CaseAction).filter_by(id=action_id, case_id=case.id)
    question = question.where(actions_shown(actor))
    row = session.scalars(question.with_for_update() if lock else question).one_or_none()
    if row is None:
        raise Invalid({"action": "not_there"})
    return row


def who_may_own(session: Session, case: Case) -> dict[UUID, Role]:
    """Return which colleagues can have an action of this case: who works on it now."""
    nobody = UUID(int=0)
    able = who_can(session, CASES, case, Permission.CASE_PLAN, OWNERS, but=nobody)
    return {one.id: one.role for one in able}


def _goals_of(case: Case) -> sa.Select[PlanGoal]:
    question = sa.select(PlanGoal).where(PlanGoal.case_id == case.id, in_use(PlanGoal.id))
    return question.order_by(PlanGoal.made_at, PlanGoal.id)


def _goals_held(session: Session, case: Case) -> frozenset[UUID]:
    """Return the goals that are out of use."""
    question = sa.select(CriminalHold.row_id).filter_by(
        case_id=case.id, kind=HeldKind.GOAL, used=False
    )
    return frozenset(session.scalars(question))


def version_then(
    session: Session, row: PlanVersion, context: AccessContext, *, outside: bool = False
) -> PlanThen:
    """Open a version, without what of it is out of use now; ``outside`` what hangs below goes too.

    Which score it holds is not kept, so a version of before the hold shows none of Justitie.
    """
    plan = unpacked(context.open(row, "content"))
    holds = sa.select(CriminalHold).filter_by(case_id=row.case_id, used=False)
    held = [one for one in session.scalars(holds) if one.kind is not HeldKind.REFERRAL]
    older = any(one.kind is HeldKind.SCORE and row.adopted_on <= one.held_on for one in held)
    goals = frozenset(one.row_id for one in held if one.kind is HeldKind.GOAL)
    return without(plan, goals, {CRIMINAL_DOMAIN} if older else (), and_below=outside)


def _actions_of(case: Case) -> sa.Select[CaseAction]:
    question = sa.select(CaseAction).filter_by(case_id=case.id)
    return question.order_by(CaseAction.due_on, CaseAction.made_at, CaseAction.id)


def opened_texts(
    context: AccessContext, row: CasePlan | None, names: Iterable[PlanText] = PlanText
) -> dict[PlanText, str]:
    """Open the texts of a plan; one that is not written is not there."""
    if row is None:
        return {}
    opened = {name: context.open(row, name) for name in names}
    return {name: text for name, text in opened.items() if text}


def goal_then(context: AccessContext, row: PlanGoal) -> GoalThen:
    """Open a goal."""
    return GoalThen(
        id=row.id,
        domain=row.domain,
        status=row.status,
        text=context.open(row, "text"),
        words=context.open(row, "words") or "",
        target_on=row.target_on,
        regie=row.regie,
    )


def _last_scores(session: Session, case: Case) -> dict[LifeDomain, Score]:
    last = (
        sa.select(Measurement.id)
        .where(Measurement.case_id == case.id, Measurement.final_on.is_not(None))
        .order_by(Measurement.measured_on.desc(), Measurement.final_on.desc(), Measurement.id)
        .limit(1)
        .scalar_subquery()
    )
    question = sa.select(DomainScore.domain, DomainScore.score).where(
        DomainScore.measurement_id == last,
        DomainScore.score.is_not(None),
        in_use(DomainScore.id),
    )
    found = {domain: score for domain, score in session.execute(question) if score}
    return {domain: found[domain] for domain in LifeDomain if domain in found}


def passages_of(session: Session, case: Case, context: AccessContext) -> tuple[str, ...]:
    """Return every passage about somebody else in the plan, whatever row it was marked in."""
    ids = sa.union_all(
        *(
            sa.select(model.id).where(model.case_id == case.id)
            for model in (CasePlan, PlanGoal, CaseAction)
        )
    )
    question = sa.select(ThirdPartyMark).where(
        ThirdPartyMark.case_id == case.id, ThirdPartyMark.row_id.in_(ids)
    )
    marks = session.scalars(question.order_by(ThirdPartyMark.id))
    found = (context.open(mark, "mark")["passage"] for mark in marks)
    return tuple(dict.fromkeys(passage for passage in found if passage))


def _at_table(session: Session, case: Case) -> Table | None:
    """Return who sat at the last casusoverleg about a case."""
    last = (
        sa.select(MeetingItem.id)
        .where(MeetingItem.case_id == case.id, MeetingItem.status == ItemStatus.DONE)
        .order_by(MeetingItem.held_on.desc(), MeetingItem.id)
        .limit(1)
    )
    item_id = session.scalar(last)
    if item_id is None:
        return None
    seats = sa.select(Attendance.kind, Attendance.user_id, Attendance.organisation_id).where(
        Attendance.item_id == item_id, Attendance.presence == Presence.PRESENT
    )
    rows = session.execute(seats).all()
    people = names_of(session, (row.user_id for row in rows if row.user_id))
    there = organisation_names(
        session, (row.organisation_id for row in rows if row.organisation_id)
    )
    return Table(
        frozenset((*people.values(), *there.values())),
        person=any(row.kind is AttendeeKind.PERSON for row in rows),
    )


def _rules_off(session: Session, case: Case) -> dict[PlanRule, ValueLine]:
    off = switched_off(session, case.municipality, LISTS["plan_rules"])
    return {PlanRule(code): line for code, line in off.items()}


def versions_of(session: Session, case: Case) -> list[PlanVersion]:
    """Return the versions of a plan, the newest first."""
    question = sa.select(PlanVersion).filter_by(case_id=case.id)
    return list(session.scalars(question.order_by(PlanVersion.number.desc())))


def _content(session: Session, actor: Actor, context: AccessContext, row: PlanVersion) -> PlanThen:
    plan = version_then(session, row, context)
    return plan if reads_regie(actor) else without_regie(plan)


def _lines(
    session: Session, rows: list[PlanVersion], context: AccessContext | None = None
) -> tuple[PlanVersionLine, ...]:
    """Return versions as a list shows them; with a context also why, and the words of the reply."""
    names = names_of(session, {row.by for row in rows})
    return tuple(
        PlanVersionLine(
            number=row.number,
            adopted_on=row.adopted_on,
            who=names.get(row.by, ""),
            discussed_on=row.discussed_on,
            reply=row.reply,
            replied_on=row.replied_on,
            why=(context and context.open(row, "why")) or "",
            reply_note=(context and context.open(row, "reply_note")) or "",
        )
        for row in rows
    )


def _titles(*plans: PlanThen | None) -> dict[UUID, str]:
    return {goal.id: goal.text for plan in plans if plan for goal in plan.goals}


def may_adopt(actor: Actor, found: Found[Case]) -> bool:
    """Tell whether another version can be adopted by this actor in this state."""
    return found.dossier.state in ADOPTED_IN and allows(actor, Permission.CASE_ADOPT, found.facts)


def _may_plan(actor: Actor, found: Found[Case]) -> bool:
    running = found.dossier.state in ACTIVE
    return running and allows(actor, Permission.CASE_PLAN, found.facts)
