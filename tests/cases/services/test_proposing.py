from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import CaseTerm
from pga.cases.models.doors import Notice
from pga.cases.models.evaluating import Proposal
from pga.cases.reading.ending import get_ending
from pga.cases.reading.evaluating import get_evaluations
from pga.cases.reading.proposing import get_proposing
from pga.cases.reading.sheet import get_sheet
from pga.cases.reading.timeline import get_timeline
from pga.cases.rules.ending import EndGiven, Heard
from pga.cases.rules.needs import Need
from pga.cases.rules.proposing import ProposalAnswer, ProposalKind, ProposalProblem
from pga.cases.rules.states import ClosingReason, State
from pga.cases.rules.terms import TermKind
from pga.cases.services.ending import end_case
from pga.cases.services.proposing import answer, propose, withdraw_proposal
from pga.core import clock
from pga.core.errors import Invalid
from pga.dossiers.rules.notices import NoticeKind
from pga.privacy.events import Event
from tests.builders import a_case, a_proposal, a_user, id_of, version_of
from tests.support.rows import fingerprint, lines, row_of, rows_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
DUE = date(2026, 12, 2)
A_DAY = timedelta(days=1)
TAKEN, REFUSED = ProposalAnswer.TAKEN, ProposalAnswer.REFUSED
AFTERCARE, CLOSE, SCALE_UP = ProposalKind


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def director(stopped):
    return a_user()


@pytest.fixture
def worker(stopped):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def coordinator(stopped):
    return a_user(Role.COORDINATOR)


@pytest.fixture
def number(director, worker, coordinator):
    return a_case(State.IN_EXECUTION, by=director.actor, linked=[worker.id])


def told(kind=NoticeKind.PROPOSED):
    return {row.user_id for row in rows_of(Notice, kind=kind, cleared_at=None)}


def running(number):
    rows = rows_of(CaseTerm, case_id=id_of(number), ended_on=None)
    terms = {TermKind.PROPOSAL, TermKind.SCALE_UP_PROPOSAL}
    return {row.kind: row.due_on for row in rows if row.kind in terms}


def said(proposal_id, number, who, given=TAKEN, why="Goed idee."):
    answer(who.actor, number, proposal_id, given=given, why=why)


@pytest.mark.parametrize("kind", [AFTERCARE, CLOSE])
def test_what_the_interventieteam_proposes_comes_to_the_procesregisseur(
    director, worker, coordinator, number, kind
):
    a_proposal(worker.actor, number, kind, "De rust houdt stand.")

    assert told() == {director.id}
    assert running(number) == {TermKind.PROPOSAL: DUE}
    (shown,) = get_sheet(director.actor, number).proposals
    assert (shown.why, shown.who, shown.may_answer, shown.may_withdraw) == (
        "De rust houdt stand.",
        worker.name,
        True,
        False,
    )
    (own,) = get_sheet(worker.actor, number).proposals
    assert (own.may_answer, own.may_withdraw) == (False, True)
    (top,) = get_sheet(coordinator.actor, number).proposals
    assert top.may_answer
    happened = get_timeline(director.actor, number).happened[0]
    assert (happened.proposal, happened.answer, happened.reason) == (
        kind,
        None,
        "De rust houdt stand.",
    )


def test_to_scale_up_is_proposed_to_the_coordinator(director, worker, coordinator, number):
    proposal_id = a_proposal(worker.actor, number, SCALE_UP)

    assert coordinator.id in told()
    assert not told() & {director.id, worker.id}
    assert running(number) == {TermKind.SCALE_UP_PROPOSAL: DUE}
    before = fingerprint()
    with pytest.raises(Invalid) as caught:
        said(proposal_id, number, director)
    assert caught.value.problems == {"": ProposalProblem.NOT_FOR_YOU}
    assert fingerprint() == before
    said(proposal_id, number, coordinator)
    assert row_of(Proposal).answered_by == coordinator.id


def test_when_the_procesregisseur_is_away_a_colleague_or_the_coordinator_answers(
    worker, coordinator
):
    away, colleague = a_user(), a_user()
    number = a_case(State.IN_EXECUTION, by=away.actor, linked=[worker.id, colleague.id])

    proposal_id = a_proposal(worker.actor, number)

    assert told() == {away.id, colleague.id}
    said(proposal_id, number, colleague)
    assert told() == set()
    assert told(NoticeKind.PROPOSAL_ANSWERED) == {worker.id}


@pytest.mark.both
@pytest.mark.parametrize("given", [TAKEN, REFUSED])
def test_a_proposal_is_answered_once_with_a_reason_and_its_maker_hears_it(
    director, worker, number, given
):
    proposal_id = a_proposal(worker.actor, number)
    with pytest.raises(Invalid) as caught:
        said(proposal_id, number, director, given, "")
    assert caught.value.problems == {"why": ProposalProblem.NO_REASON}

    said(proposal_id, number, director, given, "Eerst nog een meting.")

    assert (running(number), told()) == ({}, set())
    assert told(NoticeKind.PROPOSAL_ANSWERED) == {worker.id}
    (shown,) = get_evaluations(worker.actor, number).proposals
    assert (shown.answer, shown.answer_why, shown.answered_by) == (
        given,
        "Eerst nog een meting.",
        director.name,
    )
    assert shown.follows is (given is TAKEN)
    assert len(get_sheet(worker.actor, number).proposals) == (given is TAKEN)
    assert get_timeline(worker.actor, number).happened[0].answer is given
    before = fingerprint()
    with pytest.raises(Invalid) as caught:
        said(proposal_id, number, director, REFUSED)
    assert caught.value.problems == {"": ProposalProblem.ANSWERED}
    assert fingerprint() == before
    assert len(lines(Event.PROPOSAL_ANSWERED)) == 1


