import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, Final

VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)
UNLABELLED: Final = frozenset({"hidden", "submit", "button", "reset", "image"})
NAMED_INSTEAD: Final = frozenset({"a", "button", "img", "svg", "span", "input", "select", "time"})
"""Where a label is read instead of the content; of a region it is only the name."""
POINTERS: Final = (
    "for",
    "form",
    "headers",
    "list",
    "popovertarget",
    "aria-controls",
    "aria-describedby",
    "aria-errormessage",
    "aria-labelledby",
    "aria-owns",
)
LEAKS: Final = ("None", "NaN", "Traceback", "undefined", "lorem ipsum")
"""What stands on a page only when a programmer forgot something."""

POLICY: Final[Mapping[str, frozenset[str]]] = {
    "default-src": frozenset({"'none'"}),
    "script-src": frozenset({"'self'"}),
    "style-src": frozenset({"'self'"}),
    "font-src": frozenset({"'self'"}),
    "connect-src": frozenset({"'self'"}),
    "form-action": frozenset({"'self'"}),
    "frame-ancestors": frozenset({"'none'"}),
    "base-uri": frozenset({"'none'"}),
    "require-trusted-types-for": frozenset({"'script'"}),
}
IMAGES: Final = frozenset({"'self'", "data:"})
HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NO_CONTENT: Final = 204
TOKEN: Final = re.compile(r'(name="csrf[-_]token" (?:content|value)=")[^"]+')
"""What is new in each answer, whatever else it says."""
CLOSED: Final = ("camera", "microphone", "geolocation", "payment", "usb")


