import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.builders import Member

AXE: Final = Path(__file__).parents[1] / "vendor/axe.min.js"
# Two frames with the letters there: what a check measures does not move under it any more.
SETTLED: Final = """async () => {
    await document.fonts.ready;
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
AXE_TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
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


@dataclass
class Tab:
    """A page in a browser of its own, and everything the console said about it."""

    page: Page
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
        """Log in on the page for that, as the member does."""
        self.page.goto(f"{base}/aanmelden-bij-pga")
        self.page.fill("[name=username]", member.username)
        self.page.fill("[name=password]", member.password)
        self.send("main button.main")

    def sticks_out(self) -> int:
        """Return how many pixels the page is wider than its window."""
        page = "document.documentElement"
        return self.page.evaluate(f"{page}.scrollWidth - {page}.clientWidth")

    def barriers(self) -> list[str]:
        """Return what axe finds: the rule, and each place."""
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
        dark = self.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        width = self.page.viewport_size["width"]
        name = self.page.url.partition("//")[2].partition("/")[2].replace("/", "-") or "start"
        colours = "dark" if dark else "light"
        self.page.screenshot(path=folder / f"{name}-{width}-{colours}.png", full_page=True)

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
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.fail("chromium is missing: apt-get install --no-install-recommends chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Tab]]:
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
        tab = Tab(context.new_page())
        tab.listen()
        if url:
            tab.page.goto(url)
        return tab

    yield open_page
    for context in contexts:
        context.close()
