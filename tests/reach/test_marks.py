import builtins

import pytest

from tests.reach.marks import REACHED, Mark, Marks, marked

SOURCE = '''
TABLE = {"twice": lambda one: one * 2}


def weigh(given):
    """What it promises."""
    if given > 3:
        return "much"
    for one in range(given):
        yield_it(one)
    return "little"


def yield_it(one):
    def inner():
        return one

    return inner()


class Scale:
    size = 1

    def put(self):
        return self.size
'''


@pytest.fixture
def scene(monkeypatch):
    """The code of the source with its marks, and who was reached since."""
    marks, reached = Marks(), set()
    monkeypatch.setattr(builtins, REACHED, reached.add, raising=False)
    names = {"__name__": "scene"}
    exec(compile(marked(SOURCE, "scene.py", marks), "scene.py", "exec"), names)  # noqa: S102 - ours
    by_number = {number: mark for mark, number in marks.numbers.items()}

    def lines(act):
        reached.clear()
        act(names)
        return {(by_number[one].within, by_number[one].line) for one in reached}

    return lines


def test_each_statement_that_runs_is_marked_and_no_other(scene):
    assert scene(lambda names: names["weigh"](4)) == {("weigh", 7), ("weigh", 8)}


def test_what_is_called_is_marked_too_by_the_name_python_gives_it(scene):
    assert scene(lambda names: names["weigh"](1)) >= {
        ("weigh", 10),
        ("yield_it", 15),
        ("yield_it.<locals>.inner", 16),
    }


def test_a_function_without_a_name_is_marked_where_it_stands(scene):
    assert scene(lambda names: names["TABLE"]["twice"](2)) == {("<lambda>", 2)}


def test_a_method_is_named_with_its_class(scene):
    assert scene(lambda names: names["Scale"]().put()) == {("Scale.put", 25)}


def test_code_that_is_marked_does_what_it_did(scene):
    answers = []

    scene(lambda names: answers.append((names["weigh"](4), names["TABLE"]["twice"](3))))
    scene(lambda names: answers.append(names["weigh"].__doc__))

    assert answers == [("much", 6), "What it promises."]


def test_a_mark_keeps_its_number():
    marks = Marks()

    assert [marks.number(Mark(path)) for path in ("a", "b", "a")] == [0, 1, 0]
