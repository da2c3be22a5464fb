from tests.reach.kept import Reach, Trip, commit_of, joined, keep, load, merge, sum_of, write_part
from tests.reach.marks import Mark

CODE = Mark("pga/x.py", "weigh", 3)
OTHER = Mark("pga/x.py", "weigh", 4)
PAGE = Mark("templates/x.html", "head")


def told(folder):
    """Let two workers each leave what they saw, with numbers of their own."""
    write_part(
        folder / "part-gw0.json.gz",
        {CODE: 0, PAGE: 1},
        {"tests/a.py::slow": Trip(2.0, marks=frozenset({0, 1}), lent=frozenset({1}))},
    )
    write_part(
        folder / "part-gw1.json.gz",
        {PAGE: 0, OTHER: 1, CODE: 2},
        {
            "tests/a.py::quick": Trip(0.5, passed=False, marks=frozenset({2})),
            "fixture shelf": Trip(marks=frozenset({1})),
        },
    )
    return merge(sorted(folder.glob("part-*")), "abc", folder)


def test_what_two_workers_saw_is_one_map_with_the_quickest_first(tmp_path):
    reach = told(tmp_path)

    assert reach.tests([CODE]) == ["tests/a.py::quick", "tests/a.py::slow"]
    assert reach.tests([PAGE]) == ["tests/a.py::slow"]
    assert reach.trips["tests/a.py::slow"].lent == {reach.numbers[PAGE]}
    assert list(tmp_path.iterdir()) == []


def test_what_a_fixture_reaches_stands_beside_the_tests(tmp_path):
    reach = told(tmp_path)

    assert reach.tests([OTHER]) == []
    assert reach.trips["fixture shelf"].marks == {reach.numbers[OTHER]}
    assert reach.reached() == 2


def test_a_place_that_nobody_ever_named_is_reached_by_nobody(tmp_path):
    assert told(tmp_path).tests([Mark("pga/new.py", "f", 1)]) == []


def test_the_marks_of_a_file_are_known(tmp_path):
    assert set(told(tmp_path).marks_in("pga/x.py")) == {CODE, OTHER}


def test_the_map_is_read_as_it_was_written(tmp_path):
    reach = told(tmp_path)

    keep(reach, tmp_path / "map.json.gz")

    assert load(tmp_path / "map.json.gz") == reach


def test_without_a_map_there_is_none(tmp_path):
    assert load(tmp_path / "map.json.gz") is None


def test_a_worker_that_saw_nothing_leaves_nothing(tmp_path):
    write_part(tmp_path / "part-gw0.json.gz", {CODE: 0}, {})

    assert list(tmp_path.iterdir()) == []


def test_each_file_that_is_there_has_the_sum_of_its_text(tmp_path):
    (tmp_path / "pga").mkdir()
    (tmp_path / "pga/x.py").write_text("x = 1\n")

    assert told(tmp_path).sums == {"pga/x.py": sum_of(tmp_path / "pga/x.py")}


def test_the_commit_is_that_of_the_checkout_or_nothing(tmp_path):
    assert len(commit_of()) in {0, 40}
    assert commit_of(tmp_path) == ""


def test_a_new_map_is_empty():
    assert Reach().reached() == 0


def test_a_map_can_be_joined_with_an_older_one_whose_age_it_gets(tmp_path):
    old, new = told(tmp_path), Reach("later", {"pga/x.py": "new", "pga/y.py": "y"})
    old.sums = {"pga/x.py": "old", "pga/z.py": "z"}
    new.add({PAGE: 0}, {"tests/a.py::slow": Trip(1.0, marks=frozenset({0}))})

    both = joined(old, new)

    assert both.commit == "abc"
    assert both.tests([CODE]) == ["tests/a.py::quick"]
    assert both.tests([PAGE]) == ["tests/a.py::slow"]
    assert both.sums == {"pga/x.py": "", "pga/y.py": "y", "pga/z.py": "z"}
