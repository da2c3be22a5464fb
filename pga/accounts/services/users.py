"""What a beheerder does with accounts: make, propose and end roles, close and open, clear.

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

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.models import GrantProposal, RoleGrant, User, UserSession
from pga.accounts.reading.approvals import ROLE_GRANT
from pga.accounts.reading.users import KnownUser, find_managed
from pga.accounts.rules.clearance import Clearance, problems
from pga.accounts.rules.granting import (
    UserProblem,
    fits_as_username,
    problems_of_place,
    problems_of_span,
)
from pga.accounts.rules.news import AccountNews
from pga.accounts.services.granting import NewRole, WhyAsked, ask_role, holds, void_roles
from pga.accounts.services.links import end_links, new_link
from pga.accounts.services.news import tell
from pga.accounts.services.sessions import end_sessions
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy import once
from pga.privacy.approval_rows import Approval
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewUser:
    """Somebody who gets an account."""

    username: str
    name: str
    role: NewRole
    clearance: Clearance


def make_user(
    actor: Actor, new: NewUser, asking: WhyAsked, here: Collection[UUID] = ()
) -> tuple[UUID, str]:
    """Make an account without a password; return its id and the token of its one-time link.

    Its role waits for a second person; until then nobody logs in with it. ``here`` are the
    organisations that count today, from the room above by way of the roof.
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
        ask_role(session, actor, user.id, new.role, asking)
        code = new_link(session, actor, user.id)
        once.came_to(session, str(user.id))
        record(session, actor, Line(Event.USER_ADDED, Object("user", user.id)))
        return user.id, code


def propose_role(
    actor: Actor, user_id: UUID, new: NewRole, asking: WhyAsked, here: Collection[UUID] = ()
) -> None:
    """Propose a role here for a colleague to a second person; raises Refused or Invalid."""
    with transaction() as session:
        known = find_managed(session, actor, user_id, Permission.USERS_MANAGE)
        wrong: dict[str, str] = {
            **problems_of_span(new.from_on, new.last_on, clock.today()),
            **problems_of_place(new.role, new.organisation_id, here),
        }
        if holds(known.grants, actor.municipality, new):
            wrong["role"] = UserProblem.HELD
        elif _asked(session, actor, user_id, new):
            wrong["role"] = UserProblem.ASKED
        if wrong:
            raise Invalid(wrong)
        ask_role(session, actor, user_id, new, asking)


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
        void_roles(session, actor, user_id, "het account is gesloten")
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


def _asked(session: Session, actor: Actor, user_id: UUID, new: NewRole) -> bool:
    """Tell whether the same role waits for a second person."""
    same = {"user_id": user_id, "municipality": actor.municipality, "role": new.role}
    waiting = (
        sa.select(Approval.id)
        .join(GrantProposal, GrantProposal.id == Approval.object_id)
        .where(Approval.closed_at.is_(None), Approval.expires_on >= clock.today())
        .filter_by(kind=ROLE_GRANT.code)
    )
    mine = [getattr(GrantProposal, name) == value for name, value in same.items()]
    return session.scalar(waiting.where(*mine).limit(1)) is not None


def _write(user: User, clearance: Clearance) -> None:
    user.screened_until = clearance.screened_until
    user.trained_until = clearance.trained_until
    user.secrecy_on = clearance.secrecy_on
    user.secrecy_until = clearance.secrecy_until
