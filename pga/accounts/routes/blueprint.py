"""The blueprint of accounts, and what its pages share."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from pga.access.policy import Actor
from pga.accounts.rules.granting import Workplace

bp: Final = Blueprint("accounts", __name__)
Page = str | Response | tuple[str, int]
Workplaces = Callable[[Actor], tuple[Workplace, ...]]
"""For which organisations one can work; from the room above, by way of the roof."""
WORKPLACES: Final = "pga-workplaces"


def workplaces(actor: Actor) -> tuple[Workplace, ...]:
    """Return for which organisations one can work at the municipality of this beheerder."""
    found: Workplaces = current_app.extensions[WORKPLACES]
    return found(actor)
