from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case, CaseTerm, Person
from pga.cases.models.evaluating import Citation, Evaluation, Proposal
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.reading.evaluating import get_evaluation_form, get_evaluations
from pga.cases.reading.sheet import get_sheet
from pga.cases.rules.citing import CitedIn, CiteProblem
from pga.cases.rules.contributions import Visibility
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.evaluating import Conclusion, EvaluationProblem
from pga.cases.rules.informing import ALL_TOPICS, Audience, Ear, InformMeans
from pga.cases.rules.measuring import MeasurementKind
from pga.cases.rules.needs import Need
from pga.cases.rules.pause import PAUSED, WAITS
from pga.cases.rules.proposing import ProposalKind
from pga.cases.rules.states import HoldReason, State
from pga.cases.rules.terms import TermKind
from pga.cases.services import informing, plan, working
from pga.cases.services.citing import cite
from pga.cases.services.evaluating import evaluate
from pga.cases.services.moves import start_term
from pga.core import clock
from pga.core.calendar import add_months
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import (
    a_case,
    a_contribution,
    a_goal,
    a_measurement,
    a_plan,
    a_user,
    an_action,
    an_error_in,
    an_evaluation,
    id_in,
    id_of,
    token_of_plan,
    version_of,
)
from tests.support.rows import fingerprint, lines, row_of, rows_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)


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
    with clock.stopped_at(NOW - 250 * A_DAY):
        return a_case_with_a_plan(member, worker)


def a_case_with_a_plan(member, *linked):
    number = a_case(State.PLANNING, by=member, linked=[one.id for one in linked])
    a_plan(member, number)
    informing.tell(
        member,
        number,
        informing.Telling(
            ears=[Ear(Audience.PERSON, row_of(Person, case_id=id_of(number)).id)],
            topics=ALL_TOPICS,
            means=InformMeans.TALK,
            told_on=clock.today(),
            told_by=member.id,
            note="",
        ),
    )
    return number


def running(number, kind):
    terms = rows_of(CaseTerm, case_id=id_of(number), kind=kind, ended_on=None)
    return [row.due_on for row in terms]


def test_an_evaluatie_that_was_late_ends_its_term_and_starts_the_next(member, worker, number):
    assert running(number, TermKind.EVALUATION) == [date(2026, 9, 20)]
    assert get_evaluations(member, number).due_on < TODAY

    an_evaluation(worker.actor, number, others="De moeder")

    assert running(number, TermKind.EVALUATION) == [add_months(TODAY, 6)]
    page = get_evaluations(member, number)
    (shown,) = page.shown
    assert (shown.held_on, shown.who, shown.plan_number) == (TODAY, worker.name, 1)
    assert shown.took_part == f"{worker.name}, De moeder"
    assert (page.adjusts, page.barred, page.proposals) == (False, None, ())
    assert row_of(Evaluation).by == worker.id
    assert len(lines(Event.EVALUATED)) == 1


def test_the_next_one_counts_from_the_day_on_which_it_was_done(member, number):
    an_evaluation(member, number, held_on=TODAY - 10 * A_DAY)

    assert running(number, TermKind.EVALUATION) == [add_months(TODAY - 10 * A_DAY, 6)]


def test_the_next_step_of_a_late_evaluatie_is_to_evaluate(member, number):
    with clock.stopped_at(NOW - 70 * A_DAY):
        a_measurement(member, number, MeasurementKind.INTERIM)
        assert get_sheet(member, number).next is not Need.EVALUATED
    a_measurement(member, number, MeasurementKind.INTERIM)

    assert get_sheet(member, number).next is Need.EVALUATED
    an_evaluation(member, number)
    assert get_sheet(member, number).next is not Need.EVALUATED


def test_to_adjust_waits_for_a_new_version_of_the_plan(member, number):
    a_measurement(member, number, MeasurementKind.INTERIM)
    an_evaluation(member, number, conclusion=Conclusion.ADJUST, why="De dagbesteding paste niet.")

    assert get_evaluations(member, number).adjusts
    assert get_sheet(member, number).next is Need.PLAN_ADJUSTED
    a_goal(member, number, text="Werk dat past.")
    token = token_of_plan(member, number)
    plan.revise_plan(member, number, version_of(number), token, why="Uit de evaluatie.")
    assert not get_evaluations(member, number).adjusts
    assert get_sheet(member, number).next is not Need.PLAN_ADJUSTED


