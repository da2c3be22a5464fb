"""Somebody who does not belong in a case: who it can be, what would go, and who must hear it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, CaseTerm, Guardian, Guardianship, Person
from pga.cases.models.information import Contribution
from pga.cases.models.informing import Informing, InformPostponement
from pga.cases.models.mistaken import Mistaken, Retraction
from pga.cases.models.visibility import contributions_shown
from pga.cases.reading.finding import find_case
from pga.cases.reading.handed_in import rows_of, token_of
from pga.cases.room import CASES
from pga.cases.rules.mistaken import Known, MistakenProblem, TakenKind, words_of
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import require_content
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import organisation_names
from pga.privacy.approval_rows import Approval
from pga.privacy.context import AccessContext, looking_at
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Category, Means, RecipientKind
from pga.privacy.forgetting import Forgetting
from pga.privacy.history import RowBirth
from pga.settings.reading import name_in, number_on
from pga.settings.rules.bounds import TERMS

BACKUPS: Final = TERMS["backup_days"]
HANG: Final[tuple[type[Any], ...]] = (Guardianship, Informing, InformPostponement)
"""What hangs on somebody and goes along."""
NAMES_NOBODY: Final = frozenset({Category.OUTCOME, Category.CASE_NUMBER})
"""What went without saying who it is about."""


@dataclass(frozen=True, slots=True)
class CanGo:
    """Somebody who can be taken out."""

    kind: TakenKind
    id: UUID
    name: str
    """With the relation, for who has gezag."""
    last: bool
    """Whether it is the only person of the case."""


@dataclass(frozen=True, slots=True)
class WhoCanGo:
    """Who can be taken out of a case."""

    head: Head
    token: str
    people: tuple[CanGo, ...]


@dataclass(frozen=True, slots=True)
class CanGoAlong:
    """What a partner told, which can go along."""

    id: UUID
    partner: str
    received_on: date


@dataclass(frozen=True, slots=True)
class Got:
    """The last verstrekking to one recipient."""

    id: UUID
    on: date
    organisation_id: UUID | None
    recipient: str


@dataclass(frozen=True, slots=True)
class WhatGoes:
    """What goes when somebody was the wrong person, and what stays."""

    head: Head
    token: str
    who: CanGo
    texts: int
    """In how many fields the words stand, besides his own rows."""
    former: int
    """In how many of what stood before."""
    told: tuple[CanGoAlong, ...]
    got: tuple[Got, ...]
    backups_until: date


@dataclass(frozen=True, slots=True)
class RetractionLine:
    """One recipient who must hear it, or did."""

    id: UUID
    recipient: str
    partner: str
    given_on: date
    due_on: date
    told_on: date | None
    told_by: str
    means: Means | None


@dataclass(frozen=True, slots=True)
class Retracting:
    """One recipient, and the case it is about."""

    head: Head
    line: RetractionLine


@dataclass(frozen=True, slots=True)
class Mistake:
    """Somebody who was the wrong person, without a word about him."""

    kind: TakenKind
    on: date
    who: str
    reason: str
    backups_until: date
    backups_gone: bool
    lines: tuple[RetractionLine, ...]


@dataclass(frozen=True, slots=True)
class Retractions:
    """The page *Rechtzetten* of a case."""

    head: Head
    mistakes: tuple[Mistake, ...]
    may_tell: bool


def get_choosing(actor: Actor, number: str) -> WhoCanGo:
    """Open who can be taken out of a case. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_CORRECT)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("mistaken")) as context:
            token, people = _who(session, found.dossier, context)
            return WhoCanGo(open_head(session, actor, found, context), token, people)


def texts_of_case() -> dict[str, Any]:
    """Return the tables in which words about somebody of a case can stand, by their names."""
    return {**CASES.models, Approval.__tablename__: Approval}


