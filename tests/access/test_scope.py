# ruff: noqa: S311 - dice of a test, seeded
import random
from datetime import timedelta
from itertools import product

import pytest
import sqlalchemy as sa

from pga.access import policy
from pga.access.permissions import Permission, Role
from pga.access.policy import POLICY, Refused, allows
from pga.cases.models.case import Case
from pga.cases.models.doors import CaseLink
from pga.cases.reading.finding import find_case
from pga.cases.room import CASES
from pga.cases.rules.referral import CaseKind
from pga.cases.rules.states import ACTIVE, State
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.models.link import LinkKind
from pga.dossiers.scope import (
    CLAUSES,
    asker,
    asker_params,
    bind_values,
    facts_about,
    listed_for,
    visible_to,
)
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import a_user, an_actor
from tests.support.some import some

TOWNS = ("LAR", "BLA")
SEEDS = [*range(3), *(pytest.param(seed, marks=pytest.mark.torture) for seed in range(3, 60))]


def a_random_case(dice, users, number):
    return Case(
        number=f"LAR-2026-{number:04}",
        municipality=dice.choice(TOWNS),
        kind=CaseKind.PERSON,
        state=dice.choice([*State, State.REFERRED, State.IN_TRIAGE]),
        purpose="local_pga",
        ground="public_task",
        received_on=clock.today(),
        urgent=False,
        duplicate_checked=False,
        criteria_met=False,
        processing_restricted=dice.random() < 0.3,
        procesregisseur_id=dice.choice([None, *users]),
        casusregisseur_id=dice.choice([None, *users]),
        kept_by_id=dice.choice([None, *users]),
    )


def a_random_link(dice, users, case):
    start = clock.today() + timedelta(days=dice.randint(-2, 2))
    end = dice.choice([None, start + timedelta(days=dice.randint(0, 3))])
    return CaseLink(
        case_id=case.id,
        user_id=dice.choice(users),
        kind=(kind := dice.choice([LinkKind.WORKS, *LinkKind])),
        from_on=start,
        until_on=end,
        until_at=a_moment_near(dice) if kind is LinkKind.EMERGENCY else None,
    )


def a_moment_near(dice):
    return clock.now() + timedelta(minutes=dice.choice([-61, -1, 1, 59]))


def counts_today(link):
    runs = link.from_on <= clock.today() and (
        link.until_on is None or clock.today() < link.until_on
    )
    return runs and (link.until_at is None or clock.now() < link.until_at)


@pytest.fixture(params=SEEDS)
def town(request, cellar):
    """Users with cases of every kind, and links that began, run, ended or are still to come."""
    dice = random.Random(request.param)
    users = [a_user().id for _ in range(3)]
    with transaction() as session:
        cases = [a_random_case(dice, users, number) for number in range(40)]
        session.add_all(cases)
        session.flush()
        session.add_all(a_random_link(dice, users, dice.choice(cases)) for _ in range(90))
        record(session, None, Line(Event.SEEDED))
    return users


def test_each_test_of_the_policy_has_its_twin_in_sql():
    asked = {
        test
        for permission, role in product(Permission, Role)
        for test in policy.tests_for(role, permission) or ()
    }

    assert asked
    assert asked <= CLAUSES.keys()


def test_a_list_shows_exactly_what_the_policy_allows(town):
    with transaction() as session:
        cases, links = (
            session.scalars(sa.select(Case)).all(),
            session.scalars(sa.select(CaseLink)).all(),
        )
        for user_id, role, place in product(some(town), Role, TOWNS):
            actor = an_actor(role, place, id=user_id)
            own = [link for link in links if link.user_id == user_id and counts_today(link)]
            facts = {
                case.id: facts_about(
                    CASES, case, [link for link in own if link.case_id == case.id], actor
                )
                for case in cases
            }

            for test, clause in some(CLAUSES.items()):
                in_sql = set(session.scalars(sa.select(Case.id).where(clause(CASES, asker(actor)))))
                assert in_sql == {key for key in facts if test.holds(actor, facts[key])}, test.code
            for permission in some(POLICY):
                for who, values in (
                    (actor, {}),
                    (asker_params(role, actor.cleared), bind_values(actor)),
                ):
                    question = sa.select(Case.id).where(visible_to(CASES, who, permission))
                    in_sql = set(session.scalars(question, values))
                    assert in_sql == {key for key in facts if allows(actor, permission, facts[key])}


def test_work_lists_all_that_one_may_open_but_for_a_noodtoegang(town):
    with transaction() as session:
        links = session.scalars(sa.select(CaseLink)).all()
        over = set(session.scalars(sa.select(Case.id).where(Case.state.not_in(ACTIVE))))
        for user_id, role, place in product(some(town), Role, TOWNS):
            actor = an_actor(role, place, id=user_id)
            own = [link for link in links if link.user_id == user_id and counts_today(link)]
            works, emergency = (
                {link.case_id for link in own if link.kind is kind}
                for kind in (LinkKind.WORKS, LinkKind.EMERGENCY)
            )
            visible, listed = (
                set(session.scalars(sa.select(Case.id).where(clause(CASES, actor))))
                for clause in (visible_to, listed_for)
            )

            assert listed == visible - (emergency - works) - over


def test_a_case_opens_exactly_when_it_stands_in_the_list(town):
    with transaction() as session:
        numbers, seen = session.scalars(sa.select(Case.number)).all(), set()
        for user_id, role in product(some(town), (Role.SAFETY_TEAM, Role.INTERVENTION_TEAM)):
            actor = an_actor(role, id=user_id)
            listed = set(session.scalars(sa.select(Case.number).where(visible_to(CASES, actor))))

            assert {number for number in numbers if opens(session, actor, number)} == listed
            seen |= listed
    assert set() < seen < set(numbers)


def opens(session, actor, number):
    try:
        return find_case(session, actor, number).dossier.number == number
    except Refused as refused:
        return not refused.verdict.hidden
