"""What is measured of the pages: against a bare page, as the register grows, as a case grows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Final

from flask import Flask

from benchmarks.bare import bare_page
from benchmarks.register import SURNAMES, Town, rich_case
from benchmarks.stopwatch import Prepared, Visitor, in_turns
from pga.accounts import services
from pga.accounts.session import TOKEN, login_rules
from pga.core import clock
from tests.builders import PASSWORD
from tests.support.pages import Page, outside

CELLS: Final = 39
"""How many lines of timeline make 45 sealed values on the casusblad."""
SOUGHT: Final = {"surname": SURNAMES[0], "birth": "1980"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of a table: what, how long it took in milliseconds, and as a ratio to what."""

    what: str
    millis: float
    base: float

    @property
    def ratio(self) -> float:
        """Return how many times the base it took."""
        return self.millis / self.base


def visitor_of(app: Flask, username: str) -> Visitor:
    """Return somebody who is logged in."""

    def sign_in() -> str:
        with app.app_context():
            rules = login_rules()
            return services.sign_in(
                username, PASSWORD, address="127.0.0.1", device="Firefox op Linux", rules=rules
            ).token

    signer: Any = app.session_interface.get_signing_serializer(app)
    return Visitor(app, f"pga={signer.dumps({TOKEN: outside(sign_in)})}")


def look(visitor: Visitor, path: str) -> str:
    """Ask for a page as a new request comes in."""
    return outside(lambda: visitor.get(path))


def against_bare(app: Flask, town: Town, rounds: int) -> list[Figure]:
    """Measure the four pages of the goals, each in turns with its own bare page."""
    member, chief = (visitor_of(app, name) for name in (town.username, town.coordinator_name))
    number = rich_case(town, CELLS)
    sheet = f"/casussen/{number}"
    return [
        _page("werkvoorraad, team Veiligheid with 41 cases", member, "/werk", rounds),
        _page("werkvoorraad, coördinator with 3,000 cases", chief, "/werk", rounds),
        _page("casusblad, 45 sealed values opened", member, sheet, rounds),
        _search(chief, rounds),
        _change(member, sheet, rounds),
    ]


def growing(app: Flask, town: Town, rounds: int) -> dict[str, float]:
    """Return the times that should not grow with the register."""
    member = visitor_of(app, town.username)
    number = f"{town.code}-2026-0003"
    acts: dict[str, Callable[[], object]] = {
        "werkvoorraad": lambda: outside(lambda: member.get("/werk")),
        "casusblad": lambda: outside(lambda: member.get(f"/casussen/{number}")),
        "zoeken op nummer": _finding(member, number),
    }
    return in_turns(acts, rounds)


def timelines(app: Flask, town: Town, rounds: int) -> list[Figure]:
    """Measure the casusblad with 10 and with 1,000 lines in its timeline."""
    member = visitor_of(app, town.username)
    numbers = {entries: rich_case(town, entries) for entries in (10, 50, 1000)}
    acts = {
        str(entries): partial(outside, partial(member.get, f"/casussen/{number}"))
        for entries, number in numbers.items()
    }
    took = in_turns(acts, rounds)
    return [Figure(f"{name} lines", millis, took["50"]) for name, millis in took.items()]


def _page(what: str, visitor: Visitor, path: str, rounds: int) -> Figure:
    bare = Visitor(outside(lambda: bare_page(visitor, path)))
    took = in_turns(
        {
            "page": lambda: outside(lambda: visitor.get(path)),
            "bare": lambda: outside(lambda: bare.get(path)),
        },
        rounds,
    )
    return Figure(what, took["page"], took["bare"])


def _search(visitor: Visitor, rounds: int) -> Figure:
    sent = {**SOUGHT, "csrf_token": _token(visitor, "/zoeken")}
    outside(lambda: visitor.answer("/zoeken", sent))
    found = visitor.led_to
    bare = Visitor(outside(lambda: bare_page(visitor, found)))
    took = in_turns(
        {
            "page": lambda: outside(lambda: visitor.answer("/zoeken", sent)),
            "bare": lambda: outside(lambda: bare.get(found)),
        },
        rounds,
    )
    return Figure("search by name in 3,000 persons", took["page"], took["bare"])


def _change(visitor: Visitor, sheet: str, rounds: int) -> Figure:
    """Put a case on hold and take it up again, and compare with reading it."""
    forms: dict[str, dict[str, str]] = {}

    def prepared(step: str, fields: dict[str, str]) -> Prepared:
        url = f"{sheet}/{step}"

        def before() -> None:
            html = outside(lambda: visitor.get(url))
            forms[step] = dict(Page.form(html, url)) | fields

        return Prepared(before, lambda: outside(lambda: visitor.post(url, forms[step])))

    review = (clock.today() + timedelta(days=30)).strftime("%d-%m-%Y")
    hold = {"reason": "detention", "note": "Zit vast tot volgende maand.", "review_on": review}
    acts: dict[str, Callable[[], object]] = {
        "hold": prepared("aanhouden", hold),
        "resume": prepared("hervatten", {"reason": "Weer vrij, en thuis."}),
        "read": lambda: outside(lambda: visitor.get(sheet)),
    }
    took = in_turns(acts, rounds)
    return Figure(
        "status change, against reading", (took["hold"] + took["resume"]) / 2, took["read"]
    )


def _finding(visitor: Visitor, number: str) -> Callable[[], object]:
    sent = {"number": number, "csrf_token": _token(visitor, "/zoeken")}
    return lambda: outside(lambda: visitor.post("/zoeken", sent))


def _token(visitor: Visitor, path: str) -> str:
    html = outside(lambda: visitor.get(path))
    return dict(Page.form(html, path))["csrf_token"]
