"""Dutch for the two gates to execution: informing the person, and measuring the leefgebieden."""

from typing import Final

from pga.cases.labels.sentences import COMING, FROM_TODAY, OVER
from pga.cases.rules.domains import Score
from pga.cases.rules.informing import Audience, InformMeans, InformProblem
from pga.cases.rules.measuring import MeasurementKind, MeasureProblem

AUDIENCE: Final = {Audience.PERSON: "Betrokkene", Audience.GUARDIAN: "Gezaghebbende"}
INFORM_MEANS: Final = {InformMeans.LETTER: "Brief", InformMeans.TALK: "Gesprek"}
INFORM: Final[dict[str, str]] = {
    InformProblem.IN_FUTURE: COMING,
    InformProblem.BEFORE_RECEIPT: "Deze dag ligt lang voor de aanmelding. Klopt het jaar?",
    InformProblem.IN_PAST: FROM_TODAY,
    InformProblem.TOO_FAR: "Zo ver vooruit kan niet. Kies een eerdere dag.",
    InformProblem.NOT_ASKED: "Kies iemand uit de lijst.",
    InformProblem.NOT_A_COLLEAGUE: "Kies een collega die nu in deze gemeente werkt.",
    InformProblem.TOLD: "Iedereen die het moest horen, is geïnformeerd. Uitstel is niet nodig.",
    InformProblem.CASE_OVER: OVER,
}
MEASUREMENT: Final = {
    MeasurementKind.BASELINE: "0-meting",
    MeasurementKind.INTERIM: "Tussentijdse meting",
    MeasurementKind.FINAL: "Eindmeting",
}
SCORE: Final = {
    Score.ACUTE: "1. Acute problematiek",
    Score.NOT_SELF_SUFFICIENT: "2. Niet zelfredzaam",
    Score.LIMITED: "3. Beperkt zelfredzaam",
    Score.SUFFICIENT: "4. Voldoende zelfredzaam",
    Score.FULL: "5. Volledig zelfredzaam",
    Score.UNKNOWN: "Onbekend",
    Score.NOT_NEEDED: "Niet nodig voor deze casus",
}
MEASURE: Final[dict[str, str]] = {
    MeasureProblem.IN_FUTURE: COMING,
    MeasureProblem.NO_SCORE: "Kies een score, onbekend of niet nodig.",
    MeasureProblem.NO_WHY: "Schrijf op waarom dit hier telt.",
    MeasureProblem.NO_SOURCE: "Schrijf op van wie dit komt.",
    MeasureProblem.NOTHING_SCORED: "Geef minstens één leefgebied een score.",
    MeasureProblem.NO_BASELINE: "De eerste meting is de 0-meting.",
    MeasureProblem.BASELINE_STANDS: "Er is al een 0-meting.",
    MeasureProblem.CASE_OVER: OVER,
}
