"""Telling the people of a case: who must be told by age, what they must hear, what can be wrong.

Two facts, not one: what the referrer told, and what the municipality told. Each person and each
guardian is somebody to tell (second-look 1-2; decisions 46; AVG art. 14).
"""

from collections.abc import Iterable, Mapping, Sequence
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
    UNKNOWN = "unknown"
    """Who has parental authority, of whom nobody knows yet who that is."""


class InformMeans(StrEnum):
    """How somebody was told."""

    LETTER = "letter"
    """By letter."""
    TALK = "talk"
    """In a talk."""


class ToldBy(StrEnum):
    """Who told somebody."""

    MUNICIPALITY = "municipality"
    """A colleague, for the municipality: the controller."""
    REFERRER = "referrer"
    """Who handed in the aanmelding."""


class Topic(StrEnum):
    """What somebody must hear (AVG art. 14(1) and (2)); stored, in this order, with commas."""

    CONTROLLER = "controller"
    """Who is responsible, and how one reaches the FG."""
    PURPOSE = "purpose"
    """What it is for, and on what ground."""
    DATA = "data"
    """Which kinds of data."""
    RECIPIENTS = "recipients"
    """Who receives them."""
    RETENTION = "retention"
    """How long they are kept."""
    RIGHTS = "rights"
    """Which rights one has."""
    COMPLAINT = "complaint"
    """Where one complains."""
    SOURCE = "source"
    """Where the data come from."""


ALL_TOPICS: Final = frozenset(Topic)


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
    NOBODY = "nobody"
    """It was not said about whom this is."""
    NO_TOPIC = "no_topic"
    """It was not said what was told."""
    NO_WORDS = "no_words"
    """The ground "anders" asks for words."""
    NOT_A_COLLEAGUE = "not_a_colleague"
    """Not somebody who can work on this case."""
    TOLD = "told"
    """Everybody who must be told has been told: nothing is left to postpone."""
    UNTOLD = "untold"
    """Somebody must be told before anything is disclosed (AVG art. 14(3)(c))."""
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
    AgeClass.FROM_12: frozenset({Audience.PERSON, Audience.GUARDIAN}),
    AgeClass.FROM_16: frozenset({Audience.PERSON, Audience.GUARDIAN}),
    AgeClass.ADULT: frozenset({Audience.PERSON}),
}
"""Who can be told: with 16 or 17 the parents may hear it as well."""


@dataclass(frozen=True, slots=True)
class Ear:
    """Somebody to tell: a person, a guardian, or a guardian whom nobody knows, of a person."""

    audience: Audience
    id: UUID

    def __str__(self) -> str:
        """Write it as a form names it."""
        return f"{self.audience}:{self.id}"


@dataclass(frozen=True, slots=True)
class OfCase:
    """A person of the case, as telling asks."""

    id: UUID
    age: AgeClass
    guardians: tuple[UUID, ...] = ()
    """Who has gezag over this person, also when that is still to be confirmed."""
    sought: bool = False
    """Whether it is still looked for who (else) has gezag."""

    @property
    def authority_open(self) -> bool:
        """Tell whether nobody knows yet who must be told for this person."""
        return Audience.GUARDIAN in MUST[self.age] and (self.sought or not self.guardians)


@dataclass(frozen=True, slots=True)
class Hearing:
    """One letter or talk that was recorded for one ear."""

    ear: Ear
    on: date
    topics: frozenset[Topic]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decision to tell one ear later; None when it was made for everybody (before 0024)."""

    ear: Ear | None
    review_on: date


@dataclass(frozen=True, slots=True)
class HearingJudged:
    """How it stands with telling the people of a case."""

    untold: tuple[Ear, ...]
    """Who must still be told, in the order of the people of the case."""
    postponed: Mapping[Ear, date]
    """Until when telling somebody waits, also when that day has gone by."""
    informed_on: date | None
    """The day on which the last who must know had heard all; nothing while somebody is left."""

    @property
    def review_on(self) -> date | None:
        """Return the first day to look again, when everybody who is left is postponed."""
        if not self.untold or any(ear not in self.postponed for ear in self.untold):
            return None
        return min(self.postponed[ear] for ear in self.untold)

    @property
    def first_review_on(self) -> date | None:
        """Return the first day to look again of whoever is left and postponed."""
        return min((day for ear, day in self.postponed.items() if ear in self.untold), default=None)

    @property
    def unpostponed(self) -> bool:
        """Tell whether somebody is left whose telling does not wait."""
        return any(ear not in self.postponed for ear in self.untold)


def must_hear(people: Iterable[OfCase]) -> tuple[Ear, ...]:
    """Return who must be told, each once, in the order of the people of the case."""
    return tuple(dict.fromkeys(_ears(people, MUST)))


def may_hear(people: Sequence[OfCase]) -> tuple[Ear, ...]:
    """Return who can be told, each once: whom nobody knows cannot."""
    ears = dict.fromkeys(_ears(people, MAY))
    return tuple(ear for ear in ears if ear.audience is not Audience.UNKNOWN)


def heard_on(ear: Ear, hearings: Iterable[Hearing]) -> date | None:
    """Return the day on which somebody had heard all that must be told."""
    left = set(ALL_TOPICS)
    for one in sorted(hearings, key=lambda one: one.on):
        if one.ear == ear:
            left -= one.topics
            if not left:
                return one.on
    return None


def topics_left(ear: Ear, hearings: Iterable[Hearing]) -> tuple[Topic, ...]:
    """Return what somebody must still hear."""
    said = {topic for one in hearings if one.ear == ear for topic in one.topics}
    return tuple(topic for topic in Topic if topic not in said)


def judge(
    people: Sequence[OfCase], hearings: Sequence[Hearing], waiting: Iterable[Waiting]
) -> HearingJudged:
    """Judge who must still be told, and until when that waits; ``waiting`` is oldest first."""
    must = must_hear(people)
    days = {ear: heard_on(ear, hearings) for ear in must}
    untold = tuple(ear for ear, day in days.items() if day is None)
    postponed: dict[Ear, date] = {}
    for one in waiting:
        postponed |= dict.fromkeys([one.ear] if one.ear else must, one.review_on)
    known = [day for day in days.values() if day is not None]
    return HearingJudged(untold, postponed, max(known) if known and not untold else None)


def gate_open(informed_on: date | None, review_on: date | None, today: date) -> bool:
    """Tell whether something may be disclosed: everybody knows, or telling validly waits."""
    return informed_on is not None or (review_on is not None and review_on >= today)


def renewals(waiting: Iterable[Waiting]) -> int:
    """Return how often telling the same ear was postponed anew, of the one with the most."""
    counts: dict[Ear | None, int] = {}
    for one in waiting:
        counts[one.ear] = counts.get(one.ear, 0) + 1
    return max(counts.values(), default=1) - 1


def _ears(people: Iterable[OfCase], asked: Mapping[AgeClass, frozenset[Audience]]) -> Iterable[Ear]:
    for person in people:
        if Audience.PERSON in asked[person.age]:
            yield Ear(Audience.PERSON, person.id)
        if Audience.GUARDIAN in asked[person.age]:
            yield from (Ear(Audience.GUARDIAN, one) for one in person.guardians)
        if person.authority_open:
            yield Ear(Audience.UNKNOWN, person.id)
