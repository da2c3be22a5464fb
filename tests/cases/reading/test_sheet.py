from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.reading.handed_in import get_handed_in
from pga.cases.reading.lists import Filter, list_cases
from pga.cases.reading.sheet import get_sheet
from pga.cases.reading.timeline import get_timeline
from pga.cases.room import CASES, CASUSREGISSEUR, PROCESREGISSEUR
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.needs import Need
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import triage, working
from pga.core import clock
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.reading.lookers import get_lookers
from pga.dossiers.services import flags, people
from pga.privacy.events import Event
from pga.settings.services import set_values
from tests.builders import (
    a_case,
    a_person,
    a_referral,
    a_user,
    a_weging,
    id_of,
    in_cases,
    version_of,
)
from tests.support.rows import lines

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
CONTENT = [get_sheet, get_handed_in, in_cases(get_changes)]


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


def hidden(ask, actor, number):
    with pytest.raises(Refused) as caught:
        ask(actor, number)
    return caught.value.verdict.hidden


def test_a_sheet_says_what_stands_and_what_comes(member):
    number = a_case(by=member.actor)

    sheet = get_sheet(member.actor, number)

    assert (sheet.head.name, sheet.head.state) == ("Jorinde Zichtbaar", State.REFERRED)
    assert sheet.received_on == clock.today()
    assert [term.kind for term in sheet.terms] == [TermKind.TRIAGE, TermKind.INFORM_REVIEW]
    assert [one.user_id for one in sheet.working] == [member.id]
    assert sheet.next is MoveCode.START_TRIAGE
    assert [move.code for move in sheet.moves] == [MoveCode.START_TRIAGE, MoveCode.END_REFERRED]


def test_a_family_is_reached_the_main_person_first(member):
    family = (a_person(), a_person(call_name="Pim"))
    number = a_case(by=member.actor, given=a_referral(persons=family))

    assert [one.name for one in get_sheet(member.actor, number).reach] == [
        "Jorinde Zichtbaar",
        "Pim Zichtbaar",
    ]


def test_a_flag_that_is_closed_is_told_apart_and_warns_no_more(member):
    other, number = (a_case(State.PLANNING, by=member.actor) for _ in range(2))
    days = [clock.today() + timedelta(days=days) for days in (40, 41, 42)]
    for which, day in zip((number, number, other), days, strict=True):
        flags.flag(member.actor, CASES, which, text=f"Bel op {day}.", due_on=day)
    first = get_sheet(member.actor, number).flags[0]
    flags.close_flag(member.actor, CASES, number, first.id, closing="Gebeld.")

    sheet = get_sheet(member.actor, number)

    assert [(one.due_on, one.closed_on, one.who) for one in sheet.flags] == [
        (days[1], None, member.name)
    ]
    assert [(one.due_on, one.closed_on, one.closing) for one in sheet.closed_flags] == [
        (days[0], clock.today(), "Gebeld.")
    ]
    assert {one.on for one in sheet.ahead} & set(days) == {days[1]}


def test_what_is_missing_for_a_move_is_told_with_it(member):
    number = a_case(State.PLANNING, by=member.actor)

    move = get_sheet(member.actor, number).moves[0]

    assert move.code is MoveCode.ADOPT_PLAN
    assert Need.CASUSREGISSEUR_NAMED in move.missing
    assert move.verdict.allowed


def test_a_move_of_another_role_says_so(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)

    allowed = {move.code: move.verdict.allowed for move in get_sheet(member.actor, number).moves}

    assert allowed[MoveCode.ADMIT]
    assert not allowed[MoveCode.SCALE_UP_DIRECTLY]


@pytest.mark.parametrize(
    ("state", "role", "because"),
    [
        (State.PLANNING, Role.INTERVENTION_TEAM, "linked"),
        (State.REFERRED, Role.SAFETY_TEAM, "open_intake"),
        (State.PLANNING, Role.COORDINATOR, "coordinator"),
    ],
)
def test_a_sheet_says_why_one_sees_the_name(state, role, because):
    who = a_user(role)
    linked = [who.id] if because == "linked" else []
    number = a_case(state, linked=linked)

    assert get_sheet(who.actor, number).head.because == because


def test_each_opening_is_a_line_with_what_was_shown(member):
    number = a_case(by=member.actor)

    get_sheet(member.actor, number)
    get_handed_in(member.actor, number)
    get_changes(member.actor, CASES, number)

    sheet, handed, changes = lines(Event.READ)
    assert [line.purpose for line in (sheet, handed, changes)] == [
        "case_work",
        "referral",
        "changes",
    ]
    assert {line.object_id for line in (sheet, handed, changes)} == {id_of(number)}
    assert "referral.occasion" not in sheet.fields
    assert "referral.occasion" in handed.fields
    assert "person.surname" in changes.fields


