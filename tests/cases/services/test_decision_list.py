from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.accounts.models import User
from pga.cases.models.doors import Notice
from pga.cases.models.meeting import CaseMeeting, Decision, MeetingItem
from pga.cases.models.plan import CaseAction
from pga.cases.reading.action_list import get_action_list
from pga.cases.reading.decision_list import get_decision_list
from pga.cases.reading.meetings_of import get_meetings_of
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.meetings import MeetingProblem
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.needs import Need
from pga.cases.rules.states import State
from pga.cases.services import action_list, actions, decision_list, meetings
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.services import people
from pga.partners.models import Organisation
from pga.partners.rules import PartnerKind
from pga.privacy.disclosure_codes import Means
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import (
    a_case,
    a_contact,
    a_decision,
    a_decision_list,
    a_meeting,
    a_user,
    an_action,
    an_organisation,
    an_owner,
    closed,
    director_of,
    id_of,
    prepared,
    ticked,
)
from tests.support.rows import fingerprint, lines, row_of, rows_of
from tests.support.some import some

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)
CANARY = "De corporatie belt de huisarts."


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def chair(stopped):
    return a_user().actor


@pytest.fixture
def number(chair):
    return a_case(State.PLANNING, by=chair)


@pytest.fixture
def partner():
    return an_organisation(name="Politie", kind=PartnerKind.POLICE)


@pytest.fixture
def meeting(chair, number, partner):
    """A meeting about a case that was talked about, with one decision that is an action."""
    made = a_meeting(chair, number)
    prepared(chair, number, made, f"c:{a_contact(partner)}")
    ticked(chair, number, made)
    a_decision(
        chair, number, made, owner=an_owner(organisation_id=partner), due_on=TODAY + A_DAY * 7
    )
    closed(chair, number, made)
    return made


def approve(chair, number, meeting):
    version = get_decision_list(chair, number, meeting).version
    decision_list.approve(chair, number, meeting, version)


def problems_of(act, *args, **more):
    before = fingerprint()
    with pytest.raises(Invalid) as refused:
        act(*args, **more)
    assert fingerprint() == before
    return refused.value.problems


def reword(chair, number, meeting, version=1, text="Anders gezegd.", which=None):
    decision = which or row_of(Decision).id
    decision_list.reword(
        chair, number, meeting, decision, version, text=text, reason="Duidelijker."
    )


def withdraw(chair, number, meeting, which=None):
    decision = which or row_of(Decision).id
    decision_list.withdraw_decision(chair, number, meeting, decision, reason="Dubbel opgeschreven.")


@pytest.mark.both
def test_a_list_is_approved_once_and_then_stays(chair, number, meeting):
    approve(chair, number, meeting)

    told = get_decision_list(chair, number, meeting)
    assert (told.approved_on, told.approved_by) == (TODAY, chair.name)
    assert lines(Event.DECISIONS_APPROVED, about=id_of(number))
    for act in (reword, withdraw):
        assert problems_of(act, chair, number, meeting) == {"": MeetingProblem.APPROVED}
    assert problems_of(decision_list.approve, chair, number, meeting, told.version) == {
        "": MeetingProblem.APPROVED
    }


def said(told):
    """Return all that a list says, but for the case above it and what can be done with it."""
    whom = [(one.action.owner, one.action.due_on) if one.action else () for one in told.decisions]
    texts = [(one.number, one.text, one.withdrawn_on) for one in told.decisions]
    sat = [(one.name, one.organisation, one.presence) for one in told.seats]
    return told.on, told.chair, told.purpose, told.view_form, sat, texts, whom, told.next_on


LATER = {
    "a next meeting": lambda chair, number: a_meeting(chair, number, on=TODAY + A_DAY * 9),
    "an action": lambda _chair, _number: change(row_of(CaseAction), due_on=TODAY + A_DAY * 90),
    "an organisation": lambda _chair, _number: change(
        row_of(Organisation, name="Politie"), name="De Nieuwe Politie"
    ),
    "a name": lambda chair, _number: change(row_of(User, id=chair.id), name="Anders Geheten"),
}


def change(row, **values):
    with transaction() as session:
        standing = session.get_one(type(row), row.id)
        for name, value in values.items():
            setattr(standing, name, value)
        record(session, None, Line(Event.SEEDED))


