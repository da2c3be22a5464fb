"""Dutch for somebody who does not belong in a case."""

from typing import Final

from pga.cases.rules.mistaken import MistakenProblem, TakenKind

TAKEN: Final = {
    TakenKind.PERSON: "een persoon",
    TakenKind.GUARDIAN: "een gezaghebbende",
}
MISTAKEN: Final[dict[str, str]] = {
    MistakenProblem.NOBODY: "Deze persoon staat niet meer in de casus. Open de pagina opnieuw.",
    MistakenProblem.LAST: (
        "Een casus gaat over minstens één persoon. Is het een ander? Kies “de verkeerde persoon”."
    ),
    MistakenProblem.NAMED: "Schrijf de reden zonder naam, geboortedatum, adres of telefoonnummer.",
    MistakenProblem.NOT_SURE: "Lees wat er weggaat en zet het vinkje.",
    MistakenProblem.GONE: "Dit staat er niet meer. Open de pagina opnieuw.",
    MistakenProblem.TOLD: "Dit is al gezegd.",
    MistakenProblem.IN_FUTURE: "Deze dag moet nog komen.",
    MistakenProblem.TOO_EARLY: "Toen was nog niet bekend dat het de verkeerde persoon was.",
}
