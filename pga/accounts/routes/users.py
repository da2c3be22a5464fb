"""Pages of the beheerder: who has an account, in which role, and who is cleared."""

from typing import Any, Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission, Role
from pga.accounts import labels
from pga.accounts.asked import drop_question, find_question, keep_question
from pga.accounts.forms import ClearanceForm, EndGrantForm, GrantForm, NewUserForm, PlaceForm
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.reading.users import UserSheet, get_user, list_users
from pga.accounts.routes.blueprint import Page, asking, bp, workplaces
from pga.accounts.rules.clearance import Clearance
from pga.accounts.services import links
from pga.accounts.services import users as services
from pga.accounts.services.granting import NewRole
from pga.accounts.services.users import NewUser
from pga.accounts.session import current_actor
from pga.core import clock
from pga.core.errors import Invalid
from pga.web.guards import guarded
from pga.web.qr import qr_code

MANAGE: Final = Permission.USERS_MANAGE
LINK: Final = "accounts.reset"
ASKED: Final = "Gevraagd aan een tweede persoon. Tot die goedkeurt, is er niets veranderd."
LINK_GONE: Final = "Deze link is niet meer te zien. Is hij niet gegeven? Maak dan een nieuwe."


@bp.get("/beheer/gebruikers")
@guarded(Permission.USERS_READ)
def users() -> Page:
    """Show who has an account here."""
    return _show("accounts/users.html", users=list_users(current_actor()))


@bp.route("/beheer/gebruikers/nieuw", methods=["GET", "POST"])
@guarded(MANAGE)
def new_user() -> Page:
    """Make an account; the link to a first password is shown once."""
    actor = current_actor()
    form = opened(NewUserForm, offer=_offer, fill=_from_today)

    def act() -> UUID:
        new = NewUser(form.username.data, form.name.data, _role_in(form), _clearance_in(form))
        why = asking(actor, form.reason.data)
        user_id, code = services.make_user(actor, new, why, _here())
        _keep_link(user_id, code)
        return user_id

    made = carried_out(form, act, labels.USER)
    if made:
        return done("", "accounts.reset", user_id=made.result)
    return _form_page(
        form,
        title="Nieuwe gebruiker",
        lede="Daarna krijgt u een link, waarmee uw collega zelf een wachtwoord kiest. "
        "Inloggen kan zodra een tweede persoon de rol goedkeurt.",
        button="Maak het account",
    )


@bp.get("/beheer/gebruikers/<uuid:user_id>")
@guarded(Permission.USERS_READ)
def user(user_id: UUID) -> Page:
    """Show one account."""
    sheet = get_user(current_actor(), user_id)
    names = {one.id: one.name for one in workplaces(current_actor())}
    return _show("accounts/user.html", sheet=sheet, line=sheet.line, organisations=names)


@bp.route("/beheer/gebruikers/<uuid:user_id>/rol", methods=["GET", "POST"])
@guarded(MANAGE)
def give_role(user_id: UUID) -> Page:
    """Give a role here, from and until."""
    actor, sheet = current_actor(), _sheet(user_id)
    form = opened(GrantForm, offer=_offer, fill=_from_today)

    def act() -> None:
        why = asking(actor, form.reason.data)
        services.propose_role(actor, user_id, _role_in(form), why, _here())

    if carried_out(form, act, labels.USER):
        return _back(ASKED, user_id)
    return _form_page(
        form,
        sheet,
        title="Rol geven",
        lede=f"Een tweede persoon keurt dit goed. {sheet.line.name} heeft de rol pas daarna.",
        button="Vraag een tweede persoon",
    )


@bp.route("/beheer/gebruikers/<uuid:user_id>/rol/<uuid:grant_id>", methods=["GET", "POST"])
@guarded(MANAGE)
def end_role(user_id: UUID, grant_id: UUID) -> Page:
    """End a role, at once or after a day."""
    actor, sheet, form = current_actor(), _sheet(user_id), opened(EndGrantForm)
    grant = next((one for one in sheet.line.grants if one.id == grant_id), None)
    if grant is None:
        raise NotFound

    def act() -> None:
        services.end_role(actor, user_id, grant_id, last_on=form.last_on.data)

    if carried_out(form, act, labels.USER):
        return _back("Het einde van de rol is vastgelegd.", user_id)
    return _form_page(
        form,
        sheet,
        title="Rol beëindigen",
        lede=f"{sheet.line.name}, {labels.ROLE[grant.role]}. Uw collega wordt meteen uitgelogd.",
        button="Beëindig de rol",
    )


@bp.route(
    "/beheer/gebruikers/<uuid:user_id>/rol/<uuid:grant_id>/organisatie", methods=["GET", "POST"]
)
@guarded(MANAGE)
def place_role(user_id: UUID, grant_id: UUID) -> Page:
    """Say for which organisation a colleague works in a role of before that was asked."""
    actor, sheet = current_actor(), _sheet(user_id)
    grant = next((one for one in sheet.line.grants if one.id == grant_id), None)
    if grant is None or not grant.unplaced:
        raise NotFound
    form = opened(PlaceForm, offer=lambda form: form.offer(_offered()))

    def act() -> None:
        chosen = UUID(form.organisation.data)
        services.place_role(actor, user_id, grant_id, organisation_id=chosen, here=_here())

    if carried_out(form, act, labels.USER):
        return _back("De organisatie is vastgelegd. Uw collega logt opnieuw in.", user_id)
    return _form_page(
        form,
        sheet,
        title="Organisatie vastleggen",
        lede=f"{sheet.line.name}, {labels.ROLE[grant.role]}. Uw collega wordt meteen uitgelogd.",
        button="Leg de organisatie vast",
    )


