"""Vier ogen over roles and stand-ins: who can be the second person, for what, and how often."""

from contextvars import copy_context
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.accounts.models import GrantProposal, RoleGrant, StandIn, UserSession
from pga.accounts.reading.approvals import (
    ROLE_GRANT,
    approvals_waiting_for,
    get_approval,
    list_approvals,
    list_stand_ins,
    two_people,
)
from pga.accounts.reading.users import get_user
from pga.accounts.rules.granting import GrantBasis, UserProblem, two_can_approve
from pga.accounts.services import granting, users
from pga.accounts.services.granting import NewRole, NewStandIn
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.privacy import approval, trail
from pga.privacy.approval_rows import Approval
from pga.privacy.approval_rules import ApprovalProblem, ApprovalState, NotApproved
from pga.privacy.events import Event
from pga.privacy.trail import AuditEvent, Line, record
from tests.builders import a_user, an_actor
from tests.support.rows import fingerprint, row_of, rows_of
from tests.support.second_person import asked_of, asking, fresh
from tests.support.some import some

pytestmark = pytest.mark.usefixtures("cellar")

DAY = timedelta(days=1)


@pytest.fixture
def admin(cellar):
    return a_user(Role.ADMIN)


@pytest.fixture
def second(admin):
    return fresh(a_user(Role.COORDINATOR).actor)


@pytest.fixture
def user(admin):
    return a_user()


@pytest.fixture
def asked(admin, user):
    """Return a question that waits: the role of coördinator for a colleague."""
    new = NewRole(Role.COORDINATOR, clock.today())
    users.propose_role(admin.actor, user.id, new, asking())
    return asked_of(user.id)


def roles_of(user):
    return {one.role for one in get_user(an_actor(Role.ADMIN), user.id).line.grants}


def events(chain="LAR"):
    with transaction() as session:
        question = sa.select(AuditEvent.event).where(AuditEvent.municipality == chain)
        return list(session.scalars(question.order_by(AuditEvent.seq)))


def refused(actor, asked, *, approve=True):
    """Tell why an answer does not count; nothing may have changed by it."""
    before = fingerprint()
    with pytest.raises(NotApproved) as told:
        granting.answer(actor, asked, approve=approve, words="Nee.")
    assert fingerprint() == before
    return told.value.problem


def hidden(actor, asked):
    before = fingerprint()
    with pytest.raises(Refused) as told:
        granting.answer(actor, asked, approve=True)
    with pytest.raises(Refused):
        get_approval(actor, asked)
    assert fingerprint() == before
    return told.value.verdict.hidden


def state_of(actor, asked):
    return get_approval(actor, asked).sheet.line.state


def changed(**values):
    """Change a question or what it is about past the use cases."""

    def act(model, row_id):
        with transaction() as session:
            row = session.get_one(model, row_id)
            for name, value in values.items():
                setattr(row, name, value)
            record(session, None, Line(Event.SEEDED))

    return act


# --- a role


@pytest.mark.both
def test_a_role_has_no_effect_until_a_second_person_says_yes(admin, user, asked, second):
    assert roles_of(user) == {Role.SAFETY_TEAM}
    (line,) = get_user(admin.actor, user.id).line.asked
    assert (line.role, line.approval_id) == (Role.COORDINATOR, asked)
    (waits,) = list_approvals(second).waiting
    assert (waits.line.id, waits.who, waits.asked_by) == (asked, user.name, admin.name)
    shown = get_approval(second, asked)
    assert (shown.role.who, shown.role.role) == (user.name, Role.COORDINATOR)
    assert shown.sheet.reason == "Zij begint hier vandaag."

    granting.answer(second, asked, approve=True)

    assert roles_of(user) == {Role.SAFETY_TEAM, Role.COORDINATOR}
    grant = row_of(RoleGrant, user_id=user.id, role=Role.COORDINATOR)
    assert (grant.basis, grant.approval_id) == (GrantBasis.APPROVED, asked)
    assert events()[-3:] == [Event.APPROVAL_GIVEN, Event.APPROVAL_USED, Event.GRANTED]
    assert list_approvals(second).waiting == ()
    assert state_of(admin.actor, asked) is ApprovalState.USED


