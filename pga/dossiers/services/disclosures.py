"""Booking by hand what went to somebody outside, such as what was said by telephone."""

from typing import Any

from pga.access.policy import Actor
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import find
from pga.dossiers.room import Room
from pga.dossiers.rules.disclosures import DisclosureGiven, DisclosureProblem, disclosure_problems
from pga.partners.reading import find_organisation
from pga.privacy.disclosure import ToDisclose, disclose
from pga.privacy.disclosure_codes import RecipientKind
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def book(actor: Actor, room: Room[Any], number: str, given: DisclosureGiven) -> None:
    """Book a verstrekking; an incidental third party exists in this line only (LAW-52).

    Raises Invalid or Refused.
    """
    with transaction() as session:
        found = find(session, actor, room, number, room.may.book)
        problems = disclosure_problems(given, clock.today())
        known = given.organisation_id
        if known is not None and find_organisation(session, actor, known) is None:
            problems["partner"] = DisclosureProblem.NOT_A_PARTNER
        if problems:
            raise Invalid(problems)
        supply = ToDisclose(
            dossier_id=found.dossier.id,
            organisation_id=known,
            recipient=given.recipient,
            categories=list(given.categories),
            purpose=given.purpose,
            means=given.means,
            on=given.on,
            recipient_kind=RecipientKind.PARTNER if known else RecipientKind.INCIDENTAL,
            secrecy_on=given.secrecy_on if known is None else None,
        )
        disclose(session, actor, supply)
        record(session, actor, Line(Event.DISCLOSED, found.about))
