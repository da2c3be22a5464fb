from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.access.permissions import Permission
from pga.cases.rules.ending import ENDED_BY
from pga.cases.rules.moves import (
    MOVES,
    WORKFLOW,
    MoveCode,
    Record,
    find_move,
    missing,
    moves_from,
    standing_missing,
)
from pga.cases.rules.needs import CHECKS, MUST_STAND, CaseSnapshot, Need
from pga.cases.rules.next_step import UPKEEP, Wait, next_step
from pga.cases.rules.states import (
    ACTIVE,
    TERMINAL,
    WITHOUT_AFTERCARE,
    ClosingReason,
    HoldReason,
    Level,
    State,
    ZvhAnswer,
    level_of,
)
from pga.cases.rules.terms import TermRules
from pga.dossiers.rules.moves import NeedKind, UnknownMove
from tests.support.some import some

TODAY = date(2026, 9, 7)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

# pga.md 10.2 copied line by line, without SIGNAAL: from, to, who. V decides alone; V and I do the
# work; C alone does what touches the ZVH; I proposes the nazorg but V confirms.
LINES = """
referred             in_triage            V
in_triage            information_round    V
in_triage            rejected             V
in_triage            scale_up_requested   C
information_round    planning             VI
information_round    rejected             V
planning             in_execution         VI
information_round    on_hold              VI
planning             on_hold              VI
in_execution         on_hold              VI
on_hold              information_round    VI
on_hold              planning             VI
on_hold              in_execution         VI
in_execution         scale_up_requested   C
scale_up_requested   top_x                C
scale_up_requested   in_execution         C
scale_up_requested   rejected             C
scale_up_requested   information_round    C
top_x                scale_down_proposed  C
scale_down_proposed  in_execution         C
scale_down_proposed  aftercare            C
scale_down_proposed  top_x                C
in_execution         aftercare            V
top_x                closed               C
aftercare            closed               V
aftercare            in_triage            V
closed               in_triage            V
closed               destroyed            V
rejected             destroyed            V
"""
# second-look 6 and decision 62: what ends a case by an event, wherever it stands.
ENDS = """
referred             rejected             V
in_triage            rejected             V
information_round    rejected             V
planning             closed               V
in_execution         closed               V
on_hold              closed               V
aftercare            closed               V
"""
WHO = {
    Permission.CASE_TRIAGE: "V",
    Permission.CASE_WORK: "VI",
    Permission.CASE_ADOPT: "VI",
    Permission.CASE_HOLD: "VI",
    Permission.CASE_SCALE: "C",
    Permission.CASE_CLOSE: "V",
    Permission.CASE_DESTROY: "V",
}

