from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import CaseTerm
from pga.cases.models.doors import Notice
from pga.cases.models.meeting import Attendance, CaseMeeting, MeetingItem
from pga.cases.reading.desk import get_desk
from pga.cases.reading.lists import Filter
from pga.cases.reading.meetings import (
    get_calendar_file,
    get_invitations,
    get_meeting,
    get_preparing,
    list_choices,
    list_meetings,
)
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES, PROCESREGISSEUR
from pga.cases.rules.meetings import (
    AttendeeKind,
    ItemStatus,
    MeetingProblem,
    Planned,
    Prepared,
)
from pga.cases.rules.needs import Need
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import meetings
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.services import people
from pga.partners.models import ContactPerson
from pga.partners.rules import PartnerKind
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Means, Purpose
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_meeting,
    a_recusal,
    a_user,
    an_organisation,
    closed,
    id_of,
    prepared,
    ticked,
    version_of,
)
from tests.support.rows import fingerprint, lines, row_of, rows_of

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)
SOON = TODAY + A_DAY * 7
CANARY = "Kwartelstaart"


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
def guest():
    return f"c:{a_contact(an_organisation(name='Politie', kind=PartnerKind.POLICE))}"


def colleague_on(chair, number, role=Role.INTERVENTION_TEAM):
    colleague = a_user(role)
    people.link(
        chair, CASES, number, user_id=colleague.id, from_on=TODAY, last_on=None, reason="Werkt mee."
    )
    return colleague


def moved(chair, meeting, **changes):
    usual = {"on": SOON + A_DAY, "begins": time(10), "place": "De Bron"}
    version = row_of(CaseMeeting, id=meeting).version
    planned = Planned(**{**usual, **changes})
    meetings.move_meeting(chair, meeting, version, planned, reason="De wijkagent kan niet.")


def cancelled(chair, meeting):
    version = row_of(CaseMeeting, id=meeting).version
    meetings.cancel_meeting(chair, meeting, version, reason="Te weinig mensen.")


def problems_of(act, *args, **more):
    before = fingerprint()
    with pytest.raises(Invalid) as refused:
        act(*args, **more)
    assert fingerprint() == before
    return refused.value.problems


def planned_days(number):
    rows = rows_of(CaseTerm, case_id=id_of(number), kind=TermKind.PLANNED_MEETING, ended_on=None)
    return [row.due_on for row in rows]


def test_a_meeting_is_the_next_date_of_each_of_its_cases(chair, number):
    other = a_case(State.IN_EXECUTION, by=chair)

    a_meeting(chair, number, other, on=SOON)

    assert planned_days(number) == planned_days(other) == [SOON]
    assert get_sheet(chair, other).next is not Need.NEXT_MEETING_DATE
    assert SOON in {duty.due_on for duty in get_desk(chair, Filter()).work.lines}


def test_a_meeting_tells_each_colleague_who_is_asked_and_not_who_planned_it(chair, number):
    colleague = colleague_on(chair, number)
    get_sheet(colleague.actor, number)

    a_meeting(chair, number, on=SOON)

    told = rows_of(Notice, kind=NoticeKind.MEETING_INVITED)
    assert {row.user_id for row in told} == {colleague.id}


def test_who_is_asked_for_one_case_hears_nothing_of_the_other(chair, number):
    colleague, other = colleague_on(chair, number), a_case(State.PLANNING, by=chair)

    a_meeting(chair, number, other, on=SOON)

    told = rows_of(Notice, kind=NoticeKind.MEETING_INVITED, user_id=colleague.id)
    assert [row.case_id for row in told] == [id_of(number)]


def test_who_is_asked_later_on_hears_it_too(chair, number):
    meeting = a_meeting(chair, number, on=SOON)
    colleague = colleague_on(chair, number)
    assert rows_of(Notice, kind=NoticeKind.MEETING_INVITED) == []

    prepared(chair, number, meeting, f"u:{colleague.id}")

    told = rows_of(Notice, kind=NoticeKind.MEETING_INVITED)
    assert {row.user_id for row in told} == {colleague.id}


def test_who_works_on_the_case_is_asked_without_typing(chair, number):
    colleague = colleague_on(chair, number)

    meeting = a_meeting(chair, number)

    chosen = set(get_preparing(chair, number, meeting).chosen)
    assert chosen == {f"u:{chair.id}", f"u:{colleague.id}"}


