"""What an organisation may be, what it agreed to, and what can be wrong with both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Chain(StrEnum):
    """The chain an organisation works in (pga.md 5)."""

    JUSTICE = "justice"
    """Straf."""
    CARE = "care"
    """Zorg."""
    ADMINISTRATION = "administration"
    """Bestuur."""
    SOCIAL = "social"
    """Sociaal."""


class Standing(StrEnum):
    """Public or private: public partners are joint controllers at the ZVH (LAW-30)."""

    PUBLIC = "public"
    """A public body."""
    PRIVATE = "private"
    """A private organisation."""


class PartnerKind(StrEnum):
    """What an organisation is to a case: what it may give and get hangs on this (pga.md 5)."""

    MUNICIPALITY = "municipality"
    """Another part of the municipality, such as toezicht."""
    INTERVENTION = "intervention"
    """Interventieteam Vangnet & Advies."""
    POLICE = "police"
    """Politie (Wpg)."""
    PROSECUTION = "prosecution"
    """Openbaar Ministerie (Wjsg)."""
    PROBATION = "probation"
    """Reclassering."""
    CHILD_PROTECTION = "child_protection"
    """Raad voor de Kinderbescherming."""
    YOUTH_CARE = "youth_care"
    """Jeugdzorg or a gecertificeerde instelling."""
    MENTAL_HEALTH = "mental_health"
    """GGZ and verslavingszorg: under professional secrecy."""
    DOCTOR = "doctor"
    """Huisarts: normally outside."""
    SAFE_HOME = "safe_home"
    """Veilig Thuis (Wmo 2015)."""
    HOUSING = "housing"
    """Woningcorporatie."""
    BENEFITS = "benefits"
    """UWV, sociale dienst or schuldhulp (Suwi)."""
    SCHOOL = "school"
    """Leerplicht, RMC or a school."""
    YOUTH_WORK = "youth_work"
    """Jongerenwerk and welzijn."""
    COMMUNITY_TEAM = "community_team"
    """Wijkteam."""
    HALT = "halt"
    """Halt: by politie and OM."""
    PRISON = "prison"
    """DJI."""
    PUBLIC_HEALTH = "public_health"
    """GGD."""
    SAFETY_HOUSE = "safety_house"
    """Zorg- en Veiligheidshuis (WGS)."""
    OTHER = "other"
    """An incidental third party, or nobody said yet what it is."""


class AgreementKind(StrEnum):
    """On what an organisation takes part."""

    COVENANT = "covenant"
    """It signed the convenant or joined the reglement (art. 19)."""
    INCIDENTAL = "incidental"
    """The partners let it take part for once (reglement art. 18)."""
    POLICE_DECISION = "police_decision"
    """The written decision of Wpg art. 20 on which the police supply (LAW-64)."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """One thing that an organisation agreed to, and the days on which that counts."""

    kind: AgreementKind
    title: str
    version: str
    signed_on: date
    last_on: date | None = None

    def counts_on(self, day: date) -> bool:
        """Tell whether it counts on a day; its last day still does."""
        return self.signed_on <= day and (self.last_on is None or day <= self.last_on)


TAKES_PART: frozenset[AgreementKind] = frozenset({AgreementKind.COVENANT, AgreementKind.INCIDENTAL})
"""What lets an organisation take part; the decision of the Wpg is about supplying only."""


class Bound(StrEnum):
    """How an organisation is bound today."""

    BOUND = "bound"
    """It signed, and that counts today."""
    EXPIRED = "expired"
    """It signed, and that does not count any more."""
    UNBOUND = "unbound"
    """It never signed."""


def bound_by(agreed: Iterable[Agreed], today: date) -> tuple[Bound, Agreed | None]:
    """Return how an organisation is bound today, and by which agreement; the newest tells."""
    signed = [one for one in agreed if one.kind in TAKES_PART and one.signed_on <= today]
    newest = sorted(signed, key=lambda one: one.signed_on, reverse=True)
    counting = next((one for one in newest if one.counts_on(today)), None)
    if counting is not None:
        return Bound.BOUND, counting
    return (Bound.EXPIRED, newest[0]) if newest else (Bound.UNBOUND, None)


def police_may_supply(kind: PartnerKind | None, agreed: Iterable[Agreed], today: date) -> bool:
    """Tell whether data of this organisation may be written down: all police data want a decision.

    Of another kind none is asked (Wpg 20, LAW-64, decision 37).
    """
    if kind is not PartnerKind.POLICE:
        return True
    return any(one.kind is AgreementKind.POLICE_DECISION and one.counts_on(today) for one in agreed)


@dataclass(frozen=True, slots=True)
class ContactGiven:
    """A contact person as given on the form."""

    name: str
    function: str
    phone: str
    email: str
    secrecy_on: date | None
    """On which day this person signed the secrecy statement."""
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class PartnerGiven:
    """An organisation as given on the form."""

    name: str
    chain: Chain
    standing: Standing
    may_refer: bool
    last_on: date | None = None
    kind: PartnerKind | None = None


class PartnerFault(StrEnum):
    """What can be wrong with an organisation."""

    TAKEN = "taken"
    """There is one of this name already."""
    PAST = "past"
    """A day that has gone by."""
    BEFORE_START = "before_start"
    """The last day is before the first one."""
    SAME = "same"
    """Nothing differs from what stands."""
    TO_COME = "to_come"
    """A day that has still to come."""
    GONE = "gone"
    """It is not there any more."""


def faults_of_agreement(given: Agreed, today: date) -> dict[str, PartnerFault]:
    """Return what is wrong with an agreement: signed before today, ends after it began."""
    if given.signed_on > today:
        return {"signed_on": PartnerFault.TO_COME}
    if given.last_on is not None and given.last_on < given.signed_on:
        return {"last_on": PartnerFault.BEFORE_START}
    return {}


def faults_of_contact(given: ContactGiven, today: date) -> dict[str, PartnerFault]:
    """Return what is wrong with a contact person: who signed, signed before today."""
    if given.secrecy_on is not None and given.secrecy_on > today:
        return {"secrecy_on": PartnerFault.TO_COME}
    return {}


def faults_of_days(from_on: date, last_on: date | None, today: date) -> dict[str, PartnerFault]:
    """Return what is wrong with the first and last day of an organisation that is new."""
    if from_on < today:
        return {"from_on": PartnerFault.PAST}
    if last_on is not None and last_on < from_on:
        return {"last_on": PartnerFault.BEFORE_START}
    return {}


def faults_of_last_day(
    last_on: date | None, stood: date | None, from_on: date | None, today: date
) -> dict[str, PartnerFault]:
    """Return what is wrong with another last day; one that stands may have gone by."""
    if last_on is None or last_on == stood:
        return {}
    if last_on < today:
        return {"last_on": PartnerFault.PAST}
    if from_on is not None and last_on < from_on:
        return {"last_on": PartnerFault.BEFORE_START}
    return {}
