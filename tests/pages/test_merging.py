"""Two editors of one text: what each of them did to a field, and what stands in it then."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from wtforms import BooleanField, FileField, HiddenField, SelectMultipleField, SubmitField

from pga.web.forms import BaseForm, Choice, Day, Story, TextLine
from pga.web.merging import as_typed, digests, laid_over

APP = Flask(__name__)
APP.config.update(SECRET_KEY="a test", WTF_CSRF_ENABLED=False)

VALUES = st.lists(st.sampled_from(["Eerst.", "Toen.", "Later."]), max_size=2, unique=True)


def pairs(values):
    return [("field", value) for value in values]


def laid(began, mine, now):
    """Return what stands in the field, and what the other wrote; None when that is not shown."""
    typed, theirs = laid_over(pairs(mine), digests(pairs(began)), pairs(now))
    return typed.getlist("field"), theirs.get("field")


@pytest.mark.parametrize(
    ("began", "mine", "now", "stands", "theirs"),
    [
        ("Eerst.", "Eerst.", "Eerst.", ["Eerst."], None),
        ("Eerst.", "Mijn.", "Eerst.", ["Mijn."], None),
        ("Eerst.", "Eerst.", "Haar.", ["Haar."], None),
        ("Eerst.", "Nu.", "Nu.", ["Nu."], None),
        ("Eerst.", "Mijn.", "Haar.", ["Mijn."], ["Haar."]),
        ("Eerst.", "", "Eerst.", [""], None),
        ("Eerst.", "", "Haar.", [""], ["Haar."]),
        ("Eerst.", "Eerst.", "", [], None),
        ("Eerst.", "Mijn.", "", ["Mijn."], []),
        ("", "", "Haar.", ["Haar."], None),
        ("", "Mijn.", "", ["Mijn."], None),
        ("", "Mijn.", "Haar.", ["Mijn."], ["Haar."]),
    ],
)
def test_own_words_stay_and_what_one_left_alone_follows_the_other(began, mine, now, stands, theirs):
    assert laid([began], [mine], [now]) == (stands, theirs)


def test_a_tick_of_each_of_several_is_one_answer():
    assert laid(["a", "b"], ["a"], ["a", "b"]) == (["a"], None)
    assert laid(["a", "b"], ["a", "b"], ["b", "c"]) == (["b", "c"], None)
    assert laid(["a", "b"], ["a"], ["a", "b", "c"]) == (["a"], ["a", "b", "c"])


def test_how_a_browser_ends_a_line_or_blanks_around_it_change_nothing():
    assert laid(["Een.\nTwee."], [" Een.\r\nTwee.\r\n"], ["Drie."]) == (["Drie."], None)
    assert laid(["Een."], ["Twee.\r\nDrie."], ["Twee.\nDrie."]) == (["Twee.\nDrie."], None)


def test_each_field_is_looked_at_by_itself():
    began = digests([("one", "Eerst."), ("two", "Eerst.")])

    typed, theirs = laid_over(
        [("one", "Mijn."), ("two", "Eerst."), ("three", "Mijn.")],
        began,
        [("one", "Haar."), ("two", "Haar."), ("four", "Haar.")],
    )

    assert typed.to_dict() == {"one": "Mijn.", "two": "Haar.", "three": "Mijn.", "four": "Haar."}
    assert theirs == {"one": ["Haar."]}


@given(VALUES, VALUES, VALUES)
def test_no_word_of_either_is_lost_unseen(began, mine, now):
    stands, theirs = laid(began, mine, now)
    seen = [*stands, *(theirs or [])]

    assert mine == began or all(value in seen for value in mine)
    assert now == began or all(value in seen for value in now)


class Everything(BaseForm):
    """A field of each kind that a form can have."""

    line = TextLine("Regel")
    story = Story("Verhaal")
    day = Day("Dag")
    ticked = BooleanField("Vinkje")
    choice = Choice("Keuze", [("a", "A"), ("b", "B")])
    several = SelectMultipleField("Enkele", choices=["a", "b", "c"])
    mark = HiddenField("Merk", default="x")
    file = FileField("Bestand")
    press = SubmitField("Bewaar")


@pytest.mark.parametrize(
    ("data", "sent"),
    [
        (
            {"line": "Een", "ticked": True, "choice": "b", "several": ["a", "c"]},
            [
                ("line", "Een"),
                ("story", ""),
                ("day", ""),
                ("ticked", "y"),
                ("choice", "b"),
                ("several", "a"),
                ("several", "c"),
            ],
        ),
        ({"ticked": False, "several": None}, [("line", ""), ("story", ""), ("day", "")]),
    ],
)
def test_a_form_is_read_as_a_browser_would_send_it_without_what_only_steers_it(data, sent):
    with APP.test_request_context():
        form = Everything(formdata=None, data=data)

        assert as_typed(form.leaves()) == sent


def test_a_digest_tells_one_value_from_another_and_holds_no_word():
    told = digests([("one", "Zichtbaar"), ("two", "Zichtbaar."), ("three", "Zichtbaar")])

    assert told["one"] == told["three"] != told["two"]
    assert {len(value) for value in told.values()} == {8}
    assert "Zicht" not in str(told)
