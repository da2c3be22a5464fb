"""Telling that is late or was postponed, for who watches: counts, and numbers of cases only."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import sqlalchemy as sa

from pga.access.policy import Actor, require
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.informing import InformPostponement
from pga.cases.room import CASES
from pga.cases.rules.states import ACTIVE
from pga.cases.rules.terms import TermKind
from pga.core import clock
from pga.core.database import glance, transaction
from pga.dossiers.scope import visible_to
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

SEEN_FROM: Final = 2
"""From this renewal on the FG sees it (second-look 4)."""
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class PostponedCase:
    """A case of which telling somebody was postponed anew, and how often."""

    number: str
    renewals: int
    review_on: date


@dataclass(frozen=True, slots=True)
class ToldLate:
    """Of how many running cases not everybody knows who must, by what stands in the way."""

    late: int
    """The day on which it had to be told, or looked at again, is past."""
    postponed: int
    """A postponement that counts today."""


def count_untold(actor: Actor) -> ToldLate:
    """Count the running cases of which telling is late or postponed; opens nothing, names none.

    A work screen of the FG, so small numbers are not masked (decision 23). Raises Refused.
    """
    require(actor, CASES.may.lookers)
    late = CaseTerm.due_on < clock.today()
    question = (
        sa.select(
            sa.func.count(sa.case((late, Case.id)).distinct()),
            sa.func.count(sa.case((~late, Case.id)).distinct()).filter(
                CaseTerm.kind == TermKind.INFORM_REVIEW
            ),
        )
        .join(CaseTerm, CaseTerm.case_id == Case.id)
        .where(
            CaseTerm.kind.in_((TermKind.INFORM_PERSON, TermKind.INFORM_REVIEW)),
            CaseTerm.ended_on.is_(None),
            Case.state.in_(ACTIVE),
            visible_to(CASES, actor, CASES.may.lookers),
        )
    )
    with glance() as session:
        return ToldLate(*session.execute(question).one())


def get_postponed(actor: Actor) -> tuple[PostponedCase, ...]:
    """Return the running cases of which telling one person was postponed anew twice or more.

    Numbers only: no name and no content is opened, so the FG may read it. Raises Refused.
    """
    require(actor, CASES.may.lookers)
    row = InformPostponement
    by_ear = (
        sa.select(
            row.case_id,
            (sa.func.count() - 1).label("renewals"),
            sa.func.max(row.review_on).label("review_on"),
        )
        .group_by(row.case_id, row.audience, row.person_id, row.guardian_id)
        .having(sa.func.count() > SEEN_FROM)
        .subquery()
    )
    renewals = sa.func.max(by_ear.c.renewals)
    question = (
        sa.select(Case.number, renewals, sa.func.max(by_ear.c.review_on))
        .join(by_ear, by_ear.c.case_id == Case.id)
        .where(
            visible_to(CASES, actor, CASES.may.lookers),
            Case.state.in_(ACTIVE),
            Case.informed_on.is_(None),
        )
        .group_by(Case.number)
        .order_by(renewals.desc(), Case.number)
        .limit(MOST)
    )
    with transaction() as session:
        found = tuple(PostponedCase(*one) for one in session.execute(question))
        record(session, actor, Line(Event.LIST, purpose="postponed"))
        return found
