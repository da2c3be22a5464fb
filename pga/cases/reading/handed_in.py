"""The aanmelding as it stands, opened for reading or for a correction; and the weging."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, Guardian, Person
from pga.cases.models.informing import Informing
from pga.cases.models.referral import Referral, ThirdPartyMark, Triage
from pga.cases.reading.criminal import kinds_in_use, said_of
from pga.cases.reading.finding import find_case
from pga.cases.reading.intake import HeldAlready, Intake, intake_in
from pga.cases.rules.informing import ToldBy
from pga.cases.rules.intake import AboutOther, GuardianGiven, PersonGiven, ReferralGiven
from pga.cases.rules.referral import ThirdPartyRelation, parse_birth_date
from pga.cases.rules.triage import Outcome
from pga.core.database import transaction
from pga.dossiers.reading.finding import require_content
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import organisation_names
from pga.privacy.context import AccessContext, looking_at
from pga.settings.reading.lists import wording_on
from pga.settings.rules.lists import Wording

HandedInRows = tuple[Referral, list[Person], list[Guardian]]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A weging that was decided."""

    on: date
    who: str
    outcome: Outcome
    criteria: dict[str, str]
    necessity: str
    proportionality: str
    subsidiarity: str
    reasoning: str
    consulted: str
    route: str


@dataclass(frozen=True, slots=True)
class HandedIn:
    """An aanmelding as it stands."""

    head: Head
    given: ReferralGiven
    wording: Wording
    """How the lists were worded on the day of receipt."""
    organisation: str
    weighed: tuple[Weighed, ...]
    may_correct: bool


@dataclass(frozen=True, slots=True)
class Correcting:
    """The screen on which an aanmelding is corrected."""

    head: Head
    given: ReferralGiven
    intake: Intake
    organisation_id: UUID
    organisation: str
    """Who handed it in, who perhaps may not any more."""
    token: str

    @property
    def standing(self) -> HeldAlready:
        """Return what a correction may leave as it is."""
        return HeldAlready(
            self.organisation_id,
            frozenset({*self.given.problems, *self.given.domains}),
            authority_sought=self.given.authority_by is not None,
            received_on=self.given.received_on,
        )


def get_handed_in(actor: Actor, number: str) -> HandedIn:
    """Open an aanmelding with its weging; the opening is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number)
        require_content(actor, found)
        case = found.dossier
        rows = rows_of(session, case)
        with looking_at(session, actor, found.about, purpose=found.purpose("referral")) as context:
            return HandedIn(
                head=open_head(session, actor, found, context),
                given=_with_telling(session, case, rows, context),
                wording=wording_on(session, case.municipality, case.received_on),
                organisation=_organisation(session, rows[0]),
                weighed=_weighed(session, case, context),
                may_correct=allows(actor, Permission.CASE_CORRECT, found.facts),
            )


def get_correcting(actor: Actor, number: str) -> Correcting:
    """Open what a correction begins with; the opening is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_CORRECT)
        require_content(actor, found)
        case = found.dossier
        rows = rows_of(session, case)
        referral, people, guardians = rows
        with looking_at(session, actor, found.about, purpose=found.purpose("referral")) as context:
            return Correcting(
                head=open_head(session, actor, found, context),
                given=_given(session, case, rows, context),
                intake=intake_in(session, case.municipality, case.received_on),
                organisation_id=referral.organisation_id,
                organisation=_organisation(session, referral),
                token=token_of(case, (referral, *people, *guardians)),
            )


def rows_of(session: Session, case: Case) -> HandedInRows:
    """Return the rows that an aanmelding wrote."""
    referral = session.scalars(sa.select(Referral).filter_by(case_id=case.id)).one()
    people = session.scalars(sa.select(Person).filter_by(case_id=case.id).order_by(Person.place))
    guardians = session.scalars(
        sa.select(Guardian).filter_by(case_id=case.id).order_by(Guardian.place)
    )
    return referral, list(people), list(guardians)


def token_of(case: Case, rows: Iterable[Any]) -> str:
    """Return what changes whenever one of the rows of an aanmelding changes."""
    return ".".join(str(row.version) for row in (case, *rows))


def _organisation(session: Session, referral: Referral) -> str:
    there = organisation_names(session, [referral.organisation_id])
    return there.get(referral.organisation_id, "")


