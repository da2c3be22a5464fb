"""The evaluaties of a case, held against its metingen and against what nobody used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import Colleague, names_of
from pga.cases.models.case import Case
from pga.cases.models.evaluating import Evaluation
from pga.cases.models.measuring import DomainScore, Measurement
from pga.cases.models.plan import PlanVersion
from pga.cases.models.visibility import in_use
from pga.cases.reading.citing import Citing, among, citable, citations_of
from pga.cases.reading.finding import find_case
from pga.cases.reading.proposing import ProposalShown, proposals_of
from pga.cases.reading.snapshot import snapshot_of
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES, WORKERS
from pga.cases.rules.citing import Citable, unused
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.evaluating import (
    Appraised,
    Conclusion,
    Evaluated,
    EvaluationProblem,
    EvaluationTest,
    Metingen,
    conclusions_in,
    moved,
    why_not,
)
from pga.cases.rules.proposing import ProposalKind, kinds_in
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.eligible import who_can
from pga.dossiers.reading.finding import Found, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.privacy.context import AccessContext, looking_at

MOST: Final = 8
"""How many evaluaties a page shows, the last first."""


@dataclass(frozen=True, slots=True)
class Against:
    """What an evaluatie is held against: how the leefgebieden moved, and what nobody used."""

    moved: Mapping[LifeDomain, int]
    unused: tuple[Citable, ...]


@dataclass(frozen=True, slots=True)
class EvaluationShown:
    """An evaluatie as the page shows it."""

    id: UUID
    held_on: date
    who: str
    took_part: str
    tests: Mapping[EvaluationTest, Appraised]
    worked: str
    failed: str
    unused: str
    plan_number: int
    conclusion: Conclusion
    why: str
    cited: tuple[Citable, ...]
    against: Against


@dataclass(frozen=True, slots=True)
class EvaluationsPage:
    """The page *Evaluatie*."""

    head: Head
    shown: tuple[EvaluationShown, ...]
    proposals: tuple[ProposalShown, ...]
    due_on: date | None
    """Until when the next one is on time."""
    adjusts: bool
    """The last one asks for another version of the plan, and that is not there yet."""
    barred: EvaluationProblem | None
    """Why the case is not evaluated now."""
    may_plan: bool
    kinds: tuple[ProposalKind, ...]
    """What this actor can propose now."""


@dataclass(frozen=True, slots=True)
class EvaluationBegun:
    """What the form begins with."""

    head: Head
    version: int
    """How many there are."""
    last_on: date | None
    against: Against
    """Since the last evaluatie, up to now."""
    citing: Citing
    colleagues: tuple[tuple[UUID, str], ...]
    conclusions: tuple[Conclusion, ...]
    barred: EvaluationProblem | None


def get_evaluations(actor: Actor, number: str) -> EvaluationsPage:
    """Open the evaluaties and proposals of a case; it is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        case = found.dossier
        with looking_at(
            session, actor, found.about, purpose=found.purpose("evaluations")
        ) as context:
            facts = snapshot_of(session, case, rules_in_force(session, case.municipality))
            proposals = proposals_of(session, actor, found, context)
            standing = {one.kind for one in proposals if one.stands}
            plans = found.runs and allows(actor, Permission.CASE_PLAN, found.facts)
            return EvaluationsPage(
                head=open_head(session, actor, found, context),
                shown=_shown(session, actor, found, context),
                proposals=proposals,
                due_on=facts.evaluation_due_on,
                adjusts=facts.plan_to_adjust,
                barred=why_not(what_is_evaluated(session, case, clock.today())),
                may_plan=plans,
                kinds=kinds_in(case.state, standing) if plans else (),
            )


