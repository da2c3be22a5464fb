"""Booking by hand what went to somebody outside, such as what was said by telephone."""

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.reading.finding import find_case
from pga.cases.rules.supplies import SupplyGiven, SupplyProblem, supply_problems
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.partners.reading import find_organisation
from pga.privacy import once
from pga.privacy.disclosure import Supply, disclose
from pga.privacy.events import Event
from pga.privacy.supplies import RecipientKind
from pga.privacy.trail import Line, record


def book(actor: Actor, number: str, given: SupplyGiven, *, form_key: str) -> None:
    """Book a verstrekking; an incidental third party exists in this line only (LAW-52).

    Raises Invalid, Refused or AlreadyDone.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK)
        once.only_once(session, actor, form_key)
        problems = supply_problems(given, clock.today())
        known = given.organisation_id
        if known is not None and find_organisation(session, actor, known) is None:
            problems["partner"] = SupplyProblem.NOT_A_PARTNER
        if problems:
            raise Invalid(problems)
        supply = Supply(
            dossier_id=found.case.id,
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
