import pytest

from tests.mutants.__main__ import asked, is_wanted, told
from tests.mutants.naming import Mutant
from tests.mutants.outcomes import EQUIVALENT, KILLED, SURVIVED, Outcome

HOLD = Mutant("pga.cases.services.working.hold", "drop-call", "f()")
HEAD = Mutant("templates/base.html head", "negate", "x")


def test_without_a_word_all_of_them_are_tried():
    given = asked([])

    assert (given.what, given.every, given.resume) == ("run", 1, False)
    assert is_wanted(HOLD, given.only)


@pytest.mark.parametrize(
    "only", ["services", "drop-call", "pga.cases", "pga.cases.services.working.hold"]
)
def test_a_shelf_a_kind_a_room_or_a_function_can_be_asked(only):
    assert is_wanted(HOLD, asked(["--only", only]).only)
    assert not is_wanted(HEAD, [only])


@pytest.mark.parametrize("only", ["templates", "negate", "templates/base.html"])
def test_a_template_can_be_asked(only):
    assert is_wanted(HEAD, [only])
    assert not is_wanted(HOLD, [only])


def test_what_the_list_calls_the_same_counts_so_whatever_came_of_it():
    listed = {HOLD: "the two are the same", HEAD: "", HEAD._replace(nth=2): ""}
    known = {HOLD: Outcome(HOLD, SURVIVED), HEAD: Outcome(HEAD, KILLED)}

    assert [*told(listed, known)] == [Outcome(HOLD, EQUIVALENT), Outcome(HEAD, KILLED)]
