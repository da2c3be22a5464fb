from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Case
from pga.cases.reading.adopting import get_adopting
from pga.cases.reading.plan import get_plan, get_plan_for_person, get_version, plan_now
from pga.cases.reading.plan_forms import (
    get_action_form,
    get_goal_form,
    get_replying,
    get_settling,
    get_texts_form,
)
from pga.cases.rules.actions import NO_PASSAGE, ActionOutcome, Passage
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.measuring import MeasurementKind
from pga.cases.rules.plan import COUNTS, GoalStatus, PlanText, TextsGiven, for_person
from pga.cases.rules.plan_check import PlanRule
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.states import State
from pga.cases.services import actions, plan
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy.context import AccessContext
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_decision_list,
    a_goal,
    a_measurement,
    a_meeting,
    a_plan,
    a_user,
    an_action,
    an_organisation,
    closed,
    id_in,
    prepared,
    scores,
    seats,
    ticked,
    token_of_plan,
    version_of,
)

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)
NEIGHBOUR = ThirdPartyRelation.NEIGHBOUR


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user().actor


@pytest.fixture
def worker(stopped):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def number(member, worker):
    return a_case(State.PLANNING, by=member, linked=[worker.id])


@pytest.fixture
def other(member):
    return a_case(State.PLANNING, by=member)


def whole_plan(number):
    """Return the plan as a version would hold it."""
    with transaction() as session:
        case = session.get_one(Case, id_in(session, number))
        return plan_now(session, case, AccessContext(session))


def write(member, number, **texts):
    about_other = texts.pop("about_other", NO_PASSAGE)
    written = {PlanText(name): text for name, text in texts.items()}
    plan.write_texts(member, number, 0, written, about_other=about_other, reason="")


def test_an_action_is_put_below_a_goal_of_the_case_that_counts_and_that_one_may_read(
    member, worker, number, other
):
    a_goal(member, other, text="Van een ander.")
    a_goal(member, number, text="Vervallen.", status=GoalStatus.DROPPED)
    open_ = {
        a_goal(member, number, text=text, status=status)
        for text, status in (("Nu.", GoalStatus.NOW), ("Later.", GoalStatus.LATER))
    }
    hidden = a_goal(member, number, text="Voor de regie.", regie=True)

    assert {goal for goal, _ in get_action_form(worker.actor, number).goals} == open_
    assert {goal for goal, _ in get_action_form(member, number).goals} == {*open_, hidden}


def test_a_form_begins_with_what_is_changed_and_a_new_one_with_nothing(member, number, other):
    mark = Passage("De buurman drinkt.", NEIGHBOUR)
    goal = a_goal(member, number, text=f"Rust. {mark.text}", about_other=mark)
    action = an_action(member, number, goal_id=goal, text="Belt.")
    write(member, other, picture="Van een ander.")
    write(member, number, picture="Er is overlast.")

    of_goal = get_goal_form(member, number, goal)
    of_action = get_action_form(member, number, action)
    of_texts = get_texts_form(member, number)

    new = (get_goal_form(member, number), get_action_form(member, number))
    assert [one.version for one in new] == [0, 0]
    assert (new[0].goal, new[1].action, new[1].shown) == (None, None, None)
    assert (of_goal.goal.text, of_goal.goal.about_other) == (f"Rust. {mark.text}", mark)
    assert (of_action.action.text, str(of_action.action.owner)) == ("Belt.", f"u:{member.id}")
    assert of_action.action.about_other == NO_PASSAGE
    assert of_texts.texts == TextsGiven({PlanText.PICTURE: "Er is overlast."})
    assert (of_goal.version, of_action.version, of_texts.version) == (1, 1, 1)


