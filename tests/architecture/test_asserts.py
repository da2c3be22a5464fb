import ast
from pathlib import Path

import pytest

from tests.support.asserting import (
    ALWAYS,
    ANY_CAUSE,
    ANY_LINE,
    EACH,
    ITSELF,
    NOTHING,
    checkers_in,
    faults,
)
from tests.support.some import some

TESTS = Path(__file__).parents[1]
SOURCES = {path.relative_to(TESTS): path.read_text("utf-8") for path in TESTS.rglob("*.py")}


def a_test(body, module=""):
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"{module}\ndef test_it(things, page):\n{lines}"


def kinds(source, checkers=()):
    return {fault.split(": ")[1] for fault in faults(source, checkers)}


def test_every_test_can_fail_for_what_it_says():
    checkers = checkers_in(map(ast.parse, SOURCES.values()))
    found = [
        f"{path}:{fault}"
        for path, source in some(sorted(SOURCES.items()))
        for fault in faults(source, checkers)
    ]

    assert found == []


@pytest.mark.parametrize(
    "body",
    [
        "for one in things: assert one",
        "for one in things:\n    with raises(Gone): one()",
        "for one in page.rows(): expect(one).to_be_hidden()",
        "found = [one for one in things if one]\nfor one in found: assert one",
        "found = []\nfor one in found: assert one",
        "for one in [*things]: assert one",
        "for one in {**things}: assert one",
        "for one in range(len(things)): assert one",
        "for one in range(0): assert one",
        "for one in sorted(things): assert one",
        "for one in sorted(): assert one",
        "for one, other in zip(things, (1, 2)): assert one",
        "for one in things.items(): assert one",
        "for one in THINGS: assert one",
        "for one in (): assert one",
        "for one in things: assert one in things[1:]\nassert len(things) >= 0",
        "found = things\nthings = found\nfor one in found: assert one",
        "for one in things: assert one\nassert things == []",
        "for one in things: assert one\nassert 0 < len(things) < 9",
        "for one in things: assert one\nassert things is not None",
        "for one in things: assert one\nassert page != things",
        "for one in things: assert one\nassert page <= things",
        "assert all(things)",
        "assert all(one for one in things)",
        "assert all(one for each in (1, 2) for one in each.things)",
        "assert page and all(one for one in things)",
        "assert not any(one.bad for one in things)",
        "assert not any(things)",
        "assert [one for one in things if one.bad] == []",
        "assert {one for one in things if one.bad} == set()",
        "assert {one: 1 for one in things if one.bad} == {}",
        "assert list(one for one in things if one.bad) == []",
        "assert tuple(one for one in things if one.bad) == ()",
        "assert not [one for one in things if one.bad]",
        "bad = [one for one in things if one.bad]\nassert bad == []",
        "bad = [one for one in things if one.bad]\nassert not bad",
    ],
)
def test_what_is_said_of_each_of_what_may_be_nothing_is_found(body):
    assert kinds(a_test(body)) == {EACH}


@pytest.mark.parametrize(
    "body",
    [
        "for one in (1, 2): assert one",
        "for one in [*things, 1]: assert one",
        "for one in {'a': 1}: assert one",
        "for one in {**things, 'a': 1}: assert one",
        "for one in 'abc': assert one",
        "for one in range(3): assert one",
        "for one in range(1, 3): assert one",
        "for one in range(things): assert one",
        "for at, one in enumerate((1, 2)): assert one",
        "for one, other in zip((1, 2), (3, 4)): assert one",
        "for one, other in product(State, (3, 4)): assert one",
        "for one in State: assert one",
        "for one in {'a': 1}.items(): assert one",
        "for one in THINGS: assert one",
        "for one in [*things] + [1]: assert one",
        "for one in things | {1}: assert one",
        "for one in [each + 1 for each in (1, 2)]: assert one",
        "for one in some(things): assert one",
        "found = (1, 2)\nfor one in found: assert one",
        "found: list = [1]\nfor one in found: assert one",
        "assert things\nfor one in things: assert one",
        "assume(things)\nfor one in things: assert one",
        "assert page and things\nfor one in things: assert one",
        "assert len(things) == 2\nfor one in things: assert one",
        "assert 2 == len(things)\nfor one in things: assert one",
        "assert len(things) > 0\nfor one in things: assert one",
        "assert 0 < len(things)\nfor one in things: assert one",
        "assert len(things) >= 1\nfor one in things: assert one",
        "assert {1} <= things\nfor one in things: assert one",
        "assert 1 in things\nfor one in things: assert one",
        "assert things != []\nfor one in things: assert one",
        "assert things.count() >= 14\nfor at in range(things.count()): assert at",
        "assert things.count(None) == 1\nfor one in things: assert one",
        "assert [one.name for one in things] == ['a']\nfor one in things: assert one",
        "assert all(one for one in some(things))",
        "assert not any(one for one in some(things))",
        "assert any(one for one in things)",
        "assert [one for one in some(things) if one.bad] == []",
        "assert [one for one in (1, 2) for each in one if each.bad] == []",
        "assert [one for one in things if one.bad] == [1]",
        "assert not page",
        "assert page == []",
        "for one in things: one()\nassert things",
    ],
)
def test_what_is_said_of_each_of_something_is_right(body):
    assert kinds(a_test(body, "THINGS = [1, 2]")) == set()


