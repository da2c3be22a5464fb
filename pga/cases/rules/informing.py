"""Telling the person: who must be told by age, and what can be wrong with it (pga.md 6.4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.cases.rules.referral import AgeClass


class Audience(StrEnum):
    """Who is told about a person of the case."""

    PERSON = "person"
    """The person."""
    GUARDIAN = "guardian"
    """Who has parental authority."""


class InformMeans(StrEnum):
    """How somebody was told."""

    LETTER = "letter"
    """By letter."""
    TALK = "talk"
    """In a talk."""


class InformProblem(StrEnum):
    """What can be wrong with telling, or with postponing that."""

    IN_FUTURE = "in_future"
    """The day has still to come."""
    BEFORE_RECEIPT = "before_receipt"
    """The day is more than a year before the aanmelding came in."""
    IN_PAST = "in_past"
    """The day to look again is before today."""
    TOO_FAR = "too_far"
    """The day to look again is further away than the municipality set."""
    NOT_ASKED = "not_asked"
    """Nobody of this case, or too young to be told alone."""
    NOT_A_COLLEAGUE = "not_a_colleague"
    """Not somebody who can work on this case."""
    TOLD = "told"
    """Everybody who must be told has been told: nothing is left to postpone."""
    CASE_OVER = "case_over"
    """The case does not run any more."""


MUST: Final[Mapping[AgeClass, frozenset[Audience]]] = {
    AgeClass.UNDER_12: frozenset({Audience.GUARDIAN}),
    AgeClass.FROM_12: frozenset({Audience.PERSON, Audience.GUARDIAN}),
    AgeClass.FROM_16: frozenset({Audience.PERSON}),
    AgeClass.ADULT: frozenset({Audience.PERSON}),
}
"""Under 16 the legal representative acts, from 12 the child hears it too, from 16 alone."""
MAY: Final[Mapping[AgeClass, frozenset[Audience]]] = {
    AgeClass.UNDER_12: frozenset({Audience.GUARDIAN}),
    AgeClass.FROM_12: frozenset(Audience),
    AgeClass.FROM_16: frozenset(Audience),
    AgeClass.ADULT: frozenset({Audience.PERSON}),
}
"""Who can be told: with 16 or 17 the parents may hear it as well."""

Ear = tuple[UUID, Audience]
"""Somebody to tell: of which person, and who."""


@dataclass(frozen=True, slots=True)
class PersonTold:
    """One letter or talk that was recorded."""

    ear: Ear
    on: date


def to_tell(people: Mapping[UUID, AgeClass], told: Iterable[PersonTold]) -> tuple[Ear, ...]:
    """Return who must still be told, in the order of the people of the case."""
    heard = {one.ear for one in told}
    return tuple(
        (person, audience)
        for person, age in people.items()
        for audience in Audience
        if audience in MUST[age] and (person, audience) not in heard
    )


def informed_on(people: Mapping[UUID, AgeClass], told: Iterable[PersonTold]) -> date | None:
    """Return the day on which the last who must know was told; nothing while somebody is left."""
    heard = list(told)
    if not people or to_tell(people, heard):
        return None
    first: dict[Ear, date] = {}
    for one in heard:
        first[one.ear] = min(one.on, first.get(one.ear, one.on))
    return max(
        day
        for (person, audience), day in first.items()
        if person in people and audience in MUST[people[person]]
    )
