import pytest

from tests.mutants.bounds import (
    figures_of,
    raised,
    read_figures,
    short_of,
    tried_whole,
    write_figures,
)
from tests.mutants.naming import Mutant
from tests.mutants.outcomes import (
    AGAIN,
    EQUIVALENT,
    FAULT,
    KILLED,
    SURVIVED,
    TIMED_OUT,
    Outcome,
)

CALL = Mutant("pga.cases.services.working.hold", "drop-call", "f()")
TEST = Mutant("pga.cases.rules.moves.f", "negate", "x")


def test_the_figures_are_of_each_shelf_and_of_each_kind():
    found = figures_of([Outcome(CALL, KILLED), Outcome(TEST, SURVIVED)])

    assert found == {"services": 100, "rules": 0, "drop-call": 100, "negate": 0}


def test_what_is_below_what_was_agreed_is_told():
    assert list(short_of({"services": 91.9, "rules": 10.0}, {})) == [
        "services: 91.9 % killed, agreed 92.0 %"
    ]


def test_what_is_below_what_it_was_is_told():
    kept = {"rules": 80.0, "forms": 70.0}

    assert list(short_of({"rules": 79.9, "forms": 70.04}, kept)) == [
        "rules: 79.9 % killed, before 80.0 %"
    ]


@pytest.mark.parametrize(
    ("status", "whole"),
    [
        *((one, True) for one in (KILLED, SURVIVED, TIMED_OUT, EQUIVALENT)),
        *((one, False) for one in (AGAIN, FAULT)),
    ],
)
def test_a_shelf_of_which_one_was_not_tried_was_not_tried_whole(status, whole):
    other = Mutant("pga.cases.services.working.hold", "negate", "x")
    found = [Outcome(CALL, KILLED), Outcome(TEST, KILLED), Outcome(other, status)]

    tried = tried_whole([CALL, TEST, other], found)

    assert tried == {"rules", "drop-call", *(["services", "negate"] if whole else [])}
    assert tried_whole([CALL, TEST, other], found[:2]) == {"rules", "drop-call"}


def test_what_was_written_down_never_becomes_less_and_a_sample_changes_nothing():
    kept = {"rules": 80.0, "forms": 70.0, "core": 60.0}
    figures = {"rules": 75.0, "forms": 71.5, "core": 90.0, "privacy": 50.0, "routes": 40.0}

    assert raised(figures, kept, {"rules", "forms", "privacy"}) == {
        "rules": 80.0,
        "forms": 71.5,
        "core": 60.0,
        "privacy": 50.0,
    }


def test_the_figures_are_read_as_they_were_written(tmp_path):
    path = tmp_path / "figures.txt"
    write_figures({"services": 93.25, "drop-call": 100.0}, path)

    assert read_figures(path) == {"services": 93.2, "drop-call": 100.0}


def test_before_they_were_written_there_are_none(tmp_path):
    assert read_figures(tmp_path / "figures.txt") == {}
