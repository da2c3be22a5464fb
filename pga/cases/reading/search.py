"""Find a case by its number, or by a person: opened in memory, within one's own rights.

There is no index on names: a few thousand cells open in the time of a page, and what does not exist
cannot leak (decision 9). A search leaves one line with the number it scanned, and one for each hit.
"""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, Person
from pga.cases.reading.same_person import find_alike
from pga.cases.room import CASES
from pga.cases.rules.search import MOST, ByPerson
from pga.cases.rules.states import Level, State, level_of
from pga.core.database import transaction
from pga.dossiers.scope import visible_to
from pga.privacy.context import looking_over
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


@dataclass(frozen=True, slots=True)
class Hit:
    """A case with somebody who fits."""

    number: str
    name: str
    birth: str
    state: State
    level: Level
    procesregisseur: str


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search shows: the newest cases first, ten at most."""

    lines: tuple[Hit, ...]
    total: int


def find_number(actor: Actor, number: str) -> bool:
    """Tell whether this actor can open a case of this number; the question is in the trail."""
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        question = sa.select(Case.id).where(Case.number == number, visible_to(CASES, actor))
        found = session.scalar(question) is not None
        record(session, actor, Line(Event.SEARCH, fields=("scanned=1",), purpose="number"))
        return found


def search(actor: Actor, sought: ByPerson) -> Hits:
    """Return the cases that this actor can open and that may be about the one who is sought."""
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        hits = find_alike(session, actor, [sought], visible_to(CASES, actor), purpose="person")
        return Hits(_shown(session, actor, hits), len(hits))


def _shown(session: Session, actor: Actor, hits: dict[UUID, UUID]) -> tuple[Hit, ...]:
    newest = sa.select(Case).where(Case.id.in_(hits)).order_by(Case.number.desc()).limit(MOST)
    cases = list(session.scalars(newest)) if hits else []
    directors = names_of(session, (case.procesregisseur_id for case in cases))
    shown = sa.select(Person).where(Person.id.in_([hits[case.id] for case in cases]))
    people = {person.case_id: person for person in session.scalars(shown)} if hits else {}
    about = [CASES.about(case.id) for case in cases]
    with looking_over(session, actor, about, purpose="search") as context:
        return tuple(
            Hit(
                number=case.number,
                name=f"{context.open(person, 'call_name')} {context.open(person, 'surname')}",
                birth=context.open(person, "birth"),
                state=case.state,
                level=level_of(case.state),
                procesregisseur=directors.get(case.procesregisseur_id, ""),
            )
            for case in cases
            for person in (people[case.id],)
        )
