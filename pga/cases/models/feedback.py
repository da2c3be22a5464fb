"""What the referrer heard of the weging, or still has to hear."""

from datetime import date
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.feedback import FeedbackEnd
from pga.cases.rules.triage import FeedbackMeans
from pga.core.columns import stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.dossiers.rules.news import NewsKind
from pga.privacy.columns import Sealed
from pga.privacy.meaning import End, Shown, Told


class Feedback(OfDossier):
    """That the referrer hears the outcome; born with the weging (second-look 19)."""

    __tablename__ = "feedback"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(changed=NewsKind.FACTS)
    __changes__ = Shown(but=frozenset({"contact_id"}))
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), unique=True)
    planned: Mapped[FeedbackMeans] = mapped_column(stored_enum(FeedbackMeans, "planned"))
    """How the weging meant to tell it."""
    ended_as: Mapped[FeedbackEnd | None] = mapped_column(stored_enum(FeedbackEnd))
    """Nothing while it must still be given."""
    given_on: Mapped[date | None] = mapped_column(sa.Date)
    """When the referrer heard it, or when it was said that nobody can."""
    means: Mapped[FeedbackMeans | None] = mapped_column(stored_enum(FeedbackMeans))
    organisation_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    """Of whom it was who heard it."""
    contact_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("contact_person.id"))
    """Another contact of that organisation, when the referrer is not there any more."""
    by: Mapped[UUID | None] = mapped_column("noted_by", sa.ForeignKey("user_account.id"))
    recipient = Sealed()
    """Who heard it, as it was on that day."""
    reason = Sealed()
    """Why nobody can be told."""
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it
