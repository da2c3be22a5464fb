from dataclasses import dataclass
from datetime import date

import pytest

from pga.access.policy import Refused
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import StaleDossier, StepBlocked
from pga.dossiers.reading.finding import find
from pga.dossiers.rules.moves import UnknownMove, Workflow
from pga.dossiers.services.moves import make_move, may_move
from pga.dossiers.services.terms import end_date, end_terms, put_date
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import a_user
from tests.dossiers.second_room import END, Code, Due, Need, ShedChange, ShedTerm, Stage


@dataclass(frozen=True)
class Snapshot:
    word: bool = False


WORKFLOW = Workflow((END,), {Need.WORD_GIVEN: lambda shed: shed.word}, frozenset())


@pytest.fixture
def keeper(sheds):
    return a_user()


@pytest.fixture
def number(sheds, keeper):
    return sheds.make(keeper.actor)


def end(sheds, actor, number, **given):
    with transaction() as session:
        found = find(session, actor, sheds.room, number)
        may_move(actor, found, END)
        make_move(session, actor, found, END, (WORKFLOW, Snapshot(), given), why="Klaar.")
        record(session, actor, Line(Event.MOVED, found.about, (Code.END,)))


def test_a_dossier_moves_by_the_table_of_its_room(sheds, number, keeper):
    end(sheds, keeper.actor, number, word=True)

    assert sheds.row(number).state is Stage.GONE
    [change] = sheds.rows(ShedChange, number)
    assert (change.move, change.state, change.by) == (Code.END, Stage.GONE, keeper.id)
    assert change.checks == "word_given"


def test_what_is_missing_blocks_it_and_nothing_changes(sheds, number, keeper):
    with pytest.raises(StepBlocked) as blocked:
        end(sheds, keeper.actor, number, word=False)

    assert blocked.value.missing == (Need.WORD_GIVEN,)
    assert sheds.row(number).state is Stage.OPEN
    assert sheds.rows(ShedChange, number) == []


def test_a_move_starts_where_the_table_says_and_by_who_may(sheds, number, keeper):
    colleague = a_user()
    end(sheds, keeper.actor, number, word=True)

    with pytest.raises(StaleDossier):
        end(sheds, keeper.actor, number, word=True)
    with pytest.raises(Refused):
        end(sheds, colleague.actor, sheds.make(keeper.actor), word=True)


def test_a_move_is_found_by_its_code_and_by_its_ends():
    assert WORKFLOW.find_move(Code.END) is END
    assert WORKFLOW.between(Stage.OPEN, Stage.GONE) is END
    assert WORKFLOW.moves_from(Stage.GONE) == ()
    with pytest.raises(UnknownMove):
        WORKFLOW.between(Stage.GONE, Stage.OPEN)
    with pytest.raises(UnknownMove):
        WORKFLOW.find_move("other")


def test_a_day_is_put_on_the_calendar_and_taken_off(sheds, number, keeper):
    def act(what, *more):
        with transaction() as session:
            found = find(session, keeper.actor, sheds.room, number)
            what(session, sheds.room, found.dossier, *more)
            record(session, keeper.actor, Line(Event.SEEDED, found.about))

    for day in (date(2027, 1, 4), date(2027, 2, 1), date(2027, 3, 1)):
        act(put_date, Due.LOOK_AGAIN, day)
    act(end_date, Due.LOOK_AGAIN, date(2027, 2, 1))

    running = {row.due_on for row in sheds.rows(ShedTerm, number, ended_on=None)}
    assert running == {date(2027, 1, 4), date(2027, 3, 1)}
    assert {row.started_on for row in sheds.rows(ShedTerm, number)} == {clock.today()}

    act(end_terms, Due.LOOK_AGAIN)

    assert sheds.rows(ShedTerm, number, ended_on=None) == []
    assert len(sheds.rows(ShedTerm, number)) == 3
