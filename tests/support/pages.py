from collections.abc import Callable, Iterator, Mapping
from contextvars import copy_context
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.globals import _cv_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from config import Settings
from pga.accounts import services
from pga.accounts.rules.login import LoginRules
from pga.accounts.session import TOKEN
from tests.builders import Member
from tests.support.inspector import Node, PageInspector, inspect
from tests.support.lives import kept

UNSENT: Final = frozenset({"submit", "button", "reset", "image", "file"})

Fields = Mapping[str, Any]
"""What somebody types in a form: a text, a list of ticked values, or None for what is left out."""


class Page:
    """A browser without a screen: logs in, fills forms as they stand, inspects each answer."""

    def __init__(self, app: Flask, *, never: tuple[str, ...] = ()) -> None:
        self.app, self.never = app, never
        self.client: FlaskClient = app.test_client()
        self.visited: list[str] = []
        """Each address and title that was shown."""

    def log_in(self, who: Member) -> "Page":
        """Go on as somebody, by a session on the server and its cookie."""
        rules: LoginRules = self.app.extensions["pga-login-rules"]

        def sign_in() -> str:
            with self.app.app_context():
                return a_session(who, rules)

        return self.hold(outside(sign_in))

    def hold(self, token: str) -> "Page":
        """Put a token in the cookie."""

        def put() -> None:
            with self.client.session_transaction() as cookie:
                cookie[TOKEN] = token

        outside(put)
        return self

    def get(self, url: str, *, status: int = 200, **more: Any) -> TestResponse:
        return self._seen(outside(lambda: self.client.get(url, **more)), status)

    def post(
        self,
        url: str,
        fields: Fields | None = None,
        *,
        at: str | None = None,
        status: int = 302,
        **more: Any,
    ) -> TestResponse:
        """Send the form that stands at ``at`` (or at the url itself) as a browser would."""
        standing = self.form(self.get(at or url).text, url, own=at in {None, url})
        typed = [(name, value) for name, value in standing if name not in (fields or {})]
        typed += [pair for name, value in (fields or {}).items() for pair in _pairs(name, value)]
        return self.send(url, typed, status=status, **more)

    def send(
        self, url: str, typed: list[tuple[str, str]], *, status: int = 302, **more: Any
    ) -> TestResponse:
        """Send exactly these fields."""
        sent: dict[str, list[str]] = {}
        for name, value in typed:
            sent.setdefault(name, []).append(value)
        return self._seen(outside(lambda: self.client.post(url, data=sent, **more)), status)

    @staticmethod
    def form(html: str, url: str, *, own: bool = True) -> list[tuple[str, str]]:
        """Return what a browser would send of a form as it stands; ``own`` may lack an action."""
        posts = [
            node
            for node in PageInspector(html).nodes
            if node.tag == "form" and node.attrs.get("method", "").lower() == "post"
        ]
        targets = {_path(url), "" if own else _path(url)}
        there = [form for form in posts if _path(form.attrs.get("action", "")) in targets]
        assert there, f"no form at {url}; there are {[f.attrs.get('action') for f in posts]}"
        return list(sent_by(there[0]))

    def _seen(self, response: TestResponse, status: int) -> TestResponse:
        told = f"{response.status} {response.request.path} {response.headers.get('Location', '')}"
        assert response.status_code == status, f"{told}\n{response.text[-4000:]}"
        self.visited += [response.request.url, inspect(response, never=self.never)]
        return response


def outside(act: Callable[[], Any]) -> Any:
    """Do something as a new request comes in: outside the app context of the test, on its clock."""

    def alone() -> Any:
        _cv_app.set(None)
        return act()

    return copy_context().run(alone)


@kept
def a_session(who: Member, rules: LoginRules) -> str:
    """Log somebody in and return the token of the session."""
    address = {"address": "127.0.0.1", "device": "Firefox op Linux"}
    return services.sign_in(who.username, who.password, **address, rules=rules).token


def text_of(response: TestResponse) -> str:
    """Return what a reader hears of a page."""
    return PageInspector(response.text).root.text()


def _path(url: str) -> str:
    return urlsplit(url).path


def _pairs(name: str, value: Any) -> Iterator[tuple[str, str]]:
    several = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return ((name, str(one)) for one in several if one is not None)


def sent_by(form: Node) -> Iterator[tuple[str, str]]:
    for node in form.walk():
        name, kind = node.attrs.get("name"), node.attrs.get("type", "text").lower()
        if not name or "disabled" in node.attrs or (node.tag == "input" and kind in UNSENT):
            continue
        if node.tag == "textarea":
            yield (
                name,
                "".join(str(child) for child in node.children)
                .removeprefix("\r\n")
                .removeprefix("\n"),
            )
        elif node.tag == "select":
            yield from ((name, value) for value in _chosen(node))
        elif node.tag == "input" and (kind not in {"checkbox", "radio"} or "checked" in node.attrs):
            yield name, node.attrs.get("value", "on" if kind in {"checkbox", "radio"} else "")


def _chosen(select: Node) -> list[str]:
    options = [node for node in select.walk() if node.tag == "option"]
    picked = [node for node in options if "selected" in node.attrs]
    if not picked and "multiple" not in select.attrs:
        picked = options[:1]
    return [node.attrs.get("value", node.text()) for node in picked]


@pytest.fixture
def app(store, settings: Settings) -> Iterator[Flask]:
    """The whole app on a fresh store, within an app context, so that builders can be called."""
    from pga.app import create_app  # noqa: PLC0415 - the roof is slow to come in

    app = store.app(create_app, settings)
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def page(app: Flask) -> Page:
    """A browser without a screen; ``page.log_in(a_user(...))`` first."""
    return Page(app)
