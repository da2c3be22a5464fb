"""Is this person known already? Compared in memory; a warning, never a wall."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, Person
from pga.cases.models.doors import CaseLink
from pga.cases.reading.same_person import find_alike
from pga.cases.room import CASES
from pga.cases.rules.referral import BirthDate, parse_birth_date
from pga.cases.rules.search import ByPerson
from pga.cases.rules.states import ACTIVE
from pga.core.database import transaction
from pga.dossiers.models.link import LinkKind
from pga.dossiers.scope import active_link, listed_for, visible_to
from pga.privacy.context import AccessContext


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
        return _doubles(session, actor, people, Case.municipality == actor.municipality)


def known_to(
    session: Session, actor: Actor, people: Sequence[tuple[str, BirthDate]]
) -> list[PossibleDouble]:
    """Return the cases that may be about one of these people, as far as the actor may know.

    Who registers hears of each in the municipality, anybody else of those that one works on. For a
    page in a unit that is about no case.
    """
    own = Case.municipality == actor.municipality
    registers = allows(actor, Permission.CASE_REGISTER)
    return _doubles(session, actor, people, own if registers else listed_for(CASES, actor))


def find_doubles_for_maker(
    actor: Actor, people: Sequence[tuple[str, BirthDate]]
) -> list[PossibleDouble]:
    """Return the same, of the cases that the maker of a concept-aanmelding can open.

    That somebody is known where the maker does not work is for team Veiligheid to see.
    """
    require(actor, Permission.CONCEPT_WRITE)
    with transaction() as session:
        return _doubles(session, actor, people, visible_to(CASES, actor))


def doubles_of(
    session: Session, actor: Actor, case: Case, context: AccessContext
) -> list[PossibleDouble]:
    """Return the other cases that may be about the people of a case; for a page in a unit."""
    own = list(session.scalars(sa.select(Person).filter_by(case_id=case.id)))
    people = [
        (context.open(one, "surname"), parse_birth_date(context.open(one, "birth"))) for one in own
    ]
    others = sa.and_(Case.municipality == actor.municipality, Case.id != case.id)
    return _doubles(session, actor, people, others)


def _doubles(
    session: Session,
    actor: Actor,
    people: Sequence[tuple[str, BirthDate]],
    among: sa.ColumnElement[bool],
) -> list[PossibleDouble]:
    sought = [ByPerson(name, born) for name, born in people]
    hits = find_alike(session, actor, sought, among, purpose="double")
    cases = sa.select(Case).where(Case.id.in_(hits)).order_by(Case.number)
    return _as_shown(session, actor, list(session.scalars(cases)) if hits else [])


def _as_shown(session: Session, actor: Actor, hits: list[Case]) -> list[PossibleDouble]:
    recused = set(
        session.scalars(
            sa.select(CaseLink.case_id).where(active_link(CASES, LinkKind.RECUSED, actor))
        )
    )
    directors = names_of(session, (case.procesregisseur_id for case in hits))
    named = [case for case in hits if case.state in ACTIVE and case.id not in recused]
    shown = [
        PossibleDouble(case.number, directors.get(case.procesregisseur_id, "")) for case in named
    ]
    return shown + ([UNNAMED] if len(named) < len(hits) else [])
