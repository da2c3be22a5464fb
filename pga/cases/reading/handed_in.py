"""The aanmelding as it stands, opened for reading or for a correction; and the weging."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.reading import names_of
from pga.cases.models.case import Case, Guardian, Person
from pga.cases.models.referral import Referral, ThirdPartyMark, Triage
from pga.cases.reading.finding import find_case
from pga.cases.reading.intake import HeldAlready
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.intake import AboutOther, GuardianGiven, PersonGiven, ReferralGiven
from pga.cases.rules.referral import Problem, ThirdPartyRelation, parse_birth_date
from pga.cases.rules.triage import Outcome
from pga.core.database import transaction
from pga.dossiers.reading.finding import Found, require_content
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import organisation_names
from pga.privacy.context import AccessContext, looking_at
from pga.settings.reading.lists import wording_on
from pga.settings.rules.lists import Wording


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
    organisation_id: UUID
    organisation: str
    token: str
    weighed: tuple[Weighed, ...]
    may_correct: bool

    @property
    def standing(self) -> HeldAlready:
        """Return what a correction may leave as it is."""
        return HeldAlready(
            self.organisation_id,
            self.given.look_again_on,
            frozenset({*self.given.problems, *self.given.domains}),
        )


def get_handed_in(
    actor: Actor, number: str, permission: Permission = Permission.CASE_READ
) -> HandedIn:
    """Open an aanmelding with its weging; the opening is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, permission)
        require_content(actor, found)
        with looking_at(session, actor, found.about, purpose=found.purpose("referral")) as context:
            return _handed_in(session, actor, found, context)


def rows_of(session: Session, case: Case) -> tuple[Referral, list[Person], list[Guardian]]:
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


def _handed_in(
    session: Session, actor: Actor, found: Found[Case], context: AccessContext
) -> HandedIn:
    case = found.dossier
    referral, people, guardians = rows_of(session, case)
    organisation = organisation_names(session, [referral.organisation_id])
    return HandedIn(
        head=open_head(session, actor, found, context),
        given=_given(session, case, referral, people, guardians, context),
        wording=wording_on(session, case.municipality, case.received_on),
        organisation_id=referral.organisation_id,
        organisation=organisation.get(referral.organisation_id, ""),
        token=token_of(case, (referral, *people, *guardians)),
        weighed=_weighed(session, case, context),
        may_correct=allows(actor, Permission.CASE_CORRECT, found.facts),
    )


def _given(
    session: Session,
    case: Case,
    referral: Referral,
    people: list[Person],
    guardians: list[Guardian],
    context: AccessContext,
) -> ReferralGiven:
    def text(field: str) -> str:
        return context.open(referral, field) or ""

    marks = session.scalars(sa.select(ThirdPartyMark).filter_by(row_id=referral.id))
    return ReferralGiven(
        kind=case.kind,
        received_on=case.received_on,
        referrer=text("referrer"),
        phone=text("phone"),
        email=text("email"),
        persons=tuple(_person(context, person) for person in people),
        guardians=tuple(_guardian(context, guardian) for guardian in guardians),
        occasion=text("occasion"),
        tried=text("tried"),
        necessity=text("necessity"),
        problems=frozenset(Problem(code) for code in referral.problems.split(",") if code),
        domains=frozenset(LifeDomain(code) for code in referral.domains.split(",") if code),
        involved=tuple((a, b) for a, b in context.open(referral, "involved") or ()),
        at_risk=bool(context.open(case, "safety_warning")),
        safety=context.open(case, "safety_warning") or "",
        informed=case.informed_on is not None,
        informed_on=case.informed_on,
        not_informed=referral.not_informed,
        not_informed_note=text("not_informed_note"),
        look_again_on=case.inform_review_on,
        urgent=case.urgent,
        urgent_reason=text("urgent_reason"),
        about_others=tuple(_about(context, mark) for mark in marks),
    )


def _person(context: AccessContext, person: Person) -> PersonGiven:
    where = context.open(person, "residence")
    return PersonGiven(
        surname=context.open(person, "surname"),
        call_name=context.open(person, "call_name"),
        birth=parse_birth_date(context.open(person, "birth")),
        **where,
    )


def _guardian(context: AccessContext, guardian: Guardian) -> GuardianGiven:
    told = context.open(guardian, "informed")
    return GuardianGiven(
        name=context.open(guardian, "name"),
        relation=context.open(guardian, "relation"),
        informed_on=date.fromisoformat(told) if told else None,
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