def own_rows(session: Session, case: Case, goes: Person | Guardian) -> list[UUID]:
    """Return the rows that are about who goes and about nobody else, the own one included."""
    column = "person_id" if isinstance(goes, Person) else "guardian_id"
    hanging = (
        sa.select(model.id).filter_by(case_id=case.id, **{column: goes.id}) for model in HANG
    )
    return [goes.id, *(one for question in hanging for one in session.scalars(question))]


def get_what_goes(actor: Actor, number: str, who_id: UUID) -> WhatGoes:
    """Open what goes with one of them, and who got it; all of the case is opened for that.

    Raises Refused, or Invalid for who is not there.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_CORRECT)
        require_content(actor, found)
        case = found.dossier
        with looking_at(session, actor, found.about, purpose=found.purpose("mistaken")) as context:
            token, people = _who(session, case, context)
            goes = next((one for one in people if one.id == who_id), None)
            if goes is None:
                raise Invalid({"": MistakenProblem.NOBODY})
            _, persons, guardians = rows_of(session, case)
            rows: list[Person | Guardian] = [*persons, *guardians]
            (gone,) = (row for row in rows if row.id == goes.id)
            words = words_of(
                known_of(gone, context), [known_of(row, context) for row in rows if row is not gone]
            )
            own = own_rows(session, case, gone)
            texts, former = Forgetting(session, texts_of_case(), case.id, words.out_of).count(
                context, lambda column: sa.or_(CASES.kept_from(actor, column), column.in_(own))
            )
            return WhatGoes(
                head=open_head(session, actor, found, context),
                token=token,
                who=goes,
                texts=texts,
                former=former,
                told=_told(session, actor, case),
                got=retractable(session, case.id, goes.id, context),
                backups_until=backups_until(session, case.municipality),
            )


def get_retractions(actor: Actor, number: str) -> Retractions:
    """Open who was the wrong person, without a word about him, and who must hear it."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        case = found.dossier
        purpose = found.purpose("retractions")
        with looking_at(session, actor, found.about, purpose=purpose) as context:
            rows = list(session.scalars(sa.select(Mistaken).filter_by(case_id=case.id)))
            names = names_of(session, (row.by for row in rows))
            lines = _lines(session, case, context)
            return Retractions(
                head=open_head(session, actor, found, context),
                mistakes=tuple(
                    Mistake(
                        kind=row.kind,
                        on=row.taken_on,
                        who=names.get(row.by, ""),
                        reason=context.open(row, "reason"),
                        backups_until=row.backups_until,
                        backups_gone=row.backups_until < clock.today(),
                        lines=lines.get(row.id, ()),
                    )
                    for row in sorted(rows, key=lambda row: (row.taken_on, row.id), reverse=True)
                ),
                may_tell=allows(actor, Permission.CASE_CORRECT, found.facts),
            )


