"""Somebody who does what the page says is next: presses it, fills the form in, and sends it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final
from urllib.parse import unquote_plus, urldefrag

from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.informing import Topic
from pga.cases.rules.triage import Outcome
from pga.core import clock
from tests.builders import Member
from tests.journeys.fields import a_weging
from tests.pages.wild import Sending, endpoint_of, sendings
from tests.support.inspector import Node, PageInspector
from tests.support.pages import Page, outside

Typed = Mapping[str, str | list[str]]

NEXT: Final = "Volgende stap"
NEVER: Final = frozenset(
    f"cases.{name}" for name in ("end", "correct", "hold", "recuse", "freeze", "unlink", "add_case")
)
"""What changes a case too, but is never the step that stands on it."""


PATIENCE: Final = 3
LEADS_ON: Final = frozenset(
    f"cases.{name}"
    for name in (
        *("ask", "record_answer", "add_goal", "add_action", "plan_texts", "adopt_plan", "measure"),
        *("tell", "postpone", "authority", "plan_meeting", "meeting", "prepare_meeting", "room"),
        "decision_list",
    )
)
"""Where one goes on from a page that only shows."""


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).strftime("%d-%m-%Y")


def typed_in(endpoint: str) -> Typed:
    """Return what somebody types where the first that offers itself will not do."""
    domains = list(LifeDomain)
    measured = {f"score-{one}": Score.LIMITED.value for one in domains}
    measured |= {f"why-{one}": "Het speelt elke week." for one in domains}
    measured |= {f"source-{one}": "Huisbezoek" for one in domains}
    measured |= {f"source_on-{one}": day(0) for one in domains}
    typed: dict[str, Typed] = {
        "cases.triage": a_weging(Outcome.ADMITTED),
        "cases.tell": {
            "told_on": day(0),
            "means": "talk",
            "note": "Verteld wat er komt.",
            "topics": [topic.value for topic in Topic],
        },
        "cases.note_contact": {
            "kind": "home_visit",
            "reached": "yes",
            "whom_name": "",
            "on": day(0),
            "at": "00:01",
            "next_text": "",
            "next_on": "",
        },
        "cases.authority": {"children-0-sought": [], "children-0-new": "y"},
        "cases.room": {"view": "none", "excused": [], "late_name": "", "late_organisation": ""},
        "cases.plan_meeting": {"on": day(0), "begins": "14:00", "place": "Kamer 2"},
        "cases.measure": {**measured, "final": "1"},
    }
    return typed.get(endpoint, {})


def step_of(page: Page, number: str) -> tuple[str, str]:
    """Return what the casusblad says is next, and where it leads; empty when it leads nowhere."""
    box = _labelled(page.get(f"/casussen/{number}").text, NEXT)
    if box is None:
        return "", ""
    links = [node.attrs["href"] for node in box.walk() if node.tag == "a" and "href" in node.attrs]
    return " ".join(box.text().replace(NEXT, "").split()), links[0] if links else ""


def forms_behind(page: Page, url: str, who: Member, further: int = 2) -> Iterator[Sending]:
    """Yield the forms on a page, then those at most so many presses further, nearest first."""
    here, seen = [urldefrag(url).url], {urldefrag(url).url}
    for _ in range(further + 1):
        there = []
        for at in here:
            yield from _of_a_case(page, at, who)
            there += [one for one in _ways(page, at) if one not in seen]
            seen.update(there)
        here = list(dict.fromkeys(there))


def send(page: Page, one: Sending) -> Any:
    """Send a form with what its page asks for, and return the answer."""
    more = typed_in(one.endpoint)
    standing = [(name, unquote_plus(value.decode())) for name, value in one.plain]
    body: dict[str, list[str]] = {}
    for name, value in standing:
        if name not in more:
            body.setdefault(name, []).append(value)
    body |= {name: value if isinstance(value, list) else [value] for name, value in more.items()}
    return outside(lambda: page.client.post(one.url, data=body))


def press(
    page: Page, who: Member, url: str, done: Callable[[], bool], last: Iterable[str] = ()
) -> list[str]:
    """Send forms from an address on until it is done, and return the endpoints that took one in.

    What was sent to least comes first, what took in a step of before ``last``. Fails when each form
    was sent three times and it is not done.
    """
    sent: list[str] = []
    tried: Counter[str] = Counter()
    while not done():
        found = (one for one in forms_behind(page, url, who) if tried[one.url] < PATIENCE)
        one = _next(found, tried, last)
        assert one, f"{who.actor.role} is led to {url}, and {sent} does not do it"
        tried[one.url] += 1
        answer = send(page, one)
        assert answer.status_code in {200, 302}, (one, answer.status_code, answer.text)
        sent += [one.endpoint] if answer.status_code == 302 else []
    return sent


def _next(found: Iterable[Sending], tried: Counter[str], last: Iterable[str]) -> Sending | None:
    """Return what is sent next; no page is opened past the first form that was not sent yet."""
    others = []
    for one in found:
        if not tried[one.url] and one.endpoint not in last:
            return one
        others.append(one)
    return min(others, key=lambda one: (tried[one.url], one.endpoint in last), default=None)


def _of_a_case(page: Page, url: str, who: Member) -> list[Sending]:
    return [
        one
        for one in sendings(page, urldefrag(url).url, who)
        if one.method == "POST" and one.endpoint.startswith("cases.") and one.endpoint not in NEVER
    ]


def _ways(page: Page, url: str) -> Iterator[str]:
    """Yield where the page itself leads, its menu and its head apart."""
    answer = outside(lambda: page.client.get(url))
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return
    main = next((node for node in PageInspector(answer.text).nodes if node.tag == "main"), None)
    for node in main.walk() if main else ():
        to = urldefrag(node.attrs.get("href", "")).url if node.tag == "a" else ""
        if to and endpoint_of(page.app, to, "GET") in LEADS_ON:
            yield to


def _labelled(html: str, words: str) -> Node | None:
    nodes = PageInspector(html).nodes
    return next((node for node in nodes if node.attrs.get("aria-label") == words), None)
