"""Where a case can stand, and on which rung of the ladder that is (pga.md 10.1 and 4.3)."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Final


class State(StrEnum):
    """Where a case stands (pga.md 10.1, decision 19; a signaal is no case)."""

    REFERRED = "referred"
    """Aangemeld: the form is complete and the term runs."""
    IN_TRIAGE = "in_triage"
    """In weging."""
    REJECTED = "rejected"
    """Niet toegelaten: kept for a short while only."""
    INFORMATION_ROUND = "information_round"
    """Informatieronde: admitted, partners are asked."""
    PLANNING = "planning"
    """Plan in opstelling: casusoverleg, and the plan is made."""
    IN_EXECUTION = "in_execution"
    """In uitvoering: the plan works, with monitoring."""
    ON_HOLD = "on_hold"
    """Aangehouden: waits, with a date to come back."""
    SCALE_UP_REQUESTED = "scale_up_requested"
    """Opschaling aangevraagd: sent to the ZVH, waiting."""
    TOP_X = "top_x"
    """Opgeschaald: the procesregie is with the ZVH."""
    SCALE_DOWN_PROPOSED = "scale_down_proposed"
    """Afschaling voorgesteld: opgeschaald until somebody local has accepted."""
    AFTERCARE = "aftercare"
    """Nazorg: closed in essence, watched until a date."""
    CLOSED = "closed"
    """Afgesloten: the retention clock runs, read-only."""
    DESTROYED = "destroyed"
    """Vernietigd: what was about the person is gone."""


TERMINAL: Final = frozenset({State.REJECTED, State.CLOSED, State.DESTROYED})
ACTIVE: Final = frozenset(State) - TERMINAL


class Level(IntEnum):
    """Who has the procesregie (pga.md 4.3)."""

    REGULAR = 0
    """Each partner itself."""
    LOCAL = 1
    """The municipality, team Veiligheid."""
    TOP_X = 2
    """The ZVH."""
    ADMINISTRATIVE = 3
    """Burgemeester, driehoek, wethouder: an event, no state leads to it."""


_LEVELS: Final[Mapping[State, Level]] = {
    State.REFERRED: Level.REGULAR,
    State.IN_TRIAGE: Level.REGULAR,
    State.REJECTED: Level.REGULAR,
    State.INFORMATION_ROUND: Level.LOCAL,
    State.PLANNING: Level.LOCAL,
    State.IN_EXECUTION: Level.LOCAL,
    State.ON_HOLD: Level.LOCAL,
    State.SCALE_UP_REQUESTED: Level.LOCAL,
    State.TOP_X: Level.TOP_X,
    # nobody may fall between: opgeschaald until a local casusregisseur accepts (pga.md 4.5)
    State.SCALE_DOWN_PROPOSED: Level.TOP_X,
    State.AFTERCARE: Level.LOCAL,
    State.CLOSED: Level.REGULAR,
    State.DESTROYED: Level.REGULAR,
}


def level_of(state: State) -> Level:
    """Return the level that goes with a state; ADMINISTRATIVE is recorded apart (pga.md 4.3)."""
    return _LEVELS[state]


TAKES_PLACE: Final = frozenset(
    {State.INFORMATION_ROUND, State.PLANNING, State.IN_EXECUTION, State.ON_HOLD}
)
"""The states in which a local case takes one of the places of the team (pga.md 2.4, Capacity).

What waits for the ZVH and what is watched in nazorg is local too, and takes none.
"""


class HoldReason(StrEnum):
    """Why a case waits (pga.md 10.1)."""

    DETENTION = "detention"
    """The person is detained."""
    ADMISSION = "admission"
    """The person is admitted to a clinic."""
    OUT_OF_SIGHT = "out_of_sight"
    """Nobody knows where the person is."""
    OBJECTION = "objection"
    """The person objects to the processing (AVG art. 21)."""


class ObjectionOutcome(StrEnum):
    """What was decided on an objection (AVG art. 21)."""

    UPHELD = "upheld"
    """Gegrond: the case ends, for want of a ground."""
    REJECTED = "rejected"
    """Ongegrond: the case goes on."""


class ZvhAnswer(StrEnum):
    """What the ZVH can say to a request (pga.md 4.2)."""

    ACCEPTED = "accepted"
    """Aangenomen: Top X."""
    DECLINED = "declined"
    """Afgewezen: not accepted."""
    ADVICE = "advice"
    """Advies: back to local, with advice."""
    MORE_INFORMATION = "more_information"
    """No decision yet: the ZVH asks for more."""


class ClosingReason(StrEnum):
    """Why a case ends (pga.md 2.9 [V])."""

    GOALS_REACHED = "goals_reached"
    """Doelen behaald."""
    STABLE_TO_COMMUNITY_TEAM = "stable_to_community_team"
    """Stable enough for the wijkteam."""
    STABLE_TO_PARTNER = "stable_to_partner"
    """Stable enough for one partner."""
    MOVED_HANDED_OVER = "moved_handed_over"
    """Moved, and handed over to the other municipality."""
    MOVED_NOT_HANDED_OVER = "moved_not_handed_over"
    """Moved, and not handed over."""
    LONG_DETENTION_OR_ADMISSION = "long_detention_or_admission"
    """Detained or admitted for long."""
    NO_LONGER_NECESSARY = "no_longer_necessary"
    """No longer proportional."""
    NO_COOPERATION_RISK_ACCEPTABLE = "no_cooperation_risk_acceptable"
    """No cooperation, and the risk can be borne."""
    DECEASED = "deceased"
    """The person died."""
    WRONGLY_REGISTERED = "wrongly_registered"
    """Onterecht aangemeld."""
    WITHDRAWN = "withdrawn"
    """Withdrawn by who registered it."""
    MERGED = "merged"
    """Goes on in another case."""


# pga.md 10.2 names overleden, verhuisd and onterecht; second-look 6 ingetrokken and geen grond;
# samengevoegd is ours: the other case watches
WITHOUT_AFTERCARE: Final = frozenset(
    {
        ClosingReason.MOVED_HANDED_OVER,
        ClosingReason.MOVED_NOT_HANDED_OVER,
        ClosingReason.DECEASED,
        ClosingReason.WRONGLY_REGISTERED,
        ClosingReason.WITHDRAWN,
        ClosingReason.NO_LONGER_NECESSARY,
        ClosingReason.MERGED,
    }
)
