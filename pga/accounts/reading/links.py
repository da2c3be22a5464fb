"""Which account a one-time link opens."""

from dataclasses import dataclass

import sqlalchemy as sa

from pga.accounts.models import PasswordLink, User
from pga.accounts.passwords import bare, digest
from pga.core import clock
from pga.core.database import glance


@dataclass(frozen=True, slots=True)
class LinkedAccount:
    """Whose password may be chosen."""

    username: str
    name: str


def find_link(code: str) -> LinkedAccount | None:
    """Return whose link this is; None when it was used, is too old or never was one."""
    question = sa.select(User.username, User.name).join(
        PasswordLink, PasswordLink.user_id == User.id
    )
    with glance() as session:
        row = session.execute(question.where(still_opens(code))).one_or_none()
        return LinkedAccount(row.username, row.name) if row else None


def still_opens(code: str) -> sa.ColumnElement[bool]:
    """Hold for the link with this code, while it opens something."""
    open_account = sa.select(User.id).where(User.disabled_at.is_(None))
    return sa.and_(
        PasswordLink.token_hash == digest(bare(code)),
        PasswordLink.ended_at.is_(None),
        PasswordLink.expires_at > clock.now(),
        PasswordLink.user_id.in_(open_account),
    )
