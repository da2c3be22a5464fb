"""The meetings of one case."""

from typing import Final

from flask import render_template

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases.reading.meetings_of import get_meetings_of
from pga.cases.routes.blueprint import Page, bp
from pga.web.guards import guarded

APPROVED: Final = "De besluitenlijst is vastgesteld."


@bp.get("/casussen/<number>/overleggen")
@guarded(Permission.CASE_READ)
def meetings_of(number: str) -> Page:
    """Show which meetings there were and will be about a case."""
    told = get_meetings_of(current_actor(), number)
    return render_template(
        "cases/meetings_of.html",
        told=told,
        head=told.head,
    )
