"""To cite a contribution: a reference that a writer makes; what nobody cited, nobody used.

Decision 51: never from the trail of looks, which serves four other ends (LAW-34).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pga.cases.rules.contributions import InfoClass


class CitedIn(StrEnum):
    """In what somebody cites a contribution."""

    GOAL = "goal"
    """A goal of the plan."""
    ACTION = "action"
    """An action."""
    DECISION = "decision"
    """A decision of a casusoverleg."""
    EVALUATION = "evaluation"
    """An evaluatie."""


@dataclass(frozen=True, slots=True)
class Citable:
    """A contribution by what stands outside it: from whom, about what, and when it came."""

    id: UUID
    supplier: str
    about: InfoClass
    received_on: date


class CiteProblem(StrEnum):
    """What can be wrong with a reference."""

    NOT_THERE = "not_a_contribution"
    """It is no contribution that the writer may see now."""


def unused(
    received: Mapping[UUID, date],
    cited: Iterable[tuple[UUID, datetime]],
    *,
    since: datetime | None,
    until: datetime,
    until_on: date,
) -> frozenset[UUID]:
    """Return which contributions nobody cited after one evaluatie and up to the next.

    What came in after that day is of a later one.
    """
    used = {one for one, at in cited if (since is None or at > since) and at <= until}
    return frozenset(one for one, on in received.items() if on <= until_on and one not in used)
