"""Tables of partners, and of what may be shared; the names of contact persons are sealed."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.core.columns import Moment, stored_enum
from pga.core.database import Row
from pga.partners.rules import AgreementKind, Chain, PartnerKind, Standing
from pga.privacy.columns import Sealed


class Organisation(Row):
    """An organisation that refers or takes part."""

    __tablename__ = "organisation"
    __table_args__ = (sa.UniqueConstraint("municipality", "name"),)

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    name: Mapped[str] = mapped_column(sa.String(80))
    chain: Mapped[Chain] = mapped_column(stored_enum(Chain))
    standing: Mapped[Standing] = mapped_column(stored_enum(Standing))
    may_refer: Mapped[bool] = mapped_column(sa.Boolean)
    from_on: Mapped[date | None] = mapped_column(sa.Date)
    """The first day on which it counts; nothing for what was always there."""
    until_on: Mapped[date | None] = mapped_column(sa.Date)
    """The first day that no longer counts (docs/decisions/0010)."""
    kind: Mapped[PartnerKind | None] = mapped_column(stored_enum(PartnerKind))
    """Empty while nobody said it: then a condition about kinds keeps it out."""


class OrganisationLine(Row):
    """What an organisation became by one act, who wrote it down, when and why; never changed."""

    __tablename__ = "organisation_line"

    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    chain: Mapped[Chain] = mapped_column(stored_enum(Chain))
    standing: Mapped[Standing] = mapped_column(stored_enum(Standing))
    may_refer: Mapped[bool] = mapped_column(sa.Boolean)
    until_on: Mapped[date | None] = mapped_column(sa.Date)
    kind: Mapped[PartnerKind | None] = mapped_column(stored_enum(PartnerKind))
    reason: Mapped[str] = mapped_column(sa.String(400))
    set_by: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)


class Agreement(Row):
    """A convenant, a decision to let somebody take part, or one of the Wpg, with its days."""

    __tablename__ = "agreement"

    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    kind: Mapped[AgreementKind] = mapped_column(stored_enum(AgreementKind))
    title: Mapped[str] = mapped_column(sa.String(80))
    edition: Mapped[str] = mapped_column(sa.String(20))
    signed_on: Mapped[date] = mapped_column(sa.Date)
    last_on: Mapped[date | None] = mapped_column(sa.Date)
    """The last day on which it counts; nothing while it has no end."""
    set_by: Mapped[UUID] = mapped_column(sa.ForeignKey("user_account.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)


class ContactPerson(Row):
    """Somebody at an organisation; sealed under the key that the organisation has for this."""

    __tablename__ = "contact_person"
    __dossier__: ClassVar[str] = "organisation_id"

    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    secrecy_on: Mapped[date | None] = mapped_column(sa.Date)
    last_on: Mapped[date | None] = mapped_column(sa.Date)
    name = Sealed(required=True)
    function = Sealed()
    phone = Sealed()
    email = Sealed()


class SharingVersion(Row):
    """The whole table as somebody drafted it; never changed, only followed by a newer one."""

    __tablename__ = "sharing_version"
    __table_args__ = (
        sa.UniqueConstraint("municipality", "number", name="uq_sharing_version_municipality"),
    )

    municipality: Mapped[str] = mapped_column(sa.ForeignKey("municipality.code"))
    number: Mapped[int] = mapped_column(sa.Integer)
    cells: Mapped[str] = mapped_column(sa.Text, deferred=True)
    """As ``rules/sharing.packed`` makes it."""
    reason: Mapped[str] = mapped_column(sa.String(400))
    by: Mapped[UUID] = mapped_column("made_by", sa.ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class SharingApproval(Row):
    """The FG's word on a version: from which day it counts, and why."""

    __tablename__ = "sharing_approval"
    __table_args__ = (sa.UniqueConstraint("version_id", name="uq_sharing_approval_version_id"),)

    version_id: Mapped[UUID] = mapped_column(sa.ForeignKey("sharing_version.id"))
    from_on: Mapped[date] = mapped_column(sa.Date)
    reason: Mapped[str] = mapped_column(sa.String(400))
    by: Mapped[UUID] = mapped_column("approved_by", sa.ForeignKey("user_account.id"))
    approved_at: Mapped[datetime] = mapped_column(Moment)
