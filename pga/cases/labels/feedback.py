"""Dutch for telling the referrer how it ended: the text, and what can be wrong."""

from datetime import date
from typing import Final

from pga.cases.labels.sentences import COMING, NO_CONTACT_ANY_MORE
from pga.cases.rules.feedback import FeedbackEnd, FeedbackProblem, FeedbackTo
from pga.cases.rules.triage import Outcome

FEEDBACK_END: Final = {
    FeedbackEnd.GIVEN: "Ja, het is verteld",
    FeedbackEnd.ANONYMOUS: "Nee, de aanmelder is anoniem",
    FeedbackEnd.NOT_POSSIBLE: "Nee, het kan niet",
}
FEEDBACK_TO: Final = {
    FeedbackTo.REFERRER: "De aanmelder",
    FeedbackTo.COLLEAGUE: "Een ander van die organisatie",
}
FEEDBACK_PROBLEM: Final[dict[str, str]] = {
    FeedbackProblem.IN_FUTURE: COMING,
    FeedbackProblem.BEFORE_OUTCOME: "Toen was er nog geen uitkomst. Kies een latere dag.",
    FeedbackProblem.NO_MEANS: "Kies hoe het is verteld.",
    FeedbackProblem.NO_RECIPIENT: "Kies wie het hoorde, of vul naam en functie in.",
    FeedbackProblem.NOT_A_CONTACT: NO_CONTACT_ANY_MORE,
    FeedbackProblem.NO_REASON: "Schrijf op waarom het niet kan.",
    FeedbackProblem.SETTLED: "Er is niets meer te vertellen. Kijk opnieuw.",
}
TAKEN_UP: Final = frozenset({Outcome.ADMITTED, Outcome.SCALE_UP_DIRECTLY})


def feedback_text(town: str, received_on: date, outcome: Outcome, route: str) -> str:
    """Return all that may be said: whether it is taken up and where to go, nothing else."""
    day = f"{received_on.day}-{received_on.month}-{received_on.year}"
    if outcome in TAKEN_UP:
        said = "De gemeente pakt uw aanmelding op."
    else:
        said = "De gemeente start hiervoor geen persoonsgerichte aanpak."
    lines = [
        f"Op {day} deed u een aanmelding bij de gemeente {town}.",
        said,
        *([f"Waar de persoon wel terechtkan: {route}"] if route else []),
        "Meer mogen wij hierover niet vertellen.",
    ]
    return "\n".join(lines)
