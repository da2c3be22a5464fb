"""What the forms of the plan begin with: each opens what stands on it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.plan import CaseAction, CasePlan, PlanGoal
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.models.visibility import actions_shown, goals_shown, reads_regie
from pga.cases.reading.actions import NAMED, show_actions
from pga.cases.reading.citing import Citing, citing_of
from pga.cases.reading.criminal import NOT_ASKED, CriminalChoice, criminal_choice, said_of
from pga.cases.reading.finding import find_case
from pga.cases.reading.own_actions import Ours, who_of_the_case
from pga.cases.reading.plan import (
    OWNERS,
    find_action,
    find_goal,
    goal_then,
    opened_texts,
    versions_of,
)
from pga.cases.room import CASES
from pga.cases.rules.actions import NO_PASSAGE, ActionGiven, ActionShown, Passage
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.rules.plan import COUNTS, GoalGiven, TextsGiven
from pga.cases.rules.referral import ThirdPartyRelation
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.eligible import who_can
from pga.dossiers.reading.finding import Found, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import Listed, list_partners_of_case
from pga.privacy.context import AccessContext, looking_at


@dataclass(frozen=True, slots=True)
class GoalBegun:
    """What the form of a goal begins with."""

    head: Head
    may_regie: bool
    """Whether this actor can write what is for the regie only."""
    over: bool
    """Whether the case does not run any more."""
    loose: tuple[ActionShown, ...]
    """The open actions of no goal, which can come below this one."""
    citing: Citing
    goal: GoalGiven | None = None
    """The goal that is changed, as its form gives it."""
    version: int = 0
    """The version of the row that is changed; 0 when there is none yet."""
    criminal: CriminalChoice = NOT_ASKED


@dataclass(frozen=True, slots=True)
class ActionBegun:
    """What the form of an action begins with."""

    head: Head
    may_regie: bool
    over: bool
    owners: tuple[tuple[Owner, str], ...]
    """Which colleagues can have an action; with ``partners``, whom one can turn to there."""
    ours: tuple[Ours, ...]
    """Who of the case itself can have one."""
    partners: tuple[Listed, ...]
    goals: tuple[tuple[UUID, str], ...]
    """Which goals an action can be put below."""
    citing: Citing
    action: ActionGiven | None = None
    """The action that is changed, as its form gives it."""
    shown: ActionShown | None = None
    """The same action, as a page shows it."""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Settling:
    """The screen that asks what came of an action."""

    head: Head
    action: ActionShown


@dataclass(frozen=True, slots=True)
class TextsBegun:
    """What the form of the texts of the plan begins with."""

    head: Head
    texts: TextsGiven
    version: int


@dataclass(frozen=True, slots=True)
class Replying:
    """The screen on which is written what the person says of a version."""

    head: Head
    number: int


def get_goal_form(actor: Actor, number: str, goal_id: UUID | None = None) -> GoalBegun:
    """Open the goal that is changed, or nothing for a new one. Raises Refused or Invalid."""
    with _begun(actor, number) as (session, found, context):
        row = find_goal(session, actor, found.dossier, goal_id) if goal_id else None
        return GoalBegun(
            open_head(session, actor, found, context),
            reads_regie(actor),
            not found.runs,
            _loose(session, actor, found.dossier, context),
            citing_of(session, actor, found.dossier, goal_id),
            _goal_given(session, context, row) if row else None,
            row.version if row else 0,
            criminal_choice(session, found.dossier, context),
        )


def get_action_form(actor: Actor, number: str, action_id: UUID | None = None) -> ActionBegun:
    """Open the action that is changed, and who can have it; raises Refused or Invalid.

    The contact persons of partners are noted as seen.
    """
    with _begun(actor, number) as (session, found, context):
        case = found.dossier
        row = find_action(session, actor, case, action_id) if action_id else None
        owners, ours = _owners(session, case), who_of_the_case(session, case, context)
        partners = list_partners_of_case(session, actor)
        offered = row is not None and row.owner in _whom(owners, ours, partners)
        parts = _parts(row, offered=offered) if row else ()
        shown = show_actions(session, [row], context, parts)[0] if row else None
        return ActionBegun(
            head=open_head(session, actor, found, context),
            may_regie=reads_regie(actor),
            over=not found.runs,
            owners=owners,
            ours=ours,
            partners=partners,
            goals=_goals_to_choose(session, actor, case, context),
            citing=citing_of(session, actor, case, action_id),
            action=_action_given(shown, row.owner, _about_other(session, context, row.id))
            if row and shown
            else None,
            shown=shown,
            version=row.version if row else 0,
        )


def get_settling(actor: Actor, number: str, action_id: UUID) -> Settling:
    """Open one action: what it is and who has it. Raises Refused or Invalid."""
    with _begun(actor, number) as (session, found, context):
        row = find_action(session, actor, found.dossier, action_id)
        (shown,) = show_actions(session, [row], context, NAMED)
        return Settling(open_head(session, actor, found, context), shown)


def get_texts_form(actor: Actor, number: str) -> TextsBegun:
    """Open the texts of the plan. Raises Refused."""
    with _begun(actor, number) as (session, found, context):
        question = sa.select(CasePlan).filter_by(case_id=found.dossier.id)
        row = session.scalars(question).one_or_none()
        mark = _about_other(session, context, row.id) if row else NO_PASSAGE
        texts = TextsGiven(opened_texts(context, row), mark)
        return TextsBegun(
            open_head(session, actor, found, context), texts, row.version if row else 0
        )


def get_replying(actor: Actor, number: str, version: int) -> Replying:
    """Return of which version the person says something; none of its texts is opened.

    Raises Refused, or Invalid when there is no such version.
    """
    with _begun(actor, number) as (session, found, context):
        if version not in {row.number for row in versions_of(session, found.dossier)}:
            raise Invalid({"version": "not_there"})
        return Replying(open_head(session, actor, found, context), version)


@contextmanager
def _begun(actor: Actor, number: str) -> Iterator[tuple[Session, Found[Case], AccessContext]]:
    """Open a case for a form of its plan, in a unit; what is opened is in the trail."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("plan")) as context:
            yield session, found, context


