"""How the persons of a case and who has authority over a minor are reached."""

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case, Guardian, Person
from pga.privacy.context import AccessContext

_case: Final = sa.bindparam("case", type_=sa.Uuid())
PEOPLE: Final = sa.select(Person).where(Person.case_id == _case).order_by(Person.place)
GUARDIANS: Final = sa.select(Guardian).where(Guardian.case_id == _case).order_by(Guardian.place)
"""Made once: each opening of a case asks them."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody of a case, and how to reach them."""

    name: str
    relation: str
    """Which authority over a minor; empty for a person of the case."""
    address: str
    homeless: bool
    phone: str


def who_to_reach(session: Session, case: Case, context: AccessContext) -> tuple[Reachable, ...]:
    """Return the persons of a case, the main one first, then who has authority."""
    people = session.scalars(PEOPLE, {"case": case.id})
    guardians = session.scalars(GUARDIANS, {"case": case.id})
    return (
        *(_person(context, one) for one in people),
        *(_guardian(context, one) for one in guardians),
    )


def _person(context: AccessContext, person: Person) -> Reachable:
    where = context.open(person, "residence")
    return Reachable(
        name=f"{context.open(person, 'call_name')} {context.open(person, 'surname')}",
        relation="",
        address=", ".join(part for part in (where["address"], where["town"]) if part),
        homeless=where["homeless"],
        phone=context.open(person, "phone") or "",
    )


def _guardian(context: AccessContext, guardian: Guardian) -> Reachable:
    return Reachable(
        name=context.open(guardian, "name"),
        relation=context.open(guardian, "relation"),
        address=context.open(guardian, "address") or "",
        homeless=False,
        phone=context.open(guardian, "phone") or "",
    )
