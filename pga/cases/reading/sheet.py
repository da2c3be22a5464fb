"""The casusblad: what stands, what can be done, what is missing, what happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, Verdict, allows, decide
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, CaseTerm, StateChange
from pga.cases.models.doors import CaseFlag
from pga.cases.reading.actions import NAMED, action_shown, open_actions
from pga.cases.reading.duties import SEEN_TO_BY
from pga.cases.reading.ending import Ended, ended_of
from pga.cases.reading.finding import find_case
from pga.cases.reading.last_contact import LastContact, last_contact
from pga.cases.reading.proposing import ProposalShown, standing_proposals
from pga.cases.reading.reaching import Reachable, who_to_reach
from pga.cases.reading.snapshot import silent_partners, snapshot_of
from pga.cases.reading.step import mendable
from pga.cases.reading.terms import rules_ahead
from pga.cases.reading.timeline import changes_of
from pga.cases.reading.which_parent import numbers_of
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionShown
from pga.cases.rules.ending import OF_BEFORE
from pga.cases.rules.forecast import CaseOutlook
from pga.cases.rules.moves import MoveCode, missing, moves_now
from pga.cases.rules.needs import MENDED_WITH, CaseSnapshot, Need
from pga.cases.rules.next_step import NextStep, next_step
from pga.cases.rules.states import ACTIVE, HoldReason, State
from pga.cases.rules.terms import TermKind
from pga.core import clock
from pga.core.database import ask, transaction
from pga.dossiers.reading.finding import Found
from pga.dossiers.reading.flags import Flag
from pga.dossiers.reading.head import Head, open_head
from pga.dossiers.reading.people import Working, working_links, working_shown
from pga.dossiers.reading.since import News, visit
from pga.dossiers.rules.forecast import HORIZON, Foreseen, forecast
from pga.partners.reading import organisation_names
from pga.privacy.context import AccessContext, looking_at

MOST: Final = 20
"""How many open flags a page shows, the earliest first."""
LAST: Final = 5
"""How many closed flags a page shows, the last first."""

_case: Final = sa.bindparam("case", type_=sa.Uuid())
TERMS: Final = (
    sa.select(CaseTerm.kind, CaseTerm.due_on)
    .where(CaseTerm.case_id == _case, CaseTerm.ended_on.is_(None))
    .order_by(CaseTerm.due_on)
)
FLAGS: Final = sa.select(CaseFlag).where(CaseFlag.case_id == _case)
WAITING: Final = (
    FLAGS.where(CaseFlag.closed_on.is_(None)).order_by(CaseFlag.due_on, CaseFlag.id).limit(MOST)
)
CLOSED: Final = (
    FLAGS.where(CaseFlag.closed_on.is_not(None)).order_by(CaseFlag.closed_on.desc()).limit(LAST)
)
"""Made once: each opening of a case asks them."""


@dataclass(frozen=True, slots=True)
class DueTerm:
    """Something that is due."""

    kind: TermKind
    due_on: date


@dataclass(frozen=True, slots=True)
class PossibleMove:
    """A move out of this state, and what stands in its way."""

    code: MoveCode
    target: State
    missing: tuple[Need, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """All that the casusblad shows."""

    head: Head
    procesregisseur_id: UUID | None
    procesregisseur: str
    casusregisseur_id: UUID | None
    casusregisseur: str
    received_on: date
    admitted_on: date | None
    informed_on: date | None
    inform_review_on: date | None
    urgent: bool
    hold: tuple[HoldReason, str] | None
    reach: tuple[Reachable, ...]
    """The persons of the case, the main one first, and who has authority over a minor."""
    contact: LastContact
    """What one must know before one rings the bell."""
    terms: tuple[DueTerm, ...]
    flags: tuple[Flag, ...]
    closed_flags: tuple[Flag, ...]
    actions: tuple[ActionShown, ...]
    """The open actions that are due first."""
    actions_open: int
    moves: tuple[PossibleMove, ...]
    next: NextStep | None
    working: tuple[Working, ...]
    destroy_on: date | None
    proposals: tuple[ProposalShown, ...]
    """What waits for an answer, or was taken and waits for its step."""
    ended: Ended | None
    """How it ended, and under which head it is kept."""
    mendable: frozenset[Need]
    """What this actor may mend of what is missing."""
    mended_by: Verdict | None
    """What the policy says to this actor of mending what is next; None when that is no need."""
    silent: tuple[str, ...]
    """For which partners the informatieronde waits, when a step lacks that."""
    may_assign: bool
    may_correct: bool
    may_flag: bool
    seen_to_by: frozenset[Permission]
    """With what this actor can see to what is due."""
    may_safety: bool
    may_plan: bool
    may_recuse: bool
    news: News | None
    """What others did since this actor looked; None when nothing, or when this is no visit."""
    ahead: tuple[Foreseen, ...]
    """What becomes of it in the next ninety days when nobody does anything."""
    names: dict[UUID | None, str]
    """Names of the colleagues in the news."""


def get_sheet(actor: Actor, number: str) -> CaseSheet:
    """Open a case for its sheet, which tells what is new; the opening is in the trail.

    Raises Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number)
        with looking_at(session, actor, found.about, purpose=found.purpose("case_work")) as context:
            return _sheet(session, actor, found, context)


