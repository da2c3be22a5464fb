"""What an organisation may be, and what can be wrong with how it is written down."""

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


@dataclass(frozen=True, slots=True)
class PartnerGiven:
    """An organisation as given on the form."""

    name: str
    chain: Chain
    standing: Standing
    may_refer: bool
    last_on: date | None = None


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
