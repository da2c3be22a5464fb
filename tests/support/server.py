from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.serving import WSGIRequestHandler, make_server

ANSWER = "tests.answer"

served: dict[str, WSGIApplication] = {}
"""What answers at which address now."""


class Quiet(WSGIRequestHandler):
    """Says nothing (the output of a test is its failure), and leaves nothing open."""

    def log(self, *_: Any) -> None:
        """Say nothing."""

    def connection_dropped(self, _: BaseException, environ: WSGIEnvironment | None = None) -> None:
        """Close the answer of a browser that left before it was there.

        The handler first drains what was sent, and where nobody is left to drain it never comes to
        closing: a file then stays open until some later test is blamed for it.
        """
        (environ or {}).get(ANSWER, _once(())).close()


def _once(answer: Iterable[bytes]) -> Generator[bytes, None, None]:
    """The same answer, that may be closed twice."""
    try:
        yield from answer
    finally:
        if hasattr(answer, "close"):
            answer.close()


def _remembered(app: WSGIApplication) -> WSGIApplication:
    """The same application, that leaves its answer where ``Quiet`` can close it."""

    def remembering(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[ANSWER] = _once(app(environ, start_response))
        return environ[ANSWER]

    return remembering


@contextmanager
def serving(app: WSGIApplication) -> Iterator[str]:
    """Serve an application on a free port of this machine; yields its address, without a slash."""
    server = make_server("127.0.0.1", 0, _remembered(app), threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    served[address] = app
    try:
        yield address
    finally:
        del served[address]
        server.shutdown()
        thread.join()
        server.server_close()
