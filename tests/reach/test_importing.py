import sys
from types import ModuleType

import pga.core
from tests.reach.importing import Importer, changing


def another(source, path):
    return compile(f"FOUND = {'def today' in source}", path, "exec")


def test_a_module_of_the_house_is_loaded_as_it_was_changed():
    spec = Importer(another).find_spec("pga.core.clock", pga.core.__path__)
    module = ModuleType("clock")

    exec(spec.loader.get_code("pga.core.clock"), vars(module))  # noqa: S102 - ours

    assert module.FOUND


def test_only_the_module_that_is_meant_is_changed():
    importer = Importer(another, "pga.core.clock")

    assert importer.find_spec("pga.core.clock", pga.core.__path__) is not None
    assert importer.find_spec("pga.core.errors", pga.core.__path__) is None


def test_what_is_not_of_the_house_or_not_there_is_left_alone():
    importer = Importer(another)

    assert importer.find_spec("json", None) is None
    assert importer.find_spec("pga.core.nothing", pga.core.__path__) is None


def test_who_changes_comes_before_the_finders_of_python(monkeypatch):
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])

    changing(another)

    assert isinstance(sys.meta_path[0], Importer)