def test_who_may_only_read_the_case_is_asked_by_somebody_and_not_by_itself(chair, number):
    coordinator = a_user(Role.COORDINATOR)

    begun = get_preparing(chair, number, a_meeting(chair, number))

    assert f"u:{coordinator.id}" in {one.key for one in begun.choices}
    assert begun.chosen == (f"u:{chair.id}",)


def test_who_came_last_time_is_asked_again_and_who_left_the_partner_is_not(chair, number, guest):
    gone = a_contact(an_organisation(), "Gerda Gegaan")
    first = a_meeting(chair, number)
    prepared(chair, number, first, guest, f"c:{gone}", "person", purpose="De huur redden.")
    ticked(chair, number, first)
    closed(chair, number, first)

    with transaction() as session:
        session.get_one(ContactPerson, gone).last_on = TODAY - A_DAY
        record(session, None, Line(Event.SEEDED))

    again = get_preparing(chair, number, a_meeting(chair, number, on=SOON))

    assert set(again.chosen) == {f"u:{chair.id}", guest, "person"}
    assert again.purpose == "De huur redden."


def test_who_came_for_another_case_or_was_never_there_is_not_asked_again(chair, number, guest):
    other = a_case(State.PLANNING, by=chair)
    held, planned = a_meeting(chair, other), a_meeting(chair, number, on=SOON)
    prepared(chair, other, held, guest)
    ticked(chair, other, held)
    closed(chair, other, held)
    prepared(chair, number, planned, guest)

    again = get_preparing(chair, number, a_meeting(chair, number, on=SOON + A_DAY))

    assert again.chosen == (f"u:{chair.id}",)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"on": TODAY - A_DAY}, {"on": MeetingProblem.IN_PAST}),
        ({"on": TODAY + A_DAY * 732}, {"on": MeetingProblem.TOO_FAR}),
    ],
)
def test_a_day_that_cannot_be_is_refused(chair, number, changes, problems):
    assert problems_of(a_meeting, chair, number, **changes) == problems


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_works_on_no_case_plans_no_meeting(number, role):
    with pytest.raises(Refused):
        a_meeting(a_user(role).actor, number)

    assert rows_of(CaseMeeting) == []


def test_a_meeting_has_at_least_one_case_and_not_too_many(chair, number):
    assert problems_of(a_meeting, chair) == {"cases": MeetingProblem.NO_CASES}
    many = [f"LAR-2026-{n:04}" for n in range(13)]
    assert problems_of(a_meeting, chair, *many) == {"cases": MeetingProblem.TOO_MANY_CASES}


@pytest.mark.parametrize("state", [State.REFERRED, State.IN_TRIAGE, State.REJECTED, State.CLOSED])
def test_a_case_that_is_not_admitted_or_does_not_run_comes_on_no_agenda(chair, state):
    over = a_case(state, by=chair)

    assert problems_of(a_meeting, chair, over) == {"cases": MeetingProblem.NOT_YOURS}


def test_a_case_of_somebody_else_and_none_are_the_same_answer(chair):
    foreign = a_case(State.PLANNING)

    found = [problems_of(a_meeting, chair, one) for one in (foreign, "LAR-2026-9999")]

    assert found == [{"cases": MeetingProblem.NOT_YOURS}] * 2
    assert rows_of(CaseMeeting) == []


def test_a_colleague_sees_the_meeting_with_the_own_cases_only(chair, number):
    other = a_case(State.PLANNING, by=chair)
    colleague = colleague_on(chair, number).actor
    meeting = a_meeting(chair, number, other)

    page = get_meeting(colleague, meeting)

    assert [one.number for one in page.items] == [number]
    assert page.others == 1
    assert other not in str(page)
    assert not page.leads
    assert [one.id for one in list_meetings(colleague).ahead] == [meeting]


@pytest.mark.parametrize("municipality", ["LAR", "EEM"])
def test_who_may_open_none_of_the_cases_finds_no_meeting(chair, number, municipality):
    meeting = a_meeting(chair, number)
    stranger = a_user(municipality=municipality).actor

    assert list_meetings(stranger).ahead == ()
    for look in (get_meeting, get_invitations, get_calendar_file):
        with pytest.raises(Refused) as nothing:
            look(stranger, uuid4())
        with pytest.raises(Refused) as hidden:
            look(stranger, meeting)
        assert hidden.value.verdict == nothing.value.verdict


