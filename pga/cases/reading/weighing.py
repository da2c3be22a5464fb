"""The weging while it is made: whether the person is known, and the aanmelding that is weighed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.accounts.reading import Colleague
from pga.cases.models.referral import Referral
from pga.cases.reading.criminal import kinds_in_use
from pga.cases.reading.doubles import PossibleDouble, doubles_of
from pga.cases.reading.finding import find_case
from pga.cases.room import CASES, DIRECTORS
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.states import State
from pga.core.database import transaction
from pga.dossiers.reading.eligible import colleagues_for
from pga.dossiers.reading.finding import require_content
from pga.dossiers.reading.head import Head, open_head
from pga.partners.reading import organisation_names
from pga.privacy.context import looking_at
from pga.settings.reading.lists import wording_on
from pga.settings.rules.lists import Wording


@dataclass(frozen=True, slots=True)
class Beginning:
    """The screen that begins a weging."""

    head: Head
    possible: bool
    """Whether the case is where a weging begins; else nothing is compared."""
    doubles: Collection[PossibleDouble]


@dataclass(frozen=True, slots=True)
class Weighing:
    """The screen of the weging, with what is weighed beside it."""

    head: Head
    possible: bool
    organisation: str
    received_on: date
    occasion: str
    tried: str
    necessity: str
    domains: frozenset[LifeDomain]
    wording: Wording
    """How the lists were worded on the day of receipt."""
    directors: tuple[Colleague, ...]
    """Who could be procesregisseur."""


def get_beginning(actor: Actor, number: str) -> Beginning:
    """Look whether the people of a case are known; the look is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_TRIAGE)
        require_content(actor, found)
        possible = found.dossier.state is State.REFERRED
        with looking_at(session, actor, found.about, purpose=found.purpose("double")) as context:
            doubles = doubles_of(session, actor, found.dossier, context) if possible else ()
            return Beginning(open_head(session, actor, found, context), possible, doubles)


def get_weighing(actor: Actor, number: str) -> Weighing:
    """Open what is weighed of an aanmelding; it is in the trail. Raises Refused."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_TRIAGE)
        require_content(actor, found)
        case = found.dossier
        referral = session.scalars(sa.select(Referral).filter_by(case_id=case.id)).one()
        there = organisation_names(session, [referral.organisation_id])
        with looking_at(session, actor, found.about, purpose=found.purpose("referral")) as context:
            return Weighing(
                head=open_head(session, actor, found, context),
                possible=case.state is State.IN_TRIAGE,
                organisation=there.get(referral.organisation_id, ""),
                received_on=case.received_on,
                occasion=context.open(referral, "occasion"),
                tried=context.open(referral, "tried"),
                necessity=context.open(referral, "necessity"),
                domains=kinds_in_use(session, referral)[1],
                wording=wording_on(session, case.municipality, case.received_on),
                directors=tuple(colleagues_for(session, CASES, case, DIRECTORS)),
            )