@dataclass
class Node:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    parent: "Node | None" = None
    children: "list[Node | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Node]":
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    def inside(self, tag: str) -> bool:
        return self.parent is not None and (self.parent.tag == tag or self.parent.inside(tag))

    def text(self) -> str:
        """Return what a reader hears: text and alternatives, not what is hidden from them."""
        if self.attrs.get("aria-hidden") == "true" or self.tag in {"script", "style"}:
            return ""
        label = self.attrs.get("aria-label", "")
        if label and self.tag in NAMED_INSTEAD:
            return label
        own = [child if isinstance(child, str) else child.text() for child in self.children]
        return " ".join(" ".join([label, self.attrs.get("alt", ""), *own]).split())

    def __str__(self) -> str:
        shown = [
            f'{name}="{self.attrs[name]}"' for name in ("id", "name", "href") if name in self.attrs
        ]
        return f"<{' '.join([self.tag, *shown])}>"


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self._here = Node("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self._here)
        self._here.children.append(node)
        if tag not in VOID:
            self._here = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._here.tag == tag or self._here.inside(tag):
            while self._here.tag != tag:
                self._here = self._here.parent
            self._here = self._here.parent

    def handle_data(self, data: str) -> None:
        self._here.children.append(data)


class PageInspector:
    """Find what is wrong with a rendered page and its headers; words in ``never`` may not show."""

    def __init__(
        self,
        html: str,
        headers: Mapping[str, str] | None = None,
        *,
        never: Iterable[str] = (),
        secure: bool = False,
    ) -> None:
        reader = Reader()
        reader.feed(html)
        reader.close()
        self.root = reader.root
        self.nodes = list(reader.root.walk())
        self.html, self.headers = html, headers
        self.never, self.secure = tuple(never), secure
        self.ids = Counter(node.attrs["id"] for node in self.nodes if "id" in node.attrs)

    def check(self) -> None:
        """Fail with all that is wrong, and not with the first thing only."""
        if problems := self.problems():
            raise AssertionError("\n".join(["The page is not right:", *problems]))

    def problems(self) -> list[str]:
        headers = [] if self.headers is None else header_problems(self.headers, secure=self.secure)
        return [
            *self._frame(),
            *self._ids(),
            *self._fields(),
            *self._forms(),
            *self._inline(),
            *self._names(),
            *self._words(),
            *headers,
        ]

    def _all(self, *tags: str) -> list[Node]:
        return [node for node in self.nodes if node.tag in tags]

    def _frame(self) -> Iterator[str]:
        if (count := len(self._all("h1"))) != 1:
            yield f"{count} h1 on the page"
        if not any(node.text() for node in self._all("title") if not node.inside("svg")):
            yield "no title"
        if not any(node.attrs.get("lang") for node in self._all("html")):
            yield "no lang on html"

    def _ids(self) -> Iterator[str]:
        for name, count in self.ids.items():
            if count > 1:
                yield f'id="{name}" stands {count} times'
        for node in self.nodes:
            for pointer in POINTERS:
                for target in node.attrs.get(pointer, "").split():
                    if target not in self.ids:
                        yield f'{node} {pointer}="{target}" points nowhere'
            href = node.attrs.get("href", "")
            if node.tag == "a" and href.startswith("#") and href[1:] not in self.ids:
                yield f"{node} points nowhere"

    def _fields(self) -> Iterator[str]:
        labelled = {node.attrs.get("for") for node in self._all("label") if node.text()}
        for node in self._all("input", "select", "textarea"):
            unseen = node.tag == "input" and node.attrs.get("type", "text").lower() in UNLABELLED
            if unseen or "hidden" in node.attrs:
                continue
            named = node.attrs.get("aria-label") or node.attrs.get("aria-labelledby")
            if not (named or node.inside("label") or node.attrs.get("id") in labelled - {None}):
                yield f"{node} has no label"

    def _forms(self) -> Iterator[str]:
        for form in self._all("form"):
            hidden = [
                node
                for node in form.walk()
                if node.attrs.get("name") == "csrf_token"
                and node.attrs.get("type") == "hidden"
                and node.attrs.get("value")
            ]
            if form.attrs.get("method", "get").lower() == "post" and not hidden:
                yield f"{form} posts without csrf_token"

    def _inline(self) -> Iterator[str]:
        for node in self.nodes:
            if node.tag == "style":
                yield "style element"
            if node.tag == "script" and not node.attrs.get("src"):
                yield "script without src"
            for name in node.attrs:
                if name == "style" or name.startswith("on"):
                    yield f"{node} has {name}="
            for name in ("href", "src", "action", "formaction"):
                if node.attrs.get(name, "").strip().lower().startswith("javascript:"):
                    yield f"{node} has a script in {name}="

    def _names(self) -> Iterator[str]:
        for node in self.nodes:
            image = node.tag == "img" or node.attrs.get("role") == "img"
            press = node.tag == "button" or (node.tag == "a" and "href" in node.attrs)
            button = node.tag == "input" and node.attrs.get("type") in {"submit", "button"}
            if image and not ("alt" in node.attrs or self._named(node)):
                yield f"{node} has no alt"
            away = node.attrs.get("aria-hidden") == "true" and node.attrs.get("tabindex") == "-1"
            if press and not (away or node.text() or self._named(node)):
                yield f"{node} has no text"
            if button and not (node.attrs.get("value") or self._named(node)):
                yield f"{node} has no text"

    @staticmethod
    def _named(node: Node) -> bool:
        return bool(node.attrs.get("aria-label") or node.attrs.get("aria-labelledby"))

    def _words(self) -> Iterator[str]:
        text = self.root.text()
        for word in LEAKS:
            if re.search(rf"\b{word}\b", text):
                yield f"the page says {word}"
        if re.search(r"\{[{%#]|[}%#]\}", text):
            yield "the page shows a template"
        for word in self.never:
            if word in self.html:
                yield f"the page knows {word}"


def header_problems(
    headers: Mapping[str, str], *, secure: bool = False, cached: bool = False
) -> list[str]:
    """Find what is wrong with the headers of any answer; a static file may be ``cached``."""
    found = [f"{k}: {headers.get(k)}" for k, v in HEADERS.items() if headers.get(k) != v]
    closed = {part.strip() for part in headers.get("Permissions-Policy", "").split(",")}
    found += [
        f"Permissions-Policy leaves {part} open" for part in CLOSED if f"{part}=()" not in closed
    ]
    if not cached and "no-store" not in headers.get("Cache-Control", ""):
        found.append(f"Cache-Control: {headers.get('Cache-Control')}")
    if secure and "max-age=" not in headers.get("Strict-Transport-Security", ""):
        found.append("no Strict-Transport-Security")
    return [*found, *_policy_problems(headers.get("Content-Security-Policy", ""))]


def _policy_problems(header: str) -> Iterator[str]:
    parts = [part.split() for part in header.split(";") if part.strip()]
    policy = {name.lower(): frozenset(values) for name, *values in parts}
    for name, values in POLICY.items():
        if (given := policy.get(name, {"absent"})) != values:
            yield f"Content-Security-Policy {name}: {' '.join(sorted(given))}"
    if not policy.get("img-src", frozenset()) <= IMAGES:
        yield "Content-Security-Policy lets images in from elsewhere"
    for name, values in policy.items():
        for value in values:
            if re.search(r"unsafe-|\*|//", value):
                yield f"Content-Security-Policy {name} allows {value}"


def inspect(response: Any, *, never: Iterable[str] = (), secure: bool = False) -> str:
    """Check an answer of the test client: its headers, and its HTML if it is HTML.

    Returns the title of the page.
    """
    redirects = 300 <= response.status_code < 400
    problems: list[str] = []
    title = ""
    if response.mimetype == "text/html" and not redirects and response.status_code != NO_CONTENT:
        title, found = _looked_over(TOKEN.sub(r"\1new", response.text), tuple(never))
        problems = ["The page is not right:", *found] if found else []
    problems += header_problems(response.headers, secure=secure)
    if problems:
        raise AssertionError("\n".join(problems))
    return title


@lru_cache(maxsize=64)
def _looked_over(html: str, never: tuple[str, ...]) -> tuple[str, list[str]]:
    """Return the title of a page and what is wrong with it; most refusals are the same page."""
    page = PageInspector(html, never=never)
    titles = [node.text() for node in page.nodes if node.tag == "title"]
    return titles[0] if titles else "", page.problems()
