"""The templates: plain words, places that are filled once, and none that is passed over."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.letters.as_pdf import draw_pdf
from pga.letters.labels import MARK, TEMPLATES
from pga.letters.rules.blocks import Bullets, Paper, Paragraph, words_of
from pga.letters.rules.readability import measure
from pga.letters.rules.templates import Filled, LetterKind, LetterPlace, LetterReader, fill

EVERY = list(TEMPLATES.values())
SAID = {
    LetterPlace.RECIPIENT: "Wessel Waterhoen",
    LetterPlace.ADDRESS: "Laanstraat 7\n1251 EK Laren",
    LetterPlace.MUNICIPALITY: "Laren",
    LetterPlace.RETURN_ADDRESS: "Postbus 1, 1250 AA Laren",
    LetterPlace.DAY: "1 december 2026",
    LetterPlace.NUMBER: "LAR-2026-0001",
    LetterPlace.CHILD: "Wiebe",
    LetterPlace.REFERRER: "De politie",
    LetterPlace.REASON: "u slaapt al weken buiten.",
    LetterPlace.ORGANISATIONS: "de politie\nde huisarts",
    LetterPlace.TALK: "maandag 7 december om 10 uur in het huis van de gemeente",
    LetterPlace.CONTACT: "Mirre Mus",
    LetterPlace.PHONE: "035 123",
    LetterPlace.DPO: "Fenna Fuut, 035 456",
    LetterPlace.KEPT: "vijf jaar",
}

NEEDED = (
    *(LetterPlace.RECIPIENT, LetterPlace.ADDRESS, LetterPlace.RETURN_ADDRESS, LetterPlace.DPO),
    *(LetterPlace.KEPT, LetterPlace.ORGANISATIONS, LetterPlace.CONTACT, LetterPlace.PHONE),
)


def filled(template, **changes):
    values = {**SAID, **{LetterPlace(name): value for name, value in changes.items()}}
    return fill(template, values, MARK)


def test_each_kind_has_words_for_each_reader():
    assert set(TEMPLATES) == set(product(LetterKind, LetterReader))


@pytest.mark.parametrize("template", EVERY, ids=lambda one: f"{one.kind}-{one.reader}")
def test_a_template_is_plain_to_read_and_whole(template):
    done = filled(template)

    measured = measure([template.title, *words_of(done.blocks)])
    assert measured.plain, measured
    assert done.empty == ()
    assert set(NEEDED) <= set(template.places)
    draw_pdf(Paper.of(template.title, "Gemeente Laren", date(2026, 12, 1), done.blocks))


def test_who_reads_of_a_child_is_told_which():
    for kind in LetterKind:
        assert LetterPlace.CHILD in TEMPLATES[kind, LetterReader.PARENT].places
        assert LetterPlace.CHILD not in TEMPLATES[kind, LetterReader.ADULT].places


@pytest.mark.parametrize("place", list(LetterPlace))
def test_an_empty_place_is_named_and_seen(place):
    template = TEMPLATES[LetterKind.NOTIFIED, LetterReader.PARENT]

    done = filled(template, **{place: "  "})

    assert done.empty == (place,)
    assert MARK[place] in "\n".join(words_of(done.blocks))


@given(st.text(), st.sampled_from(list(LetterPlace)))
def test_a_value_is_never_a_place(words, place):
    evil = f"{{reason}} {words} {{dpo}}"
    template = replace(
        TEMPLATES[LetterKind.NOTIFIED, LetterReader.ADULT], blocks=(Paragraph(f"x {{{place}}} y"),)
    )

    assert filled(template, **{place: evil}) == Filled((Paragraph(f"x {evil.strip()} y"),), ())


def test_a_place_that_is_an_item_gives_an_item_for_each_line():
    template = replace(EVERY[0], blocks=(Bullets(("{organisations}", "slot")),))

    assert filled(template).blocks == (Bullets(("de politie", "de huisarts", "slot")),)
