"""Who was told of a case, who must still be told by age, and what was postponed (pga.md 6.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import Colleague, names_of
from pga.cases.models.case import Case, Person
from pga.cases.models.informing import Informing, InformPostponement
from pga.cases.reading.finding import find_case
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES, WORKERS
from pga.cases.rules.informing import MAY, Audience, Ear, InformMeans, PersonTold, to_tell
from pga.cases.rules.referral import AgeClass, NotInformedReason, age_class_on, parse_birth_date
from pga.cases.rules.states import ACTIVE
from pga.cases.rules.terms import TermKind, due_date
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.eligible import colleagues_for
from pga.dossiers.reading.finding import require_content
from pga.dossiers.reading.head import Head, open_head
from pga.privacy.context import AccessContext, looking_at


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A letter or a talk."""

    name: str
    audience: Audience
    means: InformMeans
    on: date
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class PostponedLine:
    """A decision to tell later."""

    ground: NotInformedReason
    decided_on: date
    review_on: date
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class EarLine:
    """Somebody who can be told, and whether that is a must that still stands open."""

    key: str
    name: str
    audience: Audience
    age: AgeClass
    open: bool


@dataclass(frozen=True, slots=True)
class InformPage:
    """The page *Informeren*."""

    head: Head
    informed_on: date | None
    review_on: date | None
    ears: tuple[EarLine, ...]
    told: tuple[ToldLine, ...]
    postponed: tuple[PostponedLine, ...]
    running: bool
    may_inform: bool


@dataclass(frozen=True, slots=True)
class TellPage:
    """The screen on which a letter or a talk is recorded: whom one can tell, and who can have."""

    head: Head
    ears: tuple[EarLine, ...]
    colleagues: tuple[Colleague, ...]


@dataclass(frozen=True, slots=True)
class PostponePage:
    """The screen on which telling is postponed: who can decide so, and until when."""

    head: Head
    colleagues: tuple[Colleague, ...]
    last_review_on: date
    """The last day to which telling can be postponed today."""


def get_informing(actor: Actor, number: str) -> InformPage:
    """Open who was told; the opening is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        case = found.dossier
        with looking_at(session, actor, found.about, purpose=found.purpose("informing")) as context:
            rows = _told(session, case)
            waits = list(
                session.scalars(
                    sa.select(InformPostponement)
                    .filter_by(case_id=case.id)
                    .order_by(InformPostponement.noted_at.desc())
                )
            )
            people = _people(session, case)
            calls = {person.id: context.open(person, "call_name") for person in people}
            names = names_of(
                session, {*(row.told_by for row in rows), *(row.decided_by for row in waits)}
            )
            return InformPage(
                head=open_head(session, actor, found, context),
                informed_on=case.informed_on,
                review_on=case.inform_review_on,
                ears=_ears(context, case, people, rows, calls),
                told=tuple(
                    ToldLine(
                        calls.get(row.person_id, ""),
                        row.audience,
                        row.means,
                        row.told_on,
                        names.get(row.told_by, ""),
                        context.open(row, "note") or "",
                    )
                    for row in rows
                ),
                postponed=tuple(
                    PostponedLine(
                        row.ground,
                        row.decided_on,
                        row.review_on,
                        names.get(row.decided_by, ""),
                        context.open(row, "note"),
                    )
                    for row in waits
                ),
                running=case.state in ACTIVE,
                may_inform=case.state in ACTIVE
                and allows(actor, Permission.CASE_INFORM, found.facts),
            )


def get_telling(actor: Actor, number: str) -> TellPage:
    """Open whom one can tell of a case: what they are called. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_INFORM)
        require_content(actor, found)
        case = found.dossier
        with looking_at(session, actor, found.about, purpose=found.purpose("informing")) as context:
            people = _people(session, case)
            calls = {person.id: context.open(person, "call_name") for person in people}
            return TellPage(
                open_head(session, actor, found, context),
                _ears(context, case, people, _told(session, case), calls),
                tuple(colleagues_for(session, CASES, case, WORKERS)),
            )


def get_postponing(actor: Actor, number: str) -> PostponePage:
    """Return who can decide that telling waits, and until when; no text. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_INFORM)
        require_content(actor, found)
        case = found.dossier
        rules = rules_in_force(session, case.municipality)
        with looking_at(session, actor, found.about, purpose=found.purpose("head")) as context:
            return PostponePage(
                open_head(session, actor, found, context),
                tuple(colleagues_for(session, CASES, case, WORKERS)),
                due_date(TermKind.INFORM_REVIEW, clock.today(), rules),
            )


def ear_key(ear: Ear) -> str:
    """Return somebody to tell as a form names it."""
    person, audience = ear
    return f"{person}:{audience}"


def ages_of(session: Session, case: Case) -> dict[UUID, AgeClass]:
    """Return the age class today of each person of a case; in doubt the youngest."""
    return _ages(AccessContext(session), _people(session, case))


def told_in(rows: list[Informing]) -> list[PersonTold]:
    """Return what the rules ask of recorded letters and talks."""
    return [PersonTold((row.person_id, row.audience), row.told_on) for row in rows]


def _told(session: Session, case: Case) -> list[Informing]:
    question = sa.select(Informing).filter_by(case_id=case.id)
    order = (Informing.told_on.desc(), Informing.noted_at.desc())
    return list(session.scalars(question.order_by(*order)))


def _ears(
    context: AccessContext,
    case: Case,
    people: list[Person],
    rows: list[Informing],
    calls: Mapping[UUID, str],
) -> tuple[EarLine, ...]:
    """Return who can be told, by age, and who of them must be."""
    ages = _ages(context, people)
    open_ = set() if case.informed_on else set(to_tell(ages, told_in(rows)))
    return tuple(
        EarLine(
            ear_key((person, audience)),
            calls[person],
            audience,
            age,
            (person, audience) in open_,
        )
        for person, age in ages.items()
        for audience in Audience
        if audience in MAY[age]
    )


def _people(session: Session, case: Case) -> list[Person]:
    question = sa.select(Person).filter_by(case_id=case.id).order_by(Person.place)
    return list(session.scalars(question))


def _ages(context: AccessContext, people: list[Person]) -> dict[UUID, AgeClass]:
    today = clock.today()
    return {
        person.id: age_class_on(parse_birth_date(context.open(person, "birth")), today)
        for person in people
    }
