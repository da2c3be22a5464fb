"""The gate: who comes in, and what becomes of words that were typed when a session had ended."""

import secrets
from typing import Final

from flask import Flask, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from pga.access.policy import require
from pga.accounts.reading import SignedIn
from pga.accounts.session import current_presence
from pga.privacy import drafts
from pga.privacy.trail import Origin, origin
from pga.web.guards import Guard, guard_of

NOT_KEPT: Final = frozenset({"csrf_token", "form_key", "password"})


def init_app(app: Flask) -> None:
    """Put the gate before every request."""
    app.before_request(_gate)


def _gate() -> Response | None:
    g.request_id = secrets.token_hex(8)
    origin.set(Origin(g.request_id, "local" if request.remote_addr == "127.0.0.1" else "remote"))
    guard = guard_of(current_app, request.endpoint)
    if guard is None or guard.open_because:
        return None
    presence = current_presence()
    if presence is None:
        return _to_login()
    if not presence.alive:
        return _ended(presence, guard)
    if not presence.factor_done and not guard.before_factor:
        return redirect(url_for("accounts.second_factor"))
    if guard.permission:
        require(presence.actor, guard.permission)
    return None


def _to_login() -> Response:
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.login", verder=None if target == "/" else target))


def _ended(presence: SignedIn, guard: Guard) -> Response:
    kept = None
    if request.method == "POST" and guard.draft:
        pairs = [[k, v] for k, v in request.form.items(multi=True) if k not in NOT_KEPT]
        about = (request.view_args or {}).get("number", "")
        actor = presence.actor
        drafts.save(actor.id, guard.draft, about, pairs, municipality=actor.municipality)
        kept = "ja"
    target = None if request.endpoint == "worklist.home" else request.path
    return redirect(url_for("accounts.ended", verder=target, bewaard=kept))