# The facts that meet each need, and nothing more.
MEETS = {
    Need.DUPLICATE_CHECK_SEEN: {"duplicate_check_seen": True},
    Need.CRITERIA_MET: {"criteria_met": True},
    Need.LEGAL_TESTS_ARGUED: {"legal_tests_argued": True},
    Need.PROCESREGISSEUR_NAMED: {"procesregisseur_named": True},
    Need.OUTCOME_ARGUED: {"outcome_argued": True},
    Need.ROUTE_NAMED: {"route_named": True},
    Need.FEEDBACK_ROUTE: {"feedback_route": True},
    Need.REQUESTS_ANSWERED_OR_NOTE: {"requests_asked": 2},
    Need.CASUSREGISSEUR_NAMED: {"casusregisseur_named": True},
    Need.GOAL_WITH_ACTION: {"goal_with_action": True},
    Need.BASELINE_MEASURED: {"baseline_measured": True},
    Need.PERSON_INFORMED: {"person_informed": True},
    Need.DECISION_LIST_APPROVED: {"decision_list_approved": True},
    Need.HOLD_REASON: {"hold_reason": HoldReason.DETENTION},
    Need.HOLD_REVIEW_DATE: {"hold_review_on": TOMORROW},
    Need.HELD_FROM_ROUND: {"held_from": State.INFORMATION_ROUND},
    Need.HELD_FROM_PLANNING: {"held_from": State.PLANNING},
    Need.HELD_FROM_EXECUTION: {"held_from": State.IN_EXECUTION},
    Need.OBJECTION_SETTLED: {"hold_reason": HoldReason.DETENTION},
    Need.RESUME_REASON: {"resume_reason_given": True},
    Need.ZVH_CRITERIA: {"zvh_criteria_answered": True},
    Need.HANDOVER_FILE: {"handover_file": True},
    Need.LOCAL_EFFECT_DESCRIBED: {"local_effect_described": True},
    Need.FRESH_MEASUREMENT: {"last_measured_on": TODAY},
    Need.EVALUATED: {"evaluation_due_on": TODAY},
    Need.PLAN_ADJUSTED: {"plan_to_adjust": False},
    Need.PROPOSALS_ANSWERED: {"proposals_open": False},
    Need.SCALE_UP_ANSWERED: {"scale_up_proposed": False},
    Need.SCALE_UP_DISCUSSED: {"scale_up_discussed": True},
    Need.HANDOVER_APPROVED: {"handover_approved": True},
    Need.ZVH_ACCEPTED: {"zvh_answer": ZvhAnswer.ACCEPTED},
    Need.ZVH_NOT_ACCEPTED: {"zvh_answer": ZvhAnswer.ADVICE},
    Need.ZVH_REFERENCE: {"zvh_reference": True},
    Need.ZVH_CONTACT: {"zvh_contact": True},
    Need.LOCAL_CONTACT: {"local_contact": True},
    Need.CAME_FROM_TRIAGE: {"scale_up_came_from": State.IN_TRIAGE},
    Need.CAME_FROM_EXECUTION: {"scale_up_came_from": State.IN_EXECUTION},
    Need.SAFETY_TEAM_CHOSE_REJECTION: {"safety_team_chose": State.REJECTED},
    Need.SAFETY_TEAM_CHOSE_ADMISSION: {"safety_team_chose": State.INFORMATION_ROUND},
    Need.SCALE_DOWN_REASON: {"scale_down_reason": True},
    Need.OPEN_ACTIONS_LISTED: {"open_actions_listed": True},
    Need.REMAINING_RISKS: {"remaining_risks": True},
    Need.SAFETY_TEAM_ACCEPTED_EXECUTION: {"safety_team_chose": State.IN_EXECUTION},
    Need.SAFETY_TEAM_ACCEPTED_AFTERCARE: {"safety_team_chose": State.AFTERCARE},
    Need.CASUSREGISSEUR_ACCEPTED: {"casusregisseur_accepted": True},
    Need.NEXT_MEETING_DATE: {"next_meeting_on": TODAY},
    Need.OPEN_ACTIONS_OWNED: {"actions_without_owner": 0},
    Need.NOT_ACCEPTED_REASON: {"not_accepted_reason": True},
    Need.CLOSING_REASON: {"closing_reason": ClosingReason.GOALS_REACHED},
    Need.NO_AFTERCARE_REASON: {"closing_reason": ClosingReason.DECEASED},
    Need.ACTIONS_ANSWERED: {"actions_unanswered": 0},
    Need.TOLD_SAID: {"told_said": True},
    Need.FINAL_MEASUREMENT: {"final_measurement": True},
    Need.OPEN_ACTIONS_HANDED_OVER: {"actions_not_handed_over": 0},
    Need.AFTERCARE_HOLDER: {"aftercare_holder": True},
    Need.AFTERCARE_DATE: {"aftercare_on": TODAY},
    Need.AFTERCARE_CHECKED: {"aftercare_checked": True},
    Need.MESSAGES_SENT: {"messages_sent": True},
    Need.NEW_SIGNAL: {"new_signal": True},
    Need.REOPEN_REASON: {"reopen_reason_given": True},
    Need.RETENTION_PASSED: {"destroy_on": TODAY},
    Need.NO_HOLD: {},
    Need.SECOND_PERSON: {"approved_by_second": True},
}
# the one need that an empty dossier meets, and the fact that spoils it
HELD_UP = {"held_until": TODAY}


