"""Dutch for the two gates to execution: informing the person, and measuring the leefgebieden."""

from typing import Final

from pga.cases.labels.criminal import CRIMINAL
from pga.cases.labels.sentences import COMING, FROM_TODAY, OVER
from pga.cases.rules.authority import AuthorityProblem, AuthoritySaid
from pga.cases.rules.domains import Score
from pga.cases.rules.informing import Audience, InformMeans, InformProblem, ToldBy, Topic
from pga.cases.rules.measuring import MeasurementKind, MeasureProblem

AUDIENCE: Final = {
    Audience.PERSON: "Betrokkene",
    Audience.GUARDIAN: "Gezaghebbende",
    Audience.UNKNOWN: "Gezaghebbende die nog niet bekend is",
}
TOLD_BY: Final = {ToldBy.MUNICIPALITY: "de gemeente", ToldBy.REFERRER: "de aanmelder"}
TOPIC: Final = {
    Topic.CONTROLLER: "Wie verantwoordelijk is, en hoe men de FG bereikt",
    Topic.PURPOSE: "Waarvoor het is, en op welke grond",
    Topic.DATA: "Welke gegevens",
    Topic.RECIPIENTS: "Wie ze krijgt",
    Topic.RETENTION: "Hoelang we ze bewaren",
    Topic.RIGHTS: "Welke rechten men heeft",
    Topic.COMPLAINT: "Waar men kan klagen",
    Topic.SOURCE: "Van wie de gegevens komen",
}
"""What somebody must hear (AVG artikel 14)."""
STANDING: Final = {
    AuthoritySaid.TO_CONFIRM: "te bevestigen",
    AuthoritySaid.YES: "heeft gezag",
    AuthoritySaid.NO: "heeft geen gezag",
}
AUTHORITY: Final[dict[str, str]] = {
    AuthorityProblem.NO_DAY: "Kies tot welke dag u dit uitzoekt.",
    AuthorityProblem.IN_PAST: FROM_TODAY,
    AuthorityProblem.TOO_FAR: "Zo ver vooruit kan niet. Kies een dag binnen drie maanden.",
    AuthorityProblem.NOBODY: "Kies wie gezag heeft, of zeg dat u het nog uitzoekt.",
    AuthorityProblem.NO_RELATION: "Vul de naam in, en wat deze persoon is van het kind.",
    AuthorityProblem.CASE_OVER: OVER,
}
INFORM_MEANS: Final = {InformMeans.LETTER: "Brief", InformMeans.TALK: "Gesprek"}
INFORM: Final[dict[str, str]] = {
    InformProblem.IN_FUTURE: COMING,
    InformProblem.BEFORE_RECEIPT: "Deze dag ligt lang voor de aanmelding. Klopt het jaar?",
    InformProblem.IN_PAST: FROM_TODAY,
    InformProblem.TOO_FAR: "Zo ver vooruit kan niet. Kies een eerdere dag.",
    InformProblem.NOT_ASKED: "Kies iemand uit de lijst.",
    InformProblem.NOBODY: "Kies over wie het gaat.",
    InformProblem.NO_TOPIC: "Vink aan wat is verteld.",
    InformProblem.NO_WORDS: "Leg uit waarom het nu niet kan.",
    InformProblem.NOT_A_COLLEAGUE: "Kies een collega die nu in deze gemeente werkt.",
    InformProblem.TOLD: "Iedereen die het moest horen, is geïnformeerd. Uitstel is niet nodig.",
    InformProblem.CASE_OVER: OVER,
}
TELL_FIRST: Final[dict[str, str]] = {
    InformProblem.UNTOLD: (
        "Vertel het eerst aan wie het moet weten, of leg uit waarom dat nog niet kan. "
        "Dat doet u bij Contact, Informeren."
    ),
}
"""What is said where something would be disclosed before somebody knows (AVG artikel 14 lid 3)."""
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
SCORE_IN_ROW: Final = {
    Score.ACUTE: "acuut",
    Score.NOT_SELF_SUFFICIENT: "niet",
    Score.LIMITED: "beperkt",
    Score.SUFFICIENT: "voldoende",
    Score.FULL: "volledig",
    Score.UNKNOWN: "onbekend",
    Score.NOT_NEEDED: "niet nodig",
}
"""A score in one word, where twelve rows stand below the scale in whole words."""
MEASURE: Final[dict[str, str]] = {
    **CRIMINAL,
    MeasureProblem.IN_FUTURE: COMING,
    MeasureProblem.NO_SCORE: "Kies een score, onbekend of niet nodig.",
    MeasureProblem.NO_WHY: "Schrijf op waarom dit hier telt.",
    MeasureProblem.NO_SOURCE: "Schrijf op van wie dit komt.",
    MeasureProblem.NO_SOURCE_DAY: "Vul in van welke dag de bron is.",
    MeasureProblem.SOURCE_AHEAD: "De bron is van na de meting. Kijk naar de datum.",
    MeasureProblem.NOTHING_SCORED: "Geef minstens één leefgebied een score.",
    MeasureProblem.NO_BASELINE: "De eerste meting is de 0-meting.",
    MeasureProblem.BASELINE_STANDS: "Er is al een 0-meting.",
    MeasureProblem.CASE_OVER: OVER,
}
