"""What the handshake keeps of a form, by what it knows it again, and where it leads."""

from io import BytesIO
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from pga.accounts.handshake import (
    SECRET,
    has_words,
    key_of,
    place_of,
    way_back,
    words_of,
)
from pga.privacy.drafts import FormDraft
from pga.web.whose import FormOwner

APP = Flask(__name__)
WAYS = Flask("ways")
for address, endpoint in {
    "/": "start",
    "/werk": "worklist.work",
    "/acties": "cases.actions",
    "/casussen/<number>": "cases.sheet",
}.items():
    WAYS.add_url_rule(address, endpoint)
OWNER = FormOwner(UUID(int=1), "LAR", "safety_team")
STEERS = {"csrf_token": "a", "form_key": "b", "made_for": "c"}
MARKS = {"version": "3", "token": "d", "began": '{"picture": "e"}'}


@pytest.fixture(autouse=True)
def request_of_a_form():
    with APP.test_request_context(method="POST"):
        yield


def sent(**words):
    return MultiDict({**STEERS, **MARKS, **words})


def key(**words):
    return key_of(sent(**words))


def test_a_draft_keeps_words_and_what_they_were_made_from_and_nothing_that_steers():
    kept = words_of(MultiDict([*sent(picture="De huur.").items(), ("domains", "HUI")]))

    assert dict(kept) == {**MARKS, "picture": "De huur.", "domains": "HUI"}


def test_each_of_several_answers_is_kept():
    several = MultiDict([("domains", "HUI"), ("domains", "GGZ")])

    assert words_of(several) == [["domains", "HUI"], ["domains", "GGZ"]]


@pytest.mark.parametrize("name", sorted(SECRET))
def test_a_secret_is_no_word(name):
    assert words_of(sent(**{name: "zeven groene paraplu's"})) == words_of(sent())


@pytest.mark.parametrize(
    ("words", "has"), [({}, False), ({"picture": " \r\n"}, False), ({"picture": "Ja"}, True)]
)
def test_what_a_form_was_made_from_is_no_word_of_its_user(words, has):
    assert has_words(words_of(sent(**words))) is has


@pytest.mark.parametrize("name", ["csrf_token", "made_for", *MARKS])
def test_the_same_words_are_known_again_whatever_they_were_made_from(name):
    assert key(picture="De huur.") == key(**{"picture": "De huur.", name: "iets anders"})


@pytest.mark.parametrize(
    "other", [{"picture": "De buren."}, {"view": "Ik red het."}, {"form_key": "z"}]
)
def test_other_words_or_another_form_are_no_second_press(other):
    assert key(picture="De huur.") != key(**{"picture": "De huur.", **other})


def test_another_file_is_no_second_press_and_can_still_be_read():
    keys = []
    for content in (b"een", b"twee", b"twee"):
        file = (BytesIO(content), "lijst.csv")
        with APP.test_request_context(method="POST", data={"form_key": "b", "file": file}) as asked:
            keys.append(key_of(asked.request.form))
            assert asked.request.files["file"].read() == content

    assert keys[0] != keys[1] == keys[2]


def test_words_belong_to_their_user_their_town_their_form_and_what_stands_in_the_address():
    goal, other = UUID(int=2), UUID(int=3)
    address = {"number": "LAR-2026-0001", "goal_id": goal}
    place = place_of(OWNER, "cases.goal", address)

    assert (place.user_id, place.municipality) == (OWNER.user_id, "LAR")
    assert (place.form, place.about, place.part) == ("cases.goal", "LAR-2026-0001", str(goal))
    assert place_of(OWNER, "cases.goal", {**address, "goal_id": other}) != place
    assert place_of(OWNER, "cases.goal", {"goal_id": goal, "number": "LAR-2026-0001"}) == place
    assert place_of(OWNER, "cases.register", None).about == ""


def test_an_address_that_somebody_made_up_fits_where_words_are_kept():
    place = place_of(OWNER, "cases.goal", {"number": "9" * 99, "goal_id": "x" * 99})
    columns = FormDraft.__table__.c

    assert len(place.about) == columns.about.type.length
    assert len(place.part) == columns.part.type.length


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/?van=werk", "/werk"),
        ("/?van=acties", "/acties"),
        ("/?van=nergens", "/elders"),
        ("/", "/elders"),
        ("/?van=overzicht", "/elders"),
        ("/casussen/LAR-2026-0001?van=overzicht", "/casussen/LAR-2026-0001"),
    ],
)
def test_one_goes_on_to_the_list_one_came_from_and_otherwise_to_where_the_page_says(asked, led):
    with WAYS.test_request_context(asked):
        assert way_back("/elders") == led
        assert way_back("worklist.work") == ("/werk" if led == "/elders" else led)
