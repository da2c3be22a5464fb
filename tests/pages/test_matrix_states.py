"""The same doors in other states: who may not know of a case hears nothing of it in any of them."""

from typing import Final
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import ever
from pga.cases import room
from pga.cases.rules.states import State
from pga.web.guards import guard_of
from tests.builders import a_case, a_person, a_referral, a_user
from tests.pages.test_matrix import (
    CASES,
    NONSENSE,
    ROLES,
    VALUES,
    ask,
    said_beyond,
    shown_as,
    stopped,
    token_of,
)
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

__all__ = ["stopped"]  # a fixture of there that counts here too

STATES: Final = (State.REFERRED, State.ON_HOLD, State.CLOSED, State.DESTROYED)
COMES: Final = (Role.SAFETY_TEAM, Role.INTERVENTION_TEAM, Role.COORDINATOR)
"""Who ever comes to a case; the others are refused before it, in whatever state it is."""
WORKS: Final = (Role.SAFETY_TEAM, Role.INTERVENTION_TEAM)


def cases_in(state, who):
    """Make cases in a state: linked to somebody, not linked, of elsewhere, stepped back from."""
    mine = [who.id] if who.actor.role in WORKS else []

    def one(kind, town="Laren", **more):
        person = a_person(surname=shown_as(kind), town=town)
        return a_case(state, given=a_referral(persons=(person,)), **more)

    return {
        "mine": one("mine", linked=mine),
        "unlinked": one("unlinked"),
        "elsewhere": one("elsewhere", "Eemnes", municipality="EEM"),
        "recused": one("recused", linked=mine, recused=[who.id]),
    }


def knows(role, state, kind):
    """Tell whether somebody of this role may know of such a case (decision 12)."""
    each = role is Role.COORDINATOR or (role is Role.SAFETY_TEAM and state in room.CASES.unowned)
    return kind in {"mine", "unlinked"} if each else kind == "mine" and role in WORKS


def values_of(app, route, number):
    """Return what stands in the address; ids of parts of the case are made up."""
    rule = next(app.url_map.iter_rules(route.split()[1]))
    made_up = {"UUIDConverter": uuid4(), "IntegerConverter": 9999}
    kinds = {name: type(one).__name__ for name, one in rule._converters.items()}
    named = VALUES.get(route, {})
    more = {
        name: made_up[kind] for name, kind in kinds.items() if name not in named and kind in made_up
    }
    return {**more, "number": number}


def routes_in(app, state, role):
    """Return the pages that this role may ever come to, a share of them in each state in turn.

    Who may never is refused before any case, which the matrix of all kinds asks of each page.
    """
    may = [route for route in CASES if ever(role, guard_of(app, route.split()[1]).permission)]
    mine = STATES.index(state) + ROLES.index(role)
    return [route for at, route in enumerate(may) if (at + mine) % len(STATES) == 0]


@pytest.mark.parametrize(
    ("role", "all_pages"),
    [
        *((role, False) for role in COMES),
        *(pytest.param(role, True, marks=pytest.mark.torture) for role in ROLES),
    ],
)
@pytest.mark.parametrize("state", STATES)
def test_a_case_is_there_for_the_same_people_in_each_state(page, role, state, all_pages):
    who = a_user(role)
    cases = cases_in(state, who)
    hidden = [kind for kind in cases if not knows(role, state, kind)]
    page.never = tuple(shown_as(kind) for kind in hidden)
    token = token_of(page.log_in(who))
    routes = list(CASES) if all_pages else routes_in(page.app, state, role)

    answers = {
        (route, kind): ask(page, route, token, **values_of(page.app, route, number))
        for route in routes
        if route.split()[1] != "cases.unlink"
        for kind, number in {"nonsense": NONSENSE, **cases}.items()
    }

    assert [where for where, answer in some(answers.items()) if answer.status_code >= 500] == []
    assert [
        (route, kind, answer.status_code)
        for (route, kind), answer in some(answers.items())
        if kind in cases
        and not ever(role, guard_of(page.app, route.split()[1]).permission)
        and answer.status_code != 403
    ] == []
    assert {
        (route, kind): more
        for (route, kind), answer in some(answers.items())
        if kind in hidden
        and role is not Role.DPO
        and (more := said_beyond(answer, answers[route, "nonsense"]))
    } == {}


def test_each_role_that_may_asks_for_each_page_in_one_of_the_states(app):
    asked = {
        (route, role): [state for state in STATES if route in routes_in(app, state, role)]
        for role in COMES
        for route in CASES
    }

    assert {
        where: len(states)
        for where, states in asked.items()
        if len(states) != ever(where[1], guard_of(app, where[0].split()[1]).permission)
    } == {}
    assert {state for states in asked.values() for state in states} == set(STATES)
