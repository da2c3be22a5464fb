"""Pages of people: logging in and out, the second factor, the own account."""

from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import segno
from flask import current_app, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from pga.access.permissions import Permission
from pga.accounts import labels, services
from pga.accounts.forms import DigestForm, EnrolForm, LoginForm, PasswordForm, SecondFactorForm
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

OWN: Final = Permission.ACCOUNT_OWN


@bp.route("/aanmelden-bij-pga", methods=["GET", "POST"])
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
    form, error = SecondFactorForm(), ""
    if form.validate_on_submit():
        try:
            token = services.pass_second_factor(presence.actor, form.given)
        except LoginRefused as refused:
            wait = refused.fault is LoginFault.WAIT
            sentence = labels.FAULT[LoginFault.WAIT] if wait else labels.WRONG_CODE
            error = sentence.format(seconds=refused.seconds)
        else:
            keep(token)
            return redirect(url_for("worklist.home"))
    return render_template("accounts/second_factor.html", form=form, error=error)


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
            return _show_codes(codes)
    uri = f"otpauth://totp/PGA:{actor.id}?secret={secret}&issuer=PGA"
    qr = segno.make(uri).svg_inline(
        scale=5, omitsize=True, title="QR-code", svgclass=None, lineclass=None
    )
    groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    return render_template("accounts/enrol.html", form=form, qr=Markup(qr), key_groups=groups)  # noqa: S704 - made here


@bp.route("/account", methods=["GET", "POST"])
@guarded(OWN)
def account() -> Page:
    """Show the own account; change the password."""
    actor, form = current_actor(), PasswordForm()
    if form.validate_on_submit():
        try:
            services.change_password(actor, form.current.data, form.new.data, rules=login_rules())
        except Invalid as invalid:
            for name, code in invalid.problems.items():
                form.problem({"old": "current"}.get(name, name), labels.PASSWORD[code])
        else:
            flash("Uw wachtwoord is gewijzigd. Op andere apparaten bent u afgemeld.", "fine")
            return redirect(url_for("accounts.account"))
    return _show_account(form)


@bp.post("/account/bericht")
@guarded(OWN)
def digest() -> Page:
    """Set where a mail without content goes, and whether it is wanted."""
    form = DigestForm()
    if form.validate_on_submit():
        try:
            services.set_digest(
                current_actor(), email=str(form.email.data), wanted=bool(form.wanted.data)
            )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.ADDRESS)
        else:
            flash("Uw keuze is vastgelegd.", "fine")
            return redirect(url_for("accounts.account"))
    return _show_account(PasswordForm(formdata=None), form)


def _show_account(form: PasswordForm, wish: DigestForm | None = None) -> str:
    actor = current_actor()
    own, news = get_account(actor), list_news(actor)
    if news:
        mark_news_seen(actor)
    return render_template(
        "accounts/account.html",
        form=form,
        wish=wish or DigestForm(formdata=None, email=own.email, wanted=own.wants_digest),
        title_prefix="Fout: " if form.errors or (wish and wish.errors) else "",
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


@bp.post("/account/herstelcodes")
@guarded(OWN)
def recovery_codes() -> Page:
    """Make new recovery codes and show them once."""
    return _show_codes(services.make_recovery_codes(current_actor()))


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
    return redirect(url_for("worklist.home"))


@bp.post("/afmelden")
@guarded(OWN, before_factor=True)
def logout() -> Page:
    """End this session."""
    services.sign_out(current_actor())
    forget()
    response = redirect(url_for("accounts.ended"))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@bp.get("/afgemeld")
@open_page("somebody who was logged out has to be told")
def ended() -> Page:
    """Say that the session is over."""
    idle = "bewaard" in request.args or "verder" in request.args
    return render_template(
        "accounts/ended.html",
        reason="idle" if idle else "",
        idle_minutes=int(login_rules().idle.total_seconds() // 60),
        kept="bewaard" in request.args,
        login_url=url_for("accounts.login", verder=request.args.get("verder")),
    )


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


def _show_codes(codes: list[str]) -> str:
    return render_template(
        "accounts/recovery_codes.html", codes=codes, done_url=url_for("worklist.home")
    )
