from pga.access.permissions import Role
from pga.cases.models.doors import CaseFlag
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.dossiers.services import flags
from pga.privacy.events import Event
from tests.builders import a_case, a_user, id_of
from tests.support.rows import lines, row_of


def fields_of(line):
    return set(line.fields.split(","))


def test_a_line_names_what_was_filled_in_and_later_what_became_other(cellar):
    director = a_user().actor
    number = a_case(State.PLANNING, by=director, linked=[a_user(Role.INTERVENTION_TEAM).id])

    flags.flag(director, CASES, number, text="Bel de school.", due_on=clock.today())
    put = lines(about=id_of(number))[-1]
    flags.close_flag(director, CASES, number, row_of(CaseFlag).id, closing="Gebeld.")
    closed = lines(about=id_of(number))[-1]

    assert fields_of(put) == {
        f"case_flag.{name}" for name in ("id", "case_id", "made_by", "made_at", "due_on", "text")
    }
    assert fields_of(closed) == {"case_flag.closed_on", "case_flag.closing"}
    assert (put.event, closed.event) == (Event.FLAGGED, Event.UNFLAGGED)
