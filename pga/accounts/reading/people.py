"""What is known of people: who a token belongs to, own sessions, colleagues to link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.accounts.models import (
    AccountNotice,
    LoginState,
    RecoveryCode,
    RoleGrant,
    SecondFactor,
    User,
    UserSession,
)
from pga.accounts.passwords import digest
from pga.accounts.rules.clearance import Clearance, Lapsed, is_cleared, lapses
from pga.accounts.rules.login import LoginRules, still_lives
from pga.core import clock
from pga.core.alphabet import alphabetically
from pga.core.database import ask, glance, transaction

TOUCH_AFTER: Final = timedelta(seconds=30)
_other: Final = aliased(RoleGrant)
PRESENT: Final = (
    sa.select(
        *(UserSession, User, RoleGrant, SecondFactor.confirmed_at),
        sa.exists().where(_other.user_id == User.id, _other.municipality != RoleGrant.municipality),
        sa.exists().where(AccountNotice.user_id == User.id, AccountNotice.cleared_at.is_(None)),
    )
    .join(User, User.id == UserSession.user_id)
    .join(RoleGrant, RoleGrant.id == UserSession.grant_id)
    .outerjoin(SecondFactor, SecondFactor.user_id == User.id)
    .where(
        UserSession.token_hash == sa.bindparam("token_hash"),
        UserSession.revoked_at.is_(None),
        User.disabled_at.is_(None),
    )
)
NAMES: Final = sa.select(User.id, User.name).where(
    User.id.in_(sa.bindparam("wanted", expanding=True))
)
"""Made once: each page asks them."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is behind a token, and whether the session still counts."""

    actor: Actor
    factor_done: bool
    enrolled: bool
    alive: bool
    elsewhere: bool = False
    """Perhaps there is a role at another municipality: worth asking."""
    news: bool = False
    """Perhaps something changed at the account: worth asking."""
    names_on: str = ""
    """The list on which names show for now, as its endpoint is called."""


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One of one's own sessions."""

    id: UUID
    device: str
    made_at: datetime
    seen_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class OtherGrant:
    """A role somewhere else that one may switch to."""

    id: UUID
    municipality: str
    role: Role


@dataclass(frozen=True, slots=True)
class Account:
    """One's own account."""

    username: str
    enrolled: bool
    codes_left: int
    previous_at: datetime | None
    failures: int
    sessions: tuple[OwnSession, ...]
    email: str
    wants_digest: bool
    clearance: Clearance


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a role at a municipality."""

    id: UUID
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class DigestReader:
    """Somebody who wants a mail, and the roles in which something can wait."""

    address: str
    actors: tuple[Actor, ...]


def find_presence(token: str, rules: LoginRules, *, touch: bool) -> SignedIn | None:
    """Return who is behind a token; None for a token that is nobody's or was ended on purpose."""
    now = clock.now()
    with glance() as session:
        found = session.execute(PRESENT, {"token_hash": digest(token)}).one_or_none()
        if found is None or not _counts(found[2], clock.today()):
            return None
        row, user, grant, confirmed_at, elsewhere, news = found
        alive = still_lives(row.seen_at, row.ends_at, now, rules)
        late = touch and alive and now - row.seen_at > TOUCH_AFTER
        actor = actor_of(user, grant, row.id)
        enrolled = confirmed_at is not None
        named = row.names_on if row.names_until and row.names_until > now else None
        presence = SignedIn(actor, row.factor_done, enrolled, alive, elsewhere, news, named or "")
    if late:
        _touch(presence.actor.session)
    return presence


def get_account(actor: Actor) -> Account:
    """Return one's own account."""
    with glance() as session:
        user = session.get_one(User, actor.id)
        state = session.get(LoginState, actor.id)
        live = sa.select(UserSession).where(
            UserSession.user_id == actor.id,
            UserSession.revoked_at.is_(None),
            UserSession.ends_at > clock.now(),
        )
        left = (
            sa.select(sa.func.count())
            .select_from(RecoveryCode)
            .filter_by(user_id=actor.id, used_at=None)
        )
        return Account(
            user.username,
            _enrolled(session, actor.id),
            session.scalar(left) or 0,
            state.previous_at if state else None,
            state.previous_failures if state else 0,
            tuple(
                OwnSession(s.id, s.device, s.made_at, s.seen_at, s.id == actor.session)
                for s in session.scalars(live.order_by(UserSession.seen_at.desc()))
            ),
            user.email or "",
            user.wants_digest,
            clearance_of(user),
        )


def actor_of(user: User, grant: RoleGrant, session_id: UUID | None) -> Actor:
    """Return somebody in one role."""
    cleared = is_cleared(clearance_of(user), clock.today())
    return Actor(
        *(user.id, user.name, grant.role, grant.municipality, session_id, cleared),
        grant.organisation_id,
    )


def clearance_of(user: User) -> Clearance:
    """Return the dates of screening, training and secrecy of an account."""
    return Clearance(user.screened_until, user.trained_until, user.secrecy_on, user.secrecy_until)


