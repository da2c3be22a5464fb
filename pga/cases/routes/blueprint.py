"""The blueprint of person cases, and what its pages share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Blueprint, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.access.policy import ever
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.reading.finding import reaches
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.numbers import read_number
from pga.dossiers.reading.head import Head
from pga.dossiers.rules.lateness import Lateness, days_left, lateness
from pga.partners.reading import Listed
from pga.web.guards import guard_of

bp: Final = Blueprint("cases", __name__)
Page = str | Response | tuple[str, int]


def _anyone(_head: Head) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class CasePart:
    """A page of a case, who may come there, and which addresses below the case are its own."""

    label: str
    endpoint: str
    under: frozenset[str]
    """The first words of those addresses, after the number of the case."""
    may: Callable[[Head], bool] = _anyone


@dataclass(frozen=True, slots=True)
class CasePlace:
    """One of the places of a case: pages that answer the same question, the first one first."""

    label: str
    parts: tuple[CasePart, ...]
    waiting: str = ""
    """What waits there, as the room counts it."""


def _part(
    label: str, endpoint: str, *under: str, may: Callable[[Head], bool] = _anyone
) -> CasePart:
    return CasePart(label, endpoint, frozenset(under), may)


_SHEET: Final = CasePlace(
    "Overzicht",
    (
        _part(
            *("Overzicht", "cases.sheet"),
            *(
                "",
                "vlag",
                "veiligheid",
                "aanhouden",
                "hervatten",
                "beeindigen",
                "beeindigd",
                "plan-opstellen",
            ),
        ),
    ),
)
_TIMELINE: Final = _part("Verloop", "cases.timeline", "verloop")
_LOOKERS: Final = _part(
    "Inzagen", "cases.lookers", "inzagen", may=lambda head: head.may_see_lookers
)
CASE_PLACES: Final = (
    _SHEET,
    CasePlace(
        "Plan",
        (
            _part("Plan", "cases.plan", "plan", "doelen", "acties"),
            _part("Leefgebieden", "cases.measurements", "leefgebieden"),
            _part("Evaluatie", "cases.evaluations", "evaluatie", "voorstellen"),
        ),
        waiting="actions",
    ),
    CasePlace(
        "Contact",
        (
            _part("Logboek", "cases.contact_log", "contact"),
            _part("Informeren", "cases.informing", "informeren", "gezag"),
        ),
        waiting="untold",
    ),
    CasePlace(
        "Partners",
        (
            _part("Informatieronde", "cases.information", "informatieronde"),
            _part("Overleg", "cases.meetings_of", "overleggen"),
            _part("Mag ik dit delen?", "cases.share", "delen", may=lambda head: head.may_book),
        ),
        waiting="questions",
    ),
    CasePlace(
        "Dossier",
        (
            _part(
                *("Aanmelding en weging", "cases.handed_in"),
                *("aanmelding", "weging", "terugkoppeling"),
            ),
            _part(
                "Documenten",
                "cases.letters",
                "documenten",
                may=lambda head: head.may_write_documents,
            ),
            _part("Betrokken collega’s", "cases.people", "betrokken", "regie"),
            _part("Verstrekkingen", "cases.disclosures", "verstrekkingen"),
            _part("Wijzigingen", "cases.changes", "wijzigingen"),
            _TIMELINE,
            _LOOKERS,
        ),
    ),
)
"""What do I have to do, what do we want, what did they hear, who helps, how did it come so."""
PLACES_WHEN_GONE: Final = (_SHEET, CasePlace("Dossier", (_TIMELINE, _LOOKERS)))
"""What is left to read of a case that was destroyed."""


TO_BEGIN: Final = (
    ("Contact", "cases.new_contact", Permission.CASE_CONTACT),
    ("Aanmelding", "cases.register", Permission.CASE_REGISTER),
    ("Aanmelding", "cases.begin_concept", Permission.CONCEPT_WRITE),
    ("Signaal", "signals.note", Permission.SIGNAL_NOTE),
)
"""What stands below *+ Nieuw*: the words, the page, and who may ever begin it."""


@dataclass(frozen=True, slots=True)
class Tab:
    """Where one can go within a case."""

    label: str
    url: str
    current: str
    """As ``aria-current`` says it: this page, or what holds this page, or nothing."""
    count: int = 0
    """How much waits there."""
    word: str = ""
    """What that is, for who listens."""


@dataclass(frozen=True, slots=True)
class Tabs:
    """The places of a case, and the pages within the place where one is."""

    places: tuple[Tab, ...]
    pills: tuple[Tab, ...]
    """Nothing in a place of one page."""
    place: str
    """The label of that place, when it has pills."""


def tabs_of(head: Head) -> Tabs:
    """Return the places of a case, and the pages of the place that holds the address asked for."""
    here = request.path.removeprefix(url_for("cases.sheet", number=head.number)).strip("/")
    word = here.partition("/")[0]
    places: list[Tab] = []
    pills: tuple[Tab, ...] = ()
    inside = ""
    for place in PLACES_WHEN_GONE if head.state is State.DESTROYED else CASE_PLACES:
        links = tuple(
            Tab(part.label, url, _current(url) if word in part.under else "")
            for part in place.parts
            if part.may(head)
            for url in (url_for(part.endpoint, number=head.number),)
        )
        if not links:
            continue
        several, held = len(links) > 1, any(link.current for link in links)
        if several and held:
            pills, inside = links, place.label
        current = ("true" if several else _current(links[0].url)) if held else ""
        count = head.waiting.get(place.waiting, 0)
        told = labels.WAITING.get(place.waiting, ("", ""))[count != 1]
        places.append(Tab(place.label, links[0].url, current, count, told))
    return Tabs(tuple(places), pills, inside)


def _current(url: str) -> str:
    return "page" if url == request.path else "true"


@bp.before_request
def _one_spelling() -> Response | None:
    """Read the number in an address as it is read in a field, and lead a reader of that case there.

    To everybody else such an address answers as the right one does: it tells nothing of a case.
    """
    address, actor = request.view_args or {}, current_actor()
    number = read_number(address.get("number", ""), actor.municipality)
    if number is None or number == address["number"]:
        return None
    address["number"] = number
    guard = guard_of(current_app, request.endpoint)
    permission = guard.permission if guard and request.method != "POST" else None
    if permission and reaches(actor, number, permission):
        asked = request.query_string.decode(errors="replace")
        return redirect("?".join(filter(None, (url_for(str(request.endpoint), **address), asked))))
    return None


def days_until(day: date | None) -> int | None:
    """Return the working days until a day, negative when it has passed; for badges."""
    if day is None:
        return None
    today = clock.today()
    left = days_left(day, today)
    return min(left, -1) if lateness(day, today) is Lateness.LATE else max(left, 0)


def to_begin() -> list[dict[str, Any]]:
    """Return what this reader may begin, as pills."""
    actor = current_actor()
    urls = ((label, url_for(page)) for label, page, may in TO_BEGIN if ever(actor.role, may))
    return [{"label": label, "url": url, "current": url == request.path} for label, url in urls]


@bp.context_processor
def _shared() -> dict[str, Any]:
    """Give the pages of a case the labels and helpers that all of them use."""
    return {
        "labels": labels,
        "days_until": days_until,
        "today": clock.today(),
        "tabs_of": tabs_of,
        "to_begin": to_begin,
    }


def partner_choices(listed: Iterable[Listed]) -> list[tuple[Owner, str]]:
    """Return whom one can turn to: each contact person of a partner, and somebody else there."""
    choices = []
    for one in listed:
        for who in one.contacts:
            words = ", ".join(part for part in (one.name, who.name, who.function) if part)
            choices.append((Owner(OwnerKind.ORGANISATION, one.id, who.id), words))
        choices.append((Owner(OwnerKind.ORGANISATION, one.id), f"{one.name}, iemand anders"))
    return choices
