"""What of concept-aanmeldingen waits for somebody: what is due, what was told, and how many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.cases.models.concept import ConceptNotice, ConceptReferral
from pga.cases.reading.concept import numbers_of, shown_to
from pga.cases.rules.concept import (
    ConceptNews,
    ConceptState,
    Dates,
    Hand,
    due_on,
    is_there,
    waits_for,
)
from pga.core import clock
from pga.core.database import glance

HANDS: Final[Mapping[Role, Hand]] = {
    Role.INTERVENTION_TEAM: Hand.MAKER,
    Role.SAFETY_TEAM: Hand.TEAM,
}
"""Which hand somebody has; the coördinator guards what lies with team Veiligheid."""
ONE_DAY: Final = timedelta(days=1)
OUTLIVES: Final = frozenset({ConceptNews.TAKEN, ConceptNews.UNANSWERED})
"""What is told of a concept-aanmelding of which nothing is left."""


@dataclass(frozen=True, slots=True)
class ConceptDuty:
    """A concept-aanmelding with which somebody is to do something."""

    id: UUID
    state: ConceptState
    due_on: date
    yours: bool
    maker: str


@dataclass(frozen=True, slots=True)
class ConceptNoticeLine:
    """One line of *Voor u*."""

    id: UUID
    kind: ConceptNews
    concept_id: UUID
    made_at: datetime
    number: str
    """Of the case that was made of it, when that can be opened."""
    can_open: bool


def concept_duties_in(session: Session, actor: Actor) -> list[ConceptDuty]:
    """Return what this actor is to do with concept-aanmeldingen; for a page in a unit."""
    if not allows(actor, Permission.CONCEPT_READ):
        return []
    found = list(session.scalars(sa.select(ConceptReferral).where(shown_to(actor))))
    makers = names_of(session, {one.maker_id for one in found})
    hand, duties = HANDS.get(actor.role), []
    for one in found:
        when = due_on(Dates(one.judge_by, one.ends_on))
        waits = waits_for(one.state)
        guards = hand is None and waits is Hand.TEAM
        if when is not None and waits is not None and (waits is hand or guards):
            maker = makers.get(one.maker_id, "")
            duties.append(ConceptDuty(one.id, one.state, when, waits is hand, maker))
    return duties


def own_due_until(actor: Actor, until: date) -> sa.ColumnElement[int]:
    """Count the concept-aanmeldingen with which this actor is to do something by a day, or was.

    As a part of somebody's statement: the twin of ``concept_duties_in`` for a number only.
    """
    hand = HANDS.get(actor.role)
    states = [one for one in ConceptState if waits_for(one) is hand and hand is not None]
    concept = ConceptReferral
    when = sa.case(
        (concept.judge_by.is_not(None), concept.judge_by <= until),
        else_=concept.ends_on <= until + ONE_DAY,
    )
    return (
        sa.select(sa.func.count())
        .select_from(concept)
        .where(shown_to(actor), concept.state.in_(states), when)
        .scalar_subquery()
    )


def concept_notices_in(session: Session, actor: Actor) -> list[ConceptNoticeLine]:
    """Return what this actor was told of concept-aanmeldingen, the newest first.

    What came to its day is not there, whether or not a sweep ran. For a page in a unit.
    """
    if not allows(actor, Permission.CONCEPT_READ):
        return []
    question = (
        sa.select(ConceptNotice, ConceptReferral)
        .join(ConceptReferral, ConceptReferral.id == ConceptNotice.concept_id)
        .where(
            ConceptNotice.user_id == actor.id,
            ConceptNotice.cleared_at.is_(None),
            ConceptReferral.municipality == actor.municipality,
            ConceptNotice.kind.in_(_told_to(actor.role)),
        )
        .order_by(ConceptNotice.made_at.desc(), ConceptNotice.id)
    )
    rows = session.execute(question).all()
    numbers = numbers_of(session, actor, [concept.became_id for _, concept in rows])
    lines = []
    for notice, concept in rows:
        there = is_there(concept.state, concept.ends_on, clock.today())
        if there or notice.kind in OUTLIVES:
            number = numbers.get(concept.became_id, "")
            lines.append(
                ConceptNoticeLine(notice.id, notice.kind, concept.id, notice.made_at, number, there)
            )
    return lines


def concepts_waiting_for(actor: Actor) -> frozenset[UUID]:
    """Return the ids of what waits for somebody, for a mail that only tells how many."""
    with glance() as session:
        return frozenset(one.id for one in concept_notices_in(session, actor))


def count_concepts(session: Session, municipality: str) -> dict[ConceptState, int]:
    """Return how many concept-aanmeldingen of this year stand where; for a page in a unit."""
    year = clock.on_the_wall(clock.now()).replace(
        month=1, day=1, hour=0, minute=0, second=0, microsecond=0
    )
    question = (
        sa.select(ConceptReferral.state, sa.func.count().label("number"))
        .where(ConceptReferral.municipality == municipality, ConceptReferral.begun_at >= year)
        .group_by(ConceptReferral.state)
    )
    found = {row.state: row.number for row in session.execute(question)}
    return {state: found.get(state, 0) for state in ConceptState}


def _told_to(role: Role) -> tuple[ConceptNews, ...]:
    if HANDS.get(role) is Hand.TEAM:
        return (ConceptNews.HANDED_IN, ConceptNews.UNANSWERED)
    if HANDS.get(role) is Hand.MAKER:
        return (ConceptNews.ASKED_BACK, ConceptNews.TAKEN, ConceptNews.REFUSED)
    return ()
