"""Dutch for a concept-aanmelding: where it stands, whose turn it is, what was told of it."""

from typing import Final

from pga.cases.rules.concept import ConceptNews, ConceptProblem, ConceptState
from pga.privacy.events import Event

CONCEPT_STATE: Final = {
    ConceptState.BEING_WRITTEN: "Wordt geschreven",
    ConceptState.HANDED_IN: "Ingeleverd",
    ConceptState.ASKED_BACK: "Vraag van team Veiligheid",
    ConceptState.TAKEN: "Overgenomen als casus",
    ConceptState.REFUSED: "Geweigerd",
    ConceptState.WITHDRAWN: "Ingetrokken",
    ConceptState.LAPSED: "Verlopen zonder inleveren",
}
CONCEPT_NEXT: Final = {
    ConceptState.BEING_WRITTEN: "Schrijf verder en lever in.",
    ConceptState.HANDED_IN: "Team Veiligheid beoordeelt dit.",
    ConceptState.ASKED_BACK: "Beantwoord de vraag en lever opnieuw in.",
    ConceptState.TAKEN: "U werkt mee aan de casus.",
    ConceptState.REFUSED: "Lees waarom. U hoeft niets te doen.",
}
"""The next step as its maker reads it."""
CONCEPT_NEXT_TEAM: Final = {
    ConceptState.HANDED_IN: "Neem over, vraag iets of weiger.",
    ConceptState.ASKED_BACK: "Wacht op het antwoord van de collega.",
    ConceptState.REFUSED: "Klaar. De collega leest waarom.",
}
"""The same as team Veiligheid reads it."""
CONCEPT_DUTY: Final = {
    ConceptState.BEING_WRITTEN: "Concept-aanmelding afmaken en inleveren",
    ConceptState.HANDED_IN: "Concept beoordelen",
    ConceptState.ASKED_BACK: "Vraag bij uw concept-aanmelding beantwoorden",
}
CONCEPT_NOTICE: Final = {
    ConceptNews.HANDED_IN: "Er is een concept-aanmelding ingeleverd",
    ConceptNews.ASKED_BACK: "Team Veiligheid vraagt iets over uw concept-aanmelding",
    ConceptNews.TAKEN: "Uw concept-aanmelding is overgenomen als casus",
    ConceptNews.REFUSED: "Uw concept-aanmelding is geweigerd",
    ConceptNews.UNANSWERED: "Een concept-aanmelding verliep: de vraag bleef zonder antwoord",
}
CONCEPT: Final = {
    ConceptProblem.NO_ANSWER: "Schrijf een antwoord op de vraag van team Veiligheid.",
}
CONCEPT_EVENT: Final = {
    Event.CONCEPT_WRITTEN: "schreef aan een concept-aanmelding",
    Event.CONCEPT_HANDED_IN: "leverde een concept-aanmelding in",
    Event.CONCEPT_ASKED_BACK: "vroeg iets over een concept-aanmelding",
    Event.CONCEPT_TAKEN: "nam een concept-aanmelding over als casus",
    Event.CONCEPT_REFUSED: "weigerde een concept-aanmelding",
    Event.CONCEPT_WITHDRAWN: "trok een concept-aanmelding in",
    Event.CONCEPT_ENDED: "liet een concept-aanmelding verdwijnen op haar dag",
}
