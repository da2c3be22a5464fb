"""Handing in an aanmelding, and correcting it afterwards: was, is, waarom."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.cases.models.case import Case, CaseCounter, Guardian, Person
from pga.cases.models.referral import Referral, ThirdPartyMark
from pga.cases.reading.criminal import hold_on
from pga.cases.reading.finding import find_case
from pga.cases.reading.handed_in import rows_of, token_of
from pga.cases.reading.hearing import hearing_rows
from pga.cases.reading.intake import HeldAlready, faults_in, undecided_in
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.criminal import CRIMINAL_DOMAIN, CRIMINAL_PROBLEM, CRIMINAL_RULE, is_criminal
from pga.cases.rules.informing import Audience, Ear, ToldBy
from pga.cases.rules.intake import PersonGiven, Problems, ReferralGiven, without_telling
from pga.cases.rules.referral import PersonRole
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services.authority import fill_guardian, minors_of, tie_guardians
from pga.cases.services.criminal_marks import mark_criminal
from pga.cases.services.frozen_before import hold_criminal
from pga.cases.services.frozen_duty import end_when_judged
from pga.cases.services.informing import note_postponement, note_telling
from pga.cases.services.judging import judge_informing
from pga.cases.services.moves import first_state, start_term
from pga.cases.services.safety import put_safety
from pga.core import clock
from pga.core.database import direct_write, table_of, transaction
from pga.core.errors import Invalid, StaleDossier
from pga.core.numbers import write_number
from pga.dossiers.services.links import add_link
from pga.dossiers.services.terms import end_terms
from pga.privacy import keys, once
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.keys import Scope
from pga.privacy.trail import Line, record

PURPOSE: Final = "local_pga"
GROUND: Final = "public_task"


def register(
    actor: Actor,
    given: ReferralGiven,
    *,
    organisation_id: UUID,
    duplicate_checked: bool,
) -> str:
    """Register an aanmelding as a new case and return its number.

    Raises Invalid with all that is wrong.
    """
    require(actor, Permission.CASE_REGISTER)
    with transaction() as session:
        case = register_in(
            session,
            actor,
            given,
            organisation_id=organisation_id,
            duplicate_checked=duplicate_checked,
        )
        once.came_to(session, case.number)
        record(session, actor, Line(Event.CREATED, CASES.about(case.id), purpose=PURPOSE))
        return case.number


def register_in(
    session: Session,
    actor: Actor,
    given: ReferralGiven,
    *,
    organisation_id: UUID,
    duplicate_checked: bool,
) -> Case:
    """Make a case of an aanmelding, for a use case in a unit, which records it.

    Raises Invalid with all that is wrong.
    """
    _refuse(faults_in(session, actor.municipality, given, organisation_id))
    rules = rules_in_force(session, actor.municipality)
    case = _new_case(session, actor, given, duplicate_checked=duplicate_checked)
    referral = Referral(case_id=case.id, organisation_id=organisation_id)
    _fill_referral(session, referral, given)
    if not given.informed:
        referral.not_informed = given.not_informed
        referral.not_informed_note = given.not_informed_note or None
    session.add(referral)
    people, guardians = _fill_people(session, case, given)
    _mark_others(session, case, referral, given)
    _mark_criminal(session, referral, people, given)
    add_link(session, CASES, case, actor.id, (clock.today(), None))
    first_state(session, actor, case)
    start_term(session, case, TermKind.TRIAGE, given.received_on, rules)
    _tell_as_handed_in(session, actor, case, given, people[0], guardians)
    judge_informing(session, case, rules)
    return case


def correct(
    actor: Actor,
    number: str,
    token: str,
    given: ReferralGiven,
    *,
    organisation_id: UUID,
    reason: str,
) -> None:
    """Correct what was handed in; the old stays readable. Raises StaleDossier or Invalid.

    Who was told, and until when telling waits, is no part of it.
    """
    given = without_telling(given)
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_CORRECT)
        case = found.dossier
        referral, people, guardians = rows_of(session, case)
        if token != token_of(case, (referral, *people, *guardians)):
            raise StaleDossier(number)
        chosen = frozenset(f"{referral.problems},{referral.domains}".split(","))
        standing = HeldAlready(
            referral.organisation_id,
            chosen,
            authority_sought=any(one.authority_sought_by for one in people),
            received_on=case.received_on,
        )
        _refuse(faults_in(session, case.municipality, given, organisation_id, standing))
        rules = rules_in_force(session, case.municipality)
        stood = AccessContext(session).open(case, "safety_warning") or ""
        if given.received_on != case.received_on:  # each month counts anew from the right day
            end_terms(session, CASES, case, TermKind.INFORM_PERSON)
        _fill_case(case, given, stood)
        referral.organisation_id = organisation_id
        _fill_referral(session, referral, given)
        _keep_held(session, referral, chosen, given)
        people, guardians = _fill_people(session, case, given, people, guardians)
        _mark_others(session, case, referral, given)
        _mark_criminal(session, referral, people, given)
        hold_criminal(session, case, AccessContext(session))
        end_when_judged(session, case)
        tie_guardians(session, case, AccessContext(session))
        judge_informing(session, case, rules)
        record(session, actor, Line(Event.CORRECTED, found.about), reason=reason)


def _refuse(problems: Problems) -> None:
    if problems:
        raise Invalid(problems)


def _new_case(
    session: Session, actor: Actor, given: ReferralGiven, *, duplicate_checked: bool
) -> Case:
    case = Case(
        number=_next_number(session, actor.municipality),
        municipality=actor.municipality,
        state=State.REFERRED,
        purpose=PURPOSE,
        ground=GROUND,
        duplicate_checked=duplicate_checked,
        criteria_met=False,
        criminal_rule=CRIMINAL_RULE,
        processing_restricted=False,
    )
    keys.new_key(session, actor.municipality, Scope.CASE, case.id)
    _fill_case(case, given)
    session.add(case)
    session.flush()
    return case


def _fill_case(case: Case, given: ReferralGiven, safety: str = "") -> None:
    """Fill the case; a safety line that differs from what stood was checked today."""
    case.kind = given.kind
    case.received_on = given.received_on
    case.urgent = given.urgent
    if given.safety != safety:
        put_safety(case, given.safety)


def _fill_referral(session: Session, referral: Referral, given: ReferralGiven) -> None:
    barred = undecided_in(session, [referral.organisation_id])
    referral.own_knowledge = True if barred else None
    referral.problems = ",".join(sorted(given.problems))
    referral.domains = ",".join(sorted(given.domains))
    referral.referrer = given.referrer
    referral.phone = given.phone or None
    referral.email = given.email or None
    referral.occasion = given.occasion
    referral.tried = given.tried
    referral.necessity = given.necessity
    referral.involved = [list(pair) for pair in given.involved] or None
    referral.urgent_reason = given.urgent_reason if given.urgent else None


def fill_person(person: Person, given: PersonGiven) -> None:
    """Fill somebody the case is about, as given; within a use case."""
    person.surname = given.surname
    person.call_name = given.call_name
    person.birth = str(given.birth)
    person.residence = {
        "address": given.address,
        "town": given.town,
        "homeless": given.homeless,
        "exception": given.exception,
    }
    person.phone = given.phone or None


def _fill_people(
    session: Session,
    case: Case,
    given: ReferralGiven,
    people: Sequence[Person] = (),
    guardians: Sequence[Guardian] = (),
) -> tuple[list[Person], list[Guardian]]:
    """Fill the rows that are there and add what is new; nobody disappears by a correction."""
    people, guardians = list(people), list(guardians)
    for place, person_given in enumerate(given.persons):
        if place < len(people):
            person = people[place]
        else:
            role = PersonRole.FAMILY_MEMBER if place else PersonRole.MAIN
            person = Person(case_id=case.id, place=place, role=role)
            people.append(person)
            session.add(person)
        fill_person(person, person_given)
    for place, guardian_given in enumerate(given.guardians):
        if place < len(guardians):
            guardian = guardians[place]
        else:
            guardian = Guardian(case_id=case.id, place=place)
            guardians.append(guardian)
            session.add(guardian)
        fill_guardian(guardian, guardian_given)
    return people, guardians


def _mark_criminal(
    session: Session, referral: Referral, people: Sequence[Person], given: ReferralGiven
) -> None:
    """Keep about whom the criminal kinds are, where somebody is under 12."""
    session.flush()
    said = given.criminal_about if is_criminal(given.problems, given.domains) else frozenset()
    kept = given.ages(clock.today()).kept(said)
    mark_criminal(session, referral.case_id, referral.id, [people[at].id for at in kept])


def _keep_held(
    session: Session, referral: Referral, stood: frozenset[str], given: ReferralGiven
) -> None:
    """Keep the codes that are out of use, for the form did not show them.

    Who says anew whom criminal data are about decides about them with that.
    """
    hold = hold_on(session, referral.id)
    if hold is None:
        return
    problems = given.problems | {one for one in (CRIMINAL_PROBLEM,) if one in stood}
    domains = given.domains | {one for one in (CRIMINAL_DOMAIN,) if one in stood}
    referral.problems, referral.domains = ",".join(sorted(problems)), ",".join(sorted(domains))
    if is_criminal(given.problems, given.domains):
        hold.used, hold.settled_on = True, clock.today()


def _mark_others(session: Session, case: Case, referral: Referral, given: ReferralGiven) -> None:
    standing = session.scalars(sa.select(ThirdPartyMark).filter_by(row_id=referral.id))
    by_field = {row.field: row for row in standing}
    for mark in given.about_others:
        told = {"relation": mark.relation, "passage": mark.passage}
        row = by_field.pop(mark.field, None)
        if row is None:
            session.add(
                ThirdPartyMark(case_id=case.id, row_id=referral.id, field=mark.field, mark=told)
            )
        else:
            row.mark = told
    for row in by_field.values():
        session.delete(row)


def _tell_as_handed_in(
    session: Session,
    actor: Actor,
    case: Case,
    given: ReferralGiven,
    main: Person,
    guardians: Sequence[Guardian],
) -> None:
    """Write down who has gezag, what the referrer told whom, and until when telling waits."""
    session.flush()
    context = AccessContext(session)
    if given.authority_by:
        for person in minors_of(session, case, context):
            person.authority_sought_by = given.authority_by
    tie_guardians(session, case, context)
    told = [(Ear(Audience.PERSON, main.id), given.informed_on if given.informed else None)]
    told += [
        (Ear(Audience.GUARDIAN, row.id), one.informed_on)
        for row, one in zip(guardians, given.guardians, strict=True)
    ]
    for ear, on in told:
        if on is not None:
            topics = given.said if ear.audience is Audience.PERSON else ()
            note_telling(session, case, ear, topics=topics, source=ToldBy.REFERRER, told_on=on)
    if given.informed or given.not_informed is None or given.look_again_on is None:
        return
    session.flush()
    for ear in hearing_rows(session, case, context).judged.untold:
        note_postponement(
            session,
            case,
            ear,
            ground=given.not_informed,
            decided_by=given.decided_by or actor.id,
            decided_on=clock.today(),
            review_on=given.look_again_on,
            note=given.not_informed_note or None,
        )


def _next_number(session: Session, municipality: str) -> str:
    year = clock.today().year
    dialect = session.get_bind().dialect.name
    insert = (sa.dialects.postgresql if dialect == "postgresql" else sa.dialects.sqlite).insert
    counter = table_of(CaseCounter)
    statement = (
        insert(counter)
        .values(municipality=municipality, year=year, last_number=1)
        .on_conflict_do_update(
            index_elements=["municipality", "year"],
            set_={"last_number": counter.c.last_number + 1},
        )
        .returning(counter.c.last_number)
    )
    with direct_write():
        last = session.scalar(statement)
    return write_number(municipality, year, last)
