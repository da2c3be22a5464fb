"""What can be wrong with a verstrekking that somebody books."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from pga.privacy.disclosure_codes import Category, Means, Purpose


class DisclosureProblem(StrEnum):
    """What can be wrong with a verstrekking."""

    NOT_A_PARTNER = "not_a_partner"
    """The organisation is not there today."""
    NO_RECIPIENT = "no_recipient"
    """It is not said who got it."""
    NO_CATEGORY = "no_category"
    """It is not said what went."""
    IN_FUTURE = "in_future"
    """A day that has still to come."""
    NO_SECRECY = "no_secrecy"
    """A third party did not sign for secrecy before it got something (LAW-52)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureGiven:
    """A verstrekking as given on the form."""

    organisation_id: UUID | None
    """Empty for an incidental third party."""
    recipient: str
    categories: tuple[Category, ...]
    purpose: Purpose
    means: Means
    on: date
    secrecy_on: date | None = None


def disclosure_problems(given: DisclosureGiven, today: date) -> dict[str, DisclosureProblem]:
    """Return what is wrong with a verstrekking, by field."""
    found: dict[str, DisclosureProblem] = {}
    if not given.recipient:
        found["recipient"] = DisclosureProblem.NO_RECIPIENT
    if not given.categories:
        found["categories"] = DisclosureProblem.NO_CATEGORY
    if given.on > today:
        found["on"] = DisclosureProblem.IN_FUTURE
    signed = given.secrecy_on
    if given.organisation_id is None and (signed is None or signed > given.on):
        found["secrecy_on"] = DisclosureProblem.NO_SECRECY
    return found
