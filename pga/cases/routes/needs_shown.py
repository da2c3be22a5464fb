"""What a step lacks, in words, with the way to where it is mended."""

from typing import Final

from flask import url_for

from pga.cases import labels
from pga.cases.reading.sheet import CaseSheet
from pga.cases.reading.step import StepPage
from pga.cases.rules.needs import Need
from pga.web.filters import joined

MENDED: Final[dict[Need, tuple[str, str, str]]] = {
    Need.PROCESREGISSEUR_NAMED: ("Aanwijzen", "cases.direct", "procesregisseur"),
    Need.CASUSREGISSEUR_NAMED: ("Aanwijzen", "cases.direct", "casusregisseur"),
    Need.PERSON_INFORMED: ("Vastleggen", "cases.informing", ""),
    Need.GOAL_WITH_ACTION: ("Naar het plan", "cases.plan", ""),
    Need.BASELINE_MEASURED: ("Meten", "cases.measure", ""),
    Need.FRESH_MEASUREMENT: ("Meten", "cases.measure", ""),
    Need.EVALUATED: ("Evalueren", "cases.evaluate", ""),
    Need.PLAN_ADJUSTED: ("Naar het plan", "cases.plan", ""),
    Need.PROPOSALS_ANSWERED: ("Naar het voorstel", "cases.evaluations", ""),
    Need.SCALE_UP_ANSWERED: ("Naar het voorstel", "cases.evaluations", ""),
    Need.FINAL_MEASUREMENT: ("Meten", "cases.measure", ""),
    Need.OPEN_ACTIONS_HANDED_OVER: ("Naar het plan", "cases.plan", ""),
    Need.REQUESTS_ANSWERED_OR_NOTE: ("Naar de partners", "cases.information", ""),
    Need.DECISION_LIST_APPROVED: ("Naar de overleggen", "cases.meetings_of", ""),
    Need.NEXT_MEETING_DATE: ("Overleg plannen", "cases.meetings_of", ""),
    Need.DUPLICATE_CHECK_SEEN: ("Kijken", "cases.start_triage", ""),
}
"""Where a need is mended: the word on the link, the page, and which director."""


def need_shown(need: Need, opened: CaseSheet | StepPage) -> dict[str, str]:
    """Return what is missing with the link to where it is mended."""
    waits = need is Need.REQUESTS_ANSWERED_OR_NOTE and opened.silent
    shown = {"text": silent_words(opened.silent) if waits else labels.NEED[need]}
    mended = MENDED.get(need)
    if mended is None or need not in opened.mendable:
        return shown
    word, endpoint, which = mended
    url = url_for(endpoint, number=opened.head.number, which=which or None)
    return shown | {"label": word, "url": url}


def silent_words(partners: tuple[str, ...]) -> str:
    """Return which partners did not answer, and what one does about it."""
    verb = "heeft" if len(partners) == 1 else "hebben"
    return f"{joined([*partners])} {verb} nog niet geantwoord. Leg het antwoord vast."
