"""What of accounts needs a second person, and how it looks to who decides about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, allows, require
from pga.accounts.models import GrantProposal, RoleGrant, StandIn, User
from pga.accounts.reading.people import names_of
from pga.accounts.reading.standing import PEOPLE, counts_today
from pga.accounts.rules.granting import two_can_approve
from pga.core import clock
from pga.core.database import glance, transaction
from pga.privacy import approval
from pga.privacy.approval import ApprovalKind, ApprovalLine, ApprovalSheet, Thing, own

PAGE: Final = "accounts.approval"
A_DAY: Final = timedelta(days=1)


def thing_of_grant(session: Session, proposal_id: UUID) -> Thing | None:
    """Return a proposed role as it would be given; None when its account is closed or gone."""
    row = session.get(GrantProposal, proposal_id)
    user = session.get(User, row.user_id) if row else None
    if row is None or user is None or user.disabled_at is not None:
        return None
    return Thing(
        municipality=row.municipality,
        parts=(
            ("de collega", row.user_id.bytes),
            ("de rol", row.role.value.encode()),
            ("de eerste dag", row.from_on.isoformat().encode()),
            ("de laatste dag", row.until_on.isoformat().encode() if row.until_on else b""),
            ("de organisatie", f"{row.organisation_id or ''} {row.organisation or ''}".encode()),
        ),
        makers=frozenset({row.user_id}),
    )


def thing_of_stand_in(session: Session, stand_in_id: UUID) -> Thing | None:
    """Return a proposed stand-in as it would be named."""
    row = session.get(StandIn, stand_in_id)
    user = session.get(User, row.user_id) if row else None
    if row is None or user is None or user.disabled_at is not None:
        return None
    return Thing(
        municipality=row.municipality,
        parts=(
            ("de vervanger", row.user_id.bytes),
            ("de gemeente van de vervanger", row.home.encode()),
            ("de eerste dag", row.from_on.isoformat().encode()),
            ("de laatste dag", row.until_on.isoformat().encode()),
        ),
        makers=frozenset({row.user_id}),
    )


ROLE_GRANT: Final = own(
    ApprovalKind(
        code="role_grant",
        proposes=Permission.USERS_MANAGE,
        approves=Permission.USERS_APPROVE,
        page=PAGE,
        people=PEOPLE,
        thing=thing_of_grant,
        stand_in=True,
    )
)
STAND_IN: Final = own(
    ApprovalKind(
        code="stand_in",
        proposes=Permission.USERS_MANAGE,
        approves=Permission.USERS_APPROVE,
        page=PAGE,
        people=PEOPLE,
        thing=thing_of_stand_in,
    )
)


@dataclass(frozen=True, slots=True)
class AskedRole:
    """A role that waits, or waited, for a second person."""

    who: str
    username: str
    role: Role
    from_on: date
    last_on: date | None
    organisation: str


@dataclass(frozen=True, slots=True)
class AskedStandIn:
    """A stand-in who waits, or waited, for a second person."""

    who: str
    username: str
    home: str
    from_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class ApprovalInList:
    """One proposal in a list, with the names of who asked and who decided."""

    line: ApprovalLine
    who: str
    """Whom it is about; a stand-in reads that on its page only."""
    asked_by: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class Approvals:
    """What waits for somebody as second person, and what that one asked of others."""

    waiting: tuple[ApprovalInList, ...]
    mine: tuple[ApprovalInList, ...]

    @property
    def news(self) -> tuple[ApprovalInList, ...]:
        """Return what ended and was not seen by who asked it."""
        return tuple(one for one in self.mine if one.line.new)


@dataclass(frozen=True, slots=True)
class ShownApproval:
    """One proposal whole, for its page."""

    sheet: ApprovalSheet
    asked_by: str
    decided_by: str
    role: AskedRole | None = None
    stand_in: AskedStandIn | None = None


@dataclass(frozen=True, slots=True)
class StandInLine:
    """Somebody who is, was or would be the stand-in of this municipality."""

    id: UUID
    who: str
    home: str
    from_on: date
    last_on: date
    approval_id: UUID | None
    counts: bool


def list_approvals(actor: Actor) -> Approvals:
    """Return what waits for this actor, soonest end first, and what this actor asked."""
    require(actor, Permission.APPROVAL_LIST)
    with glance() as session:
        waiting = approval.waiting_for(session, actor)
        mine = approval.proposed_by(session, actor)
        people = [one.proposed_by for one in waiting] + [one.decided_by for one in mine]
        names = names_of(session, [*people, actor.id])
        here = [one.object_id for one in waiting if one.municipality == actor.municipality]
        about = _about(session, [*here, *(one.object_id for one in mine)])
        return Approvals(_listed(waiting, names, about), _listed(mine, names, about))


def approvals_waiting_for(actor: Actor) -> set[UUID]:
    """Return what a mail without content may count: what waits for somebody, and what ended."""
    if not allows(actor, Permission.APPROVAL_LIST):
        return set()
    found = list_approvals(actor)
    return {one.line.id for one in (*found.waiting, *found.news)}


def get_approval(actor: Actor, approval_id: UUID) -> ShownApproval:
    """Return one proposal of accounts whole; raises Refused.

    Who asked it, knows from then on how it ended.
    """
    require(actor, Permission.APPROVAL_LIST)
    with transaction() as session:
        sheet = approval.find(session, actor, approval_id)
        line = sheet.line
        names = names_of(session, [line.proposed_by, line.decided_by])
        shown = (sheet, names[line.proposed_by], names.get(line.decided_by, ""))
        if line.kind == STAND_IN.code:
            return ShownApproval(*shown, stand_in=_asked_stand_in(session, line.object_id))
        return ShownApproval(*shown, role=_asked_role(session, line.object_id))


def list_stand_ins(actor: Actor) -> list[StandInLine]:
    """Return who stands in for this municipality, newest first; for the beheerder."""
    require(actor, Permission.USERS_READ)
    with glance() as session:
        counts = set(session.scalars(sa.select(StandIn.id).where(counts_today())))
        question = (
            sa.select(StandIn, User.name)
            .join(User, User.id == StandIn.user_id)
            .where(StandIn.municipality == actor.municipality)
            .order_by(StandIn.from_on.desc())
        )
        return [
            StandInLine(
                row.id,
                name,
                row.home,
                row.from_on,
                row.until_on - A_DAY,
                row.approval_id,
                row.id in counts,
            )
            for row, name in session.execute(question)
        ]


def two_people(actor: Actor) -> bool:
    """Tell whether a role can be proposed and approved by two people at a municipality today."""
    require(actor, Permission.USERS_MANAGE)
    today = clock.today()
    question = (
        sa.select(RoleGrant.user_id, RoleGrant.role)
        .join(User, User.id == RoleGrant.user_id)
        .where(
            RoleGrant.municipality == actor.municipality,
            RoleGrant.role.in_([Role.ADMIN, Role.COORDINATOR]),
            RoleGrant.from_on <= today,
            sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on > today),
            User.disabled_at.is_(None),
        )
    )
    with glance() as session:
        return two_can_approve([(row.user_id, row.role) for row in session.execute(question)])


def _about(session: Session, object_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the name of who each proposed role or stand-in is about."""
    if not object_ids:
        return {}
    found: dict[UUID, str] = {}
    for model in (GrantProposal, StandIn):
        question = sa.select(model.id, User.name).join(User, User.id == model.user_id)
        rows = session.execute(question.where(model.id.in_(object_ids)))
        found |= {row.id: row.name for row in rows}
    return found


def _listed(
    lines: Sequence[ApprovalLine], names: dict[UUID | None, str], about: dict[UUID, str]
) -> tuple[ApprovalInList, ...]:
    return tuple(
        ApprovalInList(
            one,
            about.get(one.object_id, ""),
            names.get(one.proposed_by, ""),
            names.get(one.decided_by, ""),
        )
        for one in lines
    )


def _asked_role(session: Session, proposal_id: UUID) -> AskedRole:
    row = session.get_one(GrantProposal, proposal_id)
    user = session.get_one(User, row.user_id)
    last_on = row.until_on - A_DAY if row.until_on else None
    place = row.organisation or ""
    return AskedRole(user.name, user.username, row.role, row.from_on, last_on, place)


def _asked_stand_in(session: Session, stand_in_id: UUID) -> AskedStandIn:
    row = session.get_one(StandIn, stand_in_id)
    user = session.get_one(User, row.user_id)
    return AskedStandIn(user.name, user.username, row.home, row.from_on, row.until_on - A_DAY)
