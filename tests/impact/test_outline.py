import pytest

from tests.impact.outline import WHOLE, Outline, differing, outline

SOURCE = '''"""What stands here."""

import os.path as way
from pga.core import clock, errors

LIMIT = 3
listen(LIMIT)


@decorated(LIMIT)
def weigh(given):
    """Weigh."""
    return clock.today() + helper(given)


class Scale:
    """A scale."""

    size = LIMIT

    def put(self):
        return self.size
'''


def changed(old, new):
    """Return the names of what differs, a body marked."""
    parts = differing(outline(SOURCE), outline(SOURCE.replace(old, new)))
    return {f"{name}()" if part.body else name for part in parts for name in part.names}


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("helper(given)", "given", {"weigh()"}),
        ("self.size", "3", {"Scale.put()"}),
        ("size = LIMIT", "size = 4", {"Scale"}),
        ("LIMIT = 3", "LIMIT = 4", {"LIMIT"}),
        ("@decorated(LIMIT)", "", {"weigh"}),
        ("def weigh(given)", "def weigh(given, more=1)", {"weigh"}),
        ("listen(LIMIT)", "", {WHOLE}),
        ("clock, errors", "clock", {"errors"}),
        ("os.path as way", "os.path as road", {"way", "road"}),
        ('"""Weigh."""', '"""Weigh it."""', set()),
        ('"""A scale."""', "# a scale", set()),
        ("What stands here", "What stood here", set()),
        ("    def put(self):\n        return self.size\n", "", {"Scale.put()", "Scale"}),
    ],
)
def test_what_differs_is_told_by_its_name(old, new, names):
    assert changed(old, new) == names


def test_what_only_moves_does_not_differ():
    moved = SOURCE.replace("LIMIT = 3\n", "").replace(
        "import clock, errors\n", "import clock, errors\n\n\nLIMIT = 3\n"
    )

    assert differing(outline(SOURCE), outline(moved)) == []


def test_a_module_that_is_new_differs_in_all_it_has():
    assert len(differing(Outline(), outline(SOURCE))) == len(outline(SOURCE).parts)


def test_an_imported_name_stands_for_what_it_is_there():
    assert outline(SOURCE).bound == {
        "way": ("os.path", ""),
        "clock": ("pga.core", "clock"),
        "errors": ("pga.core", "errors"),
    }


def test_a_function_mentions_names_and_asks_its_arguments():
    body = next(part for part in outline(SOURCE).parts if part.names == ("weigh",) and part.body)

    assert body.mentions == {"clock.today", "helper", "given", "decorated", "LIMIT"}
    assert "given" in body.asks
