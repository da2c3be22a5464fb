"""A paper as PDF: tagged for who listens to it (PDF/UA-1), fit to be kept (PDF/A-2a)."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

import typst

from pga.letters.rules.blocks import Block, Grid, Paper
from pga.letters.rules.repertoire import FONT, FONTS

HERE: Final = Path(__file__).parent
TEMPLATE: Final = HERE / "letter.typ"


def draw_pdf(paper: Paper) -> bytes:
    """Return the bytes of a PDF; the same paper gives the same bytes."""
    day = paper.day
    words = {
        "title": paper.title,
        "sender": paper.sender,
        "day": [day.year, day.month, day.day],
        "font": FONT,
        "blocks": [_block(block) for block in paper.blocks],
    }
    drawn = typst.compile(
        TEMPLATE,
        root=HERE,
        sys_inputs={"paper": json.dumps(words)},
        font_paths=[FONTS],
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-2a"],
    )
    if not isinstance(drawn, bytes):
        raise TypeError
    return drawn


def _block(block: Block) -> dict[str, object]:
    columns = {"columns": len(block.header)} if isinstance(block, Grid) else {}
    return {"kind": block.kind, **asdict(block), **columns}
