import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pga
from pga.settings.rules.contrast import (
    DARK_GROUNDS,
    DARK_INK,
    ENOUGH,
    GROUNDS,
    HOVER,
    LIGHT_GROUNDS,
    LIGHT_INK,
    Colours,
    dark_of,
    failing,
    luminance,
    mixed,
    ratio,
)

CSS = (Path(pga.__file__).parents[1] / "static/css/app.css").read_text("utf-8")
HOUSE = Colours("#1c3f5e", "#ffffff", "#1d4e79")
COLOUR = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.00),
    ],
)
def test_the_ratio_is_that_of_wcag(one, other, expected):
    assert ratio(one, other) == pytest.approx(expected, abs=0.005)


@given(one=COLOUR, other=COLOUR)
def test_the_ratio_is_between_1_and_21_and_has_no_direction(one, other):
    assert 1 <= ratio(one, other) <= 21.0001
    assert ratio(one, other) == ratio(other, one)
    assert 0 <= luminance(one) <= 1.0001


@given(one=COLOUR, other=COLOUR)
def test_a_mix_begins_and_ends_with_its_colours(one, other):
    assert mixed(one, other, 0) == one
    assert mixed(one, other, 1) == other
    assert re.fullmatch("#[0-9a-f]{6}", mixed(one, other, 0.4))


def test_a_mix_is_that_of_a_browser():
    assert mixed("#ff0000", "#0000ff", 0.5) == "#8c53a2"  # color-mix(in oklab, red, blue)


def test_the_colours_of_the_house_can_be_read():
    assert failing(HOUSE) == []


def test_each_pair_that_cannot_be_read_is_named_with_its_ratio():
    pairs = failing(Colours("#ffd400", "#ffffff", "#ffd400"))

    assert [(pair.over, pair.under) for pair in pairs] == [
        ("brand_ink", "brand"),
        ("brand_ink", "hover"),
        ("accent", "page"),
    ]
    assert all(1 < pair.ratio < ENOUGH for pair in pairs)


def test_a_button_that_fails_only_under_the_mouse_is_refused():
    pairs = failing(Colours("#b08800", "#1c242c", "#1d4e79"))

    assert [(pair.over, pair.under) for pair in pairs] == [("brand_ink", "hover")]


@given(brand=COLOUR, brand_ink=COLOUR, accent=COLOUR)
def test_the_twins_for_the_dark_can_always_be_read(brand, brand_ink, accent):
    dark = dark_of(Colours(brand, brand_ink, accent))

    assert ratio(dark.brand, dark.brand_ink) >= ENOUGH
    assert ratio(mixed(dark.brand, DARK_INK, HOVER), dark.brand_ink) >= ENOUGH
    assert min(ratio(dark.accent, ground) for ground in DARK_GROUNDS) >= ENOUGH


@given(brand=COLOUR, brand_ink=COLOUR, accent=COLOUR)
def test_colours_pass_exactly_when_they_can_be_read_wherever_they_stand(brand, brand_ink, accent):
    hovered = mixed(brand, LIGHT_INK, HOVER)
    ratios = [
        ratio(brand_ink, brand),
        ratio(brand_ink, hovered),
        *(ratio(accent, ground) for ground in LIGHT_GROUNDS),
    ]

    assert (failing(Colours(brand, brand_ink, accent)) == []) is (min(ratios) >= ENOUGH)


def test_the_grounds_and_the_ink_are_those_of_the_sheet_of_styles():
    found = dict(re.findall(r"--([\w-]+): light-dark\(([^)]*)\)", CSS))
    wide = {"#fff": "#ffffff"}
    pairs = {
        name: [wide.get(c.strip(), c.strip()) for c in text.split(",")]
        for name, text in found.items()
    }

    assert {name: tuple(pairs[name]) for name in GROUNDS} == GROUNDS
    assert {name for name in pairs if name.endswith("-bg")} <= GROUNDS.keys()
    assert pairs["ink"] == [LIGHT_INK, DARK_INK]
    assert f"var(--brand), var(--ink) {HOVER:.0%})" in CSS
