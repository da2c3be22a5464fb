"""A paper as .docx, for an organisation that works on in it: styles, not looks."""

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as Line

from pga.letters.rules.blocks import Block, Bullets, Grid, Heading, Paper, Paragraph
from pga.letters.rules.repertoire import FONT

LANGUAGE: Final = "nl-NL"


def draw_docx(paper: Paper) -> bytes:
    """Return the bytes of a .docx; its title and author are all that the file tells of it."""
    drawn = Document()
    _set_language(drawn)
    _set_properties(drawn, paper)
    drawn.add_heading(paper.title, level=1)
    for block in paper.blocks:
        _draw(drawn, block)
    held = BytesIO()
    drawn.save(held)
    return held.getvalue()


def _draw(drawn: Docx, block: Block) -> None:
    match block:
        case Heading(text=text, level=level):
            drawn.add_heading(text, level=level)
        case Paragraph(text=text, lead=lead):
            line = drawn.add_paragraph()
            if lead:
                line.add_run(f"{lead} " if text else lead).bold = True
            _say(line, text)
        case Bullets(items=items):
            for item in items:
                _say(drawn.add_paragraph(style="List Bullet"), item)
        case Grid(header=header, rows=rows):
            _draw_grid(drawn, header, rows)


def _draw_grid(drawn: Docx, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    table = drawn.add_table(rows=len(rows) + 1, cols=len(header), style="Table Grid")
    for into, words in zip(table.rows[0].cells, header, strict=True):
        into.paragraphs[0].add_run(words).bold = True
    top = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - a row of headings has no other way in
    top.append(top.makeelement(qn("w:tblHeader")))
    for row, texts in zip(table.rows[1:], rows, strict=True):
        for into, words in zip(row.cells, texts, strict=True):
            _say(into.paragraphs[0], words)


def _say(line: Line, words: str) -> None:
    for place, one in enumerate(words.split("\n")):
        if place:
            line.add_run().add_break()
        line.add_run(one)


def _set_language(drawn: Docx) -> None:
    """Let a reading voice and a spelling check know that it is Dutch."""
    normal = drawn.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    for lang in drawn.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE)


def _set_properties(drawn: Docx, paper: Paper) -> None:
    told = drawn.core_properties
    told.title, told.author, told.language = paper.title, paper.sender, LANGUAGE
    told.comments = told.last_modified_by = ""
    told.created = told.modified = datetime.combine(paper.day, time(12), UTC)
