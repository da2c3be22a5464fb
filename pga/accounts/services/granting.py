"""Roles and stand-ins with a second person: asked, approved and given in one press, or refused."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, require
from pga.accounts.models import GrantProposal, RoleGrant, StandIn, User, UserSession
from pga.accounts.reading.approvals import ROLE_GRANT, STAND_IN
from pga.accounts.reading.people import actors_today
from pga.accounts.rules.granting import (
    MAY_STAND_IN,
    GrantBasis,
    UserProblem,
    overlaps,
    problems_of_span,
)
from pga.accounts.rules.news import AccountNews
from pga.accounts.services.news import tell
from pga.accounts.services.sessions import end_sessions
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy import approval, once
from pga.privacy.approval_rows import Approval
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, lock_chains, record

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewRole:
    """A role at the beheerder's own municipality, from and until."""

    role: Role
    from_on: date
    last_on: date | None = None
    organisation_id: UUID | None = None
    organisation: str = ""
    """Its name, for who decides."""

    @property
    def until_on(self) -> date | None:
        """Return the first day that no longer counts."""
        return self.last_on + A_DAY if self.last_on else None


@dataclass(frozen=True, slots=True)
class WhyAsked:
    """What comes with a question to a second person."""

    reason: str
    expires_on: date
    """The last day on which it can be answered."""


@dataclass(frozen=True, slots=True)
class NewStandIn:
    """A colleague of another municipality, as a beheerder names one."""

    username: str
    home: str
    from_on: date
    last_on: date


def ask_role(
    session: Session, actor: Actor, user_id: UUID, new: NewRole, asking: WhyAsked
) -> GrantProposal:
    """Put a role before a second person; until then it has no effect. For a unit."""
    row = GrantProposal(
        user_id=user_id,
        municipality=actor.municipality,
        role=new.role,
        from_on=new.from_on,
        until_on=new.until_on,
        organisation_id=new.organisation_id,
        organisation=new.organisation or None,
    )
    session.add(row)
    session.flush()
    approval.propose(
        session, actor, ROLE_GRANT, row.id, reason=asking.reason, expires_on=asking.expires_on
    )
    return row


def name_stand_in(actor: Actor, new: NewStandIn, asking: WhyAsked) -> UUID:
    """Put a stand-in before a second person; return the id. Raises Refused or Invalid."""
    require(actor, Permission.USERS_MANAGE)
    wrong: dict[str, str] = {**problems_of_span(new.from_on, new.last_on, clock.today())}
    if new.home == actor.municipality:
        wrong["home"] = UserProblem.STAND_IN_HERE
    with transaction() as session:
        found = _eligible(session, new)
        if found is None and "home" not in wrong:
            wrong["username"] = UserProblem.STAND_IN_UNKNOWN
        if wrong or found is None:
            raise Invalid(wrong)
        row = StandIn(
            municipality=actor.municipality,
            user_id=found,
            home=new.home,
            from_on=new.from_on,
            until_on=new.last_on + A_DAY,
        )
        session.add(row)
        session.flush()
        asked = approval.propose(
            session, actor, STAND_IN, row.id, reason=asking.reason, expires_on=asking.expires_on
        )
        once.came_to(session, str(asked))
        return asked


def end_stand_in(actor: Actor, stand_in_id: UUID) -> None:
    """End a stand-in at once; that needs no second person. Raises Refused or Invalid."""
    require(actor, Permission.USERS_MANAGE)
    today = clock.today()
    with transaction() as session:
        row = session.get(StandIn, stand_in_id)
        mine = row is not None and row.municipality == actor.municipality
        if row is None or not mine or row.approval_id is None or row.until_on <= today:
            raise Invalid({"stand_in": UserProblem.ENDED})
        row.until_on = max(today, row.from_on)
        record(session, actor, Line(Event.STAND_IN_ENDED, Object("stand_in", row.id)))


