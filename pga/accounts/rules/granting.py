"""What a beheerder may write down about roles: never one's own, never backwards.

A role of this house begins with a second person; how a role of before began stands on it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.access.permissions import Role

OF_THE_MUNICIPALITY: Final = frozenset(Role) - {Role.INTERVENTION_TEAM}
"""The roles of the municipality itself; who has another one works for an organisation."""


MAY_STAND_IN: Final = frozenset({Role.SAFETY_TEAM, Role.COORDINATOR, Role.ADMIN})
"""Who can be the second person at home, and so be named elsewhere."""


class GrantBasis(StrEnum):
    """How a role came to be."""

    BEFORE = "before"
    """Given when a beheerder could do that alone."""
    FOUNDING = "founding"
    """Given at the command line, where there were no two people yet."""
    APPROVED = "approved"
    """Proposed by one, approved by another."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """An organisation for which somebody with a role can work."""

    id: UUID
    name: str
    counts: bool
    """Whether it counts today, so that it can be chosen."""


class UserProblem(StrEnum):
    """Why an account or a role cannot be so."""

    TAKEN = "username_taken"
    """Somebody has this username."""
    UNFIT = "username_unfit"
    """The username is too short or has other characters than letters, digits, dot and hyphen."""
    SELF = "own_account"
    """Nobody changes the own roles or the own account here."""
    ELSEWHERE = "works_elsewhere"
    """This account works at another municipality only: its beheerder decides."""
    HELD = "role_held"
    """Somebody has this role in that time already."""
    ASKED = "role_asked"
    """The same role waits for a second person already."""
    IN_PAST = "role_in_past"
    """A role begins today or later."""
    BEFORE_START = "role_before_start"
    """The last day lies before the first."""
    ENDED = "role_ended"
    """This role is over, or it is not of this account."""
    NO_ORGANISATION = "no_organisation"
    """It is not said for which organisation somebody works, or it does not count here today."""
    NOT_OF_ANOTHER = "not_of_another"
    """A role of the municipality itself belongs to no other organisation."""
    STAND_IN_UNKNOWN = "stand_in_unknown"
    """Nobody of that name works there in a role that can be the second person."""
    STAND_IN_HERE = "stand_in_here"
    """A stand-in works at another municipality."""
    PLACED = "placed"
    """The organisation of this role is known: another one is another role."""


def two_can_approve(held: Collection[tuple[UUID, Role]]) -> bool:
    """Tell whether one of these people can propose a role and another approve it."""
    proposers = {user_id for user_id, role in held if role is Role.ADMIN}
    approvers = {user_id for user_id, role in held if role in {Role.ADMIN, Role.COORDINATOR}}
    return bool(proposers) and len(approvers) > 1


def fits_as_username(username: str) -> bool:
    """Tell whether a text can be a username: what a person can type and say on the phone."""
    plain = username.replace(".", "").replace("-", "")
    return 3 <= len(username) <= 60 and plain.isascii() and plain.isalnum()  # noqa: PLR2004 - the column


def problems_of_span(from_on: date, last_on: date | None, today: date) -> dict[str, UserProblem]:
    """Return what is wrong with the days of a role, by field."""
    if from_on < today:
        return {"from_on": UserProblem.IN_PAST}
    if last_on is not None and last_on < from_on:
        return {"last_on": UserProblem.BEFORE_START}
    return {}


def problems_of_place(
    role: Role, organisation_id: UUID | None, here: Collection[UUID]
) -> dict[str, UserProblem]:
    """Return what is wrong with for whom somebody works; ``here`` are those that count today."""
    if role in OF_THE_MUNICIPALITY:
        return {} if organisation_id is None else {"organisation": UserProblem.NOT_OF_ANOTHER}
    return {} if organisation_id in here else {"organisation": UserProblem.NO_ORGANISATION}


def overlaps(
    from_on: date, until_on: date | None, other_from: date, other_until: date | None
) -> bool:
    """Tell whether two spans share a day; the day ``until`` itself does not count."""
    begins_in_time = other_until is None or from_on < other_until
    return begins_in_time and (until_on is None or other_from < until_on)
