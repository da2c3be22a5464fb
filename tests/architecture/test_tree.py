import ast
import re
from pathlib import Path

import pytest

from tests.support.some import some

ROOT = Path(__file__).parents[2]
CODE = ["pga", "migrations", "templates", "static", "tests", "config.py"]
PAPERS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "docs", "benchmarks"]
TOOLS = ["pyproject.toml", "Makefile", "requirements.lock", "requirements-dev.lock"]
LEFT_BEHIND = ["__pycache__", "build", "dist", "htmlcov", "pga.egg-info", "var"]

LONGEST = 200
NAMELESS = {"common", "data", "handle", "helper", "helpers", "info", "manager", "misc", "process"}
NAMELESS |= {"util", "utils"}

MODULES = sorted((ROOT / "pga").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
BARRED = {
    "safe": r"\|\s*safe\b|\bMarkup\b|autoescape\s+false",
    "inline style": r"<style\b|\sstyle\s*=",
    "inline script": r"<script(?![^>]*\ssrc=)|javascript:",
    "handler": r"\son[a-z]+\s*=\s*[\"']",
}


def without_comments(template):
    return re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)


def test_the_checkout_holds_what_the_plan_names():
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}

    assert there - {*CODE, *PAPERS, *TOOLS, *LEFT_BEHIND} == set()


def test_a_line_of_a_page_or_a_style_is_read_without_scrolling():
    shown = [*TEMPLATES, *(ROOT / "static" / "css").glob("*.css")]
    lines = {path: max(map(len, path.read_text("utf-8").splitlines())) for path in shown}

    assert {path: longest for path, longest in some(lines.items()) if longest > LONGEST} == {}


def test_no_room_or_file_is_called_after_nothing():
    named = {path for path in MODULES if {path.stem, path.parent.name} & NAMELESS}

    assert MODULES
    assert named == set()


def test_each_module_says_what_it_is():
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]

    assert MODULES
    assert silent == []


@pytest.mark.parametrize("what", BARRED)
def test_no_template_holds(what):
    found = [
        (path.name, match[0])
        for path in TEMPLATES
        for match in re.finditer(BARRED[what], without_comments(path.read_text("utf-8")))
    ]

    assert TEMPLATES
    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("safe", "{{ reason | safe }}"),
        ("safe", "{% autoescape false %}"),
        ("inline style", '<p class="x" style="color:red">'),
        ("inline style", "<style>p {}</style>"),
        ("inline script", "<script>x()</script>"),
        ("inline script", '<a href="javascript:x()">'),
        ("handler", '<button onclick="x()">'),
    ],
)
def test_what_is_barred_would_be_seen(what, line):
    assert re.search(BARRED[what], line)


def test_a_script_of_our_own_is_not_barred():
    assert not re.search(BARRED["inline script"], '<script src="/static/js/pga.js" defer></script>')
