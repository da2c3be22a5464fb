"""What an aanmelding must hold before it can be handed in (pga.md 2.3): all that lacks, at once.

Fields are named as on the form, so that a message can stand beside its field.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.cases.rules.criminal import (
    CRIMINAL_DOMAIN,
    CRIMINAL_PROBLEM,
    Ages,
    CriminalFault,
    ages_of,
    fault_of_criminal,
    is_criminal,
)
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.informing import Topic
from pga.cases.rules.referral import (
    BirthDate,
    CaseKind,
    NotInformedReason,
    Problem,
    ThirdPartyRelation,
    age_class_on,
)

FEWEST_DOMAINS: Final = 2
"""Criterion a of the weging: at least two leefgebieden (pga.md 2.3, field 12)."""
SMALLEST_FAMILY: Final = 2
PRIVATE_MAIL: Final = frozenset(
    "gmail.com hotmail.com hotmail.nl live.nl live.com outlook.com icloud.com ziggo.nl kpnmail.nl "
    "xs4all.nl planet.nl home.nl yahoo.com".split()
)


class IntakeProblem(StrEnum):
    """Why an aanmelding cannot be handed in yet."""

    IN_FUTURE = "in_future"
    """A day that has still to come."""
    BEFORE_INCIDENT = "too_long_ago"
    """Received more than a year ago: typed wrong, or not an aanmelding any more."""
    NO_CONTACT = "no_contact"
    """Neither a telephone number nor a business address."""
    PRIVATE_MAIL = "private_mail"
    """A private mail address."""
    NO_ADDRESS = "no_address"
    """Neither an address nor "zonder vaste woonplaats"."""
    NO_TOWN = "no_town"
    """No town."""
    ELSEWHERE = "elsewhere"
    """Outside the municipality, without a reason."""
    TOO_FEW_DOMAINS = "too_few_domains"
    """Fewer than two leefgebieden."""
    SWITCHED_OFF = "switched_off"
    """Something that cannot be chosen from a list any more."""
    NO_PROBLEM = "no_problem"
    """No kind of problem."""
    NO_GUARDIAN = "no_guardian"
    """A minor without anybody who has authority."""
    ONE_PERSON = "one_person"
    """A family of one."""
    NO_DATE = "no_date"
    """Yes, but not when."""
    NO_REASON = "no_reason"
    """A yes or a no that asks for its reason."""
    PASSAGE_NOT_FOUND = "passage_not_found"
    """The marked passage does not stand in the text."""
    IN_PAST = "in_past"
    """A day to look again that has gone by."""
    TOO_FAR = "too_far"
    """A day to look again further away than the municipality allows."""
    NOT_A_REFERRER = "not_a_referrer"
    """An organisation of elsewhere, or one that may not refer."""
    NO_RELATION = "no_relation"
    """A text about somebody else without who that is."""
    NOT_OWN_KNOWLEDGE = "not_own_knowledge"
    """Handed in by the police without a decision, and perhaps with what the police know."""


@dataclass(frozen=True, kw_only=True)
class PersonGiven:
    """A person as given on the form."""

    surname: str
    call_name: str
    birth: BirthDate
    address: str = ""
    town: str = ""
    homeless: bool = False
    exception: str = ""
    phone: str = ""
    criminal: bool = False
    """Whether the criminal kinds are about this person; asked where somebody is under 12."""


@dataclass(frozen=True, kw_only=True)
class GuardianGiven:
    """Somebody with authority over a minor, as given on the form."""

    name: str
    relation: str
    informed_on: date | None = None
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class AboutOther:
    """The mark on a text that is also about somebody else."""

    field: str
    relation: ThirdPartyRelation | None
    passage: str = ""


@dataclass(frozen=True, slots=True)
class KnownReferrer:
    """A contact person of a partner who hands in, as an aanmelding writes that down."""

    organisation_id: UUID
    words: str
    """Name and function."""
    phone: str
    email: str


@dataclass(frozen=True, kw_only=True)
class ReferralGiven:
    """An aanmelding as given on the form."""

    kind: CaseKind
    received_on: date
    referrer: str
    phone: str = ""
    email: str = ""
    persons: tuple[PersonGiven, ...]
    guardians: tuple[GuardianGiven, ...] = ()
    occasion: str
    tried: str
    necessity: str
    problems: frozenset[Problem] = frozenset()
    domains: frozenset[LifeDomain] = frozenset()
    involved: tuple[tuple[str, str], ...] = ()
    at_risk: bool = False
    safety: str = ""
    authority_by: date | None = None
    """Before which day somebody finds out who has gezag; empty when that is known."""
    informed: bool = False
    """Whether the referrer told the person; of the municipality it says nothing."""
    informed_on: date | None = None
    said: frozenset[Topic] = frozenset()
    """What the referrer told."""
    decided_by: UUID | None = None
    """Who decided that telling waits; who hands it in, when nobody is named."""
    not_informed: NotInformedReason | None = None
    not_informed_note: str = ""
    look_again_on: date | None = None
    urgent: bool = False
    urgent_reason: str = ""
    about_others: tuple[AboutOther, ...] = field(default=())
    own_knowledge: bool = False
    """It holds only what the municipality knows itself: the police may not supply."""

    def story(self, name: str) -> str:
        """Return one of the narratives by the name of its field."""
        stories = {"occasion": self.occasion, "tried": self.tried, "necessity": self.necessity}
        return stories[name]

    def has_minor(self, today: date) -> bool:
        """Tell whether somebody may be under 18; in doubt yes."""
        return any(age_class_on(person.birth, today).minor for person in self.persons)

    def ages(self, today: date) -> Ages[int]:
        """Return who is under 12 or may be, by the order on the form."""
        classes = (age_class_on(person.birth, today) for person in self.persons)
        return ages_of(enumerate(classes))

    @property
    def criminal_about(self) -> frozenset[int]:
        """Return of whom it is said that the criminal kinds are about them."""
        return frozenset(at for at, person in enumerate(self.persons) if person.criminal)


def without_telling(given: ReferralGiven) -> ReferralGiven:
    """Return what a correction changes: who was told, and who waits, is said at *Informeren*."""
    return replace(given, informed=False, informed_on=None, not_informed=None, look_again_on=None)


Problems = dict[str, str]


def problems_of(
    given: ReferralGiven,
    *,
    today: date,
    town: str,
    look_again_by: date,
) -> Problems:
    """Return everything that keeps an aanmelding from being handed in, field by field.

    ``look_again_by`` is the last day to which telling the person can be postponed today.
    """
    found: Problems = {}
    for part in (
        _referrer(given, today),
        _people(given, today, town),
        _why(given),
        _criminal(given, today),
        _around(given, today),
        _postponed(given, today, look_again_by),
    ):
        found.update(part)
    return found


def _referrer(given: ReferralGiven, today: date) -> Iterator[tuple[str, str]]:
    if given.received_on > today:
        yield "received_on", IntakeProblem.IN_FUTURE
    elif (today - given.received_on).days > 366:  # noqa: PLR2004 - a year and a day
        yield "received_on", IntakeProblem.BEFORE_INCIDENT
    if not (given.phone or given.email):
        yield "phone", IntakeProblem.NO_CONTACT
    if given.email.casefold().rpartition("@")[2] in PRIVATE_MAIL:
        yield "email", IntakeProblem.PRIVATE_MAIL


def _people(given: ReferralGiven, today: date, town: str) -> Iterator[tuple[str, str]]:
    if given.kind is CaseKind.FAMILY and len(given.persons) < SMALLEST_FAMILY:
        yield "kind", IntakeProblem.ONE_PERSON
    for at, person in enumerate(given.persons):
        yield from _residence(f"persons-{at}", person, town)
    if given.has_minor(today) and not given.guardians and given.authority_by is None:
        yield "guardians-0-name", IntakeProblem.NO_GUARDIAN
    for at, guardian in enumerate(given.guardians):
        if guardian.informed_on and guardian.informed_on > today:
            yield f"guardians-{at}-informed_on", IntakeProblem.IN_FUTURE


def _residence(name: str, person: PersonGiven, town: str) -> Iterator[tuple[str, str]]:
    if person.homeless:
        return
    if not person.address:
        yield f"{name}-address", IntakeProblem.NO_ADDRESS
    if not person.town:
        yield f"{name}-town", IntakeProblem.NO_TOWN
    elif person.town.casefold() != town.casefold() and not person.exception:
        yield f"{name}-exception", IntakeProblem.ELSEWHERE


def residence_faults(name: str, person: PersonGiven, town: str) -> Problems:
    """Return what is wrong with where one person lives, by field."""
    return dict(_residence(name, person, town))


def _why(given: ReferralGiven) -> Iterator[tuple[str, str]]:
    if not given.problems:
        yield "problems", IntakeProblem.NO_PROBLEM
    if len(given.domains) < FEWEST_DOMAINS:
        yield "domains", IntakeProblem.TOO_FEW_DOMAINS
    for mark in given.about_others:
        if mark.relation is None:
            yield f"{mark.field}_relation", IntakeProblem.NO_RELATION
        if mark.passage and mark.passage not in given.story(mark.field):
            yield f"{mark.field}_passage", IntakeProblem.PASSAGE_NOT_FOUND


def _criminal(given: ReferralGiven, today: date) -> Iterator[tuple[str, str]]:
    """Keep criminal kinds from who is under 12 (decision 47)."""
    if not is_criminal(given.problems, given.domains):
        return
    ages = given.ages(today)
    fault = fault_of_criminal(ages, given.criminal_about)
    if fault is CriminalFault.ALL_UNDER_12:
        if CRIMINAL_PROBLEM in given.problems:
            yield "problems", fault
        if CRIMINAL_DOMAIN in given.domains:
            yield "domains", fault
    elif fault is CriminalFault.NOBODY_SAID:
        yield f"persons-{min(ages.others)}-criminal", fault
    elif fault is not None:
        for at in sorted(given.criminal_about - ages.others):
            yield f"persons-{at}-criminal", fault


def _around(given: ReferralGiven, today: date) -> Iterator[tuple[str, str]]:
    needed: Sequence[tuple[bool, str, IntakeProblem]] = (
        (given.at_risk and not given.safety, "safety", IntakeProblem.NO_REASON),
        (given.urgent and not given.urgent_reason, "urgent_reason", IntakeProblem.NO_REASON),
        (given.informed and given.informed_on is None, "informed_on", IntakeProblem.NO_DATE),
        (
            not given.informed and given.look_again_on is not None and given.not_informed is None,
            "not_informed",
            IntakeProblem.NO_REASON,
        ),
        (
            not given.informed and given.not_informed is not None and given.look_again_on is None,
            "look_again_on",
            IntakeProblem.NO_DATE,
        ),
    )
    yield from ((name, problem) for lacks, name, problem in needed if lacks)
    if given.not_informed is NotInformedReason.OTHER and not given.not_informed_note:
        yield "not_informed_note", IntakeProblem.NO_REASON
    if given.authority_by and given.authority_by < today:
        yield "authority_by", IntakeProblem.IN_PAST
    if given.informed and given.informed_on and given.informed_on > today:
        yield "informed_on", IntakeProblem.IN_FUTURE


def _postponed(given: ReferralGiven, today: date, look_again_by: date) -> Iterator[tuple[str, str]]:
    """Bound a postponement of telling: not for ever, and not in the past (pga.md 6.4)."""
    if given.informed or given.look_again_on is None:
        return
    if given.look_again_on < today:
        yield "look_again_on", IntakeProblem.IN_PAST
    if given.look_again_on > look_again_by:
        yield "look_again_on", IntakeProblem.TOO_FAR
