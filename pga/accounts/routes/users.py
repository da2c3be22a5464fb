"""Pages of the beheerder: who has an account, in which role, and who is cleared."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission, Role
from pga.accounts import labels
from pga.accounts.forms import ClearanceForm, EndGrantForm, GrantForm, NewUserForm
from pga.accounts.reading.users import UserSheet, get_user, list_users
from pga.accounts.routes.blueprint import Page, bp
from pga.accounts.rules.clearance import Clearance
from pga.accounts.services import links
from pga.accounts.services import users as services
from pga.accounts.services.users import NewRole, NewUser
from pga.accounts.session import current_actor
from pga.core import clock
from pga.core.errors import Invalid
from pga.web.guards import guarded

MANAGE = Permission.USERS_MANAGE


@bp.get("/beheer/gebruikers")
@guarded(Permission.USERS_READ)
def users() -> Page:
    """Show who has an account here."""
    return _show("accounts/users.html", users=list_users(current_actor()))


@bp.route("/beheer/gebruikers/nieuw", methods=["GET", "POST"])
@guarded(MANAGE)
def new_user() -> Page:
    """Make an account; the link to a first password is shown once."""
    form = NewUserForm()
    form.offer(labels.ROLE.items())
    if form.validate_on_submit():
        new = NewUser(form.username.data, form.name.data, _role_in(form), _clearance_in(form))
        try:
            user_id, token = services.make_user(current_actor(), new)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.USER)
        else:
            return _show_link(user_id, token)
    if request.method == "GET":
        form.from_on.data = clock.today()
    return _form_page(
        form,
        title="Nieuwe gebruiker",
        lede="Daarna krijgt u een link. Daarmee kiest uw collega zelf een wachtwoord.",
        button="Maak het account",
    )


@bp.get("/beheer/gebruikers/<uuid:user_id>")
@guarded(Permission.USERS_READ)
def user(user_id: UUID) -> Page:
    """Show one account."""
    sheet = get_user(current_actor(), user_id)
    return _show("accounts/user.html", sheet=sheet, line=sheet.line)


@bp.route("/beheer/gebruikers/<uuid:user_id>/rol", methods=["GET", "POST"])
@guarded(MANAGE)
def give_role(user_id: UUID) -> Page:
    """Give a role here, from and until."""
    sheet, form = _sheet(user_id), GrantForm()
    form.offer(labels.ROLE.items())
    if form.validate_on_submit():
        try:
            services.give_role(current_actor(), user_id, _role_in(form))
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.USER)
        else:
            return _done(user_id, "De rol is vastgelegd. Uw collega meldt zich opnieuw aan.")
    if request.method == "GET":
        form.from_on.data = clock.today()
    return _form_page(
        form,
        sheet,
        title="Rol geven",
        lede=f"{sheet.line.name} wordt meteen afgemeld en ziet de rol na het aanmelden.",
        button="Leg de rol vast",
    )


@bp.route("/beheer/gebruikers/<uuid:user_id>/rol/<uuid:grant_id>", methods=["GET", "POST"])
@guarded(MANAGE)
def end_role(user_id: UUID, grant_id: UUID) -> Page:
    """End a role, at once or after a day."""
    sheet, form = _sheet(user_id), EndGrantForm()
    grant = next((one for one in sheet.line.grants if one.id == grant_id), None)
    if grant is None:
        raise NotFound
    if form.validate_on_submit():
        try:
            services.end_role(current_actor(), user_id, grant_id, last_on=form.last_on.data)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.USER)
        else:
            return _done(user_id, "Het einde van de rol is vastgelegd.")
    return _form_page(
        form,
        sheet,
        title="Rol beëindigen",
        lede=f"{sheet.line.name}, {labels.ROLE[grant.role]}. Uw collega wordt meteen afgemeld.",
        button="Beëindig de rol",
    )


@bp.route("/beheer/gebruikers/<uuid:user_id>/bevoegdheid", methods=["GET", "POST"])
@guarded(MANAGE)
def clearance(user_id: UUID) -> Page:
    """Write down until when somebody is screened, trained and bound to secrecy."""
    sheet = _sheet(user_id)
    form = ClearanceForm(obj=sheet.clearance)
    if form.validate_on_submit():
        try:
            services.set_clearance(current_actor(), user_id, _clearance_in(form))
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.USER)
        else:
            return _done(user_id, "De datums zijn vastgelegd. Ze tellen meteen.")
    return _form_page(
        form,
        sheet,
        title="VOG, training en geheimhouding",
        lede="Is er een voorbij, dan kan uw collega wel aanmelden, maar geen casus openen.",
        button="Leg de datums vast",
    )


@bp.post("/beheer/gebruikers/<uuid:user_id>/wachtwoord")
@guarded(MANAGE)
def reset(user_id: UUID) -> Page:
    """Make a one-time link for who has no password or forgot it, and show it once."""
    try:
        token = links.start_reset(current_actor(), user_id)
    except Invalid as invalid:
        return _refused(user_id, invalid)
    return _show_link(user_id, token)


@bp.post("/beheer/gebruikers/<uuid:user_id>/sluiten")
@guarded(MANAGE)
def disable(user_id: UUID) -> Page:
    """Close an account."""
    try:
        services.disable(current_actor(), user_id)
    except Invalid as invalid:
        return _refused(user_id, invalid)
    return _done(user_id, "Het account is gesloten. Uw collega is afgemeld.")


@bp.post("/beheer/gebruikers/<uuid:user_id>/openen")
@guarded(MANAGE)
def enable(user_id: UUID) -> Page:
    """Open a closed account again."""
    try:
        services.enable(current_actor(), user_id)
    except Invalid as invalid:
        return _refused(user_id, invalid)
    return _done(user_id, "Het account is weer open.")


def _sheet(user_id: UUID) -> UserSheet:
    """Return an account that may be changed; another one has no such page."""
    sheet = get_user(current_actor(), user_id)
    if sheet.barred is not None:
        raise NotFound
    return sheet


def _role_in(form: Any) -> NewRole:
    return NewRole(Role(form.role.data), form.from_on.data, form.last_on.data)


def _clearance_in(form: Any) -> Clearance:
    return Clearance(
        form.screened_until.data,
        form.trained_until.data,
        form.secrecy_on.data,
        form.secrecy_until.data,
    )


def _done(user_id: UUID, sentence: str) -> Page:
    flash(sentence, "fine")
    return redirect(url_for("accounts.user", user_id=user_id))


def _refused(user_id: UUID, invalid: Invalid) -> Page:
    flash(" ".join(labels.USER[code] for code in invalid.problems.values()), "late")
    return redirect(url_for("accounts.user", user_id=user_id))


def _show_link(user_id: UUID, token: str) -> Page:
    sheet = get_user(current_actor(), user_id)
    url = url_for("accounts.first_password", token=token, _external=True)
    return _show("accounts/link.html", line=sheet.line, url=url, until=sheet.link_until)


def _form_page(form: Any, sheet: UserSheet | None = None, **words: str) -> Page:
    prefix = "Fout: " if form.faults() else ""
    return _show("accounts/user_form.html", form=form, sheet=sheet, title_prefix=prefix, **words)


def _show(template: str, **values: Any) -> str:
    return render_template(template, labels=labels, today=clock.today(), **values)
