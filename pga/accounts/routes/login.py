"""Pages of people: logging in and out, the second factor, the own account."""

from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from pga.access.permissions import Permission
from pga.access.policy import Actor
from pga.accounts import labels, services
from pga.accounts.asked import drop_question, find_question, keep_question
from pga.accounts.forms import DigestForm, EnrolForm, LoginForm, PasswordForm, SecondFactorForm
from pga.accounts.handshake import carried_out, done, opened
from pga.accounts.reading import get_account, list_other_grants
from pga.accounts.reading.news import list_news
from pga.accounts.routes.blueprint import Page, bp
from pga.accounts.rules.clearance import lapses
from pga.accounts.services import LoginFault, LoginRefused
from pga.accounts.services.news import mark_news_seen
from pga.accounts.session import current_actor, current_presence, forget, keep, login_rules
from pga.core import clock
from pga.core.errors import Invalid
from pga.web.filters import wall_time
from pga.web.guards import guarded, open_page
from pga.web.qr import qr_code

OWN: Final = Permission.ACCOUNT_OWN
MOVED: Final = {
    "/aanmelden-bij-pga": "accounts.login",
    "/afmelden": "accounts.logout",
    "/afgemeld": "accounts.ended",
}
"""Addresses of before, and where each leads."""
CODES: Final = "accounts.recovery_codes"
CODES_GONE: Final = "Uw herstelcodes zijn niet meer te zien. Heeft u ze niet? Maak dan nieuwe."


@bp.route("/inloggen", methods=["GET", "POST"])
@open_page("nobody is logged in before logging in")
def login() -> Page:
    """Ask for name and password."""
    presence = current_presence()
    if presence and presence.alive and request.method == "GET":
        return redirect(url_for("worklist.home"))
    form, error, status = LoginForm(), "", 200
    if form.validate_on_submit():
        try:
            ticket = services.sign_in(
                form.username.data,
                form.password.data,
                address=request.remote_addr or "",
                device=device_of(request.user_agent.string),
                rules=login_rules(),
            )
        except LoginRefused as refused:
            error = labels.FAULT[refused.fault].format(seconds=refused.seconds)
            status = 429 if refused.fault is LoginFault.WAIT else 200
        else:
            keep(ticket.token)
            return redirect(safe_target(request.args.get("verder")))
    demo = current_app.extensions.get("pga-demo-logins", {})
    page = render_template(
        "accounts/login.html",
        form=form,
        error=error,
        title_prefix="Fout: " if error else "",
        **demo,
    )
    return page, status


@bp.route("/tweede-factor", methods=["GET", "POST"])
@guarded(OWN, before_factor=True)
def second_factor() -> Page:
    """Ask for the code of the authenticator; who has none sets it up first."""
    presence = current_presence()
    if presence is None or presence.factor_done:
        return redirect(url_for("worklist.home"))
    if not presence.enrolled:
        return redirect(url_for("accounts.enrol"))
    form, error, status = SecondFactorForm(), "", 200
    if form.validate_on_submit():
        try:
            token = services.pass_second_factor(presence.actor, form.given)
        except LoginRefused as refused:
            wait = refused.fault is LoginFault.WAIT
            sentence = labels.FAULT[LoginFault.WAIT] if wait else labels.WRONG_CODE
            error, status = sentence.format(seconds=refused.seconds), 429 if wait else 200
        else:
            keep(token)
            return redirect(url_for("worklist.home"))
    return render_template("accounts/second_factor.html", form=form, error=error), status


@bp.route("/tweede-factor/instellen", methods=["GET", "POST"])
@guarded(OWN, before_factor=True)
def enrol() -> Page:
    """Set the authenticator up: QR code, key, first code."""
    actor, form = current_actor(), EnrolForm()
    try:
        secret = services.start_enrolment(actor)
    except Invalid:
        flash("Uw tweede factor staat al aan.", "note")
        return redirect(url_for("accounts.account"))
    if form.validate_on_submit():
        try:
            token, codes = services.confirm_enrolment(actor, form.code.data)
        except Invalid:
            form.problem("code", labels.WRONG_CODE)
        else:
            keep(token)
            return _lead_to_codes(actor, codes)
    uri = f"otpauth://totp/PGA:{actor.id}?secret={secret}&issuer=PGA"
    groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    return render_template("accounts/enrol.html", form=form, qr=qr_code(uri), key_groups=groups)


