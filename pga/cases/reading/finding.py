"""The only way to a case: through the policy. Not there and not yours are the same answer."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, DossierFacts, Layer, Refused, Step, Verdict, allows, require
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.information import InformationRequest
from pga.cases.models.link import CaseLink
from pga.cases.models.measuring import Measurement
from pga.cases.models.meeting import MeetingItem
from pga.cases.models.notice import Notice
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.models.referral import Triage
from pga.cases.models.scope import Asker, anyone, counts, facts_about, values_of
from pga.cases.models.seen import LastSeen
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.information import Waiting, unsettled
from pga.cases.rules.measuring import MeasurementKind
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.terms import TermKind, TermRules
from pga.cases.rules.workflow import CaseSnapshot, State
from pga.core import clock
from pga.core.database import ask, direct_write, may_write, table_of, upsert_on
from pga.core.errors import StaleDossier
from pga.privacy.trail import Object
from pga.settings.reading import values_between, values_on

CASE: Final = "case"
"""The kind of object that the trail calls a person case."""
EMERGENCY: Final = "emergency"
"""The purpose of each look during a noodtoegang."""
NOTICES: Final = table_of(Notice)
CLEAR: Final = (
    sa.update(NOTICES)
    .where(
        NOTICES.c.user_id == sa.bindparam("me"),
        NOTICES.c.case_id == sa.bindparam("about"),
        NOTICES.c.cleared_at.is_(None),
    )
    .values(cleared_at=sa.bindparam("now"))
)
WEIGHED: Final = sa.select(Triage.id).where(Triage.case_id == sa.bindparam("case")).limit(1)


@dataclass(frozen=True, slots=True)
class Found:
    """A case within a unit, and how the actor stands to it."""

    case: Case
    facts: DossierFacts
    emergency_until: datetime | None = None
    """Until when a noodtoegang runs, when nothing else leads here."""
    sheet_seen: tuple[datetime | None, datetime | None] = (None, None)
    """When this actor last opened its casusblad, and in the visit before that."""

    @property
    def about(self) -> Object:
        """Return what the trail calls this case."""
        return Object(CASE, self.case.id)

    def purpose(self, usual: str) -> str:
        """Return why the case is read: as usual, or in an emergency."""
        return EMERGENCY if self.facts.only_emergency else usual


def find_case(
    session: Session,
    actor: Actor,
    number: str,
    permission: Permission = Permission.CASE_READ,
    *,
    version: int | None = None,
    lock: bool = False,
) -> Found:
    """Return a case for which the policy says yes; raises Refused or StaleDossier.

    Every way to a case passes here, so here it leaves the actor's list *Voor u*, and here it is
    noted that the actor looked. With ``lock`` the case is held until the unit ends, so that of two
    same acts the second sees what the first did.
    """
    if lock:
        session.execute(sa.select(Case.id).filter_by(number=number).with_for_update())
    me = anyone(actor.role, actor.cleared)
    rows = session.execute(_question(me), values_of(actor) | {"number": number}).all()
    if not rows:
        raise Refused(nothing_there(actor, permission))
    case, links = rows[0][0], [row[1] for row in rows if row[1] is not None]
    facts = facts_about(case, links, actor)
    ends = [link.until_at for link in links if link.until_at and facts.only_emergency]
    found = Found(case, facts, max(ends, default=None), (rows[0][2], rows[0][3]))
    require(actor, permission, found.facts)
    if version is not None and version != case.version:
        raise StaleDossier(number)
    if may_write():
        _clear_notices(session, actor, case)
        if allows(actor, Permission.CASE_READ, found.facts):
            _note_look(session, actor, case)
    return found


def require_content(actor: Actor, found: Found) -> None:
    """Go on only when there is something left to read; a destroyed dossier has nothing to open."""
    if found.case.state is State.DESTROYED:
        raise Refused(nothing_there(actor, Permission.CASE_READ))


def rules_in_force(session: Session, municipality: str) -> TermRules:
    """Return the terms as the municipality set them, today."""
    return rules_on_day(session, municipality, clock.today())


def rules_on_day(session: Session, municipality: str, day: date) -> TermRules:
    """Return the terms that hold on a day, as far as they are set now."""
    return _rules(values_on(session, municipality, day))


def rules_ahead(
    session: Session, municipality: str, days: int
) -> tuple[tuple[date, TermRules], ...]:
    """Return the terms of today, and those that hold from a day within so many days."""
    today = clock.today()
    found = values_between(session, municipality, today, today + timedelta(days=days))
    return tuple((day, _rules(values)) for day, values in found)


def snapshot_of(session: Session, case: Case, rules: TermRules) -> CaseSnapshot:
    """Tell the workflow what it may know of a case: facts, no content."""
    weighed = case.outcome is not None or session.scalar(WEIGHED, {"case": case.id})
    since = case.admitted_on or date.min
    plan = ask(session, _plan_facts(), {"case": case.id, "since": since}).one()
    asked = waiting_in(session, case)
    return CaseSnapshot(
        today=clock.today(),
        terms=rules,
        requests_asked=len(asked),
        requests_unsettled=unsettled(asked),
        duplicate_check_seen=case.duplicate_checked,
        criteria_met=case.criteria_met,
        legal_tests_argued=bool(weighed),
        outcome_argued=bool(weighed),
        procesregisseur_named=case.procesregisseur_id is not None,
        casusregisseur_named=case.casusregisseur_id is not None,
        person_informed=case.informed_on is not None,
        notice_postponed_until=case.inform_review_on,
        goal_with_action=plan.goal_with_action,
        baseline_measured=plan.baseline_measured,
        last_measured_on=plan.last_measured_on,
        final_measurement=plan.final_measurement,
        actions_without_owner=plan.actions_without_owner,
        actions_not_handed_over=plan.open_actions,
        decision_list_approved=plan.decision_list_approved,
        next_meeting_on=plan.next_meeting_on,
        hold_reason=case.hold_code,
        hold_review_on=case.hold_review_on,
        scale_up_came_from=case.scaled_from,
    )


@cache
def _question(me: Asker) -> sa.Select[*tuple[Any, ...]]:
    """Ask for a case with the links of who asks that count now, and with that one's last looks."""
    mine = sa.and_(CaseLink.case_id == Case.id, CaseLink.user_id == me.id)
    looks = sa.and_(LastSeen.case_id == Case.id, LastSeen.user_id == me.id)
    return (
        sa.select(Case, CaseLink, LastSeen.sheet_at, LastSeen.compared_at)
        .outerjoin(CaseLink, sa.and_(mine, counts(me)))
        .outerjoin(LastSeen, looks)
        .where(Case.number == sa.bindparam("number"))
    )


