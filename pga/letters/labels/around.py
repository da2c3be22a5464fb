"""What stands in each letter: above it, about data and rights, and below it."""

from typing import Final

from pga.letters.rules.blocks import Block, Bullets, Heading, Paragraph

ABOVE: Final[tuple[Block, ...]] = (
    Paragraph("{recipient}\n{address}"),
    Paragraph("{municipality}, {day}\nOns kenmerk: {number}"),
    Paragraph("Beste {recipient},"),
)
BELOW: Final[tuple[Block, ...]] = (
    Paragraph("Met vriendelijke groet,"),
    Paragraph("{contact}\nteam Veiligheid, namens de burgemeester van {municipality}"),
    Paragraph("{return_address}", "Ons adres:"),
)

RIGHTS: Final[tuple[Block, ...]] = (
    Heading("Welke rechten heeft u?"),
    Bullets(
        (
            "U mag lezen wat wij over u weten.",
            "Klopt iets niet? Dan mag u dat laten veranderen.",
            "U mag vragen of wij iets weghalen, of het even niet gebruiken.",
            "Bent u het er niet mee eens? Dan mag u dat zeggen. Dat heet bezwaar maken.",
        )
    ),
    Paragraph(
        "Heeft u een vraag of een klacht over uw gegevens? De gemeente heeft iemand die daarop "
        "let. Zo bereikt u die persoon: {dpo}. U kunt ook klagen bij de Autoriteit "
        "Persoonsgegevens."
    ),
)
YOUR_RIGHTS: Final[tuple[Block, ...]] = (
    Heading("Wat mag jij?"),
    Bullets(
        (
            "Je mag lezen wat wij over jou weten.",
            "Klopt iets niet? Dan mag je dat laten veranderen.",
            "Je mag vragen of wij iets weghalen, of het even niet gebruiken.",
            "Ben je het er niet mee eens? Dan mag je dat zeggen. Dat heet bezwaar maken.",
        )
    ),
    Paragraph(
        "Heb je een vraag of een klacht over je gegevens? De gemeente heeft iemand die daarop "
        "let. Zo bereik je die persoon: {dpo}. Je kunt ook klagen bij de Autoriteit "
        "Persoonsgegevens."
    ),
)
