"""Who may be the person that is meant? Opened in memory cell by cell; only ids come out."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.policy import Actor
from pga.cases.models.case import Case, Person
from pga.cases.rules.referral import parse_birth_date
from pga.cases.rules.search import ByPerson
from pga.cases.rules.states import State
from pga.core.database import table_of
from pga.privacy.context import Scan, comparing

PEOPLE: Final = table_of(Person)


def find_alike(
    session: Session,
    actor: Actor,
    sought: Sequence[ByPerson],
    among: sa.ColumnElement[bool],
    *,
    purpose: str,
) -> dict[UUID, UUID]:
    """Return the cases ``among`` which somebody fits, each with the first person who does."""
    question = (
        sa.select(PEOPLE.c.id, PEOPLE.c.case_id, PEOPLE.c.birth, PEOPLE.c.surname)
        .join(Case, Case.id == PEOPLE.c.case_id)
        .where(among, Case.state != State.DESTROYED)
        .order_by(PEOPLE.c.case_id, PEOPLE.c.place)
    )
    people = session.execute(question).all()
    years = {year for one in sought for year in range(one.years[0], one.years[1] + 1)}
    with comparing(session, actor, [one.case_id for one in people], purpose=purpose) as scan:
        fits = [one for one in people if _fits(sought, years, scan, one)]
    return {one.case_id: one.id for one in reversed(fits)}


def _fits(sought: Sequence[ByPerson], years: set[int], scan: Scan, one: Any) -> bool:
    """Compare the year first: most people are passed by without opening a name."""
    written: str = scan.open(Person, "birth", one.id, one.case_id, one.birth)
    if int(written[-4:]) not in years:
        return False
    surname: str = scan.open(Person, "surname", one.id, one.case_id, one.surname)
    born = parse_birth_date(written)
    return any(who.fits(surname, born) for who in sought)
