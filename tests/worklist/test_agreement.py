"""Head, badges, lists, figures ahead, Acties and other municipalities count the same."""

# ruff: noqa: S311 - dice of a test, seeded
import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.reading import duties
from pga.cases.reading.actions import list_actions
from pga.cases.reading.duties import count_elsewhere
from pga.cases.room import CASES
from pga.cases.rules.duties import DutyKind
from pga.cases.rules.states import TAKES_PLACE, Level, State
from pga.core import clock
from pga.dossiers.rules.lateness import Lateness, lateness
from pga.dossiers.services import flags
from pga.settings.services import set_values
from tests.builders import a_case, a_user, an_action, an_organisation
from tests.support.desk import desk_of
from tests.support.pages import text_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

SEEDS = [*range(2), *(pytest.param(seed, marks=pytest.mark.torture) for seed in range(2, 40))]
BEGAN = datetime(2026, 11, 20, 10, tzinfo=UTC)
A_DAY = timedelta(days=1)
IS_LATE = re.compile(r"(\d+) ding(?:en)? (?:is|zijn) te laat")
IS_SOON = re.compile(r"(\d+)(?: ding(?:en)?)? moet(?:en)? binnen drie werkdagen")


@pytest.fixture
def all_of_it(monkeypatch):
    """Let each list show all that it counts."""
    monkeypatch.setattr(duties, "MOST", 500)
    duties._due_question.cache_clear()
    yield
    duties._due_question.cache_clear()


def put_work(dice, member, colleague):
    there = an_organisation()
    for state in (State.REFERRED, State.PLANNING, State.IN_EXECUTION):
        number = a_case(state, by=member.actor, linked=[colleague.id])
        for owner in ({}, {"user_id": colleague.id}, {"organisation_id": there}):
            for _ in range(2):
                due_on = clock.today() + dice.randint(0, 25) * A_DAY
                an_action(member.actor, number, due_on=due_on, **owner)
        due_on = clock.today() + dice.randint(0, 25) * A_DAY
        flags.flag(colleague.actor, CASES, number, text="Bel de school.", due_on=due_on)


def counted(words, head):
    found = words.search(head)
    return int(found[1]) if found else 0


def told_in(shown, part):
    """Return how many badges of a list say that something is late."""
    begin = shown.index("<ol", shown.index(f'id="{part}"'))
    return len(
        re.findall(r"werkdag(?:en)? te laat", shown[begin : shown.index("</section>", begin)])
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_all_that_counts_what_is_late_or_soon_counts_the_same(app, page, all_of_it, seed):
    dice = random.Random(seed)
    with clock.stopped_at(BEGAN):
        member, colleague = a_user(), a_user(Role.INTERVENTION_TEAM)
        put_work(dice, member, colleague)
    seen = set()
    for days in (0, dice.randint(1, 10), dice.randint(11, 40)):
        with clock.stopped_at(BEGAN + days * A_DAY):
            for who in (member, colleague):
                shown = page.log_in(who).get("/werk")
                work, today = desk_of(who.actor).work, clock.today()

                def standing(found, which, today=today):
                    return sum(lateness(one.due_on, today) is which for one in found.lines)

                for found in (work.own, work.others):
                    assert found.total == len(found.lines)
                    assert found.late == standing(found, Lateness.LATE)
                    assert found.soon == standing(found, Lateness.SOON)
                head = text_of(shown)
                assert counted(IS_LATE, head) == work.own.late
                assert counted(IS_SOON, head) == work.own.soon
                assert told_in(shown.text, "nu") == work.own.late
                assert told_in(shown.text, "collegas") == work.others.late
                assert dict(work.ahead)[0] == work.own.late + work.others.late
                for ahead, late in some(work.ahead):
                    then = today + ahead * A_DAY
                    assert late == sum(
                        lateness(one.due_on, then) is Lateness.LATE for one in some(work.lines)
                    )
                listed = list_actions(who.actor)
                of_page = [one for one in work.lines if one.what is DutyKind.ACTION]
                late = [one for one in of_page if lateness(one.due_on, today) is Lateness.LATE]
                assert (listed.total, listed.late) == (len(of_page), len(late))
                assert sum(group.late for group in listed.groups) == listed.late
                elsewhere = replace(who.actor, municipality="EEM")
                assert count_elsewhere(elsewhere, [("LAR", who.actor.role)]) == [
                    work.own.late + work.own.soon
                ]
                seen |= {work.own.late > 0, work.others.late > 0}
    assert seen == {True, False}


@pytest.mark.bare
def test_the_places_and_the_ladder_say_of_the_same_cases_what_is_local(app, page):
    member, coordinator = a_user(), a_user(Role.COORDINATOR)
    states = [State.PLANNING, State.ON_HOLD, State.AFTERCARE, State.TOP_X, State.REFERRED]
    for state in states:
        a_case(state, by=member.actor)
    agreed = {"max_active_cases": "1"}
    set_values(member.id, "LAR", agreed, from_on=clock.today(), reason="Afspraak")

    work = desk_of(member.actor).work
    mine, all_ = (text_of(page.log_in(who).get("/werk")) for who in (member, coordinator))

    places = work.places
    assert (places.taken, places.local) == (2, work.levels[Level.LOCAL]) == (2, 3)
    assert places.taken == sum(state in TAKES_PLACE for state in states)
    sentence = "Van 3 lokale casussen nemen 2 een plaats in; 1 niet"
    assert sentence in mine
    assert sentence in all_
    assert "Plaatsen: 2 van 1 in gebruik" in all_
    assert "in gebruik" not in mine
    assert "De afspraak is 1 plaats voor de hele gemeente." in mine