def test_a_later_evaluatie_takes_the_place_of_one_that_asked_to_adjust(member, number):
    an_evaluation(member, number, conclusion=Conclusion.ADJUST)
    with clock.stopped_at(NOW + A_DAY):
        an_evaluation(member, number)

        assert not get_evaluations(member, number).adjusts


def test_a_conclusion_can_propose_in_the_same_save_but_never_twice(member, worker, number):
    assert an_evaluation(worker.actor, number, conclusion=Conclusion.PROPOSE_AFTERCARE, why="Rust.")

    row = row_of(Proposal)
    assert (row.kind, row.by, row.evaluation_id) == (
        ProposalKind.AFTERCARE,
        worker.id,
        row_of(Evaluation).id,
    )
    (shown,) = get_evaluations(member, number).proposals
    assert (shown.why, shown.may_answer) == ("Rust.", True)
    assert not an_evaluation(member, number, conclusion=Conclusion.PROPOSE_AFTERCARE)
    assert len(rows_of(Proposal)) == 1


def test_what_is_wrong_is_told_at_once_and_nothing_is_kept(member, number):
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        an_evaluation(member, number, worked="", conclusion=None, held_on=TODAY + A_DAY)

    assert caught.value.problems == {
        "worked": EvaluationProblem.NO_WORDS,
        "conclusion": EvaluationProblem.NO_CONCLUSION,
        "held_on": EvaluationProblem.IN_FUTURE,
    }
    assert fingerprint() == before


def test_who_does_not_work_on_the_case_took_no_part_and_evaluates_nothing(member, number):
    stranger, coordinator = a_user(), a_user(Role.COORDINATOR)
    elsewhere = a_user(municipality="EEM")
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        an_evaluation(member, number, colleagues=frozenset({stranger.id}))
    assert caught.value.problems == {"colleagues": EvaluationProblem.NOT_A_COLLEAGUE}
    for one in (stranger, coordinator, elsewhere):
        with pytest.raises(Refused):
            evaluate(one.actor, number, 0, None)
    assert fingerprint() == before


def test_the_slower_of_two_hears_that_somebody_was_first(member, worker, number):
    an_evaluation(member, number)
    before = fingerprint()

    with pytest.raises(StaleDossier):
        evaluate(worker.actor, number, 0, None)

    assert fingerprint() == before


def hold(member, number):
    working.hold(
        member,
        number,
        version_of(number),
        reason=HoldReason.DETENTION,
        note="",
        review_on=clock.today() + timedelta(days=30),
    )


@pytest.mark.parametrize(
    ("state", "kind"), [(state, kind) for state, kinds in WAITS.items() for kind in kinds]
)
def test_a_pause_never_clears_a_term_that_was_late(member, state, kind):
    number = a_case(state, by=member)
    with transaction() as session:
        case = session.get_one(Case, id_in(session, number))
        for one in WAITS[state]:
            late = one is kind
            due = TODAY - A_DAY if late else TODAY
            start_term(session, case, one, TODAY - 40 * A_DAY, None, due=due)
        record(session, member, Line(Event.SEEDED, Object("case", case.id)))

    hold(member, number)
    assert running(number, kind) == [TODAY - A_DAY]
    assert {one for one in WAITS[state] if running(number, one)} == {kind}
    with clock.stopped_at(NOW + 20 * A_DAY):
        working.resume(member, number, version_of(number), reason="Vrijgekomen.")

    assert running(number, kind) == [TODAY - A_DAY]
    assert {one for one in WAITS[state] if len(running(number, one)) == 1} == set(WAITS[state])


def test_a_late_evaluatie_can_be_done_while_the_case_waits(member, number):
    hold(member, number)
    assert running(number, TermKind.EVALUATION) == [date(2026, 9, 20)]

    an_evaluation(member, number)

    assert running(number, TermKind.EVALUATION) == []
    working.resume(member, number, version_of(number), reason="Vrijgekomen.")
    assert running(number, TermKind.EVALUATION) == [add_months(TODAY, 6)]
    assert TermKind.EVALUATION in PAUSED


# --- what is cited, and what nobody used


