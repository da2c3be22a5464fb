from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Permission, Role
from pga.cases.reading.plan import get_plan, get_plan_for_person, get_plan_form, get_version
from pga.cases.rules.actions import NO_PASSAGE, Passage
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.measuring import MeasurementKind
from pga.cases.rules.plan import GoalStatus, PlanText
from pga.cases.rules.plan_check import PlanRule
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.states import State
from pga.cases.services import plan
from pga.core import clock
from pga.core.errors import Invalid
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

    assert {goal for goal, _ in get_plan_form(worker.actor, number).goals} == open_
    assert {goal for goal, _ in get_plan_form(member, number).goals} == {*open_, hidden}


def test_a_form_begins_with_what_is_changed_and_a_new_one_with_nothing(member, number, other):
    mark = Passage("De buurman drinkt.", NEIGHBOUR)
    goal = a_goal(member, number, text=f"Rust. {mark.text}", about_other=mark)
    action = an_action(member, number, goal_id=goal, text="Belt.")
    write(member, other, picture="Van een ander.")
    write(member, number, picture="Er is overlast.")

    forms = {
        "new": get_plan_form(member, number),
        "goal": get_plan_form(member, number, goal_id=goal),
        "action": get_plan_form(member, number, action_id=action),
        "texts": get_plan_form(member, number, texts=True),
    }

    assert {
        name: (
            one.goal and one.goal.text,
            one.action and one.action.text,
            one.action and str(one.action.owner),
            one.texts and one.texts.texts,
            next((of.about_other for of in (one.goal, one.action, one.texts) if of), None),
            one.version,
        )
        for name, one in forms.items()
    } == {
        "new": (None, None, None, None, None, 0),
        "goal": (f"Rust. {mark.text}", None, None, None, mark, 1),
        "action": (None, "Belt.", f"u:{member.id}", None, NO_PASSAGE, 1),
        "texts": (None, None, None, {PlanText.PICTURE: "Er is overlast."}, NO_PASSAGE, 1),
    }


def test_what_is_for_the_regie_or_of_another_case_begins_no_form(member, worker, number, other):
    goals = a_goal(member, number, regie=True), a_goal(member, other)
    actions = an_action(member, number, regie=True), an_action(member, other)

    for which in ("goal_id", "action_id"):
        hidden, elsewhere = goals if which == "goal_id" else actions
        for reader, row in ((worker.actor, hidden), (member, elsewhere)):
            with pytest.raises(Invalid, match="not_there"):
                get_plan_form(reader, number, **{which: row})
        assert get_plan_form(member, number, **{which: hidden}).version == 1


def test_a_form_is_old_when_the_plan_of_its_own_case_changed(member, number, other):
    def token():
        return get_plan_form(member, number, permission=Permission.CASE_WORK).token

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

    assert [(one.number, one.adopted_on, one.discussed_on, one.why) for one in page.versions] == [
        (2, TODAY + 3 * A_DAY, TODAY, "Er kwam een doel bij."),
        (1, TODAY, TODAY, ""),
    ]
    assert [one.who for one in page.versions] == [member.name] * 2
    assert page.counts == dict.fromkeys(GoalStatus, 0) | {GoalStatus.NOW: 1, GoalStatus.LATER: 1}
    assert (page.pending, page.may_plan, page.may_adopt) == ((), True, True)
    first, second = (get_version(member, number, which) for which in (1, 2))
    assert (first.line.number, first.changed, len(first.names)) == (1, (), 1)
    assert (second.line.number, len(second.changed), len(second.names)) == (2, 1, 2)
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

    assert set(get_plan(member, number).plan.passages) == {one.text for one in marks}


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

        found = get_plan(member, number).findings

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
    assert get_plan_form(member, number).over
