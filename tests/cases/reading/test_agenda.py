from datetime import UTC, date, datetime, time, timedelta

import pytest

from pga.cases.reading.meetings import get_meeting, get_preparing
from pga.cases.rules.meetings import ItemStatus, MeetingProblem
from pga.cases.rules.states import State
from pga.cases.services import meetings
from pga.core import clock
from pga.core.errors import Invalid
from tests.builders import a_case, a_meeting, a_user, closed, prepared, ticked

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def chair(stopped):
    return a_user().actor


def agenda(actor, meeting):
    page = get_meeting(actor, meeting)
    return [(one.number, one.begins, one.status) for one in page.items], page.others


def test_an_agenda_holds_what_waits_is_open_or_done_and_gives_each_its_time(chair):
    done, gone, opened, waits = (a_case(State.PLANNING, by=chair) for _ in range(4))
    a_meeting(chair, gone, waits)
    meeting = a_meeting(chair, done, gone, opened, waits)
    prepared(chair, done, meeting, minutes=45)
    meetings.take_off(chair, gone, meeting, reason="De corporatie lost het op.")
    ticked(chair, done, meeting)
    closed(chair, done, meeting)
    ticked(chair, opened, meeting)

    assert agenda(chair, meeting) == (
        [
            (done, time(14), ItemStatus.DONE),
            (opened, time(14, 45), ItemStatus.OPEN),
            (waits, time(15, 5), ItemStatus.WAITING),
        ],
        0,
    )


def test_a_case_on_two_agendas_has_a_preparation_of_each_until_it_goes_off(chair):
    number = a_case(State.PLANNING, by=chair)
    first, second = a_meeting(chair, number), a_meeting(chair, number, on=TODAY + A_DAY)
    prepared(chair, number, first, purpose="De huur redden.")
    prepared(chair, number, second, purpose="Rust in de straat.")

    purposes = [get_preparing(chair, number, one).purpose for one in (first, second)]
    assert purposes == ["De huur redden.", "Rust in de straat."]

    meetings.take_off(chair, number, first, reason="Een keer is genoeg.")
    with pytest.raises(Invalid) as refused:
        get_preparing(chair, number, first)
    assert refused.value.problems == {"meeting": MeetingProblem.NOT_THERE}
    assert get_preparing(chair, number, second).purpose == "Rust in de straat."