def test_what_is_for_the_regie_or_of_another_case_begins_no_form(member, worker, number, other):
    goals = a_goal(member, number, regie=True), a_goal(member, other)
    actions = an_action(member, number, regie=True), an_action(member, other)

    for form, (hidden, elsewhere) in ((get_goal_form, goals), (get_action_form, actions)):
        for reader, row in ((worker.actor, hidden), (member, elsewhere)):
            with pytest.raises(Invalid, match="not_there"):
                form(reader, number, row)
        assert form(member, number, hidden).version == 1
    for reader, row in ((worker.actor, actions[0]), (member, actions[1])):
        with pytest.raises(Invalid, match="not_there"):
            get_settling(reader, number, row)
    assert get_settling(member, number, actions[0]).action.id == actions[0]


def test_the_person_answers_to_a_version_that_there_is(member, number):
    a_plan(member, number)

    assert get_replying(member, number, 1).number == 1
    with pytest.raises(Invalid, match="version=not_there"):
        get_replying(member, number, 2)


def test_a_form_is_old_when_the_plan_of_its_own_case_changed(member, number, other):
    def token():
        return get_adopting(member, number).token

    before = token()
    a_goal(member, other)
    an_action(member, other)
    write(member, other, picture="Er is overlast.")
    assert token() == before

    tokens = {before}
    for change in (a_goal, an_action, lambda *who: write(*who, picture="Er is overlast.")):
        change(member, number)
        tokens.add(token())
    assert len(tokens) == 4


def test_what_can_go_to_the_person_is_the_same_when_only_that_is_opened(member, number):
    there = an_organisation()
    mark = Passage("De buurman drinkt.", NEIGHBOUR)
    texts = {name.value: f"Over {name}. {mark.text}" for name in PlanText}
    write(member, number, about_other=mark, **texts)
    goals = {
        status: a_goal(member, number, status=status, text=f"{status}. {mark.text}")
        for status in GoalStatus
    }
    hidden = a_goal(member, number, text="Voor de regie.", regie=True)
    for goal in (*(goals[one] for one in COUNTS), hidden, None):
        an_action(member, number, goal_id=goal)
    an_action(member, number, text="Voor de regie.", regie=True)
    an_action(member, number, organisation_id=there, contact_id=a_contact(there))
    settled = an_action(member, number, text="Is klaar.")
    outcome = {"outcome": ActionOutcome.DONE, "result": "Gelukt.", "done_on": TODAY}
    actions.settle_action(member, number, settled, **outcome)

    given = get_plan_for_person(member, number, 0).plan

    assert given == for_person(whole_plan(number))
    assert set(whole_plan(number).texts) - set(given.texts) == {PlanText.ENOUGH}
    assert len(given.goals) == len(COUNTS)
    assert len(given.actions) == len(COUNTS) + 2


def test_a_version_was_discussed_when_the_last_list_of_its_case_was_approved(member, number, other):
    a_plan(member, number)
    with clock.stopped_at(NOW + A_DAY):
        a_decision_list(other)
    with clock.stopped_at(NOW + 2 * A_DAY):
        meeting = a_meeting(member, number)
        ticked(member, number, meeting)
        closed(member, number, meeting)
    with clock.stopped_at(NOW + 3 * A_DAY):
        a_goal(member, number, text="Een vak leren.", status=GoalStatus.LATER)
        token = token_of_plan(member, number)
        plan.revise_plan(member, number, version_of(number), token, why="Er kwam een doel bij.")
        page = get_plan(member, number)

    assert [(one.number, one.adopted_on, one.discussed_on) for one in page.versions] == [
        (2, TODAY + 3 * A_DAY, TODAY),
        (1, TODAY, TODAY),
    ]
    assert {one.why for one in page.versions} == {""}
    assert [one.who for one in page.versions] == [member.name] * 2
    assert page.counts == dict.fromkeys(GoalStatus, 0) | {GoalStatus.NOW: 1, GoalStatus.LATER: 1}
    assert (page.review.pending, page.may_plan, page.may_adopt) == ((), True, True)
    first, second = (get_version(member, number, which) for which in (1, 2))
    assert (first.line.number, first.changed, len(first.names)) == (1, (), 1)
    assert (second.line.number, len(second.changed), len(second.names)) == (2, 1, 2)
    assert (first.line.why, second.line.why) == ("", "Er kwam een doel bij.")
    assert get_plan_for_person(member, number, 1).line.number == 1
    assert get_plan_for_person(member, number, 0).line is None