def get_evaluation_form(actor: Actor, number: str) -> EvaluationBegun:
    """Return what an evaluatie of a case begins with. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_PLAN)
        require_content(actor, found)
        case = found.dossier
        rows, offered = _rows(session, case), citable(session, actor, case)
        last = rows[-1] if rows else None
        with looking_at(session, actor, found.about, purpose=found.purpose("head")) as context:
            return EvaluationBegun(
                head=open_head(session, actor, found, context),
                version=len(rows),
                last_on=last.held_on if last else None,
                against=Against(
                    moved(_metingen(session, case), last.held_on if last else None, clock.today()),
                    _unused(session, case, offered, last, None),
                ),
                citing=Citing(offered),
                colleagues=tuple((one.id, one.name) for one in colleagues_of(session, case)),
                conclusions=conclusions_in(case.state),
                barred=why_not(what_is_evaluated(session, case, clock.today())),
            )


def what_is_evaluated(session: Session, case: Case, today: date) -> Evaluated:
    """Return what the rules ask of a case that is evaluated; for a unit."""
    adopted = sa.select(sa.func.min(PlanVersion.adopted_on)).filter_by(case_id=case.id)
    last = sa.select(sa.func.max(Evaluation.held_on)).filter_by(case_id=case.id)
    return Evaluated(
        state=case.state,
        today=today,
        adopted_on=session.scalar(adopted),
        last_on=session.scalar(last),
    )


def colleagues_of(session: Session, case: Case) -> list[Colleague]:
    """Return which colleagues can have taken part: who works on the case now; for a unit."""
    nobody = UUID(int=0)
    return who_can(session, CASES, case, Permission.CASE_PLAN, WORKERS, but=nobody)


def how_many(session: Session, case: Case) -> int:
    """Return how many evaluaties a case has; for a unit."""
    question = sa.select(sa.func.count()).select_from(Evaluation).filter_by(case_id=case.id)
    return session.scalar(question) or 0


def _rows(session: Session, case: Case) -> list[Evaluation]:
    """Return the evaluaties of a case, the first one first."""
    question = sa.select(Evaluation).filter_by(case_id=case.id)
    return list(session.scalars(question.order_by(Evaluation.made_at, Evaluation.id)))


def _shown(
    session: Session, actor: Actor, found: Found[Case], context: AccessContext
) -> tuple[EvaluationShown, ...]:
    case = found.dossier
    rows = _rows(session, case)
    before = dict(zip(rows[1:], rows, strict=False))
    last = rows[: -MOST - 1 : -1]
    offered, cited = citable(session, actor, case), citations_of(session, case)
    metingen = _metingen(session, case)
    parts = {row.id: context.open(row, "took_part") for row in last}
    there = {UUID(one) for part in parts.values() for one in part["colleagues"]}
    names = names_of(session, {*there, *(row.by for row in last)})

    def shown(row: Evaluation) -> EvaluationShown:
        former, part = before.get(row), parts[row.id]
        colleagues = sorted(names.get(UUID(one), "") for one in part["colleagues"])
        return EvaluationShown(
            id=row.id,
            held_on=row.held_on,
            who=names.get(row.by, ""),
            took_part=", ".join(filter(None, [*colleagues, part["others"]])),
            tests={
                test: Appraised(getattr(row, test), context.open(row, f"{test}_why"))
                for test in EvaluationTest
            },
            worked=context.open(row, "worked"),
            failed=context.open(row, "failed"),
            unused=context.open(row, "unused") or "",
            plan_number=row.plan_number,
            conclusion=row.conclusion,
            why=context.open(row, "why"),
            cited=among(offered, (one for one, at, _ in cited if at == row.id)),
            against=Against(
                moved(metingen, former.held_on if former else None, row.held_on),
                _unused(session, case, offered, former, row),
            ),
        )

    return tuple(shown(row) for row in last)


def _unused(
    session: Session,
    case: Case,
    offered: tuple[Citable, ...],
    since: Evaluation | None,
    until: Evaluation | None,
) -> tuple[Citable, ...]:
    """Return which of the contributions that a reader may see nobody cited between two evaluaties.

    Without the second: up to now.
    """
    left: frozenset[UUID] = unused(
        {one.id: one.received_on for one in offered},
        ((which, at) for which, _, at in citations_of(session, case)),
        since=since.made_at if since else None,
        until=until.made_at if until else clock.now(),
        until_on=_day(until.made_at) if until else clock.today(),
    )
    return among(offered, left)


def _day(moment: datetime) -> date:
    return clock.on_the_wall(moment).date()


def _metingen(session: Session, case: Case) -> Metingen:
    question = (
        sa.select(Measurement.id, Measurement.measured_on, DomainScore.domain, DomainScore.score)
        .join(DomainScore, DomainScore.measurement_id == Measurement.id)
        .where(
            Measurement.case_id == case.id,
            Measurement.final_on.is_not(None),
            DomainScore.score.is_not(None),
            in_use(DomainScore.id),
        )
        .order_by(Measurement.measured_on, Measurement.final_on, Measurement.id)
    )
    found: dict[UUID, tuple[date, dict[LifeDomain, Score]]] = {}
    for row in session.execute(question):
        scores = found.setdefault(row.id, (row.measured_on, {}))[1]
        if row.score is not None:
            scores[row.domain] = row.score
    return list(found.values())
