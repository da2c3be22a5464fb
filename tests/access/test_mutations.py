"""Take any line out of the policy, or put one in: the matrix that is written by hand sees it."""

from itertools import product

import pytest

from pga.access import policy
from pga.access.permissions import Permission, Role
from pga.access.policy import POLICY, allows, decide
from tests.access.test_policy import CELLS, HELD, SITUATIONS, answer
from tests.builders import an_actor

LINES = [(permission, role) for permission, roles in POLICY.items() for role in roles]
TESTS = [
    (permission, role, test) for permission, role in LINES for test in POLICY[permission][role]
]
ABSENT = [pair for pair in product(Permission, Role) if pair not in LINES]
GENERAL = {test for line in LINES for test in policy.tests_for(line[1], line[0])} - {
    test for *_, test in TESTS
}


def seen(permission, role):
    """Tell whether an answer about this line differs from what the matrix says."""
    if permission in HELD:
        return allows(an_actor(role), permission) is not (role in HELD[permission])
    return any(
        answer(decide(an_actor(role), permission, SITUATIONS[situation])) != mark
        for in_cell, of_role, situation, mark in CELLS
        if (in_cell, of_role) == (permission, role)
    )


def put(monkeypatch, permission, role, tests):
    roles = {one: had for one, had in POLICY[permission].items() if one is not role}
    changed = roles if tests is None else {**roles, role: tests}
    monkeypatch.setattr(policy, "POLICY", {**POLICY, permission: changed})


def named(*parts):
    return "-".join(str(getattr(part, "code", part)) for part in parts)


@pytest.mark.parametrize(("permission", "role"), LINES, ids=[named(*one) for one in LINES])
def test_a_line_that_is_taken_out_is_missed(monkeypatch, permission, role):
    assert not seen(permission, role)

    put(monkeypatch, permission, role, None)

    assert seen(permission, role)


@pytest.mark.parametrize(("permission", "role", "test"), TESTS, ids=[named(*one) for one in TESTS])
def test_a_test_that_is_taken_out_of_a_line_is_missed(monkeypatch, permission, role, test):
    rest = tuple(one for one in POLICY[permission][role] if one is not test)

    put(monkeypatch, permission, role, rest)

    assert seen(permission, role)


@pytest.mark.parametrize(("permission", "role"), ABSENT, ids=[named(*one) for one in ABSENT])
def test_a_line_that_is_put_in_is_noticed(monkeypatch, permission, role):
    put(monkeypatch, permission, role, ())

    assert seen(permission, role)


def test_the_walls_that_stand_before_every_line_are_known():
    assert {test.code for test in GENERAL} == {
        "not_recused",
        "cleared",
        "beyond_emergency",
        "open_or_last",
    }


@pytest.mark.parametrize("wall", ["not_recused", "beyond_emergency", "open_or_last"])
def test_a_wall_that_is_taken_away_before_every_line_is_missed(monkeypatch, wall):
    really = policy.tests_for

    def without(role, permission):
        tests = really(role, permission)
        return tests and tuple(test for test in tests if test.code != wall)

    monkeypatch.setattr(policy, "tests_for", without)
    if wall == "not_recused":
        monkeypatch.setattr(policy, "not_recused", policy.cleared)

    assert any(seen(permission, role) for permission, role in LINES if permission not in HELD)
