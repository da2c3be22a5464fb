"""Dutch for evaluaties, for what they cite, and for proposals."""

from typing import Final

from pga.cases.labels.information import ABOUT
from pga.cases.rules.citing import Citable, CiteProblem
from pga.cases.rules.evaluating import Conclusion, EvaluationProblem, EvaluationTest
from pga.cases.rules.proposing import ProposalAnswer, ProposalKind, ProposalProblem

EVALUATION_TEST: Final = {
    EvaluationTest.NEEDED: "Is de aanpak nog nodig?",
    EvaluationTest.PROPORTIONAL: "Staat de aanpak in verhouding tot het doel?",
    EvaluationTest.LEVEL: "Is dit het goede niveau?",
}
EVALUATION_SAID: Final = {
    EvaluationTest.NEEDED: ("Nog nodig", "Niet meer nodig"),
    EvaluationTest.PROPORTIONAL: ("In verhouding", "Niet in verhouding"),
    EvaluationTest.LEVEL: ("Het goede niveau", "Niet het goede niveau"),
}
"""The answer to each: yes, no."""
CONCLUSION: Final = {
    Conclusion.CONTINUE: "Doorgaan",
    Conclusion.ADJUST: "Bijstellen",
    Conclusion.PROPOSE_AFTERCARE: "Nazorg voorstellen",
    Conclusion.PROPOSE_SCALE_UP: "Opschalen voorstellen",
    Conclusion.PROPOSE_CLOSE: "Afsluiten voorstellen",
}
CONCLUSION_HINT: Final = {
    Conclusion.CONTINUE: "De aanpak blijft zoals hij is.",
    Conclusion.ADJUST: "Er komt een nieuwe versie van het plan.",
    Conclusion.PROPOSE_AFTERCARE: "De procesregisseur krijgt het voorstel bij Voor u.",
    Conclusion.PROPOSE_SCALE_UP: "De coördinator krijgt het voorstel bij Voor u.",
    Conclusion.PROPOSE_CLOSE: "De procesregisseur krijgt het voorstel bij Voor u.",
}
EVALUATE: Final[dict[str, str]] = {
    EvaluationProblem.IN_FUTURE: "Deze dag moet nog komen.",
    EvaluationProblem.BEFORE_PLAN: "Op die dag was er nog geen vastgesteld plan.",
    EvaluationProblem.BEFORE_LAST: "Deze dag ligt vóór de vorige evaluatie.",
    EvaluationProblem.NO_ANSWER: "Kies ja of nee.",
    EvaluationProblem.NO_WHY: "Schrijf op waarom.",
    EvaluationProblem.NO_WORDS: "Schrijf op wat u zag. Niets mag ook, maar zeg het dan.",
    EvaluationProblem.NOBODY: "Vink aan wie meedeed, of vul het in.",
    EvaluationProblem.NOT_A_COLLEAGUE: "Deze collega werkt niet aan deze casus.",
    EvaluationProblem.NO_CONCLUSION: "Kies wat er nu gebeurt.",
    EvaluationProblem.NOT_NEEDED: (
        "U schrijft dat de aanpak niet meer nodig is. Stel dan nazorg of afsluiten voor."
    ),
    EvaluationProblem.NOT_AS_IT_IS: (
        "U schrijft dat er iets niet klopt. Stel de aanpak dan bij, of doe een voorstel."
    ),
    EvaluationProblem.NO_PLAN: "Er is nog geen vastgesteld plan om te evalueren.",
    EvaluationProblem.WITH_ZVH: "Het ZVH heeft de regie. Evalueren kan als de casus terug is.",
    EvaluationProblem.NOT_NOW: "Evalueren kan als het plan is vastgesteld en de aanpak loopt.",
    CiteProblem.NOT_THERE: "Een bijdrage die u aanvinkte, is er niet meer.",
}
PROPOSAL_KIND: Final = {
    ProposalKind.AFTERCARE: "Nazorg",
    ProposalKind.CLOSE: "Afsluiten",
    ProposalKind.SCALE_UP: "Opschalen",
}
PROPOSAL_TO: Final = {
    ProposalKind.AFTERCARE: "Naar de procesregisseur.",
    ProposalKind.CLOSE: "Naar de procesregisseur.",
    ProposalKind.SCALE_UP: "Naar de coördinator.",
}
PROPOSAL_WAITS: Final = {
    ProposalKind.AFTERCARE: "wacht op team Veiligheid of de coördinator",
    ProposalKind.CLOSE: "wacht op team Veiligheid of de coördinator",
    ProposalKind.SCALE_UP: "wacht op de coördinator",
}
PROPOSAL_ANSWER: Final = {
    ProposalAnswer.TAKEN: "Aangenomen",
    ProposalAnswer.REFUSED: "Niet aangenomen",
    ProposalAnswer.WITHDRAWN: "Ingetrokken",
    ProposalAnswer.LAPSED: "Vervallen: de casus eindigde",
}
FOLLOWS: Final = "Aangenomen, de stap volgt"
PROPOSE: Final[dict[str, str]] = {
    ProposalProblem.NO_REASON: "Schrijf op waarom.",
    ProposalProblem.NOT_NOW: "Dit past niet bij de stand van nu.",
    ProposalProblem.STANDS: "Zo’n voorstel staat er al. Het wacht op een antwoord, of op de stap.",
    ProposalProblem.ANSWERED: "Dit voorstel is net beantwoord of ingetrokken.",
    ProposalProblem.NOT_YOURS: "Alleen wie het voorstel deed, trekt het in.",
    ProposalProblem.NOT_FOR_YOU: "Dit voorstel is voor de coördinator.",
}


def cited_as(one: Citable) -> str:
    """Return a contribution by what stands outside it."""
    return f"{one.supplier}: {ABOUT[one.about].lower()}, {one.received_on:%d-%m-%Y}"


def proposal_told(kind: ProposalKind, answer: ProposalAnswer | None) -> str:
    """Return what happened with a proposal, as one line of Verloop."""
    what = PROPOSAL_KIND[kind].lower()
    if answer is None:
        return f"Voorgesteld: {what}"
    return f"Voorstel {what}: {PROPOSAL_ANSWER[answer].lower()}"
