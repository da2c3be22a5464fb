"""Headers of every response, and the refusal of requests that another site made."""

from typing import Final

from flask import Flask, Response, abort, request

CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'none'; require-trusted-types-for 'script'"
)
ALWAYS: Final = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
HSTS: Final = "max-age=63072000; includeSubDomains"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
A_YEAR: Final = "public, max-age=31536000, immutable"
REVALIDATED: Final = "private, no-cache"
"""What an answer without data says of itself: keep it, and ask each time whether it is the same."""


def init_app(app: Flask, *, https: bool) -> None:
    """Set the headers on every response and look where an unsafe request came from."""
    app.before_request(_refuse_other_sites)

    @app.after_request
    def add(response: Response) -> Response:
        response.headers.update(ALWAYS)
        versioned = request.endpoint == "static" and "v" in request.args
        if response.headers.get("Cache-Control") != REVALIDATED:
            response.headers["Cache-Control"] = A_YEAR if versioned else "no-store"
        if https:
            response.headers["Strict-Transport-Security"] = HSTS
        return response


def _refuse_other_sites() -> None:
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    same = origin in {None, request.host_url.rstrip("/")} if site is None else site == "same-origin"
    if not same:
        abort(403)
