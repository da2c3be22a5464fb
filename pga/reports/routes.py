"""The page with numbers."""

from flask import Blueprint, render_template

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases.labels import CONCEPT_STATE, CONTACTED, STATE
from pga.reports.reading import get_numbers
from pga.signals.labels import OUTCOME, SOURCE
from pga.web.guards import guarded

bp = Blueprint("reports", __name__)


@bp.get("/cijfers")
@guarded(Permission.NUMBERS_READ)
def numbers() -> str:
    """Show how many cases stand where, and how many signalen ended how."""
    return render_template(
        "reports/numbers.html",
        numbers=get_numbers(current_actor()),
        STATE=STATE,
        CONTACTED=CONTACTED,
        SOURCE=SOURCE,
        OUTCOME=OUTCOME,
        CONCEPT_STATE=CONCEPT_STATE,
    )
