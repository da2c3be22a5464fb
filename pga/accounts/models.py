"""Tables of people: accounts, roles, sessions, the second factor and wrong tries."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.access.permissions import Role
from pga.accounts.rules.granting import GrantBasis
from pga.accounts.rules.news import AccountNews
from pga.core.columns import Moment, stored_enum
from pga.core.database import Base, Row
from pga.privacy.columns import Sealed


class User(Row):
    """One person with an account; never a group."""

    __tablename__ = "user_account"

    username: Mapped[str] = mapped_column(sa.String(60), unique=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    made_at: Mapped[datetime] = mapped_column(Moment)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)
    screened_until: Mapped[date | None] = mapped_column(sa.Date)
    """The last day on which the VOG or screening counts (LAW-33)."""
    trained_until: Mapped[date | None] = mapped_column(sa.Date)
    secrecy_on: Mapped[date | None] = mapped_column(sa.Date)
    """The day on which secrecy was signed (LAW-57)."""
    secrecy_until: Mapped[date | None] = mapped_column(sa.Date)
    email: Mapped[str | None] = mapped_column(sa.String(120))
    """Where a mail without content may go; a work address."""
    wants_digest: Mapped[bool] = mapped_column(sa.Boolean, default=False)
    digest_on: Mapped[date | None] = mapped_column(sa.Date)
    """The last day on which such a mail went."""


class RoleGrant(Row):
    """A role that somebody has at one municipality, from and until."""

    __tablename__ = "role_grant"
    __table_args__ = (sa.Index("ix_role_grant_place", "municipality", "role"),)

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    role: Mapped[Role] = mapped_column(stored_enum(Role))
    from_on: Mapped[date] = mapped_column(sa.Date)
    until_on: Mapped[date | None] = mapped_column(sa.Date)
    """The first day that no longer counts (docs/decisions/0010)."""
    organisation_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    """For whom somebody works in a role that is not of the municipality; see rules/granting."""
    basis: Mapped[GrantBasis | None] = mapped_column(stored_enum(GrantBasis))
    approval_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("approval.id"), unique=True)
    """The yes of a second person: one yes gives one role."""


class GrantProposal(Row):
    """A role that waits for a second person; it has no effect, and never gets one itself."""

    __tablename__ = "grant_proposal"

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    role: Mapped[Role] = mapped_column(stored_enum(Role))
    from_on: Mapped[date] = mapped_column(sa.Date)
    until_on: Mapped[date | None] = mapped_column(sa.Date)
    organisation_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    organisation: Mapped[str | None] = mapped_column(sa.String(120))
    """Its name as the proposer saw it: a stand-in reads no partners of here."""


class StandIn(Row):
    """A colleague of another municipality who can be the second person here for some days."""

    __tablename__ = "stand_in"
    __table_args__ = (sa.CheckConstraint("home <> municipality", name="elsewhere"),)

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"), index=True)
    """Where a second person is missing."""
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    home: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    """Where the colleague works, and where the session stays."""
    from_on: Mapped[date] = mapped_column(sa.Date)
    until_on: Mapped[date] = mapped_column(sa.Date)
    """The first day that no longer counts (docs/decisions/0010)."""
    approval_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("approval.id"), unique=True)
    """The yes of a second person; without it this has no effect."""


class SecondFactor(Row):
    """The secret of somebody's authenticator; a new one is a new row."""

    __tablename__ = "second_factor"
    __dossier__: ClassVar[str] = "user_id"

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    secret = Sealed(required=True)


class RecoveryCode(Row):
    """One way in without the authenticator, for one time; only its hash is kept."""

    __tablename__ = "recovery_code"
    __audited__ = False

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class PasswordLink(Row):
    """One way to a new password, for one time and one day; only the hash of its token is kept."""

    __tablename__ = "password_link"
    __audited__ = False

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    made_by: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was used, or a newer one took its place."""


class AccountNotice(Row):
    """A line on somebody's list *Voor u*: something changed at the own account.

    Not audited: the act that caused it is in the trail.
    """

    __tablename__ = "account_notice"
    __audited__ = False
    __table_args__ = (sa.Index("ix_account_notice_user", "user_id", "cleared_at"),)

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    kind: Mapped[AccountNews] = mapped_column(stored_enum(AccountNews, checked=False))
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_in: Mapped[UUID | None] = mapped_column(sa.Uuid)
    """The own session in which it was done; it is news in every other one."""
    cleared_at: Mapped[datetime | None] = mapped_column(Moment)


class LoginState(Base):
    """What changes at each login, kept apart: the account itself stays as it was recorded."""

    __tablename__ = "login_state"
    __audited__ = False

    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"), primary_key=True)
    last_step: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    """The time step of the last code that was used: no code counts twice."""
    last_at: Mapped[datetime | None] = mapped_column(Moment)
    previous_at: Mapped[datetime | None] = mapped_column(Moment)
    failures: Mapped[int] = mapped_column(sa.Integer, default=0)
    previous_failures: Mapped[int] = mapped_column(sa.Integer, default=0)


class UserSession(Row):
    """One session on the server; the cookie holds a token whose hash is here."""

    __tablename__ = "user_session"
    __audited__ = False

    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    user_id: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    grant_id: Mapped[UUID] = mapped_column(sa.ForeignKey("role_grant.id"))
    device: Mapped[str] = mapped_column(sa.String(40))
    factor_done: Mapped[bool] = mapped_column(sa.Boolean)
    made_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    proved_at: Mapped[datetime | None] = mapped_column(Moment)
    """When this session last proved who is there, with all that this installation asks."""
    names_on: Mapped[str | None] = mapped_column(sa.String(40))
    """The list that shows names in this session, as its endpoint is called."""
    names_until: Mapped[datetime | None] = mapped_column(Moment)


class Throttle(Base):
    """Wrong tries in a row, per account name and per address; both only as a keyed digest."""

    __tablename__ = "throttle"
    __audited__ = False

    key: Mapped[bytes] = mapped_column("subject", sa.LargeBinary(32), primary_key=True)
    failures: Mapped[int] = mapped_column(sa.Integer)
    last_at: Mapped[datetime] = mapped_column(Moment)
