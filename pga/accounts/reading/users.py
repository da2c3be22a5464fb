"""The accounts that a beheerder keeps: who works here, in which role, and who is cleared."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, Layer, Refused, Step, Verdict, require
from pga.accounts.models import GrantProposal, PasswordLink, RoleGrant, SecondFactor, User
from pga.accounts.reading.approvals import ROLE_GRANT
from pga.accounts.reading.people import clearance_of
from pga.accounts.rules.clearance import Clearance, Lapsed, lapses
from pga.accounts.rules.granting import OF_THE_MUNICIPALITY, GrantBasis, UserProblem
from pga.core import clock
from pga.core.alphabet import alphabetically
from pga.core.database import glance
from pga.core.errors import Invalid
from pga.privacy.approval_rows import Approval

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KnownUser:
    """An account within a unit, and all its roles."""

    user: User
    grants: tuple[RoleGrant, ...]


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A role at the actor's municipality."""

    id: UUID
    role: Role
    from_on: date
    last_on: date | None
    ended: bool
    organisation_id: UUID | None
    unplaced: bool
    """Nobody said for which organisation, and the role runs or is to come (decisions.md 44)."""
    basis: GrantBasis


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A role at the actor's municipality that waits for a second person: it has no effect."""

    role: Role
    from_on: date
    last_on: date | None
    approval_id: UUID
    expires_on: date


@dataclass(frozen=True, slots=True)
class UserLine:
    """One account in the list."""

    id: UUID
    username: str
    name: str
    grants: tuple[GrantLine, ...]
    asked: tuple[AskedLine, ...]
    enrolled: bool
    disabled: bool
    lapsed: tuple[Lapsed, ...]

    @property
    def unplaced(self) -> bool:
        """Tell whether it is still to be said for which organisation this colleague works."""
        return not self.disabled and any(one.unplaced for one in self.grants)


@dataclass(frozen=True, slots=True)
class UserSheet:
    """One account, as its beheerder sees it."""

    line: UserLine
    clearance: Clearance
    others: tuple[str, ...]
    """Where else somebody works today."""
    has_password: bool
    link_until: datetime | None
    """Until when a one-time link is open."""
    barred: UserProblem | None
    """Why this beheerder does not change the account."""


def list_users(actor: Actor) -> list[UserLine]:
    """Return who has or had a role at the actor's municipality; for the beheerder."""
    require(actor, Permission.USERS_READ)
    here, asked = (
        sa.exists().where(model.user_id == User.id, model.municipality == actor.municipality)
        for model in (RoleGrant, GrantProposal)
    )
    with glance() as session:
        users = session.scalars(sa.select(User).where(here | asked).order_by(User.username))
        by_name = sorted(users, key=lambda user: alphabetically(user.name))
        return _lines(session, actor, by_name)


def get_user(actor: Actor, user_id: UUID) -> UserSheet:
    """Return one account; raises Refused."""
    with glance() as session:
        known = find_user(session, actor, user_id, Permission.USERS_READ)
        user, today = known.user, clock.today()
        (line,) = _lines(session, actor, [user])
        link = sa.select(sa.func.max(PasswordLink.expires_at)).where(
            PasswordLink.user_id == user.id,
            PasswordLink.ended_at.is_(None),
            PasswordLink.expires_at > clock.now(),
        )
        elsewhere = {g.municipality for g in known.grants if not _over(g, today)}
        return UserSheet(
            line=line,
            clearance=clearance_of(user),
            others=tuple(sorted(elsewhere - {actor.municipality})),
            has_password=bool(user.password_hash),
            link_until=session.scalar(link),
            barred=bar_of(actor, known),
        )


def find_user(session: Session, actor: Actor, user_id: UUID, permission: Permission) -> KnownUser:
    """Return an account of the actor's municipality; raises Refused for all others."""
    require(actor, permission)
    user = session.get(User, user_id)
    grants = tuple(session.scalars(sa.select(RoleGrant).where(RoleGrant.user_id == user_id)))
    here = any(grant.municipality == actor.municipality for grant in grants)
    if user is None or not (here or _proposed_here(session, actor, user_id)):
        nothing = (Step(Layer.MUNICIPALITY, "there", passed=False),)
        raise Refused(Verdict(permission, actor.role, nothing, hidden=True))
    return KnownUser(user, grants)