@pytest.mark.parametrize("role", [Role.ADMIN, Role.COORDINATOR])
def test_a_second_beheerder_or_the_coordinator_is_the_second_person(asked, user, role):
    granting.answer(fresh(a_user(role).actor), asked, approve=True)

    assert Role.COORDINATOR in roles_of(user)


@pytest.mark.parametrize("role", [Role.SAFETY_TEAM, Role.INTERVENTION_TEAM, Role.DPO, Role.BOARD])
def test_nobody_else_is(asked, role):
    with pytest.raises(Refused):
        granting.answer(fresh(a_user(role).actor), asked, approve=True)


def test_a_refusal_is_told_with_its_reason_until_it_is_read(admin, user, asked, second):
    granting.answer(second, asked, approve=False, words="Eerst de VOG.")

    assert roles_of(user) == {Role.SAFETY_TEAM}
    (told,) = list_approvals(admin.actor).news
    assert (told.line.state, told.decided_by) == (ApprovalState.REFUSED, second.name)
    assert get_approval(admin.actor, asked).sheet.answer == "Eerst de VOG."
    assert list_approvals(admin.actor).news == ()
    assert refused(second, asked) is ApprovalProblem.REFUSED


def test_who_asked_takes_it_back_and_nobody_else(admin, asked, second):
    with pytest.raises(Refused):
        granting.withdraw(fresh(a_user(Role.ADMIN).actor), asked)

    granting.withdraw(admin.actor, asked)

    assert state_of(admin.actor, asked) is ApprovalState.WITHDRAWN
    assert refused(second, asked) is ApprovalProblem.WITHDRAWN
    with pytest.raises(NotApproved):
        granting.withdraw(admin.actor, asked)


# --- refused, and nothing changed


def test_the_own_question(admin, asked):
    assert refused(fresh(admin.actor), asked) is ApprovalProblem.OWN


def test_a_question_about_oneself(admin, second):
    new = NewRole(Role.BOARD, clock.today())
    users.propose_role(admin.actor, second.id, new, asking())

    assert refused(second, asked_of(second.id)) is ApprovalProblem.MAKER


@pytest.mark.both
def test_the_table_itself_refuses_one_person_for_both(admin, asked):
    with pytest.raises(IntegrityError, match="two_people"):
        changed(decided_by=admin.id)(Approval, asked)


def test_after_the_last_day(admin, user, asked, second):
    with clock.stopped_at(clock.now() + 14 * DAY):
        assert list_approvals(second).waiting[0].line.id == asked
    with clock.stopped_at(clock.now() + 15 * DAY):
        late = fresh(a_user(Role.COORDINATOR).actor)
        assert refused(late, asked) is ApprovalProblem.EXPIRED
        assert list_approvals(late).waiting == ()
        assert state_of(admin.actor, asked) is ApprovalState.EXPIRED
        assert list_approvals(admin.actor).mine[-1].line.ended
        new = NewRole(Role.COORDINATOR, clock.today())
        users.propose_role(admin.actor, user.id, new, asking())
        assert asked_of(user.id) != asked


def test_what_changed_after_the_question(admin, user, asked, second):
    proposal = row_of(GrantProposal, user_id=user.id)
    changed(role=Role.ADMIN)(GrantProposal, proposal.id)

    with pytest.raises(NotApproved) as told:
        granting.answer(second, asked, approve=True)

    assert told.value.problem is ApprovalProblem.CHANGED
    assert roles_of(user) == {Role.SAFETY_TEAM}
    changed(role=Role.COORDINATOR)(GrantProposal, proposal.id)
    assert refused(second, asked) is ApprovalProblem.VOIDED
    assert get_approval(admin.actor, asked).sheet.changed == "de rol"


@pytest.mark.parametrize("role", [Role.ADMIN, Role.COORDINATOR])
def test_somebody_of_another_municipality(asked, role):
    assert hidden(fresh(a_user(role, "BLA").actor), asked)


