"""What no use case does yet, set by hand: the later moves, the dates of the work, the destruction.

The trail calls each of them ``seeded``. A move that gets its use case leaves this file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case, StateChange
from pga.cases.models.doors import CaseLink
from pga.cases.models.information import Contribution
from pga.cases.models.plan import PlanGoal
from pga.cases.reading.finding import find_case
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.contributions import (
    Conditions,
    InfoClass,
    Manner,
    Onward,
    Status,
    Visibility,
)
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.moves import MoveCode, find_move
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services.frozen_before import hold_against_the_law, hold_criminal
from pga.cases.services.information import written
from pga.cases.services.moves import start_term
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.models.link import LinkKind
from pga.dossiers.rules.moves import UnknownMove
from pga.dossiers.services.terms import end_terms
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.history import RowBirth, RowVersion
from pga.privacy.tombstones import bury
from pga.privacy.trail import Line, record

WORK: Final = (
    TermKind.FIRST_MEETING,
    TermKind.PLAN,
    TermKind.MEETING_AFTER_PLAN,
    TermKind.MEETING,
    TermKind.PLANNED_MEETING,
    TermKind.CONTACT,
    TermKind.MEASUREMENT,
    TermKind.EVALUATION,
)
"""The terms of a case that somebody works on."""
INFORMING: Final = (TermKind.INFORM_PERSON, TermKind.INFORM_REVIEW, TermKind.AUTHORITY)
TELLING: Final = (TermKind.FEEDBACK,)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a move does to the terms and the plain fields of a case."""

    ends: tuple[TermKind, ...] = ()
    starts: tuple[TermKind, ...] = ()
    sets: Mapping[str, Any] = field(default_factory=dict)


_CLOSED: Final = Effect(
    (*WORK, *INFORMING, TermKind.HOLD_REVIEW, TermKind.AFTERCARE_CHECK),
    (TermKind.RETENTION_CLOSED,),
)
EFFECTS: Final[Mapping[MoveCode, Effect]] = {
    MoveCode.REQUEST_SCALE_UP: Effect(
        (), (TermKind.ZVH_ANSWER,), {"scaled_from": State.IN_EXECUTION}
    ),
    MoveCode.RECORD_ZVH_YES: Effect(
        (
            *(TermKind.ZVH_ANSWER, TermKind.MEETING_AFTER_PLAN, TermKind.MEETING),
            TermKind.EVALUATION,
        ),
        (TermKind.MEETING,),
    ),
    MoveCode.RECORD_ZVH_NO: Effect((TermKind.ZVH_ANSWER,), (), {"scaled_from": None}),
    MoveCode.PROPOSE_SCALE_DOWN: Effect(),
    MoveCode.START_AFTERCARE: Effect(WORK, (TermKind.AFTERCARE_CHECK,)),
    MoveCode.CLOSE: _CLOSED,
}


def advance(actor: Actor, number: str, code: MoveCode, *, why: str) -> None:
    """Make a move whose needs are kept in rooms that do not stand yet."""
    step = find_move(code)
    with transaction() as session:
        found = find_case(session, actor, number, step.permission)
        case, effect = found.dossier, EFFECTS[code]
        _write_down(session, actor, case, code, why)
        for name, value in effect.sets.items():
            setattr(case, name, value)
        _renew(session, case, effect.ends, effect.starts)
        record(session, actor, Line(Event.SEEDED, found.about, (code,)), reason=why)


def meet(
    actor: Actor, number: str, ends: tuple[TermKind, ...], starts: tuple[TermKind, ...]
) -> None:
    """Hold what was due, and let the next term run."""
    with transaction() as session:
        found = find_case(session, actor, number)
        _renew(session, found.dossier, ends, starts)
        record(session, actor, Line(Event.SEEDED, found.about))


def keep_of_before(actor: Actor, number: str, supplier: UUID) -> None:
    """Leave what the police told before a decision was asked: out of use, until one decides."""
    with transaction() as session:
        found = find_case(session, actor, number)
        row = Contribution(
            case_id=found.dossier.id,
            organisation_id=supplier,
            by=actor.id,
            status=Status.ACTIVE,
            about=InfoClass.JUSTICE,
            visibility=Visibility.KERNTEAM,
            onward=Onward.NO,
            manner=Manner.REGISTER,
            facts_on=clock.today(),
            received_on=clock.today(),
            fact="Er loopt een onderzoek in een andere regio.",
            source="Contactpersoon bij de eenheid",
            conditions=written(Conditions()),
            barred="",
        )
        session.add(row)
        session.flush()
        hold_against_the_law(session, row, AccessContext(session))
        record(session, actor, Line(Event.SEEDED, found.about))


def aim_as_before(actor: Actor, number: str) -> None:
    """Leave a goal of before it was asked whom it is about: out of use, until one decides."""
    with transaction() as session:
        found = find_case(session, actor, number)
        row = PlanGoal(
            case_id=found.dossier.id,
            domain=LifeDomain.JUSTICE,
            status=GoalStatus.NOW,
            regie=False,
            made_at=clock.now(),
            text="Er komt geen nieuwe aangifte bij.",
        )
        session.add(row)
        session.flush()
        hold_criminal(session, found.dossier, AccessContext(session))
        record(session, actor, Line(Event.SEEDED, found.about))


def leave_undated(actor: Actor, number: str) -> None:
    """Cancel what was due without naming a new date: a case that the work screen warns of."""
    meet(actor, number, (*WORK, *INFORMING, *TELLING), ())


def step_back(actor: Actor, number: str, user_id: UUID) -> None:
    """Note that a colleague knows the person (features.md B12)."""
    with transaction() as session:
        found = find_case(session, actor, number)
        session.add(
            CaseLink(
                case_id=found.dossier.id,
                user_id=user_id,
                kind=LinkKind.RECUSED,
                from_on=clock.today(),
            )
        )
        record(session, actor, Line(Event.SEEDED, found.about))


def destroy(actor: Actor, number: str, code: MoveCode) -> None:
    """Destroy a case: what is about the person goes, and the key after it."""
    with transaction() as session:
        found = find_case(session, actor, number)  # who reads it on after its end
        case = found.dossier
        _write_down(session, actor, case, code, "")
        case.safety_warning, case.hold_note, case.visit_rule = None, None, None
        for model in CASES.taken:
            for row in session.scalars(sa.select(model).filter_by(dossier_id=case.id)):
                session.delete(row)
            session.flush()
        end_terms(session, CASES, case, *TermKind)
        record(session, actor, Line(Event.SEEDED, found.about, (code,)))
        for version in session.scalars(sa.select(RowVersion).filter_by(dossier_id=case.id)):
            session.delete(version)
        for birth in session.scalars(sa.select(RowBirth).filter_by(dossier_id=case.id)):
            session.delete(birth)
        bury(session, case.id)


def _write_down(session: Session, actor: Actor, case: Case, code: MoveCode, why: str) -> None:
    step = find_move(code)
    if step.source is not case.state:
        raise UnknownMove(code)
    case.state = step.target
    session.add(
        StateChange(
            case_id=case.id,
            move=code,
            state=step.target,
            at=clock.now(),
            by=actor.id,
            checks=",".join(step.needs),
            reason=why or None,
        )
    )


def _renew(
    session: Session, case: Case, ends: tuple[TermKind, ...], starts: tuple[TermKind, ...]
) -> None:
    end_terms(session, CASES, case, *ends)
    rules = rules_in_force(session, case.municipality)
    for kind in starts:
        start_term(session, case, kind, clock.today(), rules)
