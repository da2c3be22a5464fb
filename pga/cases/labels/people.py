"""Dutch for who works on a case: links, handing over, stepping back, asking to come in."""

from typing import Final

from pga.dossiers.rules.emergency import EmergencyProblem, EmergencyReason
from pga.dossiers.rules.handover import Cause, HandoverAnswer, HandoverProblem, Objection
from pga.dossiers.rules.recusal import Bond, RecusalProblem

PEOPLE: Final = {
    "not_a_colleague": (
        "Kies een collega die nu in deze gemeente werkt, met een geldige VOG, training en "
        "geheimhouding."
    ),
    "already_linked": "Deze collega is in die tijd al gekoppeld.",
    "in_past": "Een koppeling begint vandaag of later.",
    "before_start": "De laatste dag ligt voor de eerste dag.",
    "directs_today": "Een casusregisseur begint vandaag. Kies vandaag, of haal het vinkje weg.",
    "directs_on": "Laat de laatste dag leeg: een casusregisseur blijft tot u een ander aanwijst.",
    "over": "De casus is voorbij. Er werkt niemand meer aan.",
    "not_there": "Deze koppeling bestaat niet meer.",
    "still_director": "Deze collega is nog regisseur. Wijs eerst een ander aan.",
}
CAUSE: Final = {
    Cause.LEAVES: "Deze collega gaat hier weg",
    Cause.OTHER_WORK: "Deze collega krijgt ander werk",
    Cause.ABSENT: "Deze collega is langere tijd afwezig",
}
OBJECTION: Final = {
    Objection.FULL: "Ik heb hier nu geen ruimte voor",
    Objection.KNOWS_SOMEBODY: "Ik ken iemand uit een van deze casussen",
    Objection.TALK_FIRST: "Ik wil er eerst over praten",
}
HANDOVER_ANSWER: Final = {
    HandoverAnswer.ACCEPTED: "Overgenomen",
    HandoverAnswer.REFUSED: "Niet overgenomen",
    HandoverAnswer.REPLACED: "Vervangen door een nieuwer voorstel",
}
PART: Final = {
    "procesregisseur_id": "procesregisseur",
    "casusregisseur_id": "casusregisseur",
    "linked": "gekoppeld",
}
HANDOVER: Final[dict[str, str]] = {
    HandoverProblem.SAME: "Kies twee verschillende collega’s.",
    HandoverProblem.NOTHING: "Er is geen casus die zo over kan gaan.",
    HandoverProblem.NOT_A_COLLEAGUE: "Kies een collega die hier nu aan casussen werkt.",
    HandoverProblem.NOT_A_DIRECTOR: "Hier hoort procesregie bij. Kies iemand van team Veiligheid.",
}
BOND: Final = {
    Bond.FAMILY: "Familie of (oud-)partner",
    Bond.FRIEND: "Vriend of kennis",
    Bond.NEIGHBOUR: "Buur, of van een vereniging",
    Bond.WORK: "Van ander werk, nu of vroeger",
    Bond.UNSAID: "Dat zeg ik liever niet",
}
RECUSAL: Final[dict[str, str]] = {
    RecusalProblem.ENDED: "Dit is al teruggedraaid.",
}
EMERGENCY_CAUSE: Final = {
    EmergencyReason.DANGER_PERSON: "De persoon is nu in gevaar",
    EmergencyReason.DANGER_OTHER: "Een ander is nu in gevaar",
    EmergencyReason.EMERGENCY_SERVICE: "Een hulpdienst vraagt er nu om",
    EmergencyReason.NOBODY_THERE: "Niemand van de casus is bereikbaar",
}
EMERGENCY: Final[dict[str, str]] = {
    EmergencyProblem.NOT_NOW: (
        "Met dit nummer kan noodtoegang niet. Kijk het nummer na, of bel de coördinator."
    ),
    EmergencyProblem.OVERDUE: (
        "Een eerdere noodtoegang van u is niet op tijd beoordeeld. Vraag de FG om dat te doen."
    ),
    EmergencyProblem.REVIEWED: "Deze noodtoegang is al beoordeeld.",
    EmergencyProblem.OWN: "Uw eigen noodtoegang beoordeelt een ander.",
}
"""What is said of a noodtoegang that did not go on; the first is one answer for all numbers."""
ACCESS: Final = {
    "over": "De casus is voorbij. Er werkt niemand meer aan.",
    "day_is_past": "De laatste dag is vandaag of later.",
    "not_a_colleague": "Deze collega werkt nu niet in deze gemeente. Geef geen toegang.",
    "already_linked": "Deze collega is in die tijd al gekoppeld.",
}
