"""Every form of the house as somebody could send it, and every value that nobody should send."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any, Final
from unittest.mock import patch
from urllib.parse import quote_plus, unquote_to_bytes, urlsplit

import sqlalchemy as sa
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from pga.core import clock
from pga.core.database import db
from pga.privacy import safe
from tests.builders import Member
from tests.support.inspector import Node, PageInspector
from tests.support.pages import Page, outside

Body = tuple[tuple[str, bytes], ...]
"""Names and values of what is sent, the values as they go over the line."""

WORDS: Final = "Op 3 november stond de muziek weer hard aan."
PLAIN: Final = {
    "username": "kim",
    "email": "kim@laren.invalid",
    "phone": "035 555 01 00",
    "birth": "14-05-1991",
    "begins": "14:00",
    "number": "LAR-2026-0001",
    "casus": "LAR-2026-0001",
    "code": "123456",
}
"""What somebody types in a field of this name; a day in what is called after one."""
DAYS: Final = ("on", "until", "vanaf", "tot", "day")
TYPES: Final = frozenset(
    {"text", "search", "email", "tel", "password", "date", "time", "number", ""}
)
LONG: Final = 100_000
MOST_TIMES: Final = 20


def _encoded(text: str) -> bytes:
    return quote_plus(text).encode()


WILD: Final[dict[str, bytes]] = {
    "nothing": b"",
    "NUL": b"a%00b",
    "only NUL": b"%00",
    "lone surrogate": b"%ED%A0%80",
    "not UTF-8": b"%FF%FE%C3",
    "no percent": b"%zz%1",
    "right to left": _encoded("\u202e\u2066abc\u200f"),
    "accents without a letter": _encoded("\u0301" * 200),
    "emoji": _encoded("👩‍👩‍👧🏽‍♀️🔥"),
    "superscript": _encoded("²"),
    "arabic digits": _encoded("١٢"),
    "wide digits": _encoded("１２"),
    "minus one": b"-1",
    "zero": b"0",
    "past 31 bits": b"2147483648",
    "past 63 bits": b"9223372036854775808",
    "a nonillion": str(10**30).encode(),
    "5000 digits": b"9" * 5000,
    "exponent": b"1e9",
    "NaN": b"NaN",
    "null": b"null",
    "None": b"None",
    "true": b"true",
    "list": b"%5B%5D",
    "deep list": b"%5B" * 50_000,
    "object": _encoded('{"a": "\\ud800", "b": [1]}'),
    "no date": b"0000-00-00",
    "last date": b"31-12-9999",
    "no leap year": b"29-2-2027",
    "date before dates": b"01-01-0001",
    "week date": b"2026-W01-1",
    "time past midnight": b"25:00",
    "moment": _encoded("9999-12-31T23:59:59+23:59"),
    "first moment": _encoded("0001-01-01T00:00:00+14:00"),
    "id of nothing": b"00000000-0000-0000-0000-000000000000",
    "braced id": _encoded("{urn:uuid:" + "f" * 32 + "}"),
    "unknown code": b"unheard_of",
    "owner": _encoded("u:onzin"),
    "path": _encoded("../../etc/passwd"),
    "other site": _encoded("//elsewhere.example/\\x"),
    "format": _encoded("{0.__class__}%s%(x)s{"),
    "quote": _encoded("'; drop table user_account; --"),
    "line break": b"a%0D%0ASet-Cookie:%20x=y",
    "100 characters": b"x" * 100,
    "1001 characters": b"x" * 1001,
    "100,000 characters": b"x" * LONG,
    "100,000 blanks": b"+" * LONG,
    "100,000 dashes": b"1-" * (LONG // 2),
}
"""What is put in a field."""


@dataclass(frozen=True)
class Sending:
    """A form as it stands on its page, filled in plainly."""

    page: str
    url: str
    method: str
    endpoint: str
    plain: Body
    files: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """Return the names of its fields, those that steer it included."""
        return list(dict.fromkeys([*(name for name, _ in self.plain), *self.files]))


@dataclass
class Cost:
    """What one request asked of the stores."""

    statements: int = 0
    cells: int = 0
    seconds: float = 0.0
    """Of this processor, without the store."""

    def beyond(self, plain: "Cost", patience: float) -> list[str]:
        """Return of what this is more than twenty times as much as something plain.

        What takes no longer than our patience, in seconds, is never too slow.
        """
        return [
            f"{name} {mine:.4g} of at most {most:.4g}"
            for name, mine, most in (
                ("statements", self.statements, MOST_TIMES * max(plain.statements, 1)),
                ("cells", self.cells, MOST_TIMES * max(plain.cells, 1)),
                ("seconds", self.seconds, max(patience, MOST_TIMES * plain.seconds)),
            )
            if mine > most
        ]


def sendings(page: Page, url: str, who: Member) -> list[Sending]:
    """Return the forms of a page, filled in as somebody could."""
    answer = outside(lambda: page.client.get(url))
    if answer.status_code != 200 or answer.mimetype != "text/html":
        answer.close()
        return []
    found = []
    for form in (node for node in PageInspector(answer.text).nodes if node.tag == "form"):
        method = form.attrs.get("method", "get").upper()
        target = form.attrs.get("action", "") or url
        endpoint = endpoint_of(page.app, target, method)
        if method in {"GET", "POST"} and endpoint:
            files = tuple(n.attrs["name"] for n in form.walk() if n.attrs.get("type") == "file")
            filled = tuple((name, _encoded(value)) for name, value in _filled(form, who))
            found.append(Sending(url, target, method, endpoint, filled, files))
    return found


def endpoint_of(app: Flask, url: str, method: str) -> str:
    """Return what takes a request in; empty when nothing does."""
    adapter = app.url_map.bind("localhost")
    try:
        return adapter.match(urlsplit(url).path, method=method)[0]
    except (RequestRedirect, HTTPException):
        return ""


def _filled(form: Node, who: Member) -> Iterator[tuple[str, str]]:
    """Yield what somebody would send who fills in all that is asked."""
    controls = [n for n in form.walk() if n.attrs.get("name") and "disabled" not in n.attrs]
    answered = {node.attrs["name"] for node in controls if "checked" in node.attrs}
    for node in controls:
        name, kind = node.attrs["name"], node.attrs.get("type", "text").lower()
        if node.tag == "input" and kind in {"radio", "checkbox"}:
            if _ticked(node, answered):
                yield name, node.attrs.get("value", "")
            answered.add(name)
        else:
            yield from ((name, value) for value in _values(node, kind, name, who))
    buttons = [n for n in form.walk() if n.tag == "button" and n.attrs.get("type") != "button"]
    if buttons and all("name" in node.attrs for node in buttons):
        yield buttons[0].attrs["name"], buttons[0].attrs.get("value", "")


def _ticked(node: Node, answered: set[str]) -> bool:
    """Tell whether a box stands ticked, or is the first answer to what nothing answers yet."""
    asks = node.attrs.get("type") == "radio" or node.attrs.get("value") != "y"
    return "checked" in node.attrs or (asks and node.attrs["name"] not in answered)


def _values(node: Node, kind: str, name: str, who: Member) -> list[str]:
    if node.tag == "textarea":
        return ["".join(map(str, node.children)).strip() or WORDS]
    if node.tag == "select":
        return _picked(node)
    if node.tag != "input" or (kind != "hidden" and kind not in TYPES):
        return []
    value = node.attrs.get("value", "")
    return [value if kind == "hidden" or value else _typed(name, who)]


def _picked(select: Node) -> list[str]:
    values = [n.attrs.get("value", n.text()) for n in select.walk() if n.tag == "option"]
    stands = [n.attrs.get("value", n.text()) for n in select.walk() if "selected" in n.attrs]
    return [one for one in stands if one] or [one for one in values if one][:1]


def _typed(name: str, who: Member) -> str:
    last = name.rsplit("-", 1)[-1]
    if last in {"password", "current"}:
        return who.password
    if last.rsplit("_", 1)[-1] in DAYS:
        return (clock.today() + timedelta(days=1)).strftime("%d-%m-%Y")
    return PLAIN.get(last, WORDS)


# --- sending it otherwise


@dataclass(frozen=True)
class Attempt:
    """One request that nobody should send."""

    sending: Sending
    said: str
    body: Body
    kind: str = ""
    """Another content type than that of a form."""
    file: str = ""
    """The field in which a file stands."""

    def send(self, page: Page) -> Any:
        """Send it and return the answer."""
        raw = b"&".join(_encoded(name) + b"=" + value for name, value in self.body)
        one = self.sending
        if one.method == "GET":
            url = f"{one.url.partition('?')[0]}?{raw.decode()}"
            return outside(lambda: page.client.get(url))
        if self.file:
            data: dict[str, Any] = {name: value.decode() for name, value in self.body}
            data[self.file] = (BytesIO(b"\x89PNG\x00\xff"), "na\u202eam.png")
            return outside(lambda: page.client.post(one.url, data=data))
        kind = self.kind or "application/x-www-form-urlencoded"
        return outside(lambda: page.client.post(one.url, data=raw, content_type=kind))


def attempts_on(one: Sending) -> Iterator[Attempt]:
    """Yield each way to send a form wrongly."""
    for name in one.names:
        others = tuple(pair for pair in one.plain if pair[0] != name)
        for said, value in WILD.items():
            yield Attempt(one, f"{name}: {said}", (*others, (name, value)))
        yield Attempt(one, f"{name}: missing", others)
        yield Attempt(one, f"{name}: twice", (*one.plain, (name, b"x"), (name, b"y")))
        yield Attempt(one, f"{name}: NUL in its name", (*one.plain, (f"{name}\x00", b"x")))
        if one.method == "POST":
            yield Attempt(one, f"{name}: a file", others, file=name)
    if one.method == "POST":
        for kind in (
            "text/plain",
            "application/json",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
        ):
            yield Attempt(one, f"as {kind}", one.plain, kind=kind)
        many = tuple((f"x{at}", b"1") for at in range(5000))
        yield Attempt(one, "5000 fields more", one.plain + many)
        yield Attempt(one, "nothing at all", ())


def addresses_beside(url: str, asked: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield addresses like this one that nobody should ask for, each with what is wrong in it."""
    parts = urlsplit(url).path.split("/")
    for said, value in WILD.items():
        if not value:
            continue
        wild = value.replace(b"+", b"%20").decode()
        for at in range(1, len(parts)):
            yield f"part {at}: {said}", "/".join([*parts[:at], wild, *parts[at + 1 :]])
        for name in sorted(asked):
            yield f"?{name}: {said}", f"{url}?{name}={value.decode()}"


def ask_raw(page: Page, url: str) -> Any:
    """Ask for an address byte for byte as it stands."""
    path, _, query = url.partition("?")
    raw = {"PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": query}
    return outside(lambda: page.client.get("/", environ_overrides=raw))


@contextmanager
def counting() -> Iterator[Cost]:
    """Count the statements to the store of the data, and the cells that are opened."""
    cost, really = Cost(), safe.open_

    def open_(*given: Any, **more: Any) -> bytes:
        cost.cells += 1
        return really(*given, **more)

    def note(*_: Any) -> None:
        cost.statements += 1

    sa.event.listen(db.engine, "before_cursor_execute", note)
    began = time.process_time()
    try:
        with patch.object(safe, "open_", open_):
            yield cost
    finally:
        cost.seconds = time.process_time() - began
        sa.event.remove(db.engine, "before_cursor_execute", note)
