"""Dutch for criminal data where somebody is under 12."""

from typing import Final

from pga.cases.rules.criminal import CriminalFault

CRIMINAL: Final[dict[str, str]] = {
    CriminalFault.ALL_UNDER_12: (
        "Alle personen van deze casus zijn jonger dan 12, of misschien. Over hen legt u geen "
        "strafbare feiten vast: zij worden niet vervolgd. Zorgen over dit gedrag meldt u bij "
        "Veilig Thuis of de jeugdhulp van de gemeente."
    ),
    CriminalFault.NOBODY_SAID: (
        "Er is iemand jonger dan 12, of misschien. Zeg over welke persoon dit gaat."
    ),
    CriminalFault.UNDER_12: (
        "Deze persoon is jonger dan 12, of misschien. Over hem of haar legt u dit niet vast. "
        "Zorgen meldt u bij Veilig Thuis of de jeugdhulp van de gemeente."
    ),
}