def test_one_of_a_kind_stands_until_it_is_refused_or_its_step_is_made(director, worker, number):
    first = a_proposal(worker.actor, number)
    before = fingerprint()
    with pytest.raises(Invalid) as caught:
        propose(director.actor, number, AFTERCARE, why="Ook ik.")
    assert caught.value.problems == {"kind": ProposalProblem.STANDS}
    assert fingerprint() == before
    assert get_proposing(worker.actor, number).kinds == (CLOSE, SCALE_UP)

    said(first, number, director, REFUSED)
    second = a_proposal(worker.actor, number)
    said(second, number, director, TAKEN)

    with pytest.raises(Invalid) as caught:
        propose(worker.actor, number, AFTERCARE, why="Nog eens.")
    assert caught.value.problems == {"kind": ProposalProblem.STANDS}
    assert len(rows_of(Proposal)) == 2


def test_its_maker_takes_a_proposal_back_and_nobody_else_does(director, worker, number):
    proposal_id = a_proposal(worker.actor, number)
    before = fingerprint()
    with pytest.raises(Invalid) as caught:
        withdraw_proposal(director.actor, number, proposal_id)
    assert caught.value.problems == {"": ProposalProblem.NOT_YOURS}
    assert fingerprint() == before

    withdraw_proposal(worker.actor, number, proposal_id)

    assert (running(number), told()) == ({}, set())
    assert row_of(Proposal).answer is ProposalAnswer.WITHDRAWN
    with pytest.raises(Invalid) as caught:
        withdraw_proposal(worker.actor, number, proposal_id)
    assert caught.value.problems == {"": ProposalProblem.ANSWERED}


def test_an_open_proposal_ends_with_its_case(director, worker, number):
    a_proposal(worker.actor, number)
    a_proposal(worker.actor, number, SCALE_UP)
    begun = get_ending(director.actor, number)
    given = EndGiven(
        reason=ClosingReason.MOVED_NOT_HANDED_OVER,
        happened_on=TODAY,
        words="Verhuisd.",
        actions={},
        heard=frozenset({Heard.PERSON}),
    )
    assert begun is not None

    end_case(director.actor, number, version_of(number), given)

    assert {row.answer for row in rows_of(Proposal)} == {ProposalAnswer.LAPSED}
    assert (running(number), told()) == ({}, set())
    assert get_sheet(director.actor, number).proposals == ()


def test_an_open_proposal_is_the_next_step_of_who_can_answer_it(director, worker, number):
    sheet = get_sheet(worker.actor, number)
    assert sheet.next is not Need.PROPOSALS_ANSWERED
    needs = {AFTERCARE: Need.PROPOSALS_ANSWERED, SCALE_UP: Need.SCALE_UP_ANSWERED}
    for kind, need in needs.items():
        a_proposal(worker.actor, number, kind)
        sheet = get_sheet(director.actor, number)
        assert (need in sheet.mendable) is (kind is AFTERCARE)


@pytest.mark.parametrize("state", [State.PLANNING, State.TOP_X, State.SCALE_UP_REQUESTED])
def test_nothing_is_proposed_where_its_step_cannot_begin(director, state):
    number = a_case(state, by=director.actor)
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        propose(director.actor, number, AFTERCARE, why="Nu al.")
    assert caught.value.problems == {"kind": ProposalProblem.NOT_NOW}

    assert fingerprint() == before


def test_who_does_not_work_on_a_case_neither_proposes_nor_answers(number, worker, coordinator):
    proposal_id = a_proposal(worker.actor, number)
    stranger, elsewhere = a_user(), a_user(Role.COORDINATOR, "EEM")
    before = fingerprint()

    for who in (stranger, elsewhere, coordinator):
        with pytest.raises(Refused):
            propose(who.actor, number, CLOSE, why="Klaar.")
    for who in (stranger, elsewhere, worker):
        with pytest.raises(Refused):
            said(proposal_id, number, who)
    assert fingerprint() == before


def test_a_proposal_of_another_case_is_not_there(director, worker, number):
    other = a_case(State.IN_EXECUTION, by=director.actor, linked=[worker.id])
    proposal_id = a_proposal(worker.actor, other)

    with pytest.raises(Invalid) as caught:
        said(proposal_id, number, director)
    assert caught.value.problems == {"proposal": "not_there"}
    assert get_evaluations(director.actor, number).proposals == ()
    assert get_sheet(director.actor, number).proposals == ()


def test_one_that_waits_is_seen_behind_many_others(director, worker, number, monkeypatch):
    monkeypatch.setattr("pga.cases.reading.proposing.MOST", 2)
    propose(worker.actor, number, ProposalKind.AFTERCARE, why="Het gaat goed.")
    for _ in range(3):
        propose(worker.actor, number, ProposalKind.CLOSE, why="Het is klaar.")
        (last,) = rows_of(Proposal, kind=ProposalKind.CLOSE, answer=None)
        said(last.id, number, director, given=ProposalAnswer.REFUSED)

    standing = get_sheet(director.actor, number).proposals

    assert [one.kind for one in standing] == [ProposalKind.AFTERCARE]
    with pytest.raises(Invalid) as caught:
        propose(worker.actor, number, ProposalKind.AFTERCARE, why="Nog eens.")
    assert caught.value.problems == {"kind": ProposalProblem.STANDS}
