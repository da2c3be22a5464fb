"""A besluitenlijst as it stood when it was approved: kept as a whole, so that nothing moves it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pga.cases.reading.deciding import Decided
from pga.cases.reading.presence import Seat
from pga.cases.rules.actions import ActionKind, ActionShown
from pga.cases.rules.meetings import AttendeeKind, Presence, ViewForm
from pga.cases.rules.owners import Own


@dataclass(frozen=True, slots=True, kw_only=True)
class ListThen:
    """What a besluitenlijst says, now or on the day of its approval."""

    on: date
    chair: str
    purpose: str
    view_form: ViewForm | None
    seats: tuple[Seat, ...]
    decisions: tuple[Decided, ...]
    next_on: date | None


def packed(told: ListThen) -> dict[str, Any]:
    """Return a list as it is kept, in plain values."""
    return {
        "on": told.on.isoformat(),
        "chair": told.chair,
        "purpose": told.purpose,
        "view_form": told.view_form,
        "seats": [
            [str(one.id), one.kind, one.name, one.organisation, one.presence, one.secrecy]
            for one in told.seats
        ],
        "decisions": [
            [
                *(str(one.id), one.number, one.text, _said(one.withdrawn_on), one.version),
                _packed_action(one.action) if one.action else None,
            ]
            for one in told.decisions
        ],
        "next_on": _said(told.next_on),
    }


def unpacked(kept: dict[str, Any]) -> ListThen:
    """Return a list from how it is kept."""
    view_form = kept["view_form"]
    return ListThen(
        on=date.fromisoformat(kept["on"]),
        chair=kept["chair"],
        purpose=kept["purpose"],
        view_form=ViewForm(view_form) if view_form else None,
        seats=tuple(
            Seat(
                id=UUID(seat),
                kind=AttendeeKind(kind),
                name=name,
                organisation=organisation,
                presence=Presence(presence) if presence else None,
                secrecy=secrecy,
            )
            for seat, kind, name, organisation, presence, secrecy in kept["seats"]
        ),
        decisions=tuple(
            Decided(
                id=UUID(one),
                number=number,
                text=text,
                action=_unpacked_action(action) if action else None,
                withdrawn_on=_day(withdrawn_on),
                version=version,
            )
            for one, number, text, withdrawn_on, version, action in kept["decisions"]
        ),
        next_on=_day(kept["next_on"]),
    )


def _packed_action(one: ActionShown) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "kind": one.kind,
        "owner": one.owner,
        "contact": one.contact,
        "own": one.own,
        "own_number": one.own_number,
        "due_on": one.due_on.isoformat(),
    }


def _unpacked_action(kept: dict[str, Any]) -> ActionShown:
    return ActionShown(
        id=UUID(kept["id"]),
        kind=ActionKind(kept["kind"]),
        owner=kept["owner"],
        contact=kept["contact"],
        own=Own(kept["own"]) if kept["own"] else None,
        own_number=kept["own_number"],
        due_on=date.fromisoformat(kept["due_on"]),
    )


def _said(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
