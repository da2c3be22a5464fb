"""The gate: who comes in, and what becomes of words whose session, role or user is another now."""

import secrets
from typing import Final

from flask import Flask, current_app, flash, g, redirect, request, url_for
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.access.policy import Actor, require
from pga.accounts.handshake import BEGAN, has_words, kept_words, key_of, place_of, whose
from pga.accounts.session import current_presence
from pga.privacy import drafts, once
from pga.privacy.trail import Origin, origin
from pga.web.guards import guard_of, page_of
from pga.web.whose import FormOwner, whose_form

ANEW: Final = (
    "U bent opnieuw ingelogd. Er is nog niets verstuurd: kijk het na en druk nog een keer."
)
LOGIN_ANEW: Final = "Dit scherm was verlopen. Log nog een keer in."
DONE: Final = "Dit had u al vastgelegd."

ALWAYS: Final = frozenset({"accounts.logout", "accounts.still_here", "accounts.keep_words"})
"""What works from an old page too: it changes no dossier, and no other site can ask for it."""

csrf: Final = CSRFProtect()


class NotYours(Exception):
    """A form that was made for somebody else."""


def init_app(app: Flask) -> None:
    """Put the gate before every request."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # the gate asks it, after whose form it is
    csrf.init_app(app)
    app.before_request(_gate)


def _gate() -> Response | None:
    g.request_id = secrets.token_hex(8)
    origin.set(Origin(g.request_id, "local" if request.remote_addr == "127.0.0.1" else "remote"))
    guard = guard_of(current_app, request.endpoint)
    if guard is None:
        return None
    if guard.open_because:
        return _open()
    owner = whose_form(request.form) if request.method == "POST" else None
    presence = current_presence()
    if presence is None or not presence.alive:
        return _away(owner, was_here=presence is not None)
    if not presence.factor_done and not guard.before_factor:
        return redirect(url_for("accounts.second_factor"))
    answer = None
    if request.method == "POST":
        own = guard.permission is Permission.ACCOUNT_OWN
        answer = _answered(presence.actor, owner, own_account=own)
    if answer is None and guard.permission:
        require(presence.actor, guard.permission)
    return answer


def _open() -> Response | None:
    """Let anybody in; what changes something must come from our page."""
    if request.endpoint in ALWAYS:
        return None
    try:
        csrf.protect()
    except CSRFError:
        if request.endpoint != "accounts.login":
            raise
        flash(LOGIN_ANEW, "note")
        return redirect(request.full_path)
    return None


def _answered(actor: Actor, owner: FormOwner | None, *, own_account: bool) -> Response | None:
    """Answer a form that is not to be carried out (now); None when its view may go on.

    Raises NotYours for the form of somebody else, CSRFError for one that nobody's page sent.
    """
    if request.endpoint in ALWAYS:
        return None
    if owner and owner.user_id != actor.id:
        raise NotYours
    if owner and owner != whose(actor) and not own_account:
        kept = _keep(owner)
        return redirect(
            url_for(
                "accounts.back_there",
                gemeente=owner.municipality,
                rol=owner.role,
                verder=_page(),
                bewaard="ja" if kept else None,
            )
        )
    try:
        csrf.protect()
    except CSRFError:
        if owner is None:
            raise
        _keep(owner)
        flash(ANEW, "soon")
        return redirect(_page() or url_for("worklist.home"))
    return _pressed_before(actor)


def _pressed_before(actor: Actor) -> Response | None:
    if "form_key" not in request.form:
        return None
    done = once.find_handed_in(actor.id, key_of(request.form))
    if done is None or not done.led_to:
        return None
    flash(DONE, "fine")
    return redirect(done.led_to)


def _away(owner: FormOwner | None, *, was_here: bool) -> Response:
    """Lead to the login, with the words kept and the way back known."""
    kept = owner is not None and _keep(owner)
    page = _page()
    target = None if page in {"", "/"} else page
    if was_here or kept:
        return redirect(url_for("accounts.ended", verder=target, bewaard="ja" if kept else None))
    return redirect(url_for("accounts.login", verder=target))


def _keep(owner: FormOwner) -> bool:
    """Keep what was typed for its own user; tell whether its form will show it again.

    A button has no words, and what is sought is kept by its own question only.
    """
    fields = kept_words(request.form)
    if BEGAN not in request.form or not has_words(fields):
        return False
    drafts.save(place_of(owner, str(request.endpoint), request.view_args), fields)
    return True


def _page() -> str:
    """Return the address to go on to: of the page itself, or of where its form stands."""
    page = page_of(current_app, request.endpoint, request.view_args)
    return request.full_path.rstrip("?") if page == request.path else page
