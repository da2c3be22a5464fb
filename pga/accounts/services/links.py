"""One-time links to a first or forgotten password; they never touch the second factor."""

import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.accounts import passwords
from pga.accounts.models import PasswordLink, User, UserSession
from pga.accounts.reading.links import find_link, still_opens
from pga.accounts.reading.users import find_managed
from pga.accounts.rules.login import LoginRules
from pga.accounts.rules.news import AccountNews
from pga.accounts.rules.password import weakness
from pga.accounts.services.news import tell
from pga.accounts.services.sessions import end_sessions
from pga.core import clock
from pga.core.database import direct_write, table_of, transaction
from pga.core.errors import Invalid
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record

LIFE: Final = timedelta(hours=24)
TOKEN: Final = 32
"""In bytes: so many that a token cannot be guessed and needs no salt."""


class LinkEnded(Exception):
    """Nothing opens with this token: it was used, is too old, or never was one."""


def start_reset(actor: Actor, user_id: UUID) -> str:
    """Make a link for a colleague who has no password or forgot it; return its token, once.

    The old password counts until the link is used. Raises Refused or Invalid.
    """
    with transaction() as session:
        user = find_managed(session, actor, user_id, Permission.USERS_MANAGE).user
        token = new_link(session, actor, user.id)
        tell(session, user.id, AccountNews.RESET_STARTED, by=actor)
        record(session, actor, Line(Event.PASSWORD_LINK_MADE, Object("user", user.id)))
        return token


def choose_password(token: str, new: str, *, rules: LoginRules) -> None:
    """Use a link to choose a password; raises LinkEnded, or Invalid with what is wrong."""
    link = find_link(token)
    if link is None:
        raise LinkEnded
    fault = weakness(new, names=(link.username, *link.name.split()))
    if fault is not None:
        raise Invalid({"new": fault})
    phc = passwords.hashed(new, rules)
    with transaction() as session:
        user_id = _use(session, token)
        if user_id is None:
            raise LinkEnded
        session.get_one(User, user_id).password_hash = phc
        end_sessions(session, UserSession.user_id == user_id)
        tell(session, user_id, AccountNews.PASSWORD_CHOSEN)
        record(session, None, Line(Event.PASSWORD_CHOSEN, Object("user", user_id)))


def new_link(session: Session, actor: Actor, user_id: UUID) -> str:
    """Make a link and end the older ones of this account."""
    end_links(session, user_id)
    token = secrets.token_urlsafe(TOKEN)
    session.add(
        PasswordLink(
            user_id=user_id,
            token_hash=passwords.digest(token),
            made_by=actor.id,
            expires_at=clock.now() + LIFE,
        )
    )
    return token


def end_links(session: Session, user_id: UUID) -> None:
    """End the links of an account that are still open."""
    waiting = sa.select(PasswordLink).where(
        PasswordLink.user_id == user_id, PasswordLink.ended_at.is_(None)
    )
    for link in session.scalars(waiting):
        link.ended_at = clock.now()


def _use(session: Session, token: str) -> UUID | None:
    """Use a link in one statement, so that of two hands at the same time one opens it."""
    table = table_of(PasswordLink)
    statement = sa.update(table).where(still_opens(token)).values(ended_at=clock.now())
    with direct_write():
        found: UUID | None = session.execute(statement.returning(table.c.user_id)).scalar()
    return found
