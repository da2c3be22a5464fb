from tests.reach.__main__ import command


def test_what_is_given_comes_last_so_that_it_counts():
    given = command(["-m", "browser"])

    assert given[1:3] == ["-m", "pytest"]
    assert given[-2:] == ["-m", "browser"]


def test_the_word_that_keeps_the_others_is_not_for_pytest():
    assert command(["--more", "-q"])[-1] == "-q"
    assert "--more" not in command(["--more", "-q"])