def a_case(*needs, **facts):
    met = {}
    for need in needs:
        met |= MEETS[need]
    return CaseSnapshot(today=TODAY, **(met | facts))


def a_case_ready_for(move, *, but=None):
    facts = HELD_UP if but is Need.NO_HOLD else {}
    return a_case(*(need for need in move.needs if need is not but), **facts)


every_move = pytest.mark.parametrize("move", MOVES, ids=lambda move: move.code.value)
every_state = pytest.mark.parametrize("state", State)
cases = st.builds(
    lambda needs, facts: a_case(*needs, **facts),
    st.lists(st.sampled_from(Need), unique=True, max_size=len(Need)),
    st.sampled_from([{}, HELD_UP, {"hold_review_on": TODAY}, {"aftercare_on": TOMORROW}]),
)


def test_the_table_has_the_lines_of_the_domain_file():
    lines = [tuple(line.split()) for line in (LINES.strip() + ENDS).splitlines()]

    table = [(move.source.value, move.target.value, WHO[move.permission]) for move in MOVES]

    assert sorted(table) == sorted(lines)


def test_there_are_thirteen_states_that_are_active_or_terminal():
    assert len(State) == 13
    assert set(State) == ACTIVE | TERMINAL
    assert not ACTIVE & TERMINAL


def test_each_move_has_its_own_code_and_its_own_ends():
    assert {move.code for move in MOVES} == set(MoveCode)
    others = [move for move in MOVES if move.code not in ENDED_BY.values()]
    assert len({(move.source, move.target) for move in others}) == len(others)
    assert [find_move(code).source for code in ENDED_BY.values()] == list(ENDED_BY)


def test_each_need_has_a_check_and_a_move_or_the_upkeep_that_asks_it():
    assert set(CHECKS) == set(Need)
    assert {need for move in MOVES for need in move.needs} | set(UPKEEP) == set(Need)


def test_each_record_is_written_by_a_move():
    assert {record for move in MOVES for record in move.records} == set(Record)


def test_needs_moves_and_waits_have_different_codes_so_one_list_of_labels_can_hold_them():
    codes = [*Need, *MoveCode, *Wait]

    assert len({code.value for code in codes}) == len(codes)


@every_state
def test_each_state_has_a_way_in_and_a_way_out_but_for_the_two_ends(state):
    ways_in = [move for move in MOVES if move.target is state]

    assert bool(ways_in) == (state is not State.REFERRED)
    assert bool(moves_from(state)) == (state is not State.DESTROYED)


@every_state
def test_each_state_can_come_to_destruction_in_the_end(state):
    reached = {state}
    for _ in State:
        reached |= {move.target for move in MOVES if move.source in reached}

    assert State.DESTROYED in reached


@every_move
def test_each_move_asks_for_something_and_only_once(move):
    assert move.needs
    assert len(set(move.needs)) == len(move.needs)
    assert move.permission in Permission


@every_move
def test_only_a_way_out_of_a_terminal_state_can_reach_back_into_work(move):
    if move.source in TERMINAL and move.target in ACTIVE:
        assert move.code is MoveCode.REOPEN


@every_move
def test_nobody_comes_into_execution_uninformed(move):
    # pga.md 6.4, LAW-10
    assert (Need.PERSON_INFORMED in move.needs) == (move.target is State.IN_EXECUTION)


@every_move
def test_nobody_is_admitted_without_a_weging(move):
    if move.target is State.INFORMATION_ROUND and move.source is not State.ON_HOLD:
        assert {Need.CRITERIA_MET, Need.LEGAL_TESTS_ARGUED} <= set(move.needs)


