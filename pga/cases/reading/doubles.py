"""Is this person known already? Compared in memory; a warning, never a wall."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, Person
from pga.cases.models.link import CaseLink, LinkKind
from pga.cases.models.scope import counting
from pga.cases.reading.finding import find_case
from pga.cases.rules.identity import same_person_likely
from pga.cases.rules.referral import BirthDate, parse_birth_date
from pga.cases.rules.workflow import ACTIVE
from pga.core.database import transaction
from pga.privacy.context import comparing


@dataclass(frozen=True, slots=True)
class PossibleDouble:
    """A case that may be about the same person; without a number it is not to be named."""

    number: str
    procesregisseur: str


UNNAMED = PossibleDouble("", "")
"""A closed case, or one that the actor stepped back from: "overleg met de coördinator"."""


def find_doubles(actor: Actor, people: Sequence[tuple[str, BirthDate]]) -> list[PossibleDouble]:
    """Return the cases of the own municipality that may be about one of these people."""
    require(actor, Permission.CASE_REGISTER)
    with transaction() as session:
        return _doubles(session, actor, people, but_not=None)


def find_doubles_of(actor: Actor, number: str) -> list[PossibleDouble]:
    """Return the other cases that may be about the people of a case."""
    with transaction() as session:
        case = find_case(session, actor, number, Permission.CASE_TRIAGE).case
        own = list(session.scalars(sa.select(Person).filter_by(case_id=case.id)))
        with comparing(session, actor, own, purpose="double") as context:
            people = [
                (context.open(p, "surname"), parse_birth_date(context.open(p, "birth")))
                for p in own
            ]
        return _doubles(session, actor, people, but_not=case)


def _doubles(
    session: Session, actor: Actor, people: Sequence[tuple[str, BirthDate]], but_not: Case | None
) -> list[PossibleDouble]:
    question = (
        sa.select(Person, Case)
        .join(Case, Case.id == Person.case_id)
        .where(Case.municipality == actor.municipality)
    )
    rows = [(p, c) for p, c in session.execute(question) if c is not but_not]
    with comparing(session, actor, [person for person, _ in rows], purpose="double") as context:
        hits = {
            case
            for person, case in rows
            if _fits(people, context.open(person, "surname"), context.open(person, "birth"))
        }
    return _as_shown(session, actor, sorted(hits, key=lambda case: case.number))


def _fits(people: Sequence[tuple[str, BirthDate]], surname: str, birth: str) -> bool:
    known = parse_birth_date(birth)
    return any(same_person_likely(born, name, known, surname) for name, born in people)


def _as_shown(session: Session, actor: Actor, hits: list[Case]) -> list[PossibleDouble]:
    recused = set(
        session.scalars(sa.select(CaseLink.case_id).where(counting(LinkKind.RECUSED, actor)))
    )
    directors = names_of(session, (case.procesregisseur_id for case in hits))
    named = [case for case in hits if case.state in ACTIVE and case.id not in recused]
    shown = [
        PossibleDouble(case.number, directors.get(case.procesregisseur_id, "")) for case in named
    ]
    return shown + ([UNNAMED] if len(named) < len(hits) else [])
