"""A page opens what it shows: each text that is opened for an answer stands in that answer."""

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import pytest
import sqlalchemy as sa
from flask import request, url_for

from pga.access.permissions import Permission, Role
from pga.access.policy import ever
from pga.cases.models.case import Person
from pga.cases.models.doors import EmergencyAccess
from pga.cases.reading.mistaken import texts_of_case
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.dossiers.reading import flags
from pga.privacy.columns import sealed_fields
from tests.builders import a_case, a_signal, a_user, id_of
from tests.pages.test_matrix import CASES as PAGES
from tests.pages.test_matrix import FIXED, VALUES, values_about
from tests.pages.whole_case import FILES, a_whole_case, addresses_of, held
from tests.support.opening import Witness
from tests.support.pages import outside
from tests.support.rows import row_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

WORKS: Final = frozenset({Role.SAFETY_TEAM, Role.INTERVENTION_TEAM})
THE_PLAN: Final = frozenset(
    {
        *("plan_goal.text", "plan_goal.words", "plan_version.content"),
        *("case_action.text", "case_action.contact", "case_action.own_name", "case_action.result"),
        *("case_plan.picture", "case_plan.view", "case_plan.crisis", "case_plan.enough"),
    }
)
SEARCHES_ALL: Final = "cases.forget"
"""Where each text of the case is searched for the name of the wrong person, and counted."""
WEIGHED: Final = {
    "the rules of the plankeuring and the last version are held against the whole plan": {
        "cases.plan": THE_PLAN,
    },
    "it is sought in other texts, to be kept out of them": {
        "cases.plan_for_person": frozenset({"third_party_mark.mark"}),
        "cases.room": frozenset({"third_party_mark.mark"}),
    },
    "of a parent who has an action only what that one is to the child is told": {
        "cases.plan_for_person": frozenset({"case_action.own_name"}),
    },
    "it says who may see the contribution": {
        **dict.fromkeys(
            (
                *("cases.freeze", "cases.information", "cases.room", "cases.settle"),
                *("cases.withdraw", "cases.thaw", "cases.take_out_contribution", "cases.consent"),
            ),
            frozenset({"contribution.conditions"}),
        ),
    },
    "who is under 12 has no criminal data": {
        **dict.fromkeys(
            (
                *("cases.add_goal", "cases.change_goal", "cases.measure", "cases.contribute"),
                *("cases.contribute_unasked", "cases.settle", "cases.judge_held"),
            ),
            frozenset({"person.birth"}),
        ),
    },
    "whom a signaal may be about is compared with who is known": {
        **dict.fromkeys(
            ("signals.discuss", "signals.settle"), frozenset({"signal.who", "signal.birth"})
        ),
    },
    "the people of the case are compared with those of others": {
        "cases.start_triage": frozenset({"person.surname"}),
    },
}
"""What is opened and not shown, on which page, and why."""
NOT_MET: Final = frozenset(
    {
        *("criminal_hold.settled_word", "criminal_mark.persons"),
        *("feedback.recipient", "feedback.reason", "mistaken.reason"),
        *("end_telling.why", "retraction.recipient"),
        "access_request.answer",
        "case_document.failed",
        "guardian.informed",
        "recusal.ended_because",
        "triage.route",
    }
)
"""Texts that these lives have not written, or that no page shows."""


@dataclass
class Found:
    """What was seen of one page, whatever it was asked about."""

    asked: int = 0
    opened: set[str] = field(default_factory=set)
    unshown: set[str] = field(default_factory=set)
    most_units: tuple[str, ...] = ()


def excused(endpoint: str) -> set[str]:
    """Return what a page may open without showing it."""
    if endpoint == SEARCHES_ALL:
        return {
            f"{table}.{name}" for table, of in texts_of_case().items() for name in sealed_fields(of)
        }
    return {where for pages in WEIGHED.values() for where in pages.get(endpoint, ())}