@every_move
def test_everything_that_touches_top_x_is_for_the_coordinator(move):
    if State.TOP_X in {move.source, move.target}:
        assert move.permission is Permission.CASE_SCALE


@every_move
def test_destroying_takes_a_second_person_and_nothing_else_is_destroying(move):
    # LAW-04, decision 15
    assert (move.permission is Permission.CASE_DESTROY) == (move.target is State.DESTROYED)
    assert (Need.SECOND_PERSON in move.needs) == (move.target is State.DESTROYED)


@every_move
def test_the_retention_begins_when_a_case_is_closed_or_not_admitted(move):
    starts = Record.RETENTION_START in move.records

    assert starts == (move.target in {State.CLOSED, State.REJECTED})


@every_move
def test_a_move_is_found_by_its_ends_and_by_its_code(move):
    if move.code not in ENDED_BY.values():
        assert WORKFLOW.between(move.source, move.target) is move
    assert find_move(move.code) is move
    assert move in moves_from(move.source)


def test_a_move_that_is_not_in_the_table_is_our_mistake():
    with pytest.raises(UnknownMove):
        WORKFLOW.between(State.REFERRED, State.CLOSED)
    with pytest.raises(KeyError, match="fly"):
        find_move("fly")


@every_move
def test_a_ready_case_lacks_nothing(move):
    ready = a_case_ready_for(move)

    assert missing(move, ready) == ()
    assert standing_missing(move, ready) == ()


@pytest.mark.parametrize(
    ("move", "need"),
    [pytest.param(move, need, id=f"{move.code}-{need}") for move in MOVES for need in move.needs],
)
def test_a_move_waits_for_each_of_its_needs_alone(move, need):
    case = a_case_ready_for(move, but=need)

    assert missing(move, case) == (need,)
    assert standing_missing(move, case) == ((need,) if need in MUST_STAND else ())


@every_move
def test_an_empty_dossier_lacks_everything_in_the_order_of_the_table(move):
    held_up = CaseSnapshot(today=TODAY, **HELD_UP)

    assert missing(move, held_up) == move.needs
    assert standing_missing(move, held_up) == tuple(n for n in move.needs if n in MUST_STAND)


def test_a_need_says_where_it_is_mended():
    assert Need.HOLD_REASON.kind is NeedKind.GIVEN_ON_FORM
    assert Need.BASELINE_MEASURED.kind is NeedKind.MUST_STAND
    assert {need for need in Need if need.kind is NeedKind.MUST_STAND} == MUST_STAND


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({}, False),
        ({"asked_nobody_with_note": True}, True),
        ({"requests_asked": 2, "requests_unsettled": 1}, False),
        ({"requests_asked": 2, "requests_unsettled": 0}, True),
        ({"requests_unsettled": 1, "asked_nobody_with_note": True}, False),
    ],
)
def test_the_information_round_ends_when_each_request_is_settled(facts, met):
    assert CHECKS[Need.REQUESTS_ANSWERED_OR_NOTE](a_case(**facts)) is met


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({"notice_postponed_until": YESTERDAY}, False),
        ({"notice_postponed_until": TODAY}, True),
        ({"notice_postponed_until": TOMORROW}, True),
        ({"notice_postponed_until": YESTERDAY, "person_informed": True}, True),
    ],
)
def test_a_postponement_of_informing_counts_until_its_review_date(facts, met):
    assert CHECKS[Need.PERSON_INFORMED](a_case(**facts)) is met


@pytest.mark.parametrize(
    ("review", "met"),
    [
        (YESTERDAY, False),
        (TODAY, False),
        (TOMORROW, True),
        (date(2027, 3, 7), True),
        (date(2027, 3, 8), False),
    ],
)
def test_a_hold_is_reviewed_within_six_months(review, met):
    assert CHECKS[Need.HOLD_REVIEW_DATE](a_case(hold_review_on=review)) is met


