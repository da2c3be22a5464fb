from tests.impact.__main__ import OLD, aged, asked, said
from tests.impact.choosing import Choice
from tests.impact.lately import row


def test_without_a_word_the_tests_run_since_where_main_was_left():
    given = asked([])

    assert (given.base, given.list, given.more) == ("", False, [])


def test_what_stands_behind_the_dashes_is_for_pytest():
    given = asked(["abc", "--list", "--", "-n", "2"])

    assert (given.base, given.list, given.more) == ("abc", True, ["-n", "2"])


def test_it_says_when_the_map_is_old_or_of_another_tree():
    assert aged(OLD) == ""
    assert aged(OLD + 1).startswith("The map is 21 commits old. Make it anew")
    assert "a commit that is not here" in aged(None)


def test_it_says_how_many_run_and_why_all():
    assert said(Choice({"a"}), 4, "0123456789abc") == "1 of 4 tests (25 %) since 012345678"
    assert said(Choice({"a"}, "x"), 1, "abc") == "1 of 1 tests (100 %) since abc: x"
    assert said(Choice(), 0, "abc") == "0 of 0 tests (0 %) since abc"


def test_a_commit_is_told_with_the_share_and_the_seconds_of_what_is_known():
    choices = (Choice({"a", "unknown"}), Choice({"a", "b"}, "x"))

    line = row("0123456789abc", 3, choices, {"a": 1.4, "b": 2.2, "c": 0, "d": 0})

    assert line == "| 012345678 | 3 | 25 % | 1 | 50 % | 4 |"
    assert row("abc", 0, [Choice()], {}) == "| abc | 0 | 0 % | 0 |"