def walk(page, witness: Witness, urls: list[str]) -> dict[str, Found]:
    """Ask for each of these pages and return what was seen of them, by endpoint."""
    found: dict[str, Found] = defaultdict(Found)
    for url in some(urls):
        with witness.watching() as seen:
            answer = outside(lambda url=url: page.client.get(url))
            shown, status = answer.text, answer.status_code
            answer.close()
        assert status < 500, url
        with page.app.test_request_context(url):
            one = found[str(request.endpoint)]
        one.asked += status == 200
        one.opened |= seen.fields
        one.unshown |= seen.unshown(shown)
        one.most_units = max(one.most_units, tuple(seen.units), key=len)
    return found


def houses(page) -> list[str]:
    """Return each page that is about no case."""
    about = values_about(a_user())
    with page.app.test_request_context():
        return [
            url_for(endpoint, **(VALUES.get(route, {}) | about.get(route, {})))
            for route in FIXED
            for method, endpoint in [route.split()]
            if method == "GET" and endpoint not in {"static", "accounts.moved"}
        ]


def test_what_a_page_opens_it_shows_and_it_reads_in_one_unit(page, monkeypatch):
    people = [a_user(role) for role in Role]
    linked = [who.id for who in people if who.actor.role in WORKS]
    by, house = a_user().actor, houses(page)
    cases = [
        a_whole_case(by, *linked),
        a_case(State.REFERRED, by=by, linked=linked),
        held(by, a_case(State.IN_EXECUTION, by=by, linked=linked)),
    ]
    judged = row_of(EmergencyAccess, case_id=id_of(cases[0]))
    house += [f"/toezicht/noodtoegang/{judged.id}"]
    signal = a_signal(by, discussed=True, who="Rietorchis", birth="1984")
    acts = ("", "/melding", "/besproken", "/verlengen", "/uitkomst")
    house += [f"/signalen/{signal}{act}" for act in acts]
    of_cases = [url for number in cases for url in addresses_of(page.app, number)]
    witness = Witness(monkeypatch)

    found = {
        who.actor.role: walk(
            page.log_in(who),
            witness,
            [*house, *(of_cases if ever(who.actor.role, Permission.CASE_READ) else ())],
        )
        for who in people
    }

    seen = [(role, endpoint, one) for role, of in found.items() for endpoint, one in of.items()]
    assert {
        (role, endpoint): sorted(left)
        for role, endpoint, one in some(seen)
        if (left := one.unshown - excused(endpoint))
    } == {}
    assert {
        (role, endpoint): one.most_units
        for role, endpoint, one in some(seen)
        if one.opened and len(one.most_units) > 1
    } == {}
    came = {endpoint for _, endpoint, one in seen if one.asked}
    told_of_the_wrong_person = {"cases.retract"}  # needs one: tests/cases/services/test_mistaken.py
    asked = {route.split()[1] for route in PAGES if route.startswith("GET")}
    assert asked - came == told_of_the_wrong_person | FILES
    texts = {
        f"{table}.{name}" for table, model in CASES.models.items() for name in sealed_fields(model)
    }
    assert texts - {where for _, _, one in seen for where in one.opened} == NOT_MET


def test_a_text_that_is_opened_and_not_shown_is_found(page, monkeypatch):
    who = a_user()
    url = f"/casussen/{a_case(State.IN_EXECUTION, by=who.actor)}/vlag"
    witness = Witness(monkeypatch)
    really = flags.looking_at

    @contextmanager
    def looking_too_far(session, actor, about, **more):
        with really(session, actor, about, **more) as context:
            person = session.scalars(sa.select(Person).filter_by(case_id=about.id)).one()
            context.open(person, "residence")
            yield context

    monkeypatch.setattr(flags, "looking_at", looking_too_far)

    found = walk(page.log_in(who), witness, [url])["cases.flag"]

    assert found.unshown == {"person.residence"}
