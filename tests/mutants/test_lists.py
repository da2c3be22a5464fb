from collections import Counter
from itertools import chain

import pytest

from tests.mutants.kinds import CALL, FILTER
from tests.mutants.listed import BECAUSE, ENDED, LISTS, SAME, list_of, read_list, written
from tests.mutants.naming import Mutant
from tests.mutants.shelves import ALL, shelf_of
from tests.mutants.sites import file_of, sites

AT_LEAST = {"services": 250, "reading": 200, "gate": 200, "rules": 100, "templates": 100} | {
    "routes": 100
}
ONE, TWO = Mutant("a.f", "negate", "x"), Mutant("a.f", "negate", "y")


@pytest.mark.parametrize("shelf", ALL)
def test_each_mutant_of_the_list_names_code_that_is_there(shelf):
    lost = [str(one) for one in list_of(shelf) if one not in sites(file_of(one))]

    assert list_of(shelf)
    assert lost == []


@pytest.mark.parametrize("shelf", ALL)
def test_each_mutant_stands_in_the_list_of_its_shelf_once(shelf):
    lines = (LISTS / f"{shelf}.txt").read_text("utf-8").splitlines()
    named = [line for line in lines if not line.startswith(SAME)]

    assert {shelf_of(file_of(one)) for one in list_of(shelf)} == {shelf}
    assert len(named) == len(set(named)) == len(list_of(shelf))


def test_there_are_enough_mutants_on_each_shelf():
    counted = {shelf: len(list_of(shelf)) for shelf in ALL}

    assert sum(counted.values()) >= 800
    assert min(counted.values()) >= 40
    assert all(counted[shelf] >= number for shelf, number in AT_LEAST.items())


def test_many_of_them_forget_whose_it_is_or_leave_a_call_out():
    kinds = Counter(one.kind for one in chain(list_of("services"), list_of("reading")))

    assert kinds[FILTER] > 400
    assert kinds[CALL] > 400


def unexplained(whys):
    """Return for whom the reason is none."""
    return [one for one, why in whys.items() if len(why) <= 10]


def test_who_is_no_fault_has_a_reason():
    reasons = {one: why for shelf in ALL for one, why in list_of(shelf).items() if why}

    assert unexplained(reasons) == []
    assert unexplained({"a": "equal", "b": "the two are the same by the line above"}) == ["a"]


def test_who_left_the_list_has_a_reason_and_is_not_in_it():
    ended = read_list(ENDED.read_text("utf-8"))
    listed = {one for shelf in ALL for one in list_of(shelf)}

    assert unexplained(ended) == []
    assert ended.keys() & listed == set()


def test_the_reason_why_one_left_the_list_is_read():
    assert read_list(f"{ONE}\n{BECAUSE}the term went.\n") == {ONE: "the term went."}


def test_a_list_is_read_as_it_is_written_with_its_reasons():
    same = {ONE: "", TWO: "A case has one row of these."}

    assert read_list(written([ONE, TWO], same)) == same


def test_a_shelf_without_a_list_has_no_mutants(tmp_path):
    assert list_of("rules", tmp_path) == {}