def find_managed(
    session: Session, actor: Actor, user_id: UUID, permission: Permission
) -> KnownUser:
    """Return an account that this beheerder may change; raises Refused or Invalid."""
    known = find_user(session, actor, user_id, permission)
    barred = bar_of(actor, known)
    if barred is not None:
        raise Invalid({"user": barred})
    return known


def bar_of(actor: Actor, known: KnownUser) -> UserProblem | None:
    """Return why this actor does not change an account: the own one, or one of elsewhere."""
    if known.user.id == actor.id:
        return UserProblem.SELF
    today = clock.today()
    running = {grant.municipality for grant in known.grants if not _over(grant, today)}
    return UserProblem.ELSEWHERE if running and actor.municipality not in running else None


def _proposed_here(session: Session, actor: Actor, user_id: UUID) -> bool:
    """Tell whether a role was ever proposed here for an account that never had one."""
    mine = {"user_id": user_id, "municipality": actor.municipality}
    return session.scalar(sa.select(GrantProposal.id).filter_by(**mine).limit(1)) is not None


def _asked(session: Session, actor: Actor, ids: list[UUID]) -> dict[UUID, list[AskedLine]]:
    """Return the roles that wait for a second person, by account."""
    question = (
        sa.select(GrantProposal, Approval.id, Approval.expires_on)
        .join(Approval, Approval.object_id == GrantProposal.id)
        .where(
            Approval.kind == ROLE_GRANT.code,
            Approval.closed_at.is_(None),
            Approval.expires_on >= clock.today(),
            GrantProposal.user_id.in_(ids),
            GrantProposal.municipality == actor.municipality,
        )
        .order_by(GrantProposal.from_on, GrantProposal.role)
    )
    found: dict[UUID, list[AskedLine]] = {}
    for row, approval_id, expires_on in session.execute(question):
        last_on = row.until_on - A_DAY if row.until_on else None
        line = AskedLine(row.role, row.from_on, last_on, approval_id, expires_on)
        found.setdefault(row.user_id, []).append(line)
    return found


def _lines(session: Session, actor: Actor, users: list[User]) -> list[UserLine]:
    ids, today = [user.id for user in users], clock.today()
    enrolled = set(
        session.scalars(
            sa.select(SecondFactor.user_id).where(
                SecondFactor.user_id.in_(ids), SecondFactor.confirmed_at.is_not(None)
            )
        )
    )
    asked = _asked(session, actor, ids)
    grants: dict[UUID, list[GrantLine]] = {}
    question = (
        sa.select(RoleGrant)
        .where(RoleGrant.user_id.in_(ids), RoleGrant.municipality == actor.municipality)
        .order_by(RoleGrant.from_on, RoleGrant.role)
    )
    for grant in session.scalars(question):
        last_on = grant.until_on - A_DAY if grant.until_on else None
        over, place = _over(grant, today), grant.organisation_id
        unplaced = place is None and not over and grant.role not in OF_THE_MUNICIPALITY
        line = GrantLine(
            grant.id,
            grant.role,
            grant.from_on,
            last_on,
            over,
            place,
            unplaced,
            grant.basis or GrantBasis.BEFORE,
        )
        grants.setdefault(grant.user_id, []).append(line)
    return [
        UserLine(
            id=user.id,
            username=user.username,
            name=user.name,
            grants=tuple(grants.get(user.id, ())),
            asked=tuple(asked.get(user.id, ())),
            enrolled=user.id in enrolled,
            disabled=user.disabled_at is not None,
            lapsed=lapses(clearance_of(user), today),
        )
        for user in users
    ]


def _over(grant: RoleGrant, today: date) -> bool:
    return grant.until_on is not None and grant.until_on <= max(today, grant.from_on)