@pytest.mark.both
@pytest.mark.parametrize("what", LATER)
def test_nothing_that_happens_later_moves_an_approved_list(chair, number, meeting, what):
    first = a_meeting(chair, number, on=TODAY + A_DAY * 30)
    approve(chair, number, meeting)
    then = said(get_decision_list(chair, number, meeting))
    assert then[-1] == TODAY + A_DAY * 30

    with clock.stopped_at(NOW + A_DAY):
        LATER[what](chair, number)
        assert said(get_decision_list(chair, number, meeting)) == then
        assert first != meeting


def test_a_list_without_a_next_meeting_keeps_that_too(chair, number, meeting):
    approve(chair, number, meeting)
    a_meeting(chair, number, on=TODAY + A_DAY * 9)

    told = get_decision_list(chair, number, meeting)
    assert (told.next_on, told.kept) == (None, True)


@pytest.mark.both
def test_of_a_list_of_before_it_is_said_that_it_was_not_kept(chair, number, meeting):
    a_meeting(chair, number, on=TODAY + A_DAY * 9)
    approve(chair, number, meeting)
    change(row_of(MeetingItem, meeting_id=meeting), approved_list=None)

    told = get_decision_list(chair, number, meeting)
    assert (told.next_on, told.kept) == (None, False)
    assert [one.text for one in some(told.decisions)]


def test_what_the_kept_list_holds_is_on_no_page_of_changes(chair, number, meeting):
    approve(chair, number, meeting)

    told = get_changes(chair, CASES, number)
    fields = {line.field for act in some(told.acts) for line in act.changed}
    assert "approved_on" in fields
    assert "approved_list" not in fields


def test_a_case_that_is_still_on_the_screen_has_no_list_to_approve(chair, number):
    meeting = a_meeting(chair, number)
    ticked(chair, number, meeting)

    assert problems_of(approve, chair, number, meeting) == {"": MeetingProblem.NOT_DONE}


def test_a_list_that_changed_meanwhile_is_read_anew(chair, number, meeting):
    version = get_decision_list(chair, number, meeting).version
    ticked(chair, number, meeting)
    closed(chair, number, meeting)

    with pytest.raises(StaleDossier):
        decision_list.approve(chair, number, meeting, version)


def test_other_words_go_to_the_action_too_and_the_old_ones_stay_readable(chair, number, meeting):
    reword(chair, number, meeting)

    [decided] = get_decision_list(chair, number, meeting).decisions
    assert decided.text == "Anders gezegd."
    [action] = get_sheet(chair, number).actions
    assert action.text == "Anders gezegd."
    assert "De aanpak blijft lokaal." in str(get_changes(chair, CASES, number))
    with pytest.raises(StaleDossier):
        reword(chair, number, meeting)


def test_a_withdrawn_decision_stays_readable_and_its_action_is_dropped(chair, number, meeting):
    withdraw(chair, number, meeting)

    [decided] = get_decision_list(chair, number, meeting).decisions
    assert decided.withdrawn_on == TODAY
    assert row_of(CaseAction).outcome is ActionOutcome.DROPPED
    assert problems_of(withdraw, chair, number, meeting) == {"": MeetingProblem.NOT_THERE}
    assert problems_of(reword, chair, number, meeting, 2) == {"": MeetingProblem.NOT_THERE}


def test_a_withdrawn_decision_leaves_the_list_of_who_would_do_it(chair, number):
    colleague = a_user(Role.INTERVENTION_TEAM)
    people.link(
        chair, CASES, number, user_id=colleague.id, from_on=TODAY, last_on=None, reason="Werkt mee."
    )
    meeting = a_meeting(chair, number)
    ticked(chair, number, meeting)
    a_decision(
        chair, number, meeting, owner=an_owner(user_id=colleague.id), due_on=TODAY + A_DAY * 7
    )
    given = {"kind": NoticeKind.ACTION_GIVEN, "cleared_at": None}
    assert rows_of(Notice, **given)

    withdraw(chair, number, meeting)

    assert rows_of(Notice, **given) == []
    assert row_of(CaseAction).done_on == TODAY


