from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.access import policy
from pga.access.permissions import Permission, Role
from pga.access.policy import (
    POLICY,
    SYSTEM_MAY,
    Actor,
    ActorKind,
    DossierFacts,
    Layer,
    Refused,
    System,
    allows,
    decide,
    ever,
    require,
)
from tests.builders import an_actor
from tests.support.system import SYSTEM

HERE = DossierFacts("LAR")
SITUATIONS = {
    "own": HERE,
    "intake": replace(HERE, open_intake=True),
    "linked": replace(HERE, linked=True),
    "director": replace(HERE, linked=True, director=True),
    "restricted": replace(HERE, linked=True, restricted=True, leads=True),
    "restricted intake": replace(HERE, open_intake=True, restricted=True),
    "elsewhere": replace(
        HERE, municipality="BLA", linked=True, director=True, leads=True, open_intake=True
    ),
    "recused": replace(
        HERE,
        linked=True,
        director=True,
        leads=True,
        open_intake=True,
        emergency=True,
        recused=True,
    ),
    "emergency": replace(HERE, emergency=True),
    "emergency, restricted": replace(HERE, emergency=True, restricted=True),
    "emergency, linked": replace(HERE, emergency=True, linked=True),
    "leads": replace(HERE, linked=True, leads=True),
    "leads, not linked": replace(HERE, leads=True),
    "over": replace(HERE, over=True, linked=True, leads=True),
    "over, emergency": replace(HERE, over=True, emergency=True),
    "over, director": replace(HERE, over=True, director=True),
    "over, director elsewhere": replace(HERE, municipality="BLA", over=True, director=True),
    "over, keeper": replace(HERE, over=True, keeper=True),
    "keeper": replace(HERE, keeper=True),
}
ROLES = {
    "V": Role.SAFETY_TEAM,
    "I": Role.INTERVENTION_TEAM,
    "C": Role.COORDINATOR,
    "F": Role.DPO,
    "B": Role.BOARD,
    "A": Role.ADMIN,
}

# The law of the house, once more and in another shape (decisions 12, 15; AVG 5, 18, 32).
# In the order of SITUATIONS: + may, - may not and is told so, . as if it did not exist;
# one . alone is that in each of them.
MATRIX = """
                V                   I                   C                   F B A
case:read       .+++++..++++...+.+. ..++....+.++....... ++++++..++++++++.++ . . .
case:correct    .+++--..--++...-.-. ..--....-.--....... ------..--------.-- . . .
case:assign     .+++--..--++...-.-. ..--....-.--....... ++++--..--++++-+.++ . . .
case:triage     .+++--..--++...-.-. ..--....-.--....... ------..--------.-- . . .
case:feedback   .-++--..--++...+.+. ..--....-.--....... ++++--..--++++-+.++ . . .
case:letters    .-++--..--++...-.-. ..--....-.--....... ++++--..--++++-+.++ . . .
case:letters_approve ++++--..--+++..+.++ ..--....-.--....... ++++--..--++++-+.++ . . .
case:work       .-++--..--++...-.-. ..++....-.++....... ------..--------.-- . . .
case:adopt      .-++--..--++...-.-. ..--....-.-+....... ------..--------.-- . . .
case:plan       .-++--..--++...-.-. ..++....-.++....... --++--..--++-+--.-- . . .
case:answer     .-++--..--++...-.-. ..--....-.--....... ++++--..--++++-+.++ . . .
case:meeting    .-++--..--++...-.-. ..--....-.--....... --++--..--++-+--.-- . . .
case:inform     .+++--..--++...-.-. ..++....-.++....... ------..--------.-- . . .
case:contact    .+++--..--++...-.-. ..++....-.++....... ------..--------.-- . . .
case:regie      .-++--..--++...-.-. ..--....-.-+....... ------..--------.-- . . .
case:flag       .+++--..--++...-.-. ..++....-.++....... ++++--..--++++-+.++ . . .
case:safety     .+++--..--++...-.-. ..++....-.++....... ++++--..--++++-+.++ . . .
case:hold       .-++--..--++...-.-. ..++....-.++....... ------..--------.-- . . .
case:scale      .-----..----...-.-. ..--....-.--....... ++++--..--++++-+.++ . . .
case:close      .-++--..--++...+.+. ..--....-.--....... ------..--------.-- . . .
case:end_told   .-++--..--++...+.+. ..--....-.--....... ++++--..--++++-+.++ . . .
case:destroy    .-+++-..--++...+.+. ..--....-.--....... ------..--------.-- . . .
case:recuse     .+++++..++++...+.+. ..++....+.++....... ++++++..++++++++.++ . . .
case:recusals   .-----..----...-.-. ..--....-.--....... ++++++..--++++-+.++ . . .
case:emergency  ++++--..+-+++..-.-+ ++++....+.+++.....+ ------..--------.-- . . .
case:trail      .--+--..----...+.-. ..--....-.--....... ++++++..++++++++.++ ++++++..++++++++.++ . .
signal:read     ++++++..+++++..+.++ ..+++.....++....... ++++++..++++++++.++ . . .
signal:add      ++++++..--+++..+.++ ..+++.....++....... ------..--------.-- . . .
signal:settle   ++++++..--+++..+.++ ..---.....--....... ------..--------.-- . . .
concept:read    .+...+............. ..+++.....++....... .+...+............. . . .
concept:write   .-...-............. ..+++.....++....... .-...-............. . . .
concept:judge   .+...+............. ..---.....--....... .-...-............. . . .
concept:recuse  .+...+............. ..---.....--....... .+...+............. . . .
"""
# Without a dossier: the roles that hold it at all.
AT_ALL = """
account:own    V I C F B A
case:list      V I C
case:register  V
signal:list    V I C
signal:note    V I
trail:verify   F
emergency:review  F
trail:read     F
numbers:read   C F B
users:read     A
users:manage   A
users:approve  C A
approval:list  V C A
settings:read  F A
settings:change  A
sharing:read   V I C F A
sharing:approve  F
installation:keep
"""