def test_a_second_press(user, asked, second):
    granting.answer(second, asked, approve=True)

    assert refused(second, asked) is ApprovalProblem.USED
    assert len(rows_of(RoleGrant, user_id=user.id)) == 2


@pytest.mark.both
def test_a_yes_gives_one_role(asked, user, second):
    granting.answer(second, asked, approve=True)
    (first, _) = rows_of(RoleGrant, user_id=user.id)

    with pytest.raises(IntegrityError, match="approval_id"):
        changed(approval_id=asked)(RoleGrant, first.id)


def test_one_whose_right_to_ask_is_gone(admin, user, asked, second):
    (grant,) = rows_of(RoleGrant, user_id=admin.id)
    users.end_role(fresh(a_user(Role.ADMIN).actor), admin.id, grant.id, last_on=None)

    assert refused(second, asked) is ApprovalProblem.PROPOSER_GONE
    assert roles_of(user) == {Role.SAFETY_TEAM}
    granting.answer(second, asked, approve=False, words="Dan ook niet.")


def test_a_session_that_proved_nothing_for_five_minutes(asked, second):
    assert refused(replace(second, session=None), asked) is ApprovalProblem.NOT_FRESH
    with clock.stopped_at(clock.now() + timedelta(minutes=6)):
        assert refused(second, asked) is ApprovalProblem.NOT_FRESH
        assert refused(second, asked, approve=False) is ApprovalProblem.NOT_FRESH
        assert not get_approval(second, asked).sheet.fresh


def test_the_session_of_another_is_not_fresh(asked, second):
    lent = fresh(a_user(Role.COORDINATOR).actor).session

    assert refused(replace(second, session=lent), asked) is ApprovalProblem.NOT_FRESH


@pytest.mark.both
def test_of_two_at_once_one_wins(asked, user, cellar):
    both, gate = [fresh(a_user(Role.COORDINATOR).actor) for _ in range(2)], Barrier(2)
    came = []

    def press(actor):
        with cellar.app_context():
            gate.wait()
            try:
                granting.answer(actor, asked, approve=True)
            except (NotApproved, StaleDossier) as late:
                came.append(type(late))
            else:
                came.append(None)

    threads = [Thread(target=copy_context().run, args=(press, one)) for one in both]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert len(came) == 2
    assert came.count(None) == 1
    assert len(rows_of(RoleGrant, user_id=user.id)) == 2


def test_an_account_that_was_closed_meanwhile(admin, user, asked, second):
    users.disable(admin.actor, user.id)

    assert refused(second, asked) is ApprovalProblem.VOIDED
    assert get_approval(admin.actor, asked).sheet.changed == "het account is gesloten"


def test_a_role_that_was_over_before_anybody_answered(admin, user, second):
    new = NewRole(Role.DPO, clock.today(), clock.today())
    users.propose_role(admin.actor, user.id, new, asking())
    asked = asked_of(user.id)

    with clock.stopped_at(clock.now() + DAY), pytest.raises(Invalid) as told:
        granting.answer(fresh(second), asked, approve=True)

    assert told.value.problems == {"approval": UserProblem.ENDED}


def test_a_role_that_was_got_meanwhile_is_not_given_again(admin, user, asked, second):
    with transaction() as session:
        row = {"municipality": "LAR", "role": Role.COORDINATOR, "from_on": clock.today()}
        session.add(RoleGrant(user_id=user.id, **row))
        record(session, None, Line(Event.GRANTED))

    with pytest.raises(Invalid) as told:
        granting.answer(second, asked, approve=True)

    assert told.value.problems == {"approval": UserProblem.HELD}


def test_the_same_is_not_asked_twice(admin, user, asked):
    proposal = row_of(GrantProposal, user_id=user.id)

    with pytest.raises(NotApproved) as told, transaction() as session:
        approval.propose(
            session,
            admin.actor,
            ROLE_GRANT,
            proposal.id,
            reason="Nog een keer.",
            expires_on=clock.today(),
        )

    assert told.value.problem is ApprovalProblem.PENDING


