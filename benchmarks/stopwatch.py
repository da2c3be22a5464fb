"""Ask pages of an app without a server in between, and time things in turns."""

import gc
from collections.abc import Callable, Mapping
from io import BytesIO
from statistics import median
from time import perf_counter
from typing import Any, Final
from urllib.parse import urlencode

from flask import Flask

WARM: Final = 4
"""How often everything runs before it is timed."""


class Visitor:
    """Somebody who asks pages of one app, with one cookie."""

    def __init__(self, app: Flask, cookie: str = "") -> None:
        self.app, self.cookie, self.led_to = app, cookie, ""

    def get(self, path: str) -> str:
        """Return a page; raises RuntimeError when it is not there."""
        status, body = self._ask("GET", path, b"")
        if status != "200 OK":
            raise RuntimeError(f"{path}: {status}")
        return body.decode()

    def post(self, path: str, fields: Mapping[str, str], *, status: str = "302 FOUND") -> str:
        """Send a form; raises RuntimeError when the answer is another one."""
        got, body = self._ask("POST", path, urlencode(fields).encode())
        if got != status:
            raise RuntimeError(f"{path}: {got}")
        return body.decode()

    def answer(self, path: str, fields: Mapping[str, str]) -> str:
        """Send a form, and return the page to which it leads."""
        self.post(path, fields)
        return self.get(self.led_to)

    def _ask(self, method: str, path: str, sent: bytes) -> tuple[str, bytes]:
        path, _, query = path.partition("?")
        said: list[Any] = []
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(sent)),
            "HTTP_COOKIE": self.cookie,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(sent),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        answer = self.app(environ, lambda status, headers, _=None: said.append((status, headers)))
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        status, headers = said[0]
        for name, value in headers:
            if name == "Set-Cookie":
                self.cookie = value.partition(";")[0]
            elif name == "Location":
                self.led_to = value
        return status, body


def in_turns(acts: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median time of each act in milliseconds; they take turns, so all meet one machine.

    An act may be a pair: what comes first is done but not timed.
    """
    times: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(WARM + rounds):
        for name, act in acts.items():
            act.before() if isinstance(act, Prepared) else None
            began = perf_counter()
            act()
            took = perf_counter() - began
            if turn >= WARM:
                times[name].append(took * 1000)
        gc.collect(0)
    return {name: median(found) for name, found in times.items()}


class Prepared:
    """An act that needs something else first, such as the form that it sends."""

    def __init__(self, before: Callable[[], object], act: Callable[[], object]) -> None:
        self.before, self._act = before, act

    def __call__(self) -> None:
        """Do what is timed."""
        self._act()