@cache
def _plan_facts() -> sa.Executable:
    """Select what the workflow asks of goals, actions and metingen, as one statement.

    The facts count from the last admission, as the workflow wants those of the new round only.
    """
    case_id, since = sa.bindparam("case", type_=sa.Uuid()), sa.bindparam("since", type_=sa.Date())
    final = sa.and_(Measurement.case_id == case_id, Measurement.final_on >= since)
    counting = CaseAction.outcome.is_distinct_from(ActionOutcome.DROPPED)
    goal = sa.and_(PlanGoal.id == CaseAction.goal_id, PlanGoal.status == GoalStatus.NOW)
    working = sa.exists().where(PlanGoal.case_id == case_id, goal, counting)
    of_case = sa.select(sa.func.count()).where(
        CaseAction.case_id == case_id, CaseAction.outcome.is_(None)
    )
    unowned = of_case.where(
        CaseAction.user_id.is_(None),
        CaseAction.organisation_id.is_(None),
        CaseAction.own.is_(None),
    )
    last = sa.select(sa.func.max(Measurement.measured_on)).where(final)
    next_meeting = sa.select(sa.func.min(CaseTerm.due_on)).where(
        CaseTerm.case_id == case_id,
        CaseTerm.kind == TermKind.PLANNED_MEETING,
        CaseTerm.ended_on.is_(None),
    )

    def there(kind: MeasurementKind) -> sa.Exists:
        return sa.exists().where(final, Measurement.kind == kind)

    return sa.select(
        working.label("goal_with_action"),
        there(MeasurementKind.BASELINE).label("baseline_measured"),
        there(MeasurementKind.FINAL).label("final_measurement"),
        sa.exists()
        .where(MeetingItem.case_id == case_id, MeetingItem.approved_on >= since)
        .label("decision_list_approved"),
        next_meeting.scalar_subquery().label("next_meeting_on"),
        last.scalar_subquery().label("last_measured_on"),
        unowned.scalar_subquery().label("actions_without_owner"),
        of_case.scalar_subquery().label("open_actions"),
    )


ASKED: Final = sa.select(
    InformationRequest.asked_on,
    InformationRequest.due_on,
    InformationRequest.remind_on,
    InformationRequest.answer.is_not(None),
    table_of(InformationRequest).c.late_note.is_not(None),
    InformationRequest.reminded_on.is_not(None),
).where(
    InformationRequest.case_id == sa.bindparam("case", type_=sa.Uuid()),
    InformationRequest.asked_on >= sa.bindparam("since", type_=sa.Date()),
)


def waiting_in(session: Session, case: Case) -> list[Waiting]:
    """Return the questions of this round as the rules know them, without opening anything."""
    since = case.admitted_on or date.min
    rows = ask(session, ASKED, {"case": case.id, "since": since})
    return [Waiting(row[0], row[1], row[2], *(bool(value) for value in row[3:])) for row in rows]


def _clear_notices(session: Session, actor: Actor, case: Case) -> None:
    with direct_write():
        ask(session, CLEAR, {"me": actor.id, "about": case.id, "now": clock.now()})


def _rules(values: dict[str, str]) -> TermRules:
    known = {field.name for field in fields(TermRules)}
    return TermRules(**{name: int(value) for name, value in values.items() if name in known})


def _note_look(session: Session, actor: Actor, case: Case) -> None:
    """Note the look; two tabs that open at the same time make one row."""
    looked = {"user_id": actor.id, "case_id": case.id, "looked_at": clock.now()}
    with direct_write():
        ask(session, _look(session.get_bind().dialect.name), looked)


@cache
def _look(dialect: str) -> sa.Executable:
    look = upsert_on(dialect, table_of(LastSeen))
    newer = {"looked_at": look.excluded.looked_at}
    statement: sa.Executable = look.on_conflict_do_update(
        index_elements=["user_id", "case_id"], set_=newer
    )
    return statement


def nothing_there(actor: Actor, permission: Permission) -> Verdict:
    """Return the answer to nonsense, which is also that to what one may not know of."""
    return Verdict(permission, actor.role, (Step(Layer.LINK, "there", passed=False),), hidden=True)