def answer(actor: Actor, approval_id: UUID, *, approve: bool, words: str = "") -> None:
    """Say yes or no to a role or a stand-in as the second person; a yes carries it out at once.

    Raises Refused, NotApproved, or Invalid when the role cannot be so any more.
    """
    require(actor, Permission.USERS_APPROVE)
    with approval.executing(actor) as session:
        lock_chains(session, _chains(session, actor, approval_id))
        approval.decide(session, actor, approval_id, approve=approve, words=words)
        row = session.get_one(Approval, approval_id)
        if approve and row.kind == STAND_IN.code:
            _name(session, actor, row.object_id)
        elif approve:
            _give(session, actor, row.object_id)


def withdraw(actor: Actor, approval_id: UUID) -> None:
    """Take an own question back; raises Refused or NotApproved."""
    require(actor, Permission.USERS_MANAGE)
    with transaction() as session:
        approval.withdraw(session, actor, approval_id)


def void_roles(session: Session, actor: Actor, user_id: UUID, words: str) -> None:
    """Void the roles and stand-ins that wait for somebody, within what makes them senseless."""
    mine = {"user_id": user_id, "municipality": actor.municipality}
    for proposal_id in session.scalars(sa.select(GrantProposal.id).filter_by(**mine)).all():
        approval.void_for(session, actor, ROLE_GRANT, proposal_id, words)


def holds(grants: Collection[RoleGrant], municipality: str, new: NewRole) -> bool:
    """Tell whether somebody has a role already in a part of that time."""
    return any(
        grant.municipality == municipality
        and grant.role is new.role
        and overlaps(new.from_on, new.until_on, grant.from_on, grant.until_on)
        for grant in grants
    )


def _give(session: Session, actor: Actor, proposal_id: UUID) -> None:
    approval_id = approval.use(session, actor, ROLE_GRANT, proposal_id)
    asked, today = session.get_one(GrantProposal, proposal_id), clock.today()
    if asked.until_on is not None and asked.until_on <= today:
        raise Invalid({"approval": UserProblem.ENDED})
    last_on = asked.until_on - A_DAY if asked.until_on else None
    new = NewRole(asked.role, max(asked.from_on, today), last_on, asked.organisation_id)
    held = session.scalars(sa.select(RoleGrant).filter_by(user_id=asked.user_id)).all()
    if holds(held, asked.municipality, new):
        raise Invalid({"approval": UserProblem.HELD})
    grant = RoleGrant(
        user_id=asked.user_id,
        municipality=asked.municipality,
        role=new.role,
        from_on=new.from_on,
        until_on=new.until_on,
        organisation_id=new.organisation_id,
        basis=GrantBasis.APPROVED,
        approval_id=approval_id,
    )
    session.add(grant)
    tell(session, asked.user_id, AccountNews.ROLE_CHANGED, by=actor)
    end_sessions(session, UserSession.user_id == asked.user_id)
    about = Line(Event.GRANTED, Object("user", asked.user_id))
    record(session, actor, about, chain=asked.municipality)


def _name(session: Session, actor: Actor, stand_in_id: UUID) -> None:
    approval_id = approval.use(session, actor, STAND_IN, stand_in_id)
    row, today = session.get_one(StandIn, stand_in_id), clock.today()
    if row.until_on <= today:
        raise Invalid({"approval": UserProblem.ENDED})
    row.approval_id = approval_id
    line = Line(Event.STAND_IN_NAMED, Object("stand_in", row.id))
    for chain in (row.municipality, row.home):
        record(session, actor, line, chain=chain)


def _chains(session: Session, actor: Actor, approval_id: UUID) -> set[str]:
    """Return the chains of all that an answer can come to."""
    asked = sa.select(Approval.municipality).filter_by(id=approval_id)
    home = sa.select(StandIn.home).where(
        StandIn.id.in_(sa.select(Approval.object_id).filter_by(id=approval_id))
    )
    return {actor.municipality, *session.scalars(asked), *session.scalars(home)}


def _eligible(session: Session, new: NewStandIn) -> UUID | None:
    """Return who that is, when that one can be the second person at home today."""
    question = sa.select(User.id).filter_by(username=new.username.casefold())
    user_id = session.scalar(question)
    roles = {one.role for one in actors_today(session, user_id, new.home)} if user_id else set()
    return user_id if roles & MAY_STAND_IN else None
