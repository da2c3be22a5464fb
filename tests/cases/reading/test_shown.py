from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.cases.reading.sheet import get_sheet
from pga.cases.reading.step import get_step
from pga.cases.room import CASES
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.states import HoldReason, State
from pga.cases.services import contact, working
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.head import get_head
from pga.dossiers.reading.people import get_people
from pga.dossiers.services import flags
from pga.privacy.columns import opened
from pga.privacy.events import Event
from tests.builders import (
    a_case,
    a_goal,
    a_person,
    a_referral,
    a_user,
    an_action,
    id_in,
    id_of,
    in_cases,
    version_of,
)
from tests.support.rows import lines, row_of

HEAD = {"person.call_name", "person.surname", "pga_case.safety_warning"}
READS = {
    "sheet": get_sheet,
    "step": lambda actor, number: get_step(actor, number, MoveCode.RESUME),
    "head": in_cases(get_head),
    "people": in_cases(get_people),
}


@pytest.fixture
def member(cellar):
    return a_user()


@pytest.fixture
def full(member):
    """A case of which each text that stands on a sheet is written."""
    given = a_referral(
        persons=(a_person(phone="06 00 00 00 11"), a_person(call_name="Pim")),
        safety="Er is een hond.",
    )
    number = a_case(State.IN_EXECUTION, by=member.actor, given=given)
    for text in ("Bel de wijkagent.", "Lees de brief."):
        flags.flag(member.actor, CASES, number, text=text, due_on=clock.today())
    first = get_sheet(member.actor, number).flags[0]
    flags.close_flag(member.actor, CASES, number, first.id, closing="Gebeld.")
    relative = row_of(CASES.models["person"], place=1)
    goal = a_goal(member.actor, number)
    an_action(member.actor, number, person_id=relative.id, goal_id=goal)
    contact.say_visit_rule(member.actor, number, version_of(number), "Ga met twee.")
    working.hold(
        member.actor,
        number,
        version_of(number),
        reason=HoldReason.DETENTION,
        note="Zit vast.",
        review_on=clock.today() + timedelta(days=30),
    )
    return number


def opened_by(read, actor, number):
    """Return which fields a read opened, and all that it returned."""
    told = str(read(actor, number))
    line = lines(Event.READ)[-1]
    assert line.object_id == id_of(number)
    return set(filter(None, line.fields.split(","))), told


def unshown(number, fields, told):
    """Return the fields of which no value stands in what was told."""
    with transaction() as session:
        values = {field: _values(session, number, field) for field in fields}
    return {field for field in fields if not any(one in told for one in values[field])}


def _values(session, number, field):
    table, _, name = field.partition(".")
    model = CASES.models[table]
    key = "id" if model is CASES.tables.dossier else "dossier_id"
    rows = session.scalars(sa.select(model).filter_by(**{key: id_in(session, number)}))
    return [_text(value) for row in rows if (value := opened(session, row, name))]


def _text(value):
    """Return what one reads of a value: of where somebody lives, the street."""
    return value["address"] if isinstance(value, dict) else str(value)


@pytest.mark.parametrize("which", ["sheet", "head", "people"])
def test_what_is_opened_of_a_case_is_shown(member, full, which):
    fields, told = opened_by(READS[which], member.actor, full)

    assert fields
    assert unshown(full, fields, told) == set()


def test_what_is_opened_and_not_shown_is_found(member, full):
    fields, _ = opened_by(READS["sheet"], member.actor, full)
    _, told = opened_by(READS["head"], member.actor, full)

    assert unshown(full, fields, told) == fields - HEAD != set()


@pytest.mark.parametrize("which", ["head", "people", "step"])
def test_a_page_that_shows_a_head_opens_that_and_nothing_more(member, full, which):
    fields, _ = opened_by(READS[which], member.actor, full)

    assert fields == HEAD
