"""What ``regie`` keeps from who does not direct, as clauses for lists (decision 12)."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Role
from pga.accounts.rules.granting import OF_THE_MUNICIPALITY
from pga.cases.models.contact import ContactMoment
from pga.cases.models.information import OF_CONTRIBUTION, Contribution
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.models.referral import CriminalHold, Referral, ThirdPartyMark
from pga.cases.rules.contributions import KINDS, PRIVATE, SEEN_BY, Status, barred_kind
from pga.cases.rules.criminal import CRIMINAL_CODES, HeldKind
from pga.core.database import table_of
from pga.dossiers.room import Reader
from pga.dossiers.scope import Clause
from pga.partners.models import Organisation
from pga.partners.rules import PartnerKind, Standing

WITHOUT_REGIE: Final = frozenset({Role.INTERVENTION_TEAM})
"""The roles that never see ``regie``."""


def reads_regie(actor: Reader) -> bool:
    """Tell whether this actor reads what is for the regie only."""
    return actor.role not in WITHOUT_REGIE


def in_use(row_id: sa.SQLColumnExpression[UUID]) -> Clause:
    """Hold for the id of a row that is not kept out of use as criminal data (decision 47)."""
    return ~sa.exists().where(CriminalHold.row_id == row_id, CriminalHold.used.is_(False))


def goals_shown(actor: Reader) -> Clause:
    """Hold for a goal that this actor may read, of a case that the actor may read."""
    used = in_use(PlanGoal.id)
    return used if reads_regie(actor) else sa.and_(used, PlanGoal.regie.is_(False))


def holds_shown(actor: Reader) -> Clause:
    """Hold for what is out of use of which this actor may know that it is there."""
    hidden = sa.exists().where(PlanGoal.id == CriminalHold.row_id, PlanGoal.regie.is_(True))
    return sa.true() if reads_regie(actor) else ~hidden


def actions_shown(actor: Reader) -> Clause:
    """Hold for an action that this actor may read; one below a hidden goal is hidden too."""
    return sa.true() if reads_regie(actor) else outside_regie()


def moments_shown(actor: Reader) -> Clause:
    """Hold for a contact moment that this actor may read."""
    return sa.true() if reads_regie(actor) else ContactMoment.regie.is_(False)


def outside_regie() -> Clause:
    """Hold for an action that is not for the regie, neither is its goal: others may hear of it."""
    hidden = sa.exists().where(PlanGoal.id == CaseAction.goal_id, PlanGoal.regie.is_(True))
    return sa.and_(CaseAction.regie.is_(False), ~hidden.correlate(CaseAction))


def contributions_shown(actor: Reader) -> Clause:
    """Hold for a contribution that a colleague may see: the twin of ``may_see`` for a colleague."""
    return sa.and_(
        Contribution.visibility.in_(SEEN_BY.get(actor.role, frozenset())),
        Contribution.status == Status.ACTIVE,
        sa.or_(
            Contribution.by == actor.id,
            sa.and_(Contribution.barred.is_not(None), _let_in(actor)),
        ),
    )


def _let_in(actor: Reader) -> Clause:
    """Hold for a contribution of which the conditions let this colleague read."""
    if actor.role in OF_THE_MUNICIPALITY:
        return ~_bars(sa.literal(barred_kind(PartnerKind.MUNICIPALITY)))
    organisation = table_of(Organisation).alias("mine").c
    its_kind = sa.literal("kind:") + sa.cast(organisation.kind, sa.String)
    bare_id = sa.func.replace(sa.cast(organisation.id, sa.String), "-", "")
    kind = sa.and_(
        _bars(sa.literal(KINDS)),
        sa.or_(
            organisation.kind.is_(None),
            _bars(its_kind),
        ),
    )
    private = sa.and_(_bars(sa.literal(PRIVATE)), organisation.standing != Standing.PUBLIC)
    shut = sa.or_(_bars(sa.literal("partner:") + bare_id), kind, private)
    of_mine = sa.exists().where(
        organisation.id == actor.organisation,
        sa.or_(organisation.id == Contribution.organisation_id, ~shut),
    )
    return sa.or_(Contribution.barred == "", of_mine.correlate(Contribution))


def _bars(word: Any) -> Clause:
    """Hold for a contribution that keeps out what is called by this word."""
    return Contribution.barred.contains(sa.literal(",") + word + sa.literal(","))


def kept_from(reader: Reader, row_id: sa.SQLColumnExpression[UUID]) -> Clause:
    """Hold for the id of a row of a case that is kept from a reader of that case.

    What is for the regie is kept from who does not direct, what its supplier keeps back from
    whomever that is, and a goal or score that is out of use from everybody. A mark on a
    contribution holds words of it, and those are read by their own rule only.
    """
    ways = [
        sa.exists().where(Contribution.id == row_id, ~contributions_shown(reader)),
        _mark_on(row_id, ThirdPartyMark.field == OF_CONTRIBUTION),
        _held(row_id),
        _mark_on(row_id, _held(ThirdPartyMark.row_id)),
    ]
    if not reads_regie(reader):
        goal = sa.exists().where(PlanGoal.id == row_id, PlanGoal.regie.is_(True))
        action = sa.exists().where(CaseAction.id == row_id, ~outside_regie())
        marked = sa.or_(
            sa.exists().where(PlanGoal.id == ThirdPartyMark.row_id, PlanGoal.regie.is_(True)),
            sa.exists().where(CaseAction.id == ThirdPartyMark.row_id, ~outside_regie()),
        )
        moment = sa.exists().where(ContactMoment.id == row_id, ContactMoment.regie.is_(True))
        ways += [goal, action, moment, _mark_on(row_id, marked)]
    return sa.or_(*ways)


def struck_codes(session: Session, case_id: UUID) -> Mapping[tuple[str, str], frozenset[str]]:
    """Return which codes of an aanmelding are out of use, by table and field."""
    held = sa.select(CriminalHold.id).where(
        CriminalHold.case_id == case_id,
        CriminalHold.kind == HeldKind.REFERRAL,
        CriminalHold.used.is_(False),
    )
    if session.scalars(held.limit(1)).first() is None:
        return {}
    return {(Referral.__tablename__, name): CRIMINAL_CODES for name in ("problems", "domains")}


def _held(row_id: sa.SQLColumnExpression[UUID]) -> Clause:
    """Hold for the id of a goal or score that is out of use; of an aanmelding only codes are."""
    return sa.exists().where(
        CriminalHold.row_id == row_id,
        CriminalHold.kind != HeldKind.REFERRAL,
        CriminalHold.used.is_(False),
    )


def _mark_on(row_id: sa.SQLColumnExpression[UUID], which: Clause) -> Clause:
    return sa.exists().where(ThirdPartyMark.id == row_id, which)
