from collections import Counter

import pytest

from tests.mutants.choosing import IMPORTED, MORE, chosen
from tests.mutants.kinds import FILTER, KEYWORD
from tests.mutants.shelves import files_of
from tests.mutants.sites import sites


@pytest.fixture(scope="module")
def core():
    return chosen("core")


def test_the_same_seed_chooses_the_same(core):
    assert [site.mutant for site in chosen("core")] == [site.mutant for site in core]


def test_another_seed_chooses_others(core):
    assert {site.mutant for site in chosen("core", seed=12)} != {site.mutant for site in core}


def test_there_are_as_many_as_the_shelf_asks_of_every_kind_some(core):
    kinds = Counter(site.mutant.kind for site in core)

    assert len(core) == MORE["core"] + IMPORTED.get("core", 0)
    assert max(kinds.values()) - min(kinds.values()) <= 3


def test_they_stand_in_the_order_of_the_files(core):
    in_order = [one for path in files_of("core") for one in sites(path)]

    assert [site.mutant for site in core] == [
        one for one in in_order if one in {site.mutant for site in core}
    ]


def test_of_a_shelf_that_asks_whose_it_is_each_question_is_there():
    there = {site.mutant for site in chosen("reading")}
    asked = {one for path in files_of("reading") for one in sites(path) if one.kind == FILTER}

    assert asked <= there


def test_an_argument_that_python_would_miss_by_itself_is_not_left_out():
    left_out = [site.mutant.text for site in chosen("services") if site.mutant.kind == KEYWORD]

    assert left_out
    assert not any(text.startswith("key=") or text.endswith("of dataclass") for text in left_out)
