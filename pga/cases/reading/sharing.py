"""Mag ik dit delen, of one case: the answer, and the parts of a text that may go to a partner."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.plan import CaseAction
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.models.visibility import outside_regie
from pga.cases.reading.finding import find_case
from pga.cases.reading.information import ContributionShown, visible_contributions
from pga.cases.rules.contributions import GuestViewer
from pga.cases.rules.sharing import (
    Offered,
    Question,
    Sifted,
    TextPart,
    phase_of,
    preselected,
    sift,
    token_of,
)
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.finding import Found, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import (
    Listed,
    Partner,
    agreed_by,
    find_listed,
    kinds_of,
    open_contacts,
    organisations_here,
)
from pga.partners.reading.sharing import edition_today
from pga.partners.rules import police_may_supply
from pga.partners.rules.sharing import (
    TABLED,
    CategoryAnswer,
    Edition,
    Phase,
    SharingAnswer,
    may_share,
)
from pga.privacy.context import AccessContext, looking_at
from pga.privacy.disclosure_codes import Category, Purpose


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a question, and what may go."""

    partner: Listed
    purpose: Purpose
    told: dict[Category, CategoryAnswer]
    """Of the case number, and of each kind of data that was asked for."""
    sifted: Sifted
    chosen: frozenset[UUID]

    @property
    def going(self) -> tuple[TextPart, ...]:
        """Return the parts that stand in the text."""
        return tuple(one for one in self.sifted.parts if one.id in self.chosen)

    @property
    def token(self) -> str:
        """Return the digest of the text."""
        return token_of(self.going)

    @property
    def anything(self) -> bool:
        """Tell whether there is something that may go at all."""
        asked = (one for one in self.told.values() if one.category is not Category.CASE_NUMBER)
        number = self.told[Category.CASE_NUMBER].answer
        return number is not SharingAnswer.NO and any(
            one.answer is not SharingAnswer.NO for one in asked
        )


@dataclass(frozen=True, slots=True)
class Sharing:
    """The page *Mag ik dit delen?* of a case."""

    head: Head
    phase: Phase
    partners: tuple[Partner, ...]
    edition: Edition | None
    answered: Answered | None


def get_sharing(actor: Actor, number: str, question: Question | None) -> Sharing:
    """Answer a question about a case; texts are opened only when one is asked. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose="sharing") as context:
            return Sharing(
                open_head(session, actor, found, context),
                phase_of(found.dossier.state),
                tuple(organisations_here(session, actor.municipality)),
                edition_today(session, actor.municipality),
                answer_in(session, actor, found, context, question) if question else None,
            )


def answer_in(
    session: Session, actor: Actor, found: Found[Case], context: AccessContext, question: Question
) -> Answered | None:
    """Return the answer to a question, within a unit that asked for the case; None: no partner."""
    partner = find_listed(session, actor, question.organisation_id)
    if partner is None:
        return None
    edition = edition_today(session, actor.municipality)
    phase = phase_of(found.dossier.state)
    told = {
        one: may_share(edition, partner.kind, partner.bound, phase, one)
        for one in TABLED
        if one is Category.CASE_NUMBER or one in question.wanted
    }
    sifted = Sifted((), {})
    if told[Category.CASE_NUMBER].answer is not SharingAnswer.NO:
        sifted = sift(
            _offered(session, actor, found.dossier, context),
            _actions_of(session, found.dossier, partner.id, context),
            GuestViewer(partner.id, partner.kind, partner.standing),
            told.values(),
            _passages(session, found.dossier, context),
        )
    chosen = question.chosen
    if chosen is None:
        chosen = preselected(sifted.parts, told.values())
    answered = Answered(partner, question.purpose, told, sifted, chosen)
    if not answered.anything:
        return answered
    contacts = open_contacts(session, actor, [partner.id])
    return replace(answered, partner=replace(partner, contacts=contacts.get(partner.id, ())))


def _offered(
    session: Session, actor: Actor, case: Case, context: AccessContext
) -> tuple[Offered, ...]:
    shown = visible_contributions(session, actor, case, context)
    suppliers = {one.supplier_id for one in shown}
    kinds, agreed = kinds_of(session, suppliers), agreed_by(session, suppliers)
    today = clock.today()

    def offer(one: ContributionShown) -> Offered:
        kind = kinds.get(one.supplier_id)
        return Offered(
            id=one.id,
            terms=one.terms,
            about=one.about,
            supplier=one.supplier,
            supplier_kind=kind,
            may_supply=police_may_supply(kind, agreed.get(one.supplier_id, ()), today),
            facts_on=one.facts_on or one.received_on,
            fact=one.fact,
            opinion=one.opinion,
            passage=one.passage,
        )

    return tuple(offer(one) for one in shown)


def _actions_of(
    session: Session, case: Case, organisation_id: UUID, context: AccessContext
) -> tuple[TextPart, ...]:
    """Return the open actions that an organisation has, but for what is for the regie."""
    question = sa.select(CaseAction).where(
        CaseAction.case_id == case.id,
        CaseAction.organisation_id == organisation_id,
        CaseAction.outcome.is_(None),
        outside_regie(),
    )
    rows = session.scalars(question.order_by(CaseAction.due_on, CaseAction.id))
    return tuple(
        TextPart(row.id, Category.ACTIONS, "", row.due_on, context.open(row, "text"))
        for row in rows
    )


def _passages(session: Session, case: Case, context: AccessContext) -> tuple[str, ...]:
    """Return every passage about somebody else in the case, wherever it was marked."""
    marks = session.scalars(sa.select(ThirdPartyMark).filter_by(case_id=case.id))
    told: list[dict[str, Any]] = [context.open(mark, "mark") for mark in marks]
    return tuple(one["passage"] for one in told if one["passage"])
