from datetime import UTC, date, datetime, time, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case
from pga.cases.reading.decision_list import get_decision_list
from pga.cases.reading.meetings import (
    SHOWN,
    get_invitations,
    get_meeting,
    get_preparing,
    list_choices,
    list_meetings,
)
from pga.cases.rules.meetings import AttendeeKind, ItemStatus
from pga.cases.rules.states import State
from pga.cases.services import decision_list, meetings
from pga.core import clock
from pga.core.database import transaction
from pga.privacy.disclosure_codes import Means
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import (
    a_case,
    a_contact,
    a_meeting,
    a_user,
    an_organisation,
    closed,
    id_in,
    prepared,
    ticked,
)

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)
SOON = TODAY + 7 * A_DAY


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def chair(stopped):
    return a_user().actor


@pytest.fixture
def number(chair):
    return a_case(State.PLANNING, by=chair, linked=[a_user(Role.INTERVENTION_TEAM).id])


@pytest.fixture
def police():
    return an_organisation(name="Politie")


def restrict(number):
    """Let the processing of a case be restricted: it can be read, and no more."""
    with transaction() as session:
        case = session.get_one(Case, id_in(session, number))
        case.processing_restricted = True
        record(session, None, Line(Event.SEEDED, Object("case", case.id)))


def told(page):
    return [
        (one.number, one.status, one.begins, one.invited, one.sent, one.to_send, one.may_hold)
        for one in page.items
    ]


def test_the_page_of_a_meeting_tells_of_each_case_who_was_asked_and_who_holds_it(
    chair, number, police
):
    other, free = (a_case(State.PLANNING, by=chair) for _ in range(2))
    silent = an_organisation(name="De Verzonnen Hof")
    a_contact(silent, "Willie van Waan")
    agent, colleague = (a_contact(police, name) for name in ("Tijs Testman", "Ans Agent"))
    meeting = a_meeting(chair, number, other, on=SOON)
    prepared(chair, number, meeting, f"c:{agent}", f"c:{colleague}", "person")
    prepared(chair, other, meeting, f"c:{agent}")
    meetings.note_invited(chair, meeting, f"c:{colleague}", means=Means.SECURE_MAIL)

    page = get_meeting(chair, meeting)

    assert told(page) == [
        (number, ItemStatus.WAITING, time(14), 5, 1, 3, True),
        (other, ItemStatus.WAITING, time(14, 20), 2, 0, 1, True),
    ]
    assert page.partners == ((police, "Politie"),)
    assert (page.addable, page.others) == ((free,), 0)
    assert (page.chair, page.place) == (chair.name, "Gemeentehuis, kamer 2")
    assert (page.leads, page.untouched, page.today_or_past) == (True, True, False)
    reader = get_meeting(a_user(Role.COORDINATOR).actor, meeting)
    assert [(one.number, one.may_hold) for one in reader.items] == [(number, False), (other, False)]
    assert (reader.leads, reader.addable) == (False, ())


def test_a_case_that_may_only_be_read_is_on_the_agenda_and_on_no_invitation(chair, number, police):
    other, guest = a_case(State.PLANNING, by=chair), f"c:{a_contact(police)}"
    meeting = a_meeting(chair, number, other, on=SOON)
    for one in (number, other):
        prepared(chair, one, meeting, guest)
    restrict(other)

    assert [(one.number, one.may_hold) for one in get_meeting(chair, meeting).items] == [
        (number, True),
        (other, False),
    ]
    [paper] = get_invitations(chair, meeting).invitations
    assert [(one.number, one.question) for one in paper.cases] == [(number, "")]
    assert [one.number for one in list_choices(chair)] == [number]


def test_the_person_hears_which_organisations_come_for_the_own_case(chair, number, police):
    other, housing = a_case(State.PLANNING, by=chair), an_organisation(name="De Verzonnen Hof")
    meeting = a_meeting(chair, number, other, on=SOON)
    prepared(chair, number, meeting, f"c:{a_contact(police)}", "person", question="Wat helpt?")
    prepared(chair, other, meeting, f"c:{a_contact(housing)}")

    papers = get_invitations(chair, meeting).invitations

    found = {
        (one.kind, one.organisation): (
            one.company,
            [(case.number, case.begins, case.question) for case in one.cases],
        )
        for one in papers
    }
    assert found == {
        (AttendeeKind.PERSON, ""): (("Politie",), [(number, time(14), "Wat helpt?")]),
        (AttendeeKind.PARTNER, "Politie"): ((), [(number, time(14), "Wat helpt?")]),
        (AttendeeKind.PARTNER, "De Verzonnen Hof"): ((), [(other, time(14, 20), "")]),
    }


def test_the_form_offers_everybody_once_and_who_is_of_no_list_too(chair, number, police):
    meeting = a_meeting(chair, number, on=SOON)
    agent = f"c:{a_contact(police, 'Tijs Testman')}"
    prepared(chair, number, meeting, agent, extra_name="Ineke Incidenteel")

    begun = get_preparing(chair, number, meeting)

    keys = [one.key for one in begun.choices]
    assert len(keys) == len(set(keys))
    assert set(begun.chosen) <= set(keys)
    assert {agent, "person", f"u:{chair.id}"} <= set(keys)
    loose = [one for one in begun.choices if one.key.startswith("a:")]
    assert [(one.name, one.kind) for one in loose] == [
        ("Ineke Incidenteel", AttendeeKind.INCIDENTAL)
    ]


def test_a_list_that_was_approved_waits_no_more(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other)
    for one in (number, other):
        ticked(chair, one, meeting)
        closed(chair, one, meeting)
    assert [(one.cases, one.to_approve) for one in list_meetings(chair).ahead] == [(2, 2)]

    version = get_decision_list(chair, number, meeting).version
    decision_list.approve(chair, number, meeting, version)

    assert [(one.cases, one.to_approve) for one in list_meetings(chair).ahead] == [(2, 1)]
    assert get_meeting(chair, meeting).items[0].approved


def test_a_dozen_of_the_meetings_that_were_are_shown_and_that_there_were_more(chair, number):
    for days in range(SHOWN):
        a_meeting(chair, number, on=TODAY + days * A_DAY)

    with clock.stopped_at(NOW + 60 * A_DAY):
        full = list_meetings(chair)
    a_meeting(chair, number, on=TODAY + SHOWN * A_DAY)
    with clock.stopped_at(NOW + 60 * A_DAY):
        more = list_meetings(chair)

    days = [TODAY + days * A_DAY for days in range(SHOWN + 1)][::-1]
    assert ([one.on for one in full.before], full.more) == (days[1:], False)
    assert ([one.on for one in more.before], more.more) == (days[:SHOWN], True)
    assert full.ahead == more.ahead == ()


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_works_on_no_case_sees_no_meetings_and_no_cases_to_meet_about(number, role):
    reader = a_user(role).actor

    for page in (list_meetings, list_choices):
        with pytest.raises(Refused):
            page(reader)
    assert list_choices(a_user(Role.COORDINATOR).actor) == ()
