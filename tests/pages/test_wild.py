"""Whatever somebody sends in a field, a form or an address: an answer, and no harm."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import inf
from pathlib import Path
from typing import Final, TypeVar

import pytest
from sqlalchemy import make_url

import pga
from pga.access.permissions import Role
from pga.cases.models.case import Case
from pga.cases.rules.states import State
from pga.core.errors import Invalid
from pga.dossiers.services import flags
from tests.builders import Member, a_case, a_user
from tests.pages.all_forms import SENDERS, pages_for
from tests.pages.wild import (
    Attempt,
    Cost,
    Sending,
    addresses_beside,
    ask_raw,
    attempts_on,
    counting,
    sendings,
)
from tests.support.pages import Page, a_session, outside
from tests.support.rows import LOOKS, MOVES, TRAIL, plain, rows_of
from tests.support.some import some
from tests.support.stores import BOTH, Shelf

T = TypeVar("T")

SHARES: Final = 12
"""In how many parts the night tries everything."""
SLOW: Final = 0.5
"""In seconds of the processor: what is below it is no harm, however little a page takes."""
FEW: Final = {"sqlite": (2, 2), "postgresql": (8, 1)}
"""Of each how many pages the day takes one, and how many tries it makes on what stands there."""
ASKED: Final = frozenset(
    name
    for path in Path(pga.__file__).parent.rglob("*.py")
    for name in re.findall(r'args\.get(?:list)?\("(\w+)"', path.read_text("utf-8"))
)
"""What pages ask their address for."""
BUSIEST: Final = (Role.SAFETY_TEAM, Role.ADMIN)
"""Who between them meet nearly all forms."""
DAY: Final = [
    *(("sqlite", role, None) for role in (*SENDERS, None)),
    *(("postgresql", role, None) for role in BUSIEST),
]
NIGHT: Final = [
    pytest.param(*one, marks=pytest.mark.torture)
    for one in product(BOTH, (*SENDERS, None), range(SHARES))
]
by_day_and_night = pytest.mark.parametrize(
    ("store", "role", "part"), [*DAY, *NIGHT], indirect=["store"]
)
MOST_PAGES: Final = 4
"""Of how many cases a page is asked for, until one has its form."""
ALSO: Final = frozenset({"accounts.logout"})
"""What ends the session of who sends it, and has no words."""


LEFT: Final = TRAIL | LOOKS - {"user_session"}
"""What may have moved along when the next try begins."""


class Sender:
    """Somebody who sends what nobody should, always from the same state of the store."""

    def __init__(self, page: Page, store: Shelf, who: Member | None, patience: float = inf) -> None:
        self.page, self.store, self.patience = page, store, patience
        self.token = self._token(page, who) if who else ""
        self.bad: list[str] = []
        self.done = 0
        self.may: frozenset[str] = frozenset()
        self._release()
        store.keep()
        self._rows = plain()

    @staticmethod
    def _token(page: Page, who: Member) -> str:
        rules = page.app.extensions["pga-login-rules"]
        token = a_session(who, rules)
        page.hold(token)
        return token

    def plainly(self, one: Sending) -> Cost:
        """Return what a form costs with plain values, or its page when that is more."""
        with counting() as shown:
            outside(lambda: self.page.client.get(one.page)).close()
        with counting() as sent:
            answer = Attempt(one, "plain", one.plain).send(self.page)
        self.done += answer.status_code == 302
        answer.close()
        self._again(self._changed())
        return max(shown, sent, key=lambda cost: (cost.statements, cost.cells))

    def asked_plainly(self, url: str) -> Cost:
        """Return what an address costs as we write it; what it changes then, it may."""
        with counting() as cost:
            ask_raw(self.page, url).close()
        changed = self._changed()
        self.may = frozenset(changed)
        self._again(changed)
        return cost

    def send(self, one: Attempt, usual: Cost) -> Cost:
        """Send something and note what is wrong with the answer."""
        with counting() as cost:
            answer = one.send(self.page)
        said = f"{one.sending.endpoint} {one.said}: {answer.status}"
        self._judge(said, answer.status_code, cost, usual)
        answer.close()
        return cost

    def ask(self, said: str, url: str, usual: Cost) -> Cost:
        """Ask for an address and note what is wrong with the answer."""
        with counting() as cost:
            answer = ask_raw(self.page, url)
        self._judge(f"{url[:60]} {said}: {answer.status}", answer.status_code, cost, usual)
        answer.close()
        return cost

    def _judge(self, said: str, status: int, cost: Cost, usual: Cost) -> None:
        wrong, changed = cost.beyond(usual, self.patience), self._changed()
        if status >= 500:
            wrong.append("our mistake")
        if status not in {204, 302, 308}:
            wrong += [f"changed {name}" for name in changed if name not in MOVES | self.may]
        if wrong:
            self.bad.append(f"{said} {', '.join(wrong)}")
        self._again(changed)

    def _changed(self) -> list[str]:
        now = plain()
        return [name for name, rows in self._rows.items() if now[name] != rows]

    def _again(self, changed: list[str]) -> None:
        """Put back what something that was taken changed, so that each try begins alike."""
        if not LEFT.issuperset(changed):
            self._release()
            self.store.put_back()
            if self.token:
                self.page.hold(self.token)

    def _release(self) -> None:
        self.store.release()


def pages_each(page: Page, who: Member, trying: "Trying") -> Iterator[list[str]]:
    """Yield some addresses of each page of the house, or of a share of them."""
    found = defaultdict(list)
    for endpoint, url in pages_for(page, who):
        found[endpoint].append(url)
    for urls in trying.chance.sample(list(found.values()), -(-len(found) // trying.pages)):
        trying.chance.shuffle(urls)
        yield urls[:MOST_PAGES]


def forms_each(page: Page, who: Member, trying: "Trying") -> list[Sending]:
    """Return the forms that somebody meets on pages of the house, each once."""
    found: dict[tuple[str, str], Sending] = {}
    for urls in pages_each(page, who, trying):
        for one in next(filter(None, (sendings(page, url, who) for url in urls)), []):
            if one.endpoint not in ALSO:
                found.setdefault((one.endpoint, one.method), one)
    return list(found.values())


@dataclass(frozen=True)
class Trying:
    """How much of everything is tried: a sample by day, a twelfth of all of it by night."""

    part: int | None
    pages: int
    tries: int
    chance: random.Random

    @classmethod
    def of(cls, store: Shelf, part: int | None) -> "Trying":
        """Return how much is tried on a store."""
        pages, tries = FEW[make_url(store.settings.database).get_backend_name()]
        chance = random.Random(41)  # noqa: S311 - a sample of tries
        return cls(part, pages if part is None else 1, tries, chance)

    @property
    def patience(self) -> float:
        """Return how many seconds of the processor are never too many: by day that is not asked."""
        return inf if self.part is None else SLOW

    def some_of(self, tries: Iterator[T]) -> list[T]:
        """Return those that are made."""
        every = list(tries)
        by_day = self.part is None
        return self.chance.sample(every, self.tries) if by_day else every[self.part :: SHARES]


@by_day_and_night
def test_a_wild_value_in_a_form_is_answered_and_changes_nothing(page, store, role, part):
    trying, who = Trying.of(store, part), a_user(role or Role.SAFETY_TEAM)
    if role:
        page.log_in(who)
    forms = forms_each(page, who, trying)
    sender = Sender(page, store, who if role else None, trying.patience)

    for one in some(forms):
        usual = sender.plainly(one)
        for attempt in some(trying.some_of(attempts_on(one))):
            sender.send(attempt, usual)

    assert sender.bad == []


@by_day_and_night
def test_a_wild_address_is_answered_and_changes_nothing(page, store, role, part):
    trying, who = Trying.of(store, part), a_user(role or Role.SAFETY_TEAM)
    if role:
        page.log_in(who)
    urls = [urls[0] for urls in pages_each(page, who, trying)]
    sender = Sender(page, store, who if role else None, trying.patience)

    for url in some(urls):
        usual = sender.asked_plainly(url)
        for said, wild in some(trying.some_of(addresses_beside(url, ASKED))):
            sender.ask(said, wild, usual)

    assert sender.bad == []


def test_each_name_that_a_page_asks_its_address_for_is_tried():
    assert {"van", "voor", "doel", "partner", "nagerekend"} <= ASKED


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_what_goes_wrong_would_be_told(page, store, monkeypatch):
    who = a_user()
    number = a_case(State.IN_EXECUTION, by=who.actor)
    page.log_in(who)
    (one,) = [
        one
        for one in sendings(page, f"/casussen/{number}/vlag", who)
        if one.endpoint == "cases.flag"
    ]
    sender = Sender(page, store, who)

    def fail(*_, **__):
        raise OverflowError("Zichtbaar")

    def look_on(*_, **__):
        for _ in range(200):
            rows_of(Case)
        raise Invalid({"": "x"})

    usual = sender.plainly(one)
    assert sender.done == 1
    for act in (fail, look_on):
        monkeypatch.setattr(flags, "flag", act)
        sender.send(Attempt(one, "plain", one.plain), usual)

    assert len(sender.bad) == 2
    assert sender.bad[0] == "cases.flag plain: 500 INTERNAL SERVER ERROR our mistake"
