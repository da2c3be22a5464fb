"""What happens around a login: signing in and out, the second factor, the own password."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from sqlalchemy.orm import Session

from pga.access.permissions import Role
from pga.access.policy import Actor
from pga.accounts import passwords
from pga.accounts.models import (
    LoginState,
    RecoveryCode,
    RoleGrant,
    SecondFactor,
    User,
    UserSession,
)
from pga.accounts.reading import actor_of, grants_today
from pga.accounts.rules.clearance import Clearance
from pga.accounts.rules.granting import GrantBasis
from pga.accounts.rules.login import LoginRules
from pga.accounts.rules.mail import address_problem
from pga.accounts.rules.news import AccountNews
from pga.accounts.rules.password import Weakness, weakness
from pga.accounts.services.news import tell
from pga.accounts.services.sessions import end_sessions
from pga.accounts.services.waiting import (
    LoginFault,
    LoginRefused,
    count_wrong,
    forgive,
    refuse_while_waiting,
)
from pga.core import clock
from pga.core.database import direct_write, glance, table_of, transaction, upsert
from pga.core.errors import Invalid
from pga.privacy import keys
from pga.privacy.columns import opened
from pga.privacy.events import Event, LineOutcome
from pga.privacy.keys import Scope
from pga.privacy.trail import PLATFORM, Line, Object, record

TOKEN: Final = 32
STEP: Final = 30
DIGITS: Final = 6
SECRET: Final = 20
RECOVERY_CODES: Final = 10
NOWHERE: Final[Mapping[str, UUID]] = {}
MOST_SESSIONS: Final = 3
"""How many sessions somebody can have at the same time (privacy-and-security.md 5.2)."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A fresh session: its token, which only the cookie holds."""

    token: str
    factor_done: bool


def sign_in(
    username: str, password: str, *, address: str, device: str, rules: LoginRules
) -> Ticket:
    """Check a name and a password and open a session; raises LoginRefused."""
    subjects = (f"name:{username.casefold()}", f"address:{address}")
    refuse_while_waiting(subjects)
    user_id, phc = _password_of(username)
    right = passwords.matches(password, phc or _nobody(rules))
    if not (right and user_id):
        _count_failure(subjects, user_id)
        raise LoginRefused(LoginFault.WRONG)
    with transaction() as session:
        user = session.get_one(User, user_id)
        grants = grants_today(session, user.id)
        if not grants:
            raise LoginRefused(LoginFault.NO_ROLE)
        if passwords.outdated(user.password_hash, rules):
            user.password_hash = passwords.hashed(password, rules)
        _make_room(session, user.id)
        ticket, row = _open_session(session, user.id, grants[0].id, device, rules)
        forgive(session, subjects[:1])
        if ticket.factor_done:
            _note_login(session, user.id)
        record(
            session, actor_of(user, grants[0], row.id), Line(Event.LOGIN, Object("user", user.id))
        )
    return ticket


def pass_second_factor(actor: Actor, code: str) -> str:
    """Check a code of the authenticator or a recovery code; return the token of a fresh session."""
    subject = f"factor:{actor.id}"
    refuse_while_waiting((subject,))
    with transaction() as session:
        if _code_fits(session, actor.id, code):
            token = _renew(session, actor, factor_done=True, proved_at=clock.now())
            forgive(session, (subject,))
            _note_login(session, actor.id)
            record(session, actor, Line(Event.LOGIN, Object("user", actor.id), ("factor",)))
            return token
    _count_failure((subject,), actor.id)
    raise LoginRefused(LoginFault.WRONG)


def prove_again(actor: Actor, password: str, code: str, *, rules: LoginRules) -> None:
    """Ask once more who is there, before a heavy act; raises LoginRefused.

    Without a second factor in this installation the password is enough.
    """
    subject = f"proof:{actor.id}"
    refuse_while_waiting((subject,))
    right = passwords.matches(password, _password_of_user(actor.id))
    with transaction() as session:
        if right and (not rules.second_factor or _code_fits(session, actor.id, code)):
            forgive(session, (subject,))
            _note_proof(session, actor)
            record(session, actor, Line(Event.LOGIN, Object("user", actor.id), ("again",)))
            return
    _count_failure((subject,), actor.id)
    raise LoginRefused(LoginFault.WRONG)