def test_a_role_counts_from_the_yes_when_that_comes_later(admin, user, asked, second):
    with clock.stopped_at(clock.now() + 3 * DAY):
        granting.answer(fresh(second), asked, approve=True)
        grant = row_of(RoleGrant, user_id=user.id, role=Role.COORDINATOR)
        assert grant.from_on == clock.today()


# --- where there are not two people yet


A, B = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("held", "two"),
    [
        ([], False),
        ([(A, Role.ADMIN)], False),
        ([(A, Role.ADMIN), (A, Role.COORDINATOR)], False),
        ([(A, Role.COORDINATOR), (B, Role.COORDINATOR)], False),
        ([(A, Role.ADMIN), (B, Role.SAFETY_TEAM)], False),
        ([(A, Role.ADMIN), (B, Role.COORDINATOR)], True),
        ([(A, Role.ADMIN), (B, Role.ADMIN)], True),
    ],
)
def test_two_people_are_a_beheerder_and_another_who_can_approve(held, two):
    assert two_can_approve(held) is two


def test_a_role_of_the_command_line_says_that_it_founds(admin, second):
    assert two_people(admin.actor)
    assert {one.basis for one in some(rows_of(RoleGrant, user_id=admin.id))} == {
        GrantBasis.FOUNDING
    }


# --- a stand-in


@pytest.fixture
def colleague(admin):
    return a_user(Role.COORDINATOR, "EEM")


def name(admin, colleague, days=7):
    new = NewStandIn(colleague.username, "EEM", clock.today(), clock.today() + timedelta(days=days))
    return granting.name_stand_in(admin.actor, new, asking())


@pytest.fixture
def stand_in(admin, colleague, second):
    granting.answer(second, name(admin, colleague), approve=True)
    return fresh(colleague.actor)


@pytest.mark.both
def test_a_stand_in_is_the_second_person_from_home_and_sees_nothing_else(stand_in, user, asked):
    (waits,) = list_approvals(stand_in).waiting
    assert (waits.line.id, waits.who) == (asked, "")
    assert get_approval(stand_in, asked).role.who == user.name
    with pytest.raises(Refused):
        get_user(stand_in, user.id)

    granting.answer(stand_in, asked, approve=True)

    assert Role.COORDINATOR in roles_of(user)
    for chain in ("LAR", "EEM"):
        assert {Event.APPROVAL_READ, Event.APPROVAL_GIVEN, Event.APPROVAL_USED} <= set(
            events(chain)
        )
    assert list_approvals(stand_in).waiting == ()
    assert hidden(stand_in, asked)


def test_naming_a_stand_in_is_nothing_until_it_is_approved(admin, colleague, asked):
    named = name(admin, colleague)

    for about in (asked, named):
        assert hidden(fresh(colleague.actor), about)
    assert list_approvals(colleague.actor).waiting == ()


def test_a_stand_in_does_not_name_another(admin, stand_in):
    named = granting.name_stand_in(
        admin.actor,
        NewStandIn(a_user(Role.ADMIN, "BLA").username, "BLA", clock.today(), clock.today()),
        asking(),
    )

    assert hidden(stand_in, named)


@pytest.mark.parametrize(
    "over",
    [
        lambda row: granting.end_stand_in(an_actor(Role.ADMIN), row),
        lambda row: changed(until_on=clock.today())(StandIn, row),
        lambda row: changed(from_on=clock.today() + DAY)(StandIn, row),
    ],
    ids=["ended", "past", "to come"],
)
def test_a_stand_in_of_other_days_finds_nothing(stand_in, asked, over):
    (row,) = rows_of(StandIn)
    over(row.id)

    assert hidden(stand_in, asked)
    assert list_approvals(stand_in).waiting == ()


