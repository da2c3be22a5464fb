import pytest
from flask import Flask

from tests.support.pages import Page

FORMS = """<form method="post" action="/bewaar?x=1">
<input type="hidden" name="csrf_token" value="t">
<input name="naam" value="Kwartelstaart"><input name="leeg"><input type="submit" name="knop">
<input name="uit" value="x" disabled><input value="zonder naam"><button name="nog">x</button>
<textarea name="verhaal">
Regel 1
  Regel 2</textarea>
<input type="checkbox" name="vink" value="a" checked>
<input type="checkbox" name="vink" value="b">
<input type="checkbox" name="kaal" checked><input type="radio" name="keus" value="c" checked>
<select name="lijst"><option value="1">een<option value="2" selected>twee</select>
<select name="eerste"><option>nul</option><option>een</option></select>
<select name="geen" multiple><option value="1">een</option></select></form>
<form method="post"><input name="eigen" value="1"></form><form action="/zoek"></form>"""
FILLED = [
    ("csrf_token", "t"),
    ("naam", "Kwartelstaart"),
    ("leeg", ""),
    ("verhaal", "Regel 1\n  Regel 2"),
    ("vink", "a"),
    ("kaal", "on"),
    ("keus", "c"),
    ("lijst", "2"),
    ("eerste", "nul"),
]


def test_a_form_is_sent_as_a_browser_would():
    assert Page.form(FORMS, "/bewaar", own=False) == FILLED


def test_a_form_without_an_address_is_that_of_the_page():
    assert Page.form(FORMS, "/hier") == [("eigen", "1")]


def test_a_form_that_is_not_there_is_told():
    with pytest.raises(AssertionError, match="no form at /nergens"):
        Page.form(FORMS, "/nergens", own=False)


def test_what_is_typed_takes_the_place_of_what_stands():
    app = Flask("forms")
    page = Page(app)
    sent = {}
    page.get = lambda _: type("Shown", (), {"text": FORMS})
    page.send = lambda _, typed, **__: sent.update(typed=typed)

    page.post("/bewaar", {"vink": ["b", "c"], "naam": None, "leeg": 3})

    assert ("vink", "a") not in sent["typed"]
    assert [pair for pair in sent["typed"] if pair[0] in {"vink", "leeg", "naam"}] == [
        ("vink", "b"),
        ("vink", "c"),
        ("leeg", "3"),
    ]


def test_an_answer_that_is_no_page_has_no_title(client, page):
    response = page.get("/static/img/favicon.svg")

    assert page.visited[-1] == ""
    response.close()
