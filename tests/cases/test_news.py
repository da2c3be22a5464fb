"""What a colleague wrote or decided is news on the casusblad and on Werk, as far as one may see."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.cases.labels import NEWS, NEWS_ALONE
from pga.cases.models.case import Person
from pga.cases.models.evaluating import Proposal
from pga.cases.models.information import Contribution
from pga.cases.models.plan import PlanGoal
from pga.cases.models.visibility import contributions_shown
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.routes.news import STANDS_ON
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.contributions import (
    ColleagueViewer,
    Status,
    Terms,
    Visibility,
    may_see,
)
from pga.cases.rules.evaluating import Conclusion
from pga.cases.rules.informing import ALL_TOPICS, Audience, Ear, InformMeans
from pga.cases.rules.news import CaseNews
from pga.cases.rules.proposing import ProposalAnswer, ProposalKind
from pga.cases.rules.referral import NotInformedReason
from pga.cases.rules.states import State
from pga.cases.services import actions, information, informing
from pga.cases.services.proposing import answer
from pga.core import clock
from pga.core.database import glance, transaction
from pga.dossiers.rules.news import NewsKind
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import (
    a_case,
    a_contribution,
    a_decision,
    a_decision_list,
    a_goal,
    a_measurement,
    a_meeting,
    a_moment,
    a_plan,
    a_proposal,
    a_request,
    a_user,
    an_action,
    an_actor,
    an_error_in,
    an_evaluation,
    given_by_a_partner,
    id_of,
    ticked,
)
from tests.support.desk import desk_of
from tests.support.rows import row_of
from tests.support.some import some

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
A_DAY = timedelta(days=1)
TODAY = MONDAY.date()


@pytest.fixture(autouse=True)
def _from_monday(cellar):
    with clock.stopped_at(MONDAY):
        yield


@pytest.fixture
def director(cellar):
    return a_user(name="Mirre Lisdodde")


@pytest.fixture
def member(cellar):
    return a_user(name="Joost van Zonnedauw")


@pytest.fixture
def worker(cellar):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def number(director, member, worker):
    return a_case(State.PLANNING, by=director.actor, linked=[member.id, worker.id])


def look(number, *who):
    for one in who:
        get_sheet(one.actor, number)


def on_sheet(who, number):
    news = get_sheet(who.actor, number).news
    return {item.kind: item.count for item in news.items} if news else {}


def on_desk(who, number):
    found = [dict(card.kinds) for card in desk_of(who.actor).news.lines if card.number == number]
    return found[0] if found else {}


def told(number, who):
    """Return what stands on Werk, and then what the casusblad tells."""
    return on_desk(who, number), on_sheet(who, number)


def settle(by, number, action_id):
    actions.settle_action(
        by.actor, number, action_id, outcome=ActionOutcome.DONE, result="", done_on=clock.today()
    )


def a_telling(by, number):
    person = row_of(Person, case_id=id_of(number))
    informing.tell(
        by.actor,
        number,
        informing.Telling(
            ears=[Ear(Audience.PERSON, person.id)],
            topics=ALL_TOPICS,
            means=InformMeans.TALK,
            told_on=clock.today(),
            told_by=by.id,
            note="Verteld aan de keukentafel.",
        ),
    )


def a_postponement(by, number):
    informing.postpone(
        by.actor,
        number,
        informing.Postponing(
            ears=[Ear(Audience.PERSON, row_of(Person, case_id=id_of(number)).id)],
            ground=NotInformedReason.SAFETY_OTHER,
            note="Eerst het gesprek met de politie.",
            decided_by=by.id,
            decided_on=clock.today(),
            review_on=clock.today() + 10 * A_DAY,
        ),
    )


def a_decided_meeting(by, number):
    meeting_id = a_meeting(by.actor, number)
    ticked(by.actor, number, meeting_id)
    a_decision(by.actor, number, meeting_id)
    return meeting_id


ACTS = {
    CaseNews.GOAL_ADDED: lambda by, number: a_goal(by.actor, number),
    CaseNews.ACTION_ADDED: lambda by, number: an_action(by.actor, number),
    CaseNews.CONTACT: lambda by, number: a_moment(by.actor, number),
    CaseNews.MEASURED: lambda by, number: a_measurement(by.actor, number),
    CaseNews.PROPOSED: lambda by, number: a_proposal(by.actor, number, ProposalKind.CLOSE),
    CaseNews.DECIDED: a_decided_meeting,
    CaseNews.LIST_APPROVED: lambda _, number: a_decision_list(number),
    CaseNews.INFORMED: a_telling,
    CaseNews.POSTPONED: a_postponement,
    CaseNews.CONTRIBUTED: lambda by, number: a_contribution(by.actor, number),
}


@pytest.mark.both
@pytest.mark.parametrize("kind", ACTS)
def test_what_a_colleague_writes_is_news_to_others_and_not_to_oneself(
    kind, number, director, member, worker
):
    look(number, director, member, worker)

    with clock.stopped_at(MONDAY + A_DAY):
        ACTS[kind](director, number)
    with clock.stopped_at(MONDAY + 2 * A_DAY):
        for who in (member, worker):
            desk, sheet = told(number, who)
            assert desk[kind] == sheet[kind] == 1
        desk, sheet = told(number, director)
        assert kind not in {*desk, *sheet}


def test_an_evaluatie_and_the_answer_to_what_it_proposes_are_news(number, director, member):
    a_plan(director.actor, number)
    look(number, director, member)

    with clock.stopped_at(MONDAY + A_DAY):
        an_evaluation(director.actor, number, conclusion=Conclusion.PROPOSE_AFTERCARE)
        proposal = row_of(Proposal, case_id=id_of(number))
        given = ProposalAnswer.REFUSED
        answer(director.actor, number, proposal.id, given=given, why="Nog niet.")
    with clock.stopped_at(MONDAY + 2 * A_DAY):
        desk, sheet = told(number, member)
        for kind in (CaseNews.EVALUATED, CaseNews.PROPOSED, CaseNews.PROPOSAL_ANSWERED):
            assert desk[kind] == sheet[kind] == 1


def test_what_becomes_of_an_action_and_a_goal_is_news(number, director, member):
    goal_id = a_goal(director.actor, number)
    action_id = an_action(director.actor, number)
    look(number, member)

    with clock.stopped_at(MONDAY + A_DAY):
        settle(director, number, action_id)
        _touch(director, goal_id)
    with clock.stopped_at(MONDAY + 2 * A_DAY):
        desk, sheet = told(number, member)
        assert desk == sheet == {CaseNews.OUTCOME: 1, CaseNews.GOAL_CHANGED: 1}


def _touch(by, goal_id):
    with transaction() as session:
        session.get_one(PlanGoal, goal_id).target_on = clock.today() + A_DAY
        about = Object("case", session.get_one(PlanGoal, goal_id).case_id)
        record(session, by.actor, Line(Event.PLAN_WRITTEN, about))


def test_several_of_one_colleague_on_one_day_are_one_line(number, director, member):
    look(number, member)

    with clock.stopped_at(MONDAY + A_DAY):
        for _ in range(3):
            an_action(director.actor, number)
    with clock.stopped_at(MONDAY + 2 * A_DAY):
        assert told(number, member) == (
            {CaseNews.ACTION_ADDED: 3},
            {CaseNews.ACTION_ADDED: 3},
        )


def test_a_concept_of_a_meting_is_no_news_and_a_final_one_is_once(number, director, member):
    look(number, member)

    with clock.stopped_at(MONDAY + A_DAY):
        a_measurement(director.actor, number, final=False)
        assert on_desk(member, number) == {}
        a_measurement(director.actor, number, version=1)
        assert told(number, member) == ({CaseNews.MEASURED: 1}, {CaseNews.MEASURED: 1})


# --- what is kept from a reader


@pytest.mark.both
def test_what_is_for_the_regie_is_no_news_to_who_does_not_direct(number, director, member, worker):
    look(number, member, worker)

    with clock.stopped_at(MONDAY + A_DAY):
        hidden = a_goal(director.actor, number, regie=True)
        an_action(director.actor, number, regie=True)
        settle(director, number, an_action(director.actor, number, goal_id=hidden))
        _touch(director, hidden)
        a_moment(director.actor, number, regie=True)
    with clock.stopped_at(MONDAY + 2 * A_DAY):
        assert told(number, worker) == ({}, {})
        desk, sheet = told(number, member)
        assert desk.keys() == sheet.keys() >= {CaseNews.GOAL_ADDED, CaseNews.ACTION_ADDED}


@pytest.mark.both
@pytest.mark.parametrize(
    ("visibility", "team"),
    [(Visibility.OVERLEG, True), (Visibility.KERNTEAM, True), (Visibility.REGIE, False)],
)
def test_a_contribution_is_news_to_who_may_see_it(
    number, director, member, worker, visibility, team
):
    request_id = a_request(director.actor, number)
    look(number, member, worker)

    with clock.stopped_at(MONDAY + A_DAY):
        information.contribute(
            director.actor,
            number,
            request_id,
            given_by_a_partner(visibility=visibility),
        )
    with clock.stopped_at(MONDAY + 2 * A_DAY):
        for who, sees in ((member, True), (worker, team)):
            desk, sheet = told(number, who)
            assert (CaseNews.CONTRIBUTED in desk) is sees
            assert (CaseNews.CONTRIBUTED in sheet) is sees


@pytest.mark.both
def test_what_its_supplier_takes_back_is_no_news_not_even_as_a_number(number, director, member):
    kept = a_contribution(director.actor, number)
    look(number, member)

    with clock.stopped_at(MONDAY + A_DAY):
        an_error_in(director.actor, number, a_contribution(director.actor, number))
        an_error_in(director.actor, number, kept)
    with clock.stopped_at(MONDAY + 2 * A_DAY):
        desk, sheet = told(number, member)
        assert not {*desk, *sheet} & {CaseNews.CONTRIBUTED, CaseNews.CONTRIBUTION_CHANGED}
    with clock.stopped_at(MONDAY + 3 * A_DAY):
        information.correct_contribution(
            director.actor, number, kept, given_by_a_partner(), word="Het was een ander."
        )
    with clock.stopped_at(MONDAY + 4 * A_DAY):
        desk, sheet = told(number, member)
        assert desk[CaseNews.CONTRIBUTION_CHANGED] == sheet[CaseNews.CONTRIBUTION_CHANGED] == 1


def test_the_clause_of_a_contribution_says_what_the_rule_says(number, director):
    row_id = a_contribution(director.actor, number)
    for visibility, status, role in product(Visibility, Status, Role):
        with transaction() as session:
            row = session.get_one(Contribution, row_id)
            row.visibility, row.status = visibility, status
            record(session, None, Line(Event.SEEDED, Object("case", row.case_id)))
        terms = Terms(supplier=uuid4(), status=status, visibility=visibility)
        with glance() as session:
            question = sa.select(Contribution.id).where(
                Contribution.id == row_id, contributions_shown(an_actor(role))
            )
            shown = session.scalar(question) is not None
        assert shown is may_see(terms, ColleagueViewer(role)), (visibility, status, role)


# --- words


def test_each_kind_has_its_words_and_a_page_where_it_stands(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    for kind in some(CaseNews):
        assert len(NEWS[kind]) == 2
        assert NEWS_ALONE[kind]
        assert STANDS_ON[kind] in endpoints
    assert set(CASES.news) == {*NewsKind, *CaseNews}


def in_turn(*acts):
    for minutes, act in enumerate(acts, start=1):
        with clock.stopped_at(clock.now() + timedelta(minutes=minutes)):
            act()


def test_an_outcome_taken_back_is_no_outcome(number, director, member):
    seen, unseen = (an_action(director.actor, number) for _ in range(2))
    settle(director, number, seen)
    look(number, member)
    in_turn(
        lambda: actions.take_outcome_back(director.actor, number, seen),
        lambda: settle(director, number, unseen),
        lambda: actions.take_outcome_back(director.actor, number, unseen),
    )

    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        assert told(number, member) == ({CaseNews.OUTCOME_TAKEN_BACK: 2},) * 2


def test_an_outcome_that_was_taken_back_and_written_anew_is_one_outcome(number, director, member):
    action_id = an_action(director.actor, number)
    look(number, member)
    in_turn(
        lambda: settle(director, number, action_id),
        lambda: actions.take_outcome_back(director.actor, number, action_id),
        lambda: settle(director, number, action_id),
    )

    with clock.stopped_at(clock.now() + timedelta(hours=1)):
        assert told(number, member) == ({CaseNews.OUTCOME: 1},) * 2
