"""Who of a case itself can do part of the plan: the person, the family, and who has authority."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.cases.models.case import Case, Guardian, Person
from pga.cases.reading.hearing import ages_in
from pga.cases.reading.which_parent import which_of
from pga.cases.rules.informing import MAY, Audience
from pga.cases.rules.own_actions import OWN_OF, kin
from pga.cases.rules.owners import Own, Owner, OwnerKind
from pga.privacy.context import AccessContext


@dataclass(frozen=True, slots=True)
class Ours:
    """Somebody of the case who can have an action."""

    own: Own
    owner: Owner
    name: str
    number: int = 0
    """Which one of several of the kind, in the order of the aanmelding; 0 when there is one."""
    kin: str = ""
    """What a parent is to the child, as a shared screen may say it."""


def who_of_the_case(
    session: Session, case: Case, context: AccessContext, *, named: bool = True
) -> tuple[Ours, ...]:
    """Return who can have an action: by age, as for what somebody can be told (pga.md 6.4).

    A shared screen names nobody: there no name is opened.
    """
    numbers = which_of(session, {case.id})
    people = list(
        session.scalars(sa.select(Person).filter_by(case_id=case.id).order_by(Person.place))
    )
    ages = ages_in(people, AccessContext(session))
    found = [
        _person(context, row, numbers, named=named)
        for row in people
        if row.role in OWN_OF and Audience.PERSON in MAY[ages[row.id]]
    ]
    if any(Audience.GUARDIAN in MAY[age] for age in ages.values()):
        guardians = sa.select(Guardian).filter_by(case_id=case.id).order_by(Guardian.place)
        rows = session.scalars(guardians)
        found += [_guardian(context, row, numbers, named=named) for row in rows]
    return tuple(found)


def _person(context: AccessContext, row: Person, numbers: dict[UUID, int], *, named: bool) -> Ours:
    name = f"{context.open(row, 'call_name')} {context.open(row, 'surname')}" if named else ""
    owner = Owner(OwnerKind.PERSON, row.id)
    return Ours(OWN_OF[row.role], owner, name, numbers.get(row.id, 0))


def _guardian(
    context: AccessContext, row: Guardian, numbers: dict[UUID, int], *, named: bool
) -> Ours:
    relation = context.open(row, "relation")
    name = f"{context.open(row, 'name')}, {relation}" if named else ""
    owner = Owner(OwnerKind.GUARDIAN, row.id)
    return Ours(Own.GUARDIAN, owner, name, numbers.get(row.id, 0), kin(relation))
