"""Find a case by its number, or by a person: opened in memory, within one's own rights.

There is no index on names: a few thousand cells open in the time of a page, and what does not exist
cannot leak (decision 9). A search leaves one line with the number it scanned, and one for each hit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, load_only

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, Person
from pga.cases.models.scope import visible_to
from pga.cases.reading.finding import CASE
from pga.cases.rules.referral import parse_birth_date
from pga.cases.rules.search import MOST, ByPerson
from pga.cases.rules.workflow import Level, State, level_of
from pga.core.database import transaction
from pga.privacy.columns import SUFFIX
from pga.privacy.context import AccessContext, comparing, looking_over
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record


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
        question = sa.select(Case.id).where(Case.number == number, visible_to(actor))
        found = session.scalar(question) is not None
        record(session, actor, Line(Event.SEARCH, fields=("scanned=1",), purpose="number"))
        return found


def search(actor: Actor, sought: ByPerson) -> Hits:
    """Return the cases that this actor can open and that may be about the one who is sought."""
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        readable = sa.and_(visible_to(actor), Case.state != State.DESTROYED)
        question = sa.select(Person).join(Case, Case.id == Person.case_id).where(readable)
        cells = (getattr(Person, name + SUFFIX) for name in ("surname", "birth"))
        people = list(session.scalars(question.options(load_only(Person.case_id, *cells))))
        with comparing(session, actor, people, purpose="person") as context:
            hits = {p.case_id: p for p in reversed(people) if _fits(sought, context, p)}
        return Hits(_shown(session, actor, hits), len(hits))


def _fits(sought: ByPerson, context: AccessContext, person: Person) -> bool:
    """Compare the year first: most people are passed by without opening a name."""
    born: str = context.open(person, "birth")
    first, last = sought.years
    if not first <= int(born[-4:]) <= last:
        return False
    return sought.fits(context.open(person, "surname"), parse_birth_date(born))


def _shown(session: Session, actor: Actor, hits: dict[UUID, Person]) -> tuple[Hit, ...]:
    newest = sa.select(Case).where(Case.id.in_(hits)).order_by(Case.number.desc()).limit(MOST)
    cases = list(session.scalars(newest)) if hits else []
    directors = names_of(session, (case.procesregisseur_id for case in cases))
    people = _whole(session, [hits[case.id].id for case in cases])
    about = [Object(CASE, case.id) for case in cases]
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
            for person in (people[hits[case.id].id],)
        )


def _whole(session: Session, ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Load the few people that are shown with all their cells."""
    question = sa.select(Person).where(Person.id.in_(list(ids)))
    fresh = question.execution_options(populate_existing=True)
    return {person.id: person for person in session.scalars(fresh)}
