"""The blueprint of person cases, and what its pages share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Blueprint, render_template, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from pga.access.policy import Actor
from pga.cases import labels
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.states import State
from pga.core import clock
from pga.dossiers.reading.head import Head
from pga.dossiers.rules.lateness import Lateness, days_left, lateness
from pga.partners.reading import Listed
from pga.privacy import drafts
from pga.privacy.drafts import Draft
from pga.web.filters import clock_time, until
from pga.web.forms import BaseForm

bp: Final = Blueprint("cases", __name__)
Page = str | Response | tuple[str, int]

SCREENS: Final = {
    MoveCode.START_TRIAGE: "cases.start_triage",
    MoveCode.ADMIT: "cases.triage",
    MoveCode.REJECT: "cases.triage",
    MoveCode.START_PLANNING: "cases.start_planning",
    MoveCode.DROP_AFTER_INFORMATION: "cases.drop",
    MoveCode.ADOPT_PLAN: "cases.adopt_plan",
    MoveCode.HOLD: "cases.hold",
    MoveCode.RESUME: "cases.resume",
}
"""The screens of the moves that this version has."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of a case."""

    label: str
    url: str
    current: bool


def tabs_of(head: Head, here: str, *, lookers: bool) -> list[Tab]:
    """Return the parts of a case, as far as this actor may see them."""
    parts = [("Overzicht", "cases.sheet")]
    if head.state is not State.DESTROYED:
        parts += [
            ("Aanmelding en weging", "cases.handed_in"),
            ("Informatieronde", "cases.information"),
            ("Overleg", "cases.meetings_of"),
            ("Plan", "cases.plan"),
            ("Leefgebieden", "cases.measurements"),
            ("Betrokken collega’s", "cases.people"),
            ("Verstrekkingen", "cases.disclosures"),
            ("Wijzigingen", "cases.changes"),
        ]
    if lookers:
        parts.append(("Inzagen", "cases.lookers"))
    return [Tab(label, url_for(end, number=head.number), end == here) for label, end in parts]


def days_until(day: date | None) -> int | None:
    """Return the working days until a day, negative when it has passed; for badges."""
    if day is None:
        return None
    today = clock.today()
    left = days_left(day, today)
    return min(left, -1) if lateness(day, today) is Lateness.LATE else max(left, 0)


def show(template: str, **values: Any) -> str:
    """Render a page of a case with the labels and helpers that all of them use."""
    return render_template(
        template, labels=labels, days_until=days_until, today=clock.today(), **values
    )


def partner_choices(listed: Iterable[Listed]) -> list[tuple[str, str]]:
    """Return whom one can turn to: each contact person of a partner, and somebody else there."""
    choices = []
    for one in listed:
        for who in one.contacts:
            words = ", ".join(part for part in (one.name, who.name, who.function) if part)
            choices.append((f"{one.id}:{who.id}", words))
        choices.append((str(one.id), f"{one.name}, iemand anders"))
    return choices


def draft_of(actor: Actor, form: str, about: str = "") -> Draft | None:
    """Return what this actor was typing in a form."""
    return drafts.load(actor.id, form, about)


def typed_before(draft: Draft | None) -> MultiDict[str, str] | None:
    """Return a draft as form data."""
    return MultiDict([(name, value) for name, value in draft.fields]) if draft else None


def draft_words(draft: Draft | None) -> dict[str, str]:
    """Return when a draft was kept, and until when, for the save bar."""
    if draft is None:
        return {"saved_at": "", "until": ""}
    return {"saved_at": clock_time(draft.saved_at), "until": until(draft.expires_at)}


def has_errors(form: BaseForm) -> str:
    """Return the word before the title of a page with a faulty form."""
    return "Fout: " if form.faults() else ""
