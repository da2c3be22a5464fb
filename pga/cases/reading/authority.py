"""Who has gezag over the children of a case, opened for the screen on which that is said."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.reading.finding import find_case
from pga.cases.reading.hearing import hearing_rows
from pga.cases.reading.terms import rules_in_force
from pga.cases.rules.authority import AuthoritySaid
from pga.cases.rules.referral import AgeClass
from pga.cases.rules.terms import TermKind, due_date
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.finding import require_content
from pga.dossiers.reading.head import Head, open_head
from pga.privacy.context import looking_at


@dataclass(frozen=True, slots=True)
class Child:
    """A minor of the case, and who has gezag as far as is known."""

    id: UUID
    name: str
    age: AgeClass
    guardians: tuple[UUID, ...]
    sought_by: date | None
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class AuthorityPage:
    """The screen *Gezag*."""

    head: Head
    children: tuple[Child, ...]
    guardians: tuple[tuple[UUID, str], ...]
    sought_by: date
    """Before which day it is found out, when nobody says another."""


def get_authority(actor: Actor, number: str) -> AuthorityPage:
    """Open who has gezag over whom; the opening is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_INFORM)
        require_content(actor, found)
        rules = rules_in_force(session, found.dossier.municipality)
        with looking_at(session, actor, found.about, purpose=found.purpose("informing")) as context:
            rows = hearing_rows(session, found.dossier, context)
            unconfirmed = {
                tie.person_id for tie in rows.ties if tie.standing is AuthoritySaid.TO_CONFIRM
            }
            return AuthorityPage(
                head=open_head(session, actor, found, context),
                children=tuple(
                    Child(
                        one.id,
                        context.open(one, "call_name"),
                        rows.ages[one.id],
                        rows.guardians_of(one),
                        one.authority_sought_by,
                        one.id in unconfirmed,
                    )
                    for one in rows.people
                    if rows.ages[one.id].minor
                ),
                guardians=tuple(
                    (one.id, f"{context.open(one, 'name')}, {context.open(one, 'relation')}")
                    for one in rows.guardians
                ),
                sought_by=due_date(TermKind.AUTHORITY, clock.today(), rules),
            )
