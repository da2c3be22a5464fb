import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.builders import Member
from tests.support.pages import Page as Visitor
from tests.support.server import served

AXE: Final = Path(__file__).parents[1] / "vendor/axe.min.js"
# Two frames with the letters there: what a check measures does not move under it any more.
SETTLED: Final = """async () => {
    await document.fonts.ready;
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
# Each element by what a barrier hangs on: what it is, and what it says it is.
SHAPES: Final = """() => {
    const counts = /^(class|type|role|disabled|hidden|open|checked|lang|aria-.*)$/;
    const said = element => [...element.attributes].filter(one => counts.test(one.name))
        .map(one => /^aria-(label|describedby|controls|owns|error|active)/.test(one.name)
            ? one.name : `${one.name}=${one.value}`)
        .sort().join(" ");
    const all = [...document.querySelectorAll("*")];
    return [...new Set(all.map(one => `${one.tagName} ${said(one)}`))];
}"""
NAMED: Final = re.compile(r"[A-Z]{3}-\d{4}-\d+|[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
"""What stands in an address for one case, row or version, and makes no other kind of page."""
COLOURS: Final = "matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"
LOOK: Final = f"""() => [
    innerWidth, {COLOURS}, matchMedia("print").matches, document.documentElement.style.fontSize,
    ...[...document.querySelectorAll("link[rel=stylesheet]")].map(one => new URL(one.href).pathname)
]"""
AXE_TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
HEADLESS: Final = "chromium-headless-shell"
"""The same browser without its own windows: a third less work for the same pages."""
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that asks anything of another machine says so in the console, and fails its test.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
WIDE: Final = 1280
NARROW: Final = 390


class Looked:
    """What was looked over for barriers: each kind of page, and each shape on it, in each look.

    A page that is of a known kind and on which each element looks as it did on a page without a
    barrier has none either; looking takes longer than all the rest of such a test. All who run the
    tests write it down in one folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lacks(self, look: str, shapes: Iterable[str]) -> bool:
        return not all((self._folder / name).exists() for name in self._names(look, shapes))

    def had(self, look: str, shapes: Iterable[str]) -> None:
        for name in self._names(look, shapes):
            (self._folder / name).touch()

    @staticmethod
    def _names(look: str, shapes: Iterable[str]) -> Iterator[str]:
        return (hashlib.sha256(f"{look} {shape}".encode()).hexdigest() for shape in shapes)


@pytest.fixture(scope="session")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Looked:
    """What this run looked over; each worker has a folder of its own within that of the run."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "looked"
    folder.mkdir(exist_ok=True)
    return Looked(folder)


@dataclass
class Tab:
    """A page in a browser of its own, and everything the console said about it."""

    page: Page
    looked: Looked
    said: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"pageerror: {error}"))

    def text_at(self, percent: int) -> None:
        """Enlarge the text as a reader may."""
        self.page.evaluate(
            "size => { document.documentElement.style.fontSize = size }", f"{percent}%"
        )

    def send(self, selector: str) -> None:
        """Click what leads to another page, and wait until that page is there."""
        with self.page.expect_navigation():
            self.page.click(selector)

    def log_in(self, base: str, member: Member) -> None:
        """Go on as the member, by a session on the server and its cookie; then go to the start."""
        app = served[base]
        held = Visitor(app).log_in(member).client.get_cookie(app.config["SESSION_COOKIE_NAME"])
        cookie = {"name": held.key, "value": held.value, "url": base}
        self.page.context.add_cookies([cookie])
        self.page.goto(base)

    def sticks_out(self) -> int:
        """Return how many pixels the page is wider than its window."""
        page = "document.documentElement"
        return self.page.evaluate(f"{page}.scrollWidth - {page}.clientWidth")

    def barriers(self) -> list[str]:
        """Return what axe finds: the rule, and each place. What is known is not looked at again."""
        kind = NAMED.sub("-", urlsplit(self.page.url).path)
        look, shapes = str(self.page.evaluate(LOOK)), {kind, *self.page.evaluate(SHAPES)}
        if not self.looked.lacks(look, shapes):
            return []
        found = self.asked()
        if not found:
            self.looked.had(look, shapes)
        return found

    def asked(self) -> list[str]:
        """Ask axe, whatever was looked over before."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text("utf-8"))
        options = {"runOnly": list(AXE_TAGS), "resultTypes": ["violations"]}
        found: dict[str, Any] = self.page.evaluate("o => axe.run(document, o)", options)
        return [
            f"{rule['id']}: {rule['help']} at {node['target']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def problems(self) -> list[str]:
        self.page.evaluate(SETTLED)
        out = self.sticks_out()
        layout = [f"{out} pixels wider than its window"] if out else []
        return [*self.said, *layout, *self.barriers()]

    def picture(self, folder: Path) -> None:  # pragma: no cover - for eyes
        """Take a picture of the whole page, named by its address, its width and its colours."""
        colours = self.page.evaluate(COLOURS)
        width = self.page.viewport_size["width"]
        name = self.page.url.partition("//")[2].partition("/")[2].replace("/", "-") or "start"
        self.page.screenshot(path=folder / f"{name}-{width}-{colours}.png", full_page=True)

    def check_each_look(self) -> None:
        """Check this page wide and narrow, light and dark, as it stands; then go back to its own.

        A page is asked for once: what differs is only how the browser lays it out.
        """
        size = self.page.viewport_size
        for width in (NARROW, WIDE):
            self.page.set_viewport_size({**size, "width": width})
            for scheme in ("dark", "light"):
                self.page.emulate_media(color_scheme=scheme)
                self.check()
        self.page.set_viewport_size(size)

    def check(self) -> None:
        """Fail with all that is wrong with this page, and not with the first thing only.

        With a folder in ``SHOTS`` its picture goes there, for who wants to look.
        """
        if shots := os.environ.get("SHOTS"):  # pragma: no cover - for eyes
            self.picture(Path(shots))
        if problems := self.problems():
            raise AssertionError("\n".join([self.page.url, *problems]))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which(HEADLESS)
    if program is None:
        pytest.fail(f"{HEADLESS} is missing: apt-get install --no-install-recommends {HEADLESS}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, looked: Looked) -> Iterator[Callable[..., Tab]]:
    """Open a page: ``open_page(url, width=WIDE, scheme="light", **context options)``."""
    contexts = []

    def open_page(url: str = "", *, width: int = WIDE, scheme: str = "light", **more: Any) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        tab = Tab(context.new_page(), looked)
        tab.listen()
        if url:
            tab.page.goto(url)
        return tab

    yield open_page
    for context in contexts:
        context.close()
