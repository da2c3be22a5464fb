"""Vier ogen, the rules: who may be the second person, and until when a yes counts.

Pure: no clock, no store. A proposal is decided by somebody else, and counts for exactly what it was
asked for, once, until its day.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.core.errors import Invalid


class ApprovalState(StrEnum):
    """Where a proposal stands; what is waiting or approved past its day is expired."""

    WAITING = "waiting"
    """Nobody decided yet."""
    APPROVED = "approved"
    """A second person said yes; it was not carried out yet."""
    USED = "used"
    """It was carried out, once."""
    REFUSED = "refused"
    """A second person said no, with a reason."""
    WITHDRAWN = "withdrawn"
    """The proposer took it back."""
    VOIDED = "voided"
    """What it was asked for is another thing now, or is not there any more."""
    EXPIRED = "expired"
    """Its last day is over."""


class ApprovalProblem(StrEnum):
    """Why a proposal cannot be decided, or a yes does not count."""

    NONE = "no_approval"
    """Nobody was asked for this."""
    WAITS = "approval_waits"
    """It was proposed, and nobody decided yet."""
    ALREADY = "approval_decided"
    """Somebody decided already."""
    REFUSED = "approval_refused"
    """A second person said no."""
    WITHDRAWN = "approval_withdrawn"
    """The proposer took it back."""
    VOIDED = "approval_voided"
    """It was voided by a change."""
    CHANGED = "approval_changed"
    """What would be carried out is not what was proposed."""
    EXPIRED = "approval_expired"
    """Its last day is over."""
    USED = "approval_used"
    """It was carried out already."""
    OWN = "approval_own"
    """The proposer cannot be the second person."""
    MAKER = "approval_maker"
    """Who made it, or whom it is about, cannot be the second person."""
    PROPOSER_GONE = "approval_proposer_gone"
    """The proposer may not propose this any more."""
    APPROVER_GONE = "approval_approver_gone"
    """The second person may not approve this any more."""
    NOT_FRESH = "approval_not_fresh"
    """The second person did not prove shortly before who that is."""
    PENDING = "approval_pending"
    """It was proposed already, and that proposal still stands."""


class NotApproved(Invalid):
    """A second person is missing, or a yes does not count; nothing was changed.

    A form shows the words of ``pga.accounts.labels.APPROVAL`` for its problem.
    """

    def __init__(self, problem: ApprovalProblem, approval_id: UUID | None = None) -> None:
        super().__init__({"approval": problem})
        self.problem, self.approval_id = problem, approval_id


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """What is known of a proposal, without its texts."""

    proposed_by: UUID
    expires_on: date
    """The last day on which it can be decided and carried out."""
    approved: bool | None = None
    decided_by: UUID | None = None
    withdrawn: bool = False
    voided: bool = False
    used: bool = False


CLOSED: Final = {
    ApprovalState.USED: ApprovalProblem.USED,
    ApprovalState.WITHDRAWN: ApprovalProblem.WITHDRAWN,
    ApprovalState.VOIDED: ApprovalProblem.VOIDED,
    ApprovalState.REFUSED: ApprovalProblem.REFUSED,
    ApprovalState.EXPIRED: ApprovalProblem.EXPIRED,
}
"""What is over, and what that says to who comes after it."""


def state_of(proposed: ApprovalFacts, today: date) -> ApprovalState:
    """Return where a proposal stands on a day."""
    over = (
        (proposed.used, ApprovalState.USED),
        (proposed.withdrawn, ApprovalState.WITHDRAWN),
        (proposed.voided, ApprovalState.VOIDED),
        (proposed.approved is False, ApprovalState.REFUSED),
        (today > proposed.expires_on, ApprovalState.EXPIRED),
        (proposed.approved is True, ApprovalState.APPROVED),
    )
    return next((state for holds, state in over if holds), ApprovalState.WAITING)


@dataclass(frozen=True, slots=True)
class Now:
    """How things are at the moment of deciding or using, told by who can ask."""

    same: bool
    """What would be carried out is what was proposed."""
    proposer_may: bool
    approver_may: bool = True
    fresh: bool = True
    makers: Collection[UUID] = ()


def bar_of_approver(
    proposed: ApprovalFacts, actor_id: UUID, makers: Collection[UUID]
) -> ApprovalProblem | None:
    """Return why somebody cannot be the second person, whatever the right says."""
    if actor_id == proposed.proposed_by:
        return ApprovalProblem.OWN
    return ApprovalProblem.MAKER if actor_id in makers else None


def problem_of_decision(
    proposed: ApprovalFacts, actor_id: UUID, now: Now, today: date, *, approve: bool
) -> ApprovalProblem | None:
    """Return why this person cannot decide this proposal now; a refusal needs less than a yes."""
    state = state_of(proposed, today)
    if state is ApprovalState.APPROVED:
        return ApprovalProblem.ALREADY
    barred = CLOSED.get(state) or bar_of_approver(proposed, actor_id, now.makers)
    if barred is not None:
        return barred
    if not now.fresh:
        return ApprovalProblem.NOT_FRESH
    if not approve:
        return None
    if not now.proposer_may:
        return ApprovalProblem.PROPOSER_GONE
    return None if now.same else ApprovalProblem.CHANGED


def problem_of_use(proposed: ApprovalFacts, now: Now, today: date) -> ApprovalProblem | None:
    """Return why a proposal cannot be carried out now."""
    state = state_of(proposed, today)
    if state is ApprovalState.WAITING:
        return ApprovalProblem.WAITS
    if state in CLOSED:
        return CLOSED[state]
    if not now.proposer_may:
        return ApprovalProblem.PROPOSER_GONE
    if not now.approver_may:
        return ApprovalProblem.APPROVER_GONE
    return None if now.same else ApprovalProblem.CHANGED


def changed_parts(before: dict[str, str], now: dict[str, str]) -> tuple[str, ...]:
    """Return the names of the parts that differ, in the order in which they stood."""
    return tuple(name for name in {**before, **now} if before.get(name) != now.get(name))