def test_a_plan_stands_on_the_scores_of_the_last_meting_that_is_final(member, number, other):
    assert get_plan(member, number).plan.scores == {}
    a_measurement(member, number, FIN=Score.ACUTE)
    with clock.stopped_at(NOW + A_DAY):
        a_measurement(member, number, MeasurementKind.INTERIM, GGZ=Score.FULL)
    with clock.stopped_at(NOW + 2 * A_DAY):
        a_measurement(member, other, HUI=Score.ACUTE)
        a_measurement(member, number, MeasurementKind.INTERIM, final=False, HUI=Score.ACUTE)

        found = get_plan(member, number).plan.scores

    assert found == {domain: one.score for domain, one in scores(GGZ=Score.FULL).items()}
    assert [*found] == [*LifeDomain]


def test_passages_about_others_are_those_of_the_plan_of_the_case(member, number, other):
    marks = [Passage(f"Buurman {name} drinkt.", NEIGHBOUR) for name in ("Kees", "Jan", "Piet")]
    in_goal, in_action, in_texts = marks
    a_goal(member, number, text=f"Rust. {in_goal.text}", about_other=in_goal)
    an_action(member, number, text=f"Belt. {in_action.text}", about_other=in_action)
    write(member, number, picture=f"Stil. {in_texts.text}", about_other=in_texts)
    elsewhere = Passage("De zus woont in.", NEIGHBOUR)
    a_goal(member, other, text=elsewhere.text, about_other=elsewhere)
    told = {"fact": "De zoon klaagt.", "passage": "De zoon klaagt."}
    a_contribution(member, number, other=NEIGHBOUR, **told)

    assert set(whole_plan(number).passages) == {one.text for one in marks}
    assert get_plan(member, number).plan.passages == ()


def test_who_did_not_sit_at_the_last_meeting_of_the_case_is_told(member, number, other):
    names = ("Aanwezig", "Afwezig", "Bij een ander", "Nog niet", "Vorige keer")
    partners = {name: an_organisation(name=name) for name in names}
    contacts = {name: f"c:{a_contact(one, name)}" for name, one in partners.items()}
    for name, one in partners.items():
        an_action(member, number, organisation_id=one, text=name)
    an_action(member, number, text="Zelf")
    before, meeting, elsewhere, later = (
        a_meeting(member, which, on=TODAY + days * A_DAY)
        for which, days in ((number, 0), (number, 1), (other, 2), (number, 3))
    )
    for on, which, where, who, absent in (
        (0, number, before, ("Vorige keer",), ()),
        (1, number, meeting, ("Aanwezig", "Afwezig"), ("Afwezig",)),
        (2, other, elsewhere, ("Bij een ander",), ()),
    ):
        with clock.stopped_at(NOW + on * A_DAY):
            prepared(member, which, where, *(contacts[name] for name in who))
            seated = seats(member, which, where)
            gone = [seated[f"{name}, wijkagent"] for name in absent]
            ticked(member, which, where, *gone)
            closed(member, which, where)
    with clock.stopped_at(NOW + 3 * A_DAY):
        prepared(member, number, later, contacts["Nog niet"])
        ticked(member, number, later)

        found = get_plan(member, number).review.findings

    about = [one.about for one in found if one.rule is PlanRule.NOT_AT_TABLE]
    assert {text for texts in about for text in texts} == {*names[1:]}


def test_a_plan_of_a_case_that_is_over_is_only_read(member, worker):
    number = a_case(State.CLOSED, by=member, linked=[worker.id])

    page = get_plan(member, number)

    assert (page.may_plan, page.may_adopt, page.versions, page.plan.texts) == (
        False,
        False,
        (),
        {},
    )
    assert get_goal_form(member, number).over
    assert get_action_form(member, number).over
