"""What keeps an aanmelding from being handed in, as the municipality set it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.reading import Colleague, colleagues
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import WORKERS
from pga.cases.rules.intake import (
    IntakeProblem,
    KnownReferrer,
    Problems,
    ReferralGiven,
    problems_of,
)
from pga.cases.rules.terms import TermKind, due_date
from pga.core import clock
from pga.core.database import glance, transaction
from pga.partners.reading import (
    Contact,
    Partner,
    agreed_by,
    kinds_of,
    may_refer,
    open_contact,
    open_contacts,
    referrers_in,
)
from pga.partners.rules import police_may_supply
from pga.settings.reading import name_in
from pga.settings.reading.lists import wording_on
from pga.settings.rules.lists import Wording


@dataclass(frozen=True, slots=True)
class HeldAlready:
    """What an aanmelding holds already; a correction may leave that as it is."""

    organisation_id: UUID
    chosen: frozenset[str] = frozenset()
    """What was chosen from the lists."""
    authority_sought: bool = False
    """Whether it is being found out who has gezag."""
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """What the form of an aanmelding offers."""

    referrers: tuple[Partner, ...]
    wording: Wording
    """How the lists are worded on the day of receipt, and what can be chosen now."""
    look_again_by: date
    """The last day to which telling the person can be postponed today."""
    authority_by: date
    """Before which day it is found out who has gezag, when nobody says another."""
    colleagues: tuple[Colleague, ...]
    """Who can have decided that telling waits."""
    undecided: tuple[Partner, ...] = ()
    """Of the police, and without a decision by which they may supply (Wpg 20)."""
    contacts: Mapping[UUID, tuple[Contact, ...]] = field(default_factory=dict)
    """Who of each referring organisation can be picked, by name and function."""


def faults_of_referral(
    actor: Actor,
    given: ReferralGiven,
    organisation_id: UUID | None,
    standing: HeldAlready | None = None,
) -> Problems:
    """Return what is wrong with an aanmelding, by field, before anybody hands it in."""
    require(actor, Permission.CASE_LIST)
    with glance() as session:
        return faults_in(session, actor.municipality, given, organisation_id, standing)


def get_intake(actor: Actor, permission: Permission = Permission.CASE_REGISTER) -> Intake:
    """Return what the form of a new aanmelding begins with; who can refer is noted as seen.

    The permission is that to hand it in, as a case or as a concept. Raises Refused.
    """
    require(actor, permission)
    with transaction() as session:
        intake = intake_in(session, actor.municipality, clock.today())
        contacts = open_contacts(session, actor, (one.id for one in intake.referrers))
        return replace(intake, contacts=contacts)


def get_referrer(
    actor: Actor, contact_id: UUID, permission: Permission = Permission.CASE_REGISTER
) -> KnownReferrer | None:
    """Open how to reach a contact person who hands in; nobody who cannot. Raises Refused."""
    require(actor, permission)
    with transaction() as session:
        found = open_contact(session, actor, contact_id)
        if found is None or not may_refer(session, actor.municipality, found[0]):
            return None
        organisation_id, who = found
        words = ", ".join(filter(None, (who.name, who.function)))
        return KnownReferrer(organisation_id, words, who.phone, who.email)


def intake_in(session: Session, municipality: str, received_on: date) -> Intake:
    """Return what the form of an aanmelding of a day offers; for a page in a unit."""
    referrers = referrers_in(session, municipality)
    barred = undecided_in(session, (one.id for one in referrers))
    return Intake(
        referrers=referrers,
        wording=wording_on(session, municipality, received_on),
        look_again_by=_look_again_by(session, municipality),
        authority_by=due_date(
            TermKind.AUTHORITY, clock.today(), rules_in_force(session, municipality)
        ),
        colleagues=tuple(colleagues(session, municipality, WORKERS)),
        undecided=tuple(one for one in referrers if one.id in barred),
    )


def undecided_in(session: Session, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return which organisations are of the police and may not supply today; in a unit."""
    asked, today = set(ids), clock.today()
    kinds, agreed = kinds_of(session, asked), agreed_by(session, asked)
    return frozenset(
        one for one in asked if not police_may_supply(kinds.get(one), agreed.get(one, ()), today)
    )


def faults_in(
    session: Session,
    municipality: str,
    given: ReferralGiven,
    organisation_id: UUID | None,
    standing: HeldAlready | None = None,
) -> Problems:
    """Return what is wrong with an aanmelding; for a use case that is in a unit.

    Nobody of no organisation can be judged: the form asks for one by itself.
    """
    found = problems_of(
        given,
        today=clock.today(),
        town=name_in(session, municipality),
        look_again_by=_look_again_by(session, municipality),
    )
    if standing and given.received_on == standing.received_on:
        found.pop("received_on", None)
    if standing and standing.authority_sought:
        found.pop("guardians-0-name", None)
    unchanged = standing is not None and organisation_id == standing.organisation_id
    if organisation_id and not unchanged and not may_refer(session, municipality, organisation_id):
        found["organisation"] = IntakeProblem.NOT_A_REFERRER
    if organisation_id and not given.own_knowledge and undecided_in(session, [organisation_id]):
        found["own_knowledge"] = IntakeProblem.NOT_OWN_KNOWLEDGE
    return found | _switched_off(session, municipality, given, standing)


def _switched_off(
    session: Session, municipality: str, given: ReferralGiven, standing: HeldAlready | None
) -> Problems:
    wording = wording_on(session, municipality, clock.today())
    new = {"problems": given.problems, "domains": given.domains}
    kept = standing.chosen if standing else frozenset()
    return {
        which: IntakeProblem.SWITCHED_OFF
        for which, codes in new.items()
        if any(not wording.offers(which, code) for code in codes - kept)
    }


def _look_again_by(session: Session, municipality: str) -> date:
    rules = rules_in_force(session, municipality)
    return due_date(TermKind.INFORM_REVIEW, clock.today(), rules)
