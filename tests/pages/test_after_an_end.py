"""Every page about a case that ended, as everybody: who is shut out finds nothing of it."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.labels.sentences import OVER
from pga.cases.rules.ending import Heard
from pga.cases.rules.states import ClosingReason, HoldReason, State
from pga.cases.rules.triage import Outcome
from pga.cases.services import triage, working
from pga.core import clock
from tests.builders import (
    CANARY,
    a_case,
    a_meeting,
    a_referral,
    a_request,
    a_user,
    a_weging,
    an_action,
    an_end,
    version_of,
)
from tests.support.inspector import PageInspector
from tests.support.pages import outside
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

NOT_OF_A_CASE = ("/werk", "/casussen", "/casussen?stand=closed", "/acties", "/kalender")
WITHDRAWN, DIED, MOVED = (
    ClosingReason.WITHDRAWN,
    ClosingReason.DECEASED,
    ClosingReason.MOVED_NOT_HANDED_OVER,
)
SHUT = (
    "In deze stand vraagt u geen partner.",
    "Deze stap hoort niet bij de stand van nu.",
    "Deze casus loopt niet meer.",
    OVER,
)
"""How a form says that nothing comes of it in this state."""
STAY = {"Ik ben er nog", "Log in en ga verder"}
"""The buttons by which somebody stays logged in, or logs in again in the page."""
NOBODY = {"heard": frozenset({Heard.NOBODY})}


def withdrawn(member, number):
    an_end(member.actor, number, WITHDRAWN, **NOBODY)


def weighed(member, number):
    weging = a_weging(Outcome.REJECTED)
    triage.decide_triage(member.actor, number, version_of(number), weging)


def died(member, number):
    an_action(member.actor, number)
    a_meeting(member.actor, number, on=clock.today() + timedelta(days=9))
    an_end(member.actor, number, DIED, **NOBODY)


def stopped(member, number):
    a_request(member.actor, number)
    an_end(member.actor, number, **NOBODY)


def held_and_moved(member, number):
    until = clock.today() + timedelta(days=30)
    detained = {"reason": HoldReason.DETENTION, "note": "Zit vast.", "review_on": until}
    working.hold(member.actor, number, version_of(number), **detained)
    an_end(member.actor, number, MOVED, **NOBODY)


ENDS = {
    withdrawn: State.REFERRED,
    weighed: State.IN_TRIAGE,
    stopped: State.INFORMATION_ROUND,
    died: State.PLANNING,
    held_and_moved: State.PLANNING,
}


def addresses(app, number):
    """Return the address of each page that is about a case and about nothing more."""
    return [
        rule.rule.replace("<number>", number)
        for rule in app.url_map.iter_rules()
        if rule.arguments == {"number"} and "GET" in rule.methods
    ]


def asked(page, url):
    return outside(lambda: page.client.get(url))


@pytest.mark.parametrize(
    "end",
    [
        *(weighed, died, held_and_moved),
        *(pytest.param(end, marks=pytest.mark.torture) for end in (withdrawn, stopped)),
    ],
    ids=lambda end: end.__name__,
)
def test_after_an_end_only_who_may_finds_the_case_and_each_way_on_leads_somewhere(app, page, end):
    member, colleague, worker = a_user(), a_user(), a_user(Role.INTERVENTION_TEAM)
    others = [colleague, worker, *(a_user(role) for role in (Role.DPO, Role.BOARD, Role.ADMIN))]
    number = a_case(ENDS[end], by=member.actor, given=a_referral(), linked=[worker.id])
    end(member, number)
    case = addresses(app, number)
    assert len(case) > 30

    for reader in (member, a_user(Role.COORDINATOR)):
        page.log_in(reader)
        answers = {url: asked(page, url) for url in case}
        assert max(answer.status_code for answer in answers.values()) < 500
        sheet = answers[f"/casussen/{number}"]
        assert sheet.status_code == 200
        assert CANARY in sheet.text
        ways = {
            node.attrs["href"].split("#")[0]
            for node in PageInspector(sheet.text).nodes
            if node.tag == "a" and node.attrs.get("href", "").startswith(f"/casussen/{number}")
        }
        refused = {way: asked(page, way).status_code for way in some(ways)}
        assert {way: code for way, code in refused.items() if code != 200} == {}

    for other in others:
        page.log_in(other)
        for url in case:
            answer = asked(page, url)
            looks = url.endswith("/inzagen") and other.actor.role is Role.DPO
            assert looks or answer.status_code in {302, 403, 404}, url
            assert CANARY not in answer.text
        for url in NOT_OF_A_CASE:
            assert number not in asked(page, url).text, url


def test_a_form_that_the_end_of_the_case_refuses_says_so_and_offers_no_button(app, page):
    member = a_user()
    number = a_case(State.CLOSED, by=member.actor)
    page.log_in(member)
    said, offered = set(), set()
    for url in some(addresses(app, number)):
        found = PageInspector(asked(page, url).text)
        if any(words in found.root.text() for words in SHUT):
            said.add(url.rpartition("/")[2])
            buttons = {node.text().strip() for node in found.nodes if is_main(node)} - STAY
            offered |= {f"{url}: {words}" for words in buttons}

    assert len(said) >= 10
    assert offered == set()


def is_main(node):
    return node.tag == "button" and "main" in node.attrs.get("class", "").split()