def _whom(
    owners: Iterable[tuple[Owner, str]], ours: Iterable[Ours], partners: Iterable[Listed]
) -> set[Owner | None]:
    """Return everybody who is offered by a name of their own."""
    there = {
        Owner(OwnerKind.ORGANISATION, one.id, who.id) for one in partners for who in one.contacts
    }
    somebody = {Owner(OwnerKind.ORGANISATION, one.id) for one in partners}
    return {*(owner for owner, _ in owners), *(one.owner for one in ours), *there, *somebody}


def _parts(row: CaseAction, *, offered: bool) -> set[str]:
    """Return what stands on the form: who is offered has a name there already."""
    typed = {"contact"} if row.contact_id is None else set()
    return {"text"} | (typed if offered else {"contact", "own_name"})


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


def _loose(
    session: Session, actor: Actor, case: Case, context: AccessContext
) -> tuple[ActionShown, ...]:
    question = sa.select(CaseAction).where(
        CaseAction.case_id == case.id,
        CaseAction.goal_id.is_(None),
        CaseAction.outcome.is_(None),
        actions_shown(actor),
    )
    rows = session.scalars(question.order_by(CaseAction.due_on, CaseAction.id))
    return tuple(show_actions(session, rows, context, {"text"}))


def _goal_given(session: Session, context: AccessContext, row: PlanGoal) -> GoalGiven:
    goal = goal_then(context, row)
    return GoalGiven(
        domain=goal.domain,
        status=goal.status,
        text=goal.text,
        words=goal.words,
        target_on=goal.target_on,
        regie=goal.regie,
        about_other=_about_other(session, context, row.id),
        persons=said_of(session, [row.id], context).get(row.id, frozenset()),
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


def _about_other(session: Session, context: AccessContext, row_id: UUID) -> Passage:
    mark = session.scalars(sa.select(ThirdPartyMark).filter_by(row_id=row_id).limit(1)).first()
    if mark is None:
        return NO_PASSAGE
    told = context.open(mark, "mark")
    return Passage(told["passage"], ThirdPartyRelation(told["relation"]))
