"""What a beheerder does with accounts: make, give and end roles, close and open, clear.

Nobody sets a password for another, and nobody changes the own account here. What changes a role or
closes an account ends that colleague's sessions in the same unit.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, require
from pga.accounts.models import RoleGrant, User, UserSession
from pga.accounts.reading.users import KnownUser, find_managed
from pga.accounts.rules.clearance import Clearance, problems
from pga.accounts.rules.granting import (
    UserProblem,
    fits_as_username,
    overlaps,
    problems_of_place,
    problems_of_span,
)
from pga.accounts.rules.news import AccountNews
from pga.accounts.services.links import end_links, new_link
from pga.accounts.services.news import tell
from pga.accounts.services.sessions import end_sessions
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy import once
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewRole:
    """A role at the beheerder's own municipality, from and until."""

    role: Role
    from_on: date
    last_on: date | None = None
    organisation_id: UUID | None = None

    @property
    def until_on(self) -> date | None:
        """Return the first day that no longer counts."""
        return self.last_on + A_DAY if self.last_on else None


@dataclass(frozen=True, slots=True)
class NewUser:
    """Somebody who gets an account."""

    username: str
    name: str
    role: NewRole
    clearance: Clearance


def make_user(actor: Actor, new: NewUser, here: Collection[UUID] = ()) -> tuple[UUID, str]:
    """Make an account without a password; return its id and the token of its one-time link.

    ``here`` are the organisations that count today, from the room above by way of the roof.
    """
    require(actor, Permission.USERS_MANAGE)
    username, today = new.username.casefold(), clock.today()
    wrong: dict[str, str] = {
        **problems_of_span(new.role.from_on, new.role.last_on, today),
        **problems_of_place(new.role.role, new.role.organisation_id, here),
        **problems(new.clearance, today),
    }
    if not fits_as_username(username):
        wrong["username"] = UserProblem.UNFIT
    with transaction() as session:
        if session.scalar(sa.select(User.id).filter_by(username=username)):
            wrong["username"] = UserProblem.TAKEN
        if wrong:
            raise Invalid(wrong)
        user = User(username=username, name=new.name, password_hash="", made_at=clock.now())
        _write(user, new.clearance)
        session.add(user)
        session.flush()
        session.add(_grant(actor, user.id, new.role))
        code = new_link(session, actor, user.id)
        once.came_to(session, str(user.id))
        record(session, actor, Line(Event.USER_ADDED, Object("user", user.id)))
        return user.id, code


def give_role(actor: Actor, user_id: UUID, new: NewRole, here: Collection[UUID] = ()) -> None:
    """Give a colleague a role here; raises Refused or Invalid."""
    with transaction() as session:
        known = find_managed(session, actor, user_id, Permission.USERS_MANAGE)
        wrong: dict[str, str] = {
            **problems_of_span(new.from_on, new.last_on, clock.today()),
            **problems_of_place(new.role, new.organisation_id, here),
        }
        if _held(known, actor, new):
            wrong["role"] = UserProblem.HELD
        if wrong:
            raise Invalid(wrong)
        session.add(_grant(actor, user_id, new))
        tell(session, user_id, AccountNews.ROLE_CHANGED, by=actor)
        _changed(session, actor, user_id, Event.GRANTED)


def place_role(
    actor: Actor,
    user_id: UUID,
    grant_id: UUID,
    *,
    organisation_id: UUID | None,
    here: Collection[UUID],
) -> None:
    """Say for which organisation a colleague works in a role of before that was asked.

    It is said once: who goes to work elsewhere gets another role. Raises Refused or Invalid.
    """
    with transaction() as session:
        known = find_managed(session, actor, user_id, Permission.USERS_MANAGE)
        grant = _running(known, actor, grant_id)
        wrong: dict[str, str] = {**problems_of_place(grant.role, organisation_id, here)}
        if grant.organisation_id is not None:
            wrong["organisation"] = UserProblem.PLACED
        if wrong:
            raise Invalid(wrong)
        grant.organisation_id = organisation_id
        tell(session, user_id, AccountNews.ROLE_CHANGED, by=actor)
        _changed(session, actor, user_id, Event.GRANTED)


def end_role(actor: Actor, user_id: UUID, grant_id: UUID, *, last_on: date | None) -> None:
    """End a role after its last day, or at once without one; raises Refused or Invalid."""
    today = clock.today()
    with transaction() as session:
        known = find_managed(session, actor, user_id, Permission.USERS_MANAGE)
        grant = _running(known, actor, grant_id)
        if last_on is not None and last_on < today:
            raise Invalid({"last_on": UserProblem.IN_PAST})
        grant.until_on = last_on + A_DAY if last_on else max(today, grant.from_on)
        tell(session, user_id, AccountNews.ROLE_CHANGED, by=actor)
        _changed(session, actor, user_id, Event.GRANT_ENDED)


def disable(actor: Actor, user_id: UUID) -> None:
    """Close an account: no login, no session and no link of it counts from now on."""
    with transaction() as session:
        user = find_managed(session, actor, user_id, Permission.USERS_MANAGE).user
        user.disabled_at = user.disabled_at or clock.now()
        end_links(session, user_id)
        _changed(session, actor, user_id, Event.USER_DISABLED)


def enable(actor: Actor, user_id: UUID) -> None:
    """Open a closed account again."""
    with transaction() as session:
        user = find_managed(session, actor, user_id, Permission.USERS_MANAGE).user
        user.disabled_at = None
        tell(session, user_id, AccountNews.REOPENED, by=actor)
        record(session, actor, Line(Event.USER_ENABLED, Object("user", user_id)))


def set_clearance(actor: Actor, user_id: UUID, clearance: Clearance) -> None:
    """Write down until when a colleague is screened, trained and bound; raises Refused, Invalid."""
    with transaction() as session:
        user = find_managed(session, actor, user_id, Permission.USERS_MANAGE).user
        wrong = problems(clearance, clock.today())
        if wrong:
            raise Invalid(wrong)
        _write(user, clearance)
        tell(session, user_id, AccountNews.CLEARANCE_CHANGED, by=actor)
        record(session, actor, Line(Event.CLEARANCE_SET, Object("user", user_id)))


def _running(known: KnownUser, actor: Actor, grant_id: UUID) -> RoleGrant:
    grant = next((one for one in known.grants if one.id == grant_id), None)
    if grant is None or grant.municipality != actor.municipality:
        raise Invalid({"grant": UserProblem.ENDED})
    if grant.until_on is not None and grant.until_on <= clock.today():
        raise Invalid({"grant": UserProblem.ENDED})
    return grant


def _changed(session: Session, actor: Actor, user_id: UUID, event: Event) -> None:
    end_sessions(session, UserSession.user_id == user_id)
    record(session, actor, Line(event, Object("user", user_id)))


def _grant(actor: Actor, user_id: UUID, new: NewRole) -> RoleGrant:
    return RoleGrant(
        user_id=user_id,
        municipality=actor.municipality,
        role=new.role,
        from_on=new.from_on,
        until_on=new.until_on,
        organisation_id=new.organisation_id,
    )


def _held(known: KnownUser, actor: Actor, new: NewRole) -> bool:
    return any(
        grant.municipality == actor.municipality
        and grant.role is new.role
        and overlaps(new.from_on, new.until_on, grant.from_on, grant.until_on)
        for grant in known.grants
    )


def _write(user: User, clearance: Clearance) -> None:
    user.screened_until = clearance.screened_until
    user.trained_until = clearance.trained_until
    user.secrecy_on = clearance.secrecy_on
    user.secrecy_until = clearance.secrecy_until
