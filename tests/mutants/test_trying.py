import pytest

from tests.mutants.naming import Mutant
from tests.mutants.sites import Site, site_of
from tests.mutants.trying import (
    SHELF,
    in_turn,
    killers_first,
    needs_import,
    who_tries,
    within_time,
)
from tests.reach.kept import Reach, Trip, sum_of
from tests.reach.marks import Mark
from tests.reach.reads import ROOT

HOLD = Mutant(
    "pga.cases.services.working.hold", "drop-call", "_stop_terms(session, case, came_from)"
)
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


def test_a_test_that_takes_as_long_as_many_others_is_tried_last(hold):
    times = {"tests/b.py::1": 1.0, "tests/b.py::2": 9.0, "tests/cases/test_working.py::1": 8.0}
    reach = Reach(sums={PATH: sum_of(ROOT / PATH)})
    trips = {name: Trip(seconds, marks=frozenset({0})) for name, seconds in times.items()}
    reach.add({hold.mark: 0}, trips)

    assert who_tries(hold, reach) == [
        *("tests/b.py::1", "tests/cases/test_working.py::1", "tests/b.py::2")
    ]


def test_who_reaches_it_only_by_what_others_use_too_is_tried_later(hold):
    reach = Reach(sums={PATH: sum_of(ROOT / PATH)})
    marks = frozenset({0})
    lent = Trip(marks=marks, lent=marks)
    trips = {"tests/cases/test_working.py::1": lent, "tests/b.py::1": Trip(marks=marks)}
    reach.add({hold.mark: 0}, trips)

    assert who_tries(hold, reach) == ["tests/b.py::1", "tests/cases/test_working.py::1"]


def test_what_the_shared_store_was_made_by_must_be_imported(hold):
    reach = reach_of(hold.mark, LONG_AGO)
    assert not needs_import(hold, reach)

    reach.trips[SHELF] = Trip(marks=frozenset({reach.numbers[hold.mark]}))

    assert needs_import(hold, reach)


def test_files_take_turns_and_the_one_that_is_named_alike_is_tried_first():
    near = [f"tests/cases/services/test_working.py::{number}" for number in (1, 2)]
    room = ["tests/cases/test_since.py::1"]
    far = [f"tests/{name}/test_{name}.py::{number}" for number in (1, 2) for name in ("a", "b")]

    assert in_turn([*far, *room, *near], PATH) == [*near, *room, *far]


def test_a_file_is_named_alike_by_one_of_its_words_too():
    tests = ["tests/cases/services/test_people.py::1", "tests/own/test_own_working.py::1"]

    assert in_turn(tests, PATH) == tests
    assert in_turn(tests, "pga/partners/services/working.py") == tests[::-1]


@pytest.mark.parametrize(("enough", "given"), [(2, "ab"), (5, "abc"), (1, "a")])
def test_who_lived_long_enough_is_let_live(enough, given):
    moments = iter([10, 11.5, 13, 14.5])

    assert "".join(within_time("abc", enough, lambda: next(moments))) == given


RESUME = Mutant("pga.cases.services.working.resume", "drop-call", "f()")


@pytest.mark.parametrize(
    ("killers", "first"),
    [
        ({HOLD: "b"}, "b"),
        ({HOLD._replace(text="f()"): "b"}, "b"),
        ({RESUME: "b"}, "b"),
        ({RESUME: "b", HOLD._replace(text="f()"): "c"}, "cb"),
        ({HOLD._replace(text="f()"): "c", HOLD: "b"}, "bc"),
        ({Mutant("pga.cases.services.people.add", "drop-call", "f()"): "b"}, ""),
        ({HOLD: "gone"}, ""),
        ({}, ""),
    ],
)
def test_who_killed_it_or_what_stands_near_it_goes_first(killers, first):
    rest = [one for one in "abc" if one not in first]

    assert killers_first([*"abc"], killers, HOLD) == [*first, *rest]


def test_what_stands_in_one_template_stands_near():
    head, foot = (Mutant(f"templates/base.html {one}", "negate", "x") for one in ("head", "foot"))

    assert killers_first(["a", "b"], {foot: "b"}, head) == ["b", "a"]