def sign_out(actor: Actor) -> None:
    """End this session; its cookie is worth nothing from now on."""
    with transaction() as session:
        end_sessions(session, UserSession.id == actor.session)
        record(session, actor, Line(Event.LOGOUT, Object("user", actor.id)))


def end_session(actor: Actor, session_id: UUID) -> None:
    """End another session of one's own."""
    with transaction() as session:
        end_sessions(session, UserSession.id == session_id, UserSession.user_id == actor.id)
        record(session, actor, Line(Event.SESSION_ENDED, Object("user", actor.id)))


def switch_grant(actor: Actor, grant_id: UUID) -> str:
    """Go on in another municipality or role; return the token of the fresh session."""
    with transaction() as session:
        grant = next((g for g in grants_today(session, actor.id) if g.id == grant_id), None)
        if grant is None:
            raise Invalid({"grant": "not_yours"})
        token = _renew(session, actor, grant_id=grant.id)
        record(session, actor, Line(Event.GRANT_SWITCHED, Object("role_grant", grant.id)))
        return token


def change_password(actor: Actor, old: str, new: str, *, rules: LoginRules) -> None:
    """Change the own password and end all other sessions; raises Invalid with what is wrong."""
    phc = _password_of_user(actor.id)
    problems: dict[str, str] = {}
    if not passwords.matches(old, phc):
        problems["old"] = LoginFault.WRONG
    if (fault := weakness(new, names=tuple(actor.name.split()))) is not None:
        problems["new"] = fault
    if problems:
        raise Invalid(problems)
    with transaction() as session:
        session.get_one(User, actor.id).password_hash = passwords.hashed(new, rules)
        end_sessions(session, UserSession.user_id == actor.id, UserSession.id != actor.session)
        tell(session, actor.id, AccountNews.PASSWORD_CHANGED, by=actor)
        record(session, actor, Line(Event.PASSWORD_CHANGED, Object("user", actor.id)))


def start_enrolment(actor: Actor) -> str:
    """Make a new secret that counts once it is confirmed; return it in base32 for the QR code."""
    with transaction() as session:
        factor = _factor(session, actor.id)
        if factor is not None and factor.confirmed_at is not None:
            raise Invalid({"factor": "confirmed"})
        if factor is not None:
            return str(opened(session, factor, "secret"))
        if actor.id not in keys.store_of(session).fetch([actor.id]):
            keys.new_key(session, PLATFORM, Scope.ACCOUNTS, actor.id)
        secret = passwords.base32(os.urandom(SECRET))
        session.add(SecondFactor(user_id=actor.id, made_at=clock.now(), secret=secret))
        record(session, actor, Line(Event.FACTOR_CHANGED, Object("user", actor.id)))
        return secret


def confirm_enrolment(actor: Actor, code: str) -> tuple[str, list[str]]:
    """Confirm the new authenticator; return a fresh token and ten recovery codes, shown once."""
    with transaction() as session:
        factor = _factor(session, actor.id)
        if factor is None or not _step_fits(session, factor, code):
            raise Invalid({"code": LoginFault.WRONG})
        factor.confirmed_at = clock.now()
        codes = _fresh_codes(session, actor.id)
        token = _renew(session, actor, factor_done=True, proved_at=clock.now())
        _note_login(session, actor.id)
        tell(session, actor.id, AccountNews.FACTOR_SET, by=actor)
        record(session, actor, Line(Event.FACTOR_CHANGED, Object("user", actor.id)))
        return token, codes


def make_recovery_codes(actor: Actor) -> list[str]:
    """Replace the recovery codes; return the new ones, shown once."""
    with transaction() as session:
        codes = _fresh_codes(session, actor.id)
        tell(session, actor.id, AccountNews.CODES_MADE, by=actor)
        record(session, actor, Line(Event.FACTOR_CHANGED, Object("user", actor.id)))
        return codes


