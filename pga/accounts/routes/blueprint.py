"""The blueprint of accounts, and what its pages share."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from pga.access.policy import Actor
from pga.accounts.rules.granting import Workplace
from pga.accounts.services.granting import WhyAsked
from pga.core import clock

bp: Final = Blueprint("accounts", __name__)
Page = str | Response | tuple[str, int]
Workplaces = Callable[[Actor], tuple[Workplace, ...]]
"""For which organisations one can work; from the room above, by way of the roof."""
WORKPLACES: Final = "pga-workplaces"


ApprovalDays = Callable[[Actor], int]
"""How many days a second person has; from the room above, by way of the roof."""
APPROVAL_DAYS: Final = "pga-approval-days"
Municipalities = Callable[[], Mapping[str, str]]
"""The names of the municipalities of this installation, by code; in the same way."""
MUNICIPALITIES: Final = "pga-municipalities"


def asking(actor: Actor, reason: str) -> WhyAsked:
    """Return what comes with a question to a second person: why, and until which day."""
    days: ApprovalDays = current_app.extensions[APPROVAL_DAYS]
    return WhyAsked(reason, clock.today() + timedelta(days=days(actor)))


def municipalities() -> list[tuple[str, str]]:
    """Return the municipalities of this installation, code and name."""
    found: Municipalities = current_app.extensions[MUNICIPALITIES]
    return sorted(found().items(), key=lambda one: one[1])


def workplaces(actor: Actor) -> tuple[Workplace, ...]:
    """Return for which organisations one can work at the municipality of this beheerder."""
    found: Workplaces = current_app.extensions[WORKPLACES]
    return found(actor)
