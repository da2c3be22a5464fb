"""The bare page: the same template, rendered from constants and without a store (ruling 29)."""

from typing import Any, Final

from flask import Flask, render_template, template_rendered

from benchmarks.stopwatch import Visitor
from pga.web import headers

CONSTANTS: Final = {"csrf_token": lambda: "x" * 91, "get_flashed_messages": lambda **_: []}
"""What a page otherwise asks of the session."""


def bare_page(visitor: Visitor, path: str) -> Flask:
    """Return an app of which each page is this page of another app, from what it was made with."""
    app, (name, values) = visitor.app, _made_with(visitor, path)
    bare = Flask("bare", template_folder=app.template_folder, static_folder=app.static_folder)
    environment = app.jinja_env.overlay()
    environment.globals = {**app.jinja_env.globals, **CONSTANTS}
    bare.__dict__["jinja_env"] = environment
    bare.url_map = app.url_map
    bare.view_functions = dict.fromkeys(
        app.view_functions, lambda **_: render_template(name, **values)
    )
    headers.init_app(bare, https=False)
    return bare


def _made_with(visitor: Visitor, path: str) -> tuple[str, dict[str, Any]]:
    seen: list[tuple[str, dict[str, Any]]] = []

    def note(_app: Flask, template: Any, context: dict[str, Any], **_: Any) -> None:
        of_request = ("g", "request", "session")
        seen.append((template.name, {k: v for k, v in context.items() if k not in of_request}))

    with template_rendered.connected_to(note, visitor.app):
        visitor.get(path)
    name, values = seen[-1]
    return name, values | CONSTANTS
