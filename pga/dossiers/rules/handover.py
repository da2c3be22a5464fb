"""When dossiers can go to a colleague: who takes them over must be able to do the same."""

from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Why dossiers go to somebody else; a code, so that nothing about a person is written here."""

    LEAVES = "leaves"
    """The colleague leaves."""
    OTHER_WORK = "other_work"
    """The colleague gets other work."""
    ABSENT = "absent"
    """The colleague is away for a longer time."""


class Objection(StrEnum):
    """Why somebody does not take dossiers over."""

    FULL = "full"
    """There is no room for more work."""
    KNOWS_SOMEBODY = "knows_somebody"
    """Somebody in one of them is no stranger."""
    TALK_FIRST = "talk_first"
    """Something else; it is talked about first."""


class HandoverAnswer(StrEnum):
    """What became of a proposal."""

    ACCEPTED = "accepted"
    """They were taken over."""
    REFUSED = "refused"
    """They were not taken over."""
    REPLACED = "replaced"
    """A newer proposal took its place."""


class HandoverProblem(StrEnum):
    """Why a handover cannot be."""

    SAME = "same_colleague"
    """From and to are the same colleague."""
    NOTHING = "no_cases"
    """There is none that can go."""
    NOT_A_COLLEAGUE = "not_a_worker"
    """Who takes over does not work on dossiers here."""
    NOT_A_DIRECTOR = "not_a_director"
    """There is a part among them, such as the procesregie, that is not for who takes over."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """A handover as the rule sees it."""

    same: bool
    going: int
    """How many dossiers would go."""
    taker_works: bool
    taker_directs: bool
    """Who takes over can have each part that goes."""


def problem_of(transfer: Transfer) -> HandoverProblem | None:
    """Return why a handover cannot be, or None."""
    if transfer.same:
        return HandoverProblem.SAME
    if not transfer.going:
        return HandoverProblem.NOTHING
    if not transfer.taker_works:
        return HandoverProblem.NOT_A_COLLEAGUE
    return None if transfer.taker_directs else HandoverProblem.NOT_A_DIRECTOR