@bp.route("/account", methods=["GET", "POST"])
@guarded(OWN)
def account() -> Page:
    """Show the own account; change the password."""
    actor, form = current_actor(), opened(PasswordForm)

    def act() -> None:
        old, new = str(form.current.data), str(form.new.data)
        try:
            services.change_password(actor, old, new, rules=login_rules())
        except Invalid as invalid:
            found = invalid.problems.items()
            raise Invalid({"current" if n == "old" else n: code for n, code in found}) from None

    if carried_out(form, act, labels.PASSWORD):
        said = "Uw wachtwoord is gewijzigd. Op andere apparaten bent u uitgelogd."
        return done(said, "accounts.account")
    return _show_account(form, _wish())


@bp.post("/account/bericht")
@guarded(OWN, page="accounts.account")
def digest() -> Page:
    """Set where a mail without content goes, and whether it is wanted."""
    actor, form = current_actor(), _wish()

    def act() -> None:
        services.set_digest(actor, email=str(form.email.data), wanted=bool(form.wanted.data))

    if carried_out(form, act, labels.ADDRESS):
        return done("Uw keuze is vastgelegd.", "accounts.account")
    return _show_account(PasswordForm(formdata=None), form)


def _wish() -> DigestForm:
    own = get_account(current_actor())

    def begin(form: DigestForm) -> None:
        form.email.process_data(own.email)
        form.wanted.process_data(own.wants_digest)

    return opened(DigestForm, fill=begin, at="accounts.digest")


def _show_account(form: PasswordForm, wish: DigestForm) -> str:
    actor = current_actor()
    own, news = get_account(actor), list_news(actor)
    if news:
        mark_news_seen(actor)
    return render_template(
        "accounts/account.html",
        form=form,
        wish=wish,
        title_prefix="Fout: " if form.errors or wish.errors else "",
        username=own.username,
        news=news,
        clearance=own.clearance,
        lapsed=[labels.lapse_words(one) for one in lapses(own.clearance, clock.today())],
        previous_login=wall_time(own.previous_at) if own.previous_at else None,
        failed_attempts=own.failures,
        grants=[
            (grant.id, labels.ROLE[grant.role], grant.municipality)
            for grant in list_other_grants(actor)
        ],
        sessions=[
            {
                "device": one.device,
                "started": wall_time(one.made_at),
                "last_seen": wall_time(one.seen_at),
                "current": one.current,
                "end_url": url_for("accounts.end_session", session_id=one.id),
            }
            for one in own.sessions
        ],
        second_factor={
            "enabled": own.enrolled,
            "codes_left": own.codes_left,
            "enrol_url": "" if own.enrolled else url_for("accounts.enrol"),
            "codes_url": url_for("accounts.recovery_codes"),
        },
    )


@bp.route("/account/herstelcodes", methods=["GET", "POST"])
@guarded(OWN)
def recovery_codes() -> Page:
    """Make new recovery codes, and show them until their owner kept them."""
    actor = current_actor()
    if request.method == "POST":
        return _lead_to_codes(actor, services.make_recovery_codes(actor))
    kept = find_question(actor, CODES, actor.id)
    if kept is None:
        flash(CODES_GONE, "note")
        return redirect(url_for("accounts.account"))
    return render_template("accounts/recovery_codes.html", codes=kept.getlist("codes"))


@bp.post("/account/herstelcodes/bewaard")
@guarded(OWN, page="accounts.recovery_codes")
def codes_kept() -> Page:
    """Show the recovery codes no more: their owner kept them."""
    actor = current_actor()
    drop_question(actor, CODES, actor.id)
    return redirect(url_for("worklist.home"))


