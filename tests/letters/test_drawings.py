from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from pga.letters.as_docx import draw_docx
from pga.letters.as_pdf import draw_pdf
from pga.letters.rules.blocks import Bullets, Grid, Heading, Paper, Paragraph, Uneven
from pga.letters.rules.repertoire import UNDRAWN, writable
from tests.letters.read_back import (
    bare,
    facts_of_pdf,
    files_of_docx,
    parts_of_docx,
    parts_of_pdf,
    parts_of_screen,
)
from tests.support.some import some

TEMPLATES = Path(__file__).parents[2] / "templates"
SCREEN = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template(
    "letters/blocks.html"
)
DAY = date(2026, 12, 1)
EVIL = ["#evil()", "*x*", "$x$", "<b>vet</b>", "{{ 7 * 7 }}", "\\u{41}", "fi ffl", "[a](b)", "@ref"]


def paper(*blocks):
    return Paper.of("Brief van de gemeente", "Gemeente Laren", DAY, blocks)


def on_screen(drawn):
    return str(SCREEN.module.draw_paper(drawn, 1))


def expected(drawn):
    """Return what each drawing must say, from the blocks alone."""
    parts = [("h1", bare(drawn.title))]
    for block in drawn.blocks:
        if block.kind == "heading":
            parts.append((f"h{block.level}", bare(block.text)))
        elif block.kind == "paragraph":
            parts.append(("p", bare(block.lead + block.text)))
        elif block.kind == "bullets":
            parts.extend(("li", bare(item)) for item in block.items)
        else:
            parts.extend(("th", bare(cell)) for cell in block.header)
            parts.extend(("td", bare(cell)) for row in block.rows for cell in row)
    return parts


texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(EVIL),
    st.text("aeé ş🙂\u202e\x00\x0b\ud800\n", max_size=20),
    st.sampled_from([30, 46, 120]).map("w".__mul__),
)
blocks = st.one_of(
    st.builds(Heading, texts, st.integers(2, 3)),
    st.builds(Paragraph, texts, texts),
    st.builds(Bullets, st.lists(texts, max_size=4).map(tuple)),
    st.integers(1, 4).flatmap(
        lambda many: st.builds(
            Grid,
            st.tuples(*[texts] * many),
            st.lists(st.tuples(*[texts] * many), max_size=3).map(tuple),
        )
    ),
)


@pytest.mark.parametrize("many", [20, pytest.param(2_000, marks=pytest.mark.torture)])
def test_three_drawings_say_the_same_in_the_same_order(many):
    @settings(max_examples=many)
    @given(st.lists(blocks, max_size=5))
    def compared(drawn_blocks):
        drawn = paper(*drawn_blocks)
        assert parts_of_screen(on_screen(drawn)) == expected(drawn)
        assert parts_of_docx(draw_docx(drawn)) == expected(drawn)
        assert parts_of_pdf(draw_pdf(drawn)) == expected(drawn)

    compared()


@pytest.mark.parametrize("words", EVIL)
def test_words_are_words_and_no_markup(words):
    drawn = paper(Paragraph(words), Bullets((words,)), Grid((words,), ((words,),)))

    assert [text for _, text in parts_of_pdf(draw_pdf(drawn))][1:] == [bare(words)] * 4
    assert [text for _, text in parts_of_docx(draw_docx(drawn))][1:] == [bare(words)] * 4
    assert [text for _, text in parts_of_screen(on_screen(drawn))][1:] == [bare(words)] * 4


def test_a_pdf_can_be_listened_to_and_kept():
    catalogue, told, _ = facts_of_pdf(draw_pdf(paper(Paragraph("Wij maken ons zorgen."))))

    assert catalogue["MarkInfo"]["Marked"] is True
    assert catalogue["Lang"] == b"nl-NL"
    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in told


def test_a_file_tells_its_title_and_its_municipality_and_no_word_of_the_letter():
    drawn = paper(Heading("Kanariegeel"), Paragraph("kanarie van lak", lead="kanarielead"))
    _, told, listed = facts_of_pdf(draw_pdf(drawn))
    files = files_of_docx(draw_docx(drawn))
    beside = {name: text for name, text in files.items() if name != "word/document.xml"}

    assert listed["Title"] == "Brief van de gemeente"
    assert listed["Author"] == "Gemeente Laren"
    assert "anarie" not in told
    assert "anarie" not in str(listed)
    assert "kanarie" in files["word/document.xml"]
    assert [name for name, text in some(beside.items()) if "anarie" in text] == []


def test_a_docx_says_that_it_is_dutch():
    files = files_of_docx(draw_docx(paper(Paragraph("Dag."))))

    assert 'w:lang w:val="nl-NL"' in files["word/styles.xml"]
    assert "<dc:language>nl-NL</dc:language>" in files["docProps/core.xml"]
    assert "python-docx" not in files["docProps/core.xml"]


def test_the_same_paper_is_the_same_file():
    first, second, other = (
        draw_pdf(paper(Heading("Waarom?"), Paragraph(answer)))
        for answer in ("Daarom.", "Daarom.", "Daarom!")
    )

    assert first == second
    assert first != other


def test_a_long_paper_is_read_in_order_over_its_pages():
    drawn = paper(*(Paragraph(f"Alinea {n} " + "woord " * 60) for n in range(40)))

    assert parts_of_pdf(draw_pdf(drawn)) == expected(drawn)


def test_no_level_of_a_heading_is_passed_over():
    drawn = paper(Heading("Eerst", 3), Heading("Dan", 2), Heading("Onder", 3))

    assert [block.level for block in drawn.blocks] == [2, 2, 3]


def test_what_is_empty_is_left_out_and_an_empty_cell_says_so():
    drawn = paper(Heading(" "), Paragraph("\u200b"), Bullets(("", "a")), Grid(("k",), (("",),)))

    assert drawn.blocks == (Bullets(("a",)), Grid(("k",), (("–",),)))


def test_a_table_with_an_uneven_row_is_no_table():
    with pytest.raises(Uneven):
        paper(Grid(("een", "twee"), (("een",),)))
    with pytest.raises(Uneven):
        paper(Grid((), ()))


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("Jose\u0301  S\u0327", "José Ş"),
        ("een\r\ntwee\rdrie", "een\ntwee\ndrie"),
        ("a\u202eb\x00c\u00add", "abcd"),
        ("a\u00a0 b\tc", "a b c"),
        ("blij 🙂", f"blij {UNDRAWN}"),
        ("\n\n", ""),
    ],
)
def test_a_letter_holds_what_its_font_can_draw(typed, there):
    assert writable(typed) == there