@pytest.mark.both
def test_a_meeting_that_moves_takes_its_cases_along_and_wants_new_invitations(chair, number, guest):
    colleague = colleague_on(chair, number)
    meeting = a_meeting(chair, number, on=SOON)
    prepared(chair, number, meeting, guest)
    meetings.note_invited(chair, meeting, guest, means=Means.SECURE_MAIL)
    get_sheet(colleague.actor, number)

    moved(chair, meeting)

    assert planned_days(number) == [SOON + A_DAY]
    assert {row.invited_on for row in rows_of(Attendance)} == {None}
    told = get_meeting(chair, meeting)
    assert (told.begins, told.place) == (time(10), "De Bron")
    waiting = rows_of(Notice, user_id=colleague.id, cleared_at=None)
    assert [row.kind for row in waiting] == [NoticeKind.MEETING_MOVED]
    assert lines(Event.MEETING_MOVED, about=id_of(number))


def test_another_meeting_of_the_case_keeps_its_day(chair, number):
    a_meeting(chair, number, on=SOON + A_DAY * 20)
    meeting = a_meeting(chair, number, on=SOON)

    moved(chair, meeting)
    assert sorted(planned_days(number)) == [SOON + A_DAY, SOON + A_DAY * 20]
    cancelled(chair, meeting)
    assert planned_days(number) == [SOON + A_DAY * 20]

    last = a_meeting(chair, number, on=SOON + A_DAY * 30)
    first = a_meeting(chair, number, on=SOON)
    cancelled(chair, last)
    assert sorted(planned_days(number)) == [SOON, SOON + A_DAY * 20]
    cancelled(chair, first)
    assert planned_days(number) == [SOON + A_DAY * 20]


def test_a_meeting_that_moves_has_a_line_of_its_own_and_one_of_each_case(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other, on=SOON)

    moved(chair, meeting)

    planned = {line.object_id for line in lines(Event.MEETING_PLANNED)}
    about = {line.object_id for line in lines(Event.MEETING_MOVED)}
    assert planned == about
    assert about == {meeting, id_of(number), id_of(other)}


