"""A proposal for a case: to whom it goes, who may answer it, and until when it stands.

Second-look 12: the interventieteam proposes nazorg, afsluiten and opschalen, and decides none.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.access.permissions import Role
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind


class ProposalKind(StrEnum):
    """What somebody proposes."""

    AFTERCARE = "aftercare"
    """End the execution and begin the nazorg."""
    CLOSE = "close"
    """End the case without nazorg."""
    SCALE_UP = "scale_up"
    """Ask the ZVH to take the case over."""


class ProposalAnswer(StrEnum):
    """What became of a proposal; one without is open."""

    TAKEN = "taken"
    """Aangenomen: its step follows."""
    REFUSED = "refused"
    """Not taken, with a reason."""
    WITHDRAWN = "withdrawn"
    """Its maker took it back."""
    LAPSED = "lapsed"
    """The case ended before somebody answered."""


class ProposalProblem(StrEnum):
    """What can be wrong with a proposal or its answer."""

    NO_REASON = "no_reason"
    """It is not said why."""
    NOT_NOW = "not_now"
    """It does not fit where the case stands."""
    STANDS = "proposal_stands"
    """One of this kind waits for its answer, or for its step."""
    ANSWERED = "proposal_answered"
    """Somebody answered it before, or it was withdrawn."""
    NOT_YOURS = "not_yours"
    """Somebody else made it."""
    NOT_FOR_YOU = "not_for_you"
    """Another role answers a proposal of this kind."""


BY_HAND: Final = (ProposalAnswer.TAKEN, ProposalAnswer.REFUSED)
"""What somebody can answer."""
PROPOSED_IN: Final[Mapping[ProposalKind, frozenset[State]]] = {
    ProposalKind.AFTERCARE: frozenset({State.IN_EXECUTION}),
    ProposalKind.CLOSE: frozenset(
        {State.PLANNING, State.IN_EXECUTION, State.ON_HOLD, State.AFTERCARE}
    ),
    ProposalKind.SCALE_UP: frozenset({State.IN_EXECUTION, State.ON_HOLD}),
}
"""Where each can be proposed: where its step can begin (decision 61)."""
ANSWERED_BY: Final[Mapping[ProposalKind, frozenset[Role]]] = {
    ProposalKind.AFTERCARE: frozenset({Role.SAFETY_TEAM, Role.COORDINATOR}),
    ProposalKind.CLOSE: frozenset({Role.SAFETY_TEAM, Role.COORDINATOR}),
    ProposalKind.SCALE_UP: frozenset({Role.COORDINATOR}),
}
"""Which roles may answer each; the coördinator stands in for a team that is not there."""
ANSWER_DUE: Final[Mapping[ProposalKind, TermKind]] = {
    ProposalKind.AFTERCARE: TermKind.PROPOSAL,
    ProposalKind.CLOSE: TermKind.PROPOSAL,
    ProposalKind.SCALE_UP: TermKind.SCALE_UP_PROPOSAL,
}
"""Within which term each is answered."""
REACHED: Final[Mapping[ProposalKind, frozenset[State]]] = {
    ProposalKind.AFTERCARE: frozenset({State.AFTERCARE, State.CLOSED}),
    ProposalKind.CLOSE: frozenset({State.CLOSED}),
    ProposalKind.SCALE_UP: frozenset({State.SCALE_UP_REQUESTED, State.TOP_X, State.CLOSED}),
}
"""In which state the step of one that was taken is made."""


def kinds_in(state: State, standing: Collection[ProposalKind]) -> tuple[ProposalKind, ...]:
    """Return what can be proposed for a case that stands here, beside what was proposed."""
    return tuple(
        kind for kind in ProposalKind if state in PROPOSED_IN[kind] and kind not in standing
    )


def fault_of_proposal(
    kind: ProposalKind, state: State, standing: Collection[ProposalKind]
) -> ProposalProblem | None:
    """Return why this cannot be proposed now; one of a kind stands at a time."""
    if state not in PROPOSED_IN[kind]:
        return ProposalProblem.NOT_NOW
    return ProposalProblem.STANDS if kind in standing else None


def whom_to_tell(
    kind: ProposalKind, able: Iterable[tuple[UUID, Role]], procesregisseur: UUID | None
) -> frozenset[UUID]:
    """Return who of those who can answer hears of a proposal.

    The procesregisseur and the colleagues who work on it together, so that none waits for one who
    is away; when nobody of them can answer, or it goes up, the coördinatoren.
    """
    who = [(one, role) for one, role in able if role in ANSWERED_BY[kind]]
    team = {one for one, role in who if role is Role.SAFETY_TEAM or one == procesregisseur}
    return frozenset(team or {one for one, _ in who})