def test_a_stand_in_whose_days_are_over_or_whose_account_is_closed_is_not_named(
    admin, colleague, second
):
    short, closed = name(admin, colleague, days=0), name(admin, colleague)
    with clock.stopped_at(clock.now() + DAY), pytest.raises(Invalid) as told:
        granting.answer(fresh(second), short, approve=True)
    assert told.value.problems == {"approval": UserProblem.ENDED}
    users.disable(a_user(Role.ADMIN, "EEM").actor, colleague.id)

    with pytest.raises(NotApproved) as gone:
        granting.answer(second, closed, approve=True)

    assert gone.value.problem is ApprovalProblem.CHANGED
    assert state_of(admin.actor, closed) is ApprovalState.VOIDED
    assert {one.approval_id for one in some(rows_of(StandIn))} == {None}


def test_a_stand_in_who_works_at_home_no_more(admin, colleague, stand_in, asked):
    (grant,) = rows_of(RoleGrant, user_id=colleague.id)
    users.end_role(a_user(Role.ADMIN, "EEM").actor, colleague.id, grant.id, last_on=None)

    assert refused(stand_in, asked) is ApprovalProblem.NOT_FRESH


def test_a_stand_in_stands_in_from_his_own_municipality_only(colleague, stand_in, asked):
    away = replace(stand_in, municipality="BLA")

    assert hidden(away, asked)


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ({"username": "niemand"}, {"username": UserProblem.STAND_IN_UNKNOWN}),
        ({"home": "LAR"}, {"home": UserProblem.STAND_IN_HERE}),
        ({"home": "BLA"}, {"username": UserProblem.STAND_IN_UNKNOWN}),
        ({"last_on": date(2020, 1, 1)}, {"last_on": UserProblem.BEFORE_START}),
    ],
)
def test_who_cannot_be_a_stand_in(admin, colleague, new, problem):
    given = {
        "username": colleague.username,
        "home": "EEM",
        "from_on": clock.today(),
        "last_on": clock.today(),
    }

    with pytest.raises(Invalid) as told:
        granting.name_stand_in(admin.actor, NewStandIn(**given | new), asking())

    assert told.value.problems == problem


def test_what_a_stand_in_is_stands_on_a_list_of_the_beheerder(admin, colleague, stand_in):
    (line,) = list_stand_ins(admin.actor)
    assert (line.who, line.home, line.counts) == (colleague.name, "EEM", True)

    granting.end_stand_in(admin.actor, line.id)

    assert not list_stand_ins(admin.actor)[0].counts
    with pytest.raises(Invalid) as told:
        granting.end_stand_in(admin.actor, line.id)
    assert told.value.problems == {"stand_in": UserProblem.ENDED}
    assert list_stand_ins(a_user(Role.ADMIN, "EEM").actor) == []


@pytest.fixture
def locked(monkeypatch):
    """Return the chains of which the head is taken, in order."""
    taken, take = [], trail._locked_head

    def noting(session, chain):
        taken.append(chain)
        return take(session, chain)

    monkeypatch.setattr(trail, "_locked_head", noting)
    return taken


def test_the_heads_of_two_chains_are_taken_in_the_order_of_their_code(admin, second, asked, locked):
    away = a_user(Role.ADMIN, "BLA"), a_user(Role.ADMIN, "EEM")
    for colleague in away:
        new = NewStandIn(
            colleague.username, colleague.actor.municipality, clock.today(), clock.today()
        )
        named = granting.name_stand_in(admin.actor, new, asking())
        locked.clear()
        granting.answer(second, named, approve=True)
        assert [*dict.fromkeys(locked)] == [colleague.actor.municipality, "LAR"]
    locked.clear()
    granting.answer(fresh(away[0].actor), asked, approve=True)
    assert [*dict.fromkeys(locked)] == ["BLA", "LAR"]


def test_a_mail_counts_what_waits_and_what_ended(admin, asked, second):
    assert approvals_waiting_for(second) == {asked}
    assert approvals_waiting_for(admin.actor) == set()
    assert approvals_waiting_for(an_actor(Role.DPO)) == set()

    granting.answer(second, asked, approve=False, words="Nee.")

    assert approvals_waiting_for(admin.actor) == {asked}


def test_a_session_that_ended_is_not_fresh(asked, second):
    with transaction() as session:
        session.get_one(UserSession, second.session).revoked_at = clock.now()

    assert refused(second, asked) is ApprovalProblem.NOT_FRESH
