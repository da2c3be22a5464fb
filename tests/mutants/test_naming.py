import pytest

from tests.mutants.naming import LONGEST, Mutant, read_mutant, shortened

NAMED = [
    (Mutant("a.b.f", "drop-call", "g(x)"), "a.b.f | drop-call | g(x)"),
    (Mutant("a.b.f", "drop-call", "g(x)", 2), "a.b.f | drop-call | g(x) | 2"),
    (Mutant("a.b.f", "compare", "x | y == 2"), "a.b.f | compare | x | y == 2"),
    (Mutant("a.b.f", "logic", "x | 1"), "a.b.f | logic | x | 1"),
]


@pytest.mark.parametrize(("mutant", "line"), NAMED)
def test_a_mutant_is_read_as_it_is_written(mutant, line):
    assert str(mutant) == line
    assert read_mutant(line) == mutant


def test_a_long_expression_is_cut_and_stands_on_one_line():
    assert shortened("a\n  b") == "a b"
    assert shortened("x" * LONGEST) == "x" * LONGEST
    assert len(shortened("x" * (LONGEST + 1))) == LONGEST
