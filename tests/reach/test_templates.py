import pytest
from jinja2 import DictLoader, Environment

from tests.reach.marks import Mark, Marks
from tests.reach.templates import PAGE, watch_templates

PAGES = {
    "base.html": "{% block head %}base{% endblock %}{% block foot %}{% endblock %}",
    "parts.html": (
        "{% macro badge(word) %}[{{ word }}]{% endmacro %}{% macro other() %}{% endmacro %}"
    ),
    "page.html": (
        '{% extends "base.html" %}{% from "parts.html" import badge %}'
        "{% block foot %}{{ badge('x') }}{% endblock %}"
    ),
    "alone.html": "{{ 1 }}",
}


@pytest.fixture
def watched(monkeypatch):
    """Reads a page and tells what was reached."""
    marks, reached = Marks(), set()
    monkeypatch.setattr(Environment, "_parse", Environment._parse)
    monkeypatch.setattr(Environment, "_load_template", Environment._load_template)
    watch_templates(marks, reached.add)
    pages = Environment(loader=DictLoader(PAGES), autoescape=True)

    def read(name):
        reached.clear()
        text = pages.get_template(name).render()
        return text, {mark for mark, number in marks.numbers.items() if number in reached}

    return read


def test_a_page_reaches_what_it_extends_and_what_it_imports(watched):
    text, reached = watched("page.html")

    assert text == "base[x]"
    assert {mark.path for mark in reached} == {
        "templates/page.html",
        "templates/base.html",
        "templates/parts.html",
    }


def test_a_page_reaches_the_blocks_and_the_macros_that_it_shows(watched):
    _, reached = watched("page.html")

    assert {mark for mark in reached if mark.within != PAGE} == {
        Mark("templates/base.html", "head"),
        Mark("templates/page.html", "foot"),
        Mark("templates/parts.html", "badge"),
    }


def test_a_page_that_is_read_again_is_reached_again(watched):
    first, second = (watched("page.html") for _ in range(2))

    assert len(first[1]) > 3
    assert first == second


def test_a_page_alone_reaches_itself(watched):
    assert watched("alone.html") == ("1", {Mark("templates/alone.html", PAGE)})
