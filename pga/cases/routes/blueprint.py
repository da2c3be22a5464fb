"""The blueprint of person cases, and what its pages share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from pga.cases import labels
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.rules.states import State
from pga.core import clock
from pga.dossiers.reading.head import Head
from pga.dossiers.rules.lateness import Lateness, days_left, lateness
from pga.partners.reading import Listed

bp: Final = Blueprint("cases", __name__)
Page = str | Response | tuple[str, int]


def _anyone(_head: Head) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class CasePart:
    """A page of a case, and who may come there."""

    label: str
    endpoint: str
    may: Callable[[Head], bool] = _anyone


@dataclass(frozen=True, slots=True)
class CasePlace:
    """One of the places of a case: pages that answer the same question, the first one first."""

    label: str
    parts: tuple[CasePart, ...]


_SHEET: Final = CasePlace("Overzicht", (CasePart("Overzicht", "cases.sheet"),))
_LOOKERS: Final = CasePart("Inzagen", "cases.lookers", lambda head: head.may_see_lookers)
CASE_PLACES: Final = (
    _SHEET,
    CasePlace(
        "Plan",
        (CasePart("Plan", "cases.plan"), CasePart("Leefgebieden", "cases.measurements")),
    ),
    CasePlace("Contact", (CasePart("Informeren", "cases.informing"),)),
    CasePlace(
        "Partners",
        (
            CasePart("Informatieronde", "cases.information"),
            CasePart("Overleg", "cases.meetings_of"),
            CasePart("Mag ik dit delen?", "cases.share", lambda head: head.may_book),
        ),
    ),
    CasePlace(
        "Dossier",
        (
            CasePart("Aanmelding en weging", "cases.handed_in"),
            CasePart("Betrokken collega’s", "cases.people"),
            CasePart("Verstrekkingen", "cases.disclosures"),
            CasePart("Wijzigingen", "cases.changes"),
            _LOOKERS,
        ),
    ),
)
"""What do I have to do, what do we want, what did they hear, who helps, how did it come so."""
PLACES_WHEN_GONE: Final = (_SHEET, CasePlace("Inzagen", (_LOOKERS,)))
"""What is left to read of a case that was destroyed."""


@dataclass(frozen=True, slots=True)
class Tab:
    """Where one can go within a case."""

    label: str
    url: str
    current: str
    """As ``aria-current`` says it: this page, or what holds this page, or nothing."""


@dataclass(frozen=True, slots=True)
class Tabs:
    """The places of a case, and the pages within the place where one is."""

    places: tuple[Tab, ...]
    pills: tuple[Tab, ...]
    """Nothing in a place of one page."""
    place: str
    """The label of that place, when it has pills."""


def tabs_of(head: Head, here: str) -> Tabs:
    """Return the places of a case and the pages of the one that holds this page.

    A page below a page, such as a version of the plan, says of which page it is.
    """
    here_is = "page" if request.endpoint == here else "true"
    places: list[Tab] = []
    pills: tuple[Tab, ...] = ()
    inside = ""
    for place in PLACES_WHEN_GONE if head.state is State.DESTROYED else CASE_PLACES:
        links = tuple(
            Tab(
                part.label,
                url_for(part.endpoint, number=head.number),
                here_is if part.endpoint == here else "",
            )
            for part in place.parts
            if part.may(head)
        )
        if not links:
            continue
        several, held = len(links) > 1, any(link.current for link in links)
        if several and held:
            pills, inside = links, place.label
        current = ("true" if several else here_is) if held else ""
        places.append(Tab(place.label, links[0].url, current))
    return Tabs(tuple(places), pills, inside)


def days_until(day: date | None) -> int | None:
    """Return the working days until a day, negative when it has passed; for badges."""
    if day is None:
        return None
    today = clock.today()
    left = days_left(day, today)
    return min(left, -1) if lateness(day, today) is Lateness.LATE else max(left, 0)


@bp.context_processor
def _shared() -> dict[str, Any]:
    """Give the pages of a case the labels and helpers that all of them use."""
    return {"labels": labels, "days_until": days_until, "today": clock.today()}


def partner_choices(listed: Iterable[Listed]) -> list[tuple[Owner, str]]:
    """Return whom one can turn to: each contact person of a partner, and somebody else there."""
    choices = []
    for one in listed:
        for who in one.contacts:
            words = ", ".join(part for part in (one.name, who.name, who.function) if part)
            choices.append((Owner(OwnerKind.ORGANISATION, one.id, who.id), words))
        choices.append((Owner(OwnerKind.ORGANISATION, one.id), f"{one.name}, iemand anders"))
    return choices
