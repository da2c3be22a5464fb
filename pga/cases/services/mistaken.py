"""Somebody about whom a case never was: all about him goes, and who got it is told so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.models.case import Case, CaseTerm, Person
from pga.cases.models.information import Contribution
from pga.cases.models.mistaken import Mistaken, Retraction
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.reading.finding import find_case
from pga.cases.reading.mistaken import backups_until, known_of, retractable, texts_of_case, town_of
from pga.cases.reading.terms import rules_in_force
from pga.cases.rules.intake import PersonGiven, residence_faults
from pga.cases.rules.mistaken import Known, KnownBy, MistakenProblem, TakenKind, words_of
from pga.cases.rules.terms import TermKind, due_date
from pga.cases.services.authority import tie_guardians
from pga.cases.services.judging import judge_informing
from pga.cases.services.letters_over import drop_files, release_letters
from pga.cases.services.referral import fill_person
from pga.cases.services.taking_out import (
    Taken,
    WhoStands,
    actions_of,
    refuse_last,
    release_actions,
    release_moments,
    remove,
    standing_of,
)
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.privacy import drafts
from pga.privacy.context import AccessContext
from pga.privacy.disclosure_codes import Means
from pga.privacy.events import Event
from pga.privacy.forgetting import Forgetting
from pga.privacy.trail import Line, record

REGISTER: Final = "cases.register"
"""The form in which somebody may be typing an aanmelding of this very person, rightly."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MistakenGiven:
    """What is said of somebody who was the wrong person."""

    who: Taken
    reason: str
    sure: bool
    """Whether the list of what goes was read."""
    contributions: frozenset[UUID] = frozenset()
    """What partners told of the wrong person: it goes too."""
    instead: PersonGiven | None = None
    """Whom the case is about in his place."""


def forget(actor: Actor, number: str, token: str, given: MistakenGiven) -> int:
    """Take out of a case all of somebody who was the wrong person; return who must be told.

    His rows and their history, his words in each text of the case, in what it held before, and in
    drafts. The register of verstrekkingen keeps to whom something went. Raises StaleDossier or
    Invalid. The caller asked just before who is there (``prove_again``).
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_CORRECT, lock=True)
        case = found.dossier
        standing = standing_of(session, case, token, given.who)
        context = AccessContext(session)
        staying = [known_of(one, context) for one in standing.stays]
        if given.instead is not None:
            staying.append(known_as(given.instead))
        words = words_of(known_of(standing.goes, context), staying)
        _refuse(session, case, standing, given, words)
        told = _told(session, case, given.contributions)
        row = _note(session, actor, case, given)
        count = _retract(session, case, row, standing, context)
        drop_files(session, case, words.stand_in)
        release_letters(session, actor, case, standing.goes)
        gone = _remove(session, case, standing, given.instead)
        gone += _remove_told(session, told)
        forgetting = Forgetting(session, texts_of_case(), case.id, words.out_of)
        forgetting.mend_rows()
        forgetting.forget_rows(gone)
        forgetting.mend_history()
        drafts.drop_all_about(session, case.municipality, case.number)
        drafts.drop_naming(session, case.municipality, words.stand_in, but=REGISTER)
        if given.instead is not None:
            tie_guardians(session, case, AccessContext(session), confirmed=False)
        judge_informing(session, case, rules_in_force(session, case.municipality))
        record(session, actor, Line(Event.FORGOTTEN, found.about), forgetting=True)
        return count


def retract(actor: Actor, number: str, retraction_id: UUID, *, on: date, means: Means) -> None:
    """Say that a recipient heard that it was not about this person. Raises Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_CORRECT, lock=True)
        row = session.get(Retraction, retraction_id)
        if row is None or row.case_id != found.dossier.id:
            raise Invalid({"": MistakenProblem.NOBODY})
        if row.told_on is not None:
            raise Invalid({"": MistakenProblem.TOLD})
        term = session.get_one(CaseTerm, row.term_id)
        if on > clock.today():
            raise Invalid({"on": MistakenProblem.IN_FUTURE})
        if on < term.started_on:
            raise Invalid({"on": MistakenProblem.TOO_EARLY})
        row.told_on, row.told_by, row.means = on, actor.id, means
        if term.ended_on is None:
            term.ended_on = clock.today()
        record(session, actor, Line(Event.RETRACTED, found.about))


