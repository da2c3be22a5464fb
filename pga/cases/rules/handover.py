"""When the cases of one colleague can go to another: who takes over must be able to do the same."""

from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Why cases go to somebody else; a code, so that nothing about a person is written here."""

    LEAVES = "leaves"
    """The colleague leaves."""
    OTHER_WORK = "other_work"
    """The colleague gets other work."""
    ABSENT = "absent"
    """The colleague is away for a longer time."""


class Objection(StrEnum):
    """Why somebody does not take cases over."""

    FULL = "full"
    """There is no room for more work."""
    KNOWS_SOMEBODY = "knows_somebody"
    """Somebody in one of the cases is no stranger."""
    TALK_FIRST = "talk_first"
    """Something else; it is talked about first."""


class HandoverAnswer(StrEnum):
    """What became of a proposal."""

    ACCEPTED = "accepted"
    """The cases were taken over."""
    REFUSED = "refused"
    """The cases were not taken over."""
    REPLACED = "replaced"
    """A newer proposal took its place."""


class Part(StrEnum):
    """How the leaving colleague stands to a case."""

    PROCESREGISSEUR = "procesregisseur"
    """Directs the process."""
    CASUSREGISSEUR = "casusregisseur"
    """Directs the content."""
    LINKED = "linked"
    """Works on it."""


class HandoverProblem(StrEnum):
    """Why a handover cannot be."""

    SAME = "same_colleague"
    """From and to are the same colleague."""
    NOTHING = "no_cases"
    """There is no case that can go."""
    NOT_A_COLLEAGUE = "not_a_worker"
    """Who takes over does not work on cases here."""
    NOT_A_DIRECTOR = "not_a_director"
    """There is a procesregie among the cases, and that is for team Veiligheid."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """A handover as the rule sees it."""

    same: bool
    parts: tuple[tuple[Part, ...], ...]
    """The parts of the leaver, case by case."""
    taker_works: bool
    taker_directs: bool


def problem_of(transfer: Transfer) -> HandoverProblem | None:
    """Return why a handover cannot be, or None."""
    if transfer.same:
        return HandoverProblem.SAME
    if not transfer.parts:
        return HandoverProblem.NOTHING
    if not transfer.taker_works:
        return HandoverProblem.NOT_A_COLLEAGUE
    directing = any(Part.PROCESREGISSEUR in parts for parts in transfer.parts)
    return HandoverProblem.NOT_A_DIRECTOR if directing and not transfer.taker_directs else None
