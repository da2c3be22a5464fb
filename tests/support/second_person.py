"""Two people in a test: one asks, another approves, each in a session of now."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.accounts.models import GrantProposal, RoleGrant, UserSession
from pga.accounts.services import granting, users
from pga.accounts.services.granting import NewRole, WhyAsked
from pga.core import clock
from pga.core.database import transaction
from pga.privacy.approval_rows import Approval
from tests.builders import a_user


def fresh(actor: Actor) -> Actor:
    """Return somebody in a session that proved just now who is there."""
    with transaction() as session:
        grant = sa.select(RoleGrant.id).filter_by(
            user_id=actor.id, municipality=actor.municipality, role=actor.role
        )
        now, row_id = clock.now(), uuid4()
        row = UserSession(
            id=row_id,
            token_hash=row_id.bytes * 2,
            user_id=actor.id,
            grant_id=session.scalars(grant).first(),
            device="Firefox op Linux",
            factor_done=True,
            made_at=now,
            seen_at=now,
            ends_at=now + timedelta(hours=9),
            proved_at=now,
        )
        session.add(row)
    return replace(actor, session=row_id)


def asking(days: int = 14) -> WhyAsked:
    """Return why a second person is asked, and until when."""
    return WhyAsked("Zij begint hier vandaag.", clock.today() + timedelta(days=days))


def asked_of(user_id: UUID) -> UUID:
    """Return the newest question about a role of somebody."""
    with transaction() as session:
        question = (
            sa.select(Approval.id)
            .join(GrantProposal, GrantProposal.id == Approval.object_id)
            .where(GrantProposal.user_id == user_id)
            .order_by(Approval.proposed_at.desc(), Approval.closed_at.is_not(None))
        )
        return session.scalars(question).first()


def give_role(admin: Actor, user_id: UUID, new: NewRole, here: Iterable[UUID] = ()) -> None:
    """Give a role with two people: one proposes, another approves."""
    users.propose_role(admin, user_id, new, asking(), set(here))
    approve(admin, asked_of(user_id))


def approve(proposer: Actor, approval_id: UUID) -> None:
    """Say yes as the second person."""
    other = a_user(Role.COORDINATOR, proposer.municipality).actor
    granting.answer(fresh(other), approval_id, approve=True)
