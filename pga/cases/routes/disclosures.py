"""Verstrekkingen: of one case, of one partner, and booking one by hand."""

from typing import Final
from uuid import UUID

from flask import flash, redirect, request, url_for

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.disclosures import INCIDENTAL, SupplyForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp, has_errors, show, tabs_of
from pga.core import clock
from pga.core.errors import AlreadyDone, Invalid
from pga.dossiers.reading.disclosures import (
    get_booking,
    get_disclosures,
    get_disclosures_by_partner,
)
from pga.dossiers.services import disclosures as services
from pga.web.guards import guarded

ONCE: Final = (INCIDENTAL, "Iemand die een keer meedoet")


@bp.get("/casussen/<number>/verstrekkingen")
@guarded(Permission.CASE_READ)
def disclosures(number: str) -> Page:
    """Show what went out about a case."""
    told = get_disclosures(current_actor(), CASES, number)
    return show(
        "cases/disclosures.html",
        told=told,
        head=told.head,
        tabs=tabs_of(told.head, "cases.disclosures", lookers=told.may_see_lookers),
    )


@bp.route("/casussen/<number>/verstrekkingen/vastleggen", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def book_disclosure(number: str) -> Page:
    """Book what went to somebody outside."""
    actor, form = current_actor(), SupplyForm()
    booking = get_booking(actor, CASES, number)
    choices = [(str(one.id), one.name) for one in booking.partners]
    form.partner.offer([*choices, ONCE], "Kies een organisatie")
    if not form.is_submitted():
        form.on.process_data(clock.today())
    elif form.validate():
        try:
            given = form.given(clock.today())
            services.book(actor, CASES, number, given, form_key=form.form_key.data)
        except AlreadyDone:
            return redirect(url_for("cases.disclosures", number=number))
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.SUPPLY)
        else:
            flash("De verstrekking is vastgelegd. Zij is niet meer te veranderen.", "fine")
            return redirect(url_for("cases.disclosures", number=number))
    return show(
        "cases/book_disclosure.html",
        form=form,
        head=booking.head,
        faults=form.faults() if form.is_submitted() else [],
        title_prefix=has_errors(form) if form.is_submitted() else "",
    )


@bp.get("/verstrekkingen")
@guarded(Permission.CASE_TRAIL)
def disclosures_by_partner() -> Page:
    """Show what went to each partner: case numbers only."""
    asked = request.args.get("partner", "")
    told = get_disclosures_by_partner(
        current_actor(), CASES, _uuid(asked), incidental=asked == INCIDENTAL
    )
    return show(
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
