"""Booking what is shared with a partner, when the table, the convenant and the suppliers allow."""

from collections.abc import Mapping

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.cases.reading.finding import find_case
from pga.cases.reading.sharing import Answered, answer_in
from pga.cases.rules.sharing import Question, SharingGiven, SharingProblem, faults_of_sharing
from pga.cases.services.judging import refuse_untold
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.finding import require_content
from pga.dossiers.rules.disclosures import DisclosureProblem
from pga.partners.reading import Contact
from pga.partners.rules import AgreementKind
from pga.privacy.context import AccessContext
from pga.privacy.disclosure import ToDisclose, disclose
from pga.privacy.disclosure_codes import Category
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def share(actor: Actor, number: str, question: Question, given: SharingGiven) -> None:
    """Book what goes to a partner; everything is asked again, and a *nee* is never booked.

    Raises Invalid or Refused.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_WORK, lock=True)
        require_content(actor, found)
        refuse_untold(session, found.dossier)
        answered = answer_in(session, actor, found, AccessContext(session), question)
        if answered is None:
            raise Invalid({"": DisclosureProblem.NOT_A_PARTNER})
        parts = answered.going
        contact = _contact(answered, given)
        _refuse(
            faults_of_sharing(given, parts, answered.told)
            | _faults_of_recipient(answered, given, contact)
        )
        going = {Category.CASE_NUMBER, *(one.category for one in parts), *given.also}
        supply = ToDisclose(
            dossier_id=found.dossier.id,
            organisation_id=answered.partner.id,
            recipient=_words(contact) if contact else given.recipient,
            categories=[one for one in Category if one in going],
            purpose=question.purpose,
            means=given.means,
            on=clock.today(),
            secrecy_on=contact.secrecy_on if contact and _for_once(answered) else None,
            contents=[str(one.id) for one in parts],
        )
        disclose(session, actor, supply)
        record(session, actor, Line(Event.DISCLOSED, found.about))


def _contact(answered: Answered, given: SharingGiven) -> Contact | None:
    return next((one for one in answered.partner.contacts if one.id == given.contact_id), None)


def _faults_of_recipient(
    answered: Answered, given: SharingGiven, contact: Contact | None
) -> dict[str, SharingProblem]:
    """Return what is wrong with who gets it; who takes part for once signed first (LAW-52)."""
    if contact is None and (given.contact_id is not None or not given.recipient):
        return {"recipient": SharingProblem.NO_RECIPIENT}
    signed = contact.secrecy_on if contact else None
    if _for_once(answered) and (signed is None or signed > clock.today()):
        return {"who": SharingProblem.NO_SECRECY}
    return {}


def _for_once(answered: Answered) -> bool:
    agreement = answered.partner.agreement
    return agreement is not None and agreement.kind is AgreementKind.INCIDENTAL


def _words(contact: Contact) -> str:
    return f"{contact.name}, {contact.function}" if contact.function else contact.name


def _refuse(problems: Mapping[str, SharingProblem]) -> None:
    if problems:
        raise Invalid(problems)
