"""Dutch for the weging."""

from typing import Final

from pga.cases.labels.gates import TELL_FIRST
from pga.cases.rules.triage import Criterion, CriterionAnswer, FeedbackMeans, LegalTest, Outcome

CRITERION: Final = {
    Criterion.TWO_DOMAINS: "Er zijn zorgen op minstens twee leefgebieden",
    Criterion.NUISANCE_OR_RISK: "Er is ernstige overlast of gevaar, nu of verwacht",
    Criterion.REGULAR_TRIED: "De gewone hulp is geprobeerd, of kan duidelijk niet",
    Criterion.TWO_CHAINS: "Minstens twee organisaties uit verschillende ketens zijn nodig",
    Criterion.EFFECT_ON_OTHERS: "Het raakt het gezin of de buurt",
    Criterion.AVOIDS_CARE: "De persoon mijdt zorg",
}
ANSWER: Final = {
    CriterionAnswer.YES: "Ja",
    CriterionAnswer.NO: "Nee",
    CriterionAnswer.UNKNOWN: "Weet niemand hier",
}
LEGAL_TEST: Final = {
    LegalTest.NECESSITY: "Noodzaak",
    LegalTest.PROPORTIONALITY: "Proportionaliteit",
    LegalTest.SUBSIDIARITY: "Subsidiariteit",
}
OUTCOME: Final = {
    Outcome.ADMITTED: "Toelaten",
    Outcome.BILATERAL: "Bilateraal",
    Outcome.REFERRED_BACK: "Terugverwijzen",
    Outcome.REFERRED_ON: "Doorverwijzen",
    Outcome.SCALE_UP_DIRECTLY: "Direct opschalen",
    Outcome.REJECTED: "Afwijzen",
}
OUTCOME_HINT: Final = {
    Outcome.ADMITTED: "Het wordt een PGA-casus. De informatieronde begint.",
    Outcome.BILATERAL: "Twee partners lossen het samen op. Er komt geen casus.",
    Outcome.REFERRED_BACK: "Terug naar de gewone hulp, met advies.",
    Outcome.REFERRED_ON: "Naar een andere tafel, zoals Veilig Thuis.",
    Outcome.SCALE_UP_DIRECTLY: "Meteen naar het ZVH. Alleen de coördinator kan dit.",
    Outcome.REJECTED: "De criteria kloppen niet.",
}
FEEDBACK: Final = {
    FeedbackMeans.PHONE: "Telefoon",
    FeedbackMeans.LETTER: "Brief",
    FeedbackMeans.SECURE_MAIL: "Veilige mail",
    FeedbackMeans.IN_PERSON: "In een gesprek",
}
TRIAGE: Final[dict[str, str]] = {
    **TELL_FIRST,
    "missing": "Dit is nog leeg.",
    "criteria_not_met": "Toelaten kan als a, b en c ja zijn, en een van d, e en f.",
    "referral_all_under_12": (
        "De aanmelding noemt strafbare feiten of Justitie, en iedereen is jonger dan 12, of "
        "misschien. Haal dat eerst uit de aanmelding, bij Dossier."
    ),
    "referral_nobody_said": (
        "De aanmelding noemt strafbare feiten of Justitie, en iemand is jonger dan 12. Zeg eerst "
        "in de aanmelding over wie dat gaat, bij Dossier."
    ),
    "referral_under_12": (
        "De aanmelding noemt strafbare feiten of Justitie bij iemand die jonger is dan 12. Haal "
        "dat eerst weg, bij Dossier."
    ),
    "in_future": "Deze dag moet nog komen.",
    "not_a_colleague": "Kies een collega van team Veiligheid in deze gemeente.",
}