def test_a_contribution_that_nobody_cited_is_named_and_a_look_does_not_count(member, number):
    one, other = a_contribution(member, number), a_contribution(member, number)
    form = get_evaluation_form(member, number)
    assert {it.id for it in form.against.unused} == {one, other}
    assert {it.id for it in form.citing.offered} == {one, other}

    an_evaluation(member, number, cited=frozenset({one}))

    (shown,) = get_evaluations(member, number).shown
    assert [it.id for it in shown.cited] == [one]
    assert [it.id for it in shown.against.unused] == [other]
    with clock.stopped_at(NOW + A_DAY):
        again = get_evaluation_form(member, number)
        assert {it.id for it in again.against.unused} == {one, other}


@pytest.mark.parametrize("used_in", [CitedIn.GOAL, CitedIn.ACTION])
def test_a_goal_or_an_action_that_cites_a_contribution_makes_it_used(member, number, used_in):
    mine, other = a_contribution(member, number), a_contribution(member, number)
    row_id = {CitedIn.GOAL: a_goal, CitedIn.ACTION: an_action}[used_in](member, number)

    def write(cited):
        with transaction() as session:
            case = session.get_one(Case, id_in(session, number))
            cite(session, member, case, used_in, row_id, cited)
            record(session, member, Line(Event.PLAN_WRITTEN, Object("case", case.id)))

    write({mine, other})
    assert get_evaluation_form(member, number).against.unused == ()
    write({mine})
    assert [it.id for it in get_evaluation_form(member, number).against.unused] == [other]
    assert row_of(Citation).used_in is used_in


def test_who_may_not_see_a_contribution_neither_cites_it_nor_reads_that_it_was(
    member, worker, number
):
    kept = a_contribution(member, number, visibility=Visibility.REGIE)
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        an_evaluation(worker.actor, number, cited=frozenset({kept}))
    assert caught.value.problems == {"cited": CiteProblem.NOT_THERE}
    assert fingerprint() == before

    an_evaluation(member, number, cited=frozenset({kept}))
    readers = (member, worker.actor)
    for_member, for_worker = (get_evaluations(who, number).shown[0] for who in readers)
    assert [it.id for it in for_member.cited] == [kept]
    assert (for_worker.cited, for_worker.against.unused) == ((), ())
    assert get_evaluation_form(worker.actor, number).citing.offered == ()


def test_what_a_writer_may_not_see_stays_cited_when_the_writer_saves(member, worker, number):
    kept = a_contribution(member, number, visibility=Visibility.REGIE)
    goal_id = a_goal(member, number)
    for who, cited in ((member, {kept}), (worker.actor, set())):
        with transaction() as session:
            case = session.get_one(Case, id_in(session, number))
            cite(session, who, case, CitedIn.GOAL, goal_id, cited)
            record(session, who, Line(Event.PLAN_WRITTEN, Object("case", case.id)))

    assert row_of(Citation).contribution_id == kept


def test_a_contribution_that_its_supplier_calls_wrong_is_on_no_list(member, number):
    wrong = a_contribution(member, number)
    an_evaluation(member, number, cited=frozenset({wrong}))

    an_error_in(member, number, wrong)

    (shown,) = get_evaluations(member, number).shown
    assert (shown.cited, shown.against.unused) == ((), ())


def test_the_metingen_since_the_last_evaluatie_stand_beside_it(member, number):
    a_measurement(member, number, MeasurementKind.INTERIM, HUI=Score.FULL)

    moved = get_evaluation_form(member, number).against.moved

    assert moved[LifeDomain.HOUSING] > 0
    an_evaluation(member, number)
    assert get_evaluations(member, number).shown[0].against.moved == moved
    assert get_evaluation_form(member, number).against.moved == {}


@pytest.mark.parametrize("state", [State.TOP_X, State.AFTERCARE, State.CLOSED, State.PLANNING])
def test_where_nothing_is_evaluated_the_page_says_why(member, state):
    number = a_case(state, by=member)

    page = get_evaluations(member, number)

    assert page.barred is not None
    assert page.shown == ()


def test_the_rows_of_this_case_only(member, worker, number):
    other = a_case_with_a_plan(member)
    an_evaluation(member, other)

    assert get_evaluations(member, number).shown == ()
    assert get_evaluation_form(member, number).version == 0
    assert len(some(rows_of(Evaluation))) == 1
    assert rows_of(PlanGoal, case_id=id_of(number))
    assert rows_of(CaseAction, case_id=id_of(number))
