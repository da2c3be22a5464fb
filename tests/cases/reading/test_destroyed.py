"""Of a case that was destroyed nothing is opened, by whichever page: there is nothing to read."""

import pytest

from pga.access.policy import Refused
from pga.cases.models.case import Case
from pga.cases.models.meeting import Decision, MeetingItem
from pga.cases.models.plan import CaseAction
from pga.cases.reading.adopting import get_adopting
from pga.cases.reading.decision_list import get_decision, get_decision_list
from pga.cases.reading.evaluating import get_evaluation_form, get_evaluations
from pga.cases.reading.handed_in import get_correcting, get_handed_in
from pga.cases.reading.information import get_round
from pga.cases.reading.informing import get_informing, get_postponing, get_telling
from pga.cases.reading.measuring import get_measure_form, get_measurements
from pga.cases.reading.meetings import get_on_agenda, get_preparing
from pga.cases.reading.meetings_of import get_meetings_of
from pga.cases.reading.plan import get_plan, get_plan_for_person, get_version
from pga.cases.reading.plan_forms import (
    get_action_form,
    get_goal_form,
    get_replying,
    get_settling,
    get_texts_form,
)
from pga.cases.reading.proposing import get_proposing
from pga.cases.reading.sharing import get_sharing
from pga.cases.reading.weighing import get_beginning, get_weighing
from pga.cases.rules.states import State
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import a_case, a_meeting, a_plan, a_user, id_in, id_of
from tests.support.rows import lines, row_of

PAGES = {
    "referral": lambda actor, number, _: get_handed_in(actor, number),
    "correction": lambda actor, number, _: get_correcting(actor, number),
    "beginning": lambda actor, number, _: get_beginning(actor, number),
    "weighing": lambda actor, number, _: get_weighing(actor, number),
    "information": lambda actor, number, _: get_round(actor, number),
    "informing": lambda actor, number, _: get_informing(actor, number),
    "telling": lambda actor, number, _: get_telling(actor, number),
    "postponing": lambda actor, number, _: get_postponing(actor, number),
    "measurements": lambda actor, number, _: get_measurements(actor, number),
    "evaluations": lambda actor, number, _: get_evaluations(actor, number),
    "evaluating": lambda actor, number, _: get_evaluation_form(actor, number),
    "proposing": lambda actor, number, _: get_proposing(actor, number),
    "measuring": lambda actor, number, _: get_measure_form(actor, number),
    "plan": lambda actor, number, _: get_plan(actor, number),
    "version": lambda actor, number, _: get_version(actor, number, 1),
    "for the person": lambda actor, number, _: get_plan_for_person(actor, number, 1),
    "adopting": lambda actor, number, _: get_adopting(actor, number),
    "goal": lambda actor, number, _: get_goal_form(actor, number),
    "action": lambda actor, number, _: get_action_form(actor, number),
    "outcome": lambda actor, number, _: get_settling(
        actor, number, row_of(CaseAction, case_id=id_of(number)).id
    ),
    "texts": lambda actor, number, _: get_texts_form(actor, number),
    "reply": lambda actor, number, _: get_replying(actor, number, 1),
    "sharing": lambda actor, number, _: get_sharing(actor, number, None),
    "meetings": lambda actor, number, _: get_meetings_of(actor, number),
    "preparation": get_preparing,
    "agenda": get_on_agenda,
    "decisions": get_decision_list,
    "decision": lambda actor, number, _: get_decision(actor, number, *decided(number)),
}


def decided(number):
    """Return the meeting and the decision that there is of a case."""
    row = row_of(Decision, case_id=id_of(number))
    return row_of(MeetingItem, id=row.item_id).meeting_id, row.id


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
