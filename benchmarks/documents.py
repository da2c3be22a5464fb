"""What a document costs beside an empty one of the same library: at most a hundred times."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Final

import typst
from docx import Document

from benchmarks.pages import Figure
from benchmarks.stopwatch import in_turns
from pga.letters.as_docx import draw_docx
from pga.letters.as_pdf import draw_pdf
from pga.letters.rules.blocks import Bullets, Grid, Heading, Paper, Paragraph

WORDS: Final = "Wij maken graag samen met u een plan. " * 8
SIZES: Final = {"a letter of one page": 4, "a dossier of forty parts": 40}
"""How many parts each has: a heading, a paragraph, a list and a table."""


def figures(rounds: int) -> Iterator[Figure]:
    """Yield what each drawing of each size takes, beside an empty document."""
    for what, parts in SIZES.items():
        paper = _paper(parts)
        took = in_turns(
            {
                "empty PDF": _empty_pdf,
                "PDF": lambda paper=paper: draw_pdf(paper),
                "empty .docx": _empty_docx,
                ".docx": lambda paper=paper: draw_docx(paper),
            },
            rounds,
        )
        for kind in ("PDF", ".docx"):
            yield Figure(f"{what}, {kind}", took[kind], took[f"empty {kind}"])


def _paper(parts: int) -> Paper:
    part = (
        Heading("Wat gaan wij doen?"),
        Paragraph(WORDS),
        Bullets(("de politie", "het wijkteam", "de woningcorporatie")),
        Grid(("Wat", "Wie", "Wanneer"), (("Bellen", "Wijkteam", "maandag"),) * 4),
    )
    return Paper.of("Een brief", "Gemeente Laren", date(2026, 12, 1), part * parts)


def _empty_pdf() -> object:
    return typst.compile(b"", pdf_standards=[])


def _empty_docx() -> None:
    Document().save(BytesIO())