def running_terms(session: Session, case: Case) -> tuple[DueTerm, ...]:
    """Return what is due, the earliest first."""
    rows = ask(session, TERMS, {"case": case.id})
    return tuple(DueTerm(kind, due_on) for kind, due_on in rows)


def _sheet(session: Session, actor: Actor, found: Found[Case], context: AccessContext) -> CaseSheet:
    case = found.dossier
    ahead = rules_ahead(session, case.municipality, HORIZON)
    rules = ahead[0][1]
    snapshot = snapshot_of(session, case, rules)
    gone = case.state is State.DESTROYED
    changes, links = changes_of(session, case), working_links(session, CASES, case)
    flags = [] if gone else _flags(session, case)
    actions, actions_open, action_days = ([], 0, ()) if gone else open_actions(session, actor, case)
    owners = organisation_names(session, {a.organisation_id for a in actions if a.organisation_id})
    numbers = numbers_of(session, actions)
    ended = None if case.state in ACTIVE else ended_of(session, case)
    terms = running_terms(session, case)
    outlook = CaseOutlook(
        state=case.state,
        snapshot=snapshot,
        terms=tuple((term.kind, term.due_on) for term in terms),
        flags=tuple(flag.due_on for flag in flags if flag.closed_on is None),
        actions=action_days,
        links=tuple(link.until_on for link in links),
        ended_on=ended.starts_on if ended else _ended_on(case, changes),
        retention=ended.retention if ended else None,
        rules=ahead,
    )
    news = visit(session, actor, found, changes)
    told = [user for item in (news.items if news else ()) for user in (item.by, item.about)]
    directors = {case.procesregisseur_id, case.casusregisseur_id}
    others = (
        *(k.user_id for k in links),
        *(f.by for f in flags),
        *(a.user_id for a in actions),
    )
    names = names_of(session, {*directors, *others, *told})
    shown = [_flag_shown(flag, names, context) for flag in flags]
    moves = _moves(actor, found, snapshot)
    step = next_step(snapshot, case.state)
    mending = MENDED_WITH.get(step) if isinstance(step, Need) else None

    return CaseSheet(
        head=open_head(session, actor, found, context),
        procesregisseur_id=case.procesregisseur_id,
        procesregisseur=names.get(case.procesregisseur_id, ""),
        casusregisseur_id=case.casusregisseur_id,
        casusregisseur=names.get(case.casusregisseur_id, ""),
        received_on=case.received_on,
        admitted_on=case.admitted_on,
        informed_on=case.informed_on,
        inform_review_on=case.inform_review_on,
        urgent=case.urgent,
        hold=None if gone else _hold(case, context),
        reach=() if gone else who_to_reach(session, case, context),
        contact=last_contact(session, actor, found, context),
        terms=terms,
        flags=tuple(one for one in shown if one.closed_on is None),
        closed_flags=tuple(one for one in shown if one.closed_on is not None),
        actions=tuple(
            action_shown(a, {**names, **owners}, numbers, context, NAMED) for a in actions
        ),
        actions_open=actions_open,
        moves=moves,
        next=step,
        working=working_shown(links, names),
        destroy_on=outlook.destroy_on(rules),
        proposals=() if gone else standing_proposals(session, actor, found, context),
        ended=ended,
        mendable=mendable(actor, found),
        mended_by=decide(actor, mending, found.facts) if mending else None,
        silent=silent_partners(session, case, chain.from_iterable(move.missing for move in moves)),
        may_assign=allows(actor, Permission.CASE_ASSIGN, found.facts),
        may_correct=allows(actor, Permission.CASE_CORRECT, found.facts),
        seen_to_by=frozenset(one for one in SEEN_TO_BY if allows(actor, one, found.facts)),
        may_flag=case.state in ACTIVE and allows(actor, Permission.CASE_FLAG, found.facts),
        may_safety=case.state in ACTIVE and allows(actor, Permission.CASE_SAFETY, found.facts),
        may_plan=case.state in ACTIVE and allows(actor, Permission.CASE_PLAN, found.facts),
        may_recuse=not gone and allows(actor, Permission.CASE_RECUSE, found.facts),
        news=news,
        ahead=forecast(outlook),
        names={user: names.get(user, "") for user in told},
    )


def _moves(actor: Actor, found: Found[Case], snapshot: CaseSnapshot) -> tuple[PossibleMove, ...]:
    """Return each move out of this state, with what lacks and what the policy says of it."""
    return tuple(
        PossibleMove(
            move.code,
            move.target,
            missing(move, snapshot),
            decide(actor, move.permission, found.facts),
        )
        for move in moves_now(found.dossier.state, snapshot)
    )


def _flag_shown(flag: CaseFlag, names: Mapping[UUID | None, str], context: AccessContext) -> Flag:
    text, closing = (context.open(flag, field) or "" for field in ("text", "closing"))
    return Flag(flag.id, text, flag.due_on, names.get(flag.by, ""), flag.closed_on, closing)


def _hold(case: Case, context: AccessContext) -> tuple[HoldReason, str] | None:
    return (case.hold_code, context.open(case, "hold_note") or "") if case.hold_code else None


def _flags(session: Session, case: Case) -> list[CaseFlag]:
    parts = (WAITING, CLOSED)
    return [row for part in parts for row in session.scalars(part, {"case": case.id})]


def _ended_on(case: Case, changes: list[StateChange]) -> date | None:
    if case.state not in OF_BEFORE or not changes:
        return None
    return clock.on_the_wall(changes[0].at).date()
