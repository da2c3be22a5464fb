import subprocess

import pytest

from tests.impact.changes import Change, changes_since, page_marks, parts_changed
from tests.reach.marks import Mark
from tests.reach.templates import PAGE

OLD = "x{% block head %}{{ a }}{% endblock %}{% macro badge() %}b{% endmacro %}"


@pytest.fixture
def checkout(tmp_path):
    """A checkout with one commit, and files that differ from it."""
    for name in ("stays", "changes", "goes"):
        (tmp_path / name).write_text("old")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example"]
    for asked in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *asked], cwd=tmp_path, check=True)
    (tmp_path / "changes").write_text("new")
    (tmp_path / "goes").unlink()
    (tmp_path / "comes").write_text("new")
    return tmp_path


def test_each_file_that_differs_is_found_also_what_git_does_not_know(checkout):
    assert changes_since("HEAD", checkout) == [
        Change("changes", "old", "new"),
        Change("comes", None, "new"),
        Change("goes", "old", None),
    ]


@pytest.mark.parametrize(
    ("old", "new", "within"),
    [
        ("x{%", "y{%", {PAGE}),
        ("{{ a }}", "{{ c }}", {"head"}),
        ("b{%", "c{%", {"badge"}),
        ("badge()", "badge(word)", {PAGE, "badge"}),
        ("", "", set()),
    ],
)
def test_of_a_template_the_block_or_the_macro_that_differs_is_told(old, new, within):
    marks = set(page_marks(Change("templates/x.html", OLD, OLD.replace(old, new))))

    assert marks == {Mark("templates/x.html", one) for one in within}


def test_a_template_that_is_new_differs_in_all():
    assert len(list(page_marks(Change("templates/x.html", None, OLD)))) == 3


def test_a_module_that_goes_differs_in_all():
    assert [part.names for part in parts_changed(Change("a.py", "a = 1\nb = 2\n", None))] == [
        ("a",),
        ("b",),
    ]
