import pytest

from tests.impact import choosing
from tests.impact.changes import Change
from tests.impact.choosing import choose, module_of
from tests.reach.kept import Reach, Trip
from tests.reach.marks import Mark
from tests.reach.reads import PROGRAM

WEIGH = "def weigh():\n    return 1\n\n\ndef far():\n    return weigh()\n"
TEXTS = {
    "pga/a.py": WEIGH,
    "tests/room/test_x.py": (
        "from pga.a import weigh\n\n\ndef test_one():\n    pass\n\n\ndef test_two():\n    pass\n"
    ),
}
MARKS = [
    Mark("pga/a.py", "weigh", 2),
    Mark("pga/a.py", "far", 6),
    Mark("templates/x.html", "(page)"),
    Mark("templates/x.html", "badge"),
    Mark("docs/x.md"),
    Mark("docs/"),
    PROGRAM,
]
REACHED = {
    "tests/room/test_x.py::test_one": {0},
    "tests/room/test_x.py::test_two[sqlite]": {1},
    "tests/room/test_x.py::test_page": {2},
    "tests/room/test_x.py::test_badge": {2, 3},
    "tests/room/test_x.py::test_doc": {4},
    "tests/room/test_x.py::test_docs": {5},
    "tests/room/test_x.py::test_program": {6},
}
PAGE = "a{% macro badge() %}b{% endmacro %}"


@pytest.fixture
def chosen(monkeypatch):
    """Choose for a change; the names of what is chosen, without what stands around them."""
    texts = dict(TEXTS)
    monkeypatch.setattr(
        choosing,
        "_outlines",
        lambda: {module_of(path): choosing.outline(text) for path, text in texts.items()},
    )
    trips = {name: Trip(marks=frozenset(marks)) for name, marks in REACHED.items()}
    reach = Reach()
    reach.add({mark: number for number, mark in enumerate(MARKS)}, trips)

    def choose_for(*changes, more=()):
        for one in changes:
            if one.path.endswith(".py"):
                texts[one.path] = one.new or ""
        choice = choose(changes, reach, [*REACHED, *more])
        return choice.everything or {name.partition("::test_")[2] for name in choice.tests}

    return choose_for


@pytest.mark.parametrize(
    ("path", "old", "new", "names"),
    [
        ("pga/a.py", WEIGH, WEIGH.replace("1", "2"), {"one", "program"}),
        (
            "pga/a.py",
            WEIGH,
            WEIGH.replace("return weigh()", "return 3"),
            {"two[sqlite]", "program"},
        ),
        ("templates/x.html", PAGE, PAGE.replace("a{%", "c{%"), {"page", "badge", "program"}),
        ("templates/x.html", PAGE, PAGE.replace("b{%", "c{%"), {"badge", "program"}),
        ("docs/x.md", "a", "b", {"doc"}),
        ("docs/new.md", None, "b", {"docs"}),
    ],
)
def test_who_reaches_what_changed_runs(chosen, path, old, new, names):
    assert chosen(Change(path, old, new)) == names


def test_a_test_that_changed_runs_and_its_neighbour_does_not(chosen):
    path = "tests/room/test_x.py"
    new = TEXTS[path].replace("test_one():\n    pass", "test_one():\n    assert 1")

    assert chosen(Change(path, TEXTS[path], new)) == {"one"}


def test_a_test_that_the_map_does_not_know_runs(chosen):
    assert chosen(more=["tests/room/test_z.py::test_new"]) == {"new"}


def test_who_reads_the_whole_tree_always_runs(chosen):
    assert chosen(more=["tests/architecture/test_tree.py::test_tree"]) == {"tree"}


@pytest.mark.parametrize(
    "path",
    ["pyproject.toml", "requirements.lock", "tests/conftest.py", "pga/cases/models/case.py", "x.c"],
)
def test_what_nobody_understands_comes_to_everything(chosen, path):
    assert path in chosen(Change(path, "", "a = 1"))


def test_what_a_module_does_while_it_is_imported_comes_to_everything(chosen):
    assert "imported" in chosen(Change("pga/a.py", WEIGH, WEIGH + "\n\nlisten(weigh)\n"))
