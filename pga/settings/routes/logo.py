"""The logo of the municipality: sent by the beheerder, shown to who is logged in."""

from flask import abort, make_response, request

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, opened
from pga.accounts.session import current_actor
from pga.core import clock
from pga.settings import labels, services
from pga.settings.forms import LogoForm, SettingReasonForm
from pga.settings.reading import get_setting
from pga.settings.reading.logo import get_picture
from pga.settings.routes.blueprint import WITHDRAWN, Page, bp, form_page, tell
from pga.settings.rules.bounds import LOGO, faults_of_line
from pga.settings.rules.png import Picture, UnreadablePicture, read_png
from pga.web.filters import plain_date
from pga.web.guards import guarded
from pga.web.headers import REVALIDATED


@bp.route("/beheer/huisstijl/logo", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def change_logo() -> Page:
    """Send another logo, or take it away from a day on."""
    actor = current_actor()
    form = opened(LogoForm, fill=lambda form: form.from_on.process_data(clock.today()))
    picture, wrong = _picture(form) if request.method == "POST" else (None, "")

    def check() -> None:
        reason = form.reason.data
        faults = faults_of_line(from_on=form.day, today=clock.today(), reason=reason)
        tell(form, faults, {"picture": wrong} if wrong else {})

    def act() -> None:
        services.change_logo(actor, picture, from_on=form.day, reason=form.reason.data)

    if carried_out(form, act, labels.FAULT, check=check):
        said = f"Vastgelegd. Dit geldt vanaf {plain_date(form.day)}."
        return done(said, "settings.town")
    return form_page(actor, "change_logo", form)


@bp.route("/beheer/huisstijl/logo/<day>/intrekken", methods=["GET", "POST"])
@guarded(Permission.SETTINGS_CHANGE)
def withdraw_logo(day: str) -> Page:
    """Take back a logo before its day."""
    actor, form = current_actor(), opened(SettingReasonForm)
    coming = get_setting(actor, LOGO).coming
    line = next((line for line in coming if line.from_on.isoformat() == day), None) or abort(404)

    def act() -> None:
        services.withdraw(actor, LOGO, line.from_on, reason=form.reason.data)

    if carried_out(form, act, labels.FAULT):
        return done(WITHDRAWN, "settings.town")
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
