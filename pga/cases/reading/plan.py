"""The plan as it is now and as it was adopted, as far as an actor may read it."""

from collections.abc import Mapping
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
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.models.visibility import actions_shown, goals_shown, reads_regie
from pga.cases.reading.actions import WHOLE, show_actions
from pga.cases.reading.finding import find_case
from pga.cases.reading.own_actions import Ours, who_of_the_case
from pga.cases.room import CASES
from pga.cases.rules.actions import NO_PASSAGE, ActionGiven, ActionShown, Passage
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.meetings import AttendeeKind, ItemStatus, Presence
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.rules.plan import (
    COUNTS,
    GoalGiven,
    GoalStatus,
    GoalThen,
    PlanDifference,
    PlanReply,
    PlanText,
    PlanThen,
    TextsGiven,
    differences,
    for_person,
    unpacked,
    without_regie,
)
from pga.cases.rules.plan_check import PlanFinding, PlanRule, Reading, Table, check
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.states import ACTIVE, State
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.eligible import who_can
from pga.dossiers.reading.finding import Found, require_content
from pga.dossiers.reading.head import Head, head_of, open_head
from pga.partners.reading import Listed, list_partners_of_case, organisation_names
from pga.privacy.context import AccessContext, looking_at
from pga.settings.reading import ValueLine
from pga.settings.reading.lists import switched_off
from pga.settings.rules.lists import LISTS

REVISED_IN: Final = frozenset({State.IN_EXECUTION, State.TOP_X})
"""Where an adopted plan can get another version."""
OWNERS: Final = (Role.SAFETY_TEAM, Role.INTERVENTION_TEAM)
"""Who of the municipality can have an action."""


@dataclass(frozen=True, slots=True)
class PlanVersionLine:
    """A version in the list of versions."""

    number: int
    adopted_on: date
    who: str
    discussed_on: date
    why: str
    reply: PlanReply | None
    replied_on: date | None
    reply_note: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The tab *Plan*."""

    head: Head
    plan: PlanThen
    counts: Mapping[GoalStatus, int]
    versions: tuple[PlanVersionLine, ...]
    findings: tuple[PlanFinding, ...]
    off: Mapping[PlanRule, ValueLine]
    """Which rules the municipality switched off, since when and why."""
    pending: tuple[PlanDifference, ...]
    """What is other now than in the last version; nothing while there is none."""
    names: Mapping[UUID, str]
    """The text of each goal, for what stands below it."""
    may_plan: bool
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


@dataclass(frozen=True, slots=True)
class PlanForm:
    """What the forms of the plan begin with."""

    head: Head
    token: str
    owners: tuple[tuple[Owner, str], ...]
    """Which colleagues can have an action; with ``partners``, whom one can turn to there."""
    ours: tuple[Ours, ...]
    """Who of the case itself can have one."""
    partners: tuple[Listed, ...]
    goals: tuple[tuple[UUID, str], ...]
    """Which goals an action can be put below."""
    goal: GoalGiven | None = None
    """The goal that is changed, as its form gives it."""
    action: ActionGiven | None = None
    """The action that is changed, as its form gives it."""
    shown: ActionShown | None = None
    """The same action, as a page shows it."""
    texts: TextsGiven | None = None
    version: int = 0
    """The version of the row that is changed; 0 when there is none yet."""
    over: bool = False
    """Whether the case does not run any more."""
    may_regie: bool = False
    """Whether this actor can write what is for the regie only."""


def get_plan(actor: Actor, number: str) -> PlanPage:
    """Open the plan of a case with its versions; it is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("plan")) as context:
            plan = plan_now(session, found.dossier, context, actor)
            rows = _versions(session, found.dossier)
            last = _content(actor, context, rows[0]) if rows else None
            reply = rows[0].reply if rows else None
            state = found.dossier.state
            off = _rules_off(session, found.dossier)
            return PlanPage(
                head=open_head(session, actor, found, context),
                plan=plan,
                counts={
                    status: sum(goal.status is status for goal in plan.goals)
                    for status in GoalStatus
                },
                versions=_lines(session, context, rows),
                findings=check(
                    Reading(
                        plan=plan,
                        today=clock.today(),
                        reply=reply,
                        at_table=_at_table(session, found.dossier),
                    ),
                    off=off,
                ),
                off=off,
                pending=differences(last, plan) if last else (),
                names=_titles(plan, last),
                may_plan=_may_plan(actor, found),
                may_adopt=state in {State.PLANNING, *REVISED_IN}
                and allows(actor, Permission.CASE_WORK, found.facts),
            )


