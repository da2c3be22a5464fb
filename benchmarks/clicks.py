"""How much work a journey is for a practised hand: presses, fields and pages, counted in a browser.

A plugin of the tests, so that what is counted is what is proven::

    python -m pytest -p benchmarks.clicks -m browser -s tests/journeys/test_invented_cases.py

Each box, list and text is a field; each link, button, box and list is a press; each answer with a
page is a page. What a journey only looks at counts too, so a figure is an upper bound.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Locator, Page, Request

PRESSES: Final = ("click", "check", "set_checked", "select_option")
FIELDS: Final = ("fill", "check", "set_checked", "select_option", "type")


@pytest.fixture(autouse=True)
def counted(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """Count what a test does with a browser, and print it."""
    found: Counter[str] = Counter()
    for kind in (Page, Locator):
        for name in {*PRESSES, *FIELDS}:
            if hasattr(kind, name):
                monkeypatch.setattr(kind, name, _counting(getattr(kind, name), name, found))
    first = Page.on

    def sees(page: Page, event: str, hears: Callable[..., Any]) -> None:
        first(page, event, hears)
        if page not in seen:
            seen.append(page)
            first(page, "request", lambda asked: _page(asked, found))

    seen: list[Page] = []
    monkeypatch.setattr(Page, "on", sees)
    yield
    told = ", ".join(f"{found[name]} {name}" for name in ("presses", "fields", "pages"))
    print(f"\n{request.node.name}: {told}")


def _counting(does: Callable[..., Any], name: str, found: Counter[str]) -> Callable[..., Any]:
    def counted(*given: Any, **named: Any) -> Any:
        found["presses"] += name in PRESSES
        found["fields"] += name in FIELDS
        return does(*given, **named)

    return counted


def _page(asked: Request, found: Counter[str]) -> None:
    found["pages"] += asked.is_navigation_request() and asked.redirected_from is None