def test_the_longest_hold_is_a_parameter():
    case = a_case(hold_review_on=date(2027, 3, 7), terms=TermRules(hold_months=3))

    assert not CHECKS[Need.HOLD_REVIEW_DATE](case)


@pytest.mark.parametrize(
    ("measured", "met"),
    [(date(2026, 6, 6), False), (date(2026, 6, 7), True), (TODAY, True)],
)
def test_a_measurement_is_fresh_for_three_months(measured, met):
    assert CHECKS[Need.FRESH_MEASUREMENT](a_case(last_measured_on=measured)) is met


@pytest.mark.parametrize(
    ("answer", "yes", "no"),
    [
        (None, False, False),
        (ZvhAnswer.ACCEPTED, True, False),
        (ZvhAnswer.DECLINED, False, True),
        (ZvhAnswer.ADVICE, False, True),
        (ZvhAnswer.MORE_INFORMATION, False, False),
    ],
)
def test_a_question_of_the_zvh_is_no_decision(answer, yes, no):
    case = a_case(zvh_answer=answer)

    assert CHECKS[Need.ZVH_ACCEPTED](case) is yes
    assert CHECKS[Need.ZVH_NOT_ACCEPTED](case) is no


@pytest.mark.parametrize("reason", ClosingReason)
def test_only_some_reasons_close_a_case_without_nazorg(reason):
    case = a_case(closing_reason=reason)

    assert CHECKS[Need.CLOSING_REASON](case)
    assert CHECKS[Need.NO_AFTERCARE_REASON](case) == (reason in WITHOUT_AFTERCARE)


@pytest.mark.parametrize("need", [Need.NEXT_MEETING_DATE, Need.AFTERCARE_DATE])
def test_a_date_in_the_past_is_no_next_date(need):
    (fact,) = MEETS[need]

    assert CHECKS[need](a_case(**{fact: TOMORROW}))
    assert not CHECKS[need](a_case(**{fact: YESTERDAY}))


@pytest.mark.parametrize(
    ("facts", "needs"),
    [
        ({"destroy_on": TOMORROW}, (Need.RETENTION_PASSED,)),
        ({"destroy_on": YESTERDAY}, ()),
        ({"destroy_on": TODAY, "held_until": YESTERDAY}, ()),
        ({"destroy_on": TODAY, "held_until": TODAY}, (Need.NO_HOLD,)),
    ],
)
def test_destruction_waits_for_its_day_and_for_what_holds_it_up(facts, needs):
    case = a_case(Need.SECOND_PERSON, **facts)

    assert missing(find_move(MoveCode.DESTROY), case) == needs


def test_a_case_straight_from_the_weging_does_not_slip_into_execution():
    case = a_case(Need.ZVH_NOT_ACCEPTED, Need.PERSON_INFORMED, Need.CAME_FROM_TRIAGE)

    assert missing(find_move(MoveCode.RECORD_ZVH_NO), case) == (Need.CAME_FROM_EXECUTION,)


@pytest.mark.parametrize(
    ("level", "states"),
    [
        (Level.REGULAR, "referred in_triage rejected closed destroyed"),
        (
            Level.LOCAL,
            "information_round planning in_execution on_hold scale_up_requested aftercare",
        ),
        (Level.TOP_X, "top_x scale_down_proposed"),
        (Level.ADMINISTRATIVE, ""),
    ],
)
def test_a_level_goes_with_each_state_and_none_is_administrative(level, states):
    assert {state.value for state in State if level_of(state) is level} == set(states.split())


