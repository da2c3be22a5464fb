"""Who of a case must hear of it and what each heard: as the rules ask it, in a unit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case, Guardian, Guardianship, Person
from pga.cases.models.informing import Informing, InformPostponement
from pga.cases.rules.authority import AuthoritySaid
from pga.cases.rules.informing import (
    ALL_TOPICS,
    Audience,
    Ear,
    Hearing,
    HearingJudged,
    OfCase,
    ToldBy,
    Topic,
    Waiting,
    judge,
)
from pga.cases.rules.referral import AgeClass, age_class_on, parse_birth_date
from pga.core import clock
from pga.privacy.context import AccessContext

_case: Final = sa.bindparam("case", type_=sa.Uuid())
PEOPLE: Final = sa.select(Person).where(Person.case_id == _case).order_by(Person.place)
GUARDIANS: Final = sa.select(Guardian).where(Guardian.case_id == _case).order_by(Guardian.place)
TIES: Final = sa.select(Guardianship).where(Guardianship.case_id == _case)
TOLD: Final = (
    sa.select(Informing)
    .where(Informing.case_id == _case)
    .order_by(Informing.told_on.desc(), Informing.noted_at.desc(), Informing.id)
)
WAITS: Final = (
    sa.select(InformPostponement)
    .where(InformPostponement.case_id == _case)
    .order_by(InformPostponement.noted_at.desc(), InformPostponement.id)
)


@dataclass(frozen=True)
class HearingRows:
    """The rows of a case that say who must hear of it, and who did; the newest first."""

    people: tuple[Person, ...]
    guardians: tuple[Guardian, ...]
    ties: tuple[Guardianship, ...]
    told: tuple[Informing, ...]
    waits: tuple[InformPostponement, ...]
    ages: dict[UUID, AgeClass]

    def guardians_of(self, person: Person) -> tuple[UUID, ...]:
        """Return who has gezag over a person, as far as is known, in the order of the guardians."""
        with_it = {
            tie.guardian_id
            for tie in self.ties
            if tie.person_id == person.id and tie.standing is not AuthoritySaid.NO
        }
        return tuple(one.id for one in self.guardians if one.id in with_it)

    @cached_property
    def of_case(self) -> tuple[OfCase, ...]:
        """Return the people as the rules ask it."""
        return tuple(
            OfCase(
                one.id,
                self.ages[one.id],
                self.guardians_of(one),
                sought=one.authority_sought_by is not None,
            )
            for one in self.people
        )

    @cached_property
    def hearings(self) -> tuple[Hearing, ...]:
        """Return what each heard, as the rules ask it."""
        ears = ((self.ear_of(row), row) for row in self.told)
        return tuple(Hearing(ear, row.told_on, topics_of(row)) for ear, row in ears if ear)

    @cached_property
    def waiting(self) -> tuple[Waiting, ...]:
        """Return who waits until when, the oldest decision first."""
        return tuple(Waiting(waiter_of(row), row.review_on) for row in reversed(self.waits))

    @cached_property
    def judged(self) -> HearingJudged:
        """Return how it stands."""
        return judge(self.of_case, self.hearings, self.waiting)

    def ear_of(self, row: Informing) -> Ear | None:
        """Return who heard it; nothing when a row of before does not say which of two guardians."""
        if row.guardian_id is not None:
            return Ear(Audience.GUARDIAN, row.guardian_id)
        if row.person_id is None:
            return None
        if row.audience is Audience.PERSON:
            return Ear(Audience.PERSON, row.person_id)
        whose = [one for one in self.of_case if one.id == row.person_id]
        of = whose[0].guardians if whose else ()
        return Ear(Audience.GUARDIAN, of[0]) if len(of) == 1 else None


def hearing_rows(session: Session, case: Case, context: AccessContext) -> HearingRows:
    """Return the rows that say who must hear of a case; opens the birth dates only."""
    rows = unopened_rows(session, case)
    return replace(rows, ages=ages_in(rows.people, context))


def unopened_rows(session: Session, case: Case) -> HearingRows:
    """Return the same rows without an age: who reads, but nothing of how somebody must hear it."""
    given = {"case": case.id}
    return HearingRows(
        people=tuple(session.scalars(PEOPLE, given)),
        guardians=tuple(session.scalars(GUARDIANS, given)),
        ties=tuple(session.scalars(TIES, given)),
        told=tuple(session.scalars(TOLD, given)),
        waits=tuple(session.scalars(WAITS, given)),
        ages={},
    )


def ages_in(people: Iterable[Person], context: AccessContext) -> dict[UUID, AgeClass]:
    """Return the age class today of each person; in doubt the youngest."""
    today = clock.today()
    return {
        one.id: age_class_on(parse_birth_date(context.open(one, "birth")), today) for one in people
    }


def topics_of(row: Informing) -> frozenset[Topic]:
    """Return what was told; a colleague of before, who was not asked it, told all."""
    if row.topics is None:
        return frozenset() if row.source is ToldBy.REFERRER else ALL_TOPICS
    return frozenset(Topic(code) for code in row.topics.split(",") if code)


def waiter_of(row: InformPostponement) -> Ear | None:
    """Return whose telling waits; nothing for a row of before: everybody's."""
    whose = row.guardian_id or row.person_id
    return Ear(row.audience, whose) if row.audience and whose else None
