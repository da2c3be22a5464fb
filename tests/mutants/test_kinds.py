import ast

import pytest

from tests.mutants.kinds import faults
from tests.mutants.places import places

FAULTS = [
    (
        "sa.select(A).where(A.x == x)",
        "drop-filter",
        "A.x == x of sa.select(A)",
        "sa.select(A).where()",
    ),
    ("q.where(a, *b)", "drop-filter", "*b of q.where", "q.where(a)"),
    ("sa.and_(a, b)", "drop-filter", "a of sa.and_", "sa.and_(b)"),
    ("sa.or_(a, b)", "logic", "b of or_", "sa.or_(a)"),
    (
        "sa.select(A).filter_by(x=x, y=1)",
        "drop-filter",
        "x=x of sa.select(A)",
        "sa.select(A).filter_by(y=1)",
    ),
    ("[a for a in b if a.c]", "drop-filter", "for a if a.c", "[a for a in b]"),
    ("a < b", "compare", "a < b", "a >= b"),
    ("a < b", "boundary", "a < b", "a <= b"),
    ("a is None", "compare", "a is None", "a is not None"),
    ("a not in b", "compare", "a not in b", "a in b"),
    ("a and b", "logic", "a and b", "a or b"),
    ("not a", "negate", "not a", "a"),
    ("b if a else c", "negate", "a", "b if not a else c"),
    ("text or ''", "drop-default", "text or ''", "text"),
    ("a or ()", "drop-default", "a or ()", "a"),
    ("found.get(a, '')", "drop-default", "found.get(a, '')", "found.get(a)"),
    ("f(3)", "constant", "3 in f(3)", "f(4)"),
    ("f(lock=True)", "constant", "True in lock=True", "f(lock=False)"),
    ("f(a, lock=b)", "drop-keyword", "lock=b of f", "f(a)"),
]
STATEMENTS = [
    ("record(a)", "drop-call", "record(a)", "pass"),
    ("if a: raise Refused", "drop-guard", "if a: raise Refused", "pass"),
    ("if a: return b", "drop-guard", "if a: return b", "pass"),
    ("raise Refused", "drop-guard", "raise Refused", "pass"),
    ("while a: f()", "negate", "a", "while not a:\n        f()"),
    ("a.b = c", "drop-assign", "a.b = c", "pass"),
    ("a.b += c", "drop-assign", "a.b += c", "pass"),
    ("a.b, a.c = d, e", "drop-assign", "a.b = d", "a.c, = (e,)"),
    ("return True", "constant", "True", "return False"),
    ("return f(a)", "return", "return f(a)", "return None"),
    ("return a or b", "return", "return a or b", "return not (a or b)"),
    ("return [a]", "return", "return [a]", "return []"),
    ("return (a, b)", "return", "return (a, b)", "return ()"),
    ("return {a: b}", "return", "return {a: b}", "return {}"),
    ("return 'x'", "return", "return 'x'", "return ''"),
]
NONE = [
    "session.get(A, b)",
    "a < b < c",
    "f(a)",
    "'text'",
    "f(**given)",
    "call(a)[b]",
    "f()(where)",
]
SILENT = ["return", "return None", "return ()", "a = b", "a, b = c, d", "a.b, c = d", "'text'"]


def found(source):
    """Give each fault of a source: its kind, its text, and the source as it becomes."""
    number = 0
    while True:
        tree = ast.parse(source)
        all_faults = [fault for place in places(tree, "m", "m.py") for fault in faults(place)]
        if number == len(all_faults):
            return
        all_faults[number].change()
        yield all_faults[number].kind, all_faults[number].text, ast.unparse(tree)
        number += 1


def in_function(body):
    return f"def f():\n    {body}"


@pytest.mark.parametrize(("source", "kind", "text", "after"), FAULTS)
def test_an_expression_can_have_a_fault(source, kind, text, after):
    assert (kind, text, after) in list(found(source))


@pytest.mark.parametrize(("source", "kind", "text", "after"), STATEMENTS)
def test_a_statement_of_a_function_can_have_a_fault(source, kind, text, after):
    assert (kind, text, in_function(after)) in list(found(in_function(source)))


@pytest.mark.parametrize("source", NONE)
def test_what_no_test_could_tell_apart_has_no_fault(source):
    assert list(found(source)) == []


@pytest.mark.parametrize("source", SILENT)
def test_a_statement_that_does_nothing_has_no_fault(source):
    assert list(found(in_function(source))) == []


@pytest.mark.parametrize("source", ["listen(a)", "a.b = c", "raise Refused", "if a: raise Refused"])
def test_what_runs_while_a_module_is_imported_is_not_left_out(source):
    assert {kind for kind, *_ in found(source)} <= {"negate"}


def test_a_question_whether_types_are_checked_is_left_alone():
    assert list(found("if TYPE_CHECKING:\n    import a")) == []


def test_a_raise_below_a_condition_is_one_fault_and_not_two():
    assert [kind for kind, *_ in found(in_function("if a == b: raise Refused"))].count(
        "drop-guard"
    ) == 1
