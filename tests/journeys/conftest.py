import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Response

from tests.builders import Member
from tests.support.browser import NARROW, WIDE, Tab
from tests.support.server import serving

HEIGHT: Final = 900
OF_THE_STATUS: Final = "Failed to load resource"
"""What a browser says by itself about a page that is refused."""
OF_LOGGING_OUT: Final = "Clear-Site-Data header"
"""What it says by itself when it is told to forget."""


class Visitor:
    """Somebody at a browser; each screen they come to is looked over, wide and narrow."""

    def __init__(self, tab: Tab, address: str, *, looks: bool = True) -> None:
        self.tab, self.address, self.looks = tab, address, looks
        self.page: Page = tab.page

    def go(self, path: str, *, status: int = 200) -> Response:
        """Go to an address by hand."""
        response = self.page.goto(self.address + path)
        assert response is not None
        assert response.status == status, f"{path}: {response.status}"
        if status >= 400:
            self._pass_by(OF_THE_STATUS)
        return response

    def _pass_by(self, remark: str) -> None:
        self.tab.said[:] = [line for line in self.tab.said if remark not in line]

    def log_in(self, who: Member) -> "Visitor":
        self.fill({"username": who.username, "password": who.password})
        self.page.locator("form button.main.full").click()
        self.page.wait_for_url(lambda url: "inloggen" not in url)
        return self

    def fill(self, fields: dict[str, Any]) -> "Visitor":
        """Answer questions, by the name of their field; folded parts are opened first."""
        for name, value in fields.items():
            for one in value if isinstance(value, list) else [value]:
                self._answer(name, str(one))
        return self

    def _answer(self, name: str, value: str) -> None:
        field = self.page.locator(f'[name="{name}"]').first
        kind, tag = field.evaluate("f => [f.type, f.tagName]")
        fold = field.locator("xpath=ancestor::details[not(@open)]")
        if fold.count():
            fold.first.locator("summary").click()
        if kind in {"radio", "checkbox"}:
            self.page.check(f'[name="{name}"][value="{value}"]')
        elif tag == "SELECT":
            self.page.select_option(f'[name="{name}"]', label=re.sub(r"\s+", " ", value))
        else:
            field.fill(value)

    def press(self, name: str) -> "Visitor":
        """Press a button or follow a link of this name, and wait for what comes."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).or_(
                self.page.get_by_role("link", name=name)
            ).first.click()
        return self

    def begin(self, what: str) -> "Visitor":
        """Choose below + Nieuw what one begins."""
        with self.page.expect_navigation():
            self.page.locator('.menu a[href="/nieuw/contact"]').first.click()
        with self.page.expect_navigation():
            self.page.locator(".pills").get_by_role("link", name=what).click()
        return self

    def turn_to(self, place: str, part: str = "") -> "Visitor":
        """Go to a place of this case, and there to one of its pages."""
        for name in filter(None, (place, part)):
            with self.page.expect_navigation():
                counted = re.compile(rf"^{re.escape(name)}( \d+ .*)?$")
                links = self.page.locator(".case-top, .pills").get_by_role("link", name=counted)
                links.first.click()
        return self

    def look(self, *, dark: bool = False) -> "Visitor":
        """Look this screen over: nothing in the console, nothing sticks out, no barrier."""
        self._pass_by(OF_LOGGING_OUT)
        if not self.looks:
            assert self.tab.said == []
            return self
        for width in (NARROW, WIDE):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self.tab.check()
        if dark:
            self.page.emulate_media(color_scheme="dark")
            self.tab.check()
            self.page.emulate_media(color_scheme="light")
        return self

    def reads(self, words: str) -> bool:
        return words in " ".join(self.page.locator("body").inner_text().split())

    def path(self) -> str:
        return self.page.url.removeprefix(self.address)


@pytest.fixture
def address(app) -> Iterator[str]:
    with serving(app) as where:
        yield where


@pytest.fixture
def visit(address, settings, open_page) -> Callable[..., Visitor]:
    """Open a browser for somebody who is logged in; without somebody it stands at the login.

    A screen is looked over on one store: on the other it is the same screen.
    """
    looks = settings.database.startswith("sqlite")

    def visit(who: Member | None = None, *, path: str = "/", **more: Any) -> Visitor:
        visitor = Visitor(open_page(**more), address, looks=looks)
        if who:
            visitor.tab.log_in(address, who)
        visitor.page.goto(address + path)
        return visitor

    return visit