def get_version(actor: Actor, number: str, version: int) -> VersionPage:
    """Open one version with what it changed. Raises Refused, or Invalid when it is not there."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("plan")) as context:
            rows = [row for row in _versions(session, found.dossier) if row.number <= version]
            if not rows or rows[0].number != version:
                raise Invalid({"version": "not_there"})
            plan = _content(actor, context, rows[0])
            before = _content(actor, context, rows[1]) if rows[1:] else None
            return VersionPage(
                head=open_head(session, actor, found, context),
                line=_lines(session, context, rows[:1])[0],
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
            rows = [row for row in _versions(session, found.dossier) if row.number == version]
            if version and not rows:
                raise Invalid({"version": "not_there"})
            plan = (
                unpacked(context.open(rows[0], "content"))
                if rows
                else plan_now(session, found.dossier, context)
            )
            line = _lines(session, context, rows)[0] if rows else None
            shown = for_person(plan)
            return VersionPage(head, line, shown, (), _titles(shown), may_plan=False)


def get_plan_form(  # noqa: PLR0913 - each form begins with its own
    actor: Actor,
    number: str,
    *,
    permission: Permission = Permission.CASE_PLAN,
    goal_id: UUID | None = None,
    action_id: UUID | None = None,
    texts: bool = False,
    owners: bool = False,
) -> PlanForm:
    """Open what a form of the plan begins with; raises Refused, or Invalid for nonsense.

    With ``owners`` the contact persons of partners are noted as seen.
    """
    with transaction() as session:
        found = find_case(session, actor, number, permission)
        require_content(actor, found)
        case = found.dossier
        with looking_at(session, actor, found.about, purpose=found.purpose("plan")) as context:
            goal = find_goal(session, actor, case, goal_id) if goal_id else None
            action = find_action(session, actor, case, action_id) if action_id else None
            plan = _texts(session, case) if texts else None
            row = goal or action or plan
            mark = _about_other(session, context, row.id) if row else NO_PASSAGE
            shown = show_actions(session, [action] if action else [], context, WHOLE)
            return PlanForm(
                head=head_of(actor, found),
                token=plan_token(session, case),
                owners=_owners(session, case) if owners else (),
                ours=who_of_the_case(session, case, context) if owners else (),
                partners=list_partners_of_case(session, actor) if owners else (),
                goals=_goals_to_choose(session, actor, case, context),
                goal=_goal_given(_goal(context, goal), mark) if goal else None,
                action=_action_given(shown[0], action.owner, mark) if action else None,
                shown=shown[0] if action else None,
                texts=TextsGiven(_opened_texts(context, plan), mark) if texts else None,
                version=row.version if row else 0,
                over=case.state not in ACTIVE,
                may_regie=reads_regie(actor),
            )


def plan_now(
    session: Session, case: Case, context: AccessContext, reader: Actor | None = None
) -> PlanThen:
    """Return the plan as it is now; without a reader all of it, for a version."""
    goals = sa.select(PlanGoal).filter_by(case_id=case.id).order_by(PlanGoal.made_at, PlanGoal.id)
    actions = sa.select(CaseAction).filter_by(case_id=case.id)
    actions = actions.order_by(CaseAction.due_on, CaseAction.made_at, CaseAction.id)
    if reader is not None:
        goals, actions = goals.where(goals_shown(reader)), actions.where(actions_shown(reader))
    goal_rows, action_rows = list(session.scalars(goals)), list(session.scalars(actions))
    plan = _texts(session, case)
    return PlanThen(
        texts=_opened_texts(context, plan),
        goals=tuple(_goal(context, row) for row in goal_rows),
        actions=show_actions(session, action_rows, context, WHOLE),
        scores=_last_scores(session, case),
        passages=passages_of(session, case, context),
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


def _owners(session: Session, case: Case) -> tuple[tuple[Owner, str], ...]:
    able = who_can(session, CASES, case, Permission.CASE_PLAN, OWNERS, but=UUID(int=0))
    return tuple((Owner(OwnerKind.USER, one.id), one.name) for one in able)


def _goals_to_choose(
    session: Session, actor: Actor, case: Case, context: AccessContext
) -> tuple[tuple[UUID, str], ...]:
    question = sa.select(PlanGoal).where(
        PlanGoal.case_id == case.id, PlanGoal.status.in_(COUNTS), goals_shown(actor)
    )
    rows = session.scalars(question.order_by(PlanGoal.made_at, PlanGoal.id))
    return tuple((row.id, context.open(row, "text")) for row in rows)


def _texts(session: Session, case: Case) -> CasePlan | None:
    return session.scalars(sa.select(CasePlan).filter_by(case_id=case.id)).one_or_none()


def _opened_texts(context: AccessContext, row: CasePlan | None) -> dict[PlanText, str]:
    if row is None:
        return {}
    opened = {name: context.open(row, name) for name in PlanText}
    return {name: text for name, text in opened.items() if text}


def _goal(context: AccessContext, row: PlanGoal) -> GoalThen:
    return GoalThen(
        id=row.id,
        domain=row.domain,
        status=row.status,
        text=context.open(row, "text"),
        words=context.open(row, "words") or "",
        target_on=row.target_on,
        regie=row.regie,
    )


def _goal_given(goal: GoalThen, mark: Passage) -> GoalGiven:
    return GoalGiven(
        domain=goal.domain,
        status=goal.status,
        text=goal.text,
        words=goal.words,
        target_on=goal.target_on,
        regie=goal.regie,
        about_other=mark,
    )


def _action_given(shown: ActionShown, owner: Owner | None, mark: Passage) -> ActionGiven | None:
    """Return an action as its form gives it: who is of a list has no other words."""
    if owner is None:
        return None
    return ActionGiven(
        text=shown.text or "",
        kind=shown.kind,
        owner=owner,
        due_on=shown.due_on,
        contact="" if owner.contact_id else shown.contact or "",
        goal_id=shown.goal_id,
        regie=shown.regie,
        about_other=mark,
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
        DomainScore.measurement_id == last, DomainScore.score.is_not(None)
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


def _about_other(session: Session, context: AccessContext, row_id: UUID) -> Passage:
    mark = session.scalars(sa.select(ThirdPartyMark).filter_by(row_id=row_id).limit(1)).first()
    if mark is None:
        return NO_PASSAGE
    told = context.open(mark, "mark")
    return Passage(told["passage"], ThirdPartyRelation(told["relation"]))


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


def _versions(session: Session, case: Case) -> list[PlanVersion]:
    question = sa.select(PlanVersion).filter_by(case_id=case.id)
    return list(session.scalars(question.order_by(PlanVersion.number.desc())))


def _content(actor: Actor, context: AccessContext, row: PlanVersion) -> PlanThen:
    plan = unpacked(context.open(row, "content"))
    return plan if reads_regie(actor) else without_regie(plan)


def _lines(
    session: Session, context: AccessContext, rows: list[PlanVersion]
) -> tuple[PlanVersionLine, ...]:
    names = names_of(session, {row.by for row in rows})
    return tuple(
        PlanVersionLine(
            number=row.number,
            adopted_on=row.adopted_on,
            who=names.get(row.by, ""),
            discussed_on=row.discussed_on,
            why=context.open(row, "why") or "",
            reply=row.reply,
            replied_on=row.replied_on,
            reply_note=context.open(row, "reply_note") or "",
        )
        for row in rows
    )


def _titles(*plans: PlanThen | None) -> dict[UUID, str]:
    return {goal.id: goal.text for plan in plans if plan for goal in plan.goals}


def _may_plan(actor: Actor, found: Found[Case]) -> bool:
    running = found.dossier.state in ACTIVE
    return running and allows(actor, Permission.CASE_PLAN, found.facts)
