from tests.mutants.naming import Mutant
from tests.mutants.outcomes import (
    EQUIVALENT,
    KILLED,
    SURVIVED,
    TIMED_OUT,
    Outcome,
    append,
    read_outcomes,
    share,
    table,
)

ONE = Mutant("pga.cases.services.working.hold", "drop-call", "f()")
TWO = Mutant("pga.cases.reading.sheet.head", "drop-filter", "x", 2)


def test_what_came_of_a_mutant_is_read_as_it_was_written(tmp_path):
    path = tmp_path / "mutants.jsonl"
    append(Outcome(ONE, SURVIVED, ran=3, of=4), path)
    append(Outcome(TWO, KILLED, "tests/a.py::b"), path)
    append(Outcome(ONE, KILLED), path)

    assert read_outcomes(path) == {
        ONE: Outcome(ONE, KILLED),
        TWO: Outcome(TWO, KILLED, "tests/a.py::b"),
    }


def test_before_the_first_time_nothing_came_of_any(tmp_path):
    assert read_outcomes(tmp_path / "mutants.jsonl") == {}


def test_time_outs_and_equivalent_ones_are_counted_apart():
    assert share({KILLED: 3, SURVIVED: 1, TIMED_OUT: 5, EQUIVALENT: 5}) == 75
    assert share({EQUIVALENT: 5}) == 100


def test_the_table_has_a_line_for_each_shelf_and_one_for_all():
    lines = table([Outcome(ONE, KILLED), Outcome(TWO, SURVIVED)], "shelf").splitlines()

    assert lines[2:] == [
        "| services | 1 | 0 | 0 | 0 | 100.0 % |",
        "| reading | 0 | 1 | 0 | 0 | 0.0 % |",
        "| all | 1 | 1 | 0 | 0 | 50.0 % |",
    ]


def test_the_table_can_have_a_line_for_each_kind():
    assert "| drop-filter | 0 | 1 |" in table([Outcome(TWO, SURVIVED)], "kind")
