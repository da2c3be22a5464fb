from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Layer, Refused
from pga.accounts.services import users
from pga.cases.models.case import Case
from pga.cases.models.doors import CaseLink, Recusal
from pga.cases.room import CASES, CASUSREGISSEUR, PROCESREGISSEUR
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.handover import (
    LINKED,
    get_choices,
    get_offer,
    get_preview,
    list_proposals,
)
from pga.dossiers.rules.handover import Cause, HandoverAnswer, HandoverProblem, Objection
from pga.dossiers.services import handover, people, recusal
from pga.privacy.columns import opened
from pga.privacy.events import Event
from pga.privacy.history import RowVersion
from pga.privacy.trail import AuditEvent
from tests.builders import a_case, a_recusal, a_user, an_actor, id_of, version_of
from tests.support.desk import desk_of
from tests.support.rows import row_of, rows_of

pytestmark = pytest.mark.usefixtures("cellar")

WHY = "Overgenomen van een collega die weggaat."


@pytest.fixture
def coordinator(cellar):
    return a_user(Role.COORDINATOR).actor


@pytest.fixture
def leaver(cellar):
    return a_user()


@pytest.fixture
def taker(cellar):
    return a_user()


def propose(coordinator, leaver, taker, cause=Cause.LEAVES):
    return handover.propose(coordinator, CASES, from_id=leaver.id, to_id=taker.id, cause=cause)


def wrong_with(act, *args, **kwargs):
    with pytest.raises(Invalid) as invalid:
        act(*args, **kwargs)
    return set(invalid.value.problems.values())


def standing(number):
    """Return who directs a case, and who is linked to it today."""
    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        today = clock.today()
        links = session.scalars(
            sa.select(CaseLink.user_id).where(
                CaseLink.case_id == case.id,
                CaseLink.kind == LinkKind.WORKS,
                CaseLink.from_on <= today,
                sa.or_(CaseLink.until_on.is_(None), CaseLink.until_on > today),
            )
        )
        return case.procesregisseur_id, case.casusregisseur_id, set(links)


def events(about=None):
    with transaction() as session:
        question = sa.select(AuditEvent.event).where(AuditEvent.municipality == "LAR")
        if about:
            question = question.where(AuditEvent.object_id == about)
        return list(session.scalars(question.order_by(AuditEvent.seq)))


def test_nothing_changes_before_somebody_accepts(coordinator, leaver, taker):
    number = a_case(State.PLANNING, by=leaver.actor)
    before = standing(number)

    propose(coordinator, leaver, taker)

    assert standing(number) == before == (leaver.id, None, {leaver.id})
    assert events()[-1] is Event.HANDOVER_PROPOSED


@pytest.mark.both
def test_who_accepts_takes_every_part_of_every_case(coordinator, leaver, taker):
    directs = a_case(State.PLANNING, by=leaver.actor)
    people.name_director(
        leaver.actor,
        CASES,
        directs,
        version_of(directs),
        part=CASUSREGISSEUR,
        user_id=leaver.id,
        reason=WHY,
    )
    works = a_case(State.PLANNING, linked=[leaver.id])
    other = a_case(State.PLANNING)
    before, stays = standing(works), standing(other)
    offer_id = propose(coordinator, leaver, taker)

    shown = get_offer(taker.actor, CASES, offer_id)
    taken = handover.accept(taker.actor, CASES, offer_id, reason=WHY)

    assert {one.number: one.parts for one in shown.going} == {
        directs: ("procesregisseur_id", "casusregisseur_id"),
        works: (LINKED,),
    }
    assert taken == 2
    assert standing(directs) == (taker.id, taker.id, {taker.id})
    assert standing(works) == (before[0], None, before[2] - {leaver.id} | {taker.id})
    assert standing(other) == stays
    assert [events(id_of(number))[-1] for number in (directs, works)] == [Event.HANDED_OVER] * 2
    assert desk_of(taker.actor).offers == []


def test_each_case_keeps_the_reason_in_its_own_history(coordinator, leaver, taker):
    number = a_case(State.PLANNING, by=leaver.actor)

    handover.accept(taker.actor, CASES, propose(coordinator, leaver, taker), reason=WHY)

    with transaction() as session:
        question = sa.select(RowVersion).filter_by(dossier_id=id_of_case(session, number))
        rows = [row for row in session.scalars(question) if row.by == taker.id]
        assert {row.table for row in rows} == {"pga_case", "case_link"}
        assert {opened(session, row, "reason") for row in rows} == {WHY}