def add_user(  # noqa: PLR0913 - what the command line says of an account
    actor: Actor,
    *,
    username: str,
    name: str,
    password: str,
    grants: dict[str, Role],
    rules: LoginRules,
    clearance: Clearance | None = None,
    organisations: Mapping[str, UUID] = NOWHERE,
) -> UUID:
    """Make an account with a role per municipality; raises Invalid with what is wrong.

    This founds: no second person is asked (docs/decisions/0022). Only the command line comes here,
    and only where there are no two people yet.
    Without clearance no case opens until a beheerder writes it down. Who works for an organisation
    is said per municipality; without it no condition of a partner lets that colleague read.
    """
    cleared = clearance or Clearance()
    fault: Weakness | None = weakness(password, names=(username, *name.split()))
    if fault is not None:
        raise Invalid({"password": fault})
    with transaction() as session:
        if session.scalars(sa.select(User).filter_by(username=username)).first():
            raise Invalid({"username": "taken"})
        user = User(
            username=username,
            name=name,
            password_hash=passwords.hashed(password, rules),
            made_at=clock.now(),
            screened_until=cleared.screened_until,
            trained_until=cleared.trained_until,
            secrecy_on=cleared.secrecy_on,
            secrecy_until=cleared.secrecy_until,
        )
        session.add(user)
        session.flush()
        today = clock.today()
        for municipality, role in grants.items():
            session.add(
                RoleGrant(
                    user_id=user.id,
                    municipality=municipality,
                    role=role,
                    from_on=today,
                    organisation_id=organisations.get(municipality),
                    basis=GrantBasis.FOUNDING,
                )
            )
        line = Line(Event.USER_ADDED, Object("user", user.id), (GrantBasis.FOUNDING,))
        record(session, actor, line, chain=PLATFORM)
        return user.id


def set_digest(actor: Actor, *, email: str, wanted: bool) -> None:
    """Set the own address and whether a mail a day may tell that something waits.

    Raises Invalid for what is no plain address; without an address there is nothing to wish.
    """
    problem = address_problem(email) if email or wanted else None
    if problem is not None:
        raise Invalid({"email": problem})
    with transaction() as session:
        user = session.get_one(User, actor.id)
        user.email, user.wants_digest = email or None, wanted
        record(session, actor, Line(Event.WISH_CHANGED, Object("user", actor.id)))


def take_digest_turn(actor: Actor) -> bool:
    """Note that today's mail goes to this user now; False when it went already or is not wanted."""
    with transaction() as session:
        user = session.get_one(User, actor.id, with_for_update=True)
        if not user.wants_digest or not user.email or user.digest_on == clock.today():
            return False
        user.digest_on = clock.today()
        line = Line(Event.DIGEST_SENT, Object("user", actor.id))
        record(session, None, line, chain=PLATFORM)
        return True


def give_digest_turn_back(actor: Actor) -> None:
    """Note that the mail did not go, so that the next run tries again."""
    with transaction() as session:
        session.get_one(User, actor.id).digest_on = None
        line = Line(Event.DIGEST_SENT, Object("user", actor.id), outcome=LineOutcome.FAILED)
        record(session, None, line, chain=PLATFORM)


def _open_session(
    session: Session, user_id: UUID, grant_id: UUID, device: str, rules: LoginRules
) -> tuple[Ticket, UserSession]:
    now, token = clock.now(), secrets.token_urlsafe(TOKEN)
    row = UserSession(
        token_hash=passwords.digest(token),
        user_id=user_id,
        grant_id=grant_id,
        device=device,
        factor_done=not rules.second_factor,
        proved_at=None if rules.second_factor else now,
        made_at=now,
        seen_at=now,
        ends_at=now + rules.longest,
    )
    session.add(row)
    return Ticket(token, row.factor_done), row


def _make_room(session: Session, user_id: UUID) -> None:
    """End the sessions that were used longest ago, so that the new one is one of three."""
    live = (
        sa.select(UserSession)
        .where(UserSession.user_id == user_id, UserSession.revoked_at.is_(None))
        .order_by(UserSession.seen_at.desc())
        .offset(MOST_SESSIONS - 1)
    )
    for row in session.scalars(live):
        row.revoked_at = clock.now()


def _note_proof(session: Session, actor: Actor) -> None:
    mine = sa.select(UserSession).filter_by(id=actor.session, user_id=actor.id)
    for row in session.scalars(mine):
        row.proved_at = clock.now()


