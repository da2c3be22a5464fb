"""Asking partners: whom one can ask, what a question tells each of them, and its text to copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, Person
from pga.cases.models.information import InformationRequest
from pga.cases.reading.finding import find_case
from pga.cases.reading.terms import rules_in_force
from pga.cases.rules.asking import AskedText, PartnerAsked, PersonNamed, names_person
from pga.cases.rules.information import ASKING
from pga.cases.rules.sharing import phase_of
from pga.cases.rules.terms import TermKind, due_date
from pga.core import clock
from pga.core.alphabet import alphabetically
from pga.core.database import transaction
from pga.dossiers.reading.finding import require_content
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import (
    Contact,
    agreed_by,
    kinds_of,
    list_partners_of_case,
    organisation_names,
)
from pga.partners.reading.sharing import edition_today
from pga.partners.rules import Agreed, Bound, bound_by, police_may_supply
from pga.partners.rules.sharing import CategoryAnswer, may_share
from pga.privacy.context import AccessContext, looking_at
from pga.privacy.disclosure_codes import Category
from pga.settings.reading import name_in


@dataclass(frozen=True, slots=True)
class PartnerToAsk:
    """A partner as a choice, with what one must know before asking it."""

    id: UUID
    name: str
    contacts: tuple[Contact, ...]
    identity: CategoryAnswer
    """Whether it may be told who it is about."""
    may_supply: bool
    """What it tells may be written down: of the police only with a decision (Wpg 20)."""
    waits_since: date | None
    """When it was asked, while that has no answer."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """Whom one can ask about a case, and until when they get."""

    head: Head
    partners: tuple[PartnerToAsk, ...]
    due_on: date
    possible: bool


@dataclass(frozen=True, slots=True)
class AskedTexts:
    """The texts of the questions of today that wait, to copy."""

    head: Head
    town: str
    texts: tuple[AskedText, ...]


def get_partners_to_ask(actor: Actor, number: str) -> Choosing:
    """Return whom one can ask about a case; their names are noted as seen. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK)
        case, today = found.dossier, clock.today()
        rules = rules_in_force(session, case.municipality)
        with looking_at(session, actor, found.about, purpose="head") as context:
            listed = list_partners_of_case(session, actor)
            agreed = agreed_by(session, (one.id for one in listed))
            may = may_name(session, case, (PartnerAsked(one.id) for one in listed))
            waiting = _waiting(session, case)
            return Choosing(
                open_head(session, actor, found, context),
                tuple(
                    PartnerToAsk(
                        *(one.id, one.name, one.contacts, may[one.id]),
                        police_may_supply(one.kind, agreed.get(one.id, ()), today),
                        waiting.get(one.id),
                    )
                    for one in listed
                ),
                due_date(TermKind.INFORMATION_ROUND, today, rules),
                case.state in ASKING,
            )


def get_asked_texts(actor: Actor, number: str) -> AskedTexts:
    """Open the questions of today that wait, and who they are about. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK)
        require_content(actor, found)
        case = found.dossier
        with looking_at(
            session, actor, found.about, purpose=found.purpose("information")
        ) as context:
            return AskedTexts(
                open_head(session, actor, found, context),
                name_in(session, case.municipality),
                _texts(session, case, context),
            )


def may_name(
    session: Session, case: Case, asked: Iterable[PartnerAsked]
) -> dict[UUID, CategoryAnswer]:
    """Return for each partner whether it may be told who a case is about; in a unit."""
    ids, today = {one.organisation_id for one in asked}, clock.today()
    kinds, agreed = kinds_of(session, ids), agreed_by(session, ids)
    edition, phase = edition_today(session, case.municipality), phase_of(case.state)
    return {
        one: may_share(
            *(edition, kinds.get(one), bound_by(agreed.get(one, ()), today)[0]),
            *(phase, Category.IDENTITY),
        )
        for one in ids
    }


def _waiting(session: Session, case: Case) -> dict[UUID, date]:
    """Return since when each partner was asked something that it did not answer."""
    question = sa.select(InformationRequest.organisation_id, InformationRequest.asked_on).where(
        InformationRequest.case_id == case.id, InformationRequest.answer.is_(None)
    )
    rows = session.execute(question.order_by(InformationRequest.asked_on))
    return {row.organisation_id: row.asked_on for row in rows}


def _texts(session: Session, case: Case, context: AccessContext) -> tuple[AskedText, ...]:
    today = clock.today()
    question = sa.select(InformationRequest).where(
        InformationRequest.case_id == case.id,
        InformationRequest.asked_on == today,
        InformationRequest.answer.is_(None),
    )
    rows = list(session.scalars(question.order_by(InformationRequest.id)))
    ids = {row.organisation_id for row in rows}
    names, people = organisation_names(session, ids), names_of(session, (row.by for row in rows))
    may, agreed = may_name(session, case, map(PartnerAsked, ids)), agreed_by(session, ids)
    named = any(names_person(may[one]) for one in ids)
    persons = _persons(session, case, context) if named else ()

    def text(row: InformationRequest) -> AskedText:
        identity = may[row.organisation_id]
        return AskedText(
            partner=names.get(row.organisation_id, ""),
            recipient=context.open(row, "recipient"),
            asked_by=people.get(row.by, ""),
            purpose=row.purpose,
            question=context.open(row, "question"),
            not_needed=context.open(row, "not_needed"),
            due_on=row.due_on,
            identity=identity,
            agreement=_takes_part(agreed.get(row.organisation_id, ()), today),
            persons=persons if names_person(identity) else (),
        )

    return tuple(sorted(map(text, rows), key=lambda one: alphabetically(one.partner)))


def _takes_part(agreed: Iterable[Agreed], today: date) -> Agreed | None:
    bound, agreement = bound_by(agreed, today)
    return agreement if bound is Bound.BOUND else None


def _persons(session: Session, case: Case, context: AccessContext) -> tuple[PersonNamed, ...]:
    question = sa.select(Person).filter_by(case_id=case.id).order_by(Person.place)

    def told(row: Person) -> PersonNamed:
        lives = context.open(row, "residence")
        return PersonNamed(
            name=f"{context.open(row, 'call_name')} {context.open(row, 'surname')}",
            birth=context.open(row, "birth"),
            address=lives["address"],
            town=lives["town"],
            homeless=lives["homeless"],
        )

    return tuple(map(told, session.scalars(question)))
