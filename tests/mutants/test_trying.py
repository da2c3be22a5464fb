import pytest

from tests.mutants.naming import Mutant
from tests.mutants.sites import Site, site_of
from tests.mutants.trying import (
    SHELF,
    in_turn,
    killer_first,
    needs_import,
    who_tries,
    within_time,
)
from tests.reach.kept import Reach, Trip, sum_of
from tests.reach.marks import Mark
from tests.reach.reads import ROOT

HOLD = Mutant("pga.cases.services.working.hold", "drop-call", "end_terms(session, case, *PAUSED)")
PATH = "pga/cases/services/working.py"
LONG_AGO = Mark(PATH, "hold", 1)
"""Where the function stood in another text of the file."""


@pytest.fixture
def hold():
    return site_of(HOLD)


def reach_of(*marks, same=True):
    reach = Reach(sums={PATH: sum_of(ROOT / PATH) if same else "another"})
    trips = {f"tests/a.py::{number}": Trip(number, marks=frozenset({number})) for number in (0, 1)}
    reach.add({mark: number for number, mark in enumerate(marks)}, trips)
    return reach


def test_the_tests_that_reach_the_line_are_tried(hold):
    assert who_tries(hold, reach_of(LONG_AGO, hold.mark)) == ["tests/a.py::1"]


def test_a_line_that_nobody_reaches_is_tried_by_nobody(hold):
    assert who_tries(hold, reach_of(LONG_AGO, Mark(PATH, "resume", 2))) == []


def test_in_a_file_that_changed_since_who_reaches_the_function_tries(hold):
    reach = reach_of(LONG_AGO, Mark(PATH, "resume", 2), same=False)

    assert who_tries(hold, reach) == ["tests/a.py::0"]


def test_what_runs_while_it_is_imported_is_tried_by_all_who_reach_the_file(hold):
    outside = Site(HOLD, Mark(PATH), inside=False, change=hold.change)

    assert len(who_tries(outside, reach_of(LONG_AGO, hold.mark))) == 2
    assert needs_import(outside, Reach())


def test_a_test_that_fails_by_itself_tells_nothing(hold):
    reach = reach_of(hold.mark, LONG_AGO)
    reach.trips["tests/a.py::0"].passed = False

    assert who_tries(hold, reach) == []


def test_a_test_that_takes_as_long_as_all_the_others_is_left_out(hold):
    reach = reach_of(hold.mark, LONG_AGO)
    reach.trips["tests/a.py::0"].seconds = 30

    assert who_tries(hold, reach) == []


def test_what_the_shared_store_was_made_by_must_be_imported(hold):
    reach = reach_of(hold.mark, LONG_AGO)
    assert not needs_import(hold, reach)

    reach.trips[SHELF] = Trip(marks=frozenset({reach.numbers[hold.mark]}))

    assert needs_import(hold, reach)


def test_files_take_turns_and_the_one_that_is_named_alike_begins():
    tests = ["tests/a/test_x.py::1", "tests/a/test_x.py::2", "tests/cases/test_working.py::1"]

    assert in_turn(tests, PATH) == [tests[2], tests[0], tests[1]]


def test_who_lived_long_enough_is_let_live():
    reach = Reach()
    reach.add({}, {name: Trip(3.0) for name in "abc"})

    assert list(within_time("abc", reach, enough=5)) == ["a", "b"]
    assert list(within_time("abc", reach)) == ["a", "b", "c"]


def test_who_killed_it_before_goes_first():
    assert killer_first(["a", "b"], {HOLD: "b"}, HOLD) == ["b", "a"]
    assert killer_first(["a", "b"], {HOLD: "gone"}, HOLD) == ["a", "b"]
    assert killer_first(["a", "b"], {}, HOLD) == ["a", "b"]