@pytest.mark.parametrize(
    "body",
    [
        "with raises(Exception): page()",
        "with pytest.raises(DatabaseError): page()",
        "with pytest.raises(sa.exc.IntegrityError): page()",
        "with pytest.raises((Gone, ValueError)): page()",
        "with pytest.raises(Invalid) as caught: page()",
        "with raises(Invalid) as no: page()\nwith raises(Invalid) as no: page()\nassert no.value",
        "with pytest.raises(Invalid), page as unit: unit()",
    ],
)
def test_a_failure_that_many_causes_can_bring_is_found(body):
    assert kinds(a_test(body)) == {ANY_CAUSE}


@pytest.mark.parametrize(
    "body",
    [
        "with raises(Refused):\n    page()\n    things()",
        "with raises(Refused, match='no'):\n    page()\n    things()",
        "with raises(Refused), page:\n    page()\n    things()",
        "with raises(Refused), page:\n    page()\n    raise Other",
        "with raises(Refused), page:\n    page()\n    raise",
    ],
)
def test_a_failure_that_one_of_many_lines_can_bring_is_found(body):
    assert kinds(a_test(body)) == {ANY_LINE}


@pytest.mark.parametrize(
    "body",
    [
        "with raises(Refused): page()",
        "with raises(ValueError, match='day'): page()",
        "with raises(Invalid) as caught: page()\nassert caught.value.problems == {'a': 1}",
        "with raises(Refused, match='no'), page:\n    page()\n    things()",
        "with raises(LookupError), page: raise LookupError",
        "with raises(ZeroDivisionError), page:\n    things()\n    raise ZeroDivisionError",
        "with raises(Zero), page:\n    things()\n    with page:\n        raise Zero('x')",
        "with page: things()\nassert page",
    ],
)
def test_a_failure_with_one_cause_is_right(body):
    assert kinds(a_test(body)) == set()


@pytest.mark.parametrize(
    "body",
    [
        "assert True",
        "assert 'told'",
        "assert f'{page}'",
        "assert (things, 'told')",
        "assert [1]",
        "assert {1}",
        "assert {'a': page}",
        "assert lambda: page",
        "assert (one for one in page)",
        "assert page and 1",
    ],
)
def test_what_is_always_so_is_found(body):
    assert kinds(a_test(body)) == {ALWAYS}


@pytest.mark.parametrize(
    "body",
    [
        "assert page == page",
        "assert page.name is page.name",
        "assert page() == page() == 1",
        "assert page <= page",
        "assert page >= page",
    ],
)
def test_what_is_compared_with_itself_is_found(body):
    assert kinds(a_test(body)) == {ITSELF}


@pytest.mark.parametrize("body", ["page()", "pass", "page.look()", "helps()", "page.get(1)"])
def test_a_test_that_asserts_nothing_is_found(body):
    module = "def helps(page):\n    return page.get('one')\n\ndef gets(page):\n    page.get(1)\n"

    assert kinds(a_test(body, module)) == {NOTHING}


@pytest.mark.parametrize(
    "body", ["shows()", "page.shows()", "page.get(1)", "elsewhere()", "told()"]
)
def test_a_test_may_assert_by_what_it_calls(body):
    module = (
        "def _seen(page):\n    assert page\n\ndef shows(page):\n    _seen(page)\n"
        "def told(page):\n    raise AssertionError(page)\n"
        "class Page:\n    async def get(self):\n        self._seen()\n"
    )

    assert kinds(a_test(body, module), ["elsewhere"]) == set()


@pytest.mark.parametrize("body", ["assert page() != page()", "assert page", "assert 0 <= page < 9"])
def test_an_honest_assertion_is_right(body):
    assert kinds(a_test(body)) == set()


def test_a_fault_is_told_with_its_line_and_a_helper_is_read_too():
    source = (
        "def helps(things):\n    assert True\n\n\ndef test_it():\n    assert 1 in [1] and 'so'\n"
    )

    assert faults(source) == [f"2: {ALWAYS}", f"6: {ALWAYS}"]


def test_some_are_all_that_there_are_and_none_are_no_some():
    assert some(iter("ab")) == ["a", "b"]
    with pytest.raises(AssertionError, match="nothing to look at"):
        some([])