@pytest.mark.parametrize("ask", [*CONTENT, in_cases(get_lookers)])
def test_what_is_not_there_and_what_is_not_yours_are_the_same(member, ask):
    away = a_user(municipality="EEM")
    number = a_case(State.PLANNING, by=away.actor)

    assert hidden(ask, member.actor, number)
    assert hidden(ask, member.actor, "LAR-2026-9999")


@pytest.mark.parametrize("ask", CONTENT)
def test_a_case_that_one_stepped_back_from_is_not_there(ask):
    coordinator = a_user(Role.COORDINATOR)
    number = a_case(recused=[coordinator.id])

    assert hidden(ask, coordinator.actor, number)


def test_a_restricted_case_is_read_by_the_process_only(member):
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id], restricted=True)

    assert get_sheet(member.actor, number).head.name
    assert hidden(get_sheet, colleague.actor, number)


def test_the_day_of_destruction_counts_from_the_end(member):
    number = a_case(State.REJECTED, by=member.actor)
    assert get_sheet(member.actor, number).destroy_on is None

    set_values(
        member.id,
        "LAR",
        {"retention_rejected_months": "12"},
        from_on=clock.today(),
        reason="Proef",
    )

    assert get_sheet(member.actor, number).destroy_on == date(2027, 11, 24)


def test_the_timeline_tells_each_move_newest_first(member):
    number = a_case(by=member.actor)
    for minute, act in enumerate(
        (
            lambda: triage.start_triage(
                member.actor, number, version_of(number), duplicate_checked=True
            ),
            lambda: triage.decide_triage(
                member.actor, number, version_of(number), a_weging(procesregisseur_id=member.id)
            ),
            lambda: working.start_planning(member.actor, number, version_of(number), note="x"),
        ),
        start=1,
    ):
        with clock.stopped_at(NOW + timedelta(minutes=minute)):
            act()

    told = [line.move for line in get_timeline(member.actor, number).moves]

    assert told == [MoveCode.START_PLANNING, MoveCode.ADMIT, MoveCode.START_TRIAGE, None]


# --- changes


def test_what_was_changed_at_once_is_one_act(member):
    number = a_case(State.INFORMATION_ROUND, by=member.actor)
    other = a_user()
    with clock.stopped_at(NOW + timedelta(minutes=1)):
        people.name_director(
            member.actor,
            CASES,
            number,
            version_of(number),
            part=PROCESREGISSEUR,
            user_id=other.id,
            reason="Neemt over.",
        )

    newest = get_changes(member.actor, CASES, number).acts[0]

    assert (newest.who, newest.why) == (member.name, "Neemt over.")
    assert [(c.field, c.was, c.now) for c in newest.changed] == [
        ("procesregisseur_id", str(member.id), str(other.id))
    ]


def test_names_among_the_changes_are_given_with_them(member):
    number, other = a_case(State.INFORMATION_ROUND, by=member.actor), a_user()
    people.name_director(
        member.actor,
        CASES,
        number,
        version_of(number),
        part=CASUSREGISSEUR,
        user_id=other.id,
        reason="Kent hem.",
    )

    assert get_changes(member.actor, CASES, number).names[str(other.id)] == other.name


def test_a_destroyed_dossier_has_nothing_to_read(member):
    number = a_case(State.DESTROYED, by=member.actor)

    assert hidden(in_cases(get_changes), member.actor, number)
    assert hidden(get_handed_in, member.actor, number)


# --- who looked


def test_who_looked_is_told_newest_first_and_this_look_too(member):
    number, coordinator = a_case(State.PLANNING, by=member.actor), a_user(Role.COORDINATOR)
    get_sheet(member.actor, number)
    list_cases(member.actor, Filter(), names=True)

    found = get_lookers(coordinator.actor, CASES, number)

    told = [(one.who, one.role, one.purpose) for one in found.lines]
    assert told[-2:] == [
        (member.name, Role.SAFETY_TEAM, "list"),
        (member.name, Role.SAFETY_TEAM, "case_work"),
    ]
    assert told[0][0] == coordinator.name
    assert lines(Event.TRAIL_READ)[0].actor_id == coordinator.id


def test_the_fg_sees_who_looked_and_no_name(member):
    number = a_case(State.PLANNING, by=member.actor)
    get_sheet(member.actor, number)

    found = get_lookers(a_user(Role.DPO).actor, CASES, number)

    assert found.head is None
    assert [one.who for one in found.lines] == [member.name]
    assert lines(Event.READ)[-1].actor_id == member.id


def test_a_look_of_another_case_is_not_told(member):
    number, other = a_case(State.PLANNING, by=member.actor), a_case(by=member.actor)
    get_sheet(member.actor, other)

    assert get_lookers(a_user(Role.DPO).actor, CASES, number).total == 0


def test_a_linked_colleague_who_does_not_direct_does_not_see_who_looked(member):
    number = a_case(State.PLANNING, director=a_user().id, linked=[member.id])

    with pytest.raises(Refused) as caught:
        get_lookers(member.actor, CASES, number)

    assert not caught.value.verdict.hidden
