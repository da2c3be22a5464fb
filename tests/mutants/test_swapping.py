import ast
import gc
import importlib.util

import pytest
from jinja2 import Environment, FileSystemLoader

from pga.core import clock
from tests.mutants import swapping
from tests.mutants.naming import Mutant
from tests.mutants.swapping import CannotSwap, put_in, put_page, stand_still, swap

SOURCE = """
from contextlib import contextmanager


@contextmanager
def lent(given):
    yield given + 1


def outer(word):
    def inner():
        return word

    return inner


class Scale:
    @property
    def size(self):
        return [one for one in (1, 2)][0]
"""


@pytest.fixture
def scene(tmp_path):
    """A module that lives in this process, and the way to give its functions other code."""
    path = tmp_path / "scene.py"
    path.write_text(SOURCE)
    spec = importlib.util.spec_from_file_location("scene", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, lambda old, new: swap(path, ast.parse(SOURCE.replace(old, new)))


def test_a_function_behind_a_decorator_gets_other_code(scene):
    module, change = scene

    change("given + 1", "given + 2")

    with module.lent(1) as lent:
        assert lent == 3


def test_a_property_and_what_is_made_in_one_line_get_other_code(scene):
    module, change = scene

    change("(1, 2)", "(5, 2)")

    assert module.Scale().size == 5


def test_a_function_that_was_made_before_gets_other_code_too(scene):
    module, change = scene
    before = module.outer("a")

    change("return word", "return word * 2")

    assert (before(), module.outer("b")()) == ("aa", "bb")


def test_a_function_is_found_after_all_stood_still(scene, monkeypatch):
    module, change = scene
    monkeypatch.setattr(swapping, "_standing", {})
    stand_still()

    change("given + 1", "given + 2")
    gc.unfreeze()

    with module.lent(1) as lent:
        assert lent == 3


def test_a_function_that_would_hold_other_variables_cannot(scene):
    module, change = scene
    _held = module.outer("a")

    with pytest.raises(CannotSwap):
        change("return word", "return 1")


def test_code_that_is_nowhere_in_this_process_cannot(scene):
    _module, change = scene

    with pytest.raises(CannotSwap):
        change("size", "size")


def test_a_page_gets_another_text_and_the_others_stay(tmp_path, monkeypatch):
    monkeypatch.setattr(FileSystemLoader, "get_source", FileSystemLoader.get_source)
    for name in ("one.html", "two.html"):
        (tmp_path / name).write_text(name)

    put_page("one.html", "another")

    pages = Environment(loader=FileSystemLoader(tmp_path), autoescape=True)
    assert [pages.get_template(name).render() for name in ("one.html", "two.html")] == [
        "another",
        "two.html",
    ]


def test_a_mutant_is_put_into_the_code_or_into_the_page(monkeypatch):
    put = []
    monkeypatch.setattr(swapping, "mutated_code", lambda _: "code")
    monkeypatch.setattr(swapping, "mutated_page", lambda _: "page")
    monkeypatch.setattr(swapping, "swap", lambda path, tree: put.append((path.name, tree)))
    monkeypatch.setattr(swapping, "put_page", lambda name, text: put.append((name, text)))

    put_in(Mutant("pga.core.clock.today", "return", "x"))
    put_in(Mutant("templates/base.html head", "negate", "x"))

    assert clock.__name__ == "pga.core.clock"
    assert put == [("clock.py", "code"), ("base.html", "page")]
