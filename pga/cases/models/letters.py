"""Documents about a case, and the words of each in versions."""

from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.informing import Audience
from pga.core.columns import stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.letters.models import DocumentRow, DocumentVersionRow
from pga.privacy.meaning import End, NotShown, Untold


class CaseDocument(DocumentRow, OfDossier):
    """A letter about a case, to a person of it or who has gezag."""

    __tablename__ = "case_document"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("*Documenten* shows each with where it stands")
    __changes__ = NotShown("its words stand in versions, and what went is kept whole")
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    audience: Mapped[Audience] = mapped_column(stored_enum(Audience))
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    guardian_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("guardian.id"))
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class CaseDocumentVersion(DocumentVersionRow, OfDossier):
    """One version of the words of a letter about a case."""

    __tablename__ = "case_document_version"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("told with its document")
    __changes__ = NotShown("a version stays as it was written")
    __end__ = End.GOES
    __table_args__ = (sa.UniqueConstraint("document_id", "place"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), index=True)
    document_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_document.id"))
