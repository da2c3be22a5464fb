"""One-time links to a first or forgotten password; they never touch the second factor.

A link is the address of one page and a code. The code stands in no address that reaches a server:
it is typed, or stands behind the # of a QR code, which no browser sends.
"""

import os
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
CODE: Final = 10
"""In bytes: 80 bits are not guessed in a day and need no salt; 16 letters can be told by phone."""


class LinkEnded(Exception):
    """Nothing opens with this code: it was used, is too old, or never was one."""


def start_reset(actor: Actor, user_id: UUID) -> str:
    """Make a link for a colleague who has no password or forgot it; return its code, once.

    The old password counts until the link is used. Raises Refused or Invalid.
    """
    with transaction() as session:
        user = find_managed(session, actor, user_id, Permission.USERS_MANAGE).user
        code = new_link(session, actor, user.id)
        tell(session, user.id, AccountNews.RESET_STARTED, by=actor)
        record(session, actor, Line(Event.PASSWORD_LINK_MADE, Object("user", user.id)))
        return code


def choose_password(code: str, new: str, *, rules: LoginRules) -> str:
    """Use a link to choose a password; return whose it is: the name to log in with.

    Raises LinkEnded, or Invalid with what is wrong.
    """
    link = find_link(code)
    if link is None:
        raise LinkEnded
    fault = weakness(new, names=(link.username, *link.name.split()))
    if fault is not None:
        raise Invalid({"new": fault})
    phc = passwords.hashed(new, rules)
    with transaction() as session:
        user_id = _use(session, code)
        if user_id is None:
            raise LinkEnded
        session.get_one(User, user_id).password_hash = phc
        end_sessions(session, UserSession.user_id == user_id)
        tell(session, user_id, AccountNews.PASSWORD_CHOSEN)
        record(session, None, Line(Event.PASSWORD_CHOSEN, Object("user", user_id)))
    return link.username


def new_link(session: Session, actor: Actor, user_id: UUID) -> str:
    """Make a link and end the older ones of this account."""
    end_links(session, user_id)
    code = passwords.readable(os.urandom(CODE))
    session.add(
        PasswordLink(
            user_id=user_id,
            token_hash=passwords.digest(passwords.bare(code)),
            made_by=actor.id,
            expires_at=clock.now() + LIFE,
        )
    )
    return code


def end_links(session: Session, user_id: UUID) -> None:
    """End the links of an account that are still open."""
    waiting = sa.select(PasswordLink).where(
        PasswordLink.user_id == user_id, PasswordLink.ended_at.is_(None)
    )
    for link in session.scalars(waiting):
        link.ended_at = clock.now()


def _use(session: Session, code: str) -> UUID | None:
    """Use a link in one statement, so that of two hands at the same time one opens it."""
    table = table_of(PasswordLink)
    statement = sa.update(table).where(still_opens(code)).values(ended_at=clock.now())
    with direct_write():
        found: UUID | None = session.execute(statement.returning(table.c.user_id)).scalar()
    return found
