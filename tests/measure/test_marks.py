"""What the marks see is what the tracer of coverage sees, of each kind of statement."""

import ast
from textwrap import dedent

import pytest
from coverage import Coverage
from coverage.python import PythonParser

from tests.measure.__main__ import arcs_of
from tests.measure.marks import PASSED, Marks, put_marks
from tests.support.some import some

EXAMPLES = {
    "if": """
        def act(n):
            if n:
                n += 1
            return n
        """,
    "if at the end": """
        def act(n):
            if n > 1:
                n += 1
        """,
    "elif": """
        def act(n):
            if n == 0:
                return "none"
            elif (
                n == 1
                or n == 3
            ):
                return "one"
            else:
                n = 5
            return n
        """,
    "for": """
        def act(n):
            for one in range(n):
                if one == 2:
                    break
            else:
                n = 7
            for one in range(n):
                if one:
                    continue
                n += one
        """,
    "while": """
        def act(n):
            while n > 2:
                n -= 1
            while True:
                n += 1
                if n > 9:
                    return n
        """,
    "match": """
        def act(n):
            match n:
                case 0:
                    return "none"
                case (
                    1
                    | 2
                ) if n != 2:
                    n = 8
                case 2 | 3:
                    n = 9
            match n:
                case 9:
                    n = 3
                case _:
                    n = 4
            match n:
                case 3:
                    n = 1
                case other:
                    n = other
        """,
    "try": """
        def act(n):
            try:
                10 / n
                [0, 1][n]
            except ZeroDivisionError:
                n = 1
            except IndexError:
                n = 2
            else:
                n = 3
            finally:
                n += 1
            with open(__file__) as file:
                file.read()
            return n
        """,
    "raise": """
        def act(n):
            try:
                inner(n)
            except LookupError:
                pass


        def inner(n):
            before = n
            if n:
                raise LookupError(
                    before
                )
            return before
        """,
    "classes": '''
        """A text."""

        from __future__ import annotations

        from functools import cache


        def twice(function):
            return function


        class Thing:
            """A text."""

            many: int = 3
            """A text about it."""

            @twice
            @cache
            def act(self):
                """A text."""
                return [
                    one
                    for one in range(self.many)
                    if one
                ]


        def act(n):
            if n:
                @twice
                def inner():
                    return lambda: n
                inner()()
            else:
                Thing().act()
        ''',
    "generators": """
        def act(n):
            return next(given(n), None)


        def given(n):
            for one in range(n):
                yield one
            if n < 2:
                yield
        """,
}


def by_tracer(path, numbers):
    cov = Coverage(data_file=None, branch=True, include=[str(path)], config_file=False)
    space = {"__name__": "example", "__file__": str(path)}
    code = compile(path.read_text("utf-8"), str(path), "exec", dont_inherit=True)
    cov.start()
    try:
        exec(code, space)  # noqa: S102 - the example of this test
        for number in numbers:
            space["act"](number)
    finally:
        cov.stop()
    return set(cov.get_data().arcs(str(path)))


def by_marks(path, numbers):
    source, marks = path.read_text("utf-8"), Marks()
    tree = ast.parse(source)
    put_marks(tree, str(path), marks)
    space = {"__name__": "example", "__file__": str(path), PASSED: marks.passed}
    exec(compile(tree, str(path), "exec", dont_inherit=True), space)  # noqa: S102 - as above
    for number in numbers:
        space["act"](number)
    return arcs_of(source, marks.reached())


def seen(path, arcs):
    """Return what a report makes of it: the statements that ran, and the ways that were taken."""
    parser = PythonParser(text=path.read_text("utf-8"))
    parser.parse_source()
    lines = {parser.first_line(line) for arc in arcs for line in arc if line > 0}
    branches = {way for way in parser.arcs() if parser.exit_counts().get(way[0], 0) > 1}
    return sorted(lines & parser.statements), sorted(parser.translate_arcs(arcs) & branches)


@pytest.mark.parametrize("numbers", [(), (0,), (1,), (2,), (3,), (5,), (0, 1, 2, 3, 5)])
@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_marks_see_what_the_tracer_sees(tmp_path, kind, numbers):
    path = tmp_path / "example.py"
    path.write_text(dedent(EXAMPLES[kind]), "utf-8")

    lines, ways = seen(path, by_marks(path, numbers))

    assert lines
    assert (lines, ways) == seen(path, by_tracer(path, numbers))


def test_each_way_out_of_a_branch_is_one_of_its_own(tmp_path):
    path = tmp_path / "example.py"
    path.write_text(dedent(EXAMPLES["if"]), "utf-8")

    _, past = seen(path, by_marks(path, (0,)))
    _, into = seen(path, by_marks(path, (1,)))

    assert some(past) == [(3, 5)]
    assert some(into) == [(3, 4)]
