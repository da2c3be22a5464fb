import pytest

from tests.mutants.__main__ import asked, is_wanted
from tests.mutants.naming import Mutant

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
