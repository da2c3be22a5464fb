"""How somebody can know the person of a case; one answer is that it is nobody's business."""

from enum import StrEnum


class Bond(StrEnum):
    """How who steps back knows the person."""

    FAMILY = "family"
    """A relative or a partner, also a former one."""
    FRIEND = "friend"
    """A friend or an acquaintance."""
    NEIGHBOUR = "neighbour"
    """Somebody from the street or the club."""
    WORK = "work"
    """From other work, now or before."""
    UNSAID = "unsaid"
    """Rather not said; no questions."""


class RecusalProblem(StrEnum):
    """Why a recusal cannot be ended."""

    ENDED = "ended"
    """It was ended already."""