@bp.route("/beheer/gebruikers/<uuid:user_id>/bevoegdheid", methods=["GET", "POST"])
@guarded(MANAGE)
def clearance(user_id: UUID) -> Page:
    """Write down until when somebody is screened, trained and bound to secrecy."""
    actor, sheet = current_actor(), _sheet(user_id)
    form = opened(ClearanceForm, fill=lambda form: form.process(obj=sheet.clearance))

    def act() -> None:
        services.set_clearance(actor, user_id, _clearance_in(form))

    if carried_out(form, act, labels.USER):
        return _back("De datums zijn vastgelegd. Ze tellen meteen.", user_id)
    return _form_page(
        form,
        sheet,
        title="VOG, training en geheimhouding",
        lede="Is er een voorbij, dan kan uw collega wel inloggen, maar geen casus openen.",
        button="Leg de datums vast",
    )


@bp.route("/beheer/gebruikers/<uuid:user_id>/wachtwoord", methods=["GET", "POST"])
@guarded(MANAGE)
def reset(user_id: UUID) -> Page:
    """Make a one-time link for who has no password, and show it until it was given."""
    actor = current_actor()
    if request.method == "POST":
        try:
            _keep_link(user_id, links.start_reset(actor, user_id))
        except Invalid as invalid:
            return _refused(user_id, invalid)
        return redirect(url_for("accounts.reset", user_id=user_id))
    kept = find_question(actor, LINK, user_id)
    if kept is None:
        return done(LINK_GONE, "accounts.user", kind="note", user_id=user_id)
    sheet = get_user(actor, user_id)
    url, code = url_for("accounts.first_password", _external=True), kept["link"]
    return _show(
        "accounts/link.html",
        line=sheet.line,
        url=url,
        code=code,
        qr=qr_code(f"{url}#{code}"),
        until=sheet.link_until,
    )


@bp.post("/beheer/gebruikers/<uuid:user_id>/wachtwoord/gegeven")
@guarded(MANAGE, page="accounts.reset")
def link_given(user_id: UUID) -> Page:
    """Show a link no more: the colleague has it."""
    drop_question(current_actor(), LINK, user_id)
    return redirect(url_for("accounts.user", user_id=user_id))


@bp.post("/beheer/gebruikers/<uuid:user_id>/sluiten")
@guarded(MANAGE)
def disable(user_id: UUID) -> Page:
    """Close an account."""
    try:
        services.disable(current_actor(), user_id)
    except Invalid as invalid:
        return _refused(user_id, invalid)
    return _back("Het account is gesloten. Uw collega is uitgelogd.", user_id)


@bp.post("/beheer/gebruikers/<uuid:user_id>/openen")
@guarded(MANAGE)
def enable(user_id: UUID) -> Page:
    """Open a closed account again."""
    try:
        services.enable(current_actor(), user_id)
    except Invalid as invalid:
        return _refused(user_id, invalid)
    return _back("Het account is weer open.", user_id)


def _sheet(user_id: UUID) -> UserSheet:
    """Return an account that may be changed; another one has no such page."""
    sheet = get_user(current_actor(), user_id)
    if sheet.barred is not None:
        raise NotFound
    return sheet


def _role_in(form: Any) -> NewRole:
    chosen = form.organisation.data
    place = UUID(chosen) if chosen else None
    name = dict(_offered()).get(place, "") if place else ""
    return NewRole(Role(form.role.data), form.from_on.data, form.last_on.data, place, name)


def _clearance_in(form: Any) -> Clearance:
    return Clearance(
        form.screened_until.data,
        form.trained_until.data,
        form.secrecy_on.data,
        form.secrecy_until.data,
    )


def _offer(form: Any) -> None:
    form.offer(labels.ROLE.items(), _offered())


def _offered() -> list[tuple[UUID, str]]:
    return [(one.id, one.name) for one in workplaces(current_actor()) if one.counts]


def _here() -> set[UUID]:
    return {one for one, _ in _offered()}


def _from_today(form: Any) -> None:
    form.from_on.process_data(clock.today())


def _back(said: str, user_id: UUID) -> Page:
    return done(said, "accounts.user", user_id=user_id)


def _refused(user_id: UUID, invalid: Invalid) -> Page:
    said = " ".join(labels.USER[code] for code in invalid.problems.values())
    return done(said, "accounts.user", kind="late", user_id=user_id)


def _keep_link(user_id: UUID, code: str) -> None:
    keep_question(current_actor(), LINK, MultiDict({"link": code}), user_id)


def _form_page(form: Any, sheet: UserSheet | None = None, **words: str) -> Page:
    return form_page("accounts/user_form.html", form, sheet=sheet, **words)


def _show(template: str, **values: Any) -> str:
    return render_template(template, labels=labels, today=clock.today(), **values)
