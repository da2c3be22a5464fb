"""Which organisations there are: for the beheerder who keeps them, and for who works on cases."""

from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.access.policy import ever
from pga.accounts.session import current_actor
from pga.core import clock
from pga.core.errors import AlreadyDone, Invalid
from pga.partners import labels, services
from pga.partners.forms import (
    AgreementForm,
    ContactForm,
    EndAgreementForm,
    NewPartnerForm,
    PartnerForm,
)
from pga.partners.reading import get_partner, list_directory, list_partners
from pga.partners.routes.blueprint import Page, bp, form_page, show
from pga.web.guards import guarded


@bp.get("/beheer/partners")
@guarded(Permission.SETTINGS_READ)
def index() -> str:
    """Show which organisations there are."""
    return show("index", partners=list_partners(current_actor()))


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
            form.add_errors(invalid.problems, labels.FAULT)
        else:
            flash("De organisatie is vastgelegd.", "fine")
            return redirect(url_for("partners.partner", organisation_id=made))
    return form_page("new", form)


@bp.get("/beheer/partners/<uuid:organisation_id>")
@guarded(Permission.SETTINGS_READ)
def partner(organisation_id: UUID) -> str:
    """Show one organisation, and every line there was."""
    return show("partner", sheet=get_partner(current_actor(), organisation_id))


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
            form.add_errors(invalid.problems, labels.FAULT)
        else:
            flash("De wijziging is vastgelegd.", "fine")
            return redirect(url_for("partners.partner", organisation_id=organisation_id))
    return form_page("change", form, sheet=sheet)


@bp.get("/partners")
@guarded(Permission.CASE_LIST)
def directory() -> str:
    """Show whom one can turn to, to who works on cases."""
    actor = current_actor()
    return show(
        "directory",
        partners=list_directory(actor),
        may_see_supplies=ever(actor.role, Permission.CASE_TRAIL),
    )


@bp.route("/beheer/partners/<uuid:organisation_id>/convenant", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def agree(organisation_id: UUID) -> Page:
    """Write down what an organisation agreed to."""
    actor, form = current_actor(), AgreementForm()
    sheet = get_partner(actor, organisation_id)
    if form.validate_on_submit():
        try:
            given = form.given(clock.today())
            services.add_agreement(actor, organisation_id, given, form_key=form.form_key.data)
        except AlreadyDone:
            return _back(organisation_id)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.FAULT)
        else:
            flash("De afspraak is vastgelegd.", "fine")
            return _back(organisation_id)
    return form_page("agreement", form, sheet=sheet, standing=None)


@bp.route(
    "/beheer/partners/<uuid:organisation_id>/convenant/<uuid:agreement_id>",
    methods=["GET", "POST"],
)
@guarded(Permission.SETTINGS_CHANGE)
def end_agreement(organisation_id: UUID, agreement_id: UUID) -> Page:
    """Give an agreement its last day."""
    actor, form = current_actor(), EndAgreementForm()
    sheet = get_partner(actor, organisation_id)
    standing = next((one for one in sheet.agreements if one.id == agreement_id), None)
    if standing is None:
        raise NotFound
    if form.validate_on_submit():
        try:
            last_on = form.last_on.data or clock.today()
            services.end_agreement(actor, organisation_id, agreement_id, last_on=last_on)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.FAULT)
        else:
            flash("De laatste dag is vastgelegd.", "fine")
            return _back(organisation_id)
    return form_page("agreement", form, sheet=sheet, standing=standing)


@bp.route("/beheer/partners/<uuid:organisation_id>/contact", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def new_contact(organisation_id: UUID) -> Page:
    """Write a contact person down."""
    return _contact(organisation_id, None)


@bp.route(
    "/beheer/partners/<uuid:organisation_id>/contact/<uuid:contact_id>", methods=["GET", "POST"]
)
@guarded(Permission.SETTINGS_CHANGE)
def change_contact(organisation_id: UUID, contact_id: UUID) -> Page:
    """Change a contact person, or give one a last day."""
    return _contact(organisation_id, contact_id)


def _contact(organisation_id: UUID, contact_id: UUID | None) -> Page:
    actor = current_actor()
    sheet = get_partner(actor, organisation_id)
    standing = next((one for one in sheet.contacts if one.id == contact_id), None)
    if contact_id is not None and standing is None:
        raise NotFound
    form = ContactForm(obj=standing)
    if form.validate_on_submit():
        try:
            services.write_contact(
                actor,
                organisation_id,
                form.given(),
                form_key=form.form_key.data,
                contact_id=contact_id,
            )
        except AlreadyDone:
            return _back(organisation_id)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.FAULT)
        else:
            flash("De contactpersoon is vastgelegd.", "fine")
            return _back(organisation_id)
    return form_page("contact", form, sheet=sheet, standing=standing)


def _back(organisation_id: UUID) -> Response:
    return redirect(url_for("partners.partner", organisation_id=organisation_id))