def cells():
    head, *rows = [line.split() for line in MATRIX.strip().splitlines()]
    for name, *columns in rows:
        for letter, marks in zip(head, columns, strict=True):
            each = marks * len(SITUATIONS) if marks == "." else marks
            for situation, mark in zip(SITUATIONS, each, strict=True):
                yield Permission(name), ROLES[letter], situation, mark


CELLS = list(cells())
HELD = {
    Permission(name): {ROLES[letter] for letter in letters}
    for name, *letters in (line.split() for line in AT_ALL.strip().splitlines())
}


def answer(verdict):
    if verdict.allowed:
        return "+"
    return "." if verdict.hidden else "-"


def test_the_matrix_speaks_of_every_permission_and_role():
    in_matrix = {permission for permission, *_ in CELLS}

    assert in_matrix | HELD.keys() == set(Permission) == set(POLICY)
    assert len(CELLS) == len(in_matrix) * len(Role) * len(SITUATIONS)


@pytest.mark.parametrize(
    ("permission", "role", "situation", "mark"),
    CELLS,
    ids=[f"{p}-{r}-{s}".replace(" ", "_") for p, r, s, _ in CELLS],
)
def test_the_policy_answers_as_the_matrix(permission, role, situation, mark):
    verdict = decide(an_actor(role), permission, SITUATIONS[situation])

    assert answer(verdict) == mark


@pytest.mark.parametrize(("permission", "role"), list(product(HELD, Role)))
def test_what_needs_no_dossier_is_held_by_these_roles(permission, role):
    assert allows(an_actor(role), permission) is (role in HELD[permission])
    assert ever(role, permission) is (role in HELD[permission])


@pytest.mark.parametrize(("permission", "role"), list(product(Permission, Role)))
def test_the_door_lets_in_exactly_who_may_ever(permission, role):
    sometimes = any(allows(an_actor(role), permission, facts) for facts in SITUATIONS.values())

    assert ever(role, permission) is sometimes


FACTS = st.builds(
    DossierFacts,
    municipality=st.sampled_from(["LAR", "BLA"]),
    **{
        name: st.booleans()
        for name in (
            "linked",
            "open_intake",
            "director",
            "leads",
            "recused",
            "restricted",
            "emergency",
            "over",
        )
    },
)


@given(facts=FACTS, role=st.sampled_from(Role), permission=st.sampled_from(Permission))
def test_who_stepped_back_sees_nothing_whatever_else_holds(facts, role, permission):
    verdict = decide(an_actor(role), permission, replace(facts, recused=True))

    assert answer(verdict) == "."
    assert verdict.refusing is Layer.RECUSAL


@given(facts=FACTS, role=st.sampled_from(Role), permission=st.sampled_from(Permission))
def test_nobody_works_on_what_they_may_not_know(facts, role, permission):
    actor = an_actor(role)
    knocks = permission is Permission.CASE_EMERGENCY
    works = permission.value.startswith("case:") and permission not in HELD and not knocks
    does = works and role is not Role.DPO and allows(actor, permission, facts)

    assert not does or allows(actor, Permission.CASE_READ, facts)


@given(facts=FACTS, role=st.sampled_from(Role), permission=st.sampled_from(Permission))
def test_a_verdict_shows_every_layer_that_was_asked(facts, role, permission):
    verdict = decide(an_actor(role), permission, facts)

    asked = policy.tests_for(role, permission) or (policy.not_recused,)
    assert [step.test for step in verdict.steps if step.layer is not Layer.ROLE] == [
        test.code for test in asked
    ]
    assert verdict.allowed is all(step.passed for step in verdict.steps)
    assert (verdict.refusing is None) is verdict.allowed


def test_the_trace_says_which_layer_refused_and_who_may():
    verdict = decide(an_actor(Role.BOARD), Permission.CASE_SCALE)

    assert verdict.refusing is Layer.ROLE
    assert verdict.roles == (Role.COORDINATOR,)
    assert not verdict.hidden


