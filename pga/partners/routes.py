"""Pages of the beheerder: which organisations there are, and which may refer."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.access.policy import ever
from pga.accounts.session import current_actor
from pga.core import clock
from pga.core.errors import AlreadyDone, Invalid
from pga.partners import labels, services
from pga.partners.forms import NewPartnerForm, PartnerForm
from pga.partners.reading import get_partner, list_partners
from pga.web.guards import guarded

bp = Blueprint("partners", __name__)

Page = str | Response


@bp.get("/beheer/partners")
@guarded(Permission.SETTINGS_READ)
def index() -> str:
    """Show which organisations there are."""
    return _show("index", partners=list_partners(current_actor()))


@bp.route("/beheer/partners/nieuw", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def new() -> Page:
    """Write a new organisation down."""
    form = NewPartnerForm()
    if request.method == "GET":
        form.from_on.process_data(clock.today())
    elif form.validate():
        try:
            made = services.add_partner(
                current_actor(),
                form.given(),
                from_on=form.from_on.data or clock.today(),
                reason=form.reason.data,
                form_key=form.form_key.data,
            )
        except AlreadyDone as done:
            return redirect(url_for("partners.partner", organisation_id=done.result))
        except Invalid as invalid:
            form.lay(invalid.problems, labels.FAULT)
        else:
            flash("De organisatie is vastgelegd.", "fine")
            return redirect(url_for("partners.partner", organisation_id=made))
    return _form("new", form)


@bp.get("/beheer/partners/<uuid:organisation_id>")
@guarded(Permission.SETTINGS_READ)
def partner(organisation_id: UUID) -> str:
    """Show one organisation, and every line there was."""
    return _show("partner", sheet=get_partner(current_actor(), organisation_id))


@bp.route("/beheer/partners/<uuid:organisation_id>/wijzigen", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def change(organisation_id: UUID) -> Page:
    """Change an organisation, or give it a last day."""
    actor = current_actor()
    sheet = get_partner(actor, organisation_id)
    form = PartnerForm(obj=sheet.state)
    if request.method == "POST" and form.validate():
        try:
            services.change_partner(
                actor,
                organisation_id,
                form.given(),
                reason=form.reason.data,
                form_key=form.form_key.data,
            )
        except AlreadyDone:
            return redirect(url_for("partners.partner", organisation_id=organisation_id))
        except Invalid as invalid:
            form.lay(invalid.problems, labels.FAULT)
        else:
            flash("De wijziging is vastgelegd.", "fine")
            return redirect(url_for("partners.partner", organisation_id=organisation_id))
    return _form("change", form, sheet=sheet)


def _form(page: str, form: Any, **more: Any) -> str:
    faults = form.faults() if request.method == "POST" else []
    return _show(page, form=form, faults=faults, title_prefix="Fout: " if faults else "", **more)


def _show(page: str, **more: Any) -> str:
    may = ever(current_actor().role, Permission.SETTINGS_CHANGE)
    return render_template(f"partners/{page}.html", labels=labels, may_change=may, **more)