def test_a_cancelled_meeting_leaves_the_calendar_and_tells_so(chair, number, guest):
    colleague, other = colleague_on(chair, number), a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, on=SOON)
    prepared(chair, number, meeting, guest)

    cancelled(chair, meeting)

    assert planned_days(number) == []
    assert get_meeting(chair, meeting).cancelled_on == TODAY
    assert {row.kind for row in rows_of(Notice, user_id=colleague.id, cleared_at=None)} == {
        NoticeKind.LINKED
    }
    assert "METHOD:CANCEL\r\n" in get_calendar_file(colleague.actor, meeting)
    assert "STATUS:CANCELLED\r\n" in get_calendar_file(chair, meeting, guest)
    for act in (
        lambda: moved(chair, meeting),
        lambda: meetings.add_case(chair, meeting, other),
        lambda: meetings.note_invited(chair, meeting, guest, means=Means.LETTER),
        lambda: ticked(chair, number, meeting),
        lambda: prepared(chair, number, meeting),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert refused.value.problems == {"": MeetingProblem.CANCELLED}


def test_a_cancelled_meeting_has_a_line_of_its_own_and_one_of_each_case(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other, on=SOON)

    cancelled(chair, meeting)

    about = {line.object_id for line in lines(Event.MEETING_CANCELLED)}
    assert about == {meeting, id_of(number), id_of(other)}


def test_a_case_that_went_off_the_agenda_does_not_move_along(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other, on=SOON)
    meetings.take_off(chair, other, meeting, reason="De corporatie lost het op.")

    moved(chair, meeting)

    assert (planned_days(number), planned_days(other)) == ([SOON + A_DAY], [])


def test_a_notice_that_was_seen_keeps_the_moment_when_the_meeting_is_cancelled(chair, number):
    colleague = colleague_on(chair, number)
    meeting = a_meeting(chair, number, on=SOON)
    get_sheet(colleague.actor, number)

    with clock.stopped_at(NOW + A_DAY):
        cancelled(chair, meeting)

    assert row_of(Notice, kind=NoticeKind.MEETING_INVITED).cleared_at == NOW


def test_a_cancelled_meeting_takes_its_own_line_off_the_list_and_no_other(chair, number):
    colleague, other = colleague_on(chair, number), a_case(State.PLANNING, by=chair)
    days = {"from_on": TODAY, "last_on": None}
    people.link(chair, CASES, other, user_id=colleague.id, reason="Werkt mee.", **days)
    meeting = a_meeting(chair, number, on=SOON)
    a_meeting(chair, other, on=SOON)
    moved(chair, meeting)

    cancelled(chair, meeting)

    waiting = rows_of(Notice, user_id=colleague.id, cleared_at=None)
    assert {(row.case_id, row.kind) for row in waiting} == {
        (id_of(number), NoticeKind.LINKED),
        (id_of(other), NoticeKind.LINKED),
        (id_of(other), NoticeKind.MEETING_INVITED),
    }
    assert (planned_days(number), planned_days(other)) == ([], [SOON])


def test_a_meeting_that_began_is_not_moved_or_cancelled(chair, number):
    meeting = a_meeting(chair, number)
    ticked(chair, number, meeting)

    assert problems_of(moved, chair, meeting) == {"": MeetingProblem.BEGUN}
    assert problems_of(cancelled, chair, meeting) == {"": MeetingProblem.BEGUN}


@pytest.mark.both
def test_two_who_move_a_meeting_do_not_undo_each_other(chair, number):
    meeting = a_meeting(chair, number, on=SOON)
    moved(chair, meeting)
    planned = Planned(on=SOON, begins=time(9), place="Elders")

    with pytest.raises(StaleDossier):
        meetings.move_meeting(chair, meeting, 1, planned, reason="Ik ook.")


def test_each_meeting_has_its_own_cases_and_preparation(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting, later = a_meeting(chair, number, on=SOON), a_meeting(chair, number, on=SOON + A_DAY)
    prepared(chair, number, meeting, purpose="De huur redden.")
    meetings.add_case(chair, later, other)

    assert [one.number for one in get_meeting(chair, meeting).items] == [number]
    assert get_preparing(chair, number, meeting).purpose == "De huur redden."
    assert get_preparing(chair, number, later).purpose != "De huur redden."
    meetings.take_off(chair, number, later, reason="Een keer is genoeg.")
    with pytest.raises(Invalid, match="meeting=not_there"):
        get_preparing(chair, number, later)


def test_a_chair_who_works_elsewhere_too_finds_the_meeting_here_only(stopped):
    chair = a_user(also={"BLA": Role.SAFETY_TEAM}).actor
    meeting = a_meeting(chair, a_case(State.PLANNING, by=chair), on=SOON)

    assert get_meeting(chair, meeting)
    with pytest.raises(Refused):
        get_meeting(replace(chair, municipality="BLA"), meeting)


def test_a_colleague_who_directs_all_of_the_cases_moves_the_meeting(chair, number):
    meeting, colleague = a_meeting(chair, number, on=SOON), a_user()
    people.name_director(
        chair,
        CASES,
        number,
        version_of(number),
        part=PROCESREGISSEUR,
        user_id=colleague.id,
        reason="Neemt het over.",
    )

    moved(colleague.actor, meeting)

    assert planned_days(number) == [SOON + A_DAY]


def test_a_colleague_who_directs_only_one_of_the_cases_does_not_move_the_meeting(chair, number):
    other = a_case(State.PLANNING, by=chair)
    colleague = colleague_on(chair, number, Role.SAFETY_TEAM).actor
    meeting = a_meeting(chair, number, other, on=SOON)

    assert problems_of(moved, colleague, meeting) == {"": MeetingProblem.NOT_YOURS}


def test_the_interventieteam_moves_no_meeting_and_reads_no_invitations(chair, number, guest):
    worker = colleague_on(chair, number).actor
    meeting = a_meeting(chair, number, on=SOON)
    prepared(chair, number, meeting, guest)

    for act in (moved, cancelled, get_invitations):
        with pytest.raises(Refused):
            act(worker, meeting)
    with pytest.raises(Refused):
        get_calendar_file(worker, meeting, guest)


def test_a_case_comes_on_the_agenda_and_goes_off(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, on=SOON)
    assert get_meeting(chair, meeting).addable == (other,)

    meetings.add_case(chair, meeting, other)
    assert problems_of(meetings.add_case, chair, meeting, other) == {
        "cases": MeetingProblem.ON_AGENDA
    }
    meetings.take_off(chair, other, meeting, reason="De corporatie lost het op.")

    assert [one.number for one in get_meeting(chair, meeting).items] == [number]
    assert planned_days(other) == []
    meetings.add_case(chair, meeting, other)
    assert planned_days(other) == [SOON]
    assert len(rows_of(MeetingItem)) == 2
    for _ in range(4):
        meetings.take_off(chair, other, meeting, reason="Toch niet.")
        assert (planned_days(number), planned_days(other)) == ([SOON], [])
        meetings.add_case(chair, meeting, other)


def test_what_was_talked_about_stays_on_the_agenda(chair, number):
    meeting = a_meeting(chair, number)
    ticked(chair, number, meeting)

    found = problems_of(meetings.take_off, chair, number, meeting, reason="Toch niet.")
    assert found == {"": MeetingProblem.BEGUN}


def test_a_case_that_went_off_the_agenda_takes_no_time(chair, number):
    gone, last = (a_case(State.PLANNING, by=chair) for _ in range(2))
    meeting = a_meeting(chair, number, gone, last, on=SOON)
    begins = {one.number: one.begins for one in get_meeting(chair, meeting).items}

    meetings.take_off(chair, gone, meeting, reason="De corporatie lost het op.")

    after = {one.number: one.begins for one in get_meeting(chair, meeting).items}
    assert after == {number: begins[number], last: begins[gone]}


def test_the_order_of_the_agenda_sets_the_times(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other, on=SOON)
    prepared(chair, number, meeting, minutes=45)

    def times():
        return [(one.number, one.begins) for one in get_meeting(chair, meeting).items]

    assert times() == [(number, time(14)), (other, time(14, 45))]
    meetings.reorder(chair, meeting, [other, number])
    assert times() == [(other, time(14)), (number, time(14, 20))]
    assert problems_of(meetings.reorder, chair, meeting, [other]) == {"": MeetingProblem.NOT_THERE}


def test_an_invitation_holds_numbers_and_times_and_no_name(chair, number, guest):
    other = a_case(State.PLANNING, by=chair)
    a_contribution(chair, number, fact=CANARY)
    meeting = a_meeting(chair, number, other, on=SOON)
    for one in (number, other):
        prepared(chair, one, meeting, guest, question="Wat is er nieuw?")

    [invitation] = get_invitations(chair, meeting).invitations

    assert [(one.number, one.begins) for one in invitation.cases] == [
        (number, time(14)),
        (other, time(14, 20)),
    ]
    assert CANARY not in str(invitation)
    assert "Zichtbaar" not in str(invitation)


def test_an_invitation_that_went_out_is_a_verstrekking_for_each_case(chair, number, guest):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other, on=SOON)
    prepared(chair, number, meeting, guest)
    prepared(chair, other, meeting, guest)

    meetings.note_invited(chair, meeting, guest, means=Means.SECURE_MAIL)

    found = rows_of(Disclosure, purpose=Purpose.MEETING)
    assert {row.dossier_id for row in found} == {id_of(number), id_of(other)}
    assert get_invitations(chair, meeting).invitations[0].sent_on == TODAY
    assert len(lines(Event.INVITED)) == 2


def test_the_person_of_one_case_gets_no_paper_about_another(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other, on=SOON)
    for one in (number, other):
        prepared(chair, one, meeting, "person")

    papers = get_invitations(chair, meeting).invitations

    assert [[one.number for one in paper.cases] for paper in papers] == [[number], [other]]
    meetings.note_invited(chair, meeting, f"person:{number}", means=Means.LETTER)
    assert [row.dossier_id for row in rows_of(Disclosure, purpose=Purpose.MEETING)] == [
        id_of(number)
    ]


@pytest.mark.parametrize("guest_key", ["", "c:nobody", "person"])
def test_an_invitation_to_nobody_is_not_noted(chair, number, guest_key):
    meeting = a_meeting(chair, number, on=SOON)

    found = problems_of(meetings.note_invited, chair, meeting, guest_key, means=Means.LETTER)
    assert found == {"guest": MeetingProblem.NOT_INVITABLE}


def test_a_calendar_file_carries_numbers_and_times_only(chair, number, guest):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other, on=SOON)
    prepared(chair, number, meeting, guest, purpose=CANARY, question=CANARY)

    mine, theirs = get_calendar_file(chair, meeting), get_calendar_file(chair, meeting, guest)
    assert [line.purpose for line in lines(Event.LIST, about=meeting)] == ["meeting"] * 2

    assert f"SUMMARY:Casusoverleg {number}\r\n" in mine
    assert "DTSTART:20261202T130000Z\r\n" in mine
    assert other in mine
    assert other not in theirs
    for text in (mine, theirs):
        assert "Gemeentehuis" not in text
        assert CANARY not in text
        assert "Politie" not in text


