"""Verstrekkingen: of one case, of one partner, and booking one by hand."""

from typing import Final
from uuid import UUID

from flask import flash, redirect, request, url_for

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.supplies import INCIDENTAL, SupplyForm
from pga.cases.reading.supplies import get_booking, get_supplies, get_supplies_by_partner
from pga.cases.routes.blueprint import Page, bp, has_errors, show, tabs_of
from pga.cases.services import supplies as services
from pga.core import clock
from pga.core.errors import AlreadyDone, Invalid
from pga.web.guards import guarded

ONCE: Final = (INCIDENTAL, "Iemand die een keer meedoet")


@bp.get("/casussen/<number>/verstrekkingen")
@guarded(Permission.CASE_READ)
def supplies(number: str) -> Page:
    """Show what went out about a case."""
    told = get_supplies(current_actor(), number)
    return show(
        "cases/supplies.html",
        told=told,
        head=told.head,
        tabs=tabs_of(told.head, "cases.supplies", lookers=told.may_see_lookers),
    )


@bp.route("/casussen/<number>/verstrekkingen/vastleggen", methods=["GET", "POST"])
@guarded(Permission.CASE_WORK)
def book_supply(number: str) -> Page:
    """Book what went to somebody outside."""
    actor, form = current_actor(), SupplyForm()
    booking = get_booking(actor, number)
    choices = [(str(one.id), one.name) for one in booking.partners]
    form.partner.offer([*choices, ONCE], "Kies een organisatie")
    if not form.is_submitted():
        form.on.process_data(clock.today())
    elif form.validate():
        try:
            given = form.given(clock.today())
            services.book(actor, number, given, form_key=form.form_key.data)
        except AlreadyDone:
            return redirect(url_for("cases.supplies", number=number))
        except Invalid as invalid:
            form.lay(invalid.problems, labels.SUPPLY)
        else:
            flash("De verstrekking is vastgelegd. Zij is niet meer te veranderen.", "fine")
            return redirect(url_for("cases.supplies", number=number))
    return show(
        "cases/book_supply.html",
        form=form,
        head=booking.head,
        faults=form.faults() if form.is_submitted() else [],
        title_prefix=has_errors(form) if form.is_submitted() else "",
    )


@bp.get("/verstrekkingen")
@guarded(Permission.CASE_TRAIL)
def supplies_by_partner() -> Page:
    """Show what went to each partner: case numbers only."""
    asked = request.args.get("partner", "")
    told = get_supplies_by_partner(current_actor(), _uuid(asked), incidental=asked == INCIDENTAL)
    return show(
        "cases/supplies_by_partner.html",
        told=told,
        asked=INCIDENTAL if asked == INCIDENTAL else told.chosen,
        incidental=INCIDENTAL,
    )


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