def test_an_action_that_is_done_keeps_its_words_and_its_outcome(chair, number, meeting):
    action = row_of(CaseAction).id
    actions.settle_action(
        chair, number, action, outcome=ActionOutcome.DONE, result="", done_on=TODAY
    )

    reword(chair, number, meeting)
    withdraw(chair, number, meeting)

    assert row_of(CaseAction).outcome is ActionOutcome.DONE


def test_a_decision_without_an_action_is_reworded_and_withdrawn(chair, number):
    meeting = a_meeting(chair, number)
    ticked(chair, number, meeting)
    a_decision(chair, number, meeting)

    reword(chair, number, meeting)
    withdraw(chair, number, meeting)

    assert row_of(Decision).withdrawn_on == TODAY


def test_a_decision_of_another_case_is_none_of_this_one(chair, number, meeting):
    other = a_case(State.PLANNING, by=chair)
    foreign = a_meeting(chair, other)
    ticked(chair, other, foreign)
    a_decision(chair, other, foreign)
    which = next(row.id for row in rows_of(Decision) if row.case_id == id_of(other))

    for act in (reword, withdraw):
        found = problems_of(act, chair, number, meeting, which=which)
        assert found == {"": MeetingProblem.NOT_THERE}


@pytest.mark.parametrize("role", [Role.INTERVENTION_TEAM, Role.COORDINATOR])
def test_who_works_on_the_case_reads_the_list_and_approves_nothing(chair, number, meeting, role):
    colleague = a_user(role)
    if role is Role.INTERVENTION_TEAM:
        people.link(
            chair,
            CASES,
            number,
            user_id=colleague.id,
            from_on=TODAY,
            last_on=None,
            reason="Werkt mee.",
        )

    assert not get_decision_list(colleague.actor, number, meeting).may_hold
    assert [one.meeting_id for one in get_meetings_of(colleague.actor, number).items] == [meeting]
    for act in (approve, reword, withdraw):
        with pytest.raises(Refused):
            act(colleague.actor, number, meeting)


def test_a_list_holds_one_case_only(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other)
    for one, text in ((number, "Eerste."), (other, CANARY)):
        ticked(chair, one, meeting)
        a_decision(chair, one, meeting, text=text)
        closed(chair, one, meeting)

    told = get_decision_list(chair, number, meeting)

    assert CANARY not in str(told)
    assert told.next_number == other
    approve(chair, other, meeting)
    assert get_decision_list(chair, number, meeting).next_number == ""


def test_a_list_tells_the_next_meeting_of_its_own_case(chair, number, meeting):
    other = a_case(State.PLANNING, by=chair)
    a_meeting(chair, other, on=TODAY + A_DAY)
    assert get_decision_list(chair, number, meeting).next_on is None

    a_meeting(chair, number, on=TODAY + A_DAY * 28)

    assert get_decision_list(chair, number, meeting).next_on == TODAY + A_DAY * 28


def test_the_list_that_waits_next_is_of_this_meeting_was_held_and_is_ones_own(chair):
    numbers = [a_case(State.PLANNING, by=chair) for _ in range(3)]
    first, second, third = numbers
    meeting = a_meeting(chair, first, second)
    elsewhere = a_meeting(chair, third)
    for which, where in ((first, meeting), (third, elsewhere)):
        ticked(chair, which, where)
        closed(chair, which, where)
    assert get_decision_list(chair, first, meeting).next_number == ""

    ticked(chair, second, meeting)
    closed(chair, second, meeting)
    assert get_decision_list(chair, first, meeting).next_number == second

    reader = a_user(Role.COORDINATOR).actor
    assert get_decision_list(reader, first, meeting).next_number == ""


def test_the_meetings_of_a_case_count_the_decisions_that_stand(chair, number):
    meeting, taken = a_meeting(chair, number), a_meeting(chair, number, on=TODAY + A_DAY)
    ticked(chair, number, meeting)
    for text in ("De corporatie belt.", "Het wijkteam komt langs."):
        a_decision(chair, number, meeting, text=text)
    withdraw(chair, number, meeting, which=rows_of(Decision)[0].id)
    other = a_case(State.PLANNING, by=chair)
    there = a_meeting(chair, other)
    closed(chair, number, meeting)
    ticked(chair, other, there)
    a_decision(chair, other, there)
    meetings.take_off(chair, number, taken, reason="Toch niet.")

    assert [(one.meeting_id, one.decisions) for one in get_meetings_of(chair, number).items] == [
        (meeting, 1)
    ]