def test_a_meeting_that_moved_replaces_its_calendar_file(chair, number):
    meeting = a_meeting(chair, number, on=SOON)
    before = get_calendar_file(chair, meeting)

    moved(chair, meeting)
    after = get_calendar_file(chair, meeting)

    assert "SEQUENCE:1\r\n" in before
    assert "SEQUENCE:2\r\n" in after
    assert before.split("UID:")[1].split("\r\n")[0] == after.split("UID:")[1].split("\r\n")[0]


def test_who_is_nobody_has_no_calendar_file(chair, number):
    meeting = a_meeting(chair, number)

    with pytest.raises(Invalid, match="guest=not_there"):
        get_calendar_file(chair, meeting, "c:nobody")


def test_who_is_asked_can_be_changed_and_somebody_of_no_list_can_come(chair, number, guest):
    colleague = colleague_on(chair, number)
    meeting = a_meeting(chair, number)
    partner = an_organisation()

    prepared(chair, number, meeting, guest, extra_name="Piet", extra_organisation_id=partner)
    prepared(chair, number, meeting, extra_name="Ineke Incidenteel")
    begun = get_preparing(chair, number, meeting)
    kinds = sorted(row.kind for row in rows_of(Attendance))
    assert kinds == sorted(
        [
            *(AttendeeKind.COLLEAGUE, AttendeeKind.COLLEAGUE),
            *(AttendeeKind.PARTNER, AttendeeKind.PARTNER, AttendeeKind.INCIDENTAL),
        ]
    )
    fewer = tuple(key for key in begun.chosen if key != f"u:{colleague.id}")
    meetings.prepare(
        chair,
        number,
        meeting,
        begun.version,
        replace(_as_prepared(begun), invited=fewer),
    )

    assert len(rows_of(Attendance)) == 4


