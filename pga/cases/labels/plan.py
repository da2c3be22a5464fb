"""Dutch for the plan: goals, actions, versions, the answer to it and the plankeuring."""

from typing import Final

from pga.cases.labels.criminal import CRIMINAL
from pga.cases.labels.sentences import COMING, FROM_TODAY, NO_CONTACT_ANY_MORE, OVER
from pga.cases.rules.actions import ActionKind, ActionOutcome, ActionProblem
from pga.cases.rules.owners import Own
from pga.cases.rules.plan import GoalStatus, PlanPart, PlanProblem, PlanReply, PlanText
from pga.cases.rules.plan_check import PlanRule
from pga.settings.labels import ENTRY

ACTION_KIND: Final = {
    ActionKind.CARE: "Zorg",
    ActionKind.JUSTICE: "Straf",
    ActionKind.ADMINISTRATIVE: "Bestuurlijk",
    ActionKind.CIVIL: "Civiel",
    ActionKind.SOCIAL: "Sociaal",
    ActionKind.SUPERVISION: "Toezicht",
}
ACTION_OUTCOME: Final = {
    ActionOutcome.DONE: "Gedaan",
    ActionOutcome.PARTLY: "Deels",
    ActionOutcome.FAILED: "Niet gelukt",
    ActionOutcome.DROPPED: "Vervallen",
    ActionOutcome.HANDED_OVER: "Overgedragen",
}
OWN: Final = {
    Own.PERSON: "Betrokkene",
    Own.FAMILY_MEMBER: "Gezinslid",
    Own.GUARDIAN: "Gezaghebbende",
}
"""As what somebody of the case itself has an action."""
OWN_GROUP: Final = {
    Own.PERSON: "Betrokkenen",
    Own.FAMILY_MEMBER: "Gezinsleden",
    Own.GUARDIAN: "Gezaghebbenden",
}
"""Such people of several cases together, in a list without names."""


def as_own(own: Own, number: int = 0) -> str:
    """Return as what somebody of the case has an action, and which one when there are several."""
    return f"{OWN[own]} {number}" if number else OWN[own]


