"""Who has gezag over the children of a case: taken from the aanmelding, then said of each child."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case, Guardian, Guardianship, Person
from pga.cases.reading.finding import find_case
from pga.cases.reading.hearing import HearingRows, hearing_rows
from pga.cases.reading.terms import rules_in_force
from pga.cases.rules.authority import AuthorityProblem, AuthoritySaid
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.states import ACTIVE
from pga.cases.services.judging import judge_informing
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

FURTHEST: Final = timedelta(days=92)
"""So long it may take to find out who has gezag; [V], as the longest that can be set."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChildGiven:
    """What is said of the gezag over one child."""

    person_id: UUID
    guardians: frozenset[UUID]
    sought_by: date | None
    """Before which day somebody finds out who (else) has gezag; None when all is known."""
    new: bool = False
    """Whether the guardian who is added has gezag over this child."""


def settle_authority(
    actor: Actor,
    number: str,
    version: int,
    children: Sequence[ChildGiven],
    new: GuardianGiven | None = None,
) -> None:
    """Say of each child who has gezag; a guardian can be added. Raises StaleDossier or Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_INFORM, lock=True)
        case = found.dossier
        if case.version != version:
            raise StaleDossier(number)
        rows = hearing_rows(session, case, AccessContext(session))
        _refuse(case, rows, children, new)
        added = _add(session, case, rows, new) if new else None
        for child in children:
            (person,) = (one for one in rows.people if one.id == child.person_id)
            person.authority_sought_by = child.sought_by
            chosen = child.guardians | ({added.id} if added and child.new else set())
            _say(session, case, person, [*rows.guardians, *filter(None, [added])], chosen)
        judge_informing(session, case, rules_in_force(session, case.municipality))
        record(session, actor, Line(Event.AUTHORITY_SETTLED, found.about))


def tie_guardians(
    session: Session, case: Case, context: AccessContext, *, confirmed: bool = True
) -> None:
    """Take it that who has gezag has it over each minor; of several children that is confirmed.

    What was said of a child before stays. ``confirmed`` is false for what nobody said in so many
    words.
    """
    session.flush()
    rows = hearing_rows(session, case, context)
    minors = minors_of(session, case, context)
    standing = AuthoritySaid.YES if confirmed and len(minors) == 1 else AuthoritySaid.TO_CONFIRM
    known = {(tie.guardian_id, tie.person_id) for tie in rows.ties}
    for person in minors:
        for guardian in rows.guardians:
            if (guardian.id, person.id) not in known:
                _tie(session, case, guardian, person, standing)


def minors_of(session: Session, case: Case, context: AccessContext) -> list[Person]:
    """Return who of a case is under 18, or may be; within a use case."""
    rows = hearing_rows(session, case, context)
    return [one for one in rows.people if rows.ages[one.id].minor]


def _say(
    session: Session,
    case: Case,
    person: Person,
    guardians: Iterable[Guardian],
    chosen: Iterable[UUID],
) -> None:
    standing = session.scalars(
        sa.select(Guardianship).filter_by(case_id=case.id, person_id=person.id)
    )
    by_guardian = {tie.guardian_id: tie for tie in standing}
    for guardian in guardians:
        said = AuthoritySaid.YES if guardian.id in set(chosen) else AuthoritySaid.NO
        tie = by_guardian.get(guardian.id)
        if tie is None:
            _tie(session, case, guardian, person, said)
        else:
            tie.standing = said


def _tie(
    session: Session, case: Case, guardian: Guardian, person: Person, standing: AuthoritySaid
) -> None:
    session.add(
        Guardianship(
            case_id=case.id, guardian_id=guardian.id, person_id=person.id, standing=standing
        )
    )


def _add(session: Session, case: Case, rows: HearingRows, given: GuardianGiven) -> Guardian:
    added = Guardian(case_id=case.id, place=len(rows.guardians))
    fill_guardian(added, given)
    session.add(added)
    session.flush()
    return added


def fill_guardian(guardian: Guardian, given: GuardianGiven) -> None:
    """Fill who has gezag, as given; within a use case."""
    guardian.name = given.name
    guardian.relation = given.relation
    guardian.phone = given.phone or None
    guardian.address = given.address or None


def _refuse(
    case: Case, rows: HearingRows, children: Sequence[ChildGiven], new: GuardianGiven | None
) -> None:
    if case.state not in ACTIVE:
        raise Invalid({"": AuthorityProblem.CASE_OVER})
    if {one.person_id for one in children} - {one.id for one in rows.people}:
        raise StaleDossier(case.number)
    problems: dict[str, str] = {}
    for at, child in enumerate(children):
        by = child.sought_by
        field = f"children-{at}-sought_by"
        if by is not None and by < clock.today():
            problems[field] = AuthorityProblem.IN_PAST
        elif by is not None and by > clock.today() + FURTHEST:
            problems[field] = AuthorityProblem.TOO_FAR
        if by is None and not child.guardians and not (new and child.new):
            problems[f"children-{at}-guardians"] = AuthorityProblem.NOBODY
    if new and not (new.name and new.relation):
        problems["relation" if new.name else "name"] = AuthorityProblem.NO_RELATION
    if problems:
        raise Invalid(problems)
