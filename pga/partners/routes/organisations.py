"""Which organisations there are: for the beheerder who keeps them, and for who works on cases."""

from uuid import UUID

from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.access.policy import ever
from pga.accounts.handshake import carried_out, done, opened
from pga.accounts.session import current_actor
from pga.core import clock
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
    actor = current_actor()
    form = opened(NewPartnerForm, fill=lambda form: form.from_on.process_data(clock.today()))

    def act() -> UUID:
        from_on = form.from_on.day
        return services.add_partner(actor, form.given(), from_on=from_on, reason=form.reason.data)

    made = carried_out(form, act, labels.FAULT)
    if made:
        return _back("De organisatie is vastgelegd.", made.result)
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
    form = opened(PartnerForm, fill=lambda form: form.process(obj=sheet.state))

    def act() -> None:
        services.change_partner(actor, organisation_id, form.given(), reason=form.reason.data)

    if carried_out(form, act, labels.FAULT):
        return _back("De wijziging is vastgelegd.", organisation_id)
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
    actor, form = current_actor(), opened(AgreementForm)
    sheet = get_partner(actor, organisation_id)

    def act() -> None:
        services.add_agreement(actor, organisation_id, form.given())

    if carried_out(form, act, labels.FAULT):
        return _back("De afspraak is vastgelegd.", organisation_id)
    return form_page("agreement", form, sheet=sheet, standing=None)


@bp.route(
    "/beheer/partners/<uuid:organisation_id>/convenant/<uuid:agreement_id>",
    methods=["GET", "POST"],
)
@guarded(Permission.SETTINGS_CHANGE)
def end_agreement(organisation_id: UUID, agreement_id: UUID) -> Page:
    """Give an agreement its last day."""
    actor, form = current_actor(), opened(EndAgreementForm)
    sheet = get_partner(actor, organisation_id)
    standing = next((one for one in sheet.agreements if one.id == agreement_id), None)
    if standing is None:
        raise NotFound

    def act() -> None:
        last_on = form.last_on.day
        services.end_agreement(actor, organisation_id, agreement_id, last_on=last_on)

    if carried_out(form, act, labels.FAULT):
        return _back("De laatste dag is vastgelegd.", organisation_id)
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
    form = opened(ContactForm, fill=lambda form: form.process(obj=standing))

    def act() -> None:
        services.write_contact(actor, organisation_id, form.given(), contact_id=contact_id)

    if carried_out(form, act, labels.FAULT):
        return _back("De contactpersoon is vastgelegd.", organisation_id)
    return form_page("contact", form, sheet=sheet, standing=standing)


def _back(said: str, organisation_id: UUID) -> Page:
    return done(said, "partners.partner", organisation_id=organisation_id)