@bp.post("/account/sessies/<uuid:session_id>/beeindigen")
@guarded(OWN)
def end_session(session_id: UUID) -> Page:
    """End another session of one's own."""
    services.end_session(current_actor(), session_id)
    flash("Die sessie is beëindigd.", "fine")
    return redirect(url_for("accounts.account"))


@bp.post("/account/wissel")
@guarded(OWN)
def switch() -> Page:
    """Go on in another municipality or role."""
    try:
        token = services.switch_grant(current_actor(), UUID(request.form.get("grant", "")))
    except (Invalid, ValueError):
        flash("Die rol heeft u vandaag niet.", "late")
    else:
        keep(token)
        return redirect(safe_target(request.form.get("verder")))
    return redirect(url_for("worklist.home"))


@bp.get("/account/andere-gemeente")
@guarded(OWN)
def back_there() -> Page:
    """Tell that a form belongs to another municipality or role; one press leads back there."""
    actor, asked = current_actor(), request.args
    wanted = (asked.get("gemeente", ""), asked.get("rol", ""))
    if wanted == (actor.municipality, str(actor.role)):
        return redirect(safe_target(asked.get("verder")))
    there = next(
        (one for one in list_other_grants(actor) if (one.municipality, str(one.role)) == wanted),
        None,
    )
    return render_template(
        "accounts/back_there.html",
        there=there,
        role=labels.WHO[there.role] if there else "",
        here=(actor.municipality, labels.WHO[actor.role]),
        kept="bewaard" in asked,
        target=asked.get("verder", ""),
    )


@bp.post("/uitloggen")
@guarded(OWN, before_factor=True)
def logout() -> Page:
    """End this session."""
    services.sign_out(current_actor())
    forget()
    response = redirect(url_for("accounts.ended"))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@bp.get("/uitgelogd")
@open_page("somebody who was logged out has to be told")
def ended() -> Page:
    """Say that the session is over."""
    return render_template(
        "accounts/ended.html",
        reason="idle" if "verder" in request.args else "",
        idle_minutes=int(login_rules().idle.total_seconds() // 60),
        kept="bewaard" in request.args,
        login_url=url_for("accounts.login", verder=request.args.get("verder")),
    )


@bp.route("/aanmelden-bij-pga", methods=["GET", "POST"])
@bp.post("/afmelden")
@bp.get("/afgemeld")
@open_page("an address of before leads on to where it is asked who comes")
def moved() -> Page:
    """Lead on from an address of before, with what stood in it and what was sent."""
    query = request.query_string.decode("latin-1")
    return redirect(url_for(MOVED[request.path]) + (query and f"?{query}"), 308)


@bp.post("/ik-ben-er-nog")
@guarded(OWN)
def still_here() -> Page:
    """Keep the session alive; any request does, this one shows nothing."""
    return "", 204


def device_of(agent: str) -> str:
    """Return the class of a browser, no more than a person needs to know a session again."""
    browsers = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
    systems = (
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )
    browser = next((name for mark, name in browsers if mark in agent), "Een browser")
    system = next((name for mark, name in systems if mark in agent), "een apparaat")
    return f"{browser} op {system}"


def safe_target(target: str | None) -> str:
    """Return a place within this app to go on to; anything else becomes the start page."""
    home = url_for("worklist.home")
    if not target or not target.isprintable() or not target.startswith("/"):
        return home
    if target[1:2] in {"/", "\\"}:
        return home
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return home
    try:
        current_app.url_map.bind("").match(parts.path, method="GET")
    except (NotFound, MethodNotAllowed, RequestRedirect):
        return home
    return target


def _lead_to_codes(actor: Actor, codes: list[str]) -> Page:
    kept = MultiDict([("codes", code) for code in codes])
    keep_question(actor, CODES, kept, actor.id)
    return redirect(url_for("accounts.recovery_codes"))
