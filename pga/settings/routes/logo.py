"""The logo of the municipality: sent by the beheerder, shown to who is logged in."""

from flask import abort, make_response, redirect, request, url_for

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.core import clock
from pga.settings import labels, services
from pga.settings.forms import LogoForm, SettingReasonForm
from pga.settings.reading import get_setting
from pga.settings.reading.logo import get_picture
from pga.settings.routes.blueprint import Page, bp, done, form_page
from pga.settings.rules.bounds import LOGO, faults_of_line
from pga.settings.rules.png import Picture, UnreadablePicture, read_png
from pga.web.filters import plain_date
from pga.web.guards import guarded
from pga.web.headers import REVALIDATED


@bp.route("/beheer/huisstijl/logo", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def change_logo() -> Page:
    """Send another logo, or take it away from a day on."""
    actor, form = current_actor(), LogoForm()
    if request.method == "GET":
        form.from_on.process_data(clock.today())
    picture, wrong = _picture(form) if request.method == "POST" else (None, "")

    def act() -> None:
        typed = {"from_on": form.day, "reason": form.reason.data, "form_key": form.form_key.data}
        services.change_logo(actor, picture, **typed)

    said = f"Vastgelegd. Dit geldt vanaf {plain_date(form.day)}."
    if done(
        form,
        act,
        lambda: said,
        lambda: faults_of_line(from_on=form.day, today=clock.today(), reason=form.reason.data),
        beside=lambda: {"picture": wrong} if wrong else {},
    ):
        return redirect(url_for("settings.town"))
    return form_page(actor, "change_logo", form)


@bp.route("/beheer/huisstijl/logo/<day>/intrekken", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def withdraw_logo(day: str) -> Page:
    """Take back a logo before its day."""
    actor, form = current_actor(), SettingReasonForm()
    coming = get_setting(actor, LOGO).coming
    line = next((line for line in coming if line.from_on.isoformat() == day), None) or abort(404)

    def act() -> None:
        typed = {"reason": form.reason.data, "form_key": form.form_key.data}
        services.withdraw(actor, LOGO, line.from_on, **typed)

    if done(form, act, lambda: "Ingetrokken. Wat nu geldt, blijft gelden."):
        return redirect(url_for("settings.town"))
    return form_page(actor, "withdraw_logo", form, line=line)


@bp.get("/logo/<digest>.png")
@guarded(Permission.ACCOUNT_OWN)
def logo(digest: str) -> Page:
    """Serve a picture of the actor's municipality; its name is its content, so it never changes."""
    content = get_picture(current_actor(), digest)
    if content is None:
        abort(404)
    response = make_response(content)
    response.mimetype = "image/png"
    response.headers["Cache-Control"] = REVALIDATED
    response.headers["Vary"] = "Cookie"
    response.set_etag(digest)
    return response.make_conditional(request)


def _picture(form: LogoForm) -> tuple[Picture | None, str]:
    """Return the picture that was sent, or a sentence that says what is wrong with it."""
    sent = form.sent()
    if form.none.data:
        return None, labels.ONE_OF_BOTH if sent else ""
    if not sent:
        return None, labels.NO_PICTURE
    try:
        return read_png(sent), ""
    except UnreadablePicture as unreadable:
        return None, labels.PICTURE[unreadable.fault]
