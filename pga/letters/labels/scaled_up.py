"""The letter *opschaling*, for each reader: true once the ZVH was asked, and not before."""

from typing import Final

from pga.letters.labels.around import ABOVE, BELOW, RIGHTS, YOUR_RIGHTS
from pga.letters.rules.blocks import Block, Bullets, Heading, Paragraph
from pga.letters.rules.templates import LetterKind, LetterReader, Template

_WHAT_IT_IS: Final[tuple[Block, ...]] = (
    Heading("Wat is het Zorg- en Veiligheidshuis?"),
    Paragraph(
        "Daar werken de gemeente, de politie, justitie en de zorg samen. Zij helpen als er veel "
        "tegelijk aan de hand is. Die aanpak heet de Top X. Eén persoon let op of iedereen doet "
        "wat is beloofd."
    ),
)
_KEPT: Final = (
    "Voor het Zorg- en Veiligheidshuis geldt een aparte wet. Die heet de WGS. Daar blijft alles "
    "hoogstens vijf jaar bewaard. Wat wij zelf hebben, bewaren wij na het einde nog {kept}."
)

_ADULT: Final[tuple[Block, ...]] = (
    Paragraph(
        "Wij werken met u aan een plan. Dat is nu niet genoeg. Daarom hebben wij het Zorg- en "
        "Veiligheidshuis om hulp gevraagd. De reden is: {reason}"
    ),
    *_WHAT_IT_IS,
    Heading("Wat betekent dit voor u?"),
    Paragraph(
        "Uw plan blijft gelden. Er komt hulp bij. Wij praten hier graag met u over. Bel "
        "{contact} op {phone}. U mag iemand meenemen naar een gesprek."
    ),
    Heading("Wat doen wij met uw gegevens?"),
    Paragraph("Wij geven alleen door wat nodig is, aan:"),
    Bullets(("{organisations}",)),
    Paragraph(_KEPT),
    *RIGHTS,
)
_YOUTH: Final[tuple[Block, ...]] = (
    *_WHAT_IT_IS,
    Heading("Wat betekent dit voor jou?"),
    Paragraph(
        "Je plan blijft gelden. Er komt hulp bij. Wij praten hier graag met je over. Bel "
        "{contact} op {phone}. Je mag iemand meenemen naar een gesprek."
    ),
    Heading("Wat doen wij met je gegevens?"),
    Paragraph("Wij geven alleen door wat nodig is, aan:"),
    Bullets(("{organisations}",)),
    Paragraph(_KEPT),
    *YOUR_RIGHTS,
)
_ASKED: Final = Paragraph(
    "Wij werken met jou aan een plan. Dat is nu niet genoeg. Daarom hebben wij het Zorg- en "
    "Veiligheidshuis om hulp gevraagd. De reden is: {reason}"
)
_FROM_16: Final[tuple[Block, ...]] = (
    _ASKED,
    Paragraph("Je bent 16 of 17. Daarom krijg je deze brief zelf."),
    *_YOUTH,
)
_FROM_12: Final[tuple[Block, ...]] = (
    _ASKED,
    Paragraph("Wie voor jou zorgt, krijgt ook een brief. Lees de brief samen als je dat wilt."),
    *_YOUTH,
)
_PARENT: Final[tuple[Block, ...]] = (
    Paragraph(
        "Wij werken met u en {child} aan een plan. Dat is nu niet genoeg. Daarom hebben wij het "
        "Zorg- en Veiligheidshuis om hulp gevraagd. De reden is: {reason}"
    ),
    *_WHAT_IT_IS,
    Heading("Wat betekent dit voor uw kind?"),
    Paragraph(
        "Het plan blijft gelden. Er komt hulp bij. Wij praten hier graag met u over. Bel "
        "{contact} op {phone}. U mag iemand meenemen naar een gesprek."
    ),
    Heading("Wat doen wij met de gegevens?"),
    Paragraph("Wij geven alleen door wat nodig is, aan:"),
    Bullets(("{organisations}",)),
    Paragraph(_KEPT),
    *RIGHTS,
)

_TITLE: Final = "Het Zorg- en Veiligheidshuis gaat meehelpen"

SCALED_UP: Final = tuple(
    Template(LetterKind.SCALED_UP, reader, 1, _TITLE, (*ABOVE, *blocks, *BELOW))
    for reader, blocks in (
        (LetterReader.ADULT, _ADULT),
        (LetterReader.FROM_16, _FROM_16),
        (LetterReader.FROM_12, _FROM_12),
        (LetterReader.PARENT, _PARENT),
    )
)
