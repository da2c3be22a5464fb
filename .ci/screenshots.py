"""Make the pictures of the documents anew: an invented municipality, a stopped day, a browser.

It leaves ``docs/screenshots/`` with exactly the pictures that it made. Run it with ``make
screenshots``; ``CHROMIUM=…`` takes another browser.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIEnvironment

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pga.core import clock  # noqa: E402 - the checkout first
from pga.demo.folder import demo_app, make_demo  # noqa: E402 - the checkout first

SHOTS: Final = ROOT / "docs" / "screenshots"
NEW: Final = SHOTS.with_name("screenshots.new")
"""Takes the place of the old pictures when all are made."""
NOW: Final = datetime(2026, 11, 24, 9, 12, tzinfo=clock.AMSTERDAM)
WIDE: Final = (1280, 900)
NARROW: Final = (390, 844)
TALLEST: Final = 1500
LARGEST: Final = 300_000
"""In bytes; a paper with pictures has to stay light."""

Act = Callable[[Page], None]


class Quiet(WSGIRequestHandler):
    """Says nothing about each request."""

    def log(self, *_: Any) -> None:
        """Say nothing."""


def stopped(app: Any) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """Return the app with its clock on the same minute, whenever one asks."""

    def at_that_minute(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        with clock.stopped_at(NOW):
            return list(app(environ, start))

    return at_that_minute


@contextmanager
def demo() -> Iterator[str]:
    """Serve a new demo on a free port; yields its address."""
    with tempfile.TemporaryDirectory() as folder:
        with clock.stopped_at(NOW):
            make_demo(Path(folder) / "demo", lambda *_: None)
        app = stopped(demo_app(Path(folder) / "demo"))
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Camera:
    """One account in a browser of its own."""

    def __init__(self, browser: Browser, address: str, account: str, size: tuple[int, int]) -> None:
        self.size = size
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            base_url=address,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
        )
        self.page = context.new_page()
        self.page.goto("/inloggen")
        if account:
            self.page.get_by_role("button", name=f"Kies {account}", exact=True).click()
            self.page.wait_for_url(lambda url: "inloggen" not in url)

    def shoot(self, name: str, url: str = "", *, first: Act | None = None) -> None:
        """Keep what a page looks like, from its top."""
        if url:
            self.page.goto(url)
        if first:
            first(self.page)
        self.page.evaluate("document.fonts.ready")
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        width, height = self.size
        self.page.set_viewport_size({"width": width, "height": min(max(tall, height), TALLEST)})
        self.page.screenshot(path=NEW / f"{name}.png")
        self.page.set_viewport_size({"width": width, "height": height})

    def case(self, state: str) -> str:
        """Return the address of the first case of mine in a state."""
        self.page.goto(f"/casussen?wie=mine&stand={state}")
        link = self.page.locator("main table th a").first
        return str(link.get_attribute("href"))


def take(browser: Browser, address: str) -> None:
    """Take all pictures, in the order of the guide."""
    Camera(browser, address, "", WIDE).shoot("guide-inloggen")
    _of_team_veiligheid(Camera(browser, address, "veiligheid", WIDE))
    phone = Camera(browser, address, "veiligheid", NARROW)
    phone.shoot("werkvoorraad-390", "/werk")
    phone.shoot("guide-casus-390", phone.case("in_execution"))
    coordinator = Camera(browser, address, "coordinator", WIDE)
    coordinator.page.goto("/casussen?wie=all&stand=in_execution")
    case = coordinator.page.locator("main table th a").first.get_attribute("href")
    coordinator.shoot("guide-inzagen", f"{case}/inzagen")
    dpo = Camera(browser, address, "fg", WIDE)
    dpo.shoot(
        "guide-toezicht",
        "/toezicht",
        first=_verify,
    )
    Camera(browser, address, "bestuur", WIDE).shoot("guide-cijfers", "/cijfers")
    keeper = Camera(browser, address, "beheerder", WIDE)
    keeper.shoot("guide-gebruikers", "/beheer/gebruikers")
    keeper.shoot("guide-instellingen", "/beheer/instellingen")


def _verify(page: Page) -> None:
    page.get_by_role("button", name="Reken het logboek na").click()
    page.get_by_text("Het logboek is heel.").wait_for()


def _open_a_case(page: Page) -> None:
    """Open the first case of today's meeting that is in execution, before all who were asked."""
    page.get_by_text("6 casussen").locator("xpath=../..").get_by_role("link").click()
    page.get_by_role("link", name="Begin").click()
    for name in ("present", "promised"):
        for box in page.locator(f"[name={name}]").all():
            box.check()
    page.locator("[name=view][value=told]").check()
    page.get_by_role("button", name="Open deze casus").click()
    page.get_by_text("Casus afronden").wait_for()


def _of_team_veiligheid(camera: Camera) -> None:
    camera.shoot("werkvoorraad", "/werk")
    camera.shoot(
        "guide-hulp", "/werk", first=lambda page: page.locator("details.help summary").click()
    )
    camera.shoot("aanmelding", "/aanmelden")
    camera.shoot("casusblad", camera.case("information_round"))
    camera.shoot("guide-weging", f"{camera.case('in_triage')}/weging")
    camera.shoot("guide-koppelen", f"{camera.case('planning')}/betrokken")
    camera.shoot("guide-informatieronde", f"{camera.case('information_round')}/plan-opstellen")
    camera.shoot("guide-overleg", "/overleggen", first=_open_a_case)
    camera.shoot("guide-aanhouden", f"{camera.case('in_execution')}/aanhouden")
    camera.shoot("guide-hervatten", f"{camera.case('on_hold')}/hervatten")
    camera.shoot("guide-corrigeren", f"{camera.case('in_triage')}/aanmelding/corrigeren")


def main() -> int:
    """Take the pictures; leaves with 1 when one of them is too heavy."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell")
    shutil.rmtree(NEW, ignore_errors=True)
    NEW.mkdir()
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        take(browser, address)
        browser.close()
    shutil.rmtree(SHOTS)
    NEW.rename(SHOTS)
    heavy = [path.name for path in SHOTS.glob("*.png") if path.stat().st_size > LARGEST]
    if heavy:
        sys.stderr.write(f"too heavy: {', '.join(heavy)}\n")
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main())
