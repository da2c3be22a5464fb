from datetime import timedelta

import pytest

from pga.cases.models.case import StateChange
from pga.cases.reading.meetings import list_meetings
from pga.cases.routes.actions import AT_ONCE
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.states import State
from pga.cases.services import actions
from pga.core import clock
from tests.builders import a_case, a_goal, a_meeting, a_user, an_action, closed, ticked
from tests.support.pages import text_of
from tests.support.rows import rows_of
from tests.support.server import serving
from tests.support.some import some


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor)


@pytest.mark.both
def test_the_list_of_meetings_says_which_cases_and_where_each_stands(page, member, number):
    by, stranger = member.actor, a_user()
    other = a_case(State.PLANNING, by=by)
    hidden = a_case(State.PLANNING, by=stranger.actor)
    both, alone = a_meeting(by, other, number), a_meeting(by, number)
    a_meeting(stranger.actor, hidden)
    page.log_in(member)

    def lines():
        return {one.id: one for one in list_meetings(by).ahead}

    assert (lines()[both].numbers, lines()[alone].numbers) == ((other, number), (number,))
    told = text_of(page.get("/overleggen"))
    assert hidden not in told
    assert told.count("Gepland") == 2
    ticked(by, other, both)
    closed(by, other, both)
    assert (lines()[both].talked_about, lines()[both].cases) == (1, 2)
    assert "1 besluitenlijst nog vaststellen" in text_of(page.get("/overleggen"))


def test_a_day_and_a_colleague_stand_once_above_what_happened_then(page, member, number):
    moves = rows_of(StateChange)
    page.log_in(member)

    told = page.get(f"/casussen/{number}/verloop").text

    main = told[told.index('<ol class="dated">') : told.index("</main>")]
    assert len(moves) > 2
    assert main.count("<strong>") == len(moves)
    assert (main.count("<time"), main.count(member.actor.name)) == (1, 1)


def test_what_has_an_outcome_is_folded_where_one_works_on_the_plan(page, member, number):
    goal, today = a_goal(member.actor, number), clock.now()
    for where in (goal, None):
        done = an_action(member.actor, number, goal_id=where, text="Is gedaan.")
        an_action(member.actor, number, goal_id=where, text="Staat open.")
        actions.settle_action(
            member.actor,
            number,
            done,
            outcome=ActionOutcome.DONE,
            result="",
            done_on=clock.today(),
        )
    plan = f"/casussen/{number}/plan"
    page.log_in(member)
    fresh = page.get(plan).text
    assert "actie met een uitkomst" not in fresh  # one may still take it back

    with clock.stopped_at(today + timedelta(days=1)):
        page.log_in(member)
        folded = page.get(plan).text

    assert folded.count("<summary>1 actie met een uitkomst</summary>") == 2


def test_of_one_owner_the_first_actions_are_in_view(page, member, number):
    for _ in range(AT_ONCE + 2):
        an_action(member.actor, number)
    page.log_in(member)

    told = page.get("/acties").text

    assert "<summary>Nog 2</summary>" in told
    assert told.count('class="dated"') == 2


@pytest.mark.browser
def test_on_a_telephone_a_case_takes_two_lines(app, open_page, member):
    for _ in range(2):
        a_case(State.PLANNING, by=member.actor, director=member.id)
    with serving(app) as base:
        tab = open_page(width=390)
        tab.log_in(base, member)
        for path in ("/casussen", "/werk"):
            tab.page.goto(base + path)
            rows = some(tab.page.query_selector_all("table.brief tbody tr"))
            assert [row for row in rows if row.bounding_box()["height"] > 100] == []
            tab.check_each_look()