def test_the_proposal_has_a_line_of_its_own_when_it_is_accepted(coordinator, leaver, taker):
    a_case(State.PLANNING, by=leaver.actor)
    offer_id = propose(coordinator, leaver, taker)

    handover.accept(taker.actor, CASES, offer_id, reason=WHY)

    assert events(offer_id) == [Event.HANDOVER_PROPOSED, Event.HANDED_OVER]


def id_of_case(session, number):
    return session.scalars(sa.select(Case.id).filter_by(number=number)).one()


def test_a_link_that_was_to_begin_goes_too(coordinator, leaver, taker):
    number = a_case(State.PLANNING)
    later = clock.today() + timedelta(days=3)
    people.link(
        coordinator, CASES, number, user_id=leaver.id, from_on=later, last_on=None, reason="Straks."
    )

    handover.accept(taker.actor, CASES, propose(coordinator, leaver, taker), reason=WHY)

    with clock.stopped_at(clock.now() + timedelta(days=10)):
        assert leaver.id not in standing(number)[2]
        assert taker.id in standing(number)[2]


def test_who_refuses_says_why_and_nothing_changes(coordinator, leaver, taker):
    number = a_case(State.PLANNING, by=leaver.actor)
    offer_id = propose(coordinator, leaver, taker)

    handover.refuse(taker.actor, CASES, offer_id, objection=Objection.KNOWS_SOMEBODY)

    (proposal,) = list_proposals(coordinator, CASES)
    assert (proposal.answer, proposal.objection) == (
        HandoverAnswer.REFUSED,
        Objection.KNOWS_SOMEBODY,
    )
    assert standing(number)[0] == leaver.id
    assert events()[-1] is Event.HANDOVER_REFUSED
    assert desk_of(taker.actor).offers == []


