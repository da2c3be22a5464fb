from tests.mutants.naming import Mutant
from tests.mutants.outcomes import KILLED, SURVIVED, TIMED_OUT, Outcome
from tests.mutants.sites import site_of
from tests.mutants.survivors import survivors
from tests.reach.kept import Reach, Trip, sum_of
from tests.reach.reads import ROOT

HOLD = Mutant(
    "pga.cases.services.working.hold", "drop-call", "_stop_terms(session, case, came_from)"
)
PATH = "pga/cases/services/working.py"


def reach_of(number):
    """A map in which so many files reach the mutant."""
    reach = Reach(sums={PATH: sum_of(ROOT / PATH)})
    trips = {f"tests/{one}.py::a": Trip(marks=frozenset({0})) for one in range(number)}
    reach.add({site_of(HOLD).mark: 0}, trips)
    return reach


def test_who_lived_on_stands_below_its_file_with_the_tests_that_reach_it():
    text = survivors([Outcome(HOLD, SURVIVED, ran=1, of=2)], reach_of(2))

    assert text.splitlines() == [
        f"## {PATH}",
        "",
        f"- `{HOLD}`",
        "  1 of 2 tests ran: tests/0.py, tests/1.py",
    ]


def test_of_many_files_some_are_named():
    text = survivors([Outcome(HOLD, SURVIVED, ran=9, of=9)], reach_of(9))

    assert text.endswith("tests/5.py and 3 more files\n")


def test_who_was_reached_by_no_test_is_told_so():
    assert "no test reaches it" in survivors([Outcome(HOLD, SURVIVED)], reach_of(0))


def test_who_took_for_ever_is_told_so_and_who_was_killed_is_not_told():
    assert "for ever" in survivors([Outcome(HOLD, TIMED_OUT)], reach_of(1))
    assert survivors([Outcome(HOLD, KILLED)], reach_of(1)) == "\n"