def get_lapses(actor: Actor) -> tuple[Lapsed, ...]:
    """Return what of one's own clearance does not count today."""
    with glance() as session:
        return lapses(clearance_of(session.get_one(User, actor.id)), clock.today())


def grants_today(session: Session, user_id: UUID) -> list[RoleGrant]:
    """Return the roles that count today, in the order in which they were given."""
    today = clock.today()
    question = (
        sa.select(RoleGrant)
        .where(
            RoleGrant.user_id == user_id,
            RoleGrant.from_on <= today,
            sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on > today),
        )
        .order_by(RoleGrant.from_on, RoleGrant.municipality, RoleGrant.role)
    )
    return list(session.scalars(question))


def actors_today(session: Session, user_id: UUID, municipality: str) -> list[Actor]:
    """Return somebody in each role that counts at a municipality today; for a room in a unit."""
    user = session.get(User, user_id)
    if user is None or user.disabled_at is not None:
        return []
    return [
        actor_of(user, grant, None)
        for grant in grants_today(session, user_id)
        if grant.municipality == municipality
    ]


def list_other_grants(actor: Actor) -> list[OtherGrant]:
    """Return the other roles and municipalities that one may switch to."""
    with glance() as session:
        return [
            OtherGrant(grant.id, grant.municipality, grant.role)
            for grant in grants_today(session, actor.id)
            if (grant.municipality, grant.role) != (actor.municipality, actor.role)
        ]


def digest_readers() -> list[DigestReader]:
    """Return who wants a mail and did not get one today; for the command line."""
    today = clock.today()
    question = (
        sa.select(User)
        .where(
            User.wants_digest.is_(True),
            User.email.is_not(None),
            User.disabled_at.is_(None),
            sa.or_(User.digest_on.is_(None), User.digest_on < today),
        )
        .order_by(User.username)
    )
    with glance() as session:
        return [
            DigestReader(
                user.email or "",
                tuple(actor_of(user, grant, None) for grant in grants_today(session, user.id)),
            )
            for user in session.scalars(question)
        ]


def colleagues(session: Session, municipality: str, roles: Iterable[Role]) -> list[Colleague]:
    """Return who has one of these roles at a municipality and is cleared for cases today.

    For a room that is in a unit: who is not cleared opens no case, so nobody is linked who is not.
    """
    today = clock.today()
    question = (
        sa.select(User.id, User.name, RoleGrant.role)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            RoleGrant.municipality == municipality,
            RoleGrant.role.in_(list(roles)),
            RoleGrant.from_on <= today,
            sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on > today),
            User.disabled_at.is_(None),
            _cleared_on(today),
        )
        .order_by(User.username)
    )
    found = [Colleague(*row) for row in session.execute(question)]
    return sorted(found, key=lambda one: alphabetically(one.name))


def _cleared_on(today: date) -> sa.ColumnElement[bool]:
    """Hold for accounts of which everything counts today; the twin of ``is_cleared``."""
    return sa.and_(
        User.screened_until >= today,
        User.trained_until >= today,
        User.secrecy_on <= today,
        User.secrecy_until >= today,
    )


def organisations_of_people(
    session: Session, municipality: str, user_ids: Iterable[UUID]
) -> dict[tuple[UUID, Role], UUID]:
    """Return for which organisation somebody works in a role today, of whom that is known.

    For a room that is in a unit.
    """
    today = clock.today()
    question = sa.select(RoleGrant.user_id, RoleGrant.role, RoleGrant.organisation_id).where(
        RoleGrant.user_id.in_(set(user_ids)),
        RoleGrant.municipality == municipality,
        RoleGrant.organisation_id.is_not(None),
        RoleGrant.from_on <= today,
        sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on > today),
    )
    rows = session.execute(question)
    return {(row[0], row[1]): row[2] for row in rows if row[2] is not None}


def people_here(session: Session, municipality: str) -> list[tuple[UUID, str]]:
    """Return who has or had a role at a municipality; for a room that is in a unit."""
    here = sa.exists().where(RoleGrant.user_id == User.id, RoleGrant.municipality == municipality)
    question = sa.select(User.id, User.name).where(here).order_by(User.username)
    found = [(row.id, row.name) for row in session.execute(question)]
    return sorted(found, key=lambda one: alphabetically(one[1]))


def names_of(session: Session, user_ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Return the names of colleagues; for a room that is in a unit."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    if not wanted:
        return {}
    return {row.id: row.name for row in ask(session, NAMES, {"wanted": list(wanted)})}


def _touch(session_id: UUID | None) -> None:
    with transaction() as session:
        row = session.get(UserSession, session_id)
        if row is not None:
            row.seen_at = clock.now()


def _counts(grant: RoleGrant, today: date) -> bool:
    return grant.from_on <= today and (grant.until_on is None or grant.until_on > today)


def _enrolled(session: Session, user_id: UUID) -> bool:
    question = sa.select(SecondFactor.confirmed_at).filter_by(user_id=user_id)
    return session.scalar(question) is not None
