import pytest

from tests.impact.outline import differing, outline
from tests.impact.spreading import spread

HOUSE = {
    "pga.a": "LIMIT = 3\n\n\ndef weigh():\n    return LIMIT\n\n\ndef other():\n    return 1\n",
    "pga.b": "from pga.a import LIMIT\n\nTWICE = LIMIT * 2\n",
    "pga.c": (
        "from pga import b\n\n\ndef far():\n    return b.TWICE\n\n\ndef near():\n    return 1\n"
    ),
    "pga.d": "from pga import b\n\n\ndef hand_on(show):\n    return show(b)\n",
    "pga": "",
    "tests.support.shelf": "@pytest.fixture\ndef shelf():\n    return 1\n",
    "tests.room.conftest": "@pytest.fixture\ndef door(shelf):\n    return shelf\n",
    "tests.room.test_x": (
        "from pga.b import TWICE\n\n\ndef helper():\n    return TWICE\n\n\n"
        "def test_one():\n    assert helper()\n\n\ndef test_two(door):\n    assert door\n"
    ),
    "tests.far.test_y": "def test_three(door):\n    assert door\n",
}


def spread_of(module, old, new):
    outlines = {name: outline(text) for name, text in HOUSE.items()}
    changed = outline(HOUSE[module].replace(old, new))
    parts = [(module, part) for part in differing(outlines[module], changed)]
    assert parts
    return spread({**outlines, module: changed}, parts)


def test_a_function_that_changes_is_left_to_who_reaches_it():
    found = spread_of("pga.a", "return 1", "return 2")

    assert (found.bodies, found.names) == ({("pga.a", "other")}, set())


def test_a_name_that_changes_spreads_to_who_mentions_it_however_far():
    found = spread_of("pga.a", "LIMIT = 3", "LIMIT = 4")

    assert found.bodies == {("pga.a", "weigh"), ("pga.c", "far"), ("pga.d", "hand_on")}
    assert {name for module, name in found.names if module == "tests.room.test_x"} == {
        "TWICE",
        "helper",
        "test_one",
    }


def test_without_a_map_what_a_function_does_spreads_by_its_name_too():
    outlines = {name: outline(text) for name, text in HOUSE.items()}
    old, new = (outline(text) for text in (HOUSE["pga.a"], HOUSE["pga.a"].replace("3", "4")))

    found = spread(outlines, [("pga.a", one) for one in differing(old, new)], mapped=False)

    assert found.bodies == set()
    assert {("pga.a", "weigh"), ("pga.c", "far"), ("pga.d", "hand_on")} <= found.names
    assert not {("pga.a", "other"), ("pga.c", "near")} & found.names


@pytest.mark.parametrize("module", ["tests.support.shelf", "tests.room.conftest"])
def test_a_fixture_that_changes_spreads_to_who_can_ask_it(module):
    found = spread_of(module, "return ", "return 0 or ")

    assert ("tests.room.test_x", "test_two") in found.names
    assert ("tests.room.test_x", "test_one") not in found.names
    assert ("tests.far.test_y", "test_three") not in found.names


def test_what_a_module_does_without_a_name_comes_to_everything():
    assert spread_of("pga.b", "TWICE = LIMIT * 2", "listen(LIMIT)").everything


def test_a_hook_of_pytest_comes_to_everything():
    assert spread_of("tests.support.shelf", "def shelf", "def pytest_configure").everything