ACTION: Final[dict[str, str]] = {
    ActionProblem.IN_PAST: FROM_TODAY,
    ActionProblem.TOO_FAR: "Kies een dag binnen twee jaar.",
    ActionProblem.NOT_A_CONTACT: NO_CONTACT_ANY_MORE,
    ActionProblem.NOT_AN_OWNER: (
        "Kies een collega die aan deze casus werkt en dit mag lezen, een organisatie die nu "
        "meedoet, of iemand uit de casus die er oud genoeg voor is."
    ),
    ActionProblem.REGIE_OF_OWN: (
        "Dit is alleen voor de regie, dus wie het doet mag het niet lezen. Kies iemand anders."
    ),
    ActionProblem.ALL_OF_OWN: (
        "Wie dit doet, leest dan niets van de actie. Neem minder over, of kies iemand anders."
    ),
    ActionProblem.NO_GOAL: "Kies een doel van nu of later.",
    ActionProblem.CASE_RUNS: "Geef deze actie aan een andere actiehouder, of kies wat eruit kwam.",
    ActionProblem.CASE_OVER: OVER,
    ActionProblem.NOT_LOOSE: (
        "Een van deze acties is intussen klaar of hoort al bij een doel. Kijk opnieuw wat er staat."
    ),
    ActionProblem.HIDDEN_BELOW: (
        "Dit doel is alleen voor de regie. Wie deze actie heeft, leest haar dan niet meer."
    ),
    ActionProblem.SETTLED: "Deze actie heeft al een uitkomst.",
    ActionProblem.NO_RESULT: "Schrijf op wat er gebeurde.",
    ActionProblem.IN_FUTURE: COMING,
    ActionProblem.NOT_SETTLED: "Deze actie staat al open.",
    ActionProblem.BY_ANOTHER: (
        "Een collega legde deze uitkomst vast. Is er meer te doen, geef dan een nieuwe actie."
    ),
    ActionProblem.NOT_TODAY: (
        "Een uitkomst neemt u terug op de dag zelf. Is er meer te doen, geef dan een nieuwe actie."
    ),
    ActionProblem.PASSAGE_NOT_FOUND: "Dit stuk staat niet in de tekst. Neem het letterlijk over.",
    ActionProblem.NO_RELATION: "Kies over wie dit stuk gaat.",
    ActionProblem.TOO_SMALL_PASSAGE: "Neem het stuk over dat over een ander gaat.",
}
GOAL_STATUS: Final = {
    GoalStatus.NOW: "Nu",
    GoalStatus.LATER: "Later",
    GoalStatus.REACHED: "Behaald",
    GoalStatus.DROPPED: "Vervallen",
}
PLAN_TEXT: Final = {
    PlanText.PICTURE: "Toestandsbeeld",
    PlanText.VIEW: "Zienswijze van betrokkene",
    PlanText.CRISIS: "Als het misgaat",
    PlanText.ENOUGH: "Wanneer we stoppen",
}
PLAN_REPLY: Final = {
    PlanReply.AGREED: "Akkoord",
    PlanReply.NOT_AGREED: "Niet akkoord",
    PlanReply.COULD_NOT: "Kon niet antwoorden",
}
PLAN_PROBLEM: Final[dict[str, str]] = {
    PlanProblem.IN_PAST: FROM_TODAY,
    PlanProblem.IN_FUTURE: COMING,
    PlanProblem.TOO_LONG_AGO: "Deze dag ligt lang voor deze versie. Klopt de datum?",
    PlanProblem.NO_REASON: "Schrijf op waarom.",
    PlanProblem.CASE_OVER: OVER,
    PlanProblem.NOTHING_NEW: "Er is niets anders dan in de vorige versie.",
    PlanProblem.NOT_NOW: "Een nieuwe versie kan als het plan in uitvoering is.",
    PlanProblem.NO_GOAL_WITH_ACTION: "Een plan heeft minstens één doel van nu met één actie.",
    PlanProblem.HIDES_OWN: (
        "Iemand uit de casus heeft hier een open actie bij en leest die dan niet meer. Zet die "
        "actie eerst bij een ander doel, of geef haar aan iemand anders."
    ),
    PlanProblem.OPEN_OWN: (
        "Iemand uit de casus heeft hier nog een open actie bij. Leg eerst de uitkomst vast, of zet "
        "die actie bij een ander doel."
    ),
}
PLAN: Final[dict[str, str]] = {**ACTION, **PLAN_PROBLEM, **CRIMINAL}
"""What can be wrong on a form of the plan, the mark on a passage included."""
FOUND: Final = {one: ENTRY["plan_rules"][one] for one in PlanRule}
"""What a rule of the plankeuring found."""
PLAN_RULE: Final = {
    PlanRule.NO_VIEW: "Een plan begint met wat iemand er zelf van vindt.",
    PlanRule.GOAL_WITHOUT_WORDS: "Bij elk doel van nu staat wat betrokkene er zelf van zegt.",
    PlanRule.GOAL_WITHOUT_ACTION: "Onder elk doel van nu staat minstens één actie.",
    PlanRule.GOAL_WITHOUT_DATE: "Elk doel van nu heeft een dag.",
    PlanRule.MANY_GOALS: "Meer dan vijf doelen nu is veel. Zet er een paar op later.",
    PlanRule.ONE_KIND: "Een plan met alleen straf of alleen zorg is zelden genoeg.",
    PlanRule.ONE_OWNER: "Dan is de vraag of de gewone hulp niet genoeg is.",
    PlanRule.ACUTE_WITHOUT_GOAL: "Bij acute problematiek hoort een doel, of de reden waarom niet.",
    PlanRule.NO_EXIT: "Zonder die grens houdt een aanpak niet vanzelf op.",
    PlanRule.NO_CRISIS: "Spreek af wie er dan belt, en naar wie.",
    PlanRule.FAILED_AGAIN: "Zeg erbij wat maakt dat het nu wel lukt.",
    PlanRule.FAR_AWAY: "Een dag over meer dan een half jaar is geen afspraak voor nu.",
    PlanRule.NO_OUTCOME: "De dag is voorbij. Leg eerst vast wat eruit kwam.",
    PlanRule.NOT_AT_TABLE: "Vraag eerst of diegene het kan en wil doen.",
    PlanRule.ASK_AGAIN: "De vorige keer kon betrokkene niet antwoorden.",
}
"""What each rule of the plankeuring asks."""
DIFFERENCE: Final = {
    "text": "Tekst",
    "domain": "Leefgebied",
    "status": "Stand",
    "words": "Eigen woorden",
    "target_on": "Streefdatum",
    "regie": "Alleen voor de regie",
    "goal_id": "Doel",
    "kind": "Soort",
    "owner": "Wie",
    "due_on": "Klaar vóór",
    "contact": "Contactpersoon",
    "outcome": "Uitkomst",
    "result": "Resultaat",
}
"""What of a goal or action became other between two versions."""
PLAN_PART: Final = {
    PlanPart.TEXT: "Plan",
    PlanPart.GOAL: "Doel",
    PlanPart.ACTION: "Actie",
}
