"""Somebody who does not belong in a case is taken out by a correction: was, is, waarom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case, Guardian, Guardianship, Person
from pga.cases.models.contact import ContactMoment
from pga.cases.models.informing import Informing, InformPostponement
from pga.cases.models.plan import CaseAction
from pga.cases.reading.finding import find_case
from pga.cases.reading.handed_in import rows_of, token_of
from pga.cases.reading.terms import rules_in_force
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.contact import Whom
from pga.cases.rules.mistaken import MistakenProblem, TakenKind
from pga.cases.rules.referral import CaseKind, PersonRole
from pga.cases.services.judging import judge_informing
from pga.cases.services.letters_over import release_letters
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

DROPPED: Final = "Wie dit zou doen, is bij een correctie uit de casus gehaald."
HEARD: Final[tuple[type[Informing | InformPostponement], ...]] = (Informing, InformPostponement)


@dataclass(frozen=True, slots=True)
class Taken:
    """Who is taken out."""

    kind: TakenKind
    id: UUID


@dataclass(frozen=True)
class WhoStands:
    """The people of a case as they stand, and who of them goes."""

    people: list[Person]
    guardians: list[Guardian]
    goes: Person | Guardian

    @property
    def column(self) -> str:
        """Return by which column others hang on who goes."""
        return "person_id" if isinstance(self.goes, Person) else "guardian_id"

    @property
    def stays(self) -> list[Person | Guardian]:
        """Return who is left."""
        everybody: list[Person | Guardian] = [*self.people, *self.guardians]
        return [one for one in everybody if one is not self.goes]


def take_out(actor: Actor, number: str, token: str, who: Taken, *, reason: str) -> None:
    """Take a person or a guardian out; what stood stays readable. Raises StaleDossier or Invalid.

    What hangs on them goes along: gezag, what they heard and when telling waits. An action of
    theirs that is open ends.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_CORRECT, lock=True)
        case = found.dossier
        standing = standing_of(session, case, token, who)
        refuse_last(standing)
        release_actions(session, case, standing)
        release_moments(session, case, standing)
        release_letters(session, actor, case, standing.goes)
        remove(session, case, standing)
        judge_informing(session, case, rules_in_force(session, case.municipality))
        record(session, actor, Line(Event.TAKEN_OUT, found.about), reason=reason)


def standing_of(session: Session, case: Case, token: str, who: Taken) -> WhoStands:
    """Return who goes and who stays. Raises StaleDossier, or Invalid for who is not there."""
    referral, people, guardians = rows_of(session, case)
    if token != token_of(case, (referral, *people, *guardians)):
        raise StaleDossier(case.number)
    of_kind: Sequence[Person | Guardian] = people if who.kind is TakenKind.PERSON else guardians
    goes = next((one for one in of_kind if one.id == who.id), None)
    if goes is None:
        raise Invalid({"who": MistakenProblem.NOBODY})
    return WhoStands(people, guardians, goes)


def refuse_last(standing: WhoStands) -> None:
    """Refuse to leave a case without a person."""
    if isinstance(standing.goes, Person) and len(standing.people) == 1:
        raise Invalid({"who": MistakenProblem.LAST})


def hanging_on(session: Session, case: Case, standing: WhoStands) -> list[Any]:
    """Return the rows that say something of who goes and of nobody else."""
    who = {"case_id": case.id, standing.column: standing.goes.id}
    return [
        row
        for model in (Guardianship, *HEARD)
        for row in session.scalars(sa.select(model).filter_by(**who))
    ]


def actions_of(session: Session, case: Case, standing: WhoStands) -> list[CaseAction]:
    """Return what who goes would do, or did."""
    who = {"case_id": case.id, standing.column: standing.goes.id}
    return list(session.scalars(sa.select(CaseAction).filter_by(**who)))


def release_actions(session: Session, case: Case, standing: WhoStands) -> None:
    """End the open actions of who goes; what was done stays as it was named."""
    for action in actions_of(session, case, standing):
        setattr(action, standing.column, None)
        if action.outcome is None:
            action.outcome, action.done_on = ActionOutcome.DROPPED, clock.today()
            action.result = DROPPED


def release_moments(session: Session, case: Case, standing: WhoStands) -> None:
    """Let a contact moment with who goes count as one with somebody else: no talk of this case."""
    who = {"case_id": case.id, standing.column: standing.goes.id}
    for moment in session.scalars(sa.select(ContactMoment).filter_by(**who)):
        setattr(moment, standing.column, None)
        moment.whom, moment.spoken = Whom.OTHER, False


def remove(session: Session, case: Case, standing: WhoStands) -> list[UUID]:
    """Remove who goes with what hangs on them; who is left moves up. Returns the ids that went."""
    rows = hanging_on(session, case, standing)
    _delete(session, rows)
    _delete(session, [standing.goes])
    people = [one for one in standing.people if one is not standing.goes]
    _move_up(people)
    _move_up([one for one in standing.guardians if one is not standing.goes])
    if people:
        people[0].role = PersonRole.MAIN
        case.kind = case.kind if len(people) > 1 else CaseKind.PERSON
    return [row.id for row in (*rows, standing.goes)]


def _move_up(rows: Sequence[Person | Guardian]) -> None:
    for place, row in enumerate(rows):
        row.place = place


def _delete(session: Session, rows: Iterable[Any]) -> None:
    for row in rows:
        session.delete(row)
    session.flush()
