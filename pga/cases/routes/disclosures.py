"""Verstrekkingen: of one case, of one partner, and booking one by hand."""

from typing import Final
from uuid import UUID

from flask import render_template, request

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.disclosures import INCIDENTAL, SupplyForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp
from pga.core import clock
from pga.dossiers.reading.disclosures import (
    get_booking,
    get_disclosures,
    get_disclosures_by_partner,
)
from pga.dossiers.services import disclosures as services
from pga.web.guards import guarded

ONCE: Final = (INCIDENTAL, "Een eenmalige deelnemer")


@bp.get("/casussen/<number>/verstrekkingen")
@guarded(Permission.CASE_READ)
def disclosures(number: str) -> Page:
    """Show what went out about a case."""
    told = get_disclosures(current_actor(), CASES, number)
    return render_template(
        "cases/disclosures.html",
        told=told,
        head=told.head,
    )


@bp.route("/casussen/<number>/verstrekkingen/vastleggen", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def book_disclosure(number: str) -> Page:
    """Book what went to somebody outside."""
    actor = current_actor()
    booking = get_booking(actor, CASES, number)
    choices = [*((str(one.id), one.name) for one in booking.partners), ONCE]
    form = opened(
        SupplyForm,
        offer=lambda form: form.partner.offer(choices, "Kies een organisatie"),
        fill=lambda form: form.on.process_data(clock.today()),
    )
    if carried_out(form, lambda: services.book(actor, CASES, number, form.given()), labels.SUPPLY):
        said = "De verstrekking is vastgelegd. Zij is niet meer te veranderen."
        return done(said, "cases.disclosures", number=number)
    return form_page("cases/book_disclosure.html", form, head=booking.head)


@bp.get("/verstrekkingen")
@guarded(Permission.CASE_TRAIL)
def disclosures_by_partner() -> Page:
    """Show what went to each partner: case numbers only."""
    asked = request.args.get("partner", "")
    told = get_disclosures_by_partner(
        current_actor(), CASES, _uuid(asked), incidental=asked == INCIDENTAL
    )
    return render_template(
        "cases/disclosures_by_partner.html",
        told=told,
        asked=INCIDENTAL if asked == INCIDENTAL else told.chosen,
        incidental=INCIDENTAL,
    )


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
