"""Of a case that was destroyed nothing is opened, by whichever page: there is nothing to read."""

import pytest

from pga.access.permissions import Permission
from pga.access.policy import Refused
from pga.cases.models.case import Case
from pga.cases.reading.decisions import get_decision_list, get_meetings_of
from pga.cases.reading.handed_in import get_handed_in
from pga.cases.reading.information import get_round
from pga.cases.reading.informing import get_informing
from pga.cases.reading.measuring import get_measure_form, get_measurements
from pga.cases.reading.meetings import get_preparing
from pga.cases.reading.plan import get_plan, get_plan_for_person, get_plan_form, get_version
from pga.cases.reading.sharing import get_sharing
from pga.cases.rules.states import State
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import a_case, a_meeting, a_plan, a_user, id_in
from tests.support.rows import lines

PAGES = {
    "referral": lambda actor, number, _: get_handed_in(actor, number),
    "information": lambda actor, number, _: get_round(actor, number),
    "informing": lambda actor, number, _: get_informing(actor, number),
    "measurements": lambda actor, number, _: get_measurements(actor, number),
    "measuring": lambda actor, number, _: get_measure_form(actor, number),
    "plan": lambda actor, number, _: get_plan(actor, number),
    "version": lambda actor, number, _: get_version(actor, number, 1),
    "for the person": lambda actor, number, _: get_plan_for_person(actor, number, 1),
    "plan form": lambda actor, number, _: get_plan_form(
        actor, number, permission=Permission.CASE_WORK
    ),
    "sharing": lambda actor, number, _: get_sharing(actor, number, None),
    "meetings": lambda actor, number, _: get_meetings_of(actor, number),
    "preparation": get_preparing,
    "decisions": get_decision_list,
}


@pytest.fixture
def director(cellar):
    return a_user().actor


@pytest.fixture
def case(director):
    """A case with a plan and a meeting."""
    number = a_case(State.PLANNING, by=director)
    a_plan(director, number)
    return number, a_meeting(director, number)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_destroyed_case_is_refused_and_opens_nothing(director, case, page):
    number, meeting = case
    assert PAGES[page](director, number, meeting)
    with transaction() as session:
        row = session.get_one(Case, id_in(session, number))
        row.state = State.DESTROYED
        record(session, director, Line(Event.SEEDED, Object("case", row.id)))
    before = len(lines(Event.READ))

    with pytest.raises(Refused) as refused:
        PAGES[page](director, number, meeting)

    assert refused.value.verdict.hidden
    assert len(lines(Event.READ)) == before
