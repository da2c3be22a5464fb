"""The yes of a supplier that wants to be asked before it goes on (LAW-45, second-look 18)."""

from datetime import date
from enum import StrEnum

from pga.cases.rules.contributions import GuestViewer, LeftOut, Onward, Status, Terms, left_out


class ConsentProblem(StrEnum):
    """What can be wrong with a yes."""

    NOT_ASKED = "not_asked"
    """This supplier did not want to be asked: its answer stands already."""
    NOT_IN_USE = "not_in_use"
    """The contribution is frozen or taken back."""
    SUPPLIER_SAID_NO = "supplier_said_no"
    """A condition of the supplier keeps this recipient out, or keeps it off paper."""
    NOT_FOR_OTHERS = "not_for_others"
    """It is for the regie or the kernteam, so it goes to nobody outside."""
    ITSELF = "itself"
    """The recipient is the supplier."""
    ALREADY = "already"
    """That yes stands."""
    IN_FUTURE = "in_future"
    """A day that has still to come."""
    BEFORE_RECEIPT = "before_receipt"
    """A day before it came in."""


_BARRED = {
    LeftOut.SUPPLIER: ConsentProblem.SUPPLIER_SAID_NO,
    LeftOut.NOT_FOR_OTHERS: ConsentProblem.NOT_FOR_OTHERS,
}


def problems_of_consent(
    terms: Terms,
    recipient: GuestViewer,
    *,
    already: bool,
    said_on: date,
    days: tuple[date, date],
) -> dict[str, ConsentProblem]:
    """Return what is wrong; ``days`` are that of receipt and today.

    A yes opens *na akkoord* only: what the supplier said no to stays shut.
    """
    received_on, today = days
    if terms.status is not Status.ACTIVE:
        return {"": ConsentProblem.NOT_IN_USE}
    if terms.onward is not Onward.AFTER_CONSENT:
        return {"": ConsentProblem.NOT_ASKED}
    found: dict[str, ConsentProblem] = {}
    if recipient.organisation_id == terms.supplier:
        found["recipient"] = ConsentProblem.ITSELF
    elif already:
        found["recipient"] = ConsentProblem.ALREADY
    elif (why := left_out(terms, recipient)) in _BARRED:
        found["recipient"] = _BARRED[why]
    if said_on > today:
        found["said_on"] = ConsentProblem.IN_FUTURE
    elif said_on < received_on:
        found["said_on"] = ConsentProblem.BEFORE_RECEIPT
    return found


def asks_first(terms: Terms) -> bool:
    """Tell whether the supplier of a contribution that counts wants to be asked."""
    return terms.status is Status.ACTIVE and terms.onward is Onward.AFTER_CONSENT