def test_the_trace_says_that_a_link_is_missing():
    verdict = decide(an_actor(), Permission.CASE_WORK, SITUATIONS["intake"])

    assert verdict.refusing is Layer.LINK
    assert [(s.layer, s.passed) for s in verdict.steps] == [
        (Layer.RECUSAL, True),
        (Layer.ROLE, True),
        (Layer.CLEARANCE, True),
        (Layer.READ_ONLY, True),
        (Layer.LINK, True),
        (Layer.MUNICIPALITY, True),
        (Layer.LINK, False),
        (Layer.RESTRICTION, True),
    ]


def test_the_trace_says_that_the_part_is_of_somebody_else():
    worker = an_actor(Role.INTERVENTION_TEAM)

    verdict = decide(worker, Permission.CASE_ADOPT, SITUATIONS["linked"])

    assert (verdict.refusing, verdict.hidden) == (Layer.PART, False)
    assert allows(worker, Permission.CASE_ADOPT, SITUATIONS["leads"])


def test_require_raises_the_verdict_without_a_name():
    with pytest.raises(Refused) as refused:
        require(an_actor(Role.ADMIN), Permission.CASE_READ, HERE)

    assert refused.value.verdict.refusing is Layer.ROLE
    assert str(refused.value) == "case:read role"


def test_require_lets_through_what_is_allowed():
    assert require(an_actor(), Permission.CASE_READ, SITUATIONS["linked"]) is None


def test_what_is_not_in_the_table_is_no():
    assert policy.tests_for(Role.ADMIN, Permission.CASE_READ) is None


# --- clearance: LAW-33 and LAW-57


ABOUT_CASES = {
    permission
    for permission in Permission
    if permission.value.startswith(("case:", "concept:", "signal:"))
}


def test_who_is_not_cleared_does_nothing_with_cases_and_keeps_the_rest():
    for permission, role in product(Permission, Role):
        actor = an_actor(role, cleared=False)
        answers = {allows(actor, permission, facts) for facts in (None, *SITUATIONS.values())}

        if permission in ABOUT_CASES:
            assert answers == {False}
        elif ever(role, permission):
            assert allows(actor, permission)


def test_who_is_not_cleared_hears_so_and_not_that_the_role_is_wrong():
    verdict = decide(an_actor(cleared=False), Permission.CASE_LIST)

    assert verdict.refusing is Layer.CLEARANCE
    assert [(s.layer, s.passed) for s in verdict.steps] == [
        (Layer.ROLE, True),
        (Layer.CLEARANCE, False),
    ]
    assert not verdict.hidden


def test_a_role_that_may_never_hears_nothing_of_clearance():
    verdict = decide(an_actor(Role.ADMIN, cleared=False), Permission.CASE_LIST)

    assert [step.layer for step in verdict.steps] == [Layer.ROLE]


def test_no_case_exists_for_who_is_not_cleared():
    assert decide(an_actor(cleared=False), Permission.CASE_WORK, SITUATIONS["linked"]).hidden


# --- noodtoegang: decisions.md 14


@given(facts=FACTS, role=st.sampled_from(Role), permission=st.sampled_from(Permission))
def test_a_noodtoegang_alone_changes_nothing(facts, role, permission):
    alone = replace(facts, emergency=True, linked=False)
    changes = permission.value.startswith("case:") and permission not in policy.PASSES_EMERGENCY

    assert not (changes and allows(an_actor(role), permission, alone))


@given(facts=FACTS, role=st.sampled_from(Role), permission=st.sampled_from(Permission))
def test_a_noodtoegang_takes_nothing_from_who_is_linked(facts, role, permission):
    linked = replace(facts, linked=True)
    with_it = allows(an_actor(role), permission, replace(linked, emergency=True))

    assert with_it is allows(an_actor(role), permission, replace(linked, emergency=False))


def test_the_trace_says_that_a_noodtoegang_only_reads():
    verdict = decide(an_actor(), Permission.CASE_WORK, SITUATIONS["emergency"])

    assert verdict.refusing is Layer.READ_ONLY
    assert not verdict.hidden


# --- the system


@pytest.mark.parametrize("permission", Permission)
def test_the_system_holds_one_permission_and_no_other(permission):
    assert allows(SYSTEM, permission) is (permission is Permission.INSTALLATION_KEEP)


def test_no_role_holds_what_the_system_may():
    assert {role for permission in SYSTEM_MAY for role in POLICY[permission]} == set()
    assert len(SYSTEM_MAY) == 1


def test_the_system_comes_to_no_dossier():
    found = [decide(SYSTEM, *asked) for asked in product(Permission, SITUATIONS.values())]

    assert {(one.allowed, one.hidden, one.role) for one in found} == {(False, True, None)}


def test_the_system_is_refused_with_the_layer_that_said_no():
    with pytest.raises(Refused) as refused:
        require(SYSTEM, Permission.CASE_READ)

    assert refused.value.verdict.refusing is Layer.ROLE
    assert not refused.value.verdict.hidden
    assert require(SYSTEM, Permission.INSTALLATION_KEEP) is None


def test_each_kind_of_actor_has_a_class_of_its_own():
    assert {Actor.kind, System.kind} == set(ActorKind)
    assert (SYSTEM.id, an_actor().kind) == (None, ActorKind.PERSON)
