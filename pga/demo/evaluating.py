"""How an invented case is evaluated, and what its people propose; all by the use cases."""

from collections.abc import Sequence
from typing import Final

from pga.access.policy import Actor
from pga.cases.reading.evaluating import get_evaluation_form
from pga.cases.reading.sheet import get_sheet
from pga.cases.rules.evaluating import Appraised, Conclusion, EvaluationGiven, EvaluationTest
from pga.cases.rules.proposing import ProposalAnswer, ProposalKind
from pga.cases.services import evaluating, proposing
from pga.core import clock
from pga.demo.planning import Crew

WHY: Final = {
    EvaluationTest.NEEDED: "De buurt belt nog twee keer per maand; dat was elke week.",
    EvaluationTest.PROPORTIONAL: "Twee bezoeken per maand, en geen dwang.",
    EvaluationTest.LEVEL: "De partners in het dorp kunnen dit samen aan.",
}
WORKED: Final = (
    "Steeds dezelfde twee collega's aan de deur, op maandag.",
    "Samen de post openen; daarna kwam de regeling met de verhuurder.",
)
FAILED: Final = "Brieven werden niet geopend, en het spreekuur was te ver weg."
UNUSED: Final = "Het tweede overleg per maand: er was toen nooit iets nieuws."
GOES_ON: Final = "Het gaat langzaam vooruit. Wij gaan zo door tot de huur drie maanden is betaald."
PROPOSED: Final = (
    (ProposalKind.AFTERCARE, "Drie maanden geen melding, en het wijkteam wil het contact houden."),
    (ProposalKind.SCALE_UP, "Het geweld neemt toe en de partners in het dorp lopen vast."),
    (ProposalKind.AFTERCARE, "De doelen zijn gehaald en de vaste lasten lopen vanzelf."),
    (ProposalKind.CLOSE, "Betrokkene wil zelf verder en heeft een eigen begeleider."),
)
"""What is proposed for the first cases that run; the first two wait for an answer."""
ANSWERS: Final = (
    (ProposalAnswer.TAKEN, "Eens. Eerst nog de eindmeting, dan begint de nazorg."),
    (ProposalAnswer.REFUSED, "De laatste melding is van vorige week. Kijk over een maand opnieuw."),
)


def evaluate(actor: Actor, number: str, seed: int) -> None:
    """Evaluate a case, where that can be."""
    begun = get_evaluation_form(actor, number)
    if begun.barred is not None:
        return
    given = EvaluationGiven(
        held_on=clock.today(),
        tests={test: Appraised(holds=True, why=why) for test, why in WHY.items()},
        worked=WORKED[seed % len(WORKED)],
        failed=FAILED,
        unused=UNUSED if seed % 2 else "",
        conclusion=Conclusion.CONTINUE,
        why=GOES_ON,
        colleagues=frozenset(who for who, _ in begun.colleagues),
        others="Betrokkene, en de wijkverpleegkundige",
        cited=frozenset(one.id for one in begun.citing.offered[:1]),
    )
    evaluating.evaluate(actor, number, begun.version, given)


def leave_proposals(cases: Sequence[tuple[str, Crew]]) -> None:
    """Let colleagues propose something for the first of these cases: open, taken, refused."""
    waiting = len(PROPOSED) - len(ANSWERS)
    for turn, ((number, crew), (kind, why)) in enumerate(zip(cases, PROPOSED, strict=False)):
        proposing.propose(crew.worker, number, kind, why=why)
        if turn < waiting:
            continue
        given, reason = ANSWERS[turn - waiting]
        waits = get_sheet(crew.director, number).proposals[0]
        proposing.answer(crew.director, number, waits.id, given=given, why=reason)
