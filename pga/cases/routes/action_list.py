"""The actielijst of one partner, to print and to hand over."""

from typing import Final
from uuid import UUID

from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.meetings import SentForm
from pga.cases.reading.action_list import get_action_list
from pga.cases.routes.blueprint import Page, bp
from pga.cases.services.action_list import hand_action_list
from pga.core.errors import Invalid
from pga.web.guards import guarded

APPROVED: Final = "De besluitenlijst is vastgesteld."


@bp.route(
    "/overleggen/<uuid:meeting_id>/actielijst/<uuid:organisation_id>", methods=["GET", "POST"]
)
@guarded(Permission.CASE_MEETING)
def action_list(meeting_id: UUID, organisation_id: UUID) -> Page:
    """Show what one partner takes home, to print, and book that it was given."""
    actor = current_actor()
    try:
        page = get_action_list(actor, meeting_id, organisation_id)
    except Invalid:
        raise NotFound from None
    form = opened(SentForm)

    def act() -> None:
        hand_action_list(actor, meeting_id, organisation_id, means=form.chosen)

    if carried_out(form, act, labels.MEETING):
        return done("Vastgelegd bij de verstrekkingen.", "cases.meeting", meeting_id=meeting_id)
    return form_page("cases/action_list.html", form, page=page)
