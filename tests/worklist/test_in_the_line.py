"""What one does in a line of Werk: done in one press, back where one was, and taken back."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.plan import CaseAction
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.states import State
from pga.cases.services import actions
from pga.core import clock
from pga.dossiers.services import flags
from pga.privacy.events import Event
from tests.builders import a_case, a_goal, a_user, an_action, an_organisation
from tests.support.pages import text_of
from tests.support.rows import lines, row_of, rows_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
A_DAY = timedelta(days=1)


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor)


def done_url(number, action_id, van="werk"):
    return f"/casussen/{number}/acties/{action_id}/gedaan?van={van}"


def back_url(number, action_id, van="werk"):
    return f"/casussen/{number}/acties/{action_id}/terug?van={van}"


@pytest.mark.parametrize(
    ("van", "at", "leads"),
    [
        ("werk", "/werk", "/werk"),
        ("acties", "/acties", "/acties"),
        ("overzicht", "/werk", "/casussen/{}"),
        ("elders", "/werk", "/casussen/{}/plan"),
    ],
)
def test_done_is_one_press_and_one_goes_on_where_one_was(page, member, number, van, at, leads):
    action_id = an_action(member.actor, number)
    page.log_in(member)
    standing = page.form(page.get(at).text, done_url(number, action_id), own=False)

    answer = page.send(done_url(number, action_id, van), standing)

    row = row_of(CaseAction)
    assert (row.outcome, row.done_on) == (ActionOutcome.DONE, clock.today())
    assert answer.headers["Location"] == leads.format(number)
    said = f"Vastgelegd bij {number}: gedaan, vandaag."
    assert said in text_of(page.get(answer.headers["Location"]))


def test_pressed_twice_it_is_answered_as_ones_own(page, member, number):
    action_id = an_action(member.actor, number)
    page.log_in(member)
    url = done_url(number, action_id)
    standing = page.form(page.get("/werk").text, url, own=False)

    answers = [page.send(url, standing) for _ in range(2)]

    assert {answer.headers["Location"] for answer in answers} == {"/werk"}
    assert len(lines(Event.ACTION_SETTLED)) == 1
    told = text_of(page.get("/werk"))
    assert "Dit had u al vastgelegd." in told
    assert "al een uitkomst" not in told


def test_what_a_colleague_settled_meanwhile_is_told_on_the_list(page, member, number):
    action_id = an_action(member.actor, number)
    page.log_in(member)
    url = done_url(number, action_id)
    standing = page.form(page.get("/werk").text, url, own=False)
    outcome = {"outcome": ActionOutcome.FAILED, "result": "Nam niet op."}
    actions.settle_action(member.actor, number, action_id, **outcome, done_on=clock.today())

    answer = page.send(url, standing)

    assert answer.headers["Location"] == "/werk"
    assert "Deze actie heeft al een uitkomst." in text_of(page.get("/werk"))
    assert row_of(CaseAction).outcome is ActionOutcome.FAILED


@pytest.mark.parametrize("van", ["werk", "acties"])
def test_a_slip_is_taken_back_from_the_word_about_it(page, member, number, van):
    action_id = an_action(member.actor, number)
    page.log_in(member)
    url = done_url(number, action_id, van)
    answer = page.post(url, at=f"/{van}")
    told = page.get(answer.headers["Location"]).text
    standing = page.form(told, back_url(number, action_id), own=False)

    answers = [page.send(back_url(number, action_id, van), standing) for _ in range(2)]

    assert {answer.headers["Location"] for answer in answers} == {f"/{van}"}
    assert row_of(CaseAction).outcome is None
    shown = page.get(f"/{van}").text
    assert "De actie staat weer open." in shown
    assert f'action="{done_url(number, action_id, van)}"' in shown
    page.post(url, at=f"/{van}")
    assert row_of(CaseAction).outcome is ActionOutcome.DONE


def test_the_plan_offers_it_too_on_that_day_to_who_recorded_it(page, member, number):
    colleague = a_user()
    number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id])
    goal_id = a_goal(member.actor, number)
    ids = [an_action(member.actor, number, goal_id=goal_id), an_action(member.actor, number)]
    plan = f"/casussen/{number}/plan"
    page.log_in(member)
    for action_id in ids:
        page.post(done_url(number, action_id), at="/werk")
    shown = " ".join(page.get(plan).text.split())
    assert shown.count("Neem de uitkomst terug<span") == 2
    page.log_in(colleague)
    assert "Neem de uitkomst terug" not in page.get(plan).text
    page.log_in(member)

    answer = page.post(back_url(number, ids[0]).split("?")[0], at=plan)

    assert answer.headers["Location"] == plan
    assert [row.id for row in rows_of(CaseAction, outcome=None)] == [ids[0]]
    with clock.stopped_at(clock.now() + A_DAY):
        page.log_in(member)
        assert "Neem de uitkomst terug" not in page.get(plan).text


def test_names_stay_on_after_an_act_in_the_line(page, member, number):
    action_id = an_action(member.actor, number)
    page.log_in(member)
    assert "Zichtbaar" not in page.get("/werk").text
    page.post("/werk")
    assert "Jorinde Zichtbaar" in page.get("/werk").text
    before = len(lines(Event.READ))

    page.post(done_url(number, action_id), at="/werk")
    read = len(lines(Event.READ))
    shown = page.get("/werk").text

    assert "Jorinde Zichtbaar" in shown
    assert read == before + 1  # of the look at the page on which the button stood
    assert len(lines(Event.READ)) == read + 1


def test_the_own_list_comes_first_then_that_of_colleagues_then_what_was_told(page, member, number):
    colleague = a_user(Role.INTERVENTION_TEAM, name="Kim Zonnedauw")
    number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id])
    an_action(member.actor, number, user_id=colleague.id)

    told = text_of(page.log_in(colleague).get("/werk"))

    parts = ["Te doen", "Te laat en wat eraan komt", "Bij collega’s", "Voor u", "Mijn casussen"]
    places = [told.index(part) for part in parts]
    assert places == sorted(places)
    assert "Actie van u, sociaal, klaar vóór" in told
    mine = text_of(page.log_in(member).get("/werk"))
    assert "Actie van Kim Zonnedauw, sociaal, klaar vóór" in mine
    assert "procesregisseur:" not in mine  # what one directs oneself says no more


def test_each_line_leads_to_the_thing_itself(page, member, number):
    later = a_goal(member.actor, number, status=GoalStatus.LATER)
    below, loose = an_action(member.actor, number, goal_id=later), an_action(member.actor, number)
    flags.flag(member.actor, CASES, number, text="Bel de school.", due_on=clock.today())
    referred = a_case(State.REFERRED, by=member.actor)
    page.log_in(member)

    shown = page.get("/werk").text

    links = some(part.split('"')[0] for part in shown.split('href="')[1:])
    case = f"/casussen/{number}"
    assert f"{case}/plan?doelen=later#actie-{below}" in links
    assert f"{case}/plan#actie-{loose}" in links
    flag = row_of(CASES.tables.flag)
    assert f"{case}/vlag/{flag.id}/sluiten?van=werk" in links
    assert f"{case}/informeren" in links
    assert f"/casussen/{referred}/weging/starten" in links
    assert f'id="actie-{below}"' in page.get(f"{case}/plan?doelen=later").text
    assert f'id="actie-{loose}"' in page.get(f"{case}/plan").text
    closed = page.post(f"{case}/vlag/{flag.id}/sluiten?van=werk", {"closing": "Gebeld."})
    assert closed.headers["Location"] == "/werk"


@pytest.mark.bare
def test_who_may_not_settle_has_no_button_and_no_link_that_refuses(page, member, number):
    action_id = an_action(member.actor, number, due_on=clock.today())
    page.log_in(a_user(Role.COORDINATOR))

    shown = page.get("/werk").text

    assert f"#actie-{action_id}" in shown
    assert "gedaan?van" not in shown


def test_what_is_with_colleagues_is_folded_when_it_is_long(page, member):
    director = a_user()
    number = a_case(State.PLANNING, by=director.actor, linked=[member.id])
    page.log_in(member)
    assert "Nog " not in text_of(page.get("/werk"))

    there = an_organisation()
    for _ in range(4):
        an_action(director.actor, number, organisation_id=there)

    shown = page.get("/werk").text
    part = shown[shown.index('id="collegas"') : shown.index("</section>", shown.index("collegas"))]
    assert "<details" in part
    assert part.index("<details") > part.index("</ol>")


def test_a_press_at_a_case_or_action_that_is_not_ones_own_finds_nothing(page, member, number):
    stranger = a_user()
    action_id = an_action(member.actor, number)
    mine = a_case(State.PLANNING, by=stranger.actor)
    own = an_action(stranger.actor, mine)
    page.log_in(stranger)
    standing = page.form(page.get("/werk").text, done_url(mine, own), own=False)

    for url in (
        done_url(number, action_id),
        back_url(number, action_id),
        done_url(mine, action_id),
        back_url(mine, action_id),
    ):
        page.send(url, standing, status=404)

    assert {row.outcome for row in some(rows_of(CaseAction))} == {None}