def get_retracting(actor: Actor, number: str, retraction_id: UUID) -> Retracting:
    """Open one recipient who must hear it. Raises Refused, or Invalid for one who is not there."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_CORRECT)
        require_content(actor, found)
        purpose = found.purpose("retractions")
        with looking_at(session, actor, found.about, purpose=purpose) as context:
            lines = _lines(session, found.dossier, context)
            line = next(
                (one for some in lines.values() for one in some if one.id == retraction_id), None
            )
            if line is None or line.told_on is not None:
                raise Invalid({"": MistakenProblem.NOBODY})
            return Retracting(open_head(session, actor, found, context), line)


def known_of(row: Person | Guardian, context: AccessContext) -> Known:
    """Return by what somebody is known in a case."""
    if isinstance(row, Guardian):
        return Known(
            names=(context.open(row, "name"),),
            address=context.open(row, "address") or "",
            phone=context.open(row, "phone") or "",
        )
    return Known(
        names=(context.open(row, "call_name"), context.open(row, "surname")),
        birth=context.open(row, "birth"),
        address=context.open(row, "residence")["address"],
        phone=context.open(row, "phone") or "",
    )


def retractable(
    session: Session, case_id: UUID, goes_id: UUID, context: AccessContext
) -> tuple[Got, ...]:
    """Return who got something that can have been about who goes, each once, the last time.

    What went before he came into the case, to himself, or without saying who it is about, was not.
    """
    born = session.scalar(sa.select(RowBirth.at).where(RowBirth.row_id == goes_id))
    question = sa.select(Disclosure).where(
        Disclosure.dossier_id == case_id,
        Disclosure.recipient_kind.is_distinct_from(RecipientKind.PERSON),
    )
    rows = session.scalars(question.order_by(Disclosure.on, Disclosure.noted_at, Disclosure.id))
    found: dict[tuple[UUID | None, str], Got] = {}
    for row in rows:
        names = {Category(one) for one in context.open(row, "categories")} - NAMES_NOBODY
        if names and (born is None or row.noted_at >= born):
            recipient = context.open(row, "recipient")
            key = (row.organisation_id, recipient.casefold())
            found[key] = Got(row.id, row.on, row.organisation_id, recipient)
    return tuple(found.values())


def backups_until(session: Session, municipality: str) -> date:
    """Return the last day on which a copy of the store of today may still be there."""
    today = clock.today()
    days = number_on(session, municipality, BACKUPS, today) or BACKUPS.most
    return today + timedelta(days=days)


def town_of(session: Session, case: Case) -> str:
    """Return the name of the municipality of a case."""
    return name_in(session, case.municipality)


def _who(session: Session, case: Case, context: AccessContext) -> tuple[str, tuple[CanGo, ...]]:
    referral, people, guardians = rows_of(session, case)
    found = [
        CanGo(
            TakenKind.PERSON,
            row.id,
            f"{context.open(row, 'call_name')} {context.open(row, 'surname')}",
            len(people) == 1,
        )
        for row in people
    ]
    found += [
        CanGo(
            TakenKind.GUARDIAN,
            row.id,
            f"{context.open(row, 'name')}, {context.open(row, 'relation')}",
            last=False,
        )
        for row in guardians
    ]
    return token_of(case, (referral, *people, *guardians)), tuple(found)


def _told(session: Session, actor: Actor, case: Case) -> tuple[CanGoAlong, ...]:
    question = sa.select(Contribution).where(
        Contribution.case_id == case.id, contributions_shown(actor)
    )
    rows = list(session.scalars(question.order_by(Contribution.received_on, Contribution.id)))
    names = organisation_names(session, (row.organisation_id for row in rows))
    return tuple(
        CanGoAlong(row.id, names.get(row.organisation_id, ""), row.received_on) for row in rows
    )


def _lines(
    session: Session, case: Case, context: AccessContext
) -> dict[UUID, tuple[RetractionLine, ...]]:
    question = (
        sa.select(Retraction, CaseTerm.due_on)
        .join(CaseTerm, CaseTerm.id == Retraction.term_id)
        .where(Retraction.case_id == case.id)
        .order_by(Retraction.told_on.is_not(None), CaseTerm.due_on, Retraction.id)
    )
    rows = session.execute(question).all()
    people = names_of(session, (row.told_by for row, _ in rows if row.told_by))
    partners = organisation_names(session, _organisations(row for row, _ in rows))
    found: dict[UUID, tuple[RetractionLine, ...]] = {}
    for row, due_on in rows:
        line = RetractionLine(
            id=row.id,
            recipient=context.open(row, "recipient"),
            partner=partners.get(row.organisation_id, "") if row.organisation_id else "",
            given_on=row.given_on,
            due_on=due_on,
            told_on=row.told_on,
            told_by=people.get(row.told_by, "") if row.told_by else "",
            means=row.means,
        )
        found[row.mistaken_id] = (*found.get(row.mistaken_id, ()), line)
    return found


def _organisations(rows: Iterable[Retraction]) -> set[UUID]:
    return {row.organisation_id for row in rows if row.organisation_id}
