"""Who asks in this request; Flask-Login stays inside this file.

Flask's signed cookie holds only a random token; the session itself is a row on the server, so that
logging out, a lost role or a disabled account counts at the next request.
"""

from dataclasses import dataclass
from typing import Final

from flask import Flask, Request, current_app, g, request, session
from flask_login import LoginManager, UserMixin, current_user

from pga.access.policy import Actor
from pga.accounts.reading import SignedIn, find_presence
from pga.accounts.rules.login import LoginRules

TOKEN: Final = "sid"  # noqa: S105 - the name of a field
UNTOUCHED: Final = frozenset({"accounts.keep_words", "static"})
"""Endpoints that a page calls by itself: they must not keep a session alive."""


@dataclass(frozen=True)
class SessionUser(UserMixin):
    """The presence behind this request, as Flask-Login wants it."""

    presence: SignedIn

    @property
    def is_authenticated(self) -> bool:
        """Tell whether the session counts and its second factor is done."""
        return self.presence.alive and self.presence.factor_done


def init_app(app: Flask, rules: LoginRules) -> None:
    """Let Flask-Login find the user by the token on the server."""
    app.extensions["pga-login-rules"] = rules
    manager = LoginManager(app)
    manager.session_protection = None
    manager.request_loader(_load)


def login_rules() -> LoginRules:
    """Return what this installation asks of a login."""
    rules: LoginRules = current_app.extensions["pga-login-rules"]
    return rules


def current_presence() -> SignedIn | None:
    """Return who is behind this request, also when the session is past its time."""
    user = current_user
    return user.presence if isinstance(user, SessionUser) else None


def current_actor() -> Actor:
    """Return who asks; only for pages behind the gate."""
    presence = current_presence()
    if presence is None:
        raise RuntimeError("no actor behind the gate")
    return presence.actor


def names_shown(page: str) -> bool:
    """Tell whether a list shows names for now, because its user asked for that in this session."""
    presence = current_presence()
    return presence is not None and presence.names_on == page


def keep(token: str) -> None:
    """Put the token of a fresh session in the cookie; all else that was in it goes."""
    session.clear()
    session[TOKEN] = token


def forget() -> None:
    """Empty the cookie."""
    session.clear()


def _load(_asked: Request) -> SessionUser | None:
    token = session.get(TOKEN)
    if not token:
        return None
    if "presence" not in g:
        touch = request.endpoint not in UNTOUCHED
        g.presence = find_presence(str(token), login_rules(), touch=touch)
    return SessionUser(g.presence) if g.presence else None