@pytest.mark.parametrize("look", [get_decision_list, get_meetings_of])
def test_of_a_destroyed_case_no_list_is_left(chair, look):
    number = a_case(State.DESTROYED, by=chair, director=chair.id)
    more = [uuid4()] if look is get_decision_list else []

    with pytest.raises(Refused) as refused:
        look(chair, number, *more)

    assert refused.value.verdict.hidden


def test_the_plan_waits_for_an_approved_list(chair, number, meeting):
    def lacking():
        sheet = get_sheet(chair, number)
        return next(one.missing for one in sheet.moves if one.code is MoveCode.ADOPT_PLAN)

    assert Need.DECISION_LIST_APPROVED in lacking()
    approve(chair, number, meeting)
    assert Need.DECISION_LIST_APPROVED not in lacking()


def test_the_builder_of_a_list_holds_a_real_meeting(number):
    a_decision_list(number)

    assert row_of(CaseMeeting).chair_id == director_of(number).id


def test_a_partner_takes_its_own_open_actions_home_and_no_other(chair, number, meeting, partner):
    other = an_organisation(name="Corporatie")
    an_action(chair, number, organisation_id=other, text=CANARY)
    an_action(chair, number, organisation_id=partner, text=CANARY, regie=True)
    an_action(chair, number, organisation_id=partner, text="Loopt langs.")

    page = get_action_list(chair, meeting, partner)

    [sheet] = page.sheets
    assert sheet.number == number
    assert [one.text for one in sheet.actions] == ["De aanpak blijft lokaal.", "Loopt langs."]
    assert CANARY not in str(page)
    assert "Zichtbaar" not in str(page)


def test_each_case_has_a_sheet_of_its_own_and_only_cases_it_was_asked_for(chair, number, partner):
    cases = [number, *(a_case(State.PLANNING, by=chair) for _ in range(2))]
    meeting = a_meeting(chair, *cases)
    for one in cases[:2]:
        prepared(chair, one, meeting, f"c:{a_contact(partner)}")
    for one in cases:
        an_action(chair, one, organisation_id=partner)

    sheets = get_action_list(chair, meeting, partner).sheets

    assert [sheet.number for sheet in sheets] == cases[:2]
    assert [len(sheet.actions) for sheet in sheets] == [1, 1]
    assert {task.contact for sheet in sheets for task in sheet.actions} == {""}


def test_a_case_in_which_a_partner_has_nothing_to_do_has_no_sheet(chair, number, partner):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other)
    for one in (number, other):
        prepared(chair, one, meeting, f"c:{a_contact(partner)}")
    an_action(chair, number, organisation_id=partner)

    assert [one.number for one in get_action_list(chair, meeting, partner).sheets] == [number]


def test_nothing_to_take_home_is_no_verstrekking(chair, number, meeting, partner):
    withdraw(chair, number, meeting)

    found = problems_of(action_list.hand_action_list, chair, meeting, partner, means=Means.PAPER)
    assert found == {"": MeetingProblem.NOTHING}


def test_a_partner_that_did_not_sit_there_has_no_list(chair, meeting):
    stranger = an_organisation()

    for act in (
        lambda: get_action_list(chair, meeting, stranger),
        lambda: action_list.hand_action_list(chair, meeting, stranger, means=Means.PAPER),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert refused.value.problems == {"partner": MeetingProblem.NOT_THERE}


def test_the_interventieteam_hands_out_no_list(chair, number, meeting, partner):
    worker = a_user(Role.INTERVENTION_TEAM)
    people.link(
        chair, CASES, number, user_id=worker.id, from_on=TODAY, last_on=None, reason="Werkt mee."
    )

    with pytest.raises(Refused):
        get_action_list(worker.actor, meeting, partner)


@pytest.mark.parametrize("role", [Role.INTERVENTION_TEAM, Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_holds_no_meetings_books_no_list_as_given(meeting, partner, role):
    stranger = a_user(role).actor
    before = fingerprint()

    with pytest.raises(Refused):
        action_list.hand_action_list(stranger, meeting, partner, means=Means.PAPER)

    assert fingerprint() == before