def _as_prepared(begun):
    return Prepared(
        purpose=begun.purpose,
        question=begun.question,
        minutes=begun.minutes,
        invited=begun.chosen,
    )


@pytest.mark.parametrize(
    ("invited", "changes", "problems"),
    [
        (["c:nobody"], {}, {"invited": MeetingProblem.NOT_INVITABLE}),
        ([], {"extra_organisation_id": uuid4()}, {"extra_name": MeetingProblem.NO_NAME}),
    ],
)
def test_a_preparation_that_cannot_be_writes_nothing(chair, number, invited, changes, problems):
    meeting = a_meeting(chair, number)

    assert problems_of(prepared, chair, number, meeting, *invited, **changes) == problems


def test_a_colleague_who_stepped_back_is_not_asked(chair, number):
    knows, other = colleague_on(chair, number), colleague_on(chair, number)
    a_recusal(knows.actor, number)

    meeting = a_meeting(chair, number)

    keys = {one.key for one in get_preparing(chair, number, meeting).choices}
    assert f"u:{other.id}" in keys
    assert f"u:{knows.id}" not in keys


def test_one_chooses_among_the_running_cases_that_are_ones_own(chair, number):
    a_case(State.CLOSED, by=chair)
    a_case(State.PLANNING)

    assert [one.number for one in list_choices(chair)] == [number]
    assert lines(Event.LIST)[-1].purpose == "meetings"


def test_a_coordinator_who_works_on_a_case_can_hold_its_meeting(chair, number):
    coordinator = a_user(Role.COORDINATOR).actor

    assert problems_of(a_meeting, coordinator, number) == {"cases": MeetingProblem.NOT_YOURS}


def test_what_was_held_and_waits_stays_ahead_and_what_was_never_held_is_past(chair, number):
    other = a_case(State.PLANNING, by=chair)
    held, missed = a_meeting(chair, number, other), a_meeting(chair, other)
    ticked(chair, number, held)
    closed(chair, number, held)

    with clock.stopped_at(NOW + A_DAY * 3):
        coming = a_meeting(chair, number)
        found = list_meetings(chair)

    assert [one.id for one in found.ahead] == [held, coming]
    assert [one.to_approve for one in found.ahead] == [1, 0]
    assert [one.id for one in found.before] == [missed]
    assert lines(Event.LIST)[-1].purpose == "meetings"


def test_what_waits_for_approval_stays_in_sight(chair, number):
    meeting = a_meeting(chair, number)
    ticked(chair, number, meeting)
    closed(chair, number, meeting)

    with clock.stopped_at(NOW + A_DAY * 3):
        [line] = list_meetings(chair).ahead
        assert (line.id, line.to_approve) == (meeting, 1)
    assert row_of(MeetingItem).status is ItemStatus.DONE