def _renew(session: Session, actor: Actor, **changes: Any) -> str:
    token = secrets.token_urlsafe(TOKEN)
    row = session.get_one(UserSession, actor.session)
    row.token_hash, row.seen_at = passwords.digest(token), clock.now()
    for name, value in changes.items():
        setattr(row, name, value)
    return token


def _password_of(username: str) -> tuple[UUID | None, str]:
    with glance() as session:
        question = sa.select(User.id, User.password_hash).where(
            User.username == username.casefold(), User.disabled_at.is_(None)
        )
        row = session.execute(question).one_or_none()
        return (row.id, row.password_hash) if row else (None, "")


def _password_of_user(user_id: UUID) -> str:
    with glance() as session:
        return session.get_one(User, user_id).password_hash


@lru_cache(maxsize=4)
def _nobody(rules: LoginRules) -> str:
    return passwords.hashed(secrets.token_urlsafe(), rules)


def _count_failure(subjects: tuple[str, ...], user_id: UUID | None) -> None:
    with transaction() as session:
        for subject in subjects:
            count_wrong(session, subject)
        if user_id is not None:
            _state(session, user_id).failures += 1
        about = Object("user", user_id)
        record(session, None, Line(Event.LOGIN_FAILED, about, outcome=LineOutcome.FAILED))


def _state(session: Session, user_id: UUID) -> LoginState:
    """Return what changes at each login, held until the unit ends; made at the first."""
    first = upsert(session, table_of(LoginState)).values(
        user_id=user_id, last_step=0, failures=0, previous_failures=0
    )
    with direct_write():
        session.execute(first.on_conflict_do_nothing())
    return session.get_one(LoginState, user_id, with_for_update=True)


def _note_login(session: Session, user_id: UUID) -> None:
    state = _state(session, user_id)
    state.previous_at, state.last_at = state.last_at, clock.now()
    state.previous_failures, state.failures = state.failures, 0


def _factor(session: Session, user_id: UUID) -> SecondFactor | None:
    return session.scalars(sa.select(SecondFactor).filter_by(user_id=user_id)).one_or_none()


def _code_fits(session: Session, user_id: UUID, code: str) -> bool:
    factor = _factor(session, user_id)
    if factor is None or factor.confirmed_at is None:
        return False
    return _step_fits(session, factor, code) or _use_recovery_code(session, user_id, code)


def _step_fits(session: Session, factor: SecondFactor, code: str) -> bool:
    typed = "".join(code.split())
    if len(typed) != DIGITS or not typed.isdigit():
        return False
    secret = passwords.from_base32(str(opened(session, factor, "secret")))
    totp = TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303 - what authenticators speak (RFC 6238)
    current = int(clock.now().timestamp()) // STEP
    for step in (current, current - 1, current + 1):
        try:
            totp.verify(typed.encode(), step * STEP)
        except InvalidToken:
            continue
        return _consume(session, factor.user_id, step)
    return False


def _consume(session: Session, user_id: UUID, step: int) -> bool:
    """Use a step in one statement, so that of fifty same codes exactly one passes."""
    _state(session, user_id)
    table = table_of(LoginState)
    statement = (
        sa.update(table)
        .where(table.c.user_id == user_id, table.c.last_step < step)
        .values(last_step=step)
    )
    with direct_write():
        return session.execute(statement.returning(table.c.user_id)).first() is not None


def _use_recovery_code(session: Session, user_id: UUID, code: str) -> bool:
    digest = passwords.digest(passwords.bare(code))
    table = table_of(RecoveryCode)
    statement = (
        sa.update(table)
        .where(table.c.user_id == user_id, table.c.code_hash == digest, table.c.used_at.is_(None))
        .values(used_at=clock.now())
    )
    with direct_write():
        return session.execute(statement.returning(table.c.user_id)).first() is not None


def _fresh_codes(session: Session, user_id: UUID) -> list[str]:
    for old in session.scalars(sa.select(RecoveryCode).filter_by(user_id=user_id)):
        session.delete(old)
    codes = [passwords.readable(os.urandom(16)) for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCode(user_id=user_id, code_hash=passwords.digest(passwords.bare(code)))
        for code in codes
    )
    return codes
