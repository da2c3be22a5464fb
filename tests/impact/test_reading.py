"""Which tests run without a map: who says the name, or all the words of an address."""

import pytest

from tests.impact.changes import Change
from tests.impact.reading import Tree, add_module, add_page, choose_by_reading
from tests.reach.reads import ROOT

ROUTES = """
from pga.room.services import weigh


@bp.get("/room/<number>/scale")
@guarded("x")
def scale(number):
    return render_template("room/scale.html", weight=weigh(number))


@bp.post("/room/<number>/put")
def put(number):
    return done("Saved.", "room.scale", number=number)


@bp.get("/room/<number>/other")
def other(number):
    return render_template("room/other.html")


@bp.context_processor
def _shared():
    return {"weigh": unit()}


def unit():
    return "kg"
"""
MODULES = {
    "pga/room/services/__init__.py": "from pga.room.services.weighing import weigh\n",
    "pga/room/services/weighing.py": "def weigh(number):\n    return 1\n",
    "pga/room/routes.py": ROUTES,
    "pga/room/far.py": "def far():\n    return 1\n",
    "tests/room/test_service.py": (
        "from pga.room.services import weigh\n\n\ndef test_weigh():\n    assert weigh(1)\n\n\n"
        "def test_else():\n    assert 1\n"
    ),
    "tests/room/test_scale.py": 'def test_x(page):\n    page.get(f"/room/{1}/scale")\n',
    "tests/room/test_put.py": 'PARTS = ["put"]\n\n\ndef test_x(page):\n    page.get("/room")\n',
    "tests/room/test_other.py": 'def test_x(page):\n    page.get("/room/1/other")\n',
    "tests/room/test_walk.py": "def test_x(app):\n    assert app.url_map\n",
    "tests/room/test_seen.py": "pytestmark = pytest.mark.browser\n\n\ndef test_x():\n    pass\n",
    "tests/room/test_cli.py": "import subprocess\n\n\ndef test_x():\n    subprocess.run([])\n",
    "tests/room/test_docs.py": 'def test_x():\n    assert Path("docs") / "x.md"\n',
    "tests/room/given.py": 'WHERE = "/room/1/other"\n',
    "tests/room/test_lent.py": "from tests.room.given import WHERE\n\n\ndef test_x():\n    pass\n",
}
PAGES = {
    "room/scale.html": '{% extends "base.html" %}{% from "macros.html" import badge %}',
    "room/other.html": '{% extends "base.html" %}',
    "base.html": "a",
    "macros.html": "b",
    "nobody.html": "c",
}
TESTS = [
    *(f"tests/room/test_service.py::test_{one}" for one in ("weigh", "else")),
    *(
        f"tests/room/test_{one}.py::test_x"
        for one in ("scale", "put", "other", "walk", "seen", "cli", "docs", "lent")
    ),
]
WALK = {"walk", "seen", "cli"}
"""Who asks for each page there is, follows links, or starts a program."""
SCALE = WALK | {"scale", "put"}
OTHER = WALK | {"other", "lent"}


def chosen(path, old, new):
    tree = Tree()
    for module, text in MODULES.items():
        add_module(tree, module, new if module == path else text)
    for name, text in PAGES.items():
        add_page(tree, name, text)
    choice = choose_by_reading([Change(path, old, new)], tree, TESTS)
    names = {name.removeprefix("tests/room/test_") for name in choice.tests}
    return choice.everything or {name.partition(".py")[0] for name in names}


def changed(path, old, new):
    text = MODULES[path]
    assert old in text
    return chosen(path, text, text.replace(old, new))


@pytest.mark.parametrize(
    ("path", "old", "new", "names"),
    [
        ("pga/room/services/weighing.py", "return 1", "return 2", SCALE | {"service"}),
        ("pga/room/routes.py", '"room/other.html"', '"room/scale.html"', OTHER),
        ("pga/room/routes.py", "Saved.", "Kept.", WALK | {"put"}),
        ("pga/room/far.py", "return 1", "return 2", {"cli"}),
        ("tests/room/test_service.py", "assert 1", "assert 2", {"service"}),
        ("tests/room/given.py", "other", "others", set()),
    ],
)
def test_who_says_what_changed_or_asks_for_its_page_runs(path, old, new, names):
    assert changed(path, old, new) == names


def test_of_a_file_only_the_test_that_says_the_name_runs():
    path = "pga/room/services/weighing.py"
    tree = Tree()
    for module, text in MODULES.items():
        add_module(tree, module, text)
    changes = [Change(path, MODULES[path], MODULES[path].replace("1", "2"))]

    tests = choose_by_reading(changes, tree, TESTS).tests

    assert TESTS[0] in tests
    assert TESTS[1] not in tests


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("room/other.html", OTHER),
        ("macros.html", SCALE),
        ("base.html", SCALE | OTHER),
        ("nobody.html", WALK),
    ],
)
def test_a_template_is_asked_for_by_who_asks_for_a_page_that_is_made_of_it(template, names):
    assert chosen(f"templates/{template}", "a", "b") == names


@pytest.mark.parametrize(
    ("path", "names"), [("docs/x.md", {"docs"}), ("static/js/keep.js", {"walk", "seen"})]
)
def test_a_file_that_is_no_code_is_read_by_who_names_it_or_looks_at_pages(path, names):
    assert chosen(path, "a", "b") == names


@pytest.mark.parametrize(
    ("path", "old", "new", "why"),
    [
        ("pga/room/routes.py", '"kg"', '"g"', "pga.room.routes._shared is called for every page"),
        ("pga/room/routes.py", "def unit", "listen(1)\n\n\ndef unit", "while it is imported"),
    ],
)
def test_what_is_called_by_nobodys_name_comes_to_everything(path, old, new, why):
    assert why in changed(path, old, new)


def test_what_nobody_understands_comes_to_everything():
    assert "pyproject.toml" in chosen("pyproject.toml", "a", "b")


def test_the_pages_of_the_house_are_found_with_what_they_show():
    tree = Tree()
    for path in sorted((ROOT / "pga").glob("*/routes/*.py")):
        add_module(tree, str(path.relative_to(ROOT)), path.read_text("utf-8"))
    endpoints = {one.endpoint for one in tree.views}

    assert {"cases.sheet", "accounts.login", "partners.partner"} <= endpoints
    assert len(endpoints) > 100
    assert "cases/plan.html" in {page for one in tree.views for page in one.shows}
