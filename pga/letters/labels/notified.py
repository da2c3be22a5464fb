"""The letter *U bent aangemeld*, for each reader: it holds all that must be told (AVG art. 14)."""

from typing import Final

from pga.letters.labels.around import ABOVE, BELOW, RIGHTS, YOUR_RIGHTS
from pga.letters.rules.blocks import Block, Bullets, Heading, Paragraph
from pga.letters.rules.templates import LetterKind, LetterReader, Template

_ADULT: Final[tuple[Block, ...]] = (
    Paragraph(
        "Wij maken ons zorgen over u. {referrer} heeft u daarom bij ons aangemeld. "
        "De reden is: {reason}"
    ),
    Heading("Wat gaan wij doen?"),
    Paragraph(
        "De gemeente, de politie en andere organisaties maken samen één plan. Dat heet de "
        "persoonsgerichte aanpak. In het plan staat welke hulp u krijgt. Er staat ook in wat wij "
        "met elkaar afspreken. Wij maken dat plan graag met u."
    ),
    Heading("Wij praten graag met u"),
    Paragraph(
        "Kom op {talk}. U mag iemand meenemen. Kunt u niet? Bel dan {contact} op {phone}. Komt u "
        "niet? Dan maken wij toch een plan. Maar liever doen wij dat met u."
    ),
    Heading("Wat doen wij met uw gegevens?"),
    Paragraph(
        "De gemeente zorgt voor uw gegevens. Wij gebruiken ze om u te helpen en om de buurt veilig "
        "te houden. Dat is een taak van de burgemeester. Dat staat in artikel 172 van de "
        "Gemeentewet."
    ),
    Paragraph("Dit gebruiken wij:"),
    Bullets(
        (
            "uw naam, uw adres en de dag waarop u bent geboren",
            "hoe het met u gaat, zoals thuis, met werk, met geld en met uw gezondheid",
            "wat de politie over u weet",
        )
    ),
    Paragraph("Dat kwam eerst van {referrer}. Wij delen alleen wat nodig is, met:"),
    Bullets(("{organisations}",)),
    Paragraph("Na het einde van de aanpak bewaren wij alles nog {kept}. Daarna halen wij het weg."),
    *RIGHTS,
)
_YOUTH: Final[tuple[Block, ...]] = (
    Heading("Wat gaan wij doen?"),
    Paragraph(
        "De gemeente, de politie en anderen die je kunnen helpen maken samen één plan. Dat heet de "
        "persoonsgerichte aanpak. In het plan staat welke hulp je krijgt. Er staat ook in wat wij "
        "met elkaar afspreken. Wij maken dat plan graag met jou."
    ),
    Heading("Wij praten graag met je"),
    Paragraph(
        "Kom op {talk}. Je mag iemand meenemen. Kun je niet? Bel dan {contact} op {phone}. Kom je "
        "niet? Dan maken wij toch een plan. Maar liever doen wij dat met jou."
    ),
    Heading("Wat doen wij met je gegevens?"),
    Paragraph(
        "De gemeente zorgt voor je gegevens. Wij gebruiken ze om je te helpen en om de buurt "
        "veilig te houden. Dat is een taak van de burgemeester. Dat staat in artikel 172 van de "
        "Gemeentewet."
    ),
    Paragraph("Dit gebruiken wij:"),
    Bullets(
        (
            "je naam, je adres en de dag waarop je bent geboren",
            "hoe het met je gaat, zoals thuis, op school en met je gezondheid",
            "wat de politie over jou weet",
        )
    ),
    Paragraph("Dat kwam eerst van {referrer}. Wij delen alleen wat nodig is, met:"),
    Bullets(("{organisations}",)),
    Paragraph("Na het einde van de aanpak bewaren wij alles nog {kept}. Daarna halen wij het weg."),
    *YOUR_RIGHTS,
)
_FROM_16: Final[tuple[Block, ...]] = (
    Paragraph(
        "Wij maken ons zorgen over jou. {referrer} heeft je daarom bij ons aangemeld. "
        "De reden is: {reason}"
    ),
    Paragraph("Je bent 16 of 17. Daarom krijg je deze brief zelf."),
    *_YOUTH,
)
_FROM_12: Final[tuple[Block, ...]] = (
    Paragraph(
        "Wij maken ons zorgen over jou. {referrer} heeft je daarom bij ons aangemeld. "
        "De reden is: {reason}"
    ),
    Paragraph("Wie voor jou zorgt, krijgt ook een brief. Lees de brief samen als je dat wilt."),
    *_YOUTH,
)
_PARENT: Final[tuple[Block, ...]] = (
    Paragraph(
        "Wij maken ons zorgen over {child}. U bent de ouder of voogd. {referrer} heeft uw kind "
        "daarom bij ons aangemeld. De reden is: {reason}"
    ),
    Heading("Wat gaan wij doen?"),
    Paragraph(
        "De gemeente, de politie en andere organisaties maken samen één plan. Dat heet de "
        "persoonsgerichte aanpak. In het plan staat welke hulp uw kind krijgt. Er staat ook in wat "
        "wij met elkaar afspreken. Wij maken dat plan graag met u en uw kind."
    ),
    Heading("Wij praten graag met u"),
    Paragraph(
        "Kom op {talk}. U mag iemand meenemen. Kunt u niet? Bel dan {contact} op {phone}. Komt u "
        "niet? Dan maken wij toch een plan. Maar liever doen wij dat met u."
    ),
    Heading("Wat doen wij met de gegevens?"),
    Paragraph(
        "De gemeente zorgt voor de gegevens van u en uw kind. Wij gebruiken ze om te helpen en om "
        "de buurt veilig te houden. Dat is een taak van de burgemeester. Dat staat in artikel 172 "
        "van de Gemeentewet."
    ),
    Paragraph("Dit gebruiken wij:"),
    Bullets(
        (
            "de naam, het adres en de dag waarop uw kind is geboren",
            "hoe het met uw kind gaat, zoals thuis, op school en met de gezondheid",
            "wat de politie over uw kind weet",
            "uw naam en hoe wij u bereiken",
        )
    ),
    Paragraph("Dat kwam eerst van {referrer}. Wij delen alleen wat nodig is, met:"),
    Bullets(("{organisations}",)),
    Paragraph("Na het einde van de aanpak bewaren wij alles nog {kept}. Daarna halen wij het weg."),
    *RIGHTS,
)

NOTIFIED: Final = tuple(
    Template(LetterKind.NOTIFIED, reader, 1, title, (*ABOVE, *blocks, *BELOW))
    for reader, title, blocks in (
        (LetterReader.ADULT, "U bent aangemeld voor de persoonsgerichte aanpak", _ADULT),
        (LetterReader.FROM_16, "Je bent aangemeld voor de persoonsgerichte aanpak", _FROM_16),
        (LetterReader.FROM_12, "Je bent aangemeld voor de persoonsgerichte aanpak", _FROM_12),
        (LetterReader.PARENT, "Uw kind is aangemeld voor de persoonsgerichte aanpak", _PARENT),
    )
)