def known_as(given: PersonGiven) -> Known:
    """Return by what somebody will be known who is given on a form."""
    return Known(
        names=(given.call_name, given.surname),
        birth=str(given.birth),
        address=given.address,
        phone=given.phone,
    )


def _refuse(
    session: Session, case: Case, standing: WhoStands, given: MistakenGiven, words: KnownBy
) -> None:
    problems: dict[str, str] = {}
    if given.instead is None:
        refuse_last(standing)
    elif given.who.kind is TakenKind.PERSON:
        town = town_of(session, case)
        problems |= residence_faults("instead", given.instead, town)
    if words.stand_in(given.reason):
        problems["reason"] = MistakenProblem.NAMED
    if not given.sure:
        problems["sure"] = MistakenProblem.NOT_SURE
    if problems:
        raise Invalid(problems)


def _told(session: Session, case: Case, chosen: frozenset[UUID]) -> list[Contribution]:
    question = sa.select(Contribution).where(
        Contribution.case_id == case.id, Contribution.id.in_(chosen)
    )
    found = list(session.scalars(question))
    if len(found) != len(chosen):
        raise StaleDossier(case.number)
    return found


def _note(session: Session, actor: Actor, case: Case, given: MistakenGiven) -> Mistaken:
    today = clock.today()
    row = Mistaken(
        case_id=case.id,
        kind=given.who.kind,
        taken_on=today,
        by=actor.id,
        backups_until=backups_until(session, case.municipality),
        reason=given.reason,
    )
    session.add(row)
    session.flush()
    return row


def _retract(
    session: Session, case: Case, row: Mistaken, standing: WhoStands, context: AccessContext
) -> int:
    """Put each recipient on the calendar: one who got something twice is told once."""
    rules, today = rules_in_force(session, case.municipality), clock.today()
    due = due_date(TermKind.RETRACTION, today, rules)
    got = retractable(session, case.id, standing.goes.id, context)
    for one in got:
        term = CaseTerm(case_id=case.id, kind=TermKind.RETRACTION, started_on=today, due_on=due)
        session.add(term)
        session.flush()
        session.add(
            Retraction(
                case_id=case.id,
                mistaken_id=row.id,
                term_id=term.id,
                disclosure_id=one.id,
                given_on=one.on,
                organisation_id=one.organisation_id,
                recipient=one.recipient,
            )
        )
    return len(got)


def _remove(
    session: Session, case: Case, standing: WhoStands, instead: PersonGiven | None
) -> list[UUID]:
    goes = standing.goes
    release_moments(session, case, standing)
    if instead is None or not isinstance(goes, Person):
        for action in actions_of(session, case, standing):
            action.own_name = None
        release_actions(session, case, standing)
        return remove(session, case, standing)
    new = Person(case_id=case.id, place=goes.place, role=goes.role)
    fill_person(new, instead)
    session.add(new)
    session.flush()
    for action in actions_of(session, case, standing):
        action.person_id = new.id
        action.own_name = f"{instead.call_name} {instead.surname}"
    people = [new if one is goes else one for one in standing.people]
    return remove(session, case, WhoStands([goes, *people], standing.guardians, goes))


def _remove_told(session: Session, told: Sequence[Contribution]) -> list[UUID]:
    """Remove what partners told of the wrong person, with the marks on it."""
    ids = [row.id for row in told]
    marks: list[Any] = list(
        session.scalars(sa.select(ThirdPartyMark).where(ThirdPartyMark.row_id.in_(ids)))
    )
    for row in (*marks, *told):
        session.delete(row)
    session.flush()
    return [*ids, *(row.id for row in marks)]
