"""The same doors in other states: who may not know of a case hears nothing of it in any of them."""

from typing import Final
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import ever
from pga.cases.models.scope import OPEN_INTAKE
from pga.cases.rules.workflow import State
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

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

__all__ = ["stopped"]  # a fixture of there that counts here too

STATES: Final = (State.REFERRED, State.ON_HOLD, State.CLOSED, State.DESTROYED)
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
    each = role is Role.COORDINATOR or (role is Role.SAFETY_TEAM and state in OPEN_INTAKE)
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


@pytest.mark.alike
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
def test_a_case_is_there_for_the_same_people_in_each_state(page, role, state):
    who = a_user(role)
    cases = cases_in(state, who)
    hidden = [kind for kind in cases if not knows(role, state, kind)]
    page.never = tuple(shown_as(kind) for kind in hidden)
    token = token_of(page.log_in(who))

    answers = {
        (route, kind): ask(page, route, token, **values_of(page.app, route, number))
        for route in CASES
        if route.split()[1] != "cases.unlink"
        for kind, number in {"nonsense": NONSENSE, **cases}.items()
    }

    assert [where for where, answer in answers.items() if answer.status_code >= 500] == []
    assert [
        (route, kind, answer.status_code)
        for (route, kind), answer in answers.items()
        if kind in cases
        and not ever(role, guard_of(page.app, route.split()[1]).permission)
        and answer.status_code != 403
    ] == []
    assert {
        (route, kind): more
        for (route, kind), answer in answers.items()
        if kind in hidden
        and role is not Role.DPO
        and (more := said_beyond(answer, answers[route, "nonsense"]))
    } == {}