@pytest.mark.both
def test_an_answer_is_given_once_and_by_who_was_asked(coordinator, leaver, taker):
    a_case(State.PLANNING, by=leaver.actor)
    offer_id = propose(coordinator, leaver, taker)

    for stranger in (leaver.actor, coordinator, an_actor(Role.SAFETY_TEAM, "BLA", id=taker.id)):
        with pytest.raises(Refused) as refused:
            handover.accept(stranger, CASES, offer_id, reason=WHY)
        assert refused.value.verdict.hidden
    handover.accept(taker.actor, CASES, offer_id, reason=WHY)
    for act in (
        lambda: handover.accept(taker.actor, CASES, offer_id, reason=WHY),
        lambda: handover.refuse(taker.actor, CASES, offer_id, objection=Objection.FULL),
        lambda: get_offer(taker.actor, CASES, offer_id),
        lambda: get_offer(taker.actor, CASES, uuid4()),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.both
def test_a_newer_proposal_takes_the_place_of_the_older(coordinator, leaver, taker):
    a_case(State.PLANNING, by=leaver.actor)
    second = a_user()

    propose(coordinator, leaver, taker)
    propose(coordinator, leaver, second)

    assert desk_of(taker.actor).offers == []
    assert len(desk_of(second.actor).offers) == 1
    answers = [one.answer for one in list_proposals(coordinator, CASES)]
    assert sorted(answers, key=str) == [None, HandoverAnswer.REPLACED]


def test_a_proposal_that_was_refused_stays_refused_after_a_newer_one(coordinator, leaver, taker):
    a_case(State.PLANNING, by=leaver.actor)
    first = propose(coordinator, leaver, taker)
    handover.refuse(taker.actor, CASES, first, objection=Objection.FULL)

    propose(coordinator, leaver, a_user())

    answers = [one.answer for one in list_proposals(coordinator, CASES)]
    assert sorted(answers, key=str) == [None, HandoverAnswer.REFUSED]


def test_a_proposal_about_one_colleague_leaves_that_about_another(coordinator, leaver, taker):
    second = a_user()
    for one in (leaver, second):
        a_case(State.PLANNING, by=one.actor)
        propose(coordinator, one, taker)

    assert len(desk_of(taker.actor).offers) == 2


def test_a_proposal_in_one_municipality_leaves_that_in_another(coordinator, taker):
    leaver = a_user(also={"BLA": Role.SAFETY_TEAM})
    number = a_case(State.PLANNING, by=leaver.actor)
    elsewhere = replace(leaver.actor, municipality="BLA")
    a_case(State.PLANNING, by=elsewhere, municipality="BLA")
    offer_id = propose(coordinator, leaver, taker)

    propose(a_user(Role.COORDINATOR, "BLA").actor, leaver, a_user(municipality="BLA"))

    assert [one.number for one in get_offer(taker.actor, CASES, offer_id).going] == [number]


def test_who_proposes_with_one_role_in_two_municipalities_gives_what_is_here(leaver, taker):
    both = a_user(Role.COORDINATOR, also={"BLA": Role.COORDINATOR}).actor
    number = a_case(State.PLANNING, by=leaver.actor)

    offer_id = propose(both, leaver, taker)

    assert [one.number for one in get_offer(taker.actor, CASES, offer_id).going] == [number]


def test_a_link_that_ended_before_keeps_its_day(coordinator, leaver, taker):
    number, began = a_case(State.PLANNING), clock.today()
    usual = {"user_id": leaver.id, "reason": "Werkt mee."}
    people.link(coordinator, CASES, number, from_on=began, last_on=began, **usual)
    with clock.stopped_at(clock.now() + timedelta(days=10)):
        later = clock.today()
        people.link(coordinator, CASES, number, from_on=later, last_on=None, **usual)
        handover.accept(taker.actor, CASES, propose(coordinator, leaver, taker), reason=WHY)

    ended = [row.until_on for row in rows_of(CaseLink, user_id=leaver.id)]
    assert sorted(ended) == [began + timedelta(days=1), later]


@pytest.mark.parametrize(
    ("role", "problem"),
    [
        (Role.INTERVENTION_TEAM, HandoverProblem.NOT_A_DIRECTOR),
        (Role.COORDINATOR, HandoverProblem.NOT_A_COLLEAGUE),
        (Role.BOARD, HandoverProblem.NOT_A_COLLEAGUE),
    ],
)
def test_cases_go_to_who_can_do_the_same(coordinator, leaver, role, problem):
    a_case(State.PLANNING, by=leaver.actor)

    assert wrong_with(propose, coordinator, leaver, a_user(role)) == {problem}


def test_there_must_be_cases_and_two_colleagues(coordinator, leaver, taker):
    assert wrong_with(propose, coordinator, leaver, taker) == {HandoverProblem.NOTHING}
    assert wrong_with(propose, coordinator, leaver, leaver) == {HandoverProblem.SAME}


def test_a_case_does_not_go_to_who_knows_the_person(coordinator, leaver, taker):
    stays = a_case(State.PLANNING, by=leaver.actor, recused=[taker.id])
    goes = a_case(State.PLANNING, by=leaver.actor)

    preview = get_preview(coordinator, CASES, leaver.id, taker.id)
    handover.accept(taker.actor, CASES, propose(coordinator, leaver, taker), reason=WHY)

    assert preview.staying == (stays,)
    assert [one.number for one in preview.going] == [goes]
    assert (standing(stays)[0], standing(stays)[2]) == (leaver.id, {leaver.id})


def test_a_leaver_who_knows_the_person_is_still_shut_out(coordinator, leaver, taker):
    number = a_case(State.PLANNING, by=leaver.actor, recused=[leaver.id])

    handover.accept(taker.actor, CASES, propose(coordinator, leaver, taker), reason=WHY)

    assert standing(number)[0] == taker.id
    own = rows_of(CaseLink, case_id=id_of(number), user_id=leaver.id)
    assert {row.kind: row.until_on for row in own} == {
        LinkKind.WORKS: clock.today(),
        LinkKind.RECUSED: None,
    }


def test_nobody_hands_over_what_they_may_not_assign(leaver, taker):
    both, alone = a_case(State.PLANNING, by=leaver.actor), a_case(State.PLANNING, by=leaver.actor)
    colleague = a_user()
    people.link(
        leaver.actor,
        CASES,
        both,
        user_id=colleague.id,
        from_on=clock.today(),
        last_on=None,
        reason="Werkt mee.",
    )

    preview = get_preview(colleague.actor, CASES, leaver.id, taker.id)
    handover.accept(taker.actor, CASES, propose(colleague.actor, leaver, taker), reason=WHY)

    assert [one.number for one in preview.going] == [both]
    assert (standing(both)[0], standing(alone)[0]) == (taker.id, leaver.id)


def test_a_proposal_is_worth_what_its_proposer_may_still_give(coordinator, leaver, taker):
    a_case(State.PLANNING, by=leaver.actor)
    offer_id = propose(coordinator, leaver, taker)

    users.disable(a_user(Role.ADMIN).actor, coordinator.id)

    assert get_offer(taker.actor, CASES, offer_id).problem is HandoverProblem.NOTHING
    gone = wrong_with(handover.accept, taker.actor, CASES, offer_id, reason=WHY)
    assert gone == {HandoverProblem.NOTHING}


def test_a_colleague_whose_account_is_closed_still_has_cases_to_hand_over(
    coordinator, leaver, taker
):
    number = a_case(State.PLANNING, by=leaver.actor)
    users.disable(a_user(Role.ADMIN).actor, leaver.id)

    assert leaver.id in {one for one, _ in get_choices(coordinator, CASES).leavers}
    assert leaver.id not in {one for one, _ in get_choices(coordinator, CASES).takers}
    handover.accept(taker.actor, CASES, propose(coordinator, leaver, taker), reason=WHY)

    assert standing(number)[0] == taker.id


def test_who_only_asked_or_stepped_back_or_whose_case_is_destroyed_has_none_to_hand_over(
    coordinator, leaver
):
    knows, gone = a_user(), a_user()
    a_case(State.PLANNING, by=leaver.actor, recused=[knows.id])
    a_case(State.DESTROYED, by=gone.actor, director=gone.id)

    leavers = {one for one, _ in get_choices(coordinator, CASES).leavers}

    assert leaver.id in leavers
    assert leavers.isdisjoint({knows.id, gone.id})


def test_a_case_goes_from_who_directs_it_though_the_link_ended_and_not_from_who_left_it(
    coordinator, leaver, taker
):
    directs, left = (a_case(State.PLANNING) for _ in range(2))
    a_case(State.DESTROYED, director=leaver.id)
    today = {"from_on": clock.today(), "last_on": clock.today(), "reason": "Een dag."}
    for which in (directs, left):
        people.link(coordinator, CASES, which, user_id=leaver.id, **today)
    people.name_director(
        coordinator,
        CASES,
        directs,
        version_of(directs),
        part=PROCESREGISSEUR,
        user_id=leaver.id,
        reason="Neemt het over.",
    )

    with clock.stopped_at(clock.now() + timedelta(days=1)):
        preview = get_preview(coordinator, CASES, leaver.id, taker.id)

    assert [one.number for one in preview.going] == [directs]


def test_a_case_goes_to_who_stepped_back_by_mistake(coordinator, leaver, taker):
    number = a_case(State.PLANNING, by=leaver.actor, linked=[taker.id])
    a_recusal(taker.actor, number)
    assert get_preview(coordinator, CASES, leaver.id, taker.id).staying == (number,)

    recusal.end_recusal(coordinator, CASES, number, row_of(Recusal).id, reason="Een naamgenoot.")

    preview = get_preview(coordinator, CASES, leaver.id, taker.id)
    assert [one.number for one in preview.going] == [number]


def test_a_proposal_is_of_the_role_in_which_it_was_made_and_answered_in_a_role_that_works(
    leaver, taker
):
    colleague = a_user()
    a_case(State.PLANNING, by=leaver.actor, linked=[colleague.id])

    offer_id = propose(replace(colleague.actor, role=Role.COORDINATOR), leaver, taker)

    assert get_offer(taker.actor, CASES, offer_id).problem is HandoverProblem.NOTHING
    with pytest.raises(Refused) as refused:
        handover.accept(replace(taker.actor, role=Role.BOARD), CASES, offer_id, reason=WHY)
    assert refused.value.verdict.refusing is Layer.ROLE


def test_one_sees_the_own_proposals(coordinator, leaver, taker):
    a_case(State.PLANNING, by=leaver.actor)
    propose(a_user(Role.COORDINATOR).actor, leaver, taker)
    assert list_proposals(coordinator, CASES) == []

    propose(coordinator, leaver, taker)

    assert [one.taker for one in list_proposals(coordinator, CASES)] == [taker.name]


@pytest.mark.parametrize("role", [Role.INTERVENTION_TEAM, Role.DPO, Role.BOARD, Role.ADMIN])
def test_other_roles_propose_nothing(leaver, taker, role):
    a_case(State.PLANNING, by=leaver.actor)
    actor = an_actor(role)

    for act in (
        lambda: propose(actor, leaver, taker),
        lambda: get_choices(actor, CASES),
        lambda: get_preview(actor, CASES, leaver.id, taker.id),
        lambda: list_proposals(actor, CASES),
    ):
        with pytest.raises(Refused):
            act()