@pytest.mark.parametrize(
    ("state", "needs", "facts", "step"),
    [
        (State.REFERRED, (), {}, MoveCode.START_TRIAGE),
        (State.IN_TRIAGE, (), {}, MoveCode.ADMIT),
        (State.REJECTED, (), {}, Wait.FOR_RETENTION),
        (State.REJECTED, (Need.RETENTION_PASSED,), HELD_UP, Wait.FOR_RETENTION),
        (State.REJECTED, (Need.RETENTION_PASSED,), {}, Need.SECOND_PERSON),
        (
            State.REJECTED,
            (Need.RETENTION_PASSED, Need.SECOND_PERSON),
            {},
            MoveCode.DESTROY_REJECTED,
        ),
        (State.INFORMATION_ROUND, (), {}, Need.PERSON_INFORMED),
        (
            State.INFORMATION_ROUND,
            (Need.PERSON_INFORMED,),
            {},
            Need.REQUESTS_ANSWERED_OR_NOTE,
        ),
        (
            State.INFORMATION_ROUND,
            (),
            {"requests_asked": 1, "requests_unsettled": 1},
            Need.REQUESTS_ANSWERED_OR_NOTE,
        ),
        (
            State.INFORMATION_ROUND,
            (Need.REQUESTS_ANSWERED_OR_NOTE,),
            {},
            MoveCode.START_PLANNING,
        ),
        (State.PLANNING, (), {}, Need.CASUSREGISSEUR_NAMED),
        (State.PLANNING, (Need.CASUSREGISSEUR_NAMED,), {}, Need.GOAL_WITH_ACTION),
        (State.PLANNING, find_move(MoveCode.ADOPT_PLAN).needs, {}, MoveCode.ADOPT_PLAN),
        (State.IN_EXECUTION, (), {}, Need.PROCESREGISSEUR_NAMED),
        (State.IN_EXECUTION, UPKEEP[:3], {}, Need.FRESH_MEASUREMENT),
        (State.IN_EXECUTION, UPKEEP[:3], {"proposals_open": True}, Need.PROPOSALS_ANSWERED),
        (State.IN_EXECUTION, UPKEEP[:3], {"scale_up_proposed": True}, Need.SCALE_UP_ANSWERED),
        (State.IN_EXECUTION, UPKEEP, {"evaluation_due_on": YESTERDAY}, Need.EVALUATED),
        (State.IN_EXECUTION, UPKEEP, {"plan_to_adjust": True}, Need.PLAN_ADJUSTED),
        (State.IN_EXECUTION, UPKEEP, {}, Wait.WORK_THE_PLAN),
        (State.IN_EXECUTION, (*UPKEEP, Need.FINAL_MEASUREMENT), {}, Wait.WORK_THE_PLAN),
        (
            State.IN_EXECUTION,
            (Need.FINAL_MEASUREMENT, Need.OPEN_ACTIONS_HANDED_OVER),
            {},
            MoveCode.START_AFTERCARE,
        ),
        (State.ON_HOLD, (), {"hold_review_on": TOMORROW}, Wait.UNTIL_REVIEW),
        (State.ON_HOLD, (), {"hold_review_on": TODAY}, Need.PERSON_INFORMED),
        (State.ON_HOLD, (Need.PERSON_INFORMED,), {}, MoveCode.RESUME),
        (State.SCALE_UP_REQUESTED, (), {}, Wait.FOR_ZVH),
        (State.SCALE_UP_REQUESTED, (Need.ZVH_ACCEPTED,), {}, MoveCode.RECORD_ZVH_YES),
        (State.SCALE_UP_REQUESTED, (Need.ZVH_NOT_ACCEPTED,), {}, Need.CAME_FROM_EXECUTION),
        (
            State.SCALE_UP_REQUESTED,
            find_move(MoveCode.RECORD_ZVH_NO).needs,
            {},
            MoveCode.RECORD_ZVH_NO,
        ),
        (
            State.SCALE_UP_REQUESTED,
            (Need.ZVH_NOT_ACCEPTED, Need.CAME_FROM_TRIAGE),
            {},
            Need.SAFETY_TEAM_CHOSE_ADMISSION,
        ),
        (
            State.SCALE_UP_REQUESTED,
            find_move(MoveCode.ADMIT_AFTER_ZVH).needs,
            {},
            MoveCode.ADMIT_AFTER_ZVH,
        ),
        (
            State.SCALE_UP_REQUESTED,
            find_move(MoveCode.REJECT_AFTER_ZVH).needs,
            {},
            MoveCode.REJECT_AFTER_ZVH,
        ),
        (State.TOP_X, (), {}, Wait.ZVH_DIRECTS),
        (State.SCALE_DOWN_PROPOSED, (), {}, Need.SAFETY_TEAM_ACCEPTED_EXECUTION),
        (
            State.SCALE_DOWN_PROPOSED,
            find_move(MoveCode.RETURN_TO_EXECUTION).needs,
            {},
            MoveCode.RETURN_TO_EXECUTION,
        ),
        (
            State.SCALE_DOWN_PROPOSED,
            (Need.SAFETY_TEAM_ACCEPTED_AFTERCARE,),
            {},
            MoveCode.RETURN_TO_AFTERCARE,
        ),
        (State.AFTERCARE, (), {"aftercare_on": TOMORROW}, Wait.UNTIL_AFTERCARE_CHECK),
        (State.AFTERCARE, (), {}, Need.MESSAGES_SENT),
        (State.AFTERCARE, (Need.MESSAGES_SENT,), {"aftercare_on": TODAY}, MoveCode.CLOSE),
        (State.CLOSED, (), {}, Wait.FOR_RETENTION),
        (State.CLOSED, (Need.RETENTION_PASSED, Need.SECOND_PERSON), {}, MoveCode.DESTROY),
        (State.DESTROYED, (), {}, None),
    ],
)
def test_there_is_one_next_step(state, needs, facts, step):
    assert next_step(a_case(*needs, **facts), state) is step


