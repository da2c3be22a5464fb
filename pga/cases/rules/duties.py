"""What can be due on a case, and whose it is to see to it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from pga.access.permissions import Role
from pga.cases.rules.terms import TermKind


class DutyKind(StrEnum):
    """What is due."""

    TERM = "term"
    """A term that runs."""
    FLAG = "flag"
    """A flag with a date."""
    ACTION = "action"
    """An open action: of a colleague, of an organisation, or of somebody of the case."""


OF_COORDINATOR: Final = (TermKind.ZVH_ANSWER, TermKind.SCALE_UP_PROPOSAL)
"""The terms that only the coördinator can end: what has opschalen in it is of that role."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is due, and who stand around it."""

    what: DutyKind
    term: TermKind | None = None
    """Which term, when it is one."""
    user_id: UUID | None = None
    """Which colleague has the action, or set the flag."""
    procesregisseur_id: UUID | None = None
    casusregisseur_id: UUID | None = None


def is_own(duty: Held, me: UUID, role: Role) -> bool:
    """Tell whether this is somebody's own to see to; of a case on which that person works.

    An action is of the colleague who has it. What an organisation or somebody of the case does, who
    have no login, is of who directs. A term is of the procesregisseur, a flag also of who set it.
    What nobody directs is of whoever works on it, so that nothing falls in between.
    """
    if duty.what is DutyKind.ACTION:
        if duty.user_id is not None:
            return duty.user_id == me
        directors = {duty.procesregisseur_id, duty.casusregisseur_id} - {None}
        return not directors or me in directors
    if duty.procesregisseur_id in {me, None}:
        return True
    if duty.what is DutyKind.FLAG:
        return duty.user_id == me
    return role is Role.COORDINATOR and duty.term in OF_COORDINATOR
