"""The plan van aanpak: its texts, goals and actions as they are now, and versions as adopted."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from pga.cases.rules.actions import ActionKind, ActionOutcome
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.news import CaseNews
from pga.cases.rules.owners import Own, Owner, OwnerKind
from pga.cases.rules.plan import GoalStatus, PlanReply
from pga.core.columns import Moment, stored_enum
from pga.dossiers.models.dossier import OfDossier
from pga.privacy.columns import Json, Sealed
from pga.privacy.meaning import End, Shown, Told, Untold


class CasePlan(OfDossier):
    """The texts of the plan of a case besides its goals and actions, as they are now."""

    __tablename__ = "case_plan"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("its texts are read as a whole, on the plan")
    __changes__ = Shown()
    __end__ = End.GOES

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"), unique=True)
    picture = Sealed()
    view = Sealed()
    crisis = Sealed()
    enough = Sealed()
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class PlanGoal(OfDossier):
    """What the plan wants to reach on one leefgebied."""

    __tablename__ = "plan_goal"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(born=CaseNews.GOAL_ADDED, changed=CaseNews.GOAL_CHANGED)
    __changes__ = Shown()
    __end__ = End.GOES
    __table_args__ = (sa.Index("ix_plan_goal_case", "case_id", "status", "made_at"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    domain: Mapped[LifeDomain] = mapped_column(stored_enum(LifeDomain))
    status: Mapped[GoalStatus] = mapped_column(stored_enum(GoalStatus))
    target_on: Mapped[date | None] = mapped_column(sa.Date)
    regie: Mapped[bool] = mapped_column(sa.Boolean)
    """Only for who directs: the interventieteam and the person do not read it (decision 12)."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    text = Sealed(required=True)
    words = Sealed()
    """What the person says of it, in the person's own words."""
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it


class CaseAction(OfDossier):
    """What somebody does on a case, before when, and what came of it."""

    __tablename__ = "case_action"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Told(
        born=CaseNews.ACTION_ADDED,
        changed=CaseNews.ACTION_CHANGED,
        fields=dict.fromkeys(("outcome", "done_on", "result"), CaseNews.OUTCOME),
        emptied={"outcome": CaseNews.OUTCOME_TAKEN_BACK},
    )
    __changes__ = Shown(but=frozenset({"contact_id", "person_id", "guardian_id", "own"}))
    __end__ = End.GOES
    __table_args__ = (
        sa.Index("ix_case_action_open", "case_id", "outcome", "due_on"),
        sa.Index("ix_case_action_user", "user_id", "outcome", "due_on"),
        sa.Index("ix_case_action_goal", "goal_id"),
    )

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    goal_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("plan_goal.id"))
    kind: Mapped[ActionKind] = mapped_column(stored_enum(ActionKind))
    user_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("user_account.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    contact_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("contact_person.id"))
    """Empty when it is nobody of the list of the organisation."""
    own: Mapped[Own | None] = mapped_column(stored_enum(Own))
    """When somebody of the case has it: as what; with ``person_id`` or ``guardian_id``."""
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    guardian_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("guardian.id"))
    due_on: Mapped[date] = mapped_column(sa.Date)
    regie: Mapped[bool] = mapped_column(sa.Boolean)
    made_at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[UUID] = mapped_column("made_by", sa.ForeignKey("user_account.id"))
    outcome: Mapped[ActionOutcome | None] = mapped_column(stored_enum(ActionOutcome))
    done_on: Mapped[date | None] = mapped_column(sa.Date)
    text = Sealed(required=True)
    contact = Sealed()
    """Whom to call at the organisation, as it was on the day of choosing."""
    own_name = Sealed()
    """Who of the case has it, as named on the day of choosing."""
    result = Sealed()
    version: Mapped[int] = mapped_column(sa.Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy types it

    @property
    def owner(self) -> Owner | None:
        """Return who has it, as one value; nothing when nobody has."""
        ids = {
            OwnerKind.USER: self.user_id,
            OwnerKind.ORGANISATION: self.organisation_id,
            OwnerKind.PERSON: self.person_id,
            OwnerKind.GUARDIAN: self.guardian_id,
        }
        return next((Owner(kind, one, self.contact_id) for kind, one in ids.items() if one), None)

    @owner.setter
    def owner(self, owner: Owner) -> None:
        self.user_id, self.organisation_id = owner.user_id, owner.organisation_id
        self.contact_id = owner.contact_id
        self.person_id, self.guardian_id = owner.person_id, owner.guardian_id


class PlanVersion(OfDossier):
    """A plan as it was adopted: its content stays, only the person's answer is added later."""

    __tablename__ = "plan_version"
    __dossier__: ClassVar[str] = "case_id"
    __told__ = Untold("adopting the first is a move; a later one stands on the plan")
    __changes__ = Shown()
    __end__ = End.GOES
    __table_args__ = (sa.UniqueConstraint("case_id", "number"),)

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("pga_case.id"))
    number: Mapped[int] = mapped_column(sa.SmallInteger)
    adopted_on: Mapped[date] = mapped_column(sa.Date)
    by: Mapped[UUID] = mapped_column("adopted_by", sa.ForeignKey("user_account.id"))
    discussed_on: Mapped[date] = mapped_column(sa.Date)
    """The day on which the casusoverleg approved its besluitenlijst."""
    reply: Mapped[PlanReply | None] = mapped_column(stored_enum(PlanReply))
    replied_on: Mapped[date | None] = mapped_column(sa.Date)
    content = Sealed(Json(), required=True)
    """As ``packed`` makes it."""
    why = Sealed()
    """Waarom: what made another version needed."""
    reply_note = Sealed()