@given(cases, st.sampled_from(State))
def test_a_next_step_can_be_taken_or_mended(case, state):
    step = next_step(case, state)

    assert (step is None) == (state is State.DESTROYED)
    if isinstance(step, MoveCode):
        assert find_move(step).source is state
        assert standing_missing(find_move(step), case) == ()
    if isinstance(step, Need):
        assert not CHECKS[step](case)


@given(cases, st.sampled_from(MOVES))
def test_what_is_missing_is_in_the_order_of_the_table(case, move):
    lacking = missing(move, case)

    assert list(lacking) == [need for need in move.needs if need in lacking]
    assert set(standing_missing(move, case)) <= set(lacking)


@given(st.lists(st.tuples(cases, st.integers(0, 9)), max_size=60))
def test_a_random_walk_keeps_the_promises_of_the_process(steps):
    state, passed = State.REFERRED, [State.REFERRED]
    for case, choice in steps:
        open_moves = [move for move in moves_from(state) if not missing(move, case)]
        if open_moves:
            state = open_moves[choice % len(open_moves)].target
            passed.append(state)

    _judge(passed)


@given(st.lists(st.integers(0, 9), min_size=10, max_size=60))
def test_a_walk_that_always_finds_everything_ready_keeps_them_too(choices):
    state, passed = State.REFERRED, [State.REFERRED]
    for choice in some(choices):
        ways = moves_from(state)
        if ways:
            move = ways[choice % len(ways)]
            assert missing(move, a_case_ready_for(move)) == ()
            state = move.target
            passed.append(state)

    _judge(passed)


def _judge(passed):
    before = {state: passed[: passed.index(state)] for state in passed}
    assert State.DESTROYED not in passed[:-1]
    assert set(passed[1:2]) <= {State.IN_TRIAGE, State.REJECTED}
    assert State.TOP_X not in passed or State.SCALE_UP_REQUESTED in before[State.TOP_X]
    assert State.AFTERCARE not in passed or (
        {State.IN_EXECUTION, State.SCALE_DOWN_PROPOSED} & set(before[State.AFTERCARE])
    )
    assert State.DESTROYED not in passed or passed[-2] in {State.CLOSED, State.REJECTED}