def _given(
    session: Session, case: Case, rows: HandedInRows, context: AccessContext
) -> ReferralGiven:
    referral, people, guardians = rows

    def text(field: str) -> str:
        return context.open(referral, field) or ""

    marks = session.scalars(sa.select(ThirdPartyMark).filter_by(row_id=referral.id))
    criminal = said_of(session, [referral.id], context).get(referral.id, frozenset())
    problems, domains = kinds_in_use(session, referral)
    return ReferralGiven(
        kind=case.kind,
        received_on=case.received_on,
        referrer=text("referrer"),
        phone=text("phone"),
        email=text("email"),
        persons=tuple(
            replace(_person(context, person), criminal=person.id in criminal) for person in people
        ),
        guardians=tuple(_guardian(context, one) for one in guardians),
        occasion=text("occasion"),
        tried=text("tried"),
        necessity=text("necessity"),
        problems=problems,
        domains=domains,
        involved=tuple((a, b) for a, b in context.open(referral, "involved") or ()),
        at_risk=bool(context.open(case, "safety_warning")),
        safety=context.open(case, "safety_warning") or "",
        authority_by=min(filter(None, (one.authority_sought_by for one in people)), default=None),
        urgent=case.urgent,
        urgent_reason=text("urgent_reason"),
        about_others=tuple(_about(context, mark) for mark in marks),
        own_knowledge=bool(referral.own_knowledge),
    )


def _person(context: AccessContext, person: Person) -> PersonGiven:
    where = context.open(person, "residence")
    return PersonGiven(
        surname=context.open(person, "surname"),
        call_name=context.open(person, "call_name"),
        birth=parse_birth_date(context.open(person, "birth")),
        phone=context.open(person, "phone") or "",
        **where,
    )


def _told_by_referrer(session: Session, case: Case) -> dict[UUID, date]:
    """Return whom the referrer told, person or guardian, and when first."""
    question = sa.select(Informing).filter_by(case_id=case.id, source=ToldBy.REFERRER)
    rows = session.scalars(question.order_by(Informing.told_on.desc()))
    told = ((row.guardian_id or row.person_id, row.told_on) for row in rows)
    return {whose: on for whose, on in told if whose}


def _with_telling(
    session: Session, case: Case, rows: HandedInRows, context: AccessContext
) -> ReferralGiven:
    """Return an aanmelding with what it said of who knows of it."""
    referral, people, guardians = rows
    told = _told_by_referrer(session, case)
    given = _given(session, case, rows, context)
    both = zip(given.guardians, guardians, strict=True)
    return replace(
        given,
        guardians=tuple(replace(one, informed_on=told.get(row.id)) for one, row in both),
        not_informed=referral.not_informed,
        not_informed_note=context.open(referral, "not_informed_note") or "",
        informed=people[0].id in told,
        informed_on=told.get(people[0].id),
    )


def _guardian(context: AccessContext, guardian: Guardian) -> GuardianGiven:
    return GuardianGiven(
        name=context.open(guardian, "name"),
        relation=context.open(guardian, "relation"),
        phone=context.open(guardian, "phone") or "",
        address=context.open(guardian, "address") or "",
    )


def _about(context: AccessContext, mark: ThirdPartyMark) -> AboutOther:
    told = context.open(mark, "mark")
    return AboutOther(
        field=mark.field, relation=ThirdPartyRelation(told["relation"]), passage=told["passage"]
    )


def _weighed(session: Session, case: Case, context: AccessContext) -> tuple[Weighed, ...]:
    rows = list(
        session.scalars(sa.select(Triage).filter_by(case_id=case.id).order_by(Triage.decided_on))
    )
    names = names_of(session, (row.by for row in rows))

    def text(row: Triage, field: str) -> str:
        return context.open(row, field) or ""

    return tuple(
        Weighed(
            on=row.decided_on,
            who=names.get(row.by, ""),
            outcome=row.outcome,
            criteria=context.open(row, "criteria"),
            necessity=text(row, "necessity"),
            proportionality=text(row, "proportionality"),
            subsidiarity=text(row, "subsidiarity"),
            reasoning=text(row, "reasoning"),
            consulted=text(row, "consulted"),
            route=text(row, "route"),
        )
        for row in rows
    )
